/** Parts of CUDA that come as Python wheels. */

import type { CudaCopy, Package } from '../snapshot.ts';

/**
 * Names of the wheels. Up to CUDA 12 all end in the major (`nvidia-cublas-cu12`); with CUDA 13 the parts of the toolkit
 * lost it, and cuDNN and NCCL kept it (`nvidia-cudnn-cu13`).
 */
const WHEELS: Readonly<Record<CudaCopy['part'], RegExp>> = {
  toolkit: /^cuda-toolkit$/,
  cudart: /^nvidia-cuda-runtime(?:-cu(\d+))?$/,
  cudnn: /^nvidia-cudnn(?:-cu(\d+))?$/,
  cublas: /^nvidia-cublas(?:-cu(\d+))?$/,
  nccl: /^nvidia-nccl(?:-cu(\d+))?$/,
};

export interface WheelCopy extends CudaCopy {
  /** Of the CUDA that it is for; null where neither its name nor its version says. */
  readonly major: string | null;
}

export function wheelCopies(packages: readonly Package[]): WheelCopy[] {
  return Object.entries(WHEELS).flatMap(([name, form]) =>
    packages.flatMap((wheel) => {
      const match = form.exec(wheel.name);
      if (match === null) return [];
      const part = name as CudaCopy['part'];
      const major = match[1] ?? majorOf(part, wheel);
      return [{ part, version: wheel.version, from: `wheel ${wheel.name}`, major }];
    }),
  );
}

/** A name without a number: the toolkit's parts count with CUDA, the others on their own. */
function majorOf(part: CudaCopy['part'], { version }: Package): string | null {
  return part === 'cudnn' || part === 'nccl' ? null : (version.split('.', 1)[0] ?? null);
}
