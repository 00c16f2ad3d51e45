import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../src/observe/observation.ts';
import { REQUIRABLE, type RequiredFact } from '../../../src/policy/policy.ts';
import { aSnapshot } from '../../builders.ts';
import {
  aLibrary,
  aModule,
  anObservation,
  aProcess,
  aRank,
  aSeed,
  onCpu,
  someFlags,
} from '../../observe/observations.ts';
import { judgeSeen, requiring } from './evidence.ts';

const OFF = someFlags({
  deterministicAlgorithms: false,
  cudnnDeterministic: false,
  cudnnBenchmark: true,
  fp32Precision: { matmul: 'ieee', cudnn: 'tf32' },
});
const NUMPY = { numpy: aModule('2.1.3') };
const KILLED = { process: aProcess({ writtenOn: 'call' }) };
const JAX = { jax: aModule('0.6.0'), numpy: aModule('2.1.3') };

/** Installed versions are no matter here. */
const WITHOUT_PACKAGES = aSnapshot({ python: null });

function judgeFact(fact: RequiredFact, process: Observation) {
  return judgeSeen([process], { policy: requiring(fact), snapshot: WITHOUT_PACKAGES });
}

test('a run that is deterministic in every respect meets all', () => {
  const { findings, measured, required } = judgeSeen([anObservation()], { policy: requiring(...REQUIRABLE) });
  expect(findings).toEqual([]);
  expect(measured).toEqual(required);
  expect(required).toHaveLength(REQUIRABLE.length);
});

describe('what does not hold is an error that names what was found', () => {
  test.each<[RequiredFact, string, Partial<Observation>, string]>([
    ['seeded', 'torch gave numbers', { seeds: [], unseeded: ['torch'] }, 'without a seed: torch'],
    [
      'seeded',
      'nothing seeds torch, and the end was not seen',
      { seeds: [], ...KILLED },
      'without a seed: torch',
    ],
    [
      'seeded',
      'nothing seeds torch, and the observer failed',
      { seeds: [], errors: ['x'] },
      'without a seed: torch',
    ],
    [
      'seeded',
      'a generator without a seed',
      { unseeded: ['numpy.random.default_rng'] },
      'without a seed: numpy.random.default_rng',
    ],
    [
      'seeded',
      'a seed out of the system',
      { seeds: [aSeed('torch.manual_seed', null)], ...KILLED },
      'without a seed: torch',
    ],
    [
      'seeded',
      'only Python is seeded',
      { seeds: [aSeed('random.seed')], ...KILLED },
      'without a seed: torch',
    ],
    ['seeded', 'NumPy alone', { modules: NUMPY, seeds: [], ...KILLED }, 'without a seed: numpy'],
    ['seeded', 'plain Python', { modules: {}, seeds: [], ...KILLED }, 'without a seed: random'],
    [
      'seeded',
      'TensorFlow',
      { modules: { tensorflow: aModule('2.20.0') }, seeds: [aSeed('numpy.random.seed')] },
      'without a seed: tensorflow',
    ],
    ['hash-seed', 'none', { env: {} }, 'not set'],
    ['hash-seed', 'the word', { env: { PYTHONHASHSEED: 'random' } }, 'random'],
    [
      'hash-seed',
      'set inside the program',
      { env: { PYTHONHASHSEED: '0' } },
      '0, set when Python had started already',
    ],
    ['deterministic-algorithms', 'off', { torch: OFF }, 'off'],
    [
      'deterministic-algorithms',
      'warned, and there was reason to',
      {
        torch: someFlags({ warnOnly: true }),
        nondeterministic: [{ operation: 'index_add_cuda_', file: null, line: null }],
      },
      'on, but only warning',
    ],
    [
      'no-nondeterministic-ops',
      'two of them',
      {
        nondeterministic: [
          { operation: 'index_add_cuda_', file: 'model.py', line: 7 },
          { operation: 'cumsum_cuda_kernel', file: null, line: null },
        ],
      },
      'index_add_cuda_ (model.py:7) and cumsum_cuda_kernel',
    ],
    ['cudnn-deterministic', 'off', { torch: OFF }, 'False'],
    ['no-cudnn-benchmark', 'on', { torch: OFF }, 'True'],
    ['no-tf32', 'in convolutions', { torch: OFF }, 'TF32 in cudnn'],
    [
      'no-tf32',
      'through the precision of products',
      { torch: someFlags({ float32MatmulPrecision: 'high' }) },
      'TF32 in float32_matmul_precision high',
    ],
    ['no-tf32', 'forced', { env: { NVIDIA_TF32_OVERRIDE: '1' } }, 'NVIDIA_TF32_OVERRIDE=1'],
    ['cublas-workspace', 'none', { env: {} }, 'not set'],
    [
      'cublas-workspace',
      'a size without a promise',
      { env: { CUBLAS_WORKSPACE_CONFIG: ':4096:2' } },
      ':4096:2',
    ],
    [
      'single-library-copies',
      'two of cuDNN',
      {
        libraries: [
          aLibrary('libcudnn', { version: '9.10.2', owner: 'nvidia-cudnn-cu12' }),
          aLibrary('libcudnn', { path: '/usr/lib/libcudnn.so.9', version: '9.1.0', owner: null }),
        ],
      },
      'libcudnn 9.10.2 (nvidia-cudnn-cu12) and 9.1.0 (the system)',
    ],
  ])('%s: %s', (fact, _, more, found) => {
    const { findings, measured } = judgeFact(fact, anObservation(more));
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: `determinism/${fact}`,
        severity: 'error',
        subject: 'train',
        found: expect.stringContaining(found),
      }),
    );
    // It was decided, if not as was hoped.
    expect(measured).toEqual([`observed:train/${fact}`]);
  });
});

