/** Parsed foreign values, before anything is known of their shape. */

export type Fields = Readonly<Record<string, unknown>>;

/** The mapping that a value is; an empty one where it is none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The list that a value is; an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A number is taken as written in JavaScript's way, for forms in which a version may stand without quotes. */
export function scalarOf(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : textOf(value);
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}
