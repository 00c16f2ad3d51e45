/** NVIDIA's tables of toolkits and drivers, as the compatibility rule asks them. */

import compatibilityTable from '../../../data/cuda-compatibility.json' with { type: 'json' };
import toolkitTable from '../../../data/cuda-toolkits.json' with { type: 'json' };
import branchTable from '../../../data/driver-branches.json' with { type: 'json' };
import { compareDriverVersions, parseDriverVersion } from '../../policy/driver-range.ts';
import { compareReleases, type ExactRelease, parseExactRelease, releaseText } from './release.ts';

/** Windows' drivers (also under WSL) follow numbers of their own. */
export type Platform = 'linux' | 'windows';

/** A driver from which something works: its parts, and the text to show. */
export interface Floor {
  readonly parts: readonly number[];
  readonly text: string;
}

const BRANCH_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(branchTable.cuda).map(([branch, cuda]) => [cuda, branch]),
);

const RELEASES: readonly ExactRelease[] = [...new Set(toolkitTable.releases.map(({ cuda }) => cuda))]
  .flatMap((cuda) => parseExactRelease(cuda) ?? [])
  .sort(compareReleases);

/** Every CUDA in the table, oldest first. */
export function knownReleases(): readonly ExactRelease[] {
  return RELEASES;
}

/**
 * The oldest driver with all features of a release: that of the first of its updates, because a build says `12.8` and not
 * which update made it, and the updates of one release share the PTX version. Where NVIDIA prints no driver (13.x on
 * Windows, 13.4) it is the branch that reports this CUDA. Null for a release that is not in the table.
 */
export function fullFloor(release: ExactRelease, platform: Platform): Floor | null {
  const cuda = releaseText(release);
  const rows = toolkitTable.releases.filter((row) => row.cuda === cuda);
  if (rows.length === 0) return null;
  const floors = rows.flatMap((row) => floorOf(row[platform]) ?? []);
  const [oldest] = floors.sort((a, b) => compareDriverVersions(a.parts, b.parts));
  return oldest ?? floorOf(BRANCH_OF.get(cuda) ?? null);
}

/** The oldest driver that runs builds of a newer minor of this major; null: the major has no such promise (10 and older). */
export function minorFloor(major: number, platform: Platform): Floor | null {
  const table: Readonly<Record<string, MinorRow>> = compatibilityTable.minorVersions;
  const row = table[String(major)];
  return row === undefined ? null : floorOf(row[platform] ?? `${row.branch}`);
}

interface MinorRow {
  readonly linux: string;
  readonly windows: string | null;
  readonly branch: number;
}

function floorOf(text: string | null): Floor | null {
  const parts = text === null ? null : parseDriverVersion(text);
  if (text === null || parts === null) return null;
  return { parts, text: parts.length === 1 ? `R${text}` : text };
}

export function reaches(driver: readonly number[], floor: Floor): boolean {
  return compareDriverVersions(driver, floor.parts) >= 0;
}

/** The newest driver branch that the tables know. */
export function newestBranch(): number {
  return Math.max(...Object.keys(branchTable.cuda).map(Number));
}
