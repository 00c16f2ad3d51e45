/** Facts about NVIDIA's boards and drivers that no machine tells. */

import branches from '../../data/driver-branches.json' with { type: 'json' };
import generations from '../../data/gpu-generations.json' with { type: 'json' };
import smCounts from '../../data/gpu-sm-counts.json' with { type: 'json' };

const GENERATIONS: ReadonlyMap<string, string> = new Map(Object.entries(generations.generations));
const CUDA: ReadonlyMap<string, string> = new Map(Object.entries(branches.cuda));

export interface Board {
  readonly computeCapability: string;
  readonly smCount: number;
}

const BOARDS: ReadonlyMap<string, Board> = new Map(
  smCounts.boards.map((board) => [comparable(board.name), board]),
);

/** Generation of a compute capability, in lower case; null when the table does not hold it. */
export function generationOf(computeCapability: string): string | null {
  return GENERATIONS.get(computeCapability) ?? null;
}

/** A board whose name stands for one chip configuration only; null for any other. */
export function boardByName(name: string): Board | null {
  return BOARDS.get(comparable(name)) ?? null;
}

/** Highest CUDA that drivers of a branch report, `major.minor`. */
export function cudaOfBranch(branch: number | null): string | null {
  return CUDA.get(String(branch)) ?? null;
}

/** Drivers print the same board with and without the vendor's name in front, and in changing case. */
function comparable(name: string): string {
  return name.toLowerCase().replace(/^nvidia /, '');
}
