import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);

// src/findings/baseline.ts
var BASELINE = {
  "baseline/missing": {
    title: "No baseline for this hardware class",
    verdict: "incomparable",
    severity: "error",
    means: "Baselines are kept per hardware class and are never borrowed from a similar one: the random stream and the bitwise promise of the GPU libraries depend on the exact chip and its number of multiprocessors.",
    resolve: "Run `repro-gate record` on this machine and commit the file in a reviewed change. The report of this run holds the baseline it would write."
  },
  "baseline/invalid": {
    title: "The baseline cannot be used",
    verdict: "misconfigured",
    severity: "error",
    means: "The baseline file is not valid JSON, does not match its schema, or was written by a newer repro-gate than this one.",
    resolve: "Record it again with `repro-gate record`, restore the last good version from git, or update repro-gate."
  },
  "baseline/other-class": {
    title: "The baseline belongs to another hardware class",
    verdict: "incomparable",
    severity: "error",
    means: "The baseline that was read (the one given by hand, or the file that carries the name of this class) was recorded on another hardware class. Curves of different classes are not comparable.",
    resolve: "Leave `--baseline` out so that the gate picks the right file, restore the file from git, or record one on this class."
  },
  "baseline/incomplete": {
    title: "The baseline lacks something the policy asks for",
    verdict: "incomparable",
    severity: "error",
    means: "The policy names a smoke test or a metric that the baseline for this class does not hold, so there is nothing to compare with.",
    resolve: "Run `repro-gate record` on this class and commit the file."
  },
  "baseline/other-definition": {
    title: "The smoke test is not the one that was recorded",
    verdict: "incomparable",
    severity: "error",
    means: "The seed of the smoke test differs from the recorded one, so its numbers cannot be compared with the baseline.",
    resolve: "Record the smoke test again with the new seed, or restore the old one."
  },
  "baseline/other-injection": {
    title: "The gate sets more or less than when this was recorded",
    verdict: "incomparable",
    severity: "info",
    means: "`determinism.inject` is not what it was when the baseline was recorded (a baseline that does not say was recorded with `env`). Under another level a program that does not seed itself computes with other seeds. Numbers that still agree are compared as usual; numbers that do not are no drift and no agreement, so nothing can be said until they are recorded anew.",
    resolve: "Record the smoke test again, or set `determinism.inject` to the recorded level."
  },
  "baseline/other-command": {
    title: "The smoke command changed since it was recorded",
    verdict: "incomparable",
    severity: "warning",
    means: "The command in the policy is not the text that was recorded. It may still compute the same; the metrics decide.",
    resolve: "Record again after a deliberate change, so that baseline and policy agree."
  },
  "baseline/dirty-tree": {
    title: "The baseline was recorded with uncommitted changes",
    verdict: "fail",
    severity: "warning",
    means: "Tracked files differed from the commit while `record` measured. The baseline names the commit, and nobody who checks it out will find what was measured.",
    resolve: "Commit or put aside the changes, then record again."
  }
};

// src/findings/capture.ts
var CAPTURE = {
  "capture/unknown": {
    title: "A field that a rule needs could not be measured",
    verdict: "not-measured",
    severity: "error",
    means: "A rule of the policy reads a field of the snapshot that the capture could not determine, for the reason given. A machine that cannot be measured is neither good nor bad.",
    resolve: "Remove the cause given. If this machine can never provide the field, remove the rule that needs it."
  },
  "capture/class-unknown": {
    title: "The hardware class could not be determined",
    verdict: "not-measured",
    severity: "error",
    means: "The class is made of vendor, compute capability, number of multiprocessors, number of GPUs and MIG profile. One of them could not be measured, usually because the driver does not answer.",
    resolve: "Look at the reason given; it is about the runner, not about the change under test. If the smoke tests use no GPU, say `hardware: { device: cpu }` in the policy."
  }
};

