/** The parts of CUDA from all the places that hold them, and which of several copies a program would load. */

import type { Parsed } from '../probe.ts';
import type { TorchOrigin } from '../python/torch.ts';
import type { Cuda, CudaCopy, CudaPart, Package, Unknown } from '../snapshot.ts';
import type { Library } from './cuda-libraries.ts';
import { wheelCopies } from './cuda-wheels.ts';

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

/** The framework that loads the parts. */
export interface CudaUser {
  readonly name: string;
  /** The CUDA it was built for. */
  readonly cuda: string;
}

export interface CudaSources {
  readonly packages: readonly Package[];
  readonly conda: readonly CudaCopy[];
  readonly system: readonly CudaCopy[];
  /** Libraries that torch carries in its own folder. */
  readonly bundled: readonly Library[];
  /** Null: nothing installed was built for CUDA. */
  readonly user: CudaUser | null;
  readonly origin: TorchOrigin;
}

/** A copy, and whether its user could load it. */
interface Candidate extends CudaCopy {
  readonly place: Place;
  readonly fits: boolean;
}

type Place = 'wheel' | 'conda' | 'system';

/**
 * A wheel of PyTorch looks beside itself before it looks anywhere (`DT_RPATH`), so does conda's; NVIDIA's images and
 * builds from source take what the loader finds.
 */
const ORDER: Readonly<Record<TorchOrigin, readonly Place[]>> = {
  wheel: ['wheel', 'conda', 'system'],
  conda: ['conda', 'wheel', 'system'],
  source: ['system', 'conda', 'wheel'],
};

export type CudaParts = Pick<Cuda, CudaPartName | 'copies'>;

/** Each part by the copy that would be used, and all copies in that order. */
export function cudaParts(sources: CudaSources): Parsed<CudaParts> {
  const sorted = candidates(sources);
  const parts = CUDA_PART_NAMES.map((part) => {
    const copies = sorted.filter((copy) => copy.part === part);
    return { part, copies, ...choose(part, copies, sources) };
  });
  const unknown = parts.flatMap(({ part, because }) =>
    because === null ? [] : [{ path: `cuda.${part}`, because } satisfies Unknown],
  );
  const { toolkit, cudart, cudnn, cublas, nccl } = NO_CUDA;
  return {
    facts: {
      ...{ toolkit, cudart, cudnn, cublas, nccl },
      ...Object.fromEntries(parts.map(({ part, found }) => [part, found])),
      copies: parts.flatMap(({ copies }) => copies.map(bare)),
    },
    unknown,
  };
}

function candidates({ packages, conda, system, user, origin }: CudaSources): Candidate[] {
  const major = user?.cuda.split('.', 1)[0];
  const fits = (copyMajor: string | null) => major === undefined || copyMajor === null || copyMajor === major;
  const found: Readonly<Record<Place, readonly Candidate[]>> = {
    wheel: wheelCopies(packages).map((copy) => ({ ...copy, place: 'wheel', fits: fits(copy.major) })),
    conda: conda.map((copy) => ({ ...copy, place: 'conda', fits: fits(majorOf(copy)) })),
    system: system.map((copy) => ({ ...copy, place: 'system', fits: fits(majorOf(copy)) })),
  };
  const all = ORDER[origin].flatMap((place) => found[place]);
  return [...all.filter((copy) => copy.fits), ...all.filter((copy) => !copy.fits)];
}

/** cudart and cuBLAS count with CUDA; cuDNN and NCCL do not, and their files do not say which one they are for. */
function majorOf({ part, version }: CudaCopy): string | null {
  return part === 'cudnn' || part === 'nccl' ? null : (version.split('.', 1)[0] ?? null);
}

interface Choice {
  readonly found: CudaPart | null;
  readonly because: string | null;
}

function choose(part: CudaPartName, copies: readonly Candidate[], sources: CudaSources): Choice {
  const [first, second] = copies;
  const because =
    whyBundled(part, first, sources) ??
    (first === undefined ? whyNone(part, sources) : null) ??
    whyTwo(first, second) ??
    whyUnfit(part, first, sources);
  if (first === undefined || because !== null) return { found: null, because };
  return { found: { version: first.version, from: first.from }, because: null };
}

/** What the wheel carries itself goes before all that is outside it. */
function whyBundled(part: CudaPartName, first: Candidate | undefined, sources: CudaSources): string | null {
  const { bundled, user } = sources;
  const ownWheel = first?.place === 'wheel' && first.fits;
  if (part === 'toolkit' || user?.name !== 'torch' || bundled.length === 0 || ownWheel) return null;
  const own = bundled.find((library) => library.part === part);
  return own === undefined
    ? 'torch carries its own libraries in torch/lib, and this one may be linked into one of them'
    : `torch carries its own copy, torch/lib/${own.file}, whose name does not give its whole version`;
}

/** A build for CUDA must find the library somewhere; any other environment simply has none. */
function whyNone(part: CudaPartName, { user }: CudaSources): string | null {
  if (part === 'toolkit' || user === null) return null;
  return `${user.name} is built for CUDA ${user.cuda}, but no wheel, no conda package and no folder of the system that this version knows holds this part`;
}

/** Two wheels of one part are for two CUDAs, and with nothing that would load one of them neither goes first. */
function whyTwo(first: Candidate | undefined, second: Candidate | undefined): string | null {
  if (first?.place !== 'wheel' || second?.place !== 'wheel' || first.fits !== second.fits) return null;
  return `both ${nameOf(first)} and ${nameOf(second)} are installed`;
}

function nameOf({ from }: CudaCopy): string {
  return from.replace(/^wheel /, '');
}

/** Extensions may be compiled with any toolkit; a library of another major is not loaded at all. */
function whyUnfit(part: CudaPartName, first: Candidate | undefined, { user }: CudaSources): string | null {
  if (part === 'toolkit' || user === null || first === undefined || first.fits) return null;
  return `${user.name} is built for CUDA ${user.cuda}, and the only copy found is for another: ${first.from} (${first.version})`;
}

function bare({ part, version, from }: Candidate): CudaCopy {
  return { part, version, from };
}
