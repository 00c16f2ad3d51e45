import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { launchSmoke } from '../../src/io/smoke-process.ts';
import { localWorkspace } from '../../src/io/workspace.ts';
import { NOTHING_OBSERVED } from '../../src/observe/observed.ts';
import type { Launcher, SmokeCommand, SmokeExit } from '../../src/smoke/launcher.ts';
import {
  type MeasuredRun,
  type Progress,
  type RunPorts,
  type RunRequest,
  runSmoke,
} from '../../src/smoke/run.ts';
import { stillRunning } from '../io/processes.ts';
import { anObservation, aProcess } from '../observe/observations.ts';
import { curveCheck, exitWith, GOOD_EXIT, scalarCheck, smokeTest, source } from './builders.ts';

let root: string;
let cwd: string;
let temp: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-test-'));
  [cwd, temp] = [join(root, 'repo'), join(root, 'temp')];
  for (const folder of [cwd, temp]) mkdirSync(folder);
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function request(more: Partial<RunRequest> = {}): RunRequest {
  return {
    test: smokeTest(),
    cwd,
    environment: {
      parent: { PATH: process.env['PATH'], RUNNER_TEMP: temp },
      policyNames: [],
      inject: 'env',
      observe: false,
      probe: 0,
      device: 'auto',
      python: null,
    },
    role: 'head',
    signal: new AbortController().signal,
    ...more,
  };
}

/** Runs with a launcher that does what a command would do. */
function run(act: (command: SmokeCommand) => SmokeExit | Promise<SmokeExit>, more: Partial<RunRequest> = {}) {
  const launch: Launcher = async (command) => act(command);
  const workspace = localWorkspace({ RUNNER_TEMP: temp });
  return runSmoke(request(more), { ...PORTS, launch, workspace });
}

const PORTS = { observer: null, identity: { home: '/home/me', user: 'me' }, now: () => performance.now() };

function readings({ metrics }: MeasuredRun) {
  return Object.fromEntries(metrics.map(({ name, reading }) => [name, reading]));
}

function metricsFile({ env }: SmokeCommand): string {
  return env['REPRO_METRICS'] ?? '';
}

const ROWS = '{"name":"loss","step":1,"value":2}\n{"name":"loss","step":2,"value":1}\n';

describe('a command that writes its metrics', () => {
  test('has them read', async () => {
    const result = await run((command) => {
      writeFileSync(metricsFile(command), ROWS);
      return GOOD_EXIT;
    });
    expect(readings(result)).toEqual({
      loss: {
        kind: 'read',
        series: {
          points: [
            { step: 1, value: 2 },
            { step: 2, value: 1 },
          ],
          duplicates: [],
          resolution: null,
        },
      },
    });
    expect(result).toMatchObject({ role: 'head', exit: GOOD_EXIT, commandFilesChanged: [] });
    expect(result.injected).toMatchObject({ REPRO_GATE: '1', REPRO_OUT_DIR: '<run>/out' });
  });

  test('gets the command of the policy, a fresh folder and the time it is given', async () => {
    const seen: SmokeCommand[] = [];
    await run(
      (command) => {
        seen.push(command);
        return GOOD_EXIT;
      },
      { test: smokeTest({ run: 'make smoke', timeoutMs: 5 }), graceMs: 7 },
    );
    expect(seen[0]).toMatchObject({ command: 'make smoke', cwd, timeoutMs: 5, graceMs: 7 });
    expect(seen[0]?.runId).toBe(seen[0]?.env['REPRO_RUN_ID']);
  });

  test('may write to the working directory and to its own folder', async () => {
    const test_ = smokeTest({
      metrics: [
        scalarCheck(),
        scalarCheck({}, { name: 'f1', from: source({ format: 'json', path: '$REPRO_OUT_DIR/val.json' }) }),
        curveCheck({ from: source({ format: 'csv', path: 'logs/m.csv' }) }),
      ],
    });
    const result = await run(
      (command) => {
        mkdirSync(join(cwd, 'logs'));
        writeFileSync(join(cwd, 'metrics.json'), '{"accuracy": 0.5}');
        writeFileSync(join(cwd, 'logs', 'm.csv'), 'step,loss\n1,2\n');
        writeFileSync(join(command.env['REPRO_OUT_DIR'] ?? '', 'val.json'), '{"f1": 0.25}');
        return GOOD_EXIT;
      },
      { test: test_ },
    );
    const values = result.metrics.map(({ reading }) =>
      reading.kind === 'read' ? reading.series.points[0]?.value : reading,
    );
    expect(values).toEqual([0.5, 0.25, 2]);
  });
});

