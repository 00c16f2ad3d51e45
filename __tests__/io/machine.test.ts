import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { ProgramResult } from '../../src/capture/machine.ts';
import { machineHere, machineInFolder } from '../../src/io/machine.ts';
import { stillRunning } from './processes.ts';

const onUnix = process.platform === 'win32' ? describe.skip : describe;
const PATH = process.env['PATH'] ?? '';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'machine-test-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(path: string, text: string): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

function script(path: string, body: string): string {
  const full = file(path, `#!/bin/sh\n${body}\n`);
  chmodSync(full, 0o755);
  return full;
}

function stdout(result: ProgramResult): string {
  return 'stdout' in result ? result.stdout : `(${result.kind})`;
}

describe('reading files of this machine', () => {
  const machine = machineHere({ PATH });

  test('a file that does not exist is null, and so is one below a file', async () => {
    const path = file('a', 'text');
    expect(await machine.readText(join(folder, 'missing'))).toBeNull();
    expect(await machine.readText(join(path, 'below'))).toBeNull();
    expect(await machine.list(path)).toBeNull();
    expect(await machine.list(join(folder, 'missing'))).toBeNull();
  });

  test('a file is read whole up to its limit and cut beyond', async () => {
    const path = file('long', 'x'.repeat(100_000));
    expect(await machine.readText(path)).toHaveLength(100_000);
    expect(await machine.readText(path, 100_000)).toHaveLength(100_000);
    expect(await machine.readText(path, 40_000)).toHaveLength(40_000);
  });

  test('a sparse file of two gigabytes is not read into memory', async () => {
    const path = file('huge', '');
    spawnSync('truncate', ['-s', '2G', path]);
    expect(await machine.readText(path, 1000)).toHaveLength(1000);
  });

  test('a folder read as a file is an error that says so', async () => {
    await expect(machine.readText(folder)).rejects.toThrow(/EISDIR/);
  });

  test('names are sorted', async () => {
    for (const name of ['b', 'a', 'c']) file(name, '');
    expect(await machine.list(folder)).toEqual(['a', 'b', 'c']);
  });

  test('the size of a file system is a number, and null where there is none', async () => {
    expect(await machine.filesystemMiB(folder)).toBeGreaterThan(0);
    expect(await machine.filesystemMiB(join(folder, 'missing'))).toBeNull();
  });

  test('the digest of what is left of a file', async () => {
    const path = file('euro', '€ and more');
    // printf '\xe2\x82\xac' | sha256sum
    expect(await machine.digest(path, (bytes) => bytes.subarray(0, 3))).toBe(
      'c4cc90ed3d26f12d4b08a75140970a7904035c31cbb4515a83f19b9003c00d1d',
    );
    expect(await machine.digest(path, () => null)).toBeNull();
    expect(await machine.digest(join(folder, 'missing'), (bytes) => bytes)).toBeNull();
  });

  test('a file that is too large for a digest is an error that says so', async () => {
    const path = file('huge', '');
    spawnSync('truncate', ['-s', '33M', path]);
    await expect(machine.digest(path, (bytes) => bytes)).rejects.toThrow(/huge has more than 32 MiB$/);
  });

  test('files read side by side do not mix', async () => {
    const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(letter.charCodeAt(0) * 30_000));
    const paths = texts.map((text, index) => file(`side-${index}`, text));
    const limit = 4 * 1024 * 1024;
    const read = await Promise.all(paths.map((path) => machine.readText(path, limit)));
    expect(read.map((text, index) => text === texts[index])).toEqual([true, true, true]);
  });
});

onUnix('files that are no regular ones', () => {
  test('a named pipe that nobody writes to holds nothing up', async () => {
    const path = join(folder, 'pipe');
    spawnSync('mkfifo', [path]);
    expect(await machineHere({ PATH }).readText(path)).toBe('');
  });

  test('a file of /proc that claims to be empty is read', async () => {
    if (process.platform !== 'linux') return;
    expect(await machineHere({ PATH }).readText('/proc/self/status')).toMatch(/^Name:/);
  });
});

