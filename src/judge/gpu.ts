/** The GPUs: allowed generations, how many, how much memory. */

import type { Gpu, Snapshot } from '../capture/snapshot.ts';
import { globMatcher } from '../policy/glob.ts';
import type { MemoryBound, Policy } from '../policy/policy.ts';
import type { Finding, Where } from '../verdict.ts';
import { cannotJudge, type Evidence, type Rule, unknownBecause } from './rule.ts';
import { noGpu } from './visible.ts';

export const gpuGenerations: Rule = {
  kind: 'standalone',
  id: 'gpu-generations',
  applies: (policy) => policy.hardware.gpu.generations !== null,
  judge: (evidence) => withGpus(evidence, '/hardware/gpu/generations', judgeGenerations),
};

export const gpuCount: Rule = {
  kind: 'standalone',
  id: 'gpu-count',
  applies: (policy) => policy.hardware.gpu.count !== null,
  judge: judgeCount,
};

export const gpuMemory: Rule = {
  kind: 'standalone',
  id: 'gpu-memory',
  applies: (policy) => policy.hardware.gpu.memory !== null,
  judge: (evidence) => withGpus(evidence, '/hardware/gpu/memory', judgeMemory),
};

interface GpuEvidence {
  readonly policy: Policy;
  readonly snapshot: Snapshot;
  readonly where: Where;
}

/** What every rule about existing GPUs needs first: that the GPUs are known, and that there is one. */
function withGpus(
  { policy, snapshot }: Evidence,
  pointer: string,
  judge: (evidence: GpuEvidence) => readonly Finding[],
): readonly Finding[] {
  const where = policy.where(pointer);
  const unknown = listUnknown(snapshot);
  if (unknown !== null) return [cannotJudge('gpus', unknown, where)];
  return snapshot.gpus.length === 0 ? [noGpu(where)] : judge({ policy, snapshot, where });
}

/** Why the list of GPUs itself is not known; a single unknown field of one GPU does not count. */
function listUnknown(snapshot: Snapshot): string | null {
  return snapshot.unknown.find(({ path }) => path === 'gpus')?.because ?? null;
}

function judgeGenerations({ policy, snapshot, where }: GpuEvidence): Finding[] {
  const allowed = policy.hardware.gpu.generations ?? [];
  return snapshot.gpus.flatMap((gpu, index) => {
    if (allowed.some((entry) => isAllowed(entry, gpu))) return [];
    const unknown = unknownBecause(snapshot, `gpus[${index}].computeCapability`);
    if (unknown !== null) return [cannotJudge(`gpus[${index}].computeCapability`, unknown, where)];
    const found = `${gpu.name ?? 'a GPU without a name'} (${gpu.generation ?? 'unknown generation'}, ${gpu.computeCapability ?? '?'})`;
    return [
      {
        code: 'gpu/generation',
        severity: 'error',
        subject: `gpus[${index}]`,
        summary: `${gpu.name ?? 'the GPU'} is not of an allowed generation`,
        expected: allowed.join(', '),
        found,
        where,
        next: 'Run the job on an allowed runner, or allow the generation in a reviewed change.',
      },
    ];
  });
}

/** An entry is a compute capability, a generation, or a glob over the product name with or without `NVIDIA`. */
function isAllowed(entry: string, gpu: Gpu): boolean {
  if (/^\d+\.\d+$/.test(entry)) return gpu.computeCapability === entry;
  if (gpu.generation !== null && gpu.generation.toLowerCase() === entry.toLowerCase()) return true;
  const name = gpu.name ?? '';
  const matches = globMatcher(entry);
  // Drivers print the same board with and without the vendor's name in front.
  return matches(name) || matches(name.replace(/^NVIDIA /i, ''));
}

function judgeCount({ policy, snapshot }: Evidence): Finding[] {
  const where = policy.where('/hardware/gpu/count');
  const expected = policy.hardware.gpu.count ?? 0;
  const unknown = listUnknown(snapshot);
  if (unknown !== null) return [cannotJudge('gpus', unknown, where)];
  const found = snapshot.gpus.length;
  if (found === expected) return [];
  return [
    {
      code: 'gpu/count',
      severity: 'error',
      subject: 'gpus',
      summary: `this machine has ${found} GPU${found === 1 ? '' : 's'}, not ${expected}`,
      expected: `${expected}`,
      found: `${found}`,
      where,
      next: 'Run the job on a runner with that many GPUs.',
    },
  ];
}

function judgeMemory({ policy, snapshot, where }: GpuEvidence): Finding[] {
  const bound = policy.hardware.gpu.memory;
  if (bound === null) return [];
  return snapshot.gpus.flatMap((gpu, index) => {
    const path = `gpus[${index}].memoryMiB`;
    if (gpu.memoryMiB === null) {
      return [cannotJudge(path, unknownBecause(snapshot, path) ?? 'the driver does not report it', where)];
    }
    if (satisfiesBound(gpu.memoryMiB, bound)) return [];
    return [
      {
        code: 'gpu/memory',
        severity: 'error',
        subject: `gpus[${index}]`,
        summary: `${gpu.name ?? 'the GPU'} does not have the memory asked for`,
        expected: bound.text,
        found: `${gpu.memoryMiB} MiB`,
        where,
        next: 'Run the job on a runner with enough memory.',
      },
    ];
  });
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
