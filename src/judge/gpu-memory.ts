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
      const path = `${part.subject}.memoryMiB`;
      return [cannotJudge(path, fieldUnknown(snapshot, path) ?? 'the driver does not report it', where)];
    }
    return satisfiesBound(part.memoryMiB, bound) ? [] : [outside(part, bound, where)];
  });
}

interface MemoryPart {
  readonly subject: string;
  readonly name: string;
  readonly memoryMiB: number | null;
}

/** nvidia-smi shows the whole board's memory although a job gets no more than its slice. */
function partsOf(gpu: SeenGpu): readonly MemoryPart[] {
  const subject = `gpus[${gpu.index}]`;
  const name = gpu.name ?? 'the GPU';
  const slices = gpu.slices.map((slice, index) => ({ ...slice, index })).filter((s) => s.visible !== false);
  if (gpu.mig !== 'enabled' || slices.length === 0) return [{ subject, name, memoryMiB: gpu.memoryMiB }];
  return slices.map(({ index, profile, memoryMiB }) => ({
    subject: `${subject}.slices[${index}]`,
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
