import { describe, expect, test } from '@jest/globals';
import { FINDINGS } from '../../src/findings.ts';
import { compareCurves } from '../../src/smoke/curve.ts';
import { signatureOf } from '../../src/smoke/signature.ts';
import { atMost, finding, formatBound, listSteps, smokePointer } from '../../src/smoke/smoke-finding.ts';
import { losses, points } from './builders.ts';

describe('wording', () => {
  test.each([
    [1e-5, '1e-5'],
    [5e-3, '5e-3'],
    [0.5, '5e-1'],
    [1, '1'],
    [0, '0'],
    [250, '2.5e2'],
  ])('the bound %d is written %s', (value, text) => {
    expect(formatBound(value)).toBe(text);
  });

  test.each([
    [[4], 'step 4'],
    [[4, 5], 'steps 4 and 5'],
    [[4, 5, 7], 'steps 4, 5 and 7'],
    [[1, 2, 3, 4, 5], 'steps 1, 2, 3, 4 and 5'],
    [[1, 2, 3, 4, 5, 6], 'steps 1, 2, 3, 4, 5 and 1 more'],
    [[], 'steps none'],
  ])('%j: %s', (steps, text) => {
    expect(listSteps(steps)).toBe(text);
  });

  test('a pointer survives names with slashes', () => {
    expect(smokePointer('train', 'metrics', 'val/loss')).toBe('/smoke/train/metrics/val~1loss');
  });
});

describe('a finding', () => {
  const said = { subject: 's', summary: 'x', expected: 'e', found: 'f', where: null };

  test('has the severity and the advice of its code', () => {
    const { severity, resolve } = FINDINGS['smoke/survivors'];
    expect(finding('smoke/survivors', said)).toEqual({
      code: 'smoke/survivors',
      severity,
      next: resolve,
      ...said,
    });
  });

  test('may have its own', () => {
    expect(finding('smoke/survivors', { ...said, severity: 'info', next: 'n' })).toMatchObject({
      severity: 'info',
      next: 'n',
    });
  });

  test('is lowered by its metric, never raised', () => {
    expect(atMost('smoke/out-of-tolerance', 'error')).toBe('error');
    expect(atMost('smoke/out-of-tolerance', 'info')).toBe('info');
    expect(atMost('smoke/unexplained-drift', 'error')).toBe('warning');
    expect(atMost('smoke/unexplained-drift', 'info')).toBe('info');
  });
});

describe('what an onset looks like', () => {
  function signature(share: number, from: number, resolution: number | null = null): string | null {
    const baseline = losses();
    const found = baseline.map((x, i) => (i + 1 >= from ? x * (1 + share) : x));
    const comparison = compareCurves({
      baseline: { points: points(baseline), resolution },
      found: { points: points(found), resolution },
      window: null,
    });
    return comparison.kind === 'compared' ? signatureOf(comparison) : null;
  }

  test.each([
    [4e-7, 2, 'the size of rounding'],
    [5e-6, 1, 'the size of rounding'],
    [2.7e-5, 1, 'between rounding and a change of meaning'],
    [1e-2, 1, 'the very first step differs'],
    [2e-3, 2, 'the optimizer, the learning rate or the update rule'],
    [1.3e-3, 24, 'equal until step 24'],
  ])('%d from step %d: %s', (share, from, words) => {
    expect(signature(share, from)).toContain(words);
  });

  test('nothing is said where there is none, or where rounding may be all of it', () => {
    expect(signature(0, 1)).toBeNull();
    expect(signature(1e-6, 1, 1e-4)).toBeNull();
  });
});
