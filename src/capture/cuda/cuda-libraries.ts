/** Libraries of CUDA by their file names, which carry the version: `libcudart.so.12.6.77`. */

import type { CudaCopy } from '../snapshot.ts';

/** A part that is a library, unlike the toolkit. */
export type LibraryPart = Exclude<CudaCopy['part'], 'toolkit'>;

export interface Library {
  readonly part: LibraryPart;
  readonly file: string;
  readonly version: string;
}

/** Some wheels put a digest into the name: `libcudart-d0da41ae.so.11.0`. */
const LIBRARY = /^lib(cudart|cudnn|cublas|nccl)(?:-[0-9a-f]{8})?\.so\.(\d+(?:\.\d+)*)$/;

/** The libraries among the names in a folder; links by a shorter name (`libcudnn.so.9`) included. */
export function librariesAmong(names: readonly string[]): Library[] {
  return names.flatMap((file) => {
    const [, part, version] = LIBRARY.exec(file) ?? [];
    return part === undefined || version === undefined ? [] : [{ part: part as LibraryPart, file, version }];
  });
}

/** A link gives the major, at most two numbers; the file itself gives three or more. */
export function isExact({ version }: Library): boolean {
  return version.split('.').length >= 3;
}
