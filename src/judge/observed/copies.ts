/** Two copies of one library in one process: which of them computes depends on the order of imports. */

import type { LoadedLibrary, Observation } from '../../observe/observation.ts';

export interface Copies {
  readonly name: string;
  readonly libraries: readonly LoadedLibrary[];
}

/**
 * Libraries that packages bring along under names of their own, so that two of them are common and each serves its own
 * package.
 */
const OFTEN_SEVERAL: ReadonlySet<string> = new Set(['libgomp', 'libopenblas', 'libiomp5', 'libomp']);

export function copiesIn({ libraries }: Observation): readonly Copies[] {
  const byName = new Map<string, LoadedLibrary[]>();
  for (const library of libraries) {
    const same = byName.get(library.name) ?? [];
    if (!same.some(({ path }) => path === library.path)) byName.set(library.name, [...same, library]);
  }
  return [...byName]
    .map(([name, found]) => ({ name, libraries: found }))
    .filter((copies) => copies.libraries.length > 1);
}

export function isOftenSeveral({ name }: Copies): boolean {
  return OFTEN_SEVERAL.has(name);
}

/** `libcudnn 9.10.2 (nvidia-cudnn-cu12) and 9.1.0 (the system)`. */
export function describeCopies({ name, libraries }: Copies): string {
  const copies = libraries.map(
    ({ version, owner }) => `${version ?? 'of unknown version'} (${owner ?? 'the system'})`,
  );
  return `${name} ${copies.join(' and ')}`;
}
