/** One digest over everything that the result of a smoke test depends on. */

import type { DataFile } from '../../snapshot.ts';

/** Raised whenever the same inputs would give another digest, so that an old one is not taken for a change. */
const VERSION = 'repro-gate inputs 1';

/**
 * The fingerprint of data and of whatever else goes in (`more`, by name: the command, a seed, digests of parameter
 * files). The order of neither matters. Kinds do not count: a Git LFS pointer and the file that it stands for are the
 * same input. `sha256` is the machine's.
 */
export function inputsFingerprint(
  data: readonly DataFile[],
  more: Readonly<Record<string, string>>,
  sha256: (text: string) => string,
): string {
  const files = data.map(({ path, hash }) => JSON.stringify(['data', path, hash]));
  const others = Object.entries(more).map(([name, value]) => JSON.stringify(['more', name, value]));
  const lines = [...new Set([...files, ...others])].sort();
  return `sha256:${sha256([VERSION, ...lines].join('\n'))}`;
}
