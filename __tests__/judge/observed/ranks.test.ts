import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../../src/observe/observation.ts';
import {
  aLibrary,
  aModule,
  anObservation,
  aProcess,
  aRank,
  aSeed,
  someFlags,
} from '../../observe/observations.ts';
import { judgeSeen, type Seen } from './evidence.ts';

const WORLD = [0, 1, 2, 3];

/** A job of four ranks; `odd` is what one of them, or some, have of their own. */
function job(odd: (rank: number) => Partial<Observation>): readonly Observation[] {
  return WORLD.map((rank) => aRank(rank, WORLD.length, odd(rank)));
}

function judgeRanks(processes: readonly Observation[], seen: Seen = {}) {
  return judgeSeen(processes, seen).findings.filter(({ code }) => code.startsWith('ranks/'));
}

test('ranks that are alike say nothing', () => {
  expect(judgeRanks(job(() => ({})))).toEqual([]);
});

describe('one rank that is not like the others is named', () => {
  test.each<[string, string, Partial<Observation>, string, string]>([
    [
      'another NumPy',
      'modules.numpy',
      { modules: { numpy: aModule('2.2.0'), torch: anObservation().modules['torch'] ?? aModule(null) } },
      '2.1.3, as in ranks 0, 1 and 3',
      '2.2.0 in rank 2',
    ],
    [
      'a variable',
      'env.NCCL_ALGO',
      { env: { ...anObservation().env, NCCL_ALGO: 'Ring' } },
      'not set, as in ranks 0, 1 and 3',
      'Ring in rank 2',
    ],
    [
      'a variable that is not set',
      'env.PYTHONHASHSEED',
      { env: { CUBLAS_WORKSPACE_CONFIG: ':4096:8' } },
      '42, as in ranks 0, 1 and 3',
      'not set in rank 2',
    ],
    [
      'a library',
      'libraries.libcudnn',
      { libraries: [aLibrary('libcudnn', { version: '9.1.0', owner: null })] },
      '9.10.2 (nvidia-cudnn-cu12), as in ranks 0, 1 and 3',
      '9.1.0 (the system) in rank 2',
    ],
    [
      'a flag',
      'torch.cudnnBenchmark',
      { torch: someFlags({ cudnnBenchmark: true }) },
      'false, as in ranks 0, 1 and 3',
      'true in rank 2',
    ],
    [
      'a precision',
      'torch.fp32Precision.matmul',
      { torch: someFlags({ fp32Precision: { matmul: 'tf32', cudnn: 'ieee' } }) },
      'ieee, as in ranks 0, 1 and 3',
      'tf32 in rank 2',
    ],
    ['no GPU', 'devices', { devices: null }, 'NVIDIA H100 80GB HBM3 (9.0, 132 SMs', 'none in use in rank 2'],
    [
      'a seed',
      'seed of torch.manual_seed',
      { seeds: [aSeed('torch.manual_seed', '7')] },
      '42, as in ranks 0, 1 and 3',
      '7 in rank 2',
    ],
    [
      'no seed at all',
      'seed of torch.manual_seed',
      { seeds: [] },
      '42, as in ranks 0, 1 and 3',
      'never in rank 2',
    ],
  ])('%s', (_, field, odd, expected, found) => {
    const findings = judgeRanks(job((rank) => (rank === 2 ? odd : {})));
    expect(findings).toMatchObject([
      {
        code: 'ranks/differ',
        severity: 'error',
        subject: field,
        expected: expect.stringContaining(expected),
        found,
        summary: `rank 2 of train differs in ${field}: ${found}`,
      },
    ]);
  });
});

test('a gate that did not reach one of them', () => {
  const odd = job((rank) => (rank === 1 ? { inject: 'off', seed: null } : {}));
  expect(judgeRanks(odd).map(({ subject }) => subject)).toEqual(['inject', 'seed']);
});

test('another interpreter', () => {
  const odd = job((rank) =>
    rank === 1 ? { process: aProcess({ rank, worldSize: 4, pid: 5001, python: '3.12.1' }) } : {},
  );
  expect(judgeRanks(odd)).toMatchObject([{ subject: 'python', found: '3.12.1 in rank 1' }]);
});

test('what follows from another version is not said again', () => {
  const torch = (version: string, cuda: string) => ({ torch: aModule(version, { cuda, archs: [cuda] }) });
  const odd = job((rank) => ({ modules: rank === 0 ? torch('2.9.0', '13.0') : torch('2.8.0', '12.6') }));
  expect(judgeRanks(odd).map(({ subject }) => subject)).toEqual(['modules.torch']);
});

test('where no value has a majority, all groups are named', () => {
  const odd = job((rank) => ({ env: { OMP_NUM_THREADS: rank < 2 ? '1' : '8' } }));
  expect(judgeRanks(odd)).toMatchObject([
    {
      expected: 'the same in all ranks',
      found: '1 in ranks 0 and 1; 8 in ranks 2 and 3',
      summary: 'ranks of train differ in env.OMP_NUM_THREADS: 1 in ranks 0 and 1; 8 in ranks 2 and 3',
    },
  ]);
});

test('on several nodes the node of the odd ones is named', () => {
  const odd = job((rank) => ({
    process: aProcess({ rank, worldSize: 4, pid: 6000 + rank, node: rank < 2 ? 'node-a' : 'node-b' }),
    libraries: [aLibrary('libnccl', { version: rank === 3 ? '2.21.5' : '2.27.3' })],
  }));
  expect(judgeRanks(odd)).toMatchObject([
    { subject: 'libraries.libnccl', found: '2.21.5 (torch) in rank 3 on node-b' },
  ]);
});

