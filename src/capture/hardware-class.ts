/**
 * The hardware class: the name of the baseline file, and exact, because the random stream and the bitwise promise of
 * cuBLAS depend on the chip, on its number of multiprocessors and on how many of them work together.
 */

import type { Gpu, Unknown } from './snapshot.ts';

export interface Hardware {
  readonly arch: string;
  /** `cpu`: the smoke tests use no GPU, so none counts. */
  readonly device: 'auto' | 'cpu';
  readonly gpus: readonly Gpu[];
  readonly unknown: readonly Unknown[];
}

export type HardwareClass =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** `cuda-sm90-132sm-x1`, `cpu-x86_64`; or why a part of it is not known. */
export function hardwareClass({ arch, device, gpus, unknown }: Hardware): HardwareClass {
  if (device === 'cpu') return { kind: 'known', name: processorClass(arch) };
  const missing = unknown.find(({ path }) => path === 'gpus');
  if (missing !== undefined) return { kind: 'unknown', because: missing.because };
  const [first] = gpus;
  if (first === undefined) return { kind: 'known', name: processorClass(arch) };
  const boards = gpus.map((gpu, index) => boardOf(gpu, { path: `gpus[${index}]`, unknown }));
  const unclear = boards.find((board) => board.kind === 'unknown');
  if (unclear !== undefined) return unclear;
  const kinds = new Set(boards.map((board) => (board.kind === 'known' ? board.name : '')));
  const [kind, other] = kinds;
  if (other !== undefined) return { kind: 'unknown', because: mixed(gpus) };
  return { kind: 'known', name: `${kind}-x${gpus.length}` };
}

/** macOS calls `arm64` what Linux calls `aarch64`; the instructions are the same, and so is the baseline. */
function processorClass(arch: string): string {
  return `cpu-${arch === 'arm64' ? 'aarch64' : arch}`;
}

interface BoardContext {
  readonly path: string;
  readonly unknown: readonly Unknown[];
}

/** `cuda-sm90-132sm` */
function boardOf(gpu: Gpu, { path, unknown }: BoardContext): HardwareClass {
  if (gpu.vendor !== 'nvidia') {
    return { kind: 'unknown', because: `${path} is of ${gpu.vendor}, for which this version has no class` };
  }
  const because = (field: keyof Gpu) =>
    unknown.find((entry) => entry.path === `${path}.${field}`)?.because ?? null;
  const { computeCapability, smCount, mig } = gpu;
  const migUnknown = because('mig');
  if (mig === 'enabled' || migUnknown !== null) {
    return { kind: 'unknown', because: `${path}.mig: ${migUnknown ?? MIG_NOT_READ}` };
  }
  if (computeCapability === null) return unclear(path, 'computeCapability', because('computeCapability'));
  if (smCount === null) return unclear(path, 'smCount', because('smCount'));
  return { kind: 'known', name: `cuda-sm${computeCapability.replace('.', '')}-${smCount}sm` };
}

const MIG_NOT_READ = 'the board is divided into MIG slices, which this version does not read';

function unclear(path: string, field: keyof Gpu, because: string | null): HardwareClass {
  return { kind: 'unknown', because: `${path}.${field}: ${because ?? 'it is not known'}` };
}

function mixed(gpus: readonly Gpu[]): string {
  const boards = [...new Set(gpus.map(({ name, smCount }) => `${name ?? 'no name'} (${smCount} SMs)`))];
  return `the machine has different boards: ${boards.join(', ')}`;
}
