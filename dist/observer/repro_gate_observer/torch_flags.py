"""Flags of PyTorch that decide numbers, as they are now, from the getters behind the Python properties: these warn of
nothing and load nothing. TF32 has two sets of functions, and mixing them raises; the new one is read where it is there,
the old one only where there is no other, and neither is ever written."""

import sys

from . import record

SDP = ("flash", "mem_efficient", "math", "cudnn")


def reader(torch):
    c = torch._C

    def get(name, *arguments):
        function = getattr(c, name, None)
        return None if function is None else record.guarded(name, function)(*arguments)

    def read(reason):
        backends = {name: get("_get_%s_sdp_enabled" % name) for name in SDP}
        return {
            "deterministicAlgorithms": get("_get_deterministic_algorithms"),
            "warnOnly": get("_get_deterministic_algorithms_warn_only"),
            "cudnnDeterministic": get("_get_cudnn_deterministic"),
            "cudnnBenchmark": get("_get_cudnn_benchmark"),
            "cudnnEnabled": get("_get_cudnn_enabled"),
            "fp32Precision": _precision(get),
            "float32MatmulPrecision": _matmul_precision(c),
            "reducedPrecisionReduction": {
                name: _first(get("_get_cublas_allow_%s_reduced_precision_reduction" % name)) for name in ("fp16", "bf16")
            },
            "sdpBackends": [name for name in SDP if backends[name]],
            "compileUsed": _compiled(),
            # To ask sets the number up, from variables that the program may yet set.
            "threads": torch.get_num_threads() if reason == "exit" else None,
            "interopThreads": torch.get_num_interop_threads() if reason == "exit" else None,
        }

    return read


def _matmul_precision(c):
    try:
        return c._get_float32_matmul_precision()
    except (AttributeError, RuntimeError):  # the program has used both sets of functions: there is no such value
        return None


def _first(answer):
    # Later releases add whether split-k is allowed.
    return answer[0] if isinstance(answer, tuple) else answer


def _precision(get):
    new = get("_get_fp32_precision_getter", "cuda", "matmul")
    if new is None:
        return {"matmul": _old(get("_get_cublas_allow_tf32")), "cudnn": _old(get("_get_cudnn_allow_tf32"))}
    places = {"matmul": new}
    for name in ("conv", "rnn"):
        places["cudnn." + name] = get("_get_fp32_precision_getter", "cuda", name)
    found = {name: "ieee" if value == "none" else value for name, value in places.items()}
    found["cudnn"] = "tf32" if "tf32" in (found["cudnn.conv"], found["cudnn.rnn"]) else found["cudnn.conv"]
    return found


def _old(allowed):
    return None if allowed is None else "tf32" if allowed else "ieee"


def _compiled():
    utils = sys.modules.get("torch._dynamo.utils")
    frames = getattr(utils, "counters", {}).get("frames", {}) if utils is not None else {}
    return frames.get("total", 0) > 0
