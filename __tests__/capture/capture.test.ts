/** Whole captures: when one is complete, what a failure leaves of it, and what must never be in one. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import schema from '../../schema/snapshot.schema.json' with { type: 'json' };
import { capture } from '../../src/capture/capture.ts';
import type { Machine } from '../../src/capture/machine.ts';
import type { Snapshot } from '../../src/capture/snapshot.ts';
import { compileSchema } from '../../src/document/schema.ts';
import { machineHere, machineInFolder } from '../../src/io/machine.ts';
import {
  aMachine,
  type Contents,
  exited,
  MACHINES,
  machineFromFixture,
  options,
  pythonSays,
  reasons,
} from './builders.ts';
import { aFile, aFolder, aVenv, PYTHON } from './interpreters.ts';

jest.setTimeout(120_000);
const check = compileSchema(schema);
const problems = (snapshot: Snapshot) => check(JSON.parse(JSON.stringify(snapshot)));
const onUnix = process.platform === 'win32' ? describe.skip : describe;

const CPUINFO =
  'processor\t: 0\nmodel name\t: A CPU\nflags\t\t: fpu hypervisor\n\nprocessor\t: 1\nmodel name\t: A CPU\nflags\t\t: fpu hypervisor\n';

const pythonAlone: NonNullable<Contents['run']> = (program) =>
  program.includes('python') ? pythonSays() : { kind: 'not-found' };

describe('a snapshot is complete', () => {
  const withAnswer = (more: Parameters<typeof aMachine>[0] = {}) =>
    capture(aMachine({ run: pythonAlone, ...more }), options());

  test('when only the host keeps things to itself', async () => {
    const snapshot = await withAnswer();
    expect(snapshot).toMatchObject({ class: 'cpu-x86_64', complete: true, host: { os: null, kernel: null } });
    expect(Object.keys(reasons(snapshot.unknown, 'host.cpu'))).toContain('host.cpu.model');
  });

  test('of the project only what the policy names is read, and nothing named is nothing', async () => {
    const { data, locks, parameters, inputs, unknown } = await withAnswer();
    expect([data, locks, parameters, inputs]).toEqual([[], [], [], {}]);
    expect(unknown.filter(({ path }) => /^(?:data|locks|parameters|inputs)/.test(path))).toEqual([]);
  });

  test('on a virtual machine that does not count its sockets', async () => {
    const snapshot = await withAnswer({ files: { '/proc/cpuinfo': CPUINFO } });
    expect(snapshot).toMatchObject({
      complete: true,
      host: { cpu: { sockets: null, cores: null, threads: 2 } },
    });
    expect(Object.keys(reasons(snapshot.unknown, 'host.cpu'))).toEqual([
      'host.cpu.sockets',
      'host.cpu.cores',
    ]);
  });

  test('without any Python: none is installed, and that is known', async () => {
    const snapshot = await withAnswer({ run: () => ({ kind: 'not-found' }) });
    expect(snapshot).toMatchObject({ complete: true, python: null, frameworks: { torch: null } });
    expect(snapshot.unknown.filter(({ path }) => /^(?:python|frameworks|cuda)/.test(path))).toEqual([]);
  });

  test('without any Python, with the toolkit of the host', async () => {
    const files = { '/usr/local/cuda/version.json': '{"cuda": {"name": "CUDA SDK", "version": "12.6.3"}}' };
    const { cuda } = await withAnswer({ files, run: () => ({ kind: 'not-found' }) });
    expect(cuda.toolkit).toEqual({ version: '12.6', from: '/usr/local/cuda/version.json' });
  });

  test('on a Mac whose GPU is not used, in the class of every 64-bit ARM', async () => {
    const system = { os: 'Darwin 24', kernel: '24.6.0', memoryMiB: 16384, cpuModel: 'Apple M2', threads: 8 };
    const mac = aMachine({ platform: 'darwin', arch: 'arm64', system, run: pythonAlone });
    const snapshot = await capture(mac, options({ device: 'cpu' }));
    expect(snapshot).toMatchObject({
      class: 'cpu-aarch64',
      complete: true,
      host: { cpu: { arch: 'arm64' } },
    });
    expect(await capture(mac, options())).toMatchObject({ class: null, complete: false });
  });
});

describe('a snapshot is not complete', () => {
  const healthy = machineFromFixture('h100x8-driver550');

  test('when the machine is that of this test, it would be', async () => {
    expect(await capture(healthy, options())).toMatchObject({ complete: true });
  });

  test.each<[string, Partial<Machine>, string]>([
    ['the list of GPUs', { run: async () => exited('No devices were found\n', 6) }, 'gpus'],
    [
      'the version of the driver',
      { readText: without(/nvidia\/version$/), run: sentences(healthy) },
      'driver.version',
    ],
    ['the class', { run: sentences(healthy, /H100 80GB HBM3/g, 'H99') }, 'class'],
    ['the interpreter', { software: answering(healthy, exited('', 1)) }, 'python'],
    ['the list of packages', { software: { ...healthy.software, list: failing } }, 'python.packages'],
  ])('without %s', async (_, changes, path) => {
    const snapshot = await capture({ ...healthy, ...changes }, options());
    expect(snapshot.complete).toBe(false);
    expect(Object.keys(reasons(snapshot.unknown, path))).toContain(path);
    expect(problems(snapshot)).toEqual([]);
  });

  test('unless what is missing belongs to GPUs that nobody uses', async () => {
    const sick = { ...healthy, run: async () => exited('No devices were found\n', 6) };
    expect(await capture(sick, options({ device: 'cpu' }))).toMatchObject({
      complete: true,
      class: 'cpu-x86_64',
    });
  });

  test('when the capture itself fails: everything is unknown, and the snapshot is still one', async () => {
    const env = new Proxy(
      {},
      {
        get: () => {
          throw new Error('a bug');
        },
      },
    );
    const snapshot = await capture(aMachine({ env }), options());
    expect(snapshot).toMatchObject({ class: null, complete: false, gpus: [], python: null, code: null });
    expect(reasons(snapshot.unknown, 'python')).toEqual({ python: 'the capture failed: a bug' });
    expect(problems(snapshot)).toEqual([]);
  });

  function without(pattern: RegExp): Machine['readText'] {
    return async (path, limit) => (pattern.test(path) ? null : healthy.readText(path, limit));
  }
});

/** nvidia-smi with something in its table replaced; the driver's version by a sentence unless told. */
function sentences({ run }: Machine, pattern = /550\.54\.15/g, text = 'see KMD version'): Machine['run'] {
  return async (...call) => {
    const result = await run(...call);
    return result.kind === 'exited' ? { ...result, stdout: result.stdout.replace(pattern, text) } : result;
  };
}

