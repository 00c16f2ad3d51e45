/** A curve as a few block characters: it renders in a comment, a summary, an e-mail and a terminal alike. */

import type { JsonNumber } from './report.ts';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const NOT_FINITE = '×';

/** All curves on one scale, so that they can be compared by eye. `width` is in characters. */
export function sparklines(curves: readonly (readonly JsonNumber[])[], width = 10): readonly string[] {
  const finite = curves.flat().filter((value) => typeof value === 'number');
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const scale = scaleOf(low, high);
  return curves.map((curve) =>
    buckets(curve, width)
      .map((bucket) => block(bucket, scale))
      .join(''),
  );
}

/** From a value to its share of the height, 0 to 1. */
type Scale = (value: number) => number;

/** A loss that falls by decades would be one step and a floor on a linear scale. */
const LOGARITHMIC_FROM = 20;

function scaleOf(low: number, high: number): Scale {
  if (!(high > low)) return () => 0;
  if (low > 0 && high / low >= LOGARITHMIC_FROM) {
    return (value) => Math.log(value / low) / Math.log(high / low);
  }
  return (value) => (value - low) / (high - low);
}

/** Splits into `width` runs of nearly equal length; a curve shorter than that keeps a character for each value. */
function buckets(curve: readonly JsonNumber[], width: number): readonly (readonly JsonNumber[])[] {
  const count = Math.min(width, curve.length);
  return Array.from({ length: count }, (_, index) =>
    curve.slice(Math.floor((index * curve.length) / count), Math.floor(((index + 1) * curve.length) / count)),
  );
}

function block(bucket: readonly JsonNumber[], scale: Scale): string {
  let sum = 0;
  for (const value of bucket) {
    if (typeof value !== 'number') return NOT_FINITE;
    sum += value;
  }
  const height = Math.floor(scale(sum / bucket.length) * BLOCKS.length);
  return BLOCKS[Math.max(0, Math.min(BLOCKS.length - 1, height))] ?? BLOCKS[0];
}
