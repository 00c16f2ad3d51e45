/** Memory of the GPUs; where a board is divided, of the slices that the job sees. */

import type { MemoryBound } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';
import { cannotJudge, fieldUnknown, type Rule } from './rule.ts';
import { type GpuEvidence, type SeenGpu, withGpus } from './visible.ts';

export const gpuMemory: Rule = {
  kind: 'standalone',
  id: 'gpu-memory',
  applies: (policy) => policy.hardware.gpu.memory !== null,
  judge: (evidence) => withGpus(evidence, '/hardware/gpu/memory', judgeMemory),
};

function judgeMemory({ policy, snapshot, gpus, where }: GpuEvidence): readonly Finding[] {
  const bound = policy.hardware.gpu.memory;
  if (bound === null) return [];
  return gpus.flatMap(partsOf).flatMap((part) => {
    if (part.memoryMiB === null) {
      return [cannotJudge(part.path, fieldUnknown(snapshot, part.path) ?? part.otherwise, where)];
    }
    return satisfiesBound(part.memoryMiB, bound) ? [] : [outside(part, bound, where)];
  });
}

interface MemoryPart {
  readonly subject: string;
  /** The field that holds it, and why it is empty where the snapshot gives no reason. */
  readonly path: string;
  readonly otherwise: string;
  readonly name: string;
  readonly memoryMiB: number | null;
}

const NOT_REPORTED = 'the driver does not report it';

/** nvidia-smi shows the whole board's memory although a job gets no more than its slice. */
function partsOf(gpu: SeenGpu): readonly MemoryPart[] {
  const subject = `gpus[${gpu.index}]`;
  const name = gpu.name ?? 'the GPU';
  const whole = { subject, name, path: `${subject}.memoryMiB`, otherwise: NOT_REPORTED };
  if (gpu.mig !== 'enabled') return [{ ...whole, memoryMiB: gpu.memoryMiB }];
  const slices = gpu.slices.map((slice, index) => ({ ...slice, index })).filter((s) => s.visible !== false);
  if (slices.length === 0) {
    const otherwise = 'the board is divided, and this job sees no slice of it';
    return [{ ...whole, path: `${subject}.slices`, otherwise, memoryMiB: null }];
  }
  return slices.map(({ index, profile, memoryMiB }) => ({
    subject: `${subject}.slices[${index}]`,
    path: `${subject}.slices[${index}].memoryMiB`,
    otherwise: NOT_REPORTED,
    name: `slice ${profile ?? index} of ${name}`,
    memoryMiB,
  }));
}

function satisfiesBound(mib: number, { operator, mib: bound }: MemoryBound): boolean {
  switch (operator) {
    case '>=':
      return mib >= bound;
    case '>':
      return mib > bound;
    case '<=':
      return mib <= bound;
    case '<':
      return mib < bound;
    case '==':
      return mib === bound;
  }
}

function outside({ subject, name, memoryMiB }: MemoryPart, bound: MemoryBound, where: Where): Finding {
  return {
    code: 'gpu/memory',
    severity: 'error',
    subject,
    summary: `${name} does not have the memory asked for`,
    expected: bound.text,
    found: `${memoryMiB} MiB`,
    where,
    next: 'Run the job on a runner with enough memory.',
  };
}