// src/findings/cuda.ts
var CUDA = {
  "cuda/driver-too-old": {
    title: "The driver is too old for a build",
    verdict: "fail",
    severity: "error",
    means: "A framework is built for a CUDA that this driver does not run, not even with limits. Decided on the version of the kernel driver against NVIDIA\u2019s table; the CUDA that nvidia-smi prints follows whichever libcuda is loaded and decides nothing. PyTorch would say that the NVIDIA driver on the system is too old, and compute on the CPU or stop.",
    resolve: "Install a build for an older CUDA (another local label, such as `+cu126`), or update the driver of the runner to the version in the finding. On data-center boards a cuda-compat library helps where the driver branch is in its list."
  },
  "cuda/minor-compatible": {
    title: "The driver runs a build only with limits",
    verdict: "fail",
    severity: "warning",
    means: "The build\u2019s CUDA is newer than the driver\u2019s but of the same major, which NVIDIA calls minor-version compatibility. Compiled kernels run. The driver does not compile PTX of the newer toolkit (error 222, unsupported toolchain: numba, CuPy kernels, custom extensions), and functions that came with the newer driver are missing.",
    resolve: "Nothing, while the smoke test passes. To be rid of the limits, update the driver; to be told as an error, say `hardware.cuda.driver: full`."
  },
  "cuda/limits-unknown": {
    title: "A build runs here, whether with limits cannot be told",
    verdict: "fail",
    severity: "info",
    means: "The driver is new enough to run the build, but the build tells only the major of its CUDA, or its CUDA is newer than this version\u2019s tables. So it is not known whether the driver also offers all of its features (see `cuda/minor-compatible`).",
    resolve: "Nothing, if the smoke test runs. An update of repro-gate brings newer tables."
  },
  "cuda/not-full": {
    title: "The driver does not offer all that a build could use",
    verdict: "fail",
    severity: "error",
    means: "The policy says `hardware.cuda.driver: full`. The build runs on this driver, but only by minor-version compatibility or through a cuda-compat library.",
    resolve: "Update the driver, install a build for an older CUDA, or say `minor-compatible` in the policy."
  },
  "cuda/forward-compatible": {
    title: "A build runs only through cuda-compat",
    verdict: "fail",
    severity: "warning",
    means: "The kernel driver is too old for all that the build needs, and a newer user-mode driver (cuda-compat) makes up for it. The board and the driver branch allow it. A container can bring that library along without anybody having asked for it.",
    resolve: "Nothing, as long as every job on this runner gets the same library. An update of the driver makes it superfluous."
  },
  "cuda/forward-compatibility-unsupported": {
    title: "cuda-compat is in use where it does not work",
    verdict: "fail",
    severity: "error",
    means: "The libcuda that programs load is not the driver\u2019s own, and this board or this driver branch does not allow that. CUDA then does not start at all (error 804 or 803), even for builds that the driver alone would run. GeForce and TITAN boards never allow it; a library is made for the driver branches that it lists and no others.",
    resolve: "Take the compat directory out of `LD_LIBRARY_PATH` and `/etc/ld.so.conf.d`, or use an image without it. If the build needs it, update the driver instead."
  },
  "cuda/no-kernel-image": {
    title: "A build has no code for this GPU",
    verdict: "fail",
    severity: "error",
    means: "The build holds neither machine code nor usable PTX for the compute capability of a GPU that the job sees. Importing works and the GPU counts as available; the first kernel dies with *no kernel image is available for execution on the device*, after PyTorch\u2019s warning that the GPU is not compatible with this installation. No driver mends that.",
    resolve: "Install a build that carries the GPU: Blackwell needs CUDA 12.8 or newer (`+cu128`, `+cu130`; not `+cu126`), Volta, Pascal and Maxwell need CUDA 12 (`+cu126`; not `+cu130`)."
  },
  "cuda/ptx-only": {
    title: "A build has only PTX for this GPU",
    verdict: "fail",
    severity: "warning",
    means: "There is no machine code for the GPU, so the driver compiles the kernels at the first start. It runs, slowly at first, and what is computed then also depends on the driver\u2019s compiler. With `hardware.cuda.arch: native` it is an error.",
    resolve: "Install a build with machine code for this GPU."
  },
  "cuda/ptx-refused": {
    title: "A build has only PTX for this GPU, and the driver cannot compile it",
    verdict: "fail",
    severity: "error",
    means: "There is no machine code for the GPU, and the PTX was made by a toolkit newer than the driver. Minor-version compatibility does not cover that: kernels fail with *the provided PTX was compiled with an unsupported toolchain* (error 222).",
    resolve: "Update the driver, or install a build with machine code for this GPU."
  },
  "cuda/undecided": {
    title: "Whether a build runs here cannot be told",
    verdict: "fail",
    severity: "warning",
    means: "The rules about CUDA hold without being written. This one lacks something it reads, for the reason given, and nobody asked for it, so it does not fail the run; it does not claim that all is well either. A rule that is written in the policy and cannot be decided is `capture/unknown`.",
    resolve: "Remove the cause given, or rely on the smoke test. `hardware.cuda.driver: off` and `hardware.cuda.arch: off` end the question."
  },
  "cuda/two-copies": {
    title: "Two versions of one CUDA library",
    verdict: "fail",
    severity: "warning",
    means: "The same library was found twice, in different versions that answer to one file name. Which one is loaded depends on search paths, and parts of both can end up in one program. cuDNN then stops with CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH.",
    resolve: "Keep one: usually the wheel that the framework brought, by removing the system package or its directory from `LD_LIBRARY_PATH`."
  },
  "container/requirement-unmet": {
    title: "The machine does not meet what the image asks for",
    verdict: "fail",
    severity: "warning",
    means: "The container image declares in `NVIDIA_REQUIRE_*` which CUDA, driver or board it needs, and no alternative of that declaration holds here. The container toolkit checks the same at start unless it is told not to.",
    resolve: "Use an older image or update the driver. An image that inherits the declaration of its base without needing it can set `NVIDIA_DISABLE_REQUIRE=true`."
  }
};

// src/findings/gate.ts
var GATE = {
  "gate/not-measured": {
    title: "A required step was never measured",
    verdict: "not-measured",
    severity: "error",
    means: "The plan made from the policy names every measurement before anything runs. This one was still open when the verdict was due. The gate never passes on something it did not measure.",
    resolve: "Read the other findings first: one of them usually says what stopped it. If none does, it is a bug in repro-gate; please report it with the log."
  },
  "gate/nothing-judged": {
    title: "Nothing was judged",
    verdict: "not-measured",
    severity: "error",
    means: "The policy holds nothing but smoke tests, and the call left them out (`--no-smoke`, `--snapshot`). What is left decides nothing, and the gate never passes on that.",
    resolve: "Run it without the option, or give the policy rules about hardware or software that can be judged without a smoke test."
  },
  "gate/internal-error": {
    title: "repro-gate itself failed",
    verdict: "not-measured",
    severity: "error",
    means: "An error that no part of the gate expected. It says nothing about the change under test.",
    resolve: "Run the job again with step debug logging on. If it happens twice, report it with the message and the stack in the log."
  },
  "gate/cancelled": {
    title: "The run was cancelled",
    verdict: "not-measured",
    severity: "error",
    means: "The gate was asked to stop (SIGINT or SIGTERM) before it had measured everything. The training process and its children were stopped with it.",
    resolve: "Start the job again."
  }
};

