/**
 * Whether a driver runs a build for a CUDA: by the driver's own version against NVIDIA's table. The CUDA that
 * nvidia-smi prints is no help, since it follows whichever libcuda is loaded.
 */

import type { CudaRelease, ExactRelease } from './release.ts';
import { releaseText } from './release.ts';
import {
  type Floor,
  fullFloor,
  knownReleases,
  minorFloor,
  newestBranch,
  type Platform,
  reaches,
} from './toolkits.ts';

export type DriverTier =
  | { readonly kind: 'full' }
  /** It runs, but the driver compiles no PTX of this toolkit and lacks the driver functions that came since. */
  | { readonly kind: 'minor-compatible'; readonly full: string }
  /** It runs; whether with all features cannot be told. */
  | { readonly kind: 'runs'; readonly because: string }
  | { readonly kind: 'too-old'; readonly needs: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** The tier of a driver by its version (dotted numbers as parts). */
export function driverTier(build: CudaRelease, driver: readonly number[], platform: Platform): DriverTier {
  if (build.minor === null) return tierOfMajor(build.major, driver, platform);
  const release: ExactRelease = { major: build.major, minor: build.minor };
  const full = fullFloor(release, platform);
  return full === null
    ? tierBeyondTable(release, driver, platform)
    : tierInTable({ release, full }, driver, platform);
}

interface Row {
  readonly release: ExactRelease;
  readonly full: Floor;
}

function tierInTable({ release, full }: Row, driver: readonly number[], platform: Platform): DriverTier {
  if (reaches(driver, full)) return { kind: 'full' };
  const minor = minorFloor(release.major, platform);
  if (minor !== null && reaches(driver, minor)) return { kind: 'minor-compatible', full: full.text };
  return { kind: 'too-old', needs: older(full, minor).text };
}

/** CUDA 11.0 came out before the driver from which minor-version compatibility holds for 11.x. */
function older(full: Floor, minor: Floor | null): Floor {
  return minor === null || !reaches(full.parts, minor) ? full : minor;
}

/** A release that the table does not hold: older than its first row, between two rows, or newer than its last. */
function tierBeyondTable(release: ExactRelease, driver: readonly number[], platform: Platform): DriverTier {
  const newer = knownReleases().find((known) => isNewer(known, release));
  const newerFloor = newer === undefined ? null : fullFloor(newer, platform);
  // A driver always runs what is older than its own CUDA.
  if (newerFloor !== null && reaches(driver, newerFloor)) return { kind: 'full' };
  const because = `CUDA ${releaseText(release)} is not in this version's table of toolkits`;
  const minor = minorFloor(release.major, platform);
  if (minor !== null) {
    return reaches(driver, minor) ? { kind: 'runs', because } : { kind: 'too-old', needs: minor.text };
  }
  if (release.major > newestMajor() && (driver[0] ?? 0) <= newestBranch()) {
    return { kind: 'too-old', needs: `a driver newer than R${newestBranch()}` };
  }
  return { kind: 'unknown', because };
}

function isNewer(known: ExactRelease, release: ExactRelease): boolean {
  return known.major > release.major || (known.major === release.major && known.minor > release.minor);
}

/** Of `12` only the major is known: decided where every release of the major has the same answer. */
function tierOfMajor(major: number, driver: readonly number[], platform: Platform): DriverTier {
  const tiers = knownReleases()
    .filter((known) => known.major === major)
    .map((release) => driverTier(release, driver, platform));
  const [first] = tiers;
  if (first === undefined) return tierBeyondTable({ major, minor: 0 }, driver, platform);
  if (tiers.every(({ kind }) => kind === 'too-old')) return first;
  // The newest major may yet get a release that this driver is too old for.
  if (tiers.every(({ kind }) => kind === 'full') && major < newestMajor()) return { kind: 'full' };
  const because = `the build tells only its major, CUDA ${major}`;
  return { kind: tiers.some(({ kind }) => kind === 'too-old') ? 'unknown' : 'runs', because };
}

function newestMajor(): number {
  return Math.max(...knownReleases().map(({ major }) => major));
}