describe('the observer', () => {
  const observing = { environment: { ...request().environment, observe: true } };
  const observer = { folder: '/opt/observer', pathSeparator: ':' } as const;

  function observe(act: (command: SmokeCommand) => void, more: Partial<RunPorts> = {}) {
    const launch: Launcher = async (command) => {
      act(command);
      return GOOD_EXIT;
    };
    const workspace = localWorkspace({ RUNNER_TEMP: temp });
    return runSmoke(request(observing), { ...PORTS, observer, launch, workspace, ...more });
  }

  function write({ env }: SmokeCommand, name: string, text: string): void {
    writeFileSync(join(env['REPRO_OBSERVER_DIR'] ?? '', name), text);
  }

  test('has what it wrote read', async () => {
    const program = `${cwd}/train.py`;
    const { observed } = await observe((command) => {
      expect(command.env['PYTHONPATH']).toBe('/opt/observer');
      write(command, 'proc-1.json', JSON.stringify(anObservation({ process: aProcess({ program }) })));
      write(command, 'proc-2.json', '{');
      write(command, 'proc-3.json.tmp', 'half of a');
    });
    expect(observed).toMatchObject({
      processes: [{ process: { program: 'train.py' } }],
      unreadable: [{ process: 'process 2', because: 'it is not JSON' }],
    });
  });

  test('that wrote nothing was there all the same', async () => {
    const { observed } = await observe(() => {});
    expect(observed).toEqual(NOTHING_OBSERVED);
  });

  test('whose folder is gone is no reason to fail, and is said', async () => {
    const { observed } = await observe(({ env }) =>
      rmSync(env['REPRO_OBSERVER_DIR'] ?? '', { recursive: true }),
    );
    expect(observed?.unreadable).toEqual([
      { process: 'process any', because: 'the folder of the observations cannot be read (ENOENT)' },
    ]);
  });

  test('that is not installed is said', async () => {
    const { observed } = await observe(({ env }) => expect(env).not.toHaveProperty('PYTHONPATH'), {
      observer: null,
    });
    expect(observed?.blind).toBe('repro-gate is installed without its observer');
  });

  test('stays away where the policy says so', async () => {
    const result = await run(({ env }) => {
      expect(env).not.toHaveProperty('REPRO_OBSERVER_DIR');
      return GOOD_EXIT;
    });
    expect(result.observed).toBeNull();
  });
});

describe('variables that the command did not get', () => {
  const parent = { DATA_DIR: '/data', HF_TOKEN: 's3cret', MODEL: 'm', SHLVL: '1', OMP_NUM_THREADS: '2' };
  const environment = {
    parent,
    policyNames: [],
    inject: 'off',
    observe: false,
    probe: 0,
    device: 'auto',
    python: null,
  } as const;
  const tail = "KeyError: 'DATA_DIR' (MODEL_DIR, $HF_TOKEN, SHLVL, OMP_NUM_THREADS)";

  test('are named when it failed and its output mentions them', async () => {
    const result = await run(() => exitWith({ kind: 'exited', code: 1 }, { tail }), { environment });
    expect(result.withheld).toEqual(['DATA_DIR', 'HF_TOKEN']);
  });

  test('are no matter when it ended well', async () => {
    const result = await run(() => ({ ...GOOD_EXIT, tail }), { environment });
    expect(result.withheld).toEqual([]);
  });
});

describe('a command that does not', () => {
  test('has no metrics, and that is a result', async () => {
    expect(readings(await run(() => GOOD_EXIT))).toEqual({
      loss: { kind: 'file-missing', path: '$REPRO_METRICS', leftOver: false },
    });
  });

  test('does not get credit for a file of an earlier run, which is back afterwards', async () => {
    writeFileSync(join(cwd, 'metrics.json'), '{"accuracy": 0.9}');
    const result = await run(() => GOOD_EXIT, { test: smokeTest({ metrics: [scalarCheck()] }) });
    expect(readings(result)).toEqual({
      accuracy: { kind: 'file-missing', path: 'metrics.json', leftOver: true },
    });
    expect(readFileSync(join(cwd, 'metrics.json'), 'utf8')).toBe('{"accuracy": 0.9}');
    expect(readdirSync(cwd)).toEqual(['metrics.json']);
  });

  const ends: SmokeExit['end'][] = [
    { kind: 'exited', code: 1 },
    { kind: 'signalled', signal: 'SIGKILL' },
    { kind: 'timed-out', afterMs: 5 },
    { kind: 'cancelled' },
    { kind: 'not-started', because: 'no shell' },
  ];
  test.each(ends)(
    'end well ($kind) has none read, however good they look, and its old files are back',
    async (end) => {
      writeFileSync(join(cwd, 'metrics.json'), 'old');
      const result = await run(
        (command) => {
          writeFileSync(metricsFile(command), ROWS);
          return exitWith(end);
        },
        { test: smokeTest({ metrics: [curveCheck(), scalarCheck()] }) },
      );
      expect(result).toMatchObject({ metrics: [], exit: { end } });
      expect(readFileSync(join(cwd, 'metrics.json'), 'utf8')).toBe('old');
    },
  );
});

