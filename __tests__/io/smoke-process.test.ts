import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { launchSmoke } from '../../src/io/smoke-process.ts';
import type { SmokeCommand, SmokeExit } from '../../src/smoke/launcher.ts';
import { stillRunning } from './processes.ts';

const onLinux = process.platform === 'linux' ? describe : describe.skip;
jest.setTimeout(60_000);

/** Far longer than a test; told by its digits from those of other test runs on this machine. */
const LONG = `97.${process.pid}`;

let folder: string;
let marker: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smoke-process-'));
  marker = randomUUID();
});

afterEach(() => {
  // The second finds those that cleared their environment.
  const left = [...stillRunning(marker), ...stillRunning(`sleep\u0000${LONG}`)];
  rmSync(folder, { recursive: true, force: true });
  expect(left).toEqual([]);
});

function launch(command: string, more: Partial<SmokeCommand> = {}): Promise<SmokeExit> {
  return launchSmoke({
    command: command.replaceAll('sleep LONG', `sleep ${LONG}`),
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', REPRO_RUN_ID: marker, MARKER: marker },
    timeoutMs: 30_000,
    graceMs: 500,
    logFile: join(folder, 'output.log'),
    runId: marker,
    signal: new AbortController().signal,
    ...more,
  });
}

function log(): string {
  return readFileSync(join(folder, 'output.log'), 'utf8');
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries += 1) {
    if (tries > 500) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// Whatever a test starts ends by itself within two minutes: a gate that is broken must not take the machine with it.

onLinux('when the command ends by itself', () => {
  const cases: [string, string, SmokeExit['end']][] = [
    ['success', 'true', { kind: 'exited', code: 0 }],
    ['failure', 'exit 1', { kind: 'exited', code: 1 }],
    ['a command that does not exist', 'no-such-program-here', { kind: 'exited', code: 127 }],
    ['a file that is not executable', './plain', { kind: 'exited', code: 126 }],
    ['exit code 255, which is no signal', 'exit 255', { kind: 'exited', code: 255 }],
    ['the first failing command of several', 'false; true', { kind: 'exited', code: 1 }],
    ['a failure inside a pipe', 'false | cat', { kind: 'exited', code: 1 }],
    ['the shell killing itself', 'kill -9 $$', { kind: 'signalled', signal: 'SIGKILL' }],
    ['a grandchild that is killed', "sh -c 'kill -9 $$'; true", { kind: 'signalled', signal: 'SIGKILL' }],
    ['a segmentation fault', "sh -c 'kill -SEGV $$'", { kind: 'signalled', signal: 'SIGSEGV' }],
  ];
  test.each(cases)('%s', async (_, command, end) => {
    writeFileSync(join(folder, 'plain'), 'text');
    const exit = await launch(command);
    expect(exit).toMatchObject({ end, survivors: 0, remaining: 0 });
    expect(exit.durationMs).toBeGreaterThan(0);
  });

  test('its standard input is empty, so that nothing waits for it', async () => {
    expect((await launch('cat; echo done')).tail).toBe('done\n');
  });

  test('it is the leader of a session of its own', async () => {
    const { tail } = await launch('cut -d" " -f1,5,6 /proc/$$/stat');
    const [id, group, session] = tail.trim().split(' ');
    expect([group, session]).toEqual([id, id]);
  });

  test('its environment is exactly the given one', async () => {
    const { tail } = await launch('env -0 | cut -z -d= -f1 | tr "\\0" " "');
    const names = tail.trim().split(' ').sort();
    // PWD, SHLVL and _ are bash's own.
    expect(names).toEqual(['MARKER', 'PATH', 'PWD', 'REPRO_RUN_ID', 'SHLVL', '_']);
  });

  test('it may open /dev/stdout and /dev/stderr', async () => {
    const { end, tail } = await launch('echo out > /dev/stdout; echo err | tee /dev/stderr > /dev/null');
    expect({ end, tail }).toEqual({ end: { kind: 'exited', code: 0 }, tail: 'out\nerr\n' });
  });

  test('standard output and error keep the order in which they were written', async () => {
    const { tail } = await launch('for i in 1 2 3 4 5; do echo o$i; echo e$i >&2; done');
    expect(tail.trim().split('\n')).toEqual(['o1', 'e1', 'o2', 'e2', 'o3', 'e3', 'o4', 'e4', 'o5', 'e5']);
  });
});

onLinux('when the command is killed from outside', () => {
  test('it is signalled, never a success', async () => {
    const running = launch('echo $$ > id; sleep LONG; true');
    await until(() => existsSync(join(folder, 'id')) && statSync(join(folder, 'id')).size > 0);
    process.kill(Number(readFileSync(join(folder, 'id'), 'utf8')), 'SIGKILL');
    const exit = await running;
    expect(exit.end).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
    // `sleep` was running in the shell's group.
    expect(exit.survivors).toBe(1);
  });
});

onLinux('when the time is over', () => {
  test('a command that obeys SIGTERM ends within its grace', async () => {
    const exit = await launch('trap "echo bye; exit 0" TERM; for i in $(seq 400); do sleep 0.05; done', {
      timeoutMs: 300,
      graceMs: 10_000,
    });
    expect(exit).toMatchObject({ end: { kind: 'timed-out', afterMs: 300 }, survivors: 0, remaining: 0 });
    expect(exit.tail).toContain('bye\n');
    expect(exit.durationMs).toBeLessThan(5_000);
  });

  test('a shell and a grandchild that ignore SIGTERM are killed', async () => {
    const stubborn = `(trap "" TERM; sleep LONG) & trap "" TERM; echo up; wait; sleep LONG`;
    const exit = await launch(stubborn, { timeoutMs: 500, graceMs: 300 });
    expect(exit.end).toEqual({ kind: 'timed-out', afterMs: 500 });
    expect(exit.survivors).toBeGreaterThanOrEqual(1);
    expect(exit.remaining).toBe(0);
    expect(exit.tail).toBe('up\n');
  });

  test('a grandchild that has left the session and ignores SIGTERM is killed', async () => {
    const exit = await launch(`setsid sh -c 'trap "" TERM; echo gone; sleep LONG' & sleep LONG`, {
      timeoutMs: 500,
      graceMs: 200,
    });
    expect(exit.end).toEqual({ kind: 'timed-out', afterMs: 500 });
    expect(exit.survivors).toBeGreaterThanOrEqual(1);
    expect(exit.tail).toBe('gone\n');
  });

  test('a timeout longer than a timer of Node can hold does not fire at once', async () => {
    expect((await launch('sleep 0.2', { timeoutMs: 2 ** 40 })).end).toEqual({ kind: 'exited', code: 0 });
  });
});

onLinux('when processes are left behind', () => {
  const leavers: [string, string][] = [
    ['a background process', 'sleep LONG & true'],
    ['one in a session of its own', 'setsid sleep LONG & sleep 0.1'],
    ['a double fork out of the session', '(setsid sh -c "sleep LONG & sleep LONG" &) ; sleep 0.1'],
    ['one that gave up our output', 'setsid sleep LONG > /dev/null 2>&1 & sleep 0.1'],
    ['one that cleared its environment', 'env -i setsid sleep LONG & sleep 0.1'],
    ['one that cleared it within the session', 'env -i sleep LONG > /dev/null 2>&1 & sleep 0.1'],
  ];
  test.each(leavers)('%s is counted and killed', async (_, command) => {
    const exit = await launch(command);
    expect(exit.end).toEqual({ kind: 'exited', code: 0 });
    expect(exit.survivors).toBeGreaterThanOrEqual(1);
    expect(exit.remaining).toBe(0);
  });

  test('one that is just ending gets the time to finish', async () => {
    const exit = await launch('exec > >(sleep 0.2; cat); echo through a substitution');
    expect(exit).toMatchObject({ survivors: 0, tail: 'through a substitution\n' });
  });

  test('one that starts others while it is being killed does not get away', async () => {
    const exit = await launch(
      `f() { for i in $(seq 300); do setsid sleep LONG & sleep 0.002; done; }; f & sleep 0.3`,
    );
    expect(exit.survivors).toBeGreaterThan(10);
  });

  test('a process of somebody else is left alone', async () => {
    const other = await import('node:child_process').then(({ spawn }) =>
      spawn('sleep', [`96.${process.pid}`], {
        detached: true,
        stdio: 'ignore',
        env: { REPRO_RUN_ID: `${marker}-other` },
      }),
    );
    await launch('sleep LONG & true');
    expect(stillRunning(`sleep\u000096.${process.pid}`)).toHaveLength(1);
    other.kill('SIGKILL');
    await until(() => stillRunning(`sleep\u000096.${process.pid}`).length === 0);
  });
});

onLinux('when the gate is asked to stop', () => {
  test('the whole family is gone within the seconds that GitHub gives', async () => {
    const controller = new AbortController();
    const running = launch(
      `setsid sh -c 'trap "" TERM; sleep LONG' & trap "" TERM; echo up > up; sleep LONG`,
      {
        signal: controller.signal,
        graceMs: 60_000,
      },
    );
    await until(() => existsSync(join(folder, 'up')));
    const asked = performance.now();
    controller.abort();
    const exit = await running;
    expect(exit).toMatchObject({ end: { kind: 'cancelled' }, remaining: 0 });
    expect(performance.now() - asked).toBeLessThan(7_000);
  });

  test('before the start, nothing is started', async () => {
    const exit = await launch('touch started', { signal: AbortSignal.abort() });
    expect(exit.end).toEqual({ kind: 'cancelled' });
    expect(existsSync(join(folder, 'started'))).toBe(false);
  });

  test('while a late command has its grace, the rest of the grace is not waited for', async () => {
    const controller = new AbortController();
    const running = launch('trap "touch asked" TERM; for i in $(seq 400); do sleep 0.05; done', {
      signal: controller.signal,
      timeoutMs: 200,
      graceMs: 60_000,
    });
    await until(() => existsSync(join(folder, 'asked')));
    controller.abort();
    const exit = await running;
    expect(exit).toMatchObject({ end: { kind: 'timed-out', afterMs: 200 }, remaining: 0 });
    expect(exit.durationMs).toBeLessThan(5_000);
  });
});

onLinux('when it cannot be started', () => {
  test('because the working directory is missing', async () => {
    const cwd = join(folder, 'nowhere');
    expect((await launch('true', { cwd })).end).toEqual({
      kind: 'not-started',
      because: `the working directory ${cwd} does not exist`,
    });
  });

  test('because a variable is larger than the system allows', async () => {
    const env = { PATH: process.env['PATH'] ?? '', HUGE: 'x'.repeat(4 * 1024 * 1024) };
    const { end } = await launch('true', { env });
    expect(end).toMatchObject({ kind: 'not-started', because: expect.stringContaining('E2BIG') });
  });

  test('because the log has no place', async () => {
    const { end } = await launch('true', { logFile: join(folder, 'no', 'where', 'output.log') });
    expect(end).toMatchObject({ kind: 'not-started', because: expect.stringContaining('log file') });
  });

  test('a large environment that is allowed gets through', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`V${i}`, 'x'.repeat(1000)]));
    const env = { PATH: process.env['PATH'] ?? '', REPRO_RUN_ID: marker, ...many };
    expect((await launch('printf %s "$V499" | wc -c', { env })).tail.trim()).toBe('1000');
  });

  test('without bash, sh runs the command', async () => {
    const bin = join(folder, 'bin');
    await launch('mkdir bin; ln -s "$(command -v sh)" bin/sh');
    const env = { PATH: bin, REPRO_RUN_ID: marker };
    expect(await launch('echo "from $0"; false; echo not here', { env })).toMatchObject({
      end: { kind: 'exited', code: 1 },
      tail: 'from sh\n',
    });
  });

  test('without any shell', async () => {
    const { end } = await launch('true', { env: { PATH: folder } });
    expect(end).toMatchObject({ kind: 'not-started', because: expect.stringContaining('ENOENT') });
  });
});

