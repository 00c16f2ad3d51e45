/** CUDA <= driver, for every build that is installed. Holds without being written. */

import type { Snapshot } from '../../capture/snapshot.ts';
import { parseDriverVersion } from '../../policy/driver-range.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Finding, Where } from '../../verdict.ts';
import { cannotJudge, type Evidence, fieldUnknown, type Rule } from '../rule.ts';
import { withoutGpus } from '../visible.ts';
import {
  type Blind,
  blindFrameworks,
  type Compatibility,
  type CudaBuild,
  compatibilityOf,
  cudaBuilds,
} from './machine.ts';
import { releaseText } from './release.ts';
import { undecided } from './undecided.ts';

export const cudaDriver: Rule = {
  kind: 'standalone',
  id: 'cuda-driver',
  applies: ({ hardware }) => hardware.device === 'auto' && hardware.cuda.driver !== 'off',
  judge: judgeCudaDriver,
};

function judgeCudaDriver({ policy, snapshot }: Evidence): readonly Finding[] {
  const { written } = policy.hardware.cuda;
  const where = written.driver ? policy.where('/hardware/cuda/driver') : null;
  const blocked = where === null ? null : withoutGpus(snapshot, where);
  // A default is silent where there is nothing to ask about.
  if (blocked !== null) return [blocked];
  if (!hasNvidia(snapshot)) return [];
  const blind = blindFrameworks(snapshot).map((entry) => notDecided(entry, where));
  const judged = cudaBuilds(snapshot).flatMap((build) =>
    judgeBuild({ build, compatibility: compatibilityOf(build.cuda, snapshot), policy, where, snapshot }),
  );
  return [...blind, ...judged];
}

/** A driver, or one that must be there and cannot be read. */
function hasNvidia(snapshot: Snapshot): boolean {
  const { driver, gpus } = snapshot;
  if (gpus.length > 0) return gpus.some(({ vendor }) => vendor === 'nvidia');
  return driver !== null && driver.platform !== null;
}

function notDecided({ path, because }: Blind, where: Where | null): Finding {
  return undecided({ subject: path, path, summary: 'whether the driver fits every build', because, where });
}

interface Judged {
  readonly policy: Policy;
  /** Where the rule is written; null: it is the default. */
  readonly where: Where | null;
  readonly build: CudaBuild;
  readonly compatibility: Compatibility;
  readonly snapshot: Snapshot;
}

function judgeBuild(judged: Judged): readonly Finding[] {
  const { compatibility } = judged;
  switch (compatibility.kind) {
    case 'full':
      return [];
    case 'minor-compatible':
      return [minorCompatible(judged, compatibility.full)];
    case 'forward-compatible':
      return [forwardCompatible(judged, compatibility.library)];
    case 'forward-refused':
      return [forwardRefused(judged, compatibility)];
    case 'too-old':
      return [tooOld(judged, compatibility.needs)];
    case 'runs':
      return [featuresUnknown(judged, compatibility.because)];
    case 'unknown':
      return [unknown(judged, compatibility.because)];
  }
}

function nameOf({ framework, version, cuda }: CudaBuild): string {
  const label = version.includes(`+cu${releaseText(cuda).replace('.', '')}`)
    ? ''
    : ` for CUDA ${releaseText(cuda)}`;
  return `${framework} ${version}${label}`;
}

function driverText({ driver }: Snapshot): string {
  return driver?.version ?? 'unknown';
}

const NEWER_DRIVER =
  'Update the driver of the runner, or install a build for an older CUDA (another local label, such as +cu126).';

function minorCompatible({ build, policy, where, snapshot }: Judged, full: string): Finding {
  const isError = policy.hardware.cuda.driver === 'full';
  return {
    code: isError ? 'cuda/not-full' : 'cuda/minor-compatible',
    severity: isError ? 'error' : 'warning',
    subject: build.framework,
    summary: `driver ${driverText(snapshot)} runs ${nameOf(build)} only with limits`,
    expected: `driver ${full} or newer for all features`,
    found: driverText(snapshot),
    where,
    next: isError
      ? NEWER_DRIVER
      : `Nothing, unless something compiles kernels while it runs; then: ${NEWER_DRIVER}`,
  };
}

function forwardCompatible({ build, policy, where, snapshot }: Judged, library: string): Finding {
  const isError = policy.hardware.cuda.driver === 'full';
  return {
    code: isError ? 'cuda/not-full' : 'cuda/forward-compatible',
    severity: isError ? 'error' : 'warning',
    subject: build.framework,
    summary: `${nameOf(build)} runs on driver ${driverText(snapshot)} only through cuda-compat ${library}`,
    expected: `a driver for CUDA ${releaseText(build.cuda)} without cuda-compat`,
    found: `driver ${driverText(snapshot)} with cuda-compat ${library}`,
    where,
    next: isError ? NEWER_DRIVER : 'Nothing; a job without that library on its path will not run here.',
  };
}

function forwardRefused(
  { build, where, snapshot }: Judged,
  { because, expected }: { readonly because: string; readonly expected: string },
): Finding {
  return {
    code: 'cuda/forward-compatibility-unsupported',
    severity: 'error',
    subject: build.framework,
    summary: `CUDA does not start: ${because}`,
    expected,
    found: `driver ${driverText(snapshot)} with cuda-compat ${snapshot.driver?.compat ?? ''}`,
    where,
    next: 'Take the compat directory out of LD_LIBRARY_PATH and /etc/ld.so.conf.d, and update the driver if the build needs it.',
  };
}

function tooOld({ build, where, snapshot }: Judged, needs: string): Finding {
  // Only a library that is seen counts; that none was looked for is worth saying, because it would change the answer.
  const unseen = fieldUnknown(snapshot, 'driver.compat');
  const found =
    unseen === null ? '' : `; whether a cuda-compat library is in use is not known, because ${unseen}`;
  return {
    code: 'cuda/driver-too-old',
    severity: 'error',
    subject: build.framework,
    summary: `driver ${driverText(snapshot)} is too old for ${nameOf(build)}`,
    expected: `driver ${needs} or newer`,
    found: `${driverText(snapshot)}${found}`,
    where,
    next: NEWER_DRIVER,
  };
}

/** That it runs is known, and no more was asked for unless the rule says `full`. */
function featuresUnknown({ build, policy, where }: Judged, because: string): Finding {
  const path = `frameworks.${build.framework}.cuda`;
  if (policy.hardware.cuda.driver === 'full' && where !== null) return cannotJudge(path, because, where);
  return {
    code: 'cuda/limits-unknown',
    severity: 'info',
    subject: build.framework,
    summary: `${nameOf(build)} runs on this driver, whether with limits cannot be told`,
    expected: 'a driver with all features of the build’s CUDA',
    found: `cannot tell, because ${because}`,
    where,
    next: 'Nothing, if the smoke test runs here.',
  };
}

function unknown({ build, where, snapshot }: Judged, because: string): Finding {
  return undecided({
    subject: build.framework,
    path: pathOfDoubt(build, snapshot),
    summary: `whether this driver runs ${nameOf(build)}`,
    because,
    where,
  });
}

/** The field that would have to be known, or to say something else. */
function pathOfDoubt({ framework }: CudaBuild, { driver }: Snapshot): string {
  if (parseDriverVersion(driver?.version ?? '') === null) return 'driver.version';
  return driver?.compat == null ? `frameworks.${framework}.cuda` : 'driver.compat';
}
