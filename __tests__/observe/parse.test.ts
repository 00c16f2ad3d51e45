import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/observe/observation.ts';
import { type ObservationFile, parseObservations } from '../../src/observe/parse.ts';
import { anObservation, aProcess, aRank, aSeed } from './observations.ts';

const READER = { home: '/home/ada', user: 'ada', cwd: '/home/ada/project' };

function file(name: string, text: string): ObservationFile {
  return { name, content: { kind: 'text', text } };
}

function parse(...files: readonly ObservationFile[]) {
  return parseObservations({ files, beyond: 0 }, READER);
}

function parseOne(observation: unknown) {
  return parse(file('proc-4711.json', JSON.stringify(observation)));
}

test('an observation is read as it was written', () => {
  expect(parseOne(anObservation())).toEqual({
    processes: [anObservation()],
    unreadable: [],
    beyond: 0,
    blind: null,
  });
});

test('processes come by rank, then as they began', () => {
  const late = anObservation({ process: aProcess({ pid: 2, startedAt: 9 }) });
  const early = anObservation({ process: aProcess({ pid: 3, startedAt: 1 }) });
  const files = [aRank(1, 2), late, aRank(0, 2), early].map((one, index) =>
    file(`proc-${index}.json`, JSON.stringify(one)),
  );
  expect(parse(...files).processes.map(({ process: { pid } }) => pid)).toEqual([3, 2, 5000, 5001]);
});

describe('what must not leave the machine', () => {
  const [clean] = parseOne(
    anObservation({
      process: aProcess({
        executable: '/home/ada/venv/bin/python',
        program: '/home/ada/project/scripts/train.py',
      }),
      seeds: [
        aSeed('torch.manual_seed', '42', { file: '/home/ada/project/src/train.py' }),
        aSeed('random.seed', '42', { file: '/home/ada/lib/seed.py' }),
      ],
      env: { PYTHONHASHSEED: '0', NCCL_API_KEY: 'abc', LD_PRELOAD: '/home/bob/x.so' },
      errors: ['torch: could not read /home/ada/.cache'],
    }),
  ).processes as [Observation];

  test('homes become ~, and files of the project are told from it', () => {
    expect(clean.process.executable).toBe('~/venv/bin/python');
    expect(clean.process.program).toBe('scripts/train.py');
    expect(clean.seeds.map((seed) => seed.file)).toEqual(['src/train.py', '~/lib/seed.py']);
    expect(clean.errors).toEqual(['torch: could not read ~/.cache']);
  });

  test('variables that smell of a secret are left out', () => {
    expect(clean.env).toEqual({ PYTHONHASHSEED: '0', LD_PRELOAD: '/home/<user>/x.so' });
  });
});

describe('a file that cannot be read is kept with its reason', () => {
  const whole = anObservation();
  test.each<[string, string, string]>([
    ['empty', '', 'it is empty'],
    ['cut off', JSON.stringify(whole).slice(0, 300), 'it is not JSON'],
    ['something else', '[]', 'it holds an empty list in place of a mapping'],
    [
      'a later form',
      JSON.stringify({ ...whole, schema: 'repro-gate/observation/2' }),
      'at /schema it holds "repro-gate/observation/2" in place of repro-gate/observation/1',
    ],
    [
      'a field of another kind',
      JSON.stringify({ ...whole, env: { OMP_NUM_THREADS: 4 } }),
      'at /env/OMP_NUM_THREADS it holds 4 in place of a text of at most 4000 characters',
    ],
    [
      'a world of negative size',
      JSON.stringify({ ...whole, process: aProcess({ worldSize: -1 }) }),
      'at /process/worldSize it holds -1 in place of a whole number from 1 to 1000000, or null',
    ],
    [
      'a text without end',
      JSON.stringify({ ...whole, errors: ['x'.repeat(5000)] }),
      `at /errors/0 it holds "${'x'.repeat(78)}… in place of a text of at most 4000 characters`,
    ],
  ])('%s', (_, text, because) => {
    expect(parse(file('proc-4711.json', text))).toMatchObject({
      processes: [],
      unreadable: [{ process: 'process 4711', because }],
    });
  });

  test('with every other file read', () => {
    const read = parse(
      { name: 'proc-12-node-b.json', content: { kind: 'unusable', because: 'it is no file' } },
      file('proc-4711.json', JSON.stringify(whole)),
    );
    expect(read.unreadable).toEqual([{ process: 'process 12-node-b', because: 'it is no file' }]);
    expect(read.processes).toHaveLength(1);
  });
});

test('a key that is missing, and one that is not known, are no observation', () => {
  const { torch: _, ...without } = anObservation();
  expect(parseOne(without).unreadable[0]?.because).toContain('the key `torch`');
  expect(parseOne({ ...anObservation(), more: 1 }).unreadable[0]?.because).toContain('`more`');
});

test('a gradient that is not finite is one', () => {
  const text = JSON.stringify(anObservation({ probe: { batches: [], weights: null, gradientNorms: [1.5] } }));
  const [read] = parse(file('proc-1.json', text.replace('[1.5]', '[1.5,1e999]'))).processes;
  expect(read?.probe?.gradientNorms).toEqual([1.5, Number.POSITIVE_INFINITY]);
});
