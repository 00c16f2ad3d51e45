/** Findings about the GPUs and their driver. */

import type { FindingInfo } from './info.ts';

export const HARDWARE = {
  'driver/out-of-range': {
    title: 'The driver is outside its range',
    verdict: 'fail',
    severity: 'error',
    means:
      'The kernel driver does not satisfy `hardware.driver`. Driver versions are dotted numbers, compared part by part, so `550.54.14` is newer than `550.9`.',
    resolve: 'Use a runner with a driver in the range, or change the range in a reviewed change.',
  },
  'driver/missing': {
    title: 'No GPU driver',
    verdict: 'fail',
    severity: 'error',
    means: 'The policy gives a driver range, and this machine has no NVIDIA driver at all.',
    resolve: 'Run the job on a GPU runner.',
  },
  'driver/branch-changed': {
    title: 'The driver branch changed',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The driver is of another release branch than the one in the baseline. Kernels inside wheels are fixed machine code, so numbers rarely move; code that the driver compiles at run time can.',
    resolve: 'Nothing, if the metrics agree. Record again once the fleet has moved.',
  },
  'driver/generation-dropped': {
    title: 'The driver no longer supports a GPU',
    verdict: 'fail',
    severity: 'error',
    means:
      'NVIDIA ended the support of this generation with an earlier driver branch: R580 is the last for Maxwell, Pascal and Volta, R470 for Kepler, R390 for Fermi.',
    resolve: 'Install a driver of the last branch that supports the GPU.',
  },
  'driver/generation-not-yet': {
    title: 'The driver does not know the GPU yet',
    verdict: 'fail',
    severity: 'error',
    means: 'The generation of the GPU came with a later driver branch than the one installed.',
    resolve: 'Update the driver at least to the branch in the finding.',
  },
  'driver/last-branch': {
    title: 'The driver is of the last branch for this GPU',
    verdict: 'fail',
    severity: 'info',
    means:
      'There will be no newer driver branch for the generation, and so no newer CUDA than that branch brings. It matters when builds for newer CUDA come, not today.',
    resolve: 'Nothing now.',
  },
  'driver/compat-in-use': {
    title: 'Programs load another libcuda than the driver’s',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The user-mode driver comes from a cuda-compat library, so two machines with the same driver can behave differently. The container toolkit can switch it on by itself.',
    resolve:
      'Nothing, if it is meant. Otherwise take the compat directory out of `LD_LIBRARY_PATH` and `/etc/ld.so.conf.d`.',
  },
  'gpu/generation': {
    title: 'The GPU is not of an allowed generation',
    verdict: 'fail',
    severity: 'error',
    means:
      'No entry of `hardware.gpu.generations` (a generation, a compute capability or a glob over the product name) matches this GPU.',
    resolve: 'Run the job on an allowed runner, or allow the generation in a reviewed change.',
  },
  'gpu/count': {
    title: 'The number of GPUs is not what the policy says',
    verdict: 'fail',
    severity: 'error',
    means:
      'The machine shows another number of GPUs than `hardware.gpu.count`. The order of reductions, and so the numbers, depends on it.',
    resolve:
      'Run the job on a runner with that many GPUs. If one is missing from a machine that should have it, the runner is sick.',
  },
  'gpu/memory': {
    title: 'A GPU has too little or too much memory',
    verdict: 'fail',
    severity: 'error',
    means: 'The memory of a GPU does not satisfy `hardware.gpu.memory`.',
    resolve: 'Run the job on a runner with enough memory.',
  },
  'gpu/missing': {
    title: 'No GPU',
    verdict: 'fail',
    severity: 'error',
    means: 'The policy has rules about GPUs, and this machine has none.',
    resolve: 'Run the job on a GPU runner.',
  },
  'gpu/mig': {
    title: 'The MIG mode is not what the policy says',
    verdict: 'fail',
    severity: 'error',
    means:
      'A GPU is divided into MIG slices where `hardware.gpu.mig` says it is not, is not divided where it should be, or the slices that the job sees have another profile. A slice has fewer multiprocessors, which ends the promise of equal bits.',
    resolve: 'Run the job on a runner with that mode, or change the rule in a reviewed change.',
  },
  'gpu/ecc': {
    title: 'The ECC mode is not what the policy says',
    verdict: 'fail',
    severity: 'error',
    means: 'Error correction of the GPU memory is on or off against `hardware.gpu.ecc`.',
    resolve:
      'Switch it with `nvidia-smi -e 1` (or 0) and reset the GPU, or use another runner. Many boards have none to switch.',
  },
  'gpu/gfx-override': {
    title: 'HSA_OVERRIDE_GFX_VERSION is set',
    verdict: 'fail',
    severity: 'warning',
    means:
      'ROCm is told that an AMD GPU is another chip than it is, so code for that chip runs on it. It may work; nobody promises equal numbers.',
    resolve: 'Unset it, with a build that carries the real chip.',
  },
  'gpu/not-judged': {
    title: 'A GPU is reported and not judged',
    verdict: 'fail',
    severity: 'info',
    means:
      'Intel and Apple GPUs are named in the snapshot. No rule about drivers or architectures covers them in this version.',
    resolve: 'Nothing. The smoke test judges what it computes as on any other machine.',
  },
} as const satisfies Record<string, FindingInfo>;
