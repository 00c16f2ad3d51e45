/** Whether each CUDA build carries code for each kind of GPU that the job sees. Holds without being written. */

import type { Snapshot } from '../../capture/snapshot.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Finding, Where } from '../../verdict.ts';
import { type Evidence, fieldUnknown, type Rule } from '../rule.ts';
import { type SeenGpu, visibleGpus, withoutGpus } from '../visible.ts';
import { type Coverage, coverage, toolkitSupport } from './arch.ts';
import { type Compatibility, type CudaBuild, compatibilityOf, cudaBuilds } from './machine.ts';
import { releaseText } from './release.ts';
import { type Doubt, undecided } from './undecided.ts';

export const cudaArch: Rule = {
  kind: 'standalone',
  id: 'cuda-arch',
  applies: ({ hardware }) => hardware.device === 'auto' && hardware.cuda.arch !== 'off',
  judge: judgeArch,
};

function judgeArch({ policy, snapshot }: Evidence): readonly Finding[] {
  const where = policy.hardware.cuda.written.arch ? policy.where('/hardware/cuda/arch') : null;
  const blocked = where === null ? null : withoutGpus(snapshot, where);
  if (blocked !== null) return [blocked];
  const kinds = kindsOf(visibleGpus(snapshot).filter(({ vendor }) => vendor === 'nvidia'));
  return cudaBuilds(snapshot).flatMap((build) => {
    const compatibility = compatibilityOf(build.cuda, snapshot);
    return kinds.flatMap((gpu) => judgePair({ build, gpu, compatibility, policy, where, snapshot }));
  });
}

/** One GPU of each compute capability: eight boards of a kind are one question. */
function kindsOf(gpus: readonly SeenGpu[]): readonly SeenGpu[] {
  return gpus.filter(
    (gpu, place) => gpus.findIndex((other) => other.computeCapability === gpu.computeCapability) === place,
  );
}

interface Pair {
  readonly build: CudaBuild;
  readonly gpu: SeenGpu;
  readonly compatibility: Compatibility;
  readonly policy: Policy;
  /** Where the rule is written; null: it is the default. */
  readonly where: Where | null;
  readonly snapshot: Snapshot;
}

function judgePair(pair: Pair): readonly Finding[] {
  const { build, gpu, snapshot } = pair;
  const path = `gpus[${gpu.index}].computeCapability`;
  if (gpu.computeCapability === null) {
    const because = fieldUnknown(snapshot, path) ?? 'the driver does not report it';
    return [doubt(pair, { path, because })];
  }
  const found =
    build.archs === null
      ? withoutList(pair, gpu.computeCapability)
      : withList(pair, build.archs, gpu.computeCapability);
  return found === null ? [] : findingOf(found, pair);
}

/**
 * What the list says. Where only PTX is left and the toolkit is older than the GPU, torch's own kernels may be compiled,
 * but the cuBLAS and cuDNN that came with them do not know the GPU: reports of such pairs speak of errors in either.
 */
function withList({ build, compatibility }: Pair, archs: readonly string[], capability: string): Coverage {
  const found = coverage(archs, capability, compiles(compatibility));
  const older = toolkitSupport(build.cuda, capability) === 'not-yet';
  if (found.kind !== 'ptx' || !older || build.framework !== 'torch') return found;
  const because = `it has only PTX for it, and the libraries of CUDA ${releaseText(build.cuda)} beside it do not know that GPU`;
  return { kind: 'unknown', because };
}

/** Whether the driver compiles PTX of the build's toolkit: only one that is not older than that toolkit does. */
function compiles(compatibility: Compatibility): boolean | null {
  switch (compatibility.kind) {
    case 'full':
      return true;
    case 'forward-compatible':
      return compatibility.jit;
    case 'minor-compatible':
    case 'too-old':
    case 'forward-refused':
      return false;
    case 'runs':
    case 'unknown':
      return null;
  }
}

/** JAX and CuPy compile their kernels on the machine, for the GPU they find; what counts is what their toolkit can. */
const COMPILES_ITSELF: ReadonlySet<string> = new Set(['jax', 'cupy']);

