/** `nvidia-smi --version`: versions and no GPU. */

import { type SmiReading, versionIn } from './reading.ts';

export function isVersion(text: string): boolean {
  return /^NVIDIA-SMI version\s*:/im.test(text);
}

export function readVersion(text: string): SmiReading {
  return {
    form: 'version',
    driver: versionAfter(text, 'KMD version') ?? versionAfter(text, 'DRIVER version'),
    cuda: versionAfter(text, 'CUDA UMD version') ?? versionAfter(text, 'CUDA version'),
    boards: [],
    because: 'nvidia-smi --version names no GPU',
  };
}

/** Null also where a sentence stands in its place. */
function versionAfter(text: string, name: string): string | null {
  return versionIn(new RegExp(`^${name}\\s*: *(.*)$`, 'im').exec(text)?.[1]);
}
