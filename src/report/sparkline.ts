/** A curve as a few block characters: it renders in a comment, a summary, an e-mail and a terminal alike. */

import type { JsonNumber } from './report.ts';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const NOT_FINITE = '×';

/** Both curves on one scale, so that they can be compared by eye. `width` is in characters. */
export function sparklines(curves: readonly (readonly JsonNumber[])[], width = 10): readonly string[] {
  const finite = curves.flat().filter((value) => typeof value === 'number');
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return curves.map((curve) =>
    buckets(curve, width)
      .map((bucket) => block(bucket, { low, high }))
      .join(''),
  );
}

/** Splits into `width` runs of nearly equal length; a curve shorter than that keeps a character for each value. */
function buckets(curve: readonly JsonNumber[], width: number): readonly (readonly JsonNumber[])[] {
  const count = Math.min(width, curve.length);
  return Array.from({ length: count }, (_, index) =>
    curve.slice(Math.floor((index * curve.length) / count), Math.floor(((index + 1) * curve.length) / count)),
  );
}

function block(bucket: readonly JsonNumber[], { low, high }: { low: number; high: number }): string {
  let sum = 0;
  for (const value of bucket) {
    if (typeof value !== 'number') return NOT_FINITE;
    sum += value;
  }
  if (high <= low) return BLOCKS[0];
  const share = (sum / bucket.length - low) / (high - low);
  return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))] ?? BLOCKS[0];
}
