"""What PyTorch says it is. Nothing here asks for a device: even counting them starts the driver, after which children
that are forked cannot use it."""

import re

from . import record

BLAS = re.compile(r"\bBLAS_INFO=(\w+)")


def reader(torch):
    early = {"version": str(torch.__version__), "facts": _facts(torch)}
    late = []

    def read(reason):
        if reason == "exit" and not late:
            early["facts"].update(record.guarded("torch config", _config)(torch) or {})
            late.append(True)
        return early

    return read


def _facts(torch):
    version = torch.version
    return {
        "cuda": getattr(version, "cuda", None),
        "hip": getattr(version, "hip", None),
        "commit": getattr(version, "git_version", None),
        "debug": getattr(version, "debug", None),
        "cudnn": record.guarded("cuDNN", _cudnn)(torch),
        "nccl": record.guarded("NCCL", _nccl)(torch),
        "archs": record.guarded("architectures", _archs)(torch),
    }


def _cudnn(torch):
    # The version that it was built for: to ask for the one in use loads cuDNN's sub-libraries.
    cudnn = getattr(torch._C, "_cudnn", None)
    return None if cudnn is None else ".".join(map(str, cudnn.getCompileVersion()))


def _nccl(torch):
    ask = getattr(torch._C, "_nccl_version", None)
    if ask is None:
        return None
    number = ask()
    if isinstance(number, tuple):
        return ".".join(map(str, number))
    return "%d.%d.%d" % (number >> 32, number >> 16 & 65535, number & 65535)


def _archs(torch):
    # What torch.cuda.get_arch_list() splits, without its look at whether there is a device.
    ask = getattr(torch._C, "_cuda_getArchFlags", None)
    flags = ask() if ask is not None else None
    return flags.split() if flags else None


def _config(torch):
    if torch.version.cuda is not None and not torch.cuda.is_initialized():
        return {}
    from hashlib import sha256

    text = torch._C._show_config()
    blas = BLAS.search(text)
    found = {"config": "sha256:" + sha256(text.encode()).hexdigest(), "blas": blas and blas.group(1)}
    if torch.cuda.is_initialized() and hasattr(torch._C, "_cudnn"):
        found["cudnnRuntime"] = ".".join(map(str, torch._C._cudnn.getRuntimeVersion()))
    return found
