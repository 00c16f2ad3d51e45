/** The one checked reader for JSON from outside: event payloads and API answers. */

/** What a field has to be, in words and as a test. */
export interface Shape<Value> {
  readonly expected: string;
  readonly is: (value: unknown) => value is Value;
}

/** A field is not what it has to be; the message names the field, what was expected and what is there. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/** A commit id: 40 hexadecimal digits, or 64 in a repository that uses SHA-256. */
export const SHA: Shape<string> = {
  expected: 'a full commit id',
  is: (value): value is string => typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value),
};

export const TEXT: Shape<string> = {
  expected: 'a non-empty text',
  is: (value): value is string => typeof value === 'string' && value !== '',
};

export const ID: Shape<number> = {
  expected: 'a positive whole number',
  is: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
};

export const LIST: Shape<readonly unknown[]> = {
  expected: 'a list',
  is: (value): value is readonly unknown[] => Array.isArray(value),
};

/** Reads the field at a dotted path; throws a PayloadError when it is not of the shape. */
export function read<Value>(payload: unknown, path: string, shape: Shape<Value>): Value {
  const value = peek(payload, path);
  if (shape.is(value)) return value;
  throw new PayloadError(`${path}: expected ${shape.expected}, found ${describe(value)}`);
}

/** The value at a dotted path, or undefined when any part of the path is not there. */
export function peek(payload: unknown, path: string): unknown {
  let value = payload;
  for (const key of path.split('.')) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Long enough to recognise a wrong value by, short enough for one line. */
const SHOWN = 60;

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return (JSON.stringify(value) ?? typeof value).slice(0, SHOWN);
}
