/** Findings about CUDA against driver and GPU. */

import type { FindingInfo } from './info.ts';

export const CUDA = {
  'cuda/driver-too-old': {
    title: 'The driver is too old for a build',
    verdict: 'fail',
    severity: 'error',
    means:
      'A framework is built for a CUDA that this driver does not run, not even with limits. Decided on the version of the kernel driver against NVIDIA’s table; the CUDA that nvidia-smi prints follows whichever libcuda is loaded and decides nothing. PyTorch would say that the NVIDIA driver on the system is too old, and compute on the CPU or stop.',
    resolve:
      'Install a build for an older CUDA (another local label, such as `+cu126`), or update the driver of the runner to the version in the finding. On data-center boards a cuda-compat library helps where the driver branch is in its list.',
  },
  'cuda/minor-compatible': {
    title: 'The driver runs a build only with limits',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The build’s CUDA is newer than the driver’s but of the same major, which NVIDIA calls minor-version compatibility. Compiled kernels run. The driver does not compile PTX of the newer toolkit (error 222, unsupported toolchain: numba, CuPy kernels, custom extensions), and functions that came with the newer driver are missing.',
    resolve:
      'Nothing, while the smoke test passes. To be rid of the limits, update the driver; to be told as an error, say `hardware.cuda.driver: full`.',
  },
  'cuda/limits-unknown': {
    title: 'A build runs here, whether with limits cannot be told',
    verdict: 'fail',
    severity: 'info',
    means:
      'The driver is new enough to run the build, but the build tells only the major of its CUDA, or its CUDA is newer than this version’s tables. So it is not known whether the driver also offers all of its features (see `cuda/minor-compatible`).',
    resolve: 'Nothing, if the smoke test runs. An update of repro-gate brings newer tables.',
  },
  'cuda/not-full': {
    title: 'The driver does not offer all that a build could use',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy says `hardware.cuda.driver: full`. The build runs on this driver, but only by minor-version compatibility or through a cuda-compat library.',
    resolve: 'Update the driver, install a build for an older CUDA, or say `minor-compatible` in the policy.',
  },
  'cuda/forward-compatible': {
    title: 'A build runs only through cuda-compat',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The kernel driver is too old for all that the build needs, and a newer user-mode driver (cuda-compat) makes up for it. The board and the driver branch allow it. A container can bring that library along without anybody having asked for it.',
    resolve:
      'Nothing, as long as every job on this runner gets the same library. An update of the driver makes it superfluous.',
  },
  'cuda/forward-compatibility-unsupported': {
    title: 'cuda-compat is in use where it does not work',
    verdict: 'fail',
    severity: 'error',
    means:
      'The libcuda that programs load is not the driver’s own, and this board or this driver branch does not allow that. CUDA then does not start at all (error 804 or 803), even for builds that the driver alone would run. GeForce and TITAN boards never allow it; a library is made for the driver branches that it lists and no others.',
    resolve:
      'Take the compat directory out of `LD_LIBRARY_PATH` and `/etc/ld.so.conf.d`, or use an image without it. If the build needs it, update the driver instead.',
  },
  'cuda/no-kernel-image': {
    title: 'A build has no code for this GPU',
    verdict: 'fail',
    severity: 'error',
    means:
      'The build holds neither machine code nor usable PTX for the compute capability of a GPU that the job sees. Importing works and the GPU counts as available; the first kernel dies with *no kernel image is available for execution on the device*, after PyTorch’s warning that the GPU is not compatible with this installation. No driver mends that.',
    resolve:
      'Install a build that carries the GPU: Blackwell needs CUDA 12.8 or newer (`+cu128`, `+cu130`; not `+cu126`), Volta, Pascal and Maxwell need CUDA 12 (`+cu126`; not `+cu130`).',
  },
  'cuda/ptx-only': {
    title: 'A build has only PTX for this GPU',
    verdict: 'fail',
    severity: 'warning',
    means:
      'There is no machine code for the GPU, so the driver compiles the kernels at the first start. It runs, slowly at first, and what is computed then also depends on the driver’s compiler. With `hardware.cuda.arch: native` it is an error.',
    resolve: 'Install a build with machine code for this GPU.',
  },
  'cuda/ptx-refused': {
    title: 'A build has only PTX for this GPU, and the driver cannot compile it',
    verdict: 'fail',
    severity: 'error',
    means:
      'There is no machine code for the GPU, and the PTX was made by a toolkit newer than the driver. Minor-version compatibility does not cover that: kernels fail with *the provided PTX was compiled with an unsupported toolchain* (error 222).',
    resolve: 'Update the driver, or install a build with machine code for this GPU.',
  },
  'cuda/undecided': {
    title: 'Whether a build runs here cannot be told',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The rules about CUDA hold without being written. This one lacks something it reads, for the reason given, and nobody asked for it, so it does not fail the run; it does not claim that all is well either. A rule that is written in the policy and cannot be decided is `capture/unknown`.',
    resolve:
      'Remove the cause given, or rely on the smoke test. `hardware.cuda.driver: off` and `hardware.cuda.arch: off` end the question.',
  },
  'cuda/two-copies': {
    title: 'Two versions of one CUDA library',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The same library was found twice, in different versions that answer to one file name. Which one is loaded depends on search paths, and parts of both can end up in one program. cuDNN then stops with CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH.',
    resolve:
      'Keep one: usually the wheel that the framework brought, by removing the system package or its directory from `LD_LIBRARY_PATH`.',
  },
  'container/requirement-unmet': {
    title: 'The machine does not meet what the image asks for',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The container image declares in `NVIDIA_REQUIRE_*` which CUDA, driver or board it needs, and no alternative of that declaration holds here. The container toolkit checks the same at start unless it is told not to.',
    resolve:
      'Use an older image or update the driver. An image that inherits the declaration of its base without needing it can set `NVIDIA_DISABLE_REQUIRE=true`.',
  },
} as const satisfies Record<string, FindingInfo>;