describe('a metric whose path cannot be used', () => {
  const cases: [string, string, string][] = [
    ['leads out of the working directory', '../metrics.json', 'leads out'],
    ['leads out of the run’s folder', '$REPRO_OUT_DIR/../secret.json', 'leads out'],
    ['needs a variable that only the command knows', '$HOME/metrics.json', '$HOME'],
    ['is a file of the run and not a folder', '$REPRO_METRICS/../../x', 'leads out'],
  ];
  test.each(cases)('because it %s', async (_, path, found) => {
    writeFileSync(join(root, 'metrics.json'), '{"accuracy": 1}');
    const check = scalarCheck({}, { from: source({ format: 'json', path }) });
    const result = await run(() => GOOD_EXIT, { test: smokeTest({ metrics: [check] }) });
    expect(readings(result)['accuracy']).toMatchObject({
      kind: 'unreadable',
      found: expect.stringContaining(found),
    });
  });
});

describe('an old metric file that cannot be moved away', () => {
  test('is never read as if it were new', async () => {
    const path = `${'m'.repeat(245)}.json`;
    writeFileSync(join(cwd, path), '{"accuracy": 1}');
    const check = scalarCheck({}, { from: source({ format: 'json', path }) });
    const result = await run(() => GOOD_EXIT, { test: smokeTest({ metrics: [check] }) });
    expect(readings(result)).toMatchObject({ accuracy: { kind: 'unreadable', found: 'ENAMETOOLONG' } });
  });
});

describe('when the launcher itself fails', () => {
  test('everything is put back, and the failure is passed on', async () => {
    writeFileSync(join(cwd, 'metrics.json'), 'old');
    const output = join(root, 'output');
    writeFileSync(output, 'before');
    const parent = { PATH: process.env['PATH'], GITHUB_OUTPUT: output };
    const running = run(
      () => {
        writeFileSync(output, 'after');
        throw new Error('launcher');
      },
      {
        test: smokeTest({ metrics: [scalarCheck()] }),
        environment: { ...request().environment, parent },
      },
    );
    await expect(running).rejects.toThrow('launcher');
    expect(readFileSync(join(cwd, 'metrics.json'), 'utf8')).toBe('old');
    expect(readFileSync(output, 'utf8')).toBe('before');
    expect(readdirSync(temp)).toEqual([]);
  });
});

