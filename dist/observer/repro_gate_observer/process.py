"""Which process this is: its place in a distributed job, its program and the variables that decide its numbers."""

import os
import sys

# What torchrun and its kind set, then srun, Open MPI, and MPICH and Intel MPI.
RANKS = (
    ("RANK", "LOCAL_RANK", "WORLD_SIZE"),
    ("SLURM_PROCID", "SLURM_LOCALID", "SLURM_NTASKS"),
    ("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_SIZE"),
    ("PMI_RANK", "MPI_LOCALRANKID", "PMI_SIZE"),
)

VARIABLES = frozenset(
    """PYTHONHASHSEED CUBLAS_WORKSPACE_CONFIG NVIDIA_TF32_OVERRIDE TORCH_ALLOW_TF32_CUBLAS_OVERRIDE XLA_FLAGS
    CUDA_VISIBLE_DEVICES CUDA_DEVICE_ORDER CUDA_LAUNCH_BLOCKING CUDA_DEVICE_MAX_CONNECTIONS CUDA_MODULE_LOADING
    PYTORCH_ALLOC_CONF PYTORCH_CUDA_ALLOC_CONF PYTORCH_NVFUSER_DISABLE FLASH_ATTENTION_DETERMINISTIC
    MAMBA_DETERMINISTIC CAUSAL_CONV1D_DETERMINISTIC HOROVOD_FUSION_THRESHOLD PL_GLOBAL_SEED PL_SEED_WORKERS
    TF_DETERMINISTIC_OPS TF_CUDNN_DETERMINISTIC TF_CUDNN_USE_AUTOTUNE TF_ENABLE_ONEDNN_OPTS TF_NUM_INTRAOP_THREADS
    TF_NUM_INTEROP_THREADS HIP_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES HF_HUB_OFFLINE TRANSFORMERS_OFFLINE
    TOKENIZERS_PARALLELISM NUMEXPR_NUM_THREADS VECLIB_MAXIMUM_THREADS LC_ALL LANG TZ LD_PRELOAD LD_LIBRARY_PATH
    KERAS_BACKEND""".split()
)
FAMILIES = ("NCCL_", "OMP_", "MKL_", "KMP_", "GOMP_", "OPENBLAS_", "BLIS_", "NVTE_", "TORCHINDUCTOR_", "JAX_", "MIOPEN_")
SECRET = ("TOKEN", "SECRET", "PASSW", "CREDENTIAL", "KEY", "AUTH")
LONGEST = 1000

# Set by whoever knows more than the environment says: (rank, world size) of a process group that was made in the program.
known_rank = None


def node():
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def facts():
    rank, local_rank, world_size = place_in_job(os.environ)
    if rank is None and known_rank is not None:
        rank, world_size = known_rank
    return {
        "pid": os.getpid(),
        "ppid": os.getppid(),
        "rank": rank,
        "localRank": local_rank,
        "worldSize": world_size,
        "node": node(),
        "executable": sys.executable or "",
        "python": sys.version.split()[0],
        "program": program(),
        "flags": flags(),
    }


def place_in_job(environ):
    for names in RANKS:
        # A batch script of Slurm has a rank of its own, which no training process is: only srun makes steps.
        if names[0].startswith("SLURM") and not ("SLURM_STEP_ID" in environ or "SLURM_STEPID" in environ):
            continue
        if names[0] in environ:
            return tuple(_integer(environ.get(name)) for name in names)
    return (None, _integer(environ.get("LOCAL_RANK")), _integer(environ.get("WORLD_SIZE")))


def _integer(text):
    try:
        return int(text)
    except (TypeError, ValueError):
        return None


def program():
    """The script or the module; never its arguments, which may hold anything."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None:
        name = spec.name[: -len(".__main__")] if spec.name.endswith(".__main__") else spec.name
        return "-m " + name
    words = getattr(sys, "argv", None) or [""]
    if words[0] == "-m":
        # While Python starts; from 3.10 on, the whole command line is there as well.
        asked = getattr(sys, "orig_argv", ["-m", ""])
        at = asked.index("-m") + 1 if "-m" in asked else 0
        return ("-m " + asked[at] if 0 < at < len(asked) else "-m").strip()
    return words[0]


def flags():
    # They differ from release to release, and nothing lists them.
    names = [name for name in dir(sys.flags) if not name.startswith(("_", "n_")) and name not in ("count", "index")]
    return {name: getattr(sys.flags, name) for name in names if isinstance(getattr(sys.flags, name), int)}


def environment():
    return {name: os.environ[name][:LONGEST] for name in sorted(os.environ) if _is_listed(name)}


def _is_listed(name):
    if name not in VARIABLES and not name.startswith(FAMILIES):
        return False
    return not any(word in name for word in SECRET) and "@" not in os.environ[name]
