/** The GPUs that this job sees. A board that CUDA_VISIBLE_DEVICES hides computes nothing, so no rule is about it. */

import type { Gpu, Snapshot } from '../capture/snapshot.ts';
import type { Finding, Where } from '../verdict.ts';

/** A GPU with its place in the snapshot, which findings name. */
export interface SeenGpu extends Gpu {
  readonly index: number;
}

/** Where visibility cannot be told (null), the GPU counts. */
export function visibleGpus({ gpus }: Pick<Snapshot, 'gpus'>): readonly SeenGpu[] {
  return gpus.map((gpu, index) => ({ ...gpu, index })).filter(({ visible }) => visible !== false);
}

export function noGpu(where: Where): Finding {
  return {
    code: 'gpu/missing',
    severity: 'error',
    subject: 'gpus',
    summary: 'this machine has no GPU',
    expected: 'a GPU, because a rule reads it',
    found: 'none',
    where,
    next: 'Run the job on a GPU runner.',
  };
}

/** The machine has GPUs, and this job sees none of them. */
export function noneVisible(hidden: number, where: Where): Finding {
  return {
    ...noGpu(where),
    summary: `this job sees no GPU, although the machine has ${hidden}`,
    found: `${hidden} GPU${hidden === 1 ? '' : 's'}, none visible`,
    next: 'Look at CUDA_VISIBLE_DEVICES and at the devices that the container was given.',
  };
}
