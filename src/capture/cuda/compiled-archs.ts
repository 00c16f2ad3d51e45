/**
 * Which GPUs a build of PyTorch carries code for. The list is compiled into its library, and importing it to ask would
 * cost seconds; but a released wheel of one version is the same for everybody, so a table knows.
 */

import table from '../../../data/torch-archs.json' with { type: 'json' };
import type { Parsed } from '../probe.ts';
import type { Platform } from '../python/torch.ts';
import type { Package, TorchBuild } from '../snapshot.ts';

export interface TorchContext {
  readonly platform: Platform | null;
  /** torch as its installer describes it; null: by no description. */
  readonly installed: Package | null;
}

/** The build with its architectures, where the table has them. */
export function withArchs(build: TorchBuild, context: TorchContext): Parsed<TorchBuild> {
  if (build.hip !== null) return unclear(build, ROCM);
  if (build.cuda === null) return { facts: build, unknown: [] };
  const release = releaseOf(build, context);
  if (release === null) return unclear(build, `torch ${build.version} ${NO_RELEASE}`);
  const archs = listed(release, context.platform);
  if (archs === null) return unclear(build, `the wheel of torch ${build.version} ${NOT_LISTED}`);
  return { facts: { ...build, archs, archsFrom: 'table' }, unknown: [] };
}

const ROCM = 'no table of this version has the builds for ROCm; the training process can tell';
const NO_RELEASE =
  'is no released wheel of PyTorch, so no table knows what was compiled into it; the training process can tell';
const NOT_LISTED = 'for this platform is not in this version’s table; the training process can tell';

function unclear(build: TorchBuild, because: string): Parsed<TorchBuild> {
  return { facts: build, unknown: [{ path: 'frameworks.torch.archs', because }] };
}

interface Release {
  readonly minor: readonly [number, number];
  readonly cuda: string;
}

const RELEASE = /^(\d+)\.(\d+)\.\d+(?:\+cu(\d+))?$/;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * The release that a build is: one whose label is that of its CUDA. One without a label may be somebody's own build;
 * it counts when an index gave it, it names its commit, and no other index has builds of that name (Jetson's has).
 */
function releaseOf(build: TorchBuild, { platform, installed }: TorchContext): Release | null {
  const [, major, minor, label] = RELEASE.exec(build.version) ?? [];
  if (major === undefined || minor === undefined || build.cuda === null) return null;
  if (installed === null || installed.installer === 'conda') return null;
  if (installed.editable || installed.commit !== null) return null;
  const official =
    label === undefined
      ? platform?.arch === 'x86_64' && COMMIT.test(build.commit ?? '')
      : label === build.cuda.replace('.', '');
  return official ? { minor: [Number(major), Number(minor)], cuda: build.cuda } : null;
}

function listed({ minor, cuda }: Release, platform: Platform | null): string[] | null {
  if (platform?.platform !== 'linux') return null;
  const row = table.wheels.find(
    (wheel) =>
      wheel.arch === platform.arch &&
      wheel.cuda.includes(cuda) &&
      compare(numbers(wheel.from), minor) <= 0 &&
      compare(minor, numbers(wheel.to)) <= 0,
  );
  return row?.archs ?? null;
}

/** `2.10` is later than `2.9`. */
function numbers(version: string): [number, number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

function compare([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  return a - c || b - d;
}