/** What can be said of a build that does not say what it carries; null: it needs not, and there is nothing to say. */
function withoutList({ build, snapshot }: Pair, capability: string): Coverage | null {
  const support = toolkitSupport(build.cuda, capability);
  // PTX for a dropped chip cannot be made either; for a newer chip it can, but torch's builds up to then had none.
  if (support === 'dropped') return { kind: 'none' };
  if (support === 'not-yet' && build.framework === 'torch') return { kind: 'none' };
  if (COMPILES_ITSELF.has(build.framework) && support === 'supported') return null;
  const unread =
    fieldUnknown(snapshot, `frameworks.${build.framework}.archs`) ?? 'the build does not say what it carries';
  const newer = `CUDA ${releaseText(build.cuda)} makes no machine code for it, so at best PTX would run`;
  return { kind: 'unknown', because: support === 'not-yet' ? newer : unread };
}

function findingOf(found: Coverage, pair: Pair): readonly Finding[] {
  switch (found.kind) {
    case 'native':
      return [];
    case 'ptx':
      return [ptxOnly(pair)];
    case 'ptx-refused':
      // A driver that is too old, or that does not start, has its own finding.
      return pair.compatibility.kind === 'minor-compatible' ||
        pair.compatibility.kind === 'forward-compatible'
        ? [ptxRefused(pair)]
        : [];
    case 'none':
      return [noKernelImage(pair)];
    case 'unknown':
      return [unknown(pair, found.because)];
  }
}

function nameOf({ name, computeCapability }: SeenGpu): string {
  return `${name ?? 'the GPU'} (${computeCapability ?? '?'})`;
}

function carried({ archs, cuda }: CudaBuild): string {
  return archs === null ? `what CUDA ${releaseText(cuda)} makes code for` : archs.join(' ');
}

function ptxOnly({ build, gpu, policy, where }: Pair): Finding {
  return {
    code: 'cuda/ptx-only',
    severity: policy.hardware.cuda.arch === 'native' ? 'error' : 'warning',
    subject: build.framework,
    summary: `${build.framework} ${build.version} has no machine code for ${nameOf(gpu)}, only PTX`,
    expected: `machine code for compute capability ${gpu.computeCapability}`,
    found: carried(build),
    where,
    next: 'Install a build with machine code for this GPU; until then the first start compiles for minutes, and a driver update may change numbers.',
  };
}

function ptxRefused({ build, gpu, snapshot, where }: Pair): Finding {
  return {
    code: 'cuda/ptx-refused',
    severity: 'error',
    subject: build.framework,
    summary: `${build.framework} ${build.version} has only PTX for ${nameOf(gpu)}, which is too new for the driver`,
    expected: `machine code for compute capability ${gpu.computeCapability}, or a driver for CUDA ${releaseText(build.cuda)}`,
    found: `${carried(build)}; driver ${snapshot.driver?.version ?? 'unknown'}`,
    where,
    next: 'Update the driver of the runner, or install a build with machine code for this GPU.',
  };
}

function noKernelImage({ build, gpu, where }: Pair): Finding {
  return {
    code: 'cuda/no-kernel-image',
    severity: 'error',
    subject: build.framework,
    summary: `${build.framework} ${build.version} has no code for ${nameOf(gpu)}`,
    expected: `code for compute capability ${gpu.computeCapability}`,
    found: carried(build),
    where,
    next: remedy(gpu.computeCapability ?? ''),
  };
}

/** Which official builds carry the chip (PyTorch's release matrix, 2.7 to 2.14). */
function remedy(capability: string): string {
  const [major = 0, minor = 0] = capability.split('.').map(Number);
  if (major === 11 || (major === 10 && minor === 1)) {
    return 'Install a build for CUDA 13.0 or newer on arm64 (torch: +cu130).';
  }
  if (major >= 10) return 'Install a build for CUDA 12.8 or newer (torch: +cu128, +cu130).';
  if (major > 7 || (major === 7 && minor >= 5))
    return 'Install a build that lists this GPU (torch: +cu126, +cu130).';
  if (major >= 5)
    return 'Install a build for CUDA 12.6 (torch: +cu126); CUDA 13 has no code for this generation.';
  return 'Run on a newer GPU: current builds have no code for this generation.';
}

function unknown(pair: Pair, because: string): Finding {
  const path = `frameworks.${pair.build.framework}.archs`;
  return doubt(pair, { path, because, severity: 'info' });
}

function doubt({ build, gpu, where }: Pair, reason: Pick<Doubt, 'path' | 'because' | 'severity'>): Finding {
  const summary = `whether ${build.framework} ${build.version} carries code for ${nameOf(gpu)}`;
  return undecided({ subject: build.framework, summary, where, ...reason });
}
