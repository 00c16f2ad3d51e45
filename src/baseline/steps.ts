/** Steps of a curve as a baseline writes them: regular ones as first, last and distance, so that a line stays short. */

export type WrittenSteps =
  | readonly number[]
  | { readonly first: number; readonly last: number; readonly every: number };

/** More steps than any smoke test has; a hand-made `last` of 1e15 must not fill the memory. */
const MOST_STEPS = 1_000_000;

export function writeSteps(steps: readonly number[]): WrittenSteps {
  const [first, second] = steps;
  const last = steps.at(-1);
  if (first === undefined || second === undefined || last === undefined || steps.length < 4) return steps;
  const every = second - first;
  const regular = steps.every((step, index) => step === first + index * every);
  return regular ? { first, last, every } : steps;
}

/** The steps themselves; null when the short form does not describe any. */
export function readSteps(written: WrittenSteps): readonly number[] | null {
  if (!('first' in written)) return written;
  const { first, last, every } = written;
  const count = (last - first) / every + 1;
  if (!Number.isInteger(count) || count < 1 || count > MOST_STEPS) return null;
  return Array.from({ length: count }, (_, index) => first + index * every);
}
