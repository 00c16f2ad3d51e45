import { describe, expect, test } from '@jest/globals';
import { spreadOf } from '../../src/smoke/spread.ts';
import { series } from './builders.ts';

const BIT_EXACT = { kind: 'spread', level: 'bit-exact', onset: 0, curve: 0 };

describe('the spread of runs', () => {
  test('that agree bit for bit', () => {
    expect(spreadOf([series([2, 1]), series([2, 1]), series([2, 1])])).toEqual(BIT_EXACT);
    expect(spreadOf([series([0, 0]), series([-0, 0])])).toEqual(BIT_EXACT);
  });

  test('that differ, the largest over all pairs', () => {
    const result = spreadOf([series([2, 1]), series([2, 1.01]), series([2, 0.98])]);
    expect(result).toMatchObject({ kind: 'spread', level: 'noisy' });
    expect(result).toMatchObject({
      onset: expect.closeTo(0.03 / 1.01, 10),
      curve: expect.closeTo(0.03 / 1.01, 10),
    });
  });

  test('that differ by less than can be expressed', () => {
    expect(spreadOf([series([1e10, 0]), series([1e10, 5e-324])])).toMatchObject({ level: 'noisy' });
  });

  test('is finite where one of them is all zeros', () => {
    expect(spreadOf([series([0, 0]), series([0, 1])])).toEqual({
      kind: 'spread',
      level: 'noisy',
      onset: 1,
      curve: 1,
    });
  });

  const unusable: [string, readonly ReturnType<typeof series>[], string][] = [
    ['no run', [], 'one run'],
    ['one run', [series([1])], 'one run'],
    ['NaN in both', [series([1, Number.NaN]), series([1, Number.NaN])], 'step 2 is not finite'],
    ['different steps', [series([1, 2]), series([1])], 'step 2 is not in every run'],
    ['no values', [series([]), series([])], 'no values'],
  ];
  test.each(unusable)('cannot be told from %s', (_, runs, because) => {
    expect(spreadOf(runs)).toEqual({ kind: 'unusable', because: expect.stringContaining(because) });
  });
});