describe('what holds for a reason of its own', () => {
  test.each<[RequiredFact, string, Partial<Observation>]>([
    ['seeded', 'by the gate', { seeds: [aSeed('torch.manual_seed', '42', { by: 'gate' })] }],
    ['seeded', 'torch, which gave no numbers', { seeds: [] }],
    ['seeded', 'JAX, whose keys are explicit', { modules: JAX, seeds: [] }],
    [
      'hash-seed',
      'zero, which the flag confirms',
      {
        env: { PYTHONHASHSEED: '0' },
        process: aProcess({ flags: { hash_randomization: 0 } }),
      },
    ],
    ['deterministic-algorithms', 'warning, and nothing to warn of', { torch: someFlags({ warnOnly: true }) }],
    [
      'cudnn-deterministic',
      'deterministic algorithms imply it',
      { torch: someFlags({ cudnnDeterministic: false }) },
    ],
    [
      'no-tf32',
      'the libraries were told, whatever torch says',
      { torch: OFF, env: { NVIDIA_TF32_OVERRIDE: '0' } },
    ],
    ['cublas-workspace', 'the other size', { env: { CUBLAS_WORKSPACE_CONFIG: ':16:8' } }],
    [
      'single-library-copies',
      'one file that is mapped twice',
      { libraries: [aLibrary('libgomp'), aLibrary('libgomp')] },
    ],
  ])('%s: %s', (fact, _, more) => {
    const { findings, measured } = judgeFact(fact, anObservation(more));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(measured).toEqual([`observed:train/${fact}`]);
  });
});

describe('a flag of the GPU means nothing in a process that uses none', () => {
  const GPU_FACTS = ['cudnn-deterministic', 'no-cudnn-benchmark', 'no-tf32', 'cublas-workspace'] as const;
  const withoutGpu = aSnapshot({ gpus: [], driver: null, python: null });
  const policy = requiring(...GPU_FACTS);

  test.each<[string, Observation, Parameters<typeof judgeSeen>[1]]>([
    ['a build for the CPU', onCpu({ torch: OFF }), { policy }],
    ['no device was seen', anObservation({ torch: OFF, env: {}, devices: [] }), { policy }],
    ['it ended without a context', anObservation({ torch: OFF, env: {}, devices: null }), { policy }],
    [
      'the machine has no GPU',
      anObservation({ torch: OFF, env: {}, devices: null, process: aProcess({ writtenOn: 'import' }) }),
      { policy, snapshot: withoutGpu },
    ],
    [
      'the policy computes on the CPU',
      anObservation({ torch: OFF, env: {} }),
      { policy: `hardware: { device: cpu }\n${policy}` },
    ],
  ])('%s', (_, process, seen) => {
    const { findings, report, measured, required } = judgeSeen([process], {
      snapshot: WITHOUT_PACKAGES,
      ...seen,
    });
    expect(findings).toEqual([]);
    expect(report?.required.map(({ status }) => status)).toEqual(GPU_FACTS.map(() => 'not-applicable'));
    expect(measured).toEqual(required);
  });

  test('and it is looked at where the end of the process was not seen', () => {
    const killed = anObservation({ torch: OFF, devices: null, process: aProcess({ writtenOn: 'call' }) });
    const codes = judgeSeen([killed], { policy }).findings.map(({ code }) => code);
    expect(codes).toEqual([
      'determinism/cudnn-deterministic',
      'determinism/no-cudnn-benchmark',
      'determinism/no-tf32',
    ]);
  });

  test('TF32 on a board that has none', () => {
    const turing = anObservation({
      torch: OFF,
      devices: [
        {
          index: 0,
          name: 'Tesla T4',
          uuid: null,
          computeCapability: '7.5',
          smCount: 40,
          maxThreadsPerSm: 1024,
          memoryMiB: 15_360,
        },
      ],
    });
    expect(judgeFact('no-tf32', turing).report?.required).toEqual([
      { fact: 'no-tf32', status: 'not-applicable' },
    ]);
  });

  test('cuBLAS and TF32 on a GPU of AMD, whose convolutions still obey', () => {
    const modules = { torch: aModule('2.8.0+rocm6.4', { cuda: null, hip: '6.4.43482' }) };
    const { report, findings } = judgeSeen([anObservation({ modules, torch: OFF, env: {} })], {
      policy,
      snapshot: WITHOUT_PACKAGES,
    });
    expect(report?.required.map(({ status }) => status)).toEqual([
      'unmet',
      'unmet',
      'not-applicable',
      'not-applicable',
    ]);
    expect(findings).toHaveLength(2);
  });
});

