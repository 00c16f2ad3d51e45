/** Facts about NVIDIA's boards and drivers that no machine tells. */

import branches from '../../../data/driver-branches.json' with { type: 'json' };
import boards from '../../../data/gpu-boards.json' with { type: 'json' };
import generations from '../../../data/gpu-generations.json' with { type: 'json' };
import smCounts from '../../../data/gpu-sm-counts.json' with { type: 'json' };

const GENERATIONS: ReadonlyMap<string, string> = new Map(Object.entries(generations.generations));
const ARCHITECTURES: ReadonlyMap<string, string> = new Map(Object.entries(generations.architectures));
const CUDA: ReadonlyMap<string, string> = new Map(Object.entries(branches.cuda));

export interface Board {
  readonly computeCapability: string;
  readonly smCount: number;
}

const BOARDS: ReadonlyMap<string, Board> = new Map(
  smCounts.boards.map((board) => [comparable(board.name), board]),
);

type Part = 'devices' | 'names' | 'virtual';

const CAPABILITIES: Readonly<Record<Part, ReadonlyMap<string, string>>> = {
  devices: capabilities('devices'),
  names: capabilities('names'),
  virtual: capabilities('virtual'),
};

function capabilities(part: Part): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(boards.capabilities).flatMap(([capability, kinds]) =>
      kinds[part].map((key): [string, string] => [key, capability]),
    ),
  );
}

/** Generation of a compute capability, in lower case; null when the table does not hold it. */
export function generationOf(computeCapability: string): string | null {
  return GENERATIONS.get(computeCapability) ?? null;
}

/** Generation by what nvidia-smi prints as Product Architecture: `Ada Lovelace` is `ada`. */
export function generationOfArchitecture(architecture: string | undefined): string | null {
  return ARCHITECTURES.get(architecture ?? '') ?? null;
}

/** Generation by name; a name that nvidia-smi has cut (`NVIDIA GeForce RTX 2080 ...`) must leave no other possible. */
export function generationOfName(name: string | null): string | null {
  if (name === null) return null;
  const start = comparable(name).replace(/\s*\.\.\.$/, '');
  if (start === comparable(name)) {
    const capability = capabilityByBoard({ pciDeviceId: null, name });
    return capability === null ? null : generationOf(capability);
  }
  const possible = new Set<string | null>();
  for (const [full, capability] of CAPABILITIES.names) {
    if (full.startsWith(start)) possible.add(generationOf(capability));
  }
  const [generation = null, other] = possible;
  return other === undefined ? generation : null;
}

/** A board whose name stands for one chip configuration only; null for any other. */
export function boardByName(name: string): Board | null {
  return BOARDS.get(comparable(name)) ?? null;
}

export interface BoardIdentity {
  /** `10de:2330` */
  readonly pciDeviceId: string | null;
  readonly name: string | null;
}

/**
 * Compute capability of a board: by its device id, which names a chip, then by its name, then by the start of the name
 * of a virtual GPU. Null when no table holds it, or when the name stands for more than one chip.
 */
export function capabilityByBoard({ pciDeviceId, name }: BoardIdentity): string | null {
  const [vendor, device = ''] = pciDeviceId?.split(':') ?? [];
  const byDevice = vendor === '10de' ? CAPABILITIES.devices.get(device) : undefined;
  if (byDevice !== undefined || name === null) return byDevice ?? null;
  return CAPABILITIES.names.get(comparable(name)) ?? CAPABILITIES.virtual.get(virtualPrefix(name)) ?? null;
}

/** `GRID T4-16Q` → `grid t4`, `NVIDIA H100XM-1-10C` → `h100xm` */
function virtualPrefix(name: string): string {
  return /^(.+?)-(?:\d+-)?\d+(?:[abcq]\d?|cme)?$/.exec(comparable(name))?.[1] ?? '';
}

/** Highest CUDA that drivers of a branch report, `major.minor`. */
export function cudaOfBranch(branch: number | null): string | null {
  return CUDA.get(String(branch)) ?? null;
}

/** Drivers print the same board with and without the vendor's name in front, and in changing case. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/^nvidia /, '');
}
