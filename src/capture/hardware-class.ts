/**
 * The hardware class: the name of the baseline file, and exact, because the random stream and the bitwise promise of
 * cuBLAS depend on the chip, on its number of multiprocessors and on how many of them work together. What counts is
 * what the job sees: one GPU of eight is another class than all eight.
 */

import { countsForClass } from './gpu/gpu-vendors.ts';
import type { Gpu, MigSlice, Unknown } from './snapshot.ts';

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

/** `cuda-sm90-132sm-x1`, `cuda-sm90-16sm-mig-1g.10gb-x1`, `rocm-gfx942-304cu-x8`, `cpu-x86_64`; or why a part is unknown. */
export function hardwareClass({ arch, device, gpus, unknown }: Hardware): HardwareClass {
  if (device === 'cpu') return { kind: 'known', name: processorClass(arch) };
  const missing = unknown.find(({ path }) => path === 'gpus');
  if (missing !== undefined) return { kind: 'unknown', because: missing.because };
  const devices = gpus.flatMap((gpu, index) => devicesOf(gpu, { path: `gpus[${index}]`, unknown }));
  if (devices.length === 0) return { kind: 'known', name: processorClass(arch) };
  const unclear = devices.find((found) => found.kind === 'unknown');
  if (unclear !== undefined) return unclear;
  return {
    kind: 'known',
    name: combined(devices.flatMap((found) => (found.kind === 'known' ? [found.name] : []))),
  };
}

/** macOS calls `arm64` what Linux calls `aarch64`; the instructions are the same, and so is the baseline. */
function processorClass(arch: string): string {
  return `cpu-${arch === 'arm64' ? 'aarch64' : arch}`;
}

/** `cuda-sm90-132sm-x8`; of different boards each kind with its number, `cuda-sm80-108sm-x1-sm90-132sm-x1`. */
function combined(devices: readonly string[]): string {
  const kinds = [...new Set(devices)].sort();
  const counted = kinds.map((kind) => `${kind}-x${devices.filter((other) => other === kind).length}`);
  const [first = '', ...rest] = counted;
  const platform = /^[a-z]+-/.exec(first)?.[0] ?? '';
  return [
    first,
    ...rest.map((kind) => (kind.startsWith(platform) ? kind.slice(platform.length) : kind)),
  ].join('-');
}

interface GpuContext {
  readonly path: string;
  readonly unknown: readonly Unknown[];
}

/** What of one GPU the job computes on: nothing, the whole board, or slices of it. */
function devicesOf(gpu: Gpu, context: GpuContext): readonly HardwareClass[] {
  // On a Mac the GPU is what frameworks take when they are asked for the fastest device.
  if (gpu.vendor === 'apple') return [{ kind: 'unknown', because: `${context.path}: ${NO_APPLE}` }];
  if (!countsForClass(gpu) || gpu.visible === false) return [];
  if (gpu.visible === null) return [unclear(context, 'visible')];
  if (gpu.vendor === 'amd') return [amdBoard(gpu, context)];
  const migUnknown = context.unknown.some(({ path }) => path === `${context.path}.mig`);
  if (migUnknown) return [unclear(context, 'mig')];
  const { computeCapability } = gpu;
  if (computeCapability === null) return [unclear(context, 'computeCapability')];
  const chip = `cuda-sm${computeCapability.replace('.', '')}`;
  if (gpu.mig !== 'enabled') return [board(chip, gpu, context)];
  if (gpu.slices.length === 0)
    return [{ kind: 'unknown', because: `${context.path}: MIG is on, but nothing lists a slice` }];
  return gpu.slices.filter(({ visible }) => visible !== false).map((slice) => sliceOf(chip, slice, context));
}

const NO_APPLE =
  'an Apple GPU is reported, not judged; if the smoke tests do not use it, say `hardware: { device: cpu }`';

function board(chip: string, { smCount }: Gpu, context: GpuContext): HardwareClass {
  if (smCount === null) return unclear(context, 'smCount');
  return { kind: 'known', name: `${chip}-${smCount}sm` };
}

function sliceOf(chip: string, { profile, smCount }: MigSlice, { path }: GpuContext): HardwareClass {
  if (profile === null || smCount === null) {
    return { kind: 'unknown', because: `${path}: profile or multiprocessors of a MIG slice are not known` };
  }
  return { kind: 'known', name: `${chip}-${smCount}sm-mig-${profile}` };
}

function amdBoard({ gfx, smCount }: Gpu, context: GpuContext): HardwareClass {
  if (gfx === null) return unclear(context, 'gfx');
  if (smCount === null) return unclear(context, 'smCount');
  return { kind: 'known', name: `rocm-${gfx}-${smCount}cu` };
}

function unclear({ path, unknown }: GpuContext, field: keyof Gpu): HardwareClass {
  const because = unknown.find((entry) => entry.path === `${path}.${field}`)?.because ?? 'it is not known';
  return { kind: 'unknown', because: `${path}.${field}: ${because}` };
}
