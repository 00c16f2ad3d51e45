/** The CUDA driver API end to end: a real interpreter loads a library that stands in for the driver's. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { completeHardware } from '../../src/capture/cuda/cuda-driver.ts';
import type { GpuFacts } from '../../src/capture/gpu/gpus.ts';
import type { Parsed } from '../../src/capture/probe.ts';
import { aGpu } from '../builders.ts';
import { stillRunning } from '../io/processes.ts';
import { reasons } from './builders.ts';
import { aFolder, aScript, ask, PYTHON } from './interpreters.ts';

jest.setTimeout(60_000);

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = join(HERE, 'libcuda-stub.c');
const hasCompiler = spawnSync('gcc', ['--version']).status === 0;
/** Skipped, and shown as such, where there is no compiler or no Python. */
const withStub = hasCompiler && PYTHON !== null && process.platform === 'linux' ? describe : describe.skip;

const DRIVER = '580.95.05';
let root: string;
let work: string;

beforeAll(() => {
  root = aFolder();
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

beforeEach(() => {
  work = join(root, 'work');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
});

function compile(file: string, source: string, ...options: readonly string[]): void {
  const { status, stderr } = spawnSync('gcc', ['-shared', '-fPIC', ...options, '-o', file, source], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}

/** A folder with the library under the name of a driver's version, as drivers install it. */
function libraryFolder(version: string | null, ...options: readonly string[]): string {
  const folder = join(root, `lib-${version ?? 'plain'}${options.join('')}`);
  const file = version === null ? 'libcuda.so.1' : `libcuda.so.${version}`;
  mkdirSync(folder, { recursive: true });
  compile(join(folder, file), SOURCE, ...options);
  if (version !== null) symlinkSync(file, join(folder, 'libcuda.so.1'));
  return folder;
}

withStub('asking the CUDA driver', () => {
  let library: string;

  beforeAll(() => {
    library = libraryFolder(DRIVER);
    compile(join(library, 'libnvidia-ml.so.1'), join(HERE, 'libnvidia-ml-stub.c'));
  });

  const askCuda = (env: Record<string, string> = {}, timeoutMs = 30_000) =>
    ask({
      program: PYTHON?.executable ?? null,
      directory: work,
      cuda: { kind: 'ask' },
      env: { LD_LIBRARY_PATH: library, ...env },
      timeoutMs,
    });

  test('devices in the order of the bus, with identifiers and multiprocessors', async () => {
    const { cuda } = (await askCuda()).facts;
    expect(cuda).toMatchObject({
      kind: 'answered',
      cuda: '13.0',
      library: DRIVER,
      branches: null,
      devices: [
        {
          uuid: '00010203-0405-0607-0809-0a0b0c0d0e0f',
          name: 'NVIDIA H100 80GB HBM3',
          memoryMiB: 81079,
          pciBusId: '0000:17:00.0',
          smCount: 132,
          computeCapability: '9.0',
        },
        {
          uuid: '10111213-1415-1617-1819-1a1b1c1d1e1f',
          name: 'NVIDIA H100 PCIe',
          memoryMiB: 81079,
          pciBusId: '0000:CA:00.0',
          smCount: 114,
          computeCapability: '9.0',
        },
      ],
    });
  });

  test('all devices of the machine, whatever the job is to see', async () => {
    const { cuda } = (await askCuda({ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'FASTEST_FIRST' })).facts;
    expect(cuda.kind === 'answered' ? cuda.devices.map(({ smCount }) => smCount) : cuda).toEqual([132, 114]);
  });

  test.each([
    ['what was chosen', { CUDA_VISIBLE_DEVICES: '0' }, [114]],
    ['in the order that was chosen', { CUDA_VISIBLE_DEVICES: '0', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }, [132]],
    ['all of them where nothing was chosen', {}, [132, 114]],
  ])('the devices of the job: %s', async (_, env, multiprocessors) => {
    // By speed the stub lists its second device first; where something was chosen, it shows one device.
    const { cuda } = (await askCuda(env)).facts;
    const visible = cuda.kind === 'answered' && cuda.visible.kind === 'known' ? cuda.visible.devices : [];
    expect(visible.map(({ smCount }) => smCount)).toEqual(multiprocessors);
  });

  test('NVLink, from NVML', async () => {
    const { cuda } = (await askCuda()).facts;
    const links = cuda.kind === 'answered' && cuda.links?.kind === 'known' ? [...cuda.links.byUuid] : [];
    const [first, second] = [
      'GPU-00010203-0405-0607-0809-0a0b0c0d0e0f',
      'GPU-10111213-1415-1617-1819-1a1b1c1d1e1f',
    ];
    expect(links).toEqual([
      [first, { active: 11, peers: [second] }],
      [second, { active: 11, peers: [first] }],
    ]);
    const broken = (await askCuda({ STUB_NVML: '18' })).facts.cuda;
    expect(broken).toMatchObject({
      links: { kind: 'failed', because: expect.stringMatching(/nvmlInit_v2 failed with error 18/) },
    });
  });

  test('the branches that a library of cuda-compat says it is fit for', async () => {
    const folder = libraryFolder('580.65.06', '-DCOMPAT');
    const { cuda } = (await askCuda({ LD_LIBRARY_PATH: folder })).facts;
    expect(cuda).toMatchObject({ library: '580.65.06', branches: [535, 550, 570, 575] });
  });

  test('a library whose file names no driver', async () => {
    const { cuda } = (await askCuda({ LD_LIBRARY_PATH: libraryFolder(null) })).facts;
    expect(cuda).toMatchObject({ kind: 'answered', library: null });
  });

  test.each([
    [
      '803',
      /^cuInit failed with error 803 \(system has unsupported .*; .* reboot, or start the container again\)$/,
    ],
    ['999', /^cuInit failed with error 999$/],
    ['100', /^cuInit failed with error 100 \(no device is visible to CUDA\)$/],
  ])('error %s of cuInit', async (mode, because) => {
    const { facts, unknown } = await askCuda({ STUB_CUDA: mode });
    expect(facts.cuda).toEqual({ kind: 'failed', because: expect.stringMatching(because) });
    expect([facts.interpreter?.executable, unknown]).toEqual([PYTHON?.executable, []]);
  });

  test('a crash costs only what the driver would have said, and leaves no core behind', async () => {
    const program = aScript(
      join(root, 'python'),
      `ulimit -c unlimited 2> /dev/null; exec '${PYTHON?.executable}' "$@"`,
    );
    const env = { LD_LIBRARY_PATH: library, STUB_CUDA: 'abort' };
    const { facts, unknown } = await ask({ program, directory: work, cuda: { kind: 'ask' }, env });
    expect(facts.cuda).toEqual({
      kind: 'failed',
      because: 'the CUDA driver crashed the process that asked it (SIGABRT)',
    });
    expect([facts.interpreter?.executable, unknown]).toEqual([PYTHON?.executable, []]);
    expect(readdirSync(work)).toEqual([]);
  });

  test('a hang costs the timeout, and leaves no process', async () => {
    const marker = `cuda-test-${process.pid}`;
    const { facts, unknown } = await askCuda({ STUB_CUDA: 'hang', MARKER: marker }, 1_500);
    expect(facts.cuda).toEqual({ kind: 'failed', because: 'the CUDA driver did not answer within 1.5 s' });
    expect([facts.interpreter?.executable, unknown]).toEqual([PYTHON?.executable, []]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(stillRunning(marker)).toEqual([]);
  });

  test('no library at all', async () => {
    const because = (await askCuda({ LD_LIBRARY_PATH: work })).facts.cuda;
    // A machine with a driver of its own answers with that one.
    if (because.kind === 'not-asked')
      expect(because.because).toMatch(/^the CUDA driver library could not be loaded: libcuda/);
    else expect(because.kind).toMatch(/^(?:answered|failed)$/);
  });

  test('not asked when there is no question', async () => {
    const cuda = { kind: 'skip', because: 'no NVIDIA driver is loaded' } as const;
    const env = { LD_LIBRARY_PATH: library, STUB_CUDA: 'abort' };
    const { facts } = await ask({ program: PYTHON?.executable ?? null, directory: work, cuda, env });
    expect(facts.cuda).toEqual({ kind: 'not-asked', because: 'no NVIDIA driver is loaded' });
  });

  describe('and the GPUs that nvidia-smi lists', () => {
    const listed: Parsed<GpuFacts> = {
      facts: {
        gpus: [
          aGpu({ uuid: 'GPU-00010203-0405-0607-0809-0a0b0c0d0e0f', pciBusId: null, smCount: null }),
          aGpu({ uuid: null, pciBusId: '00000000:CA:00.0', smCount: null, computeCapability: null }),
        ],
        driver: {
          version: DRIVER,
          branch: 580,
          cuda: null,
          module: 'open',
          compat: null,
          platform: 'linux',
          compatBranches: null,
        },
        faults: [],
      },
      unknown: [],
    };
    const completed = async (env: Record<string, string> = {}) =>
      completeHardware(listed, { answer: (await askCuda(env)).facts.cuda, library: { kind: 'none' } });

    test('are completed by identifier and by place', async () => {
      const { facts, unknown } = await completed();
      expect(facts.gpus.map(({ smCount }) => smCount)).toEqual([132, 114]);
      expect(facts.gpus.map(({ computeCapability }) => computeCapability)).toEqual(['9.0', '9.0']);
      expect(facts.driver).toMatchObject({ cuda: '13.0', compat: null });
      expect(facts.gpus.map(({ nvlink }) => nvlink)).toEqual([{ activeLinks: 11, peers: [] }, null]);
      expect(unknown).toEqual([]);
    });

    test('stay incomplete when CUDA does not start, with its reason', async () => {
      const { unknown } = await completed({ STUB_CUDA: '803' });
      expect(reasons(unknown, 'gpus')['gpus[0].smCount']).toMatch(/^cuInit failed with error 803/);
    });

    test('are not run by a library of another driver: that one is cuda-compat', async () => {
      const env = { LD_LIBRARY_PATH: libraryFolder('590.48.01') };
      const { facts } = await completed(env);
      expect(facts.driver).toMatchObject({ cuda: '13.0', compat: '590.48.01' });
    });
  });
});
