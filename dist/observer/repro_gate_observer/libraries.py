"""Shared libraries that this process has really mapped, whatever the metadata of packages say."""

import os
import re

from . import record

NAMES = re.compile(
    r"^lib(?:cudart|cudnn\w*|cublas(?:Lt)?|cufft|cusparse|cusolver|curand|nvrtc|nccl|cuda|nvidia-ml|nvJitLink|cusparseLt|cutensor"
    r"|mkl_\w+|\w*openblas\w*|blis|gomp|iomp5|omp|tbb"
    r"|amdhip64|rocblas|hipblas(?:lt)?|MIOpen|rccl)(?=[-.])",
)
OPENBLAS = re.compile(r"-r(\d+(?:\.\d+)+)")
NUMBER = re.compile(r"\.so\.(\d[\w.]*)$")
INSTALLED = re.compile(r"^(.*/(?:site|dist)-packages)/([^/]+)/(?:([^/]+)/)?")
# CUDA 13's packages share one folder; the name of the library then says which package it is from.
OF_TOOLKIT = {
    "libcudart": "nvidia_cuda_runtime",
    "libcublas": "nvidia_cublas",
    "libcublasLt": "nvidia_cublas",
    "libcufft": "nvidia_cufft",
    "libcusparse": "nvidia_cusparse",
    "libcusolver": "nvidia_cusolver",
    "libcurand": "nvidia_curand",
    "libnvrtc": "nvidia_cuda_nvrtc",
    "libnvJitLink": "nvidia_nvjitlink",
}
MOST = 100

_packages = {}


def watch():
    """Now, when a framework has been loaded, and at the end: parts of it are loaded when they are first needed."""
    look()
    record.parts["libraries"] = lambda reason: look() if reason == "exit" else None


def look():
    record.libraries[:] = [describe(path) for path in _mapped()][:MOST]


def _mapped():
    paths = set()
    try:
        with open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as maps:
            for line in maps:
                at = line.find("/")
                if at > 0 and ".so" in line:
                    paths.add(line[at:].rstrip("\n"))
    except OSError:
        pass
    return sorted(path for path in paths if NAMES.match(os.path.basename(path)))


def describe(path):
    base = os.path.basename(path)
    name = NAMES.match(base).group()
    name = "libopenblas" if "openblas" in name else name
    version = OPENBLAS.search(base) or NUMBER.search(base)
    return {"name": name, "path": path, "version": version and version.group(1), "owner": owner(path, name)}


def owner(path, name):
    found = INSTALLED.match(path)
    if found is None:
        return None
    root, folder, inner = found.groups()
    if folder != "nvidia":
        # What wheels bring along lies in `numpy.libs` beside the package or in `numpy/.libs` inside it.
        return folder[: -len(".libs")] if folder.endswith(".libs") else folder
    shared = re.match(r"cu\d+$", inner or "")
    wanted = OF_TOOLKIT.get(name, "nvidia_" + name[3:]) if shared else "nvidia_%s" % inner
    packages = _nvidia_packages(root)
    if shared and wanted in packages:
        return wanted.replace("_", "-")
    suffixed = [package for package in packages if re.match(re.escape(wanted) + r"(?:_cu\d+)?$", package)]
    return suffixed[-1].replace("_", "-") if suffixed else folder


def _nvidia_packages(root):
    if root not in _packages:
        names = [name for name in sorted(os.listdir(root)) if name.startswith("nvidia_") and name.endswith(".dist-info")]
        _packages[root] = [name.split("-")[0] for name in names]
    return _packages[root]