// src/findings/hardware.ts
var HARDWARE = {
  "driver/out-of-range": {
    title: "The driver is outside its range",
    verdict: "fail",
    severity: "error",
    means: "The kernel driver does not satisfy `hardware.driver`. Driver versions are dotted numbers, compared part by part, so `550.54.14` is newer than `550.9`.",
    resolve: "Use a runner with a driver in the range, or change the range in a reviewed change."
  },
  "driver/missing": {
    title: "No GPU driver",
    verdict: "fail",
    severity: "error",
    means: "The policy gives a driver range, and this machine has no NVIDIA driver at all.",
    resolve: "Run the job on a GPU runner."
  },
  "driver/branch-changed": {
    title: "The driver branch changed",
    verdict: "fail",
    severity: "warning",
    means: "The driver is of another release branch than the one in the baseline. Kernels inside wheels are fixed machine code, so numbers rarely move; code that the driver compiles at run time can.",
    resolve: "Nothing, if the metrics agree. Record again once the fleet has moved."
  },
  "driver/generation-dropped": {
    title: "The driver no longer supports a GPU",
    verdict: "fail",
    severity: "error",
    means: "NVIDIA ended the support of this generation with an earlier driver branch: R580 is the last for Maxwell, Pascal and Volta, R470 for Kepler, R390 for Fermi.",
    resolve: "Install a driver of the last branch that supports the GPU."
  },
  "driver/generation-not-yet": {
    title: "The driver does not know the GPU yet",
    verdict: "fail",
    severity: "error",
    means: "The generation of the GPU came with a later driver branch than the one installed.",
    resolve: "Update the driver at least to the branch in the finding."
  },
  "driver/last-branch": {
    title: "The driver is of the last branch for this GPU",
    verdict: "fail",
    severity: "info",
    means: "There will be no newer driver branch for the generation, and so no newer CUDA than that branch brings. It matters when builds for newer CUDA come, not today.",
    resolve: "Nothing now."
  },
  "driver/compat-in-use": {
    title: "Programs load another libcuda than the driver\u2019s",
    verdict: "fail",
    severity: "warning",
    means: "The user-mode driver comes from a cuda-compat library, so two machines with the same driver can behave differently. The container toolkit can switch it on by itself.",
    resolve: "Nothing, if it is meant. Otherwise take the compat directory out of `LD_LIBRARY_PATH` and `/etc/ld.so.conf.d`."
  },
  "gpu/generation": {
    title: "The GPU is not of an allowed generation",
    verdict: "fail",
    severity: "error",
    means: "No entry of `hardware.gpu.generations` (a generation, a compute capability or a glob over the product name) matches this GPU.",
    resolve: "Run the job on an allowed runner, or allow the generation in a reviewed change."
  },
  "gpu/count": {
    title: "The number of GPUs is not what the policy says",
    verdict: "fail",
    severity: "error",
    means: "The machine shows another number of GPUs than `hardware.gpu.count`. The order of reductions, and so the numbers, depends on it.",
    resolve: "Run the job on a runner with that many GPUs. If one is missing from a machine that should have it, the runner is sick."
  },
  "gpu/memory": {
    title: "A GPU has too little or too much memory",
    verdict: "fail",
    severity: "error",
    means: "The memory of a GPU does not satisfy `hardware.gpu.memory`.",
    resolve: "Run the job on a runner with enough memory."
  },
  "gpu/missing": {
    title: "No GPU",
    verdict: "fail",
    severity: "error",
    means: "The policy has rules about GPUs, and this machine has none.",
    resolve: "Run the job on a GPU runner."
  },
  "gpu/mig": {
    title: "The MIG mode is not what the policy says",
    verdict: "fail",
    severity: "error",
    means: "A GPU is divided into MIG slices where `hardware.gpu.mig` says it is not, is not divided where it should be, or the slices that the job sees have another profile. A slice has fewer multiprocessors, which ends the promise of equal bits.",
    resolve: "Run the job on a runner with that mode, or change the rule in a reviewed change."
  },
  "gpu/ecc": {
    title: "The ECC mode is not what the policy says",
    verdict: "fail",
    severity: "error",
    means: "Error correction of the GPU memory is on or off against `hardware.gpu.ecc`.",
    resolve: "Switch it with `nvidia-smi -e 1` (or 0) and reset the GPU, or use another runner. Many boards have none to switch."
  },
  "gpu/gfx-override": {
    title: "HSA_OVERRIDE_GFX_VERSION is set",
    verdict: "fail",
    severity: "warning",
    means: "ROCm is told that an AMD GPU is another chip than it is, so code for that chip runs on it. It may work; nobody promises equal numbers.",
    resolve: "Unset it, with a build that carries the real chip."
  },
  "gpu/not-judged": {
    title: "A GPU is reported and not judged",
    verdict: "fail",
    severity: "info",
    means: "Intel and Apple GPUs are named in the snapshot. No rule about drivers or architectures covers them in this version.",
    resolve: "Nothing. The smoke test judges what it computes as on any other machine."
  }
};

// src/findings/observed.ts
var OBSERVED = {
  "observe/none": {
    title: "Facts of the training process were not captured",
    verdict: "not-measured",
    severity: "info",
    means: "An observer rides along in every Python that the smoke command starts, and no process left an observation. What was loaded, seeded and set is not known, so the numbers are all that this run shows. Where the policy requires facts (`determinism.require`) this is an error.",
    resolve: "Remove what keeps the observer out: the options -I, -E and -S of Python, a container of its own, sudo, `env -i`, a PYTHONPATH that replaces the one it gets. Where it cannot be removed, `determinism: { observe: false }` says that nothing is expected."
  },
  "observe/unreadable": {
    title: "An observation cannot be read",
    verdict: "not-measured",
    severity: "warning",
    means: "A process wrote an observation that is damaged, too large or of another form, so what that process loaded, seeded and set is not known. Where the policy requires facts this is an error.",
    resolve: "Run the job again. If it happens twice, something else writes into the folder that REPRO_OBSERVER_DIR names, or the disk is full; else report it."
  },
  "observe/unknown": {
    title: "A required fact could not be seen",
    verdict: "not-measured",
    severity: "error",
    means: "The policy requires a fact of the training process, and the observations neither show it nor contradict it. What nobody saw does not count as agreed.",
    resolve: "Follow the reason given: make the process tell it, or take the fact off `determinism.require`."
  },
  "observe/incomplete": {
    title: "The observer could not read everything",
    verdict: "fail",
    severity: "info",
    means: "Something that the observer tried to read in the training process failed. The training is not affected; the fact is missing from the report.",
    resolve: "Nothing, unless the fact is needed. Report it with the text found, which names the version of the framework."
  },
  "observe/other-version": {
    title: "Another version was loaded than the captured one",
    verdict: "fail",
    severity: "warning",
    means: "The training process imported another version of a package than the one that the snapshot found installed. Rules about packages were held against the installed one; for a package with a pin or a range this is an error.",
    resolve: "Name the interpreter that trains with --python or the python input, and take additional folders out of PYTHONPATH."
  },
  "observe/two-copies": {
    title: "Two copies of one library in one process",
    verdict: "fail",
    severity: "warning",
    means: "The training process mapped the same library from two files. Which of them computes depends on the order of imports, so that an import more can change numbers. Copies that packages bring along for themselves (OpenMP, OpenBLAS) are told for information.",
    resolve: "Uninstall the package that brings the second copy, or take LD_LIBRARY_PATH out of its way."
  },
  "observe/placebo": {
    title: "A variable that nothing reads",
    verdict: "fail",
    severity: "info",
    means: "The variable promises deterministic results, and no known library reads it.",
    resolve: "Remove it, and do what the finding names in its place."
  },
  "determinism/seeded": {
    title: "Not every generator was seeded",
    verdict: "fail",
    severity: "error",
    means: "The policy requires seeds. A generator that was used in the training process, or the framework\u2019s own, got none from the program and none from the gate.",
    resolve: "Seed it from REPRO_SEED, or use `inject: fill`, which seeds at import what the program does not."
  },
  "determinism/hash-seed": {
    title: "The hash seed is not fixed",
    verdict: "fail",
    severity: "error",
    means: "The policy requires a fixed hash seed. Without PYTHONHASHSEED the order of sets of strings differs from run to run. Python reads it once, when it starts; setting it inside the program has no effect on that program.",
    resolve: "Use `inject: env` or more, or set it in front of the command."
  },
  "determinism/deterministic-algorithms": {
    title: "Deterministic algorithms are not asked for",
    verdict: "fail",
    severity: "error",
    means: "The policy requires `torch.use_deterministic_algorithms(True)`, and it was not in force in the training process when its facts were last written.",
    resolve: "Call it before the first operation, or use `inject: force`."
  },
  "determinism/no-nondeterministic-ops": {
    title: "An operation without a deterministic version was used",
    verdict: "fail",
    severity: "error",
    means: "The policy requires that there be none. Torch warned of this one while it trained: two runs of it may differ in the last bits.",
    resolve: "Replace the operation by one of the same meaning that is deterministic, or compute that step on the CPU."
  },
  "determinism/cudnn-deterministic": {
    title: "cuDNN may choose algorithms that are not deterministic",
    verdict: "fail",
    severity: "error",
    means: "The policy requires `torch.backends.cudnn.deterministic = True` in processes that use a GPU. Deterministic algorithms as a whole imply it.",
    resolve: "Set it before the first convolution, or use `torch.use_deterministic_algorithms(True)`."
  },
  "determinism/no-cudnn-benchmark": {
    title: "cuDNN chooses algorithms by trial",
    verdict: "fail",
    severity: "error",
    means: "The policy requires `torch.backends.cudnn.benchmark = False` in processes that use a GPU. With it on, what was fastest in a trial at that moment decides which kernel runs, and so the last bits.",
    resolve: "Set it to False; for fixed shapes it costs little."
  },
  "determinism/no-tf32": {
    title: "TF32 is on",
    verdict: "fail",
    severity: "error",
    means: "The policy requires full FP32 precision in processes that use a GPU with TF32. With TF32 products keep 10 bits of the mantissa. Torch has it on for convolutions unless told otherwise.",
    resolve: "Set NVIDIA_TF32_OVERRIDE=0 for the job, which holds for cuBLAS and cuDNN in every framework (not for Triton\u2019s kernels), or switch it off in the program."
  },
  "determinism/cublas-workspace": {
    title: "The cuBLAS workspace is not fixed",
    verdict: "fail",
    severity: "error",
    means: "The policy requires CUBLAS_WORKSPACE_CONFIG to be :4096:8 or :16:8 in processes that use an NVIDIA GPU: the two for which cuBLAS promises the same bits with several streams.",
    resolve: "Set CUBLAS_WORKSPACE_CONFIG=:4096:8, or use `inject: env` or more."
  },
  "determinism/single-library-copies": {
    title: "A library is loaded more than once",
    verdict: "fail",
    severity: "error",
    means: "The policy requires one copy of each numeric library in a process, and the training process mapped two files of one library.",
    resolve: "Uninstall the package that brings the second copy, or take LD_LIBRARY_PATH out of its way."
  },
  "ranks/differ": {
    title: "Ranks of one job are not alike",
    verdict: "fail",
    severity: "error",
    means: "A field that is the same in every rank of a sound job differs: a version, a library, a flag, a variable, the kind of device, or a seed that is neither the same everywhere nor follows the rank. The value of most ranks is expected; where no value has a majority, all groups are named. Ranks that differ compute something else than one process would, and the first rank\u2019s log does not show it.",
    resolve: "Make the environment of the odd ranks that of the others: the same image or environment on each node, variables passed on by the launcher."
  },
  "ranks/missing": {
    title: "A rank left no observation",
    verdict: "fail",
    severity: "error",
    means: "The world size that the ranks themselves have is larger than the number of ranks that left an observation. Of the missing ones nothing is known.",
    resolve: "On several nodes, put RUNNER_TEMP on a file system that all of them share, and have the launcher pass the environment on. Where one rank cannot be seen for good, say `severity: { ranks/missing: warning }`."
  }
};

