/** What the capture could not tell of the installed packages: of all of them, or of one. */

import { packagePath } from '../capture/python/packages.ts';
import type { Package, Snapshot, Unknown } from '../capture/snapshot.ts';
import { fieldUnknown } from './rule.ts';

/** Why the list itself is not known; a broken package in it does not count, because no rule is about all of them. */
export function packagesUnknown(snapshot: Snapshot): string | null {
  return fieldUnknown(snapshot, 'python.packages');
}

/** The first of some fields of one package that is not known. */
export function packageUnknown(
  { unknown }: Snapshot,
  name: string,
  fields: readonly (keyof Package)[],
): Unknown | null {
  const paths = fields.map((field) => packagePath(name, field));
  return unknown.find(({ path }) => paths.includes(path)) ?? null;
}
