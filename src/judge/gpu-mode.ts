/** Modes that an administrator sets on a board: MIG and ECC. */

import { globMatcher } from '../policy/glob.ts';
import type { Finding } from '../verdict.ts';
import { cannotJudge, fieldUnknown, type Rule } from './rule.ts';
import { type GpuEvidence, type SeenGpu, withGpus } from './visible.ts';

export const gpuMig: Rule = {
  kind: 'standalone',
  id: 'gpu-mig',
  applies: (policy) => policy.hardware.gpu.mig !== null,
  judge: (evidence) =>
    withGpus(evidence, '/hardware/gpu/mig', (found) => found.gpus.flatMap((gpu) => judgeMig(gpu, found))),
};

export const gpuEcc: Rule = {
  kind: 'standalone',
  id: 'gpu-ecc',
  applies: (policy) => policy.hardware.gpu.ecc !== null,
  judge: (evidence) =>
    withGpus(evidence, '/hardware/gpu/ecc', (found) => found.gpus.flatMap((gpu) => judgeEcc(gpu, found))),
};

function judgeMig(gpu: SeenGpu, { policy, snapshot, where }: GpuEvidence): readonly Finding[] {
  const expected = policy.hardware.gpu.mig ?? 'off';
  const path = `gpus[${gpu.index}].mig`;
  const unknown = gpu.mig === null ? fieldUnknown(snapshot, path) : null;
  if (unknown !== null) return [cannotJudge(path, unknown, where)];
  // A board that has no MIG is not divided, which is all that `off` asks for.
  const isOn = gpu.mig === 'enabled';
  if (expected === 'off') return isOn ? [migFinding(gpu, { expected, found: 'on', where })] : [];
  if (!isOn) return [migFinding(gpu, { expected, found: gpu.mig === null ? 'no MIG' : 'off', where })];
  return expected === 'on' ? [] : judgeProfiles(gpu, { expected, where, snapshot });
}

type Profiles = Pick<GpuEvidence, 'where' | 'snapshot'> & { readonly expected: string };

function judgeProfiles(gpu: SeenGpu, { expected, where, snapshot }: Profiles): readonly Finding[] {
  const list = fieldUnknown(snapshot, `gpus[${gpu.index}].slices`);
  if (list !== null) return [cannotJudge(`gpus[${gpu.index}].slices`, list, where)];
  const slices = gpu.slices.map((slice, index) => ({ ...slice, index })).filter((s) => s.visible !== false);
  if (slices.length === 0)
    return [migFinding(gpu, { expected, found: 'no slice that this job sees', where })];
  const matches = globMatcher(expected);
  return slices.flatMap(({ profile, index }) => {
    if (profile === null) {
      const path = `gpus[${gpu.index}].slices[${index}].profile`;
      return [cannotJudge(path, fieldUnknown(snapshot, path) ?? 'the driver does not report it', where)];
    }
    return matches(profile) ? [] : [migFinding(gpu, { expected, found: profile, where })];
  });
}

type Mode = Pick<Finding, 'expected' | 'found' | 'where'>;

function migFinding(gpu: SeenGpu, mode: Mode): Finding {
  return {
    ...mode,
    code: 'gpu/mig',
    severity: 'error',
    subject: `gpus[${gpu.index}]`,
    summary: `MIG on ${gpu.name ?? 'the GPU'} is ${mode.found}, not ${mode.expected}`,
    next: 'Run the job on a runner with that MIG mode; whoever runs it can set it with nvidia-smi mig.',
  };
}

function judgeEcc(gpu: SeenGpu, { policy, snapshot, where }: GpuEvidence): readonly Finding[] {
  const expected = policy.hardware.gpu.ecc ?? 'off';
  const path = `gpus[${gpu.index}].ecc`;
  const unknown = gpu.ecc === null ? fieldUnknown(snapshot, path) : null;
  if (unknown !== null) return [cannotJudge(path, unknown, where)];
  if ((gpu.ecc === 'enabled') === (expected === 'on')) return [];
  const found = gpu.ecc === null ? 'no ECC' : gpu.ecc === 'enabled' ? 'on' : 'off';
  return [
    {
      code: 'gpu/ecc',
      severity: 'error',
      subject: `gpus[${gpu.index}]`,
      summary: `ECC on ${gpu.name ?? 'the GPU'} is ${found}, not ${expected}`,
      expected,
      found,
      where,
      next:
        gpu.ecc === null
          ? 'Run the job on a board with ECC.'
          : `Set it with nvidia-smi -e ${expected === 'on' ? 1 : 0} and reset the GPU.`,
    },
  ];
}