// src/findings/policy.ts
var POLICY = {
  "policy/missing": {
    title: "No policy",
    verdict: "misconfigured",
    severity: "error",
    means: "There is no `.repro/policy.yml` where the gate has to read it: in the base commit on GitHub, in the working tree on the command line.",
    resolve: "Write `.repro/policy.yml`; three lines are enough (see the README). If the file exists but the base commit does not have it yet, merge the pull request that adds it first."
  },
  "policy/invalid": {
    title: "The policy cannot be used",
    verdict: "misconfigured",
    severity: "error",
    means: "The file is not YAML, or it holds a key or value that the policy does not know. Unknown keys are errors, because a rule with a typing mistake in its name would otherwise be a rule that never fires.",
    resolve: "Open the file at the line and column given; the finding says what was expected there."
  },
  "policy/not-available": {
    title: "The policy asks for something this version cannot judge yet",
    verdict: "misconfigured",
    severity: "error",
    means: "The key is part of the policy format, but this version of repro-gate has no measurement behind it. Accepting it silently would let a rule pass without being checked.",
    resolve: "Remove the key, or update repro-gate to a version that has it."
  },
  "waiver/expired": {
    title: "A waiver has expired",
    verdict: "fail",
    severity: "error",
    means: "Waivers carry an end date so that an exception cannot become the rule by being forgotten. The date has passed.",
    resolve: "Remove the waiver and deal with the finding, or extend its date with a fresh reason in a reviewed change."
  },
  "waiver/unused": {
    title: "A waiver waives nothing",
    verdict: "fail",
    severity: "info",
    means: "No finding of this run matches the waiver. It may have been resolved, or the waiver names the wrong code or subject.",
    resolve: "Remove it if the finding is gone for good."
  }
};

