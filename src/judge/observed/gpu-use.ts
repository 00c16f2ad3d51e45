/** Whether a process computes on a GPU, and of which vendor: most flags mean nothing on a CPU. */

import type { Observation } from '../../observe/observation.ts';
import type { ObservedEvidence } from './evidence.ts';

export type GpuUse = 'nvidia' | 'amd' | 'none';

/**
 * `none`: the policy says so, the build has no GPU code, the devices that were seen are none, the machine has no GPU that
 * the job sees, or the process ended without ever having made a CUDA context. Whatever cannot be told counts as use: a
 * required flag is then looked at rather than passed over.
 */
export function gpuUse(
  { modules, devices, process: self }: Observation,
  { policy, snapshot }: Pick<ObservedEvidence, 'policy' | 'snapshot'>,
): GpuUse {
  if (policy.hardware.device === 'cpu') return 'none';
  const torch = modules['torch'];
  const [cuda, hip] = [torch?.facts['cuda'], torch?.facts['hip']];
  // `torch.version.cuda` is None in a build without CUDA; an absent fact says nothing.
  if (cuda === null && (hip === null || hip === undefined)) return 'none';
  const vendor = typeof hip === 'string' ? 'amd' : 'nvidia';
  if (devices !== null) return devices.length > 0 ? vendor : 'none';
  if (!mayHaveGpu(vendor, snapshot)) return 'none';
  return self.writtenOn === 'exit' ? 'none' : vendor;
}

function mayHaveGpu(vendor: GpuUse, { gpus, unknown }: ObservedEvidence['snapshot']): boolean {
  const known = !unknown.some(({ path }) => path.startsWith('gpus'));
  return !known || gpus.some((gpu) => gpu.vendor === vendor && gpu.visible !== false);
}

/** TF32 came with compute capability 8.0; a device of unknown capability may have it. */
export function mayUseTf32({ devices }: Observation): boolean {
  if (devices === null) return true;
  return devices.some(({ computeCapability }) => {
    const major = Number.parseInt(computeCapability ?? '', 10);
    return Number.isNaN(major) || major >= 8;
  });
}
