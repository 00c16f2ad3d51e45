/** Two single numbers: within the tolerance, better than it, or not. */

import type { ScalarRule } from '../policy/policy.ts';

export interface ScalarPair {
  readonly baseline: number;
  readonly found: number;
  /** Rounding step of the coarser source; null for full precision. */
  readonly resolution: number | null;
}

export type ScalarComparison =
  | ComparedScalars
  | { readonly kind: 'non-finite'; readonly side: 'found' | 'baseline' }
  /** A relative tolerance can never allow anything around a baseline of 0. */
  | { readonly kind: 'zero-baseline'; readonly found: number };

export interface ComparedScalars {
  readonly kind: 'compared';
  readonly outcome: 'within' | 'better' | 'outside';
  /** |found - baseline| / |baseline|; infinite for a baseline of 0. */
  readonly deviation: number;
  /** |found - baseline| that the tolerance allows. */
  readonly allowed: number;
  readonly tolerance: 'exact' | 'given';
}

const DECIMAL_SLACK = 1 + 1e-6;

/**
 * Compares as numpy.isclose does: `|found - baseline| <= absolute + relative * |baseline|`, relative to the baseline and
 * not to the larger of the two. With a direction only the bad side fails; beyond the tolerance on the good side it is
 * `better`. Without a tolerance in the policy whole numbers have to be equal.
 */
export function compareScalars(pair: ScalarPair, rule: ScalarRule): ScalarComparison {
  const { baseline, found } = pair;
  if (!Number.isFinite(found)) return { kind: 'non-finite', side: 'found' };
  if (!Number.isFinite(baseline)) return { kind: 'non-finite', side: 'baseline' };
  const exact = rule.defaulted && Number.isInteger(baseline) && Number.isInteger(found);
  const allowed = exact ? 0 : allowedBy(rule, pair);
  const outcome = outcomeOf(pair, { allowed, better: rule.better });
  if (outcome === 'outside' && baseline === 0 && allowed === 0 && !exact)
    return { kind: 'zero-baseline', found };
  return {
    kind: 'compared',
    outcome,
    deviation: found === baseline ? 0 : Math.abs(found - baseline) / Math.abs(baseline),
    allowed,
    tolerance: exact ? 'exact' : 'given',
  };
}

/** A source that rounds cannot be held to less than its rounding step. */
function allowedBy(rule: ScalarRule, { baseline, resolution }: ScalarPair): number {
  const tolerance = rule.absolute + rule.relative * Math.abs(baseline);
  return resolution === null ? tolerance : Math.max(tolerance, resolution * DECIMAL_SLACK);
}

interface Limits {
  readonly allowed: number;
  readonly better: ScalarRule['better'];
}

function outcomeOf({ baseline, found }: ScalarPair, { allowed, better }: Limits): ComparedScalars['outcome'] {
  // Written so that NaN, which an overflow could still make, is outside.
  if (Math.abs(found - baseline) <= allowed) return 'within';
  if (better === 'higher' && found > baseline) return 'better';
  if (better === 'lower' && found < baseline) return 'better';
  return 'outside';
}
