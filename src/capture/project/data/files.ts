/** Files and folders by the digest of their content, with Git LFS pointers told from what they stand for. */

import type { Machine } from '../../machine.ts';
import type { DataFile } from '../../snapshot.ts';
import { LARGEST_POINTER, type LfsPointer, parseLfsPointer } from './lfs.ts';
import type { Digested } from './place.ts';
import type { FoundFile, Problem } from './walk.ts';

/** A file that was read, as the snapshot lists it, or why it could not be. */
export interface ReadFile {
  readonly path: string;
  readonly entry: DataFile | null;
  readonly problems: readonly Problem[];
}

export interface DigestedFile {
  readonly file: FoundFile;
  readonly digested: Digested;
}

/** One file that has been digested. */
export async function describeFile(machine: Machine, { file, digested }: DigestedFile): Promise<ReadFile> {
  const { path } = file;
  if (digested.kind === 'failed') {
    return { path, entry: null, problems: [{ path, because: digested.because }] };
  }
  const pointer = await pointerOf(machine, { file, digested });
  if (pointer === null) {
    return { path, entry: { path, kind: 'file', hash: `sha256:${digested.sha256}` }, problems: [] };
  }
  // The hash of what the pointer stands for is known, and still the training would not read that.
  const because = `the working tree holds the Git LFS pointer and not the ${pointer.size} bytes that it stands for; run \`git lfs pull\``;
  const entry = { path, kind: 'lfs', hash: `sha256:${pointer.oid}` };
  return { path, entry, problems: [{ path, field: 'content', because }] };
}

async function pointerOf(
  { software }: Machine,
  { file, digested }: DigestedFile,
): Promise<LfsPointer | null> {
  if (digested.kind === 'failed' || digested.size >= LARGEST_POINTER || digested.size < SMALLEST_POINTER)
    return null;
  const text = await software.readText(file.real, LARGEST_POINTER).catch(() => null);
  return text === null ? null : parseLfsPointer(text);
}

/** The version's line and the digest's. */
const SMALLEST_POINTER = 100;
