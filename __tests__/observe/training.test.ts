import { expect, test } from '@jest/globals';
import { archsObserved } from '../../src/observe/archs.ts';
import type { Observation } from '../../src/observe/observation.ts';
import { trainingProcesses } from '../../src/observe/training.ts';
import { aModule, anObservation, aProcess, aRank, aSeed, observed } from './observations.ts';

const NUMPY = { numpy: aModule('2.1.3') };
const TORCH = { ...NUMPY, torch: aModule('2.8.0') };
/** Did nothing by itself: what the gate seeded is in every process. */
const IDLE = { seeds: [aSeed('torch.manual_seed', '42', { by: 'gate' })], devices: null } as const;

function aPid(pid: number, ppid: number, more: Partial<Observation> = {}): Observation {
  return anObservation({ ...more, process: aProcess({ pid, ppid, ...more.process }) });
}

const loader = { workers: 2, hasGenerator: true, hasWorkerInit: false, seed: null, file: null, line: null };

test.each<[string, readonly Observation[], readonly number[]]>([
  ['one that trains', [aPid(1, 0)], [1]],
  ['a Python that imports no framework beside it', [aPid(1, 0, { modules: {} }), aPid(2, 1)], [2]],
  ['plain Python only', [aPid(1, 0, { modules: {}, seeds: [], devices: null })], [1]],
  ['torchrun, which imports torch itself', [aPid(1, 0, IDLE), aRank(0, 2), aRank(1, 2)], [5000, 5001]],
  [
    'workers of a data loader, forked with all that their parent did',
    [aPid(1, 0, { dataLoaders: [loader] }), aPid(2, 1, { dataLoaders: [loader] }), aPid(3, 1)],
    [1],
  ],
  [
    'workers of a data loader that were started anew',
    [aPid(1, 0, { dataLoaders: [loader] }), aPid(2, 1, { ...IDLE, modules: TORCH })],
    [1],
  ],
  [
    'a helper of a helper',
    [aPid(1, 0), aPid(2, 1, { modules: {}, seeds: [] }), aPid(3, 2, { ...IDLE })],
    [1],
  ],
  ['children that train, of a parent that only spawns', [aPid(1, 0, IDLE), aPid(2, 1), aPid(3, 1)], [2, 3]],
  [
    'a launcher in NumPy of a torch program',
    [aPid(1, 0, { ...IDLE, modules: NUMPY }), aPid(2, 1, { ...IDLE, modules: TORCH })],
    [2],
  ],
  ['a compile worker', [aPid(1, 0, IDLE), aPid(2, 1, IDLE)], [1]],
  ['two programs one after the other', [aPid(1, 0), aPid(2, 0)], [1, 2]],
  ['ids that lead in a circle', [aPid(1, 2), aPid(2, 1)], [1, 2]],
])('training processes: %s', (_, processes, expected) => {
  const found = trainingProcesses(observed(processes)).map(({ process: { pid } }) => pid);
  expect(found).toEqual(expected);
});

test('ranks of two nodes may have the same process ids', () => {
  const ranks = [0, 1].map((rank) =>
    aRank(rank, 2, { process: aProcess({ rank, worldSize: 2, pid: 7, ppid: 7, node: `node-${rank}` }) }),
  );
  expect(trainingProcesses(observed(ranks))).toHaveLength(2);
});

test.each<[string, readonly (readonly string[] | null)[], readonly string[] | null]>([
  ['none where nothing was seen', [], null],
  ['none where torch does not say', [null], null],
  ['what torch says', [['sm_90', 'sm_80']], ['sm_90', 'sm_80']],
  [
    'the same in another order',
    [
      ['sm_90', 'sm_80'],
      ['sm_80', 'sm_90'],
    ],
    ['sm_90', 'sm_80'],
  ],
  ['none where processes differ', [['sm_90'], ['sm_80']], null],
])('architectures: %s', (_, lists, expected) => {
  const processes = lists.map((archs, index) =>
    aPid(index + 1, 0, { modules: { torch: aModule('2.8.0', { archs }) } }),
  );
  expect(archsObserved(observed(processes))).toEqual(expected);
  expect(archsObserved(null)).toBeNull();
});
