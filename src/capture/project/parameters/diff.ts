/** Two sets of parameter files, key by key. */

import type { Values } from './flatten.ts';

export interface ParameterValues {
  readonly path: string;
  readonly hash: string;
  readonly values: Values;
}

export interface ParameterChange {
  readonly path: string;
  /** Null: no single key tells the difference, which is in what is not compared. */
  readonly key: string | null;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Null where it was added. */
  readonly before: string | null;
  /** Null where it was removed. */
  readonly after: string | null;
}

/**
 * What changed, in the order of paths and keys. A file that is another one although every compared key is the same is
 * one change without a key: comments, order, values that were withheld, keys beyond the limit.
 */
export function diffParameters(
  before: readonly ParameterValues[],
  after: readonly ParameterValues[],
): readonly ParameterChange[] {
  const earlier = new Map(before.map((file) => [file.path, file]));
  const later = new Map(after.map((file) => [file.path, file]));
  const paths = [...new Set([...earlier.keys(), ...later.keys()])].sort();
  return paths.flatMap((path) => diffFile(path, earlier.get(path), later.get(path)));
}

function diffFile(
  path: string,
  a: ParameterValues | undefined,
  b: ParameterValues | undefined,
): ParameterChange[] {
  if (a !== undefined && b !== undefined && a.hash === b.hash) return [];
  const before = new Map(Object.entries(a?.values ?? {}));
  const after = new Map(Object.entries(b?.values ?? {}));
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = keys
    .map((key) => change({ path, key }, before.get(key) ?? null, after.get(key) ?? null))
    .filter((found) => found.before !== found.after);
  return changes.length > 0 ? changes : [change({ path, key: null }, a?.hash ?? null, b?.hash ?? null)];
}

function change(
  at: Pick<ParameterChange, 'path' | 'key'>,
  before: string | null,
  after: string | null,
): ParameterChange {
  const kind = before === null ? 'added' : after === null ? 'removed' : 'changed';
  return { ...at, kind, before, after };
}
