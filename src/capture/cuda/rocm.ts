/** The version of ROCm that is installed on the machine. */

import type { Parsed, Probe } from '../probe.ts';
import type { CudaPart } from '../snapshot.ts';

const VERSION_FILE = '/opt/rocm/.info/version';

export const rocm: Probe<string | null, CudaPart | null> = {
  id: 'rocm',
  provides: ['cuda.rocm'],
  timeoutMs: 10_000,
  absent: null,
  read: (machine) => machine.readText(VERSION_FILE, 1024),
  parse,
};

/** `6.2.4-66`: what follows the hyphen numbers the build. */
function parse(text: string | null): Parsed<CudaPart | null> {
  if (text === null) return { facts: null, unknown: [] };
  const version = /^\s*(\d+(?:\.\d+)+)/.exec(text)?.[1];
  if (version !== undefined) return { facts: { version, from: VERSION_FILE }, unknown: [] };
  return { facts: null, unknown: [{ path: 'cuda.rocm', because: `${VERSION_FILE} gives no version` }] };
}
