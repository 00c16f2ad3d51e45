/** The libcuda that programs would load, by the loader's order of folders; its file's name ends in its version. */

import type { Variables } from '../gpu/visible.ts';
import type { Machine } from '../machine.ts';

/** `none`: there is no libcuda with a version in its name where the loader looks. */
export type LoadedLibrary = { readonly kind: 'none' } | { readonly kind: 'found'; readonly version: string };

const DEFAULT_FOLDERS: readonly string[] = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];
const CONFIGURATION = '/etc/ld.so.conf.d';

/** Looks in LD_LIBRARY_PATH, then where the loader's configuration for CUDA points, then in the system's folders. */
export async function readLoadedLibrary(machine: Machine, variables: Variables): Promise<LoadedLibrary> {
  const asked = (variables['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/'));
  for (const folder of [...asked, ...(await configured(machine)), ...DEFAULT_FOLDERS]) {
    const version = versionIn(await machine.list(folder));
    if (version !== null) return { kind: 'found', version };
  }
  return { kind: 'none' };
}

/** Folders that a file of the loader's configuration names which is about CUDA, as the compat packages and images write. */
async function configured(machine: Machine): Promise<readonly string[]> {
  const files = ((await machine.list(CONFIGURATION)) ?? []).filter((name) =>
    /cuda|compat|nvidia/i.test(name),
  );
  const texts = await Promise.all(files.map((name) => machine.readText(`${CONFIGURATION}/${name}`)));
  const lines = texts.flatMap((text) => (text ?? '').split('\n').map((line) => line.trim()));
  return lines.filter((line) => line.startsWith('/'));
}

/** `libcuda.so.580.95.05`; a name such as `libcuda.so.1.1` (WSL) is no driver's version. */
const LIBRARY = /^libcuda\.so\.(\d{3,}(?:\.\d+)+)$/;

function versionIn(names: readonly string[] | null): string | null {
  const versions = (names ?? []).flatMap((name) => LIBRARY.exec(name)?.[1] ?? []);
  // Two side by side: `libcuda.so.1` points at one of them, and a list of names does not say at which.
  return versions.length === 1 ? (versions[0] ?? null) : null;
}
