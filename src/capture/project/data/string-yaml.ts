/** YAML whose scalars all stay text: a digest that consists of digits must not become a number. */

import { parseDocument } from 'yaml';

export type StringYaml =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly because: string };

export function parseStringYaml(text: string): StringYaml {
  try {
    const parsed = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
    const [error] = parsed.errors;
    if (error !== undefined) return { kind: 'problem', because: `it is no YAML: ${error.message}` };
    return { kind: 'value', value: parsed.toJS({ maxAliasCount: 50 }) };
  } catch (thrown) {
    const found = thrown instanceof Error ? thrown.message : String(thrown);
    return { kind: 'problem', because: `it is no YAML: ${found}` };
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key's own text; null when it is absent, empty or something else. */
export function textOf(fields: Fields, key: string): string | null {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The items of a list under a key that are mappings; none when there is no list. */
export function itemsOf(fields: Fields, key: string): readonly Fields[] {
  const value = Object.hasOwn(fields, key) ? fields[key] : null;
  return Array.isArray(value) ? value.filter(isFields) : [];
}