function answering({ software }: Machine, result: ReturnType<typeof exited>): Machine['software'] {
  return { ...software, run: async (program) => (program === 'git' ? { kind: 'not-found' } : result) };
}

async function failing(): Promise<never> {
  throw new Error('EACCES: permission denied');
}

onUnix('a capture on this machine', () => {
  /** A name that stands nowhere else on the machine. */
  const USER = 'zelda-quux';
  const SECRETS = {
    GITHUB_TOKEN: `ghs_${'s3cr3t'.repeat(6)}`,
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI-s3cr3t',
    HF_TOKEN: `hf_${'s3cr3t'.repeat(6)}`,
    INPUT_TOKEN: 's3cr3t-input',
    DATABASE_PASSWORD: 's3cr3t-database',
    ACTIONS_RUNTIME_TOKEN: 's3cr3t-runtime',
    TORCH_HUB_TOKEN: 's3cr3t-hub',
    TORCH_EXTRA_INDEX: 'https://zelda-quux:s3cr3t-index@packages.invalid/simple?token=s3cr3t-query',
    PYTORCH_NOTE: `see ghp_${'s3cr3t'.repeat(6)}`,
    POLICY_ASKED_TOKEN: 's3cr3t-asked',
  };
  let root: string;
  let home: string;
  let env: Record<string, string>;

  beforeEach(() => {
    root = aFolder();
    home = join(root, 'home', USER);
    mkdirSync(join(home, 'project'), { recursive: true });
    mkdirSync(join(root, 'data', USER, 'lib'), { recursive: true });
    env = {
      ...SECRETS,
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      USER,
      LOGNAME: USER,
      PYTHONPATH: [join(home, 'lib'), join(root, 'data', USER, 'lib')].join(delimiter),
      CUBLAS_WORKSPACE_CONFIG: ':4096:8',
      RUNNER_NAME: 'gpu-03',
    };
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const here = (): Machine => ({ ...machineHere(env), user: USER });
  const take = (machine: Machine, python: string | null = null) =>
    capture(machine, {
      ...options({ directory: join(home, 'project'), python, device: 'cpu' }),
      variables: ['POLICY_ASKED_TOKEN', 'HOME'],
    });

  function expectClean(snapshot: Snapshot): void {
    const text = JSON.stringify(snapshot);
    const found = ['s3cr3t', USER, home, ':4096:8'].filter((part) => text.includes(part));
    // The last one is to be there: it shows that variables are recorded at all.
    expect(found).toEqual([':4096:8']);
    expect(problems(snapshot)).toEqual([]);
  }

  test('fits its schema and knows what every machine knows', async () => {
    const snapshot = await take(here());
    expect(problems(snapshot)).toEqual([]);
    expect(snapshot.host).toMatchObject({
      os: expect.any(String),
      kernel: expect.any(String),
      memoryMiB: expect.any(Number),
      cpu: { threads: expect.any(Number), available: expect.any(Number) },
    });
    expect(snapshot.class).toMatch(/^cpu-(?:x86_64|aarch64)$/);
    expect(snapshot.code).toBeNull();
  });

  test('holds no secret, no user name and no home', async () => {
    expectClean(await take(here()));
  });

  const withPython = PYTHON === null ? test.skip : test;

  withPython('nor with an environment, a repository and packages in the home', async () => {
    if (PYTHON === null) return;
    const python = aVenv(join(home, 'env'), PYTHON);
    const site = join(home, 'env/lib', `python${PYTHON.release}`, 'site-packages');
    const origin = {
      url: `git+https://x:s3cr3t-origin@host.invalid/${USER}/y`,
      vcs_info: { vcs: 'git', commit_id: 'abc' },
    };
    aFile(join(site, 'mine-1.0.dist-info/METADATA'), 'Name: mine\nVersion: 1.0\n');
    aFile(join(site, 'mine-1.0.dist-info/direct_url.json'), JSON.stringify(origin));
    git('init', '-q');
    aFile(join(home, 'project/train.py'), 'print(1)\n');
    git('add', '.');
    git('commit', '-q', '-m', 'x');
    const snapshot = await take(here(), python);
    expectClean(snapshot);
    expect(snapshot).toMatchObject({
      complete: true,
      code: { commit: expect.stringMatching(/^[0-9a-f]{40}$/), dirty: false },
      python: {
        executable: '~/env/bin/python',
        environment: 'venv',
        packages: [{ name: 'mine', commit: 'abc' }],
      },
      env: { HOME: '~', PYTHONPATH: expect.stringMatching(/^~\/lib:\/.*\/<user>\/lib$/) },
    });
  });

  test('nor when the interpreter cannot be started, in the reason', async () => {
    const snapshot = await take(here(), join(home, 'env/bin/python'));
    expectClean(snapshot);
    expect(reasons(snapshot.unknown, 'python')).toEqual({ python: 'there is no Python at ~/env/bin/python' });
  });

  test('nor of a machine in a folder', async () => {
    const folder = machineInFolder(join(MACHINES, 'h100x8-driver550'), env);
    const snapshot = await take({ ...folder, user: USER });
    expectClean(snapshot);
    expect(snapshot.gpus).toHaveLength(8);
  });

  test('a machine in a folder is in no container only because this one is', async () => {
    const folder = machineInFolder(join(MACHINES, 'cpu-epyc-debian12'), {
      ...env,
      KUBERNETES_SERVICE_HOST: 'x',
    });
    expect((await take(folder)).host.container).toBeNull();
  });

  function git(...args: readonly string[]): void {
    const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.invalid'];
    const { status, stderr } = spawnSync('git', [...identity, ...args], {
      cwd: join(home, 'project'),
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    });
    if (status !== 0) throw new Error(stderr);
  }
});