onUnix('a machine kept in a folder', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'root'));
    mkdirSync(join(folder, 'bin'));
  });

  const machine = () => machineInFolder(folder, { PATH, HOME: '/home/alice' });

  test('without a root it is refused, because an empty machine would look like a healthy one', () => {
    rmSync(join(folder, 'root'), { recursive: true });
    expect(() => machine()).toThrow(/holds no machine: expected a folder/);
  });

  test('files come from its root', async () => {
    file('root/etc/os-release', 'PRETTY_NAME="Elsewhere"\n');
    expect(await machine().readText('/etc/os-release')).toBe('PRETTY_NAME="Elsewhere"\n');
    expect(await machine().readText('/etc/hostname')).toBeNull();
    expect(await machine().list('/etc')).toEqual(['os-release']);
    expect(await machine().exists('/etc/os-release')).toBe(true);
    expect(await machine().exists('/proc')).toBe(false);
  });

  test('a path with `..` stays below its root', async () => {
    file('secret', 'outside');
    expect(await machine().readText('/../secret')).toBeNull();
    expect(await machine().readText('/../../../../etc/passwd')).toBeNull();
  });

  test.each([
    ['an absolute link leads to the copy', '/usr/lib/os-release', 'inside'],
    ['a relative link as well', '../usr/lib/os-release', 'inside'],
    ['a link with too many `..` ends at the root', '../../../../../usr/lib/os-release', 'inside'],
    ['an absolute link to a file of this machine finds none', '/etc/passwd', null],
    ['a link that climbs out finds none', '../../secret', null],
  ])('%s', async (_, target, expected) => {
    file('secret', 'outside');
    file('root/usr/lib/os-release', 'inside');
    mkdirSync(join(folder, 'root/etc'));
    symlinkSync(target, join(folder, 'root/etc/link'));
    expect(await machine().readText('/etc/link')).toBe(expected);
  });

  test('a folder that is a link is followed inside the copy', async () => {
    file('root/devices/pci/vendor', '0x10de');
    mkdirSync(join(folder, 'root/sys'));
    symlinkSync('/devices/pci', join(folder, 'root/sys/device'));
    expect(await machine().readText('/sys/device/vendor')).toBe('0x10de');
    expect(await machine().list('/sys/device')).toEqual(['vendor']);
  });

  test('links that lead in a circle are an error and no endless loop', async () => {
    symlinkSync('/b', join(folder, 'root/a'));
    symlinkSync('/a', join(folder, 'root/b'));
    await expect(machine().readText('/a')).rejects.toThrow(/too many levels/);
  });

  test('programs come from its bin and never from PATH', async () => {
    script('bin/nvidia-smi', 'echo "here: $1"');
    expect(stdout(await machine().run('nvidia-smi', ['-L']))).toBe('here: -L\n');
    expect(stdout(await machine().run('/usr/lib/wsl/lib/nvidia-smi', ['-L']))).toBe('here: -L\n');
    expect(await machine().run('sh', ['-c', 'true'])).toEqual({ kind: 'not-found' });
    expect(await machine().run('/bin/sh', ['-c', 'true'])).toEqual({ kind: 'not-found' });
  });

  test('of a program that is not there, the output that was kept of it', async () => {
    file('bin/nvidia-smi.txt', 'GPU 0: NVIDIA L4\n');
    const kept = { kind: 'exited', code: 0, stdout: 'GPU 0: NVIDIA L4\n', stderr: '', truncated: false };
    expect(await machine().run('nvidia-smi', ['-q', '-x'])).toEqual(kept);
    expect(await machine().run('/usr/lib/wsl/lib/nvidia-smi', [])).toEqual(kept);
    expect(await machine().run('rocm-smi', [])).toEqual({ kind: 'not-found' });
  });

  test('a program goes before its kept output, also one that fails', async () => {
    file('bin/nvidia-smi.txt', 'kept');
    script('bin/nvidia-smi', 'exit 9');
    expect(await machine().run('nvidia-smi', [])).toMatchObject({ kind: 'exited', code: 9, stdout: '' });
  });

  test('kept output beyond the limit is dropped, and that is told', async () => {
    file('bin/nvidia-smi.txt', '0123456789');
    expect(await machine().run('nvidia-smi', [], { limit: 10 })).toMatchObject({ truncated: false });
    expect(await machine().run('nvidia-smi', [], { limit: 4 })).toMatchObject({
      stdout: '0123',
      truncated: true,
    });
  });

  test('its software is that of this machine', async () => {
    expect(stdout(await machine().software.run('sh', ['-c', 'echo real']))).toBe('real\n');
  });

  test('its architecture is the one its kernel names', () => {
    file('root/proc/sys/kernel/arch', 'aarch64\n');
    expect(machine()).toMatchObject({
      kind: 'folder',
      platform: 'linux',
      arch: 'aarch64',
      home: '/home/alice',
    });
  });
});