// src/findings/runner.ts
var RUNNER = {
  "runner/no-driver": {
    title: "An NVIDIA GPU, and no driver",
    verdict: "not-measured",
    severity: "error",
    means: "The device is on the bus, and no NVIDIA kernel driver is loaded for it. Nothing can compute on it.",
    resolve: "Run `modprobe nvidia` and look at `dmesg`. After a kernel update the module often has to be built again; with Secure Boot it has to be signed."
  },
  "runner/no-tool": {
    title: "A driver, and nothing to ask it with",
    verdict: "not-measured",
    severity: "error",
    means: "The kernel driver is loaded, but the program that reads the state of the GPUs was not found.",
    resolve: "In a container add `utility` to `NVIDIA_DRIVER_CAPABILITIES`; on a host install the tools of the driver\u2019s own version, and put them on PATH."
  },
  "runner/library-mismatch": {
    title: "Driver and driver library have different versions",
    verdict: "not-measured",
    severity: "error",
    means: "The libraries of the driver were updated while the old kernel module was still loaded. Nothing can start on the GPUs until both agree.",
    resolve: "Reboot the runner, or unload and load the module again. Start running containers anew, and hold back unattended driver updates."
  },
  "runner/permission-denied": {
    title: "The job may not use the GPU",
    verdict: "not-measured",
    severity: "error",
    means: "The GPU is there, and the operating system or the container does not let this user reach it.",
    resolve: "Look at the owner of the device nodes under `/dev` (on AMD the groups `render` and `video`) and at the devices the container was started with. A container that lost its devices after a reload of systemd has to be started again."
  },
  "runner/driver-hangs": {
    title: "The driver does not answer",
    verdict: "not-measured",
    severity: "error",
    means: "nvidia-smi did not come back within its time. The driver is wedged, usually by a GPU that failed, and every program that asks it will hang too.",
    resolve: "Take the runner out of service and reboot it. `dmesg` shows Xid messages that say what happened; a GPU that does it again belongs to support."
  },
  "runner/gpu-lost": {
    title: "A GPU has fallen off the bus",
    verdict: "not-measured",
    severity: "error",
    means: "The driver cannot reach a GPU that it knew. Power, temperature, the PCIe slot or the board itself are the usual causes.",
    resolve: "Reboot; look for Xid 79 in `dmesg`. If it comes back, check power and seating, or have the board replaced."
  },
  "runner/gpu-needs-reset": {
    title: "A GPU waits for a reset",
    verdict: "not-measured",
    severity: "error",
    means: "After an error the driver keeps the GPU from computing until it is reset.",
    resolve: "Stop what uses it and run `nvidia-smi --gpu-reset -i INDEX`, or reboot the runner."
  },
  "runner/ecc-uncorrected": {
    title: "Uncorrected memory errors",
    verdict: "not-measured",
    severity: "error",
    means: "Bits of the GPU memory were wrong, and error correction could not mend them. What has been computed since the driver was loaded may be wrong, so neither drift nor agreement means anything.",
    resolve: "Reset the GPU or reboot, which retires the bad memory, and run again. If it recurs, have the board replaced."
  },
  "runner/row-remap": {
    title: "Memory rows wait to be replaced, or cannot be",
    verdict: "not-measured",
    severity: "error",
    means: "The GPU found bad memory rows. Either their replacement waits for a reset, or no spare row is left.",
    resolve: "Pending: reset the GPU or reboot, then run again. Failed: the board has to be replaced."
  },
  "runner/info-rom": {
    title: "The InfoROM of a GPU is corrupted",
    verdict: "not-measured",
    severity: "error",
    means: "The board\u2019s own records (error counts, identity, limits) cannot be trusted, so its health cannot be known.",
    resolve: "Reboot once. If the warning stays, the board belongs to support."
  },
  "runner/gpus-missing": {
    title: "Fewer GPUs than the machine has",
    verdict: "not-measured",
    severity: "error",
    means: "The PCI bus or the device nodes show more GPUs than the driver lists. One of them is broken, or was not brought up.",
    resolve: "Look at `dmesg` for the missing address, and reboot. If the device was taken out of use on purpose, hide it from the bus as well."
  },
  "runner/foreign-process": {
    title: "Another program computes on the GPU",
    verdict: "not-measured",
    severity: "error",
    means: "A program that this job did not start was using a GPU when the machine was measured. It takes memory and time, which changes what libraries choose by timing, and can be what makes the smoke test fail.",
    resolve: "Find out whose it is and wait for it, or end it. Where sharing is a choice, lower it in the policy: `severity: { runner/foreign-process: warning }`."
  },
  "runner/cuda-fails": {
    title: "CUDA does not initialise",
    verdict: "not-measured",
    severity: "error",
    means: "The driver lists the GPUs, but its CUDA interface refuses to start. Every framework would fall back to the CPU or stop.",
    resolve: "The number of the error says why: 100 no visible device, 802 the fabric manager does not run, 803 libraries and kernel driver differ, 804 a cuda-compat library on a board without that support."
  },
  "runner/tool-failed": {
    title: "The GPU tool failed",
    verdict: "not-measured",
    severity: "error",
    means: "The program that reads the state of the GPUs ended with an error that is none of the known ones.",
    resolve: "Run the same program on the runner and read what it says; then look at `dmesg`."
  }
};

// src/findings/smoke-metrics.ts
var SMOKE_METRICS = {
  "smoke/metrics-missing": {
    title: "The metrics file was not written",
    verdict: "fail",
    severity: "error",
    means: "The command ended well but did not write the file that a metric is read from. A file left over from an earlier run does not count: the gate sets it aside before it starts.",
    resolve: "Let the command write to `$REPRO_METRICS`, or correct `from` in the policy."
  },
  "smoke/metrics-unreadable": {
    title: "The metrics file cannot be read",
    verdict: "fail",
    severity: "error",
    means: "The file is empty, cut off, or not in the format that `from` names.",
    resolve: "Open the file at the line given. A last line that is cut in half means the writer did not finish."
  },
  "smoke/metric-missing": {
    title: "A metric is missing",
    verdict: "fail",
    severity: "error",
    means: "The file holds no value for a metric that the policy names. A metric that disappears is never a pass.",
    resolve: "Write the metric under the name in the policy; the finding lists the names that the file has."
  },
  "smoke/non-finite": {
    title: "A metric is not a finite number",
    verdict: "fail",
    severity: "error",
    means: "A value is NaN or infinite, or is no number at all. This fails whatever the baseline holds: NaN on both sides is not agreement.",
    resolve: "Find the step where it starts; a learning rate, a division or a missing mask is the usual cause."
  },
  "smoke/incomplete": {
    title: "Steps are missing or extra",
    verdict: "fail",
    severity: "error",
    means: "The curve does not have the steps that the baseline has.",
    resolve: "Log every step that was recorded. After a deliberate change of length, record again."
  },
  "smoke/duplicate-step": {
    title: "A step was logged more than once",
    verdict: "fail",
    severity: "warning",
    means: "The same step of a metric appears twice with different values. The last one was used.",
    resolve: "Log from one process (rank 0), and start each run with a fresh file."
  },
  "smoke/out-of-tolerance": {
    title: "A metric is out of tolerance",
    verdict: "fail",
    severity: "error",
    means: "A curve leaves its baseline by more than the band allows, at its first divergence (onset) or at its largest deviation; or a scalar differs by more than its tolerance. The band is strict when the environment is the recorded one and wider when it changed.",
    resolve: "Compare with what changed: the code, the data, the environment. The step and size of the onset say which kind of change it is. If the change is wanted, accept it with `repro-gate record` in a reviewed change."
  },
  "smoke/noise-exceeds-tolerance": {
    title: "The tolerance is tighter than the measured noise",
    verdict: "inconclusive",
    severity: "error",
    means: "The deviation is larger than the tolerance but of the size that two identical runs showed when the baseline was recorded. This run cannot tell a change from noise.",
    resolve: "Make the smoke test deterministic (seeds, deterministic algorithms), or widen the tolerance to what the job can hold."
  },
  "smoke/unexplained-drift": {
    title: "Numbers moved although the environment did not",
    verdict: "fail",
    severity: "warning",
    means: "The baseline was bit-exact and the environment is the recorded one, yet the values differ, within the band.",
    resolve: "Usually a harmless change of the code, such as another order of additions. Look once, then record again."
  },
  "smoke/environment-changed": {
    title: "The environment is not the recorded one",
    verdict: "fail",
    severity: "error",
    means: "The smoke test says `on-environment-change: fail`, and something that can move numbers differs from the baseline.",
    resolve: "Restore the recorded environment, or record again in this one."
  },
  "smoke/suspicious-improvement": {
    title: "A metric improved by more than its tolerance",
    verdict: "fail",
    severity: "warning",
    means: "The metric has a direction (`better`) and moved to the good side by more than its tolerance. It passes, but it did not reproduce.",
    resolve: "Make sure that it is meant (an evaluation on training data looks like this too), then record again."
  },
  "smoke/not-repeatable": {
    title: "Two runs of the same commit disagree",
    verdict: "fail",
    severity: "error",
    means: "The policy asks for a repeat, and the second run on this machine gave other numbers than the first.",
    resolve: "Seed what is not seeded and use deterministic algorithms, or say `repeat: within` or `repeat: off`."
  }
};

