/** Which Python environment a path on this machine belongs to. */

import { lstat, realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * The root of the virtual environment that an interpreter belongs to, else the file it really is; null when there is
 * none. Two virtual environments often link to one and the same file, so the file alone does not tell them apart.
 * `~` is the home folder, as in a snapshot and in a shell; relative paths count from `directory`.
 */
export async function environmentAt(path: string, directory: string): Promise<string | null> {
  const file = resolve(directory, path.replace(/^~(?=[\\/])/, process.env['HOME'] ?? homedir()));
  try {
    const real = await realpath(file);
    const root = dirname(await realpath(dirname(file)));
    return (await isVirtual(root)) ? root : real;
  } catch {
    return null;
  }
}

/** PEP 405: a virtual environment is a folder with a pyvenv.cfg. */
async function isVirtual(root: string): Promise<boolean> {
  return lstat(join(root, 'pyvenv.cfg')).then(
    () => true,
    () => false,
  );
}
