/**
 * A folder that stands for the root of a file system. Symbolic links in it lead where they would lead on the machine
 * that was copied, as after chroot(2), so none of them leaves the folder.
 */

import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/** As many links as Linux follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/** The real file behind an absolute path of the copied machine; null when it does not exist there. */
export function resolveInside(root: string, path: string): string | null {
  const pending = segments(path);
  const done: string[] = [];
  let links = 0;
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    if (name === '..') {
      done.pop();
      continue;
    }
    const file = join(root, ...done, name);
    const stats = entry(file);
    if (stats === null) return null;
    if (!stats.isSymbolicLink()) {
      done.push(name);
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw new Error(`${path} has too many levels of symbolic links`);
    const target = readlinkSync(file);
    if (target.startsWith('/')) done.length = 0;
    pending.unshift(...segments(target));
  }
  return join(root, ...done);
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

function entry(file: string): Stats | null {
  try {
    return lstatSync(file);
  } catch (thrown) {
    if (isAbsent(thrown)) return null;
    throw thrown;
  }
}

/** Whether an error of node:fs says that there is no such file. */
export function isAbsent(thrown: unknown): boolean {
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