// src/findings/smoke-run.ts
var SMOKE_RUN = {
  "smoke/command-not-found": {
    title: "The smoke command does not exist",
    verdict: "misconfigured",
    severity: "error",
    means: "The shell could not find or could not execute the command (exit codes 127 and 126).",
    resolve: "Correct `run` in the policy, or install what it needs on the runner."
  },
  "smoke/not-started": {
    title: "The smoke command could not be started",
    verdict: "not-measured",
    severity: "error",
    means: "The operating system refused to start the shell that runs the command.",
    resolve: "Look at the reason given: a missing `bash`, no free process slots or no memory are the usual ones."
  },
  "smoke/exit-code": {
    title: "The smoke command failed",
    verdict: "fail",
    severity: "error",
    means: "The command ended with an exit code other than 0. Metrics it may have written before are not judged.",
    resolve: "Read the end of its output in the report; run the command locally as the report shows."
  },
  "smoke/killed": {
    title: "The smoke command was killed",
    verdict: "fail",
    severity: "error",
    means: "A signal that the gate did not send ended the command. SIGKILL is usually the out-of-memory killer.",
    resolve: "Look at the memory of the runner and at the system log."
  },
  "smoke/timeout": {
    title: "The smoke command ran out of time",
    verdict: "fail",
    severity: "error",
    means: "The command was still running after its `timeout`. Its whole process group was asked to stop, then killed.",
    resolve: "Make the smoke test shorter, raise `timeout`, or find out what it waits for."
  },
  "smoke/survivors": {
    title: "Processes outlived the smoke command",
    verdict: "fail",
    severity: "warning",
    means: "Processes that the command started were still running after it had ended. They were killed, so that they cannot hold the GPU.",
    resolve: "Let the command wait for what it starts."
  },
  "smoke/unkillable": {
    title: "A process of the smoke test cannot be stopped",
    verdict: "not-measured",
    severity: "error",
    means: "A process that the command started is still there after SIGKILL. It hangs inside the kernel, usually in a GPU driver, and may hold the GPU for every job that follows.",
    resolve: "Look at the system log of the runner (Xid errors), and restart the machine."
  }
};

