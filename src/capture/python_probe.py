# Run by repro-gate, once, in the interpreter under test: says what the interpreter is and, when asked with `cuda`, what
# the CUDA driver says about its devices. Imports nothing that is installed, creates no CUDA context, changes nothing.
# Python 3.8 to 3.14, standard library only; even `json` is avoided, because importing it costs more than all the rest.
import os
import sys

searched = list(sys.path)
if searched and searched[0] == "":
    # `python -c` searches the working directory first; `python train.py` does not.
    del searched[0]


def own_imports_only():
    # The folders of PYTHONPATH and site-packages may hold a module of any name: the imports below skip them.
    stdlib = os.path.dirname(os.__file__)
    keep = (stdlib, os.path.join(stdlib, "lib-dynload"), os.path.join(sys.base_exec_prefix, "DLLs"))
    sys.path[:] = [entry for entry in searched if entry in keep]


def quote(text):
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        from json.encoder import py_encode_basestring_ascii as encode_basestring_ascii
    return encode_basestring_ascii(text)


def encode(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(quote(key) + ":" + encode(value[key]) for key in value) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(encode(item) for item in value) + "]"
    return quote(str(value))


def say(subject, facts):
    # Written at once: what comes later may hang or crash inside the driver. Past sys.stdout, which a sitecustomize may
    # have replaced; the marker sets our lines apart from what it printed, which goes first.
    try:
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        pass
    line = ("\nrepro-gate:" + subject + ":" + encode(facts) + "\n").encode("ascii")
    while line:
        line = line[os.write(1, line) :]


def libc():
    try:
        return os.confstr("CS_GNU_LIBC_VERSION")
    except (AttributeError, ValueError, OSError):
        return None


def interpreter():
    return {
        "version": sys.version.split()[0].rstrip("+"),
        "implementation": sys.implementation.name,
        "freeThreaded": "t" in getattr(sys, "abiflags", ""),
        "executable": sys.executable or "",
        "prefix": sys.prefix,
        "basePrefix": sys.base_prefix,
        "conda": os.path.isdir(os.path.join(sys.prefix, "conda-meta")),
        "path": searched,
        "libc": libc(),
    }


class Failed(Exception):
    pass


class Driver:
    """The CUDA driver API, as far as it can be asked without a context."""

    # cuda.h: CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, ..._COMPUTE_CAPABILITY_MAJOR, ..._MINOR
    MULTIPROCESSORS = 16
    MAJOR = 75
    MINOR = 76

    def __init__(self, ctypes, library):
        self.c = ctypes
        self.library = library

    def call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code != 0:
            raise Failed(name, code, self.describe(code))

    def describe(self, code):
        text = self.c.c_char_p()
        try:
            self.library.cuGetErrorString(code, self.c.byref(text))
        except AttributeError:
            pass
        return text.value.decode("utf-8", "replace") if text.value else None

    def number(self, name, *arguments):
        value = self.c.c_int()
        self.call(name, self.c.byref(value), *arguments)
        return value.value

    def text(self, name, device):
        buffer = self.c.create_string_buffer(256)
        self.call(name, buffer, 255, device)
        return buffer.value.decode("utf-8", "replace")

    def uuid(self, device):
        buffer = (self.c.c_ubyte * 16)()
        # _v2 (CUDA 11.4) names the MIG slice where there is one; older drivers have only the first.
        name = "cuDeviceGetUuid_v2" if hasattr(self.library, "cuDeviceGetUuid_v2") else "cuDeviceGetUuid"
        self.call(name, buffer, device)
        digits = "".join("%02x" % byte for byte in buffer)
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def device(self, ordinal):
        device = self.number("cuDeviceGet", ordinal)
        attribute = "cuDeviceGetAttribute"
        return {
            "uuid": self.uuid(device),
            "pciBusId": self.text("cuDeviceGetPCIBusId", device),
            "smCount": self.number(attribute, self.MULTIPROCESSORS, device),
            "major": self.number(attribute, self.MAJOR, device),
            "minor": self.number(attribute, self.MINOR, device),
        }

    def facts(self):
        self.call("cuInit", 0)
        version = self.number("cuDriverGetVersion")
        count = self.number("cuDeviceGetCount")
        return {"version": version, "devices": [self.device(ordinal) for ordinal in range(count)]}


def loaded_file(name):
    # The real file behind `libcuda.so.1` ends in the version of the driver it belongs to.
    try:
        with open("/proc/self/maps") as maps:
            for line in maps:
                if name in line:
                    return os.path.realpath(line.split(None, 5)[5].strip())
    except (OSError, IndexError):
        pass
    return None


def leave_no_core():
    # A crash inside the driver would put the image of this process into the repository.
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (ImportError, OSError, ValueError):
        pass


def cuda():
    leave_no_core()
    # All devices of the machine, as nvidia-smi lists them, in the order of their bus.
    os.environ.pop("CUDA_VISIBLE_DEVICES", None)
    os.environ["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID"
    try:
        import ctypes

        library = ctypes.CDLL("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")
    except (ImportError, OSError) as error:
        return {"missing": str(error)}
    found = {"library": loaded_file("libcuda.so")}
    try:
        found.update(Driver(ctypes, library).facts())
    except Failed as failure:
        call, code, text = failure.args
        found["error"] = {"call": call, "code": code, "text": text}
    except Exception as error:
        found["error"] = {"call": "ctypes", "code": -1, "text": repr(error)}
    return found


own_imports_only()
say("interpreter", interpreter())
if "cuda" in sys.argv[1:]:
    say("cuda", cuda())
