/** Where the observer is: it ships beside the built program, and in a checkout beside `src`. */

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Observer } from '../smoke/environment.ts';

/** From an entry in `dist/`, from one of its chunks, and from `src/io/`. */
const PLACES = ['./observer/', '../observer/', '../../observer/'];

/** The observer of this program; null when the installation lacks it. */
export function findObserver(from: string = import.meta.url): Observer | null {
  const folder = PLACES.map((place) => fileURLToPath(new URL(place, from))).find((candidate) =>
    existsSync(join(candidate, 'sitecustomize.py')),
  );
  if (folder === undefined) return null;
  return { folder: folder.replace(/[\\/]$/, ''), pathSeparator: delimiter === ';' ? ';' : ':' };
}
