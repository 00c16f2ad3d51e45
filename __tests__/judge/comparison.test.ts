import { describe, expect, test } from '@jest/globals';
import { compareSides, readSide, type Side } from '../../src/judge/comparison.ts';
import { aBaseline, aPackage, aRecordedSmoke, aSnapshot, withPackages } from '../builders.ts';

function side(text: unknown, from = 'a.json'): Side {
  const read = readSide(JSON.stringify(text), from);
  if (read.kind !== 'side') throw new Error(JSON.stringify(read));
  return read.side;
}

describe('one side', () => {
  test('is a snapshot, without numbers', () => {
    expect(side(aSnapshot())).toEqual({ from: 'a.json', snapshot: aSnapshot(), smoke: {} });
  });

  test('is a baseline, with its numbers', () => {
    const { snapshot, smoke } = aBaseline();
    expect(side(aBaseline())).toEqual({ from: 'a.json', snapshot, smoke });
  });

  test('is beside a report, which holds none itself', () => {
    expect(readSide('{"schema": "repro-gate/report/1"}', 'report.json')).toEqual({ kind: 'report' });
  });

  test.each([
    ['something else', '{"schema": "other/snapshot/1"}'],
    ['of a later form', '{"schema": "repro-gate/snapshot/2"}'],
    ['a broken snapshot', '{"schema": "repro-gate/snapshot/1", "gpus": 7}'],
    ['a broken baseline', '{"schema": "repro-gate/baseline/1"}'],
    ['no JSON', 'schema: repro-gate/snapshot/1'],
    ['empty', ''],
  ])('that is %s is a problem which names it', (_, text) => {
    expect(readSide(text, 'odd.json')).toEqual({
      kind: 'problem',
      message: expect.stringContaining('odd.json'),
    });
  });
});

describe('two sides', () => {
  const before = side(aBaseline(), 'before.json');

  test('that are the same have nothing to show', () => {
    expect(compareSides(before, side(aBaseline()))).toMatchObject({
      environment: { compared: true, changes: [] },
      numbers: [],
    });
  });

  test('are named with class and time', () => {
    const other = side(aSnapshot({ class: 'cpu-x86_64', capturedAt: '2026-11-08T10:00:00.000Z' }), 'b.json');
    const { schema, after } = compareSides(before, other);
    expect(schema).toBe('repro-gate/diff/1');
    expect(after).toEqual({ from: 'b.json', class: 'cpu-x86_64', capturedAt: '2026-11-08T10:00:00.000Z' });
    expect(compareSides(before, other).before.from).toBe('before.json');
  });

  test('show changes by effect, whatever a policy would leave out', () => {
    const snapshot = withPackages(aSnapshot(), {
      torch: aPackage('torch', '2.8.0+cu128'),
      tqdm: aPackage('tqdm', '4.67.1'),
    });
    const { changes } = compareSides(before, side(snapshot)).environment;
    expect(changes).toEqual([
      { path: 'packages.torch', baseline: '2.8.0+cu126', found: '2.8.0+cu128', effect: 'high' },
      { path: 'packages.tqdm', baseline: null, found: '4.67.1', effect: 'low' },
    ]);
  });

  test('show the last number of each curve that differs anywhere, and of what only one has', () => {
    const { loss } = aRecordedSmoke().metrics;
    if (loss === undefined) throw new Error('there is no loss');
    const scalar = { ...loss, steps: [300], values: [0.97] };
    const smoke = (metrics: Record<string, typeof loss>) => ({ train: aRecordedSmoke({ metrics }) });
    const one = side(aBaseline({ smoke: smoke({ loss, accuracy: scalar, gone: scalar }) }));
    const first = [...loss.values];
    first[0] = 2.4;
    const other = side(
      aBaseline({ smoke: smoke({ loss: { ...loss, values: first }, accuracy: scalar, added: scalar }) }),
    );
    expect(compareSides(one, other).numbers).toEqual([
      { metric: 'train/added', before: null, after: 0.97 },
      { metric: 'train/gone', before: 0.97, after: null },
      { metric: 'train/loss', before: 1.1, after: 1.1 },
    ]);
  });

  test('with other steps differ, though the values are the same', () => {
    const { loss } = aRecordedSmoke().metrics;
    if (loss === undefined) throw new Error('there is no loss');
    const shifted = { ...loss, steps: loss.steps.map((step) => step + 1) };
    const other = side(aBaseline({ smoke: { train: aRecordedSmoke({ metrics: { loss: shifted } }) } }));
    expect(compareSides(before, other).numbers).toHaveLength(1);
  });
});
