/** Values in the JSON of AMD's tools, which write what they do not know as words. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The first of these keys that has a value; releases differ in case and in names. */
export function textOf(fields: Fields, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = fields[key];
    const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
    if (text !== '' && !/^(?:n\/a|unknown|none)$/i.test(text)) return text;
  }
  return null;
}

/** A number, alone, as text, or with its unit beside it: `{"value": 196592, "unit": "MB"}`. */
export function numberOf(value: unknown): number | null {
  const bare = fieldsOf(value)['value'] ?? value;
  const number = typeof bare === 'string' && /^\d+(?:\.\d+)?$/.test(bare) ? Number(bare) : bare;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** `0x738c` and `0x0009097FE09EA0C7A0` without the digits that say nothing; null for what is no such number. */
export function hexOf(text: string | null): string | null {
  const [, digits] = /^(?:0x)?([0-9a-f]+)$/i.exec(text ?? '') ?? [];
  if (digits === undefined || /^0+$/.test(digits)) return null;
  return `0x${digits.toLowerCase().replace(/^0+/, '')}`;
}

/** Four digits without `0x`, as in PCI's own tables. */
export function deviceOf(text: string | null): string | null {
  const hex = hexOf(text);
  return hex === null ? null : hex.slice(2).padStart(4, '0');
}

export function gfxIn(text: string | null): string | null {
  return /\bgfx[0-9a-f]+\b/i.exec(text ?? '')?.[0]?.toLowerCase() ?? null;
}
