/** Numbers as programs write them. Only what is clearly a number becomes one; `Number('')` must never become 0. */

export interface NumberText {
  readonly value: number;
  /** The digits as written; null for a value that is not finite, or that was written with all its bits. */
  readonly literal: string | null;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * How writers spell a value that is not a number: Python `nan`, C `-nan(ind)`, pandas and JavaScript `null` and `""`,
 * Keras' CSVLogger `NA`, Python `None`. They are kept as NaN, so that they are a finding with a step.
 */
const NOT_A_NUMBER = /^(?:[+-]?nan(?:\(\w*\))?|null|none|na|n\/a|)$/i;

const INFINITE = /^([+-]?)inf(?:inity)?$/i;

/** A decimal number, or one of the words for NaN and the infinities; null for any other text. */
export function parseNumberText(text: string): NumberText | null {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return finiteOrNot(trimmed);
  if (NOT_A_NUMBER.test(trimmed)) return { value: Number.NaN, literal: null };
  const infinite = INFINITE.exec(trimmed);
  if (infinite === null) return null;
  return { value: infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, literal: null };
}

function finiteOrNot(literal: string): NumberText {
  const value = Number(literal);
  return { value, literal: Number.isFinite(value) ? literal : null };
}

/** A step: a whole number from 0 to 2^53 - 1, also when written `10.0` or `1e3`; null for anything else. */
export function parseStepText(text: string): number | null {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return null;
  const step = Number(trimmed);
  return Number.isSafeInteger(step) && step >= 0 ? Math.abs(step) : null;
}

const HEX_FLOAT = /^([+-]?)0x([01])(?:\.([0-9a-f]{1,13}))?p([+-]?\d{1,4})$/i;

/**
 * What Python's `float.hex()` writes, bit for bit: `0x1.0192a737110e4p+3`, `-0x0.0p+0`, `nan`, `inf`. Null for other
 * text. Both factors are exact doubles and so is their product, because float.hex() writes only numbers that are.
 */
export function parseHexFloat(text: string): number | null {
  const trimmed = text.trim();
  const match = HEX_FLOAT.exec(trimmed);
  if (match === null) return /[nf]$/i.test(trimmed) ? (parseNumberText(trimmed)?.value ?? null) : null;
  const [, sign, lead, fraction = '', exponent] = match;
  const mantissa = Number.parseInt(`${lead}${fraction.padEnd(13, '0')}`, 16);
  const magnitude = mantissa * 2 ** (Number(exponent) - 52);
  return sign === '-' ? -magnitude : magnitude;
}
