/** How much runs of the same commit on the same machine differ from each other: what `record` writes as the level. */

import { type CurveComparison, compareCurves, type StepDeviation } from './curve.ts';
import type { Series } from './series.ts';

export type Spread =
  /** Relative deviations, the largest over all pairs of runs; both 0 when `level` is bit-exact. */
  | {
      readonly kind: 'spread';
      readonly level: 'bit-exact' | 'noisy';
      readonly onset: number;
      readonly curve: number;
    }
  | { readonly kind: 'unusable'; readonly because: string };

/**
 * Compares every run with every other. `bit-exact` means the same numbers as far as the file holds them: a source that
 * rounds can hide differences, which is why the resolution is recorded beside it. One run alone shows no spread.
 */
export function spreadOf(runs: readonly Series[]): Spread {
  const pairs = runs.flatMap((a, index) => runs.slice(index + 1).map((b) => [a, b] as const));
  if (pairs.length === 0) return { kind: 'unusable', because: 'one run alone shows no spread' };
  let [onset, curve, identical] = [0, 0, true];
  for (const [a, b] of pairs) {
    const forth = compareCurves({ baseline: a, found: b, window: null });
    const back = compareCurves({ baseline: b, found: a, window: null });
    if (forth.kind !== 'compared') return { kind: 'unusable', because: reason(forth) };
    if (back.kind !== 'compared') return { kind: 'unusable', because: reason(back) };
    identical &&= forth.onset === null;
    onset = Math.max(onset, smaller(forth.onset, back.onset));
    curve = Math.max(curve, smaller(forth.largest, back.largest));
  }
  return { kind: 'spread', level: identical ? 'bit-exact' : 'noisy', onset, curve };
}

/**
 * Neither run is the baseline of the other, so the smaller of the two ratios counts; where one run is all zeros only one
 * of them is finite.
 */
function smaller(a: StepDeviation | null, b: StepDeviation | null): number {
  return Math.min(a?.value ?? 0, b?.value ?? 0);
}

function reason(comparison: Exclude<CurveComparison, { kind: 'compared' }>): string {
  switch (comparison.kind) {
    case 'non-finite':
      return `the value at step ${comparison.points[0]?.step ?? 0} is not finite`;
    case 'incomplete':
      return comparison.missing.length + comparison.extra.length === 0
        ? 'there are no values'
        : `step ${comparison.missing[0] ?? comparison.extra[0] ?? 0} is not in every run`;
  }
}