// src/findings/software.ts
var SOFTWARE = {
  "pin/changed": {
    title: "A pinned package differs from the baseline",
    verdict: "fail",
    severity: "error",
    means: "A package under `software.packages.pin` is not the build that the baseline holds: its version, local label (`+cu126`), source commit or installed content differs. Two builds that share a version are not the same build.",
    resolve: "Install the build of the baseline, or accept the new one with `repro-gate record` in a reviewed change."
  },
  "pin/missing": {
    title: "A pinned package is not installed",
    verdict: "fail",
    severity: "error",
    means: "The baseline holds the package and the policy pins it, but this environment does not have it.",
    resolve: "Install it. If it was dropped on purpose, record the baseline again."
  },
  "pin/not-recorded": {
    title: "A pinned package is installed but not in the baseline",
    verdict: "fail",
    severity: "error",
    means: "A package that matches a pin was added since the baseline was recorded.",
    resolve: "Remove it, or record the baseline again."
  },
  "pin/matches-nothing": {
    title: "A pin matches no package",
    verdict: "misconfigured",
    severity: "error",
    means: "A name under `software.packages.pin` is neither in the baseline nor installed. It protects nothing and is usually a typing mistake.",
    resolve: "Correct the name or remove it. Names are compared as pip compares them: case, `-`, `_` and `.` do not matter."
  },
  "range/outside": {
    title: "A package is outside its range",
    verdict: "fail",
    severity: "error",
    means: "The installed version does not satisfy the PEP 440 specifier under `software.packages.ranges`.",
    resolve: "Install a version in the range, or change the range in a reviewed change."
  },
  "range/missing": {
    title: "A package with a range is not installed",
    verdict: "fail",
    severity: "error",
    means: "The policy gives a range for the package, and this environment does not have it.",
    resolve: "Install it, or remove the range."
  },
  "package/changed": {
    title: "Another package changed",
    verdict: "fail",
    severity: "info",
    means: "A package that no pin names differs from the baseline. The severity is the one under `software.packages.others`.",
    resolve: "Nothing, if it is expected. Pin the package if its builds matter to the numbers."
  },
  "package/added": {
    title: "A package was added",
    verdict: "fail",
    severity: "info",
    means: "A package that no pin names is installed and not in the baseline.",
    resolve: "Nothing, if it is expected."
  },
  "package/removed": {
    title: "A package was removed",
    verdict: "fail",
    severity: "info",
    means: "A package that no pin names is in the baseline and not installed.",
    resolve: "Nothing, if it is expected."
  },
  "package/shadowed": {
    title: "A package is installed more than once",
    verdict: "fail",
    severity: "warning",
    means: "Two folders of the search path hold the package in different versions. The first one is used; a change of PYTHONPATH or of the environment brings up the other without anything being installed.",
    resolve: "Uninstall the copy that is not wanted. PYTHONNOUSERSITE=1 keeps the packages of the user account out."
  },
  "package/dirty": {
    title: "An editable package has uncommitted changes",
    verdict: "fail",
    severity: "warning",
    means: "The package is used from a source folder, and files there differ from the commit, so nothing identifies what runs. For a pinned package it is an error.",
    resolve: "Commit the changes in that folder, or install the package from a commit or a release."
  },
  "package/leftover": {
    title: "A library of CUDA is for another CUDA than torch",
    verdict: "fail",
    severity: "warning",
    means: "A wheel with a part of CUDA names another major version in its name than the one torch was built for. It usually stayed behind when torch was changed, and a library that looks for its parts by name may load it.",
    resolve: "Uninstall it, unless another package of the environment needs it."
  },
  "package/edited": {
    title: "Installed files are not those of their package",
    verdict: "fail",
    severity: "error",
    means: "Files that the RECORD of a package lists have another content, or are gone. Somebody or something changed them after the installation, and no version tells.",
    resolve: "Install the package again, and look for what changed its files: a patch step, a tool, a hand."
  },
  "lock/unreadable": {
    title: "A lock file cannot be used",
    verdict: "misconfigured",
    severity: "error",
    means: "The policy names a lock file that is not there, is outside the project, or is of no form that repro-gate reads. A comparison with nothing would find no difference.",
    resolve: "Correct the path under `software.packages.lockfile`, or let the tool that wrote the file write it again."
  },
  "lock/python": {
    title: "The lock file is for another Python",
    verdict: "fail",
    severity: "error",
    means: "The lock says for which interpreters it was made, and this one is none of them.",
    resolve: "Run the job with a fitting interpreter, or lock again with this one."
  },
  "lock/missing": {
    title: "A locked package is not installed",
    verdict: "fail",
    severity: "error",
    means: "The lock file asks for the package on this platform and interpreter, and it is not installed. Entries whose markers exclude this machine are left out.",
    resolve: "Install from the lock file. If the package is not wanted any more, lock again."
  },
  "lock/extra": {
    title: "An installed package is not in the lock file",
    verdict: "fail",
    severity: "warning",
    means: "The lock file means to name everything, and this package is not in it. On a runner that is kept it often stayed behind from another job.",
    resolve: "Uninstall it, or add it to the project and lock again."
  },
  "lock/version": {
    title: "An installed version is not the locked one",
    verdict: "fail",
    severity: "error",
    means: "The environment and the lock file have drifted apart: one of them was updated without the other. Versions are compared by PEP 440.",
    resolve: "Install from the lock file, or lock again if the installed version is the wanted one."
  },
  "lock/build": {
    title: "The version is the locked one, the build is not",
    verdict: "fail",
    severity: "error",
    means: "Another local label (`+cu126` against `+cu128`), another commit, or another build string of conda: two builds that share a version compute differently.",
    resolve: "Install from the lock file."
  },
  "lock/hash": {
    title: "A package was installed from an archive that the lock does not allow",
    verdict: "fail",
    severity: "error",
    means: "The archive that the installer noted has none of the digests that the lock file lists for the package.",
    resolve: "Install from the lock file with its digests checked, and find out where the other archive came from."
  },
  "lock/unjudged": {
    title: "An entry of the lock file could not be judged",
    verdict: "fail",
    severity: "error",
    means: "A marker that cannot be evaluated, a build that is not known, or a version that cannot be compared. What the entry asks for was not compared, and a lock that is half compared would pass for a whole one.",
    resolve: "Look at the entry and at what is installed. `severity: { lock/unjudged: warning }` accepts it."
  },
  "lock/note": {
    title: "A line of the lock file is not understood",
    verdict: "fail",
    severity: "warning",
    means: "The line could not be read as an entry, so nothing that it names was compared.",
    resolve: "Nothing, if the line names no package."
  },
  "container/changed": {
    title: "The job runs in another image",
    verdict: "fail",
    severity: "error",
    means: "The digest of the running image is not the one that the baseline was recorded in.",
    resolve: "Use the image of the baseline, or record again in the new one and review what changed."
  },
  "container/not-recorded": {
    title: "The baseline does not know its image",
    verdict: "incomparable",
    severity: "error",
    means: "The policy pins the image, and the baseline was recorded where its digest could not be seen.",
    resolve: "Record again with the digest known: the variable REPRO_IMAGE tells it, as name@sha256:\u2026."
  },
  "data/changed": {
    title: "Data has another content",
    verdict: "fail",
    severity: "warning",
    means: "A file, folder or pointer that the policy names under `data` has another digest than in the baseline. Other data gives other numbers.",
    resolve: "Record again after a change on purpose; restore the data otherwise."
  },
  "data/added": {
    title: "Data that the baseline does not have",
    verdict: "fail",
    severity: "warning",
    means: "The policy names data under `data` that was not there, or not named, when the baseline was recorded.",
    resolve: "Record again, so that the baseline holds it."
  },
  "data/removed": {
    title: "Data of the baseline is gone",
    verdict: "fail",
    severity: "warning",
    means: "The baseline holds data that is not there any more, or that the policy does not name any more.",
    resolve: "Restore the data, or record again if it is not needed."
  },
  "parameters/changed": {
    title: "A parameter is another one",
    verdict: "fail",
    severity: "warning",
    means: "A key of a file that the policy names under `parameters` has another value than in the baseline.",
    resolve: "Record again after a change on purpose; restore the value otherwise."
  },
  "code/dirty": {
    title: "Tracked files differ from the commit",
    verdict: "fail",
    severity: "info",
    means: "The working tree is not what the commit holds, so the numbers of this run belong to no commit. A step of the job that writes into tracked files does that as well.",
    resolve: "Commit the changes. In CI find the step that makes them; `severity: { code/dirty: error }` makes it a rule."
  }
};

// src/findings/trust.ts
var TRUST = {
  "trust/privileged-event": {
    title: "The smoke test is refused on this event",
    verdict: "misconfigured",
    severity: "error",
    means: "On `pull_request_target`, `issue_comment` and `workflow_run` the job has a writable token and secrets while the code may come from a fork. Running it there would hand over both.",
    resolve: "Run the gate on `pull_request`, and comment from a separate job with `repro-gate/comment`."
  },
  "trust/event-not-supported": {
    title: "The gate does not know this event",
    verdict: "misconfigured",
    severity: "error",
    means: "The event does not say which commit is the base whose policy should judge.",
    resolve: "Use one of: pull_request, merge_group, push, release, schedule, workflow_dispatch."
  },
  "trust/base-unreadable": {
    title: "The base commit could not be read",
    verdict: "misconfigured",
    severity: "error",
    means: "The policy and baselines of the base commit could not be read. The gate never falls back to the copy in the pull request, which the change under test controls.",
    resolve: "Give the job `permissions: contents: read`. If that is set, look at the reason given: an outage, a rate limit, or a base commit that no longer exists."
  },
  "trust/tag-not-reachable": {
    title: "The tag is not on the default branch",
    verdict: "misconfigured",
    severity: "error",
    means: "A tag has no base of its own. Its commit has to be reachable from the default branch, else it would bring its own unreviewed rules.",
    resolve: "Tag a commit of the default branch."
  },
  "trust/policy-changed": {
    title: "This change alters the rules that judge it",
    verdict: "fail",
    severity: "warning",
    means: "The policy or a baseline differs between the base commit and this change. The copy of the base decided; the report also says what the verdict would be under the new one.",
    resolve: "Review the change of the rules with the same care as the code."
  },
  "trust/adoption": {
    title: "The rules come from the change itself",
    verdict: "fail",
    severity: "info",
    means: "The base commit has neither policy nor baselines, so the copy in this change judged. This is how the gate is adopted, and the only case in which it happens.",
    resolve: "Review the policy; from the next change on the merged copy decides."
  },
  "trust/command-files-written": {
    title: "The smoke process wrote to the runner\u2019s command files",
    verdict: "fail",
    severity: "error",
    means: "The files through which a step sets outputs, variables and PATH for later steps changed while the smoke test ran. Training code has no business there. Their content was restored.",
    resolve: "Find what wrote to them. If a tool does it for a good reason, run it in a step of its own."
  },
  "trust/fork-on-self-hosted": {
    title: "Code of a fork ran on a self-hosted runner",
    verdict: "fail",
    severity: "warning",
    means: "The pull request comes from a fork, the repository is public and the runner is self-hosted. Whoever opens a pull request can run code on that machine.",
    resolve: "Require approval for fork workflows (an environment with reviewers), and use ephemeral runners."
  }
};

