/** Distance of two numbers in units in the last place of float32, the precision that losses are computed in. */

/** 0 when both round to the same float32, and for 0 against -0; null when one of them is not finite in float32. */
export function float32Distance(a: number, b: number): number | null {
  const [x, y] = [orderedBits(a), orderedBits(b)];
  return x === null || y === null ? null : Math.abs(x - y);
}

/** Bits of a float32 as an integer that grows with the number; both zeros are 0. */
function orderedBits(value: number): number | null {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) return null;
  const bits = new Uint32Array(new Float32Array([Math.abs(rounded)]).buffer)[0] ?? 0;
  return rounded < 0 ? -bits : bits;
}
