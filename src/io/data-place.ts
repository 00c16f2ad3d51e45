/** The DataPlace port for this machine. */

import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import type { DataPlace, EntryKind } from '../capture/project/data/place.ts';
import { digestFiles } from './data-digest.ts';
import { isAbsent } from './folder.ts';

export function dataPlaceHere(env: Readonly<Record<string, string | undefined>>): DataPlace {
  return {
    look: (path) => orAbsent(async () => kindOf(await lstat(path))),
    real: (path) => orAbsent(() => realpath(path)),
    entries,
    digest: (paths, options) => digestFiles(paths, env, options),
  };
}

async function entries(path: string): ReturnType<DataPlace['entries']> {
  const found = await readdir(path, { withFileTypes: true });
  return found
    .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(entry: Stats | Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

async function orAbsent<Value>(look: () => Promise<Value>): Promise<Value | null> {
  try {
    return await look();
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}
