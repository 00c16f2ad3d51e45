/** The GPUs that this job sees. A board that CUDA_VISIBLE_DEVICES hides computes nothing, so no rule is about it. */

import type { Gpu, Snapshot } from '../capture/snapshot.ts';
import type { Policy } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';
import { cannotJudge, type Evidence, fieldUnknown } from './rule.ts';

/** A GPU with its place in the snapshot, which findings name. */
export interface SeenGpu extends Gpu {
  readonly index: number;
}

/** Where visibility cannot be told (null), the GPU counts. */
export function visibleGpus({ gpus }: Pick<Snapshot, 'gpus'>): readonly SeenGpu[] {
  return gpus.map((gpu, index) => ({ ...gpu, index })).filter(({ visible }) => visible !== false);
}

export interface GpuEvidence {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly gpus: readonly SeenGpu[];
  readonly where: Where;
}

/** What every written rule about GPUs needs first: that they are known, and that the job sees one. */
export function withGpus(
  { policy, snapshot }: Evidence,
  pointer: string,
  judge: (evidence: GpuEvidence) => readonly Finding[],
): readonly Finding[] {
  const where = policy.where(pointer);
  const blocked = withoutGpus(snapshot, where);
  return blocked === null ? judge({ policy, snapshot, gpus: visibleGpus(snapshot), where }) : [blocked];
}

/** Why no rule about GPUs can be judged; a single unknown field of one GPU does not count. Null: there is one. */
export function withoutGpus(snapshot: Snapshot, where: Where): Finding | null {
  const unknown = fieldUnknown(snapshot, 'gpus');
  if (unknown !== null) return cannotJudge('gpus', unknown, where);
  if (snapshot.gpus.length === 0) return noGpu(where);
  return visibleGpus(snapshot).length === 0 ? noneVisible(snapshot.gpus.length, where) : null;
}

function noGpu(where: Where): Finding {
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
function noneVisible(hidden: number, where: Where): Finding {
  return {
    ...noGpu(where),
    summary: `this job sees no GPU, although the machine has ${hidden}`,
    found: `${hidden} GPU${hidden === 1 ? '' : 's'}, none visible`,
    next: 'Look at CUDA_VISIBLE_DEVICES and at the devices that the container was given.',
  };
}
