# Stands for PyTorch built for CUDA on a machine with one GPU, as far as the observer asks it. What would initialise the
# driver raises until the program has done so, by torch.cuda.init().
import ctypes
import os
import types

__version__ = "2.7.1+cu128"
version = types.SimpleNamespace(cuda="12.8", hip=None, git_version="e2d141dbde55c2a4370fac5165b0561b6af4798b", debug=False)
_initialized = None
_seed = 1
_buffer = ctypes.create_string_buffer(16)


def _needs_cuda(value):
    if not cuda.is_initialized():
        raise SystemExit("CUDA was asked for something before the program made a context")
    return value


class _State:
    data_ptr = staticmethod(lambda: ctypes.addressof(_buffer))
    numel = staticmethod(lambda: 16)


def initial_seed():
    return _seed


def get_rng_state():
    return _State


def get_num_threads():
    return 8


get_num_interop_threads = get_num_threads

random = types.ModuleType("torch.random")
random.__file__ = __file__


def manual_seed(seed):
    cuda.manual_seed_all(seed)
    return None


random.manual_seed = manual_seed
random.set_rng_state = lambda state: None
random.seed = lambda: 5


class _Properties:
    name = "NVIDIA H100 80GB HBM3"
    uuid = "5eed0000-0000-0000-0000-000000000001"
    major, minor = 9, 0
    multi_processor_count = 132
    max_threads_per_multi_processor = 2048
    total_memory = 81559 << 20


cuda = types.ModuleType("torch.cuda")
# A forked child has no context, whatever its parent has.
cuda.is_initialized = lambda: _initialized == os.getpid()
cuda.device_count = lambda: _needs_cuda(1)
cuda.get_device_properties = lambda index: _needs_cuda(_Properties)
cuda.manual_seed = lambda seed: None
cuda.manual_seed_all = lambda seed: None
cuda.default_generators = [types.SimpleNamespace(get_offset=lambda: 4)]


def _init():
    global _initialized
    _initialized = os.getpid()


cuda.init = _init

_C = types.SimpleNamespace(
    _cudnn=types.SimpleNamespace(getCompileVersion=lambda: (9, 7, 1), getRuntimeVersion=lambda: _needs_cuda((9, 10, 2))),
    _nccl_version=lambda: 2 << 32 | 26 << 16 | 2,
    _cuda_getArchFlags=lambda: "sm_75 sm_80 sm_90 compute_120",
    _show_config=lambda: _needs_cuda("PyTorch built with: BLAS_INFO=mkl, LAPACK_INFO=mkl"),
    _get_cublas_allow_tf32=lambda: False,
    _get_cudnn_allow_tf32=lambda: True,
    _get_cublas_allow_bf16_reduced_precision_reduction=lambda: (True, True),
    _get_deterministic_algorithms=lambda: False,
)