onLinux('the output', () => {
  test('of 200 MB is taken in, bounded in memory and on disk', async () => {
    const before = process.memoryUsage().rss;
    const exit = await launch('head -c 200000000 /dev/zero | tr "\\0" "x"; echo; echo the end');
    expect(exit.end).toEqual({ kind: 'exited', code: 0 });
    expect(Buffer.byteLength(exit.tail)).toBe(64 * 1024);
    expect(exit.tail.endsWith('x\nthe end\n')).toBe(true);
    const { size } = statSync(join(folder, 'output.log'));
    expect(size).toBeGreaterThan(64 * 1024 * 1024);
    expect(size).toBeLessThan(64 * 1024 * 1024 + 200);
    expect(log().slice(-80)).toContain('[repro-gate keeps 64 MiB of output; the rest was dropped]');
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });

  test('without a newline at its end is kept', async () => {
    const lines: string[] = [];
    const { tail } = await launch('printf "no newline"', { onLine: (line) => lines.push(line) });
    expect({ tail, lines, log: log() }).toEqual({
      tail: 'no newline',
      lines: ['no newline'],
      log: 'no newline',
    });
  });

  test('ends lines at \\n, \\r\\n and a lone \\r', async () => {
    const lines: string[] = [];
    await launch(
      'printf "10%%\\r20%%\\r"; sleep 0.05; printf "30%%\\r"; sleep 0.1; printf "\\na\\r\\nb\\n\\nc"',
      {
        onLine: (line) => lines.push(line),
      },
    );
    expect(lines).toEqual(['10%', '20%', '30%', 'a', 'b', '', 'c']);
  });

  test('has its lines cut at 8 KiB', async () => {
    const lengths: number[] = [];
    await launch('head -c 3000000 /dev/zero | tr "\\0" "x"; echo; echo short', {
      onLine: ({ length }) => lengths.push(length),
    });
    expect(lengths).toEqual([8192, 5]);
  });

  test('may hold bytes that are no text', async () => {
    const { tail } = await launch('printf "\\377\\376ok"');
    expect(tail).toBe('\uFFFD\uFFFDok');
  });

  test('begins at a whole character where its beginning is cut off', async () => {
    const { tail } = await launch('for i in $(seq 1 3000); do printf "€€€€€€€€€€"; done; printf x');
    expect(tail).toMatch(/^€+x$/);
  });

  test('betrays a process that cleared its environment and left the session', async () => {
    const exit = await launch('env -i setsid sleep LONG < /dev/null & sleep 0.1; echo done');
    expect(exit).toMatchObject({ end: { kind: 'exited', code: 0 }, survivors: 1, tail: 'done\n' });
  });

  test('that ended early is not taken for that of another run, which began later', async () => {
    // There already, so that the next thing made on this disk is the other run's pipe.
    const logFile = join(folder, 'other.log');
    writeFileSync(logFile, '');
    const early = launch('exec > /dev/null 2>&1; sleep 0.5');
    await new Promise((resolve) => setTimeout(resolve, 250));
    const runId = randomUUID();
    const env = { PATH: process.env['PATH'] ?? '', REPRO_RUN_ID: runId, MARKER: marker };
    const other = launch('sleep 2', { runId, env, logFile });
    expect(await early).toMatchObject({ end: { kind: 'exited', code: 0 }, survivors: 0 });
    expect(await other).toMatchObject({ end: { kind: 'exited', code: 0 } });
  });

  test('that its reader chokes on does not leave the command alone', async () => {
    const running = launch('echo first; sleep 0.1; echo second; touch finished', {
      onLine: () => {
        throw new Error('reader');
      },
    });
    await expect(running).rejects.toThrow('reader');
    expect(existsSync(join(folder, 'finished'))).toBe(true);
  });
});

test('nothing of the command reaches our own output', async () => {
  const spy = jest.spyOn(process.stdout, 'write');
  await launch('echo "::set-output name=verdict::pass"; echo "##[error]x" >&2');
  const written = spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  spy.mockRestore();
  expect(written).not.toContain('set-output');
});
