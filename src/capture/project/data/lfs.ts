/**
 * Git LFS pointers: the few lines that git holds in place of a large file, and that the working tree holds as well
 * when it was checked out without LFS. Form: docs/spec.md of git-lfs.
 */

export interface LfsPointer {
  /** Hexadecimal SHA-256 of the file that it stands for. */
  readonly oid: string;
  readonly size: number;
}

/** By the specification a pointer has fewer bytes. */
export const LARGEST_POINTER = 1024;

const VERSION = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v\d+\n/;

/** The pointer that a text is, or null when it is something else. */
export function parseLfsPointer(text: string): LfsPointer | null {
  if (text.length >= LARGEST_POINTER || !VERSION.test(text)) return null;
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = Number(/^size (\d{1,16})$/m.exec(text)?.[1] ?? Number.NaN);
  return oid === undefined || !Number.isSafeInteger(size) ? null : { oid, size };
}
