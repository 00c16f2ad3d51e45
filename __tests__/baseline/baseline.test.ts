import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBaseline } from '../../src/baseline/parse.ts';
import { readSteps, writeSteps } from '../../src/baseline/steps.ts';
import { baselinePath, renderBaseline } from '../../src/baseline/write.ts';
import { aBaseline, aPackage, aRecordedSmoke, aSnapshot, withPackages } from '../builders.ts';

const FILE = baselinePath('cuda-sm90-132sm-x1');

describe('writing a baseline', () => {
  const text = renderBaseline(aBaseline());

  test('puts each package and each metric on a line of its own', () => {
    const lines = text.split('\n');
    expect(lines.filter((line) => line.includes('"name": "torch"'))).toEqual([
      expect.stringMatching(/^ {8}\{ "name": "torch", "version": "2\.8\.0\+cu126", .* \},?$/),
    ]);
    expect(lines.filter((line) => line.includes('"loss": {'))).toEqual([
      expect.stringContaining('"values": [2.3, 1.9, 1.5, 1.25, 1.1]'),
    ]);
  });

  test('is the same text for the same content, whatever the order it came in', () => {
    const { python } = aSnapshot();
    if (python === null) throw new Error('the snapshot has no Python');
    const shuffled = aSnapshot({ python: { ...python, packages: python.packages.toReversed() } });
    expect(renderBaseline(aBaseline({ snapshot: shuffled }))).toBe(text);
  });

  test('changes one line when one package changes', () => {
    const snapshot = withPackages(aSnapshot(), { torch: aPackage('torch', '2.9.1+cu130') });
    const after = renderBaseline(aBaseline({ snapshot })).split('\n');
    const differing = text.split('\n').filter((line, index) => line !== after[index]);
    expect(differing).toHaveLength(1);
  });

  test('refuses a number that JSON cannot hold', () => {
    const metrics = { loss: { ...aRecordedSmoke().metrics['loss'], values: [Number.NaN] } };
    const smoke = { train: { ...aRecordedSmoke(), metrics } as ReturnType<typeof aRecordedSmoke> };
    expect(() => renderBaseline(aBaseline({ smoke }))).toThrow('NaN');
  });
});

describe('how much the gate set', () => {
  test('is kept with each smoke test', () => {
    const baseline = aBaseline({ smoke: { train: aRecordedSmoke({ inject: 'force' }) } });
    const text = renderBaseline(baseline);
    expect(text).toContain('"inject": "force"');
    expect(parseBaseline(text, FILE)).toMatchObject({ baseline: { smoke: { train: { inject: 'force' } } } });
  });

  test('is `env` in a baseline that does not say', () => {
    const text = renderBaseline(aBaseline()).replace(/\s*"inject": "fill",/, '');
    expect(text).not.toContain('inject');
    expect(parseBaseline(text, FILE)).toMatchObject({ baseline: { smoke: { train: { inject: 'env' } } } });
  });
});

describe('reading a baseline', () => {
  test('gives back what was written, bit for bit', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 40 }),
        fc.nat(5),
        fc.integer({ min: 1, max: 9 }),
        (values, first, every) => {
          const metric = {
            check: 'curve' as const,
            resolution: null,
            spread: { onset: 0, curve: 0 },
            steps: values.map((_, index) => first + index * every),
            values,
          };
          const baseline = aBaseline({
            smoke: { train: aRecordedSmoke({ metrics: { 'train/loss': metric } }) },
          });
          const parsed = parseBaseline(renderBaseline(baseline), FILE);
          // -0 is 0 in JSON; no comparison of ours tells the two apart.
          const normal = JSON.parse(JSON.stringify(baseline));
          expect(parsed).toEqual({ kind: 'baseline', baseline: normal });
        },
      ),
      { seed: 5, numRuns: 100 },
    );
  });

  test.each<[string, (text: string) => string, RegExp, number | null]>([
    ['not JSON', () => '{ "schema": ', /JSON/, 1],
    ['empty', () => '', /JSON/, 1],
    ['NaN in a curve', (text) => text.replace('[2.3, 1.9', '[NaN, 1.9'), /JSON/, null],
    [
      'null in a curve',
      (text) => text.replace('[2.3, 1.9', '[null, 1.9'),
      /finite numbers|list|number/,
      null,
    ],
    [
      'fewer values than steps',
      (text) => text.replace('[2.3, 1.9', '[1.9'),
      /as many increasing steps/,
      null,
    ],
    ['one run only', (text) => text.replace('"runs": 2', '"runs": 1'), /2 runs or more/, null],
    [
      'an unknown key',
      (text) => text.replace('"recorded": {', '"recordd": 1,\n  "recorded": {'),
      /`recorded`/,
      4,
    ],
    ['another schema', (text) => text.replace('baseline/1', 'baseline/2'), /repro-gate\/baseline\/1/, 2],
    ['a newer tool', (text) => text.replaceAll('repro-gate 0.1.0', 'repro-gate 99.0.0'), /or older/, null],
  ])('refuses one that is %s, and says where', (_, spoil, expected, line) => {
    const parsed = parseBaseline(spoil(renderBaseline(aBaseline())), FILE);
    if (parsed.kind === 'baseline') throw new Error('it was accepted');
    const [first] = parsed.findings;
    expect(first).toMatchObject({ code: 'baseline/invalid', severity: 'error', where: { file: FILE } });
    expect(first?.expected).toMatch(expected);
    if (line !== null) expect(first?.where?.line).toBe(line);
  });
});

describe('steps', () => {
  test.each([
    [[1, 2, 3, 4], { first: 1, last: 4, every: 1 }],
    [[0, 50, 100, 150], { first: 0, last: 150, every: 50 }],
    [
      [1, 2, 4, 5],
      [1, 2, 4, 5],
    ],
    [[7], [7]],
  ])('%j are written as %j', (steps, written) => {
    expect(writeSteps(steps)).toEqual(written);
    expect(readSteps(writeSteps(steps))).toEqual(steps);
  });

  test.each([
    { first: 1, last: 10, every: 4 },
    { first: 10, last: 1, every: 1 },
    { first: 0, last: 1e15, every: 1 },
  ])('%j are none', (written) => {
    expect(readSteps(written)).toBeNull();
  });
});
