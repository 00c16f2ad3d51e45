/** Findings about what was seen inside the training process. */

import type { FindingInfo } from './info.ts';

export const OBSERVED = {
  'observe/none': {
    title: 'Facts of the training process were not captured',
    verdict: 'not-measured',
    severity: 'info',
    means:
      'An observer rides along in every Python that the smoke command starts, and no process left an observation. What was loaded, seeded and set is not known, so the numbers are all that this run shows. Where the policy requires facts (`determinism.require`) this is an error.',
    resolve:
      'Remove what keeps the observer out: the options -I, -E and -S of Python, a container of its own, sudo, `env -i`, a PYTHONPATH that replaces the one it gets. Where it cannot be removed, `determinism: { observe: false }` says that nothing is expected.',
  },
  'observe/unreadable': {
    title: 'An observation cannot be read',
    verdict: 'not-measured',
    severity: 'warning',
    means:
      'A process wrote an observation that is damaged, too large or of another form, so what that process loaded, seeded and set is not known. Where the policy requires facts this is an error.',
    resolve:
      'Run the job again. If it happens twice, something else writes into the folder that REPRO_OBSERVER_DIR names, or the disk is full; else report it.',
  },
  'observe/unknown': {
    title: 'A required fact could not be seen',
    verdict: 'not-measured',
    severity: 'error',
    means:
      'The policy requires a fact of the training process, and the observations neither show it nor contradict it. What nobody saw does not count as agreed.',
    resolve: 'Follow the reason given: make the process tell it, or take the fact off `determinism.require`.',
  },
  'observe/incomplete': {
    title: 'The observer could not read everything',
    verdict: 'fail',
    severity: 'info',
    means:
      'Something that the observer tried to read in the training process failed. The training is not affected; the fact is missing from the report.',
    resolve:
      'Nothing, unless the fact is needed. Report it with the text found, which names the version of the framework.',
  },
  'observe/other-version': {
    title: 'Another version was loaded than the captured one',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The training process imported another version of a package than the one that the snapshot found installed. Rules about packages were held against the installed one; for a package with a pin or a range this is an error.',
    resolve:
      'Name the interpreter that trains with --python or the python input, and take additional folders out of PYTHONPATH.',
  },
  'observe/two-copies': {
    title: 'Two copies of one library in one process',
    verdict: 'fail',
    severity: 'warning',
    means:
      'The training process mapped the same library from two files. Which of them computes depends on the order of imports, so that an import more can change numbers. Copies that packages bring along for themselves (OpenMP, OpenBLAS) are told for information.',
    resolve: 'Uninstall the package that brings the second copy, or take LD_LIBRARY_PATH out of its way.',
  },
  'observe/placebo': {
    title: 'A variable that nothing reads',
    verdict: 'fail',
    severity: 'info',
    means: 'The variable promises deterministic results, and no known library reads it.',
    resolve: 'Remove it, and do what the finding names in its place.',
  },
  'determinism/seeded': {
    title: 'Not every generator was seeded',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires seeds. A generator that was used in the training process, or the framework’s own, got none from the program and none from the gate.',
    resolve:
      'Seed it from REPRO_SEED, or use `inject: fill`, which seeds at import what the program does not.',
  },
  'determinism/hash-seed': {
    title: 'The hash seed is not fixed',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires a fixed hash seed. Without PYTHONHASHSEED the order of sets of strings differs from run to run. Python reads it once, when it starts; setting it inside the program has no effect on that program.',
    resolve: 'Use `inject: env` or more, or set it in front of the command.',
  },
  'determinism/deterministic-algorithms': {
    title: 'Deterministic algorithms are not asked for',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires `torch.use_deterministic_algorithms(True)`, and it was not in force in the training process when its facts were last written.',
    resolve: 'Call it before the first operation, or use `inject: force`.',
  },
  'determinism/no-nondeterministic-ops': {
    title: 'An operation without a deterministic version was used',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires that there be none. Torch warned of this one while it trained: two runs of it may differ in the last bits.',
    resolve:
      'Replace the operation by one of the same meaning that is deterministic, or compute that step on the CPU.',
  },
  'determinism/cudnn-deterministic': {
    title: 'cuDNN may choose algorithms that are not deterministic',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires `torch.backends.cudnn.deterministic = True` in processes that use a GPU. Deterministic algorithms as a whole imply it.',
    resolve: 'Set it before the first convolution, or use `torch.use_deterministic_algorithms(True)`.',
  },
  'determinism/no-cudnn-benchmark': {
    title: 'cuDNN chooses algorithms by trial',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires `torch.backends.cudnn.benchmark = False` in processes that use a GPU. With it on, what was fastest in a trial at that moment decides which kernel runs, and so the last bits.',
    resolve: 'Set it to False; for fixed shapes it costs little.',
  },
  'determinism/no-tf32': {
    title: 'TF32 is on',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires full FP32 precision in processes that use a GPU with TF32. With TF32 products keep 10 bits of the mantissa. Torch has it on for convolutions unless told otherwise.',
    resolve:
      'Set NVIDIA_TF32_OVERRIDE=0 for the job, which holds for cuBLAS and cuDNN in every framework (not for Triton’s kernels), or switch it off in the program.',
  },
  'determinism/cublas-workspace': {
    title: 'The cuBLAS workspace is not fixed',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires CUBLAS_WORKSPACE_CONFIG to be :4096:8 or :16:8 in processes that use an NVIDIA GPU: the two for which cuBLAS promises the same bits with several streams.',
    resolve: 'Set CUBLAS_WORKSPACE_CONFIG=:4096:8, or use `inject: env` or more.',
  },
  'determinism/single-library-copies': {
    title: 'A library is loaded more than once',
    verdict: 'fail',
    severity: 'error',
    means:
      'The policy requires one copy of each numeric library in a process, and the training process mapped two files of one library.',
    resolve: 'Uninstall the package that brings the second copy, or take LD_LIBRARY_PATH out of its way.',
  },
  'ranks/differ': {
    title: 'Ranks of one job are not alike',
    verdict: 'fail',
    severity: 'error',
    means:
      'A field that is the same in every rank of a sound job differs: a version, a library, a flag, a variable, the kind of device, or a seed that is neither the same everywhere nor follows the rank. The value of most ranks is expected; where no value has a majority, all groups are named. Ranks that differ compute something else than one process would, and the first rank’s log does not show it.',
    resolve:
      'Make the environment of the odd ranks that of the others: the same image or environment on each node, variables passed on by the launcher.',
  },
  'ranks/missing': {
    title: 'A rank left no observation',
    verdict: 'fail',
    severity: 'error',
    means:
      'The world size that the ranks themselves have is larger than the number of ranks that left an observation. Of the missing ones nothing is known.',
    resolve:
      'On several nodes, put RUNNER_TEMP on a file system that all of them share, and have the launcher pass the environment on. Where one rank cannot be seen for good, say `severity: { ranks/missing: warning }`.',
  },
} as const satisfies Record<string, FindingInfo>;
