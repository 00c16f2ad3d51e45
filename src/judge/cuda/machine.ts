/** What the CUDA rules read of a snapshot: the builds installed, the driver under them, the GPUs that the job sees. */

import type { Driver, FrameworkBuild, Snapshot } from '../../capture/snapshot.ts';
import { parseDriverVersion } from '../../policy/driver-range.ts';
import { fieldUnknown } from '../rule.ts';
import { visibleGpus } from '../visible.ts';
import { forwardSupport, hasOwnDriverNumbers } from './boards.ts';
import { type DriverTier, driverTier } from './compatibility.ts';
import { type Forward, judgeForward } from './forward.ts';
import {
  type CudaRelease,
  compareReleases,
  parseExactRelease,
  parseRelease,
  releaseText,
} from './release.ts';
import type { Platform } from './toolkits.ts';

export type FrameworkName = keyof Snapshot['frameworks'];

const FRAMEWORKS: readonly FrameworkName[] = ['torch', 'tensorflow', 'jax', 'cupy'];

/** A framework built for CUDA. */
export interface CudaBuild {
  readonly framework: FrameworkName;
  readonly version: string;
  readonly cuda: CudaRelease;
  readonly archs: FrameworkBuild['archs'];
}

export function cudaBuilds({ frameworks }: Snapshot): readonly CudaBuild[] {
  return FRAMEWORKS.flatMap((framework) => {
    const build = frameworks[framework];
    const cuda = build?.cuda == null ? null : parseRelease(build.cuda);
    return build === null || cuda === null
      ? []
      : [{ framework, version: build.version, cuda, archs: build.archs }];
  });
}

export interface Blind {
  readonly path: string;
  readonly because: string;
}

/** Frameworks of which it is not known whether, or for which CUDA, they were built. */
export function blindFrameworks(snapshot: Snapshot): readonly Blind[] {
  const blind = FRAMEWORKS.flatMap((framework) => {
    const build = snapshot.frameworks[framework];
    if (build?.cuda != null) {
      const unread = parseRelease(build.cuda) === null;
      return unread
        ? [{ path: `frameworks.${framework}.cuda`, because: `"${build.cuda}" is no CUDA release` }]
        : [];
    }
    const path = build === null ? `frameworks.${framework}` : `frameworks.${framework}.cuda`;
    const because = fieldUnknown(snapshot, path);
    return because === null ? [] : [{ path, because }];
  });
  // Without Python nothing is known of any of them, for one and the same reason.
  return blind.filter(
    ({ because }, place) => blind.findIndex((other) => other.because === because) === place,
  );
}

/** How a build and the driver of a machine go together. */
export type Compatibility =
  | DriverTier
  | { readonly kind: 'forward-compatible'; readonly library: string; readonly jit: boolean }
  | { readonly kind: 'forward-refused'; readonly because: string; readonly expected: string };

export function compatibilityOf(build: CudaRelease, snapshot: Snapshot): Compatibility {
  const { driver } = snapshot;
  const version = parseDriverVersion(driver?.version ?? '');
  if (driver === null || version === null) return { kind: 'unknown', because: noVersion(snapshot) };
  const gpus = visibleGpus(snapshot).filter(({ vendor }) => vendor === 'nvidia');
  if (hasOwnDriverNumbers(gpus, version[0])) return tierByReport(build, driver);
  const own = tierOnPlatform(build, version, driver.platform);
  if (driver.compat === null) return own;
  const library = parseDriverVersion(driver.compat);
  if (library === null) return { kind: 'unknown', because: `"${driver.compat}" is no version of a driver` };
  const boards = gpus.map((gpu) => ({ name: gpu.name ?? 'the GPU', support: forwardSupport(gpu) }));
  const forward = judgeForward({ library, driver: version, branches: driver.compatBranches, boards });
  return throughCompat({
    own,
    forward,
    raised: tierOnPlatform(build, library, 'linux'),
    text: driver.compat,
  });
}

interface Through {
  readonly own: DriverTier;
  readonly forward: Forward;
  /** The tier that the library's own version gives. */
  readonly raised: DriverTier;
  readonly text: string;
}

function throughCompat({ own, forward, raised, text }: Through): Compatibility {
  if (forward.kind === 'refused') {
    return { kind: 'forward-refused', because: forward.because, expected: forward.expected };
  }
  if (forward.kind === 'unknown') return { kind: 'unknown', because: forward.because };
  if (own.kind === 'full' || raised.kind === 'too-old' || raised.kind === 'unknown') return raised;
  return { kind: 'forward-compatible', library: text, jit: raised.kind === 'full' };
}

/** Where it is not known whose numbers the version follows, only an answer that holds for both counts. */
function tierOnPlatform(
  build: CudaRelease,
  version: readonly number[],
  platform: Platform | null,
): DriverTier {
  if (platform !== null) return driverTier(build, version, platform);
  const linux = driverTier(build, version, 'linux');
  const windows = driverTier(build, version, 'windows');
  if (linux.kind === windows.kind) return linux;
  return { kind: 'unknown', because: 'it is not known whether the driver is one of Linux or of Windows' };
}

/** Jetson: no table holds its drivers, so the CUDA that the driver itself reports has to do. */
function tierByReport(build: CudaRelease, driver: Driver): DriverTier {
  const because = 'NVIDIA publishes no table of the drivers of Jetson';
  const reported = driver.compat === null ? parseExactRelease(driver.cuda) : null;
  if (reported === null) return { kind: 'unknown', because };
  const exact = parseExactRelease(releaseText(build));
  if (exact === null ? build.major < reported.major : compareReleases(exact, reported) <= 0) {
    return { kind: 'full' };
  }
  return build.major === reported.major && exact === null
    ? { kind: 'runs', because: `the build tells only its major, CUDA ${build.major}` }
    : { kind: 'unknown', because };
}

function noVersion(snapshot: Snapshot): string {
  const text = snapshot.driver?.version ?? null;
  if (text !== null) return `"${text}" is not a driver version`;
  return fieldUnknown(snapshot, 'driver.version') ?? 'this machine has no NVIDIA driver';
}