// src/findings/variables.ts
var VARIABLES = {
  "python/version": {
    title: "The Python version is not allowed",
    verdict: "fail",
    severity: "error",
    means: "The interpreter does not satisfy `software.python`.",
    resolve: "Run the job with an allowed interpreter (`--python PATH` or the `python` input choose one)."
  },
  "python/missing": {
    title: "No Python interpreter",
    verdict: "fail",
    severity: "error",
    means: "The policy has rules about Python or its packages, and no interpreter was found.",
    resolve: "Put `python3` on PATH, activate the environment, or name the interpreter with `--python PATH` or the `python` input."
  },
  "python/unusable": {
    title: "The interpreter that was named cannot be used",
    verdict: "misconfigured",
    severity: "error",
    means: "`--python` or the `python` input names an interpreter that does not exist, cannot be started or does not answer as Python. The gate never falls back to another one, whose packages would be those of another environment.",
    resolve: "Name the interpreter of the project, such as `.venv/bin/python`, or leave the option out to use the active environment."
  },
  "python/other-interpreter": {
    title: "The smoke test runs another Python than the one that was captured",
    verdict: "fail",
    severity: "warning",
    means: "The smoke command starts an interpreter by its path, and it belongs to another environment than the one in the snapshot. Packages and builds in this report are not those that trained.",
    resolve: "Name the interpreter of the smoke command with `--python PATH` or the `python` input."
  },
  "env/differs": {
    title: "An environment variable is not what the policy says",
    verdict: "fail",
    severity: "error",
    means: "A variable under `software.env` has another value in the environment that the smoke test gets, is missing, or is set where the policy says `unset`.",
    resolve: "Set (or unset) it in the workflow step or in the shell that runs the gate."
  }
};

// src/findings.ts
var TABLE = {
  ...GATE,
  ...POLICY,
  ...BASELINE,
  ...CAPTURE,
  ...SOFTWARE,
  ...VARIABLES,
  ...HARDWARE,
  ...RUNNER,
  ...CUDA,
  ...SMOKE_RUN,
  ...SMOKE_METRICS,
  ...OBSERVED,
  ...TRUST
};
var FINDINGS = TABLE;
var FINDING_CODES = Object.keys(TABLE);
function isFindingCode(code) {
  return Object.hasOwn(TABLE, code);
}
function findingInfo(code) {
  return isFindingCode(code) ? FINDINGS[code] : FINDINGS["gate/internal-error"];
}
var NEVER_ADJUSTED = /* @__PURE__ */ new Set([
  "waiver/expired",
  "waiver/unused",
  "smoke/exit-code",
  "smoke/killed",
  "smoke/timeout",
  "smoke/metrics-missing",
  "smoke/metrics-unreadable",
  "smoke/metric-missing",
  "smoke/non-finite",
  "smoke/incomplete",
  "trust/command-files-written"
]);
var A_CHOICE = /* @__PURE__ */ new Set(["runner/foreign-process"]);
function isAdjustable(code) {
  return A_CHOICE.has(code) || FINDINGS[code].verdict === "fail" && !NEVER_ADJUSTED.has(code);
}

// node_modules/leven/index.js
var array = [];
var characterCodeCache = [];
function leven(first, second, options) {
  if (first === second) {
    return 0;
  }
  const maxDistance = options?.maxDistance;
  const swap = first;
  if (first.length > second.length) {
    first = second;
    second = swap;
  }
  let firstLength = first.length;
  let secondLength = second.length;
  while (firstLength > 0 && first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength)) {
    firstLength--;
    secondLength--;
  }
  let start = 0;
  while (start < firstLength && first.charCodeAt(start) === second.charCodeAt(start)) {
    start++;
  }
  firstLength -= start;
  secondLength -= start;
  if (maxDistance !== void 0 && secondLength - firstLength > maxDistance) {
    return maxDistance;
  }
  if (firstLength === 0) {
    return maxDistance !== void 0 && secondLength > maxDistance ? maxDistance : secondLength;
  }
  let bCharacterCode;
  let result;
  let temporary;
  let temporary2;
  let index = 0;
  let index2 = 0;
  while (index < firstLength) {
    characterCodeCache[index] = first.charCodeAt(start + index);
    array[index] = ++index;
  }
  while (index2 < secondLength) {
    bCharacterCode = second.charCodeAt(start + index2);
    temporary = index2++;
    result = index2;
    for (index = 0; index < firstLength; index++) {
      temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
      temporary = array[index];
      result = array[index] = temporary > result ? temporary2 > result ? result + 1 : temporary2 : temporary2 > temporary ? temporary + 1 : temporary2;
    }
    if (maxDistance !== void 0) {
      let rowMinimum = result;
      for (index = 0; index < firstLength; index++) {
        if (array[index] < rowMinimum) {
          rowMinimum = array[index];
        }
      }
      if (rowMinimum > maxDistance) {
        return maxDistance;
      }
    }
  }
  array.length = firstLength;
  characterCodeCache.length = firstLength;
  return maxDistance !== void 0 && result > maxDistance ? maxDistance : result;
}

// src/near.ts
var MOST_NEAR = 4;
function nearest(name, known) {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return ranked(name, known).flatMap(({ candidate, distance }) => distance <= limit ? [candidate] : []);
}
function nearestCodes(code) {
  const near = nearest(code, FINDING_CODES);
  if (near.length > 0) return near;
  const area = `${code.split("/")[0] ?? ""}/`;
  const inArea = FINDING_CODES.filter((candidate) => candidate.startsWith(area));
  return ranked(code, inArea).map(({ candidate }) => candidate);
}
function ranked(name, known) {
  return known.map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate) })).sort((a, b) => a.distance - b.distance).slice(0, MOST_NEAR);
}

export {
  FINDINGS,
  FINDING_CODES,
  isFindingCode,
  findingInfo,
  isAdjustable,
  nearest,
  nearestCodes
};
