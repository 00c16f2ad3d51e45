import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ScalarRule } from '../../src/policy/policy.ts';
import { compareScalars } from '../../src/smoke/scalar.ts';
import { SCALAR, SEED } from './builders.ts';

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

function outcome(
  found: number,
  baseline: number,
  rule: Partial<ScalarRule> = {},
  resolution: number | null = null,
) {
  const result = compareScalars({ baseline, found, resolution }, { ...SCALAR, ...rule });
  return result.kind === 'compared' ? result.outcome : result.kind;
}

describe('a relative tolerance of 0.5 %, as numpy.isclose has it', () => {
  const cases: [number, number, string][] = [
    [0, 0, 'within'],
    [1e-9, 0, 'zero-baseline'],
    [1.0049, 1, 'within'],
    [1.0051, 1, 'outside'],
    // |a - b| = 0.00503 is more than 0.005 * 1.00503: the baseline is the measure, not the larger of the two.
    [1, 1.00503, 'outside'],
    [1.00503, 1, 'outside'],
    [-1.0049, -1, 'within'],
    [-1, 1, 'outside'],
    [INF, INF, 'non-finite'],
    [NAN, NAN, 'non-finite'],
    [NAN, 1, 'non-finite'],
    [1, NAN, 'non-finite'],
    [-INF, 1, 'non-finite'],
    [1, INF, 'non-finite'],
    [-0, 0, 'within'],
    [1e308, -1e308, 'outside'],
  ];
  test.each(cases)('%d against a baseline of %d', (found, baseline, expected) => {
    expect(outcome(found, baseline)).toBe(expected);
  });

  test('says on which side the value is not finite', () => {
    expect(compareScalars({ baseline: NAN, found: 1, resolution: null }, SCALAR)).toEqual({
      kind: 'non-finite',
      side: 'baseline',
    });
  });
});

describe('tolerances', () => {
  const cases: [string, Partial<ScalarRule>, number, number, string][] = [
    ['absolute, at its edge', { relative: 0, absolute: 0.25 }, 1.25, 1, 'within'],
    ['absolute, beyond', { relative: 0, absolute: 0.25 }, 1.2500001, 1, 'outside'],
    ['absolute, around 0', { relative: 0, absolute: 0.25 }, -0.25, 0, 'within'],
    ['both together', { relative: 0.5, absolute: 0.25 }, 1.75, 1, 'within'],
    ['zero: equal', { relative: 0 }, 0.5, 0.5, 'within'],
    ['zero: not equal', { relative: 0 }, 0.5000000000000001, 0.5, 'outside'],
  ];
  test.each(cases)('%s', (_, rule, found, baseline, expected) => {
    expect(outcome(found, baseline, rule)).toBe(expected);
  });

  test('cannot be finer than the rounding of the log', () => {
    expect(outcome(0.9123, 0.9122, { relative: 1e-6 })).toBe('outside');
    expect(outcome(0.9123, 0.9122, { relative: 1e-6 }, 1e-4)).toBe('within');
    expect(outcome(0.9124, 0.9122, { relative: 1e-6 }, 1e-4)).toBe('outside');
  });
});

describe('a direction', () => {
  const cases: [ScalarRule['better'], number, string][] = [
    ['higher', 0.9, 'outside'],
    ['higher', 0.996, 'within'],
    ['higher', 1.1, 'better'],
    ['lower', 0.9, 'better'],
    ['lower', 1.004, 'within'],
    ['lower', 1.1, 'outside'],
    [null, 1.1, 'outside'],
    [null, 0.9, 'outside'],
  ];
  test.each(cases)('%s is better: %d against 1', (better, found, expected) => {
    expect(outcome(found, 1.0, { better })).toBe(expected);
  });

  test('away from a baseline of 0', () => {
    expect(outcome(0.1, 0, { better: 'higher' })).toBe('better');
    expect(outcome(-0.1, 0, { better: 'higher' })).toBe('zero-baseline');
  });
});

describe('whole numbers', () => {
  test('are compared exactly where the policy gives no tolerance', () => {
    const rule = { defaulted: true };
    expect(outcome(1000, 1000, rule)).toBe('within');
    expect(outcome(1001, 1000, rule)).toBe('outside');
    expect(outcome(1, 0, rule)).toBe('outside');
    expect(compareScalars({ baseline: 5, found: 5, resolution: null }, { ...SCALAR, ...rule })).toMatchObject(
      {
        tolerance: 'exact',
        allowed: 0,
      },
    );
  });

  test('have the tolerance that the policy gives', () => {
    expect(outcome(1001, 1000)).toBe('within');
  });

  test('beside a broken number are none: a perfect accuracy is no count', () => {
    expect(outcome(0.998, 1, { defaulted: true })).toBe('within');
    expect(outcome(1, 0.998, { defaulted: true })).toBe('within');
  });
});

test('two-sided is the same as both directions together', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(number, number, (found, baseline) => {
      const [both, up, down] = ([null, 'higher', 'lower'] as const).map((better) =>
        outcome(found, baseline, { better }),
      );
      expect(both === 'within').toBe(up === 'within' && down === 'within');
      if (both !== 'within') expect([up, down].filter((side) => side === 'better')).toHaveLength(1);
    }),
    { seed: SEED },
  );
});