describe('what ranks may have of their own', () => {
  test.each<[string, (rank: number) => Partial<Observation>]>([
    [
      'their number and their devices',
      (rank) => ({
        env: {
          RANK: `${rank}`,
          LOCAL_RANK: `${rank}`,
          CUDA_VISIBLE_DEVICES: `${rank}`,
          SLURM_PROCID: `${rank}`,
          OMPI_COMM_WORLD_RANK: `${rank}`,
        },
      }),
    ],
    ['a seed that follows the rank', (rank) => ({ seeds: [aSeed('torch.manual_seed', `${42 + rank}`)] })],
    [
      'a seed beyond what a double holds',
      (rank) => ({ seeds: [aSeed('torch.manual_seed', `${2n ** 63n + BigInt(rank * 1000)}`)] }),
    ],
    [
      'more seeds in the first rank, which draws samples',
      (rank) => ({
        seeds: [aSeed('torch.manual_seed'), ...(rank === 0 ? [aSeed('torch.manual_seed', '0')] : [])],
      }),
    ],
    [
      'what the gate drew for each of them',
      (rank) => ({ seeds: [aSeed('numpy.random.default_rng', `${rank * rank + 5}`, { by: 'gate' })] }),
    ],
    ['a state that each put back', (rank) => ({ seeds: [aSeed('torch.set_rng_state', `${rank * rank}`)] })],
    [
      'a module that only the first imports',
      (rank) => ({
        modules: { ...anObservation().modules, ...(rank === 0 ? { tensorflow: aModule('2.20.0') } : {}) },
      }),
    ],
    [
      'a library that only the last has needed',
      (rank) => ({ libraries: rank === 3 ? [aLibrary('libcublas')] : [] }),
    ],
    [
      'another board of the same kind',
      (rank) => ({
        devices: (anObservation().devices ?? []).map((one) => ({ ...one, uuid: `GPU-${rank}`, index: rank })),
      }),
    ],
    [
      'a process that was killed before it said its devices',
      (rank) =>
        rank === 1
          ? { devices: null, process: aProcess({ rank, worldSize: 4, pid: 5001, writtenOn: 'call' }) }
          : {},
    ],
  ])('%s', (_, more) => {
    expect(judgeRanks(job(more))).toEqual([]);
  });
});

describe('seeds', () => {
  const seeds = (values: readonly string[]) =>
    judgeRanks(
      values.map((value, rank) => aRank(rank, values.length, { seeds: [aSeed('random.seed', value)] })),
    );

  test('one rank that leaves the line of the others is named with what they follow', () => {
    expect(seeds(['42', '43', '44', '99'])).toMatchObject([
      { expected: '42 + rank, as in ranks 0, 1 and 2', found: '99 in rank 3' },
    ]);
  });

  test('two ranks with any two values are no line', () => {
    expect(seeds(['42', '43'])).toEqual([]);
    expect(seeds(['42', '1042'])).toMatchObject([{ subject: 'seed of random.seed' }]);
  });

  test('many values are not all listed', () => {
    const [finding] = seeds(['5', '3', '88', '1', '61', '9', '40', '23']);
    expect(finding?.found).toMatch(/; 3 more values$/);
  });
});

describe('missing ranks', () => {
  test('are named', () => {
    expect(judgeRanks(job(() => ({})).filter(({ process: { rank } }) => rank !== 1))).toMatchObject([
      {
        code: 'ranks/missing',
        severity: 'error',
        summary: 'rank 1 of 4 left no observation in train',
        expected: 'observations of 4 ranks',
        found: '3 of 4; rank 1 missing',
      },
    ]);
  });

  test('are not all listed', () => {
    const [finding] = judgeRanks([aRank(0, 512)]);
    expect(finding?.found).toBe('1 of 512; ranks 1, 2, 3, 4, 5, 6 and 505 more missing');
  });

  test('a rank that imported nothing is there', () => {
    const last = aRank(3, 4, { modules: {}, torch: null, devices: null });
    expect(judgeRanks([...job(() => ({})).slice(0, 3), last])).toEqual([]);
  });
});

test('after a command that failed, only what a process has from its start counts', () => {
  const end = { kind: 'exited', code: 1 } as const;
  const odd = job((rank) =>
    rank === 3 ? { seeds: [], torch: null, env: { NCCL_ALGO: 'Tree' } } : { env: {} },
  );
  const findings = judgeRanks(odd.slice(1), { end });
  expect(findings.map(({ subject }) => subject)).toEqual(['env.NCCL_ALGO']);
});

test('programs that ran one after the other are not compared', () => {
  const evaluation = job((rank) => ({
    process: aProcess({ rank, worldSize: 4, pid: 7000 + rank, program: 'evaluate.py' }),
    torch: someFlags({ deterministicAlgorithms: false }),
    seeds: [],
  }));
  expect(judgeRanks([...job(() => ({})), ...evaluation])).toEqual([]);
});

test('a great many fields are bounded, and none is forgotten', () => {
  const env = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`NCCL_V${index}`, 'x']));
  const findings = judgeRanks(job((rank) => ({ env: rank === 0 ? env : {} })));
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)?.subject).toBe('10 more fields');
});
