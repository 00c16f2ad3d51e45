import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/observe/observation.ts';
import { aFile, aFolder } from '../capture/interpreters.ts';
import { observe, one, RELEASES, type Start } from './observed.ts';

const DRAW = 'import random; print(random.random())';

function run(text: string, start: Omit<Start, 'args'> = {}): { printed: string; observation: Observation } {
  const observed = observe({ args: ['-c', text], ...start });
  if (observed.status !== 0) throw new Error(observed.stderr);
  return { printed: observed.stdout, observation: one(observed) };
}

describe.each(RELEASES)("the generator of Python $release's random", ({ executable }) => {
  test('is filled: twice the same without a seed, and said to be ours', () => {
    const [first, second] = [
      run(DRAW, { executable, inject: 'fill' }),
      run(DRAW, { executable, inject: 'fill' }),
    ];
    expect(first.printed).toBe(second.printed);
    const seed = { call: 'random.seed', value: '42', by: 'gate', file: null, line: null };
    expect(first.observation).toMatchObject({ inject: 'fill', seeds: [seed], unseeded: [] });
  });

  test('gives other numbers for another seed', () => {
    const other = run(DRAW, { executable, inject: 'fill', env: { REPRO_SEED: '43' } });
    expect(other.printed).not.toBe(run(DRAW, { executable, inject: 'fill' }).printed);
  });

  test.each(['off', 'env'] as const)('is left alone under %s, and its numbers are noticed', (inject) => {
    const [first, second] = [run(DRAW, { executable, inject }), run(DRAW, { executable, inject })];
    expect(first.printed).not.toBe(second.printed);
    expect(first.observation).toMatchObject({ seeds: [], unseeded: ['random'] });
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    ['not used', 'import random', [], []],
    ['seeded', 'import random; random.seed(5); random.random()', ['random.seed 5'], []],
    ['seeded by name', 'import random; random.seed(a="x"); random.random()', ['random.seed x'], []],
    [
      'seeded from the machine',
      'import random; random.seed(); random.random()',
      [],
      ['random.seed', 'random'],
    ],
    [
      'put back',
      'import random; random.setstate(random.getstate()); random.random()',
      ['random.setstate null'],
      [],
    ],
    ['one of the program', 'import random; random.Random().random()', [], []],
  ])('%s', (_, text, seeds, unseeded) => {
    const { observation } = run(text, { executable });
    expect(observation.seeds.map(({ call, value }) => `${call} ${value}`)).toEqual(seeds);
    expect(observation.unseeded).toEqual(unseeded);
  });

  test('seeded from the machine is filled as well, each time with another number', () => {
    const text = 'import random\nfor _ in range(2): random.seed(None); print(random.random())';
    const [first, second] = [
      run(text, { executable, inject: 'fill' }),
      run(text, { executable, inject: 'fill' }),
    ];
    expect(first.printed).toBe(second.printed);
    expect(new Set(first.printed.trim().split('\n')).size).toBe(2);
  });

  test('a million seeds cost a bounded file', () => {
    const text = 'import random\nfor i in range(10000): random.seed(i)';
    expect(run(text, { executable }).observation.seeds).toHaveLength(20);
  });
});

const NUMPY = RELEASES.find(
  ({ executable }) => spawnSync(executable, ['-c', 'import numpy.random']).status === 0,
);

(NUMPY === undefined ? describe.skip : describe)('the generators of NumPy', () => {
  const start = NUMPY === undefined ? {} : { executable: NUMPY.executable };
  const MAKE = `
import numpy as np
print(np.random.default_rng().random(), np.random.default_rng(None).random(), np.random.Generator(np.random.PCG64()).random())
print(np.random.SeedSequence().entropy, np.random.RandomState().rand(), np.random.rand())
np.random.seed()
print(np.random.rand())
`;
  const OWN = `
import numpy as np
np.random.seed(1)
print(np.random.rand(), np.random.default_rng(2).random(), np.random.default_rng(seed=[3, 4]).random())
print(np.random.Generator(np.random.PCG64(5)).random(), np.random.SeedSequence(6).spawn(2), np.random.RandomState(7).rand())
`;

  test('without a seed are the same in each run under fill, and differ from each other', () => {
    const [first, second] = [
      run(MAKE, { ...start, inject: 'fill' }),
      run(MAKE, { ...start, inject: 'fill' }),
    ];
    expect(first.printed).toBe(second.printed);
    const numbers = first.printed.trim().split(/\s+/);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(first.observation.unseeded).toEqual([]);
    expect(first.observation.seeds.map(({ call, by }) => `${call} ${by}`)).toEqual([
      'random.seed gate',
      'numpy.random.seed gate',
      ...Array(2).fill('numpy.random.default_rng gate'),
      ...Array(3).fill('numpy.random.SeedSequence gate'),
      'numpy.random.seed gate',
    ]);
  });

  test('without a seed differ by rank, by worker and from run to run when nothing is filled', () => {
    const text =
      'import numpy as np, os\npid = os.fork()\nprint(np.random.default_rng().random(), flush=True)\nif pid: os.wait()';
    const draw = (inject: 'off' | 'fill', env = {}): string[] => {
      const { stdout } = observe({ args: ['-c', text], ...start, inject, env });
      return stdout.trim().split('\n').sort();
    };
    expect(draw('fill')).toEqual(draw('fill'));
    const all = [...draw('fill'), ...draw('fill', { RANK: '1' }), ...draw('off'), ...draw('off')];
    expect(new Set(all).size).toBe(8);
  });

  test('without a seed are noticed', () => {
    expect(run(MAKE, start).observation.unseeded).toEqual(
      expect.arrayContaining([
        'numpy.random.default_rng',
        'numpy.random.SeedSequence',
        'numpy.random.seed',
        'numpy.random',
      ]),
    );
  });

  test.each(['off', 'fill', 'force'] as const)('with seeds give their own numbers under %s', (inject) => {
    // A file: what is unseeded is told by the text of the line.
    const args = [aFile(join(aFolder(), 'train.py'), OWN)];
    const observed = observe({ args, ...start, inject });
    const observation = one(observed);
    expect(observed.stdout).toBe(observe({ args, ...start, observer: null }).stdout);
    expect(observation.unseeded).toEqual([]);
    expect(observation.seeds.filter(({ by }) => by === 'user')).toMatchObject([
      { call: 'numpy.random.seed', value: '1', file: args[0], line: 3 },
      { call: 'numpy.random.default_rng', value: '2', line: 4 },
      { call: 'numpy.random.default_rng', value: "['3', '4']", line: 4 },
    ]);
  });

  test('stay what they were for inspect, pickle and isinstance', () => {
    const text = `
import inspect, numpy as np, pickle
assert pickle.loads(pickle.dumps(np.random.default_rng)) is np.random.default_rng
assert isinstance(np.random.default_rng(1).bit_generator.seed_seq, np.random.SeedSequence)
assert isinstance(np.random.default_rng(np.random.default_rng(2)), np.random.Generator)
pickle.loads(pickle.dumps(np.random.default_rng(1)))
`;
    expect(run(text, { ...start, inject: 'fill' }).observation.errors).toEqual([]);
  });

  test('are of a NumPy that says what it is', () => {
    const { printed, observation } = run('import numpy; print(numpy.__version__)', start);
    expect(observation.modules['numpy']?.version).toBe(printed.trim());
    expect(observation.modules['numpy']?.facts).toHaveProperty('blas');
  });
});
