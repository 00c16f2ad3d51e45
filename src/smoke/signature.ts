/** What the beginning of a divergence looks like. A hint for people who search; it proves nothing and decides nothing. */

import type { ComparedCurves } from './curve.ts';

/**
 * Sizes of onset that tell kinds of change apart, from the loss histories of torchtitan and Megatron-LM: other kernels,
 * libraries and orders of addition start at 1e-7 to 5e-6, changes of meaning at 1e-4 and more. Between the two lie other
 * precision modes and small changes of meaning alike.
 */
const ROUNDING_SIZED = 1e-5;
const MEANINGFUL = 1e-4;

/** One clause about step and size of the onset; null when there is none, or when rounding of the log could be all of it. */
export function signatureOf({ onset, steps }: ComparedCurves): string | null {
  if (onset === null || onset.value <= onset.rounding) return null;
  if (onset.value < ROUNDING_SIZED) {
    return 'the first difference is of the size of rounding: typical of other kernels, libraries or orders of addition';
  }
  if (onset.value < MEANINGFUL) {
    return 'the first difference is between rounding and a change of meaning: another precision mode (TF32, bf16) looks like this, and so does a small change of the computation';
  }
  const before = steps.findIndex(({ step }) => step === onset.step);
  if (before === 0) {
    return 'the very first step differs: typical of other initial weights, other data or another loss';
  }
  if (before === 1) {
    return 'equal at the first step, then a jump: typical of the optimizer, the learning rate or the update rule';
  }
  return `equal until step ${onset.step}, then a jump: typical of the order of the data, the end of an epoch or a scheduled event`;
}
