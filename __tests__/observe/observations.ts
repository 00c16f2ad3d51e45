/** Observations that tests start from, as the observer writes them; each test says only what it is about. */

import type {
  LoadedLibrary,
  Observation,
  ObservedModule,
  ObservedProcess,
  SeedCall,
  TorchFlags,
} from '../../src/observe/observation.ts';
import { NOTHING_OBSERVED, type Observed } from '../../src/observe/observed.ts';

export function aProcess(more: Partial<ObservedProcess> = {}): ObservedProcess {
  return {
    pid: 4711,
    ppid: 4700,
    rank: null,
    localRank: null,
    worldSize: null,
    node: 'gpu-03',
    executable: '~/venv/bin/python',
    python: '3.11.9',
    program: 'train.py',
    flags: { hash_randomization: 1, isolated: 0 },
    startedAt: 1_790_000_000.25,
    writtenAt: 1_790_000_042.5,
    writtenOn: 'exit',
    ...more,
  };
}

export function aModule(version: string | null, facts: ObservedModule['facts'] = {}): ObservedModule {
  return { version, facts };
}

export function aSeed(call: string, value: string | null = '42', more: Partial<SeedCall> = {}): SeedCall {
  return { call, value, by: 'user', file: 'train.py', line: 12, ...more };
}

export function someFlags(more: Partial<TorchFlags> = {}): TorchFlags {
  return {
    deterministicAlgorithms: true,
    warnOnly: false,
    cudnnDeterministic: true,
    cudnnBenchmark: false,
    cudnnEnabled: true,
    fp32Precision: { matmul: 'ieee', cudnn: 'ieee' },
    float32MatmulPrecision: 'highest',
    reducedPrecisionReduction: { fp16: true, bf16: true },
    sdpBackends: ['math'],
    compileUsed: false,
    threads: 4,
    interopThreads: 4,
    ...more,
  };
}

export function aLibrary(name: string, more: Partial<LoadedLibrary> = {}): LoadedLibrary {
  return { name, path: `/env/lib/${name}.so`, version: '1.0', owner: 'torch', ...more };
}

const CUDA_FACTS = { cuda: '12.6', hip: null, archs: ['sm_80', 'sm_90'] };

/** A torch process on one H100 that is deterministic in every respect. */
export function anObservation(more: Partial<Observation> = {}): Observation {
  return {
    schema: 'repro-gate/observation/1',
    process: aProcess(),
    inject: 'fill',
    seed: 42,
    modules: { numpy: aModule('2.1.3'), torch: aModule('2.8.0+cu126', CUDA_FACTS) },
    seeds: [aSeed('torch.manual_seed')],
    unseeded: [],
    torch: someFlags(),
    devices: [
      {
        index: 0,
        name: 'NVIDIA H100 80GB HBM3',
        uuid: 'GPU-00000000-0000-0000-0000-000000000001',
        computeCapability: '9.0',
        smCount: 132,
        maxThreadsPerSm: 2048,
        memoryMiB: 81_559,
      },
    ],
    dataLoaders: [],
    nondeterministic: [],
    libraries: [aLibrary('libcudnn', { version: '9.10.2', owner: 'nvidia-cudnn-cu12' })],
    env: { PYTHONHASHSEED: '42', CUBLAS_WORKSPACE_CONFIG: ':4096:8' },
    probe: null,
    errors: [],
    ...more,
  };
}

/** The same on a machine without a GPU, with a build that has no GPU code. */
export function onCpu(more: Partial<Observation> = {}): Observation {
  const torch = aModule('2.8.0+cpu', { cuda: null, hip: null });
  return anObservation({ modules: { numpy: aModule('2.1.3'), torch }, devices: null, env: {}, ...more });
}

/** One rank of a job. */
export function aRank(rank: number, worldSize: number, more: Partial<Observation> = {}): Observation {
  const place = { rank, localRank: rank, worldSize, pid: 5000 + rank, ppid: 4800 };
  return anObservation({ ...more, process: aProcess({ ...place, ...more.process }) });
}

export function observed(processes: readonly Observation[], more: Partial<Observed> = {}): Observed {
  return { ...NOTHING_OBSERVED, processes, ...more };
}
