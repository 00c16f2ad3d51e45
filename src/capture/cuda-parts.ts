/** The parts of CUDA that come as Python wheels, and the toolkit of the host. */

import type { Machine } from './machine.ts';
import type { Parsed, Probe } from './probe.ts';
import type { Cuda, CudaCopy, CudaPart, Package, TorchBuild, Unknown } from './snapshot.ts';

export const NO_CUDA: Cuda = {
  toolkit: null,
  cudart: null,
  cudnn: null,
  cublas: null,
  nccl: null,
  rocm: null,
  copies: [],
  declared: {},
};

export type CudaPartName = CudaCopy['part'];
export const CUDA_PART_NAMES: readonly CudaPartName[] = ['toolkit', 'cudart', 'cudnn', 'cublas', 'nccl'];

/**
 * Names of the wheels. Up to CUDA 12 all end in the major (`nvidia-cublas-cu12`); with CUDA 13 the parts of the toolkit
 * lost it, and cuDNN and NCCL kept it (`nvidia-cudnn-cu13`).
 */
const WHEELS: Readonly<Record<CudaPartName, RegExp>> = {
  toolkit: /^cuda-toolkit$/,
  cudart: /^nvidia-cuda-runtime(?:-cu(\d+))?$/,
  cudnn: /^nvidia-cudnn(?:-cu(\d+))?$/,
  cublas: /^nvidia-cublas(?:-cu(\d+))?$/,
  nccl: /^nvidia-nccl(?:-cu(\d+))?$/,
};

const VERSION_FILE = '/usr/local/cuda/version.json';

/** The toolkit installed on the host: of no matter to wheels, but extensions are compiled with it. */
export const hostToolkit: Probe<string | null, CudaPart | null> = {
  id: 'cuda-toolkit',
  provides: ['cuda.toolkit'],
  timeoutMs: 10_000,
  absent: null,
  read: (machine: Machine) => machine.readText(VERSION_FILE),
  parse: parseToolkit,
};

function parseToolkit(text: string | null): Parsed<CudaPart | null> {
  if (text === null) return { facts: null, unknown: [] };
  // Some releases have a date as the third number (`12.1.20230222`), so two are kept.
  const version = /"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"(\d+\.\d+)/.exec(text)?.[1];
  if (version !== undefined) return { facts: { version, from: VERSION_FILE }, unknown: [] };
  return { facts: null, unknown: [{ path: 'cuda.toolkit', because: `${VERSION_FILE} gives no version` }] };
}

export interface CudaSources {
  readonly packages: readonly Package[];
  readonly torch: TorchBuild | null;
}

/** Each part by its wheel. */
export function cudaParts(sources: CudaSources): Parsed<Cuda> {
  const parts = CUDA_PART_NAMES.map((part) => ({ part, ...partOf(part, sources) }));
  const facts: Cuda = { ...NO_CUDA, ...Object.fromEntries(parts.map(({ part, found }) => [part, found])) };
  const unknown = parts.flatMap(({ part, because }) =>
    because === null ? [] : [{ path: `cuda.${part}`, because } satisfies Unknown],
  );
  return { facts, unknown };
}

interface FoundPart {
  readonly found: CudaPart | null;
  readonly because: string | null;
}

function partOf(part: CudaPartName, { packages, torch }: CudaSources): FoundPart {
  const wheels = packages.filter(({ name }) => WHEELS[part].test(name));
  const major = torch?.cuda?.split('.', 1)[0];
  const fitting = wheels.filter((wheel) => major === undefined || majorOf(part, wheel) === major);
  const [wheel, second] = fitting.length > 0 ? fitting : wheels;
  if (wheel === undefined) return { found: null, because: whyNoWheel(part, torch) };
  if (second !== undefined) {
    return { found: null, because: `both ${wheel.name} and ${second.name} are installed` };
  }
  return { found: { version: wheel.version, from: `wheel ${wheel.name}` }, because: null };
}

/** The CUDA major that a wheel is for: in its name, else the first number of its version. */
function majorOf(part: CudaPartName, wheel: Package): string | undefined {
  return WHEELS[part].exec(wheel.name)?.[1] ?? wheel.version.split('.', 1)[0];
}

/** A CUDA build without the wheel loads the library from elsewhere; any other environment has none. */
function whyNoWheel(part: CudaPartName, torch: TorchBuild | null): string | null {
  if (part === 'toolkit' || torch === null || torch.cuda === null) return null;
  return `torch is built for CUDA ${torch.cuda}, but no wheel holds this part, and this version does not look elsewhere`;
}