onUnix('running a program', () => {
  const machine = machineHere({ PATH, HOME: '/home/alice' });
  const sh = (command: string, options = {}) => machine.run('sh', ['-c', command], options);

  test('exit code, both streams and the absence of a shell', async () => {
    const result = await machine.run('sh', ['-c', 'printf "%s" "$0"; echo err >&2; exit 3', '$(id);*']);
    expect(result).toEqual({ kind: 'exited', code: 3, stdout: '$(id);*', stderr: 'err\n', truncated: false });
  });

  test('messages are asked for in the language of the parsers', async () => {
    expect(stdout(await sh('echo $LC_ALL'))).toBe('C\n');
  });

  test('a program that is not there', async () => {
    expect(await machine.run('no-such-program', [])).toEqual({ kind: 'not-found' });
    expect(await machine.run(join(folder, 'no-such-program'), [])).toEqual({ kind: 'not-found' });
  });

  test('a program that may not be executed', async () => {
    const path = file('plain', '#!/bin/sh\n');
    expect(await machine.run(path, [])).toEqual({
      kind: 'failed',
      because: `${path} may not be executed (permission denied)`,
    });
  });

  test('a program whose interpreter is gone', async () => {
    const path = file('orphan', '#!/no/such/interpreter\n');
    chmodSync(path, 0o755);
    expect(await machine.run(path, [])).toEqual({
      kind: 'failed',
      because: `${path} names an interpreter that does not exist`,
    });
  });

  test('a working directory that is gone', async () => {
    const cwd = join(folder, 'gone');
    expect(await sh('true', { cwd })).toEqual({
      kind: 'failed',
      because: `the folder ${cwd} does not exist`,
    });
  });

  test('arguments that no system accepts', async () => {
    expect(await machine.run('sh', ['-c', 'x'.repeat(40_000_000)])).toMatchObject({ kind: 'failed' });
    expect(await machine.run('sh', ['a\0b'])).toMatchObject({ kind: 'failed' });
  });

  test('a program that kills itself', async () => {
    expect(await sh('echo before; kill -9 $$')).toEqual({
      kind: 'signalled',
      signal: 'SIGKILL',
      stdout: 'before\n',
    });
  });

  test('output beyond the limit is dropped and the program still ends', async () => {
    const result = await sh('yes | head -c 3000000; echo; exit 7', { limit: 1000 });
    expect(result).toMatchObject({ kind: 'exited', code: 7, truncated: true });
    expect(stdout(result)).toHaveLength(1000);
  });

  test('input is handed over, and one that is not read does no harm', async () => {
    expect(stdout(await sh('cat', { input: 'hello' }))).toBe('hello');
    expect(await sh('exit 0', { input: 'x'.repeat(1_000_000) })).toMatchObject({ kind: 'exited', code: 0 });
  });

  test('a timeout ends the whole group at once, also what ignores SIGTERM', async () => {
    const marker = `machine-test-${process.pid}-timeout`;
    const start = Date.now();
    const result = await sh('trap "" TERM INT HUP; echo early; (trap "" TERM; sleep 61) & sleep 61', {
      timeoutMs: 300,
      env: { MARKER: marker },
    });
    expect(result).toEqual({ kind: 'timed-out', afterMs: 300, stdout: 'early\n' });
    expect(Date.now() - start).toBeLessThan(5_000);
    await gone(marker);
  });

  test('a grandchild that keeps the pipes open is not waited for, and does not survive', async () => {
    const marker = `machine-test-${process.pid}-pipes`;
    const start = Date.now();
    const result = await sh('sleep 62 & echo done', { timeoutMs: 20_000, env: { MARKER: marker } });
    expect(result).toMatchObject({ kind: 'exited', code: 0, stdout: 'done\n' });
    expect(Date.now() - start).toBeLessThan(10_000);
    await gone(marker);
  });

  test('a signal to stop ends programs under way, and leaves the gate to whoever listens', async () => {
    const marker = `machine-test-${process.pid}-stop`;
    const heard: string[] = [];
    const listen = (signal: string) => heard.push(signal);
    process.on('SIGTERM', listen);
    try {
      const before = process.listenerCount('SIGTERM');
      const running = sh('touch up; sleep 63', { cwd: folder, timeoutMs: 20_000, env: { MARKER: marker } });
      await until(() => existsSync(join(folder, 'up')));
      process.emit('SIGTERM', 'SIGTERM');
      expect(await running).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
      expect(heard).toEqual(['SIGTERM']);
      expect(process.listenerCount('SIGTERM')).toBe(before);
    } finally {
      process.off('SIGTERM', listen);
    }
    await gone(marker);
  });

  test('a signal that nobody listens for has its usual effect after the programs are gone', async () => {
    const kill = process.kill.bind(process);
    const raised: string[] = [];
    const spy = jest.spyOn(process, 'kill').mockImplementation((id, signal) => {
      if (id !== process.pid) return kill(id, signal);
      raised.push(String(signal));
      return true;
    });
    try {
      const running = sh('touch up; sleep 64', { cwd: folder, timeoutMs: 20_000 });
      await until(() => existsSync(join(folder, 'up')));
      process.emit('SIGHUP', 'SIGHUP');
      expect(raised).toEqual(['SIGHUP']);
      expect(await running).toMatchObject({ kind: 'signalled', signal: 'SIGKILL' });
      expect(process.listenerCount('SIGHUP')).toBe(0);
    } finally {
      spy.mockRestore();
    }
  });

  test('a relative entry of PATH is not searched, so a repository cannot bring its own nvidia-smi', async () => {
    script('nvidia-smi', 'echo fake');
    const careless = machineHere({ PATH: `.::${folder.slice(1)}` });
    expect(await careless.run('nvidia-smi', [], { cwd: folder })).toEqual({ kind: 'not-found' });
  });

  test('of several programs on PATH the first executable file counts', async () => {
    file('one/tool', 'not executable');
    mkdirSync(join(folder, 'two/tool'), { recursive: true });
    script('three/tool', 'echo three');
    script('four/tool', 'echo four');
    const path = ['one', 'two', 'three', 'four'].map((name) => join(folder, name)).join(':');
    expect(stdout(await machineHere({ PATH: path }).run('tool', []))).toBe('three\n');
  });
});