describe('a command that writes to the runner’s command files', () => {
  test('changes nothing, and the files are named', async () => {
    const names = ['GITHUB_ENV', 'GITHUB_OUTPUT', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
    for (const name of names) writeFileSync(join(root, name), `${name}\n`);
    const files = Object.fromEntries(names.map((name) => [name, join(root, name)]));
    const result = await run(
      () => {
        appendFileSync(join(root, 'GITHUB_OUTPUT'), 'verdict=pass\n');
        rmSync(join(root, 'GITHUB_ENV'));
        return exitWith({ kind: 'exited', code: 1 });
      },
      { environment: { ...request().environment, parent: { PATH: '', ...files } } },
    );
    expect(result.commandFilesChanged).toEqual(['GITHUB_ENV', 'GITHUB_OUTPUT']);
    for (const name of names) expect(readFileSync(join(root, name), 'utf8')).toBe(`${name}\n`);
  });
});

describe('progress', () => {
  test('is told while the metrics grow, and no more when the run is over', async () => {
    const seen: Progress[] = [];
    const wait = () => new Promise((resolve) => setTimeout(resolve, 600));
    await run(
      async (command) => {
        writeFileSync(metricsFile(command), '{"name":"loss","step":1,"value":2}\n');
        await wait();
        appendFileSync(metricsFile(command), '{"name":"loss","step":2,"value":1}\n');
        await wait();
        return GOOD_EXIT;
      },
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen).toMatchObject([
      { lastStep: 1, lastValue: 2 },
      { lastStep: 2, lastValue: 1 },
    ]);
    expect(seen.every(({ elapsedMs }) => elapsedMs > 0)).toBe(true);
  });
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('with real processes', () => {
  function real(command: string, more: Partial<RunRequest> = {}): Promise<MeasuredRun> {
    const workspace = localWorkspace({ RUNNER_TEMP: temp });
    const { test: given = smokeTest(), ...rest } = more;
    const order = request({ ...rest, test: { ...given, run: command } });
    return runSmoke(order, { ...PORTS, launch: launchSmoke, workspace });
  }

  test('an observer in Python rides along in every Python that the command starts', async () => {
    const folder = join(root, 'site');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'sitecustomize.py'),
      `import json, os
observation = json.loads(${JSON.stringify(JSON.stringify(anObservation()))})
observation['process']['pid'] = os.getpid()
observation['process']['ppid'] = os.getppid()
observation['inject'] = os.environ['REPRO_INJECT']
observation['seed'] = int(os.environ['REPRO_SEED'])
with open(os.path.join(os.environ['REPRO_OBSERVER_DIR'], 'proc-%d.json' % os.getpid()), 'w') as file:
    json.dump(observation, file)
`,
    );
    const command = `python3 -c 'import os; os.system("python3 -c pass")'; python3 -I -c pass`;
    const result = await runSmoke(
      request({
        test: smokeTest({ run: command, seed: 7 }),
        environment: { ...request().environment, inject: 'force', observe: true },
      }),
      {
        ...PORTS,
        observer: { folder, pathSeparator: ':' },
        launch: launchSmoke,
        workspace: localWorkspace({ RUNNER_TEMP: temp }),
      },
    );
    expect(result.observed?.unreadable).toEqual([]);
    // The isolated one is not among them.
    expect(result.observed?.processes).toHaveLength(2);
    expect(result.observed?.processes[0]).toMatchObject({ inject: 'force', seed: 7 });
  });

  test('a command gets its contract and its metrics are read', async () => {
    const result = await real(
      `printf '{"name":"loss","step":1,"value":%s}\\n' "$REPRO_SEED" > "$REPRO_METRICS"`,
    );
    expect(readings(result)).toMatchObject({
      loss: { kind: 'read', series: { points: [{ step: 1, value: 42 }] } },
    });
  });

  test('its environment holds no token, no input and no way back into the job', async () => {
    const parent = {
      PATH: process.env['PATH'],
      GITHUB_TOKEN: 't',
      INPUT_X: 'i',
      ACTIONS_RUNTIME_TOKEN: 'r',
      GITHUB_OUTPUT: join(root, 'o'),
      HOME: root,
    };
    const result = await real('env | cut -d= -f1 | sort | tr "\\n" " "', {
      environment: { ...request().environment, parent, inject: 'off' },
    });
    expect(result.exit.tail.trim().split(' ')).toEqual([
      'HOME',
      'PATH',
      'PWD',
      'REPRO_GATE',
      'REPRO_METRICS',
      'REPRO_OUT_DIR',
      'REPRO_ROLE',
      'REPRO_RUN_ID',
      'REPRO_SEED',
      'SHLVL',
      '_',
    ]);
  });

  test('what a background process writes after the end does not count', async () => {
    const result = await real(
      `(sleep 3; echo '{"name":"loss","step":1,"value":1}' > "$REPRO_METRICS") & true`,
    );
    expect(readings(result)).toMatchObject({ loss: { kind: 'file-missing' } });
    expect(result.exit.survivors).toBeGreaterThanOrEqual(1);
    expect(stillRunning(result.folder.runId)).toEqual([]);
  });

  test('a metric that the run turns into a link out of the repository is refused', async () => {
    writeFileSync(join(root, 'secret.json'), '{"accuracy": 1}');
    const result = await real(`ln -s ../secret.json metrics.json`, {
      test: smokeTest({ metrics: [scalarCheck()] }),
    });
    expect(readings(result)).toMatchObject({
      accuracy: { kind: 'unreadable', found: expect.stringContaining('link') },
    });
  });

  test('a run that is cancelled puts the old files back', async () => {
    writeFileSync(join(cwd, 'metrics.json'), 'old');
    const controller = new AbortController();
    const running = real('echo up > up; sleep 97.31', {
      test: smokeTest({ metrics: [scalarCheck()] }),
      signal: controller.signal,
    });
    while (!existsSync(join(cwd, 'up'))) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(existsSync(join(cwd, 'metrics.json'))).toBe(false);
    controller.abort();
    const result = await running;
    expect(result.exit.end).toEqual({ kind: 'cancelled' });
    expect(readFileSync(join(cwd, 'metrics.json'), 'utf8')).toBe('old');
    expect(stillRunning(result.folder.runId)).toEqual([]);
  });
});
