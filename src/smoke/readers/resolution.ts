/** How far a writer rounded, as far as its own digits show it. */

/** Beyond six decimals a value is as exact as float32, which is all that most losses are. */
const MAX_DECIMALS = 6;

/**
 * The least number of different values before rounding may be concluded; two lucky values like 0.5 and 0.25 prove
 * nothing. The shortest text of a float64 has six decimals or fewer about once in 10^9 values, that of a float32
 * between 4 and 8 about once in two, so eight in a row are at worst an accident of 1 in 300. From 8 upwards every
 * float32 has six or fewer; the step found there is that of float32 itself, 1e-7 of the value, below any band.
 */
const MIN_DISTINCT = 8;

/**
 * The step of rounding, from the digits of every value; `null` stands for a value written with all its bits. Null when
 * the text has full precision, when all values are whole numbers (which are exact), or when there are too few of them.
 *
 * A ratio of small counts, such as an accuracy over 1000 samples, cannot be told from a number rounded to three
 * decimals. Its smallest move then counts as rounding; a bit-exact baseline still reports it as unexplained drift.
 */
export function resolutionOf(literals: readonly (string | null)[]): number | null {
  const distinct = new Set(literals);
  if (distinct.size < MIN_DISTINCT) return null;
  let most = 0;
  for (const literal of distinct) {
    const decimals = literal === null ? null : decimalsOf(literal);
    if (decimals === null || decimals > MAX_DECIMALS) return null;
    most = Math.max(most, decimals);
  }
  return most === 0 ? null : Number(`1e-${most}`);
}

/** Decimals without trailing zeros; null for exponent notation, which writers of full precision use. */
function decimalsOf(literal: string): number | null {
  if (/e/i.test(literal)) return null;
  const [, fraction = ''] = literal.split('.');
  return fraction.replace(/0+$/, '').length;
}
