/** When a deviation may be nothing but the noise that was measured while recording. */

/**
 * Two recorded runs are one sample of the noise, and divergence grows step by step, so a later run may well differ by
 * more than they did. An order of magnitude is a judgement, not a law: beyond it the deviation is taken for a change.
 */
const NOISE_FACTOR = 10;

/**
 * True when a deviation beyond the tolerance is of the size of the recorded spread, and the spread itself is beyond the
 * tolerance: then the tolerance cannot be held, and a run proves nothing either way. All three are relative.
 */
export function explainedByNoise(deviation: number, tolerance: number, spread: number): boolean {
  return spread > tolerance && deviation <= NOISE_FACTOR * spread;
}