describe('what nobody saw is never agreed', () => {
  test.each<[RequiredFact, string, Observation, string]>([
    [
      'deterministic-algorithms',
      'torch did not answer',
      anObservation({ torch: null }),
      'in train.py torch did not tell its flags',
    ],
    [
      'deterministic-algorithms',
      'no process imported torch',
      anObservation({ modules: JAX }),
      'none of the processes that were seen imported torch (train.py)',
    ],
    [
      'no-cudnn-benchmark',
      'a flag that could not be read',
      anObservation({ torch: someFlags({ cudnnBenchmark: null }) }),
      'torch did not tell its flags',
    ],
    [
      'no-nondeterministic-ops',
      'torch was not asked to name them',
      anObservation({ torch: OFF }),
      'torch names such operations only after',
    ],
    ['no-tf32', 'JAX on a GPU', anObservation({ modules: JAX, torch: null }), 'only torch tells'],
    [
      'no-tf32',
      'one place of two',
      anObservation({ torch: someFlags({ fp32Precision: { matmul: 'ieee', cudnn: null } }) }),
      'torch did not tell the precision of cudnn',
    ],
  ])('%s: %s', (fact, _, process, because) => {
    const { findings, measured } = judgeFact(fact, process);
    expect(findings).toMatchObject([
      {
        code: 'observe/unknown',
        severity: 'error',
        subject: `train: ${fact}`,
        found: expect.stringContaining(because),
      },
    ]);
    expect(measured).toEqual([]);
  });
});

test('operations that torch was not asked to name are no finding of their own beside the reason', () => {
  const policy = requiring('no-nondeterministic-ops', 'deterministic-algorithms');
  const { findings, measured } = judgeSeen([anObservation({ torch: OFF })], { policy });
  expect(findings.map(({ code }) => code)).toEqual(['determinism/deterministic-algorithms']);
  expect(measured).toEqual(['observed:train/deterministic-algorithms']);
});

test('ranks that lack it are named, with what each of them has', () => {
  const ranks = [0, 1, 2, 3].map((rank) =>
    aRank(rank, 4, {
      torch: rank === 2 ? OFF : someFlags(),
      env: { PYTHONHASHSEED: rank === 3 ? 'x' : '1' },
    }),
  );
  const { findings } = judgeSeen(ranks, { policy: requiring('deterministic-algorithms', 'hash-seed') });
  expect(findings.filter(({ code }) => code.startsWith('determinism/'))).toMatchObject([
    { code: 'determinism/deterministic-algorithms', found: 'off in rank 2' },
    { code: 'determinism/hash-seed', found: 'x in rank 3' },
  ]);
});

test('a command that failed has decided nothing', () => {
  const { findings, measured } = judgeSeen([anObservation({ torch: OFF })], {
    policy: requiring('deterministic-algorithms'),
    end: { kind: 'exited', code: 1 },
  });
  expect(findings).toEqual([]);
  expect(measured).toEqual([]);
});