onUnix('the environment of a program', () => {
  const env = {
    PATH,
    HOME: '/home/alice',
    CUDA_VISIBLE_DEVICES: '0',
    TOKENIZERS_PARALLELISM: 'false',
    GITHUB_TOKEN: 'x',
    GH_TOKEN: 'x',
    HF_TOKEN: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    ACTIONS_RUNTIME_TOKEN: 'x',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'x',
    INPUT_POLICY: 'x',
    'INPUT_ON-MISSING-BASELINE': 'x',
    GITHUB_ENV: 'x',
    GITHUB_OUTPUT: 'x',
    GITHUB_STEP_SUMMARY: 'x',
    NODE_OPTIONS: '--inspect',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraheader',
    GIT_CONFIG_VALUE_0: 'x',
    LC_ALL: 'de_DE.UTF-8',
  };

  async function namesSeen(changes = {}): Promise<string[]> {
    const result = await machineHere(env).run('env', ['-0'], { env: changes });
    const names = stdout(result)
      .split('\0')
      .map((entry) => entry.slice(0, entry.indexOf('=')));
    return names.filter((name) => name !== '').sort();
  }

  test('is the machine’s without secrets, inputs and command files', async () => {
    expect(await namesSeen()).toEqual([
      'CUDA_VISIBLE_DEVICES',
      'HOME',
      'LC_ALL',
      'PATH',
      'TOKENIZERS_PARALLELISM',
    ]);
  });

  test('can be added to and taken from', async () => {
    expect(await namesSeen({ GIT_OPTIONAL_LOCKS: '0', CUDA_VISIBLE_DEVICES: undefined })).toEqual([
      'GIT_OPTIONAL_LOCKS',
      'HOME',
      'LC_ALL',
      'PATH',
      'TOKENIZERS_PARALLELISM',
    ]);
  });
});

/** Killing is asynchronous: waits until no process carries the marker any more. */
async function gone(marker: string): Promise<void> {
  if (process.platform !== 'linux') return;
  await until(() => stillRunning(marker).length === 0);
  expect(stillRunning(marker)).toEqual([]);
}

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; tries < 50 && !done(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
