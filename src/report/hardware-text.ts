/** The GPUs, their driver and what is wrong with them, as rows for a terminal. */

import type { Driver, Fault, Gpu, MigSlice, Snapshot } from '../capture/snapshot.ts';
import { known, mib, type Row } from './rows.ts';

export function gpuRows({ gpus, driver }: Pick<Snapshot, 'gpus' | 'driver'>): readonly Row[] {
  const boards = gpus.flatMap((gpu, index): Row[] => [
    [`gpu ${index}`, describe(gpu)],
    ...gpu.slices.map((slice): Row => ['', describeSlice(slice)]),
  ]);
  return [
    ...(boards.length === 0 ? [['gpu', 'none'] as const] : boards),
    ...(driver === null ? [] : [['driver', describeDriver(driver)] as const]),
  ];
}

function describe(gpu: Gpu): string {
  const units = gpu.vendor === 'amd' ? 'CUs' : 'SMs';
  const kind = known([
    gpu.computeCapability ?? gpu.gfx,
    gpu.generation,
    gpu.smCount === null ? null : `${gpu.smCount} ${units}`,
    mib(gpu.memoryMiB),
  ]);
  const state = [
    gpu.mig === 'enabled' ? 'divided by MIG' : null,
    gpu.ecc === null ? null : `ECC ${gpu.ecc}`,
    gpu.nvlink === null ? null : `NVLink ${gpu.nvlink.activeLinks} links`,
    gpu.virtualization === null || gpu.virtualization === 'none' ? null : gpu.virtualization,
    gpu.visible === false ? 'not seen by this job' : null,
  ].filter((word) => word !== null);
  return [`${gpu.name ?? 'unknown'} (${kind})`, ...state].join(', ');
}

function describeSlice({ profile, smCount, memoryMiB, visible }: MigSlice): string {
  const size = known([smCount === null ? null : `${smCount} SMs`, mib(memoryMiB)]);
  return `slice ${profile ?? 'of unknown profile'} (${size})${visible === true ? ', seen by this job' : ''}`;
}

function describeDriver({ version, module, cuda, compat }: Driver): string {
  return known([
    version,
    module,
    cuda === null ? null : `CUDA up to ${cuda}`,
    compat === null ? null : `cuda-compat ${compat}`,
  ]);
}

/** Parts of CUDA that would be used, each with where it was found. */
export function cudaRows(cuda: Snapshot['cuda']): readonly Row[] {
  const { copies: _copies, declared, ...parts } = cuda;
  const found = Object.entries(parts).flatMap(([name, part]): Row[] =>
    part === null ? [] : [[name, `${part.version} (${part.from})`]],
  );
  return [...found, ...Object.entries(declared).map(([name, value]): Row => ['image', `${name}=${value}`])];
}

export function faultLines(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ kind, subject, because }) => `${subject}: ${because} (${kind})`);
}
