/** MIG slices: what nvidia-smi lists of them, completed by what CUDA was shown. */

import type { CudaAnswer, CudaDevice } from '../cuda/cuda-answer.ts';
import type { Gpu, MigSlice } from '../snapshot.ts';
import { busAddress } from './visible.ts';

/**
 * nvidia-smi's one answer lists slices without identifier and profile; CUDA gives both, for those that it was shown. Of
 * slices of one size any will do: they differ in nothing that a program could notice.
 */
export function completeSlices(gpu: Gpu, answer: CudaAnswer): readonly MigSlice[] {
  const slices = [...gpu.slices];
  for (const device of shownOn(gpu, answer)) {
    const index = slices.findIndex((slice) => isOf(slice, device));
    const slice = slices[index] ?? UNLISTED;
    slices.splice(index < 0 ? slices.length : index, 1, completeSlice(slice, device));
  }
  return slices;
}

const UNLISTED: MigSlice = {
  profile: null,
  uuid: null,
  gpuInstance: null,
  computeInstance: null,
  smCount: null,
  memoryMiB: null,
  visible: null,
};

/** Without a choice CUDA shows a process the first slice only; with one, the slices that were chosen. */
function shownOn(gpu: Gpu, answer: CudaAnswer): readonly CudaDevice[] {
  if (gpu.mig !== 'enabled' || answer.kind !== 'answered') return [];
  const chosen = answer.visible.kind === 'known' ? answer.visible.devices : [];
  const shown = new Map([...answer.devices, ...chosen].map((device) => [device.uuid, device]));
  const bus = busAddress(gpu.pciBusId);
  return [...shown.values()].filter((device) => busAddress(device.pciBusId) === bus);
}

/** Compute instances share the memory of their GPU instance, so two slices may be equal in one and differ in the other. */
function isOf({ uuid, smCount, memoryMiB }: MigSlice, device: CudaDevice): boolean {
  if (uuid !== null) return uuid.toLowerCase() === `mig-${device.uuid.toLowerCase()}`;
  return smCount === device.smCount && isAbout(memoryMiB, device.memoryMiB);
}

/** nvidia-smi and CUDA count what the driver keeps for itself differently; profiles differ by a factor. */
const SAME_MEMORY = 0.15;

function isAbout(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return true;
  return Math.abs(one - other) <= SAME_MEMORY * Math.max(one, other);
}

function completeSlice(slice: MigSlice, device: CudaDevice): MigSlice {
  return {
    ...slice,
    uuid: slice.uuid ?? `MIG-${device.uuid}`,
    profile: slice.profile ?? profileIn(device.name),
    smCount: slice.smCount ?? device.smCount,
    memoryMiB: slice.memoryMiB ?? device.memoryMiB,
  };
}

/** CUDA names a slice after its board and its profile: `NVIDIA H100 80GB HBM3 MIG 1g.10gb`. */
function profileIn(name: string | null): string | null {
  return /\bMIG (\S+)$/.exec(name ?? '')?.[1] ?? null;
}
