/** The GPUs: allowed generations, and how many. */

import type { Gpu } from '../capture/snapshot.ts';
import { globMatcher } from '../policy/glob.ts';
import type { Finding } from '../verdict.ts';
import { cannotJudge, type Evidence, fieldUnknown, type Rule } from './rule.ts';
import { type GpuEvidence, visibleGpus, withGpus } from './visible.ts';

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

function judgeGenerations({ policy, snapshot, gpus, where }: GpuEvidence): Finding[] {
  const allowed = policy.hardware.gpu.generations ?? [];
  return gpus.flatMap((gpu) => {
    if (allowed.some((entry) => isAllowed(entry, gpu))) return [];
    const path = `gpus[${gpu.index}].${gpu.vendor === 'amd' ? 'gfx' : 'computeCapability'}`;
    const unknown = fieldUnknown(snapshot, path);
    if (unknown !== null) return [cannotJudge(path, unknown, where)];
    const found = `${gpu.name ?? 'a GPU without a name'} (${gpu.generation ?? 'unknown generation'}, ${gpu.computeCapability ?? gpu.gfx ?? '?'})`;
    return [
      {
        code: 'gpu/generation',
        severity: 'error',
        subject: `gpus[${gpu.index}]`,
        summary: `${gpu.name ?? 'the GPU'} is not of an allowed generation`,
        expected: allowed.join(', '),
        found,
        where,
        next: 'Run the job on an allowed runner, or allow the generation in a reviewed change.',
      },
    ];
  });
}

/** An entry is a compute capability, AMD's name of a chip, a generation, or a glob over the product name. */
function isAllowed(entry: string, gpu: Gpu): boolean {
  if (/^\d+\.\d+$/.test(entry)) return gpu.computeCapability === entry;
  if (/^gfx[0-9a-f]+$/i.test(entry)) return gpu.gfx?.toLowerCase() === entry.toLowerCase();
  if (gpu.generation !== null && gpu.generation.toLowerCase() === entry.toLowerCase()) return true;
  const name = gpu.name ?? '';
  const matches = globMatcher(entry);
  // Drivers print the same board with and without the vendor's name in front.
  return matches(name) || matches(name.replace(/^NVIDIA /i, ''));
}

function judgeCount({ policy, snapshot }: Evidence): Finding[] {
  const where = policy.where('/hardware/gpu/count');
  const expected = policy.hardware.gpu.count ?? 0;
  const unknown = fieldUnknown(snapshot, 'gpus');
  if (unknown !== null) return [cannotJudge('gpus', unknown, where)];
  for (const path of snapshot.gpus.map((_, index) => `gpus[${index}].visible`)) {
    const because = fieldUnknown(snapshot, path);
    if (because !== null) return [cannotJudge(path, because, where)];
  }
  const found = visibleGpus(snapshot).length;
  if (found === expected) return [];
  const hidden = snapshot.gpus.length - found;
  const plural = found === 1 ? '' : 's';
  return [
    {
      code: 'gpu/count',
      severity: 'error',
      subject: 'gpus',
      summary:
        hidden === 0
          ? `this machine has ${found} GPU${plural}, not ${expected}`
          : `this job sees ${found} GPU${plural}, not ${expected}`,
      expected: `${expected}`,
      found: hidden === 0 ? `${found}` : `${found}, and ${hidden} that this job does not see`,
      where,
      next: 'Run the job on a runner with that many GPUs.',
    },
  ];
}
