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


def say(subject, facts, encoded=False):
    # Written at once: what comes later may hang or crash inside the driver. Past sys.stdout, which a sitecustomize may
    # have replaced; the marker sets our lines apart from what it printed, which goes first.
    try:
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        pass
    line = ("\nrepro-gate:" + subject + ":" + (facts if encoded else encode(facts)) + "\n").encode("ascii")
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

    def name(self, device):
        return self.text("cuDeviceGetName", device) if hasattr(self.library, "cuDeviceGetName") else None

    def memory(self, device):
        if not hasattr(self.library, "cuDeviceTotalMem_v2"):
            return None
        value = self.c.c_size_t()
        self.call("cuDeviceTotalMem_v2", self.c.byref(value), device)
        return value.value

    def device(self, ordinal):
        device = self.number("cuDeviceGet", ordinal)
        attribute = "cuDeviceGetAttribute"
        return {
            "uuid": self.uuid(device),
            "name": self.name(device),
            "memoryBytes": self.memory(device),
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


class Links:
    """NVML, for what neither the CUDA driver nor nvidia-smi's one answer says: which GPUs are joined by NVLink."""

    MOST_LINKS = 64
    P2P_NVLINK = 2  # nvml.h: NVML_P2P_CAPS_INDEX_NVLINK

    def __init__(self, ctypes, library):
        self.c = ctypes
        self.library = library

    def call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code != 0:
            raise Failed(name, code, None)

    def handle(self, index):
        handle = self.c.c_void_p()
        self.call("nvmlDeviceGetHandleByIndex_v2", index, self.c.byref(handle))
        return handle

    def uuid(self, handle):
        buffer = self.c.create_string_buffer(96)
        self.call("nvmlDeviceGetUUID", handle, buffer, 96)
        return buffer.value.decode("utf-8", "replace")

    def active(self, handle):
        state = self.c.c_uint()
        links = 0
        for link in range(self.MOST_LINKS):
            # Past the last link, and on boards without any, it is an error.
            if self.library.nvmlDeviceGetNvLinkState(handle, link, self.c.byref(state)) != 0:
                break
            links += state.value
        return links

    def joined(self, one, other):
        status = self.c.c_uint()
        code = self.library.nvmlDeviceGetP2PStatus(one, other, self.P2P_NVLINK, self.c.byref(status))
        return code == 0 and status.value == 0

    def facts(self):
        self.call("nvmlInit_v2")
        count = self.c.c_uint()
        self.call("nvmlDeviceGetCount_v2", self.c.byref(count))
        handles = [self.handle(index) for index in range(count.value)]
        names = [self.uuid(handle) for handle in handles]
        return [
            {
                "uuid": names[index],
                "active": self.active(handle),
                "peers": [
                    names[other]
                    for other in range(len(handles))
                    if other != index and self.joined(handle, handles[other])
                ],
            }
            for index, handle in enumerate(handles)
        ]


def links():
    try:
        import ctypes

        return {"links": Links(ctypes, ctypes.CDLL("libnvidia-ml.so.1")).facts()}
    except Failed as failure:
        return {"error": "%s failed with error %s" % failure.args[:2]}
    except Exception as error:
        return {"error": repr(error)}


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


def number_at(data, offset, size):
    return int.from_bytes(data[offset : offset + size], "little")


def compatibility_note(path):
    # A library of the cuda-compat packages says in a section of its own which driver branches it is fit for. Only the
    # headers are read (elf.h, Elf64_Ehdr and Elf64_Shdr): the library itself has tens of megabytes.
    with open(path, "rb") as library:
        head = library.read(64)
        if head[:6] != b"\x7fELF\x02\x01":
            return None
        size, count, names = number_at(head, 58, 2), number_at(head, 60, 2), number_at(head, 62, 2)
        library.seek(number_at(head, 40, 8))
        table = library.read(size * count)

        def section(index):
            library.seek(number_at(table, index * size + 24, 8))
            return library.read(min(number_at(table, index * size + 32, 8), 65536))

        strings = section(names)
        for index in range(count):
            start = number_at(table, index * size, 4)
            if strings[start:].startswith(b".note.cuda.fwd_compatibility\0"):
                note = section(index)
                return note[note.find(b"{") : note.rfind(b"}") + 1].decode("utf-8", "replace")
    return None


def several_gpus():
    try:
        return len(os.listdir("/proc/driver/nvidia/gpus")) > 1
    except OSError:
        return False


class Job:
    """Which devices the job will see, in its order. A process reads the variables that decide it once, when it
    initialises CUDA; so a child does that with the job's own, beside this process, which looks at all devices."""

    def __init__(self):
        chosen = "CUDA_VISIBLE_DEVICES" in os.environ
        if not hasattr(os, "fork") or not (chosen or several_gpus()):
            self.output = None
            return
        self.output, end = os.pipe()
        if os.fork() == 0:
            try:
                os.close(self.output)
                answer = encode(ask_cuda()).encode("ascii")
                while answer:
                    answer = answer[os.write(end, answer) :]
            finally:
                os._exit(0)
        os.close(end)

    def answer(self):
        with os.fdopen(self.output, "rb") as output:
            return output.read().decode("ascii")


def ask_cuda():
    try:
        import ctypes

        library = ctypes.CDLL("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")
    except (ImportError, OSError) as error:
        return {"missing": str(error)}
    found = {"library": loaded_file("libcuda.so")}
    try:
        if found["library"] is not None:
            found["note"] = compatibility_note(found["library"])
    except (OSError, ValueError):
        pass
    try:
        found.update(Driver(ctypes, library).facts())
    except Failed as failure:
        call, code, text = failure.args
        found["error"] = {"call": call, "code": code, "text": text}
    except Exception as error:
        found["error"] = {"call": "ctypes", "code": -1, "text": repr(error)}
    return found


def cuda():
    leave_no_core()
    job = Job()
    # All devices of the machine, as nvidia-smi lists them, in the order of their bus.
    os.environ.pop("CUDA_VISIBLE_DEVICES", None)
    os.environ["CUDA_DEVICE_ORDER"] = "PCI_BUS_ID"
    found = ask_cuda()
    say("cuda", found)
    if job.output is not None:
        say("visible", job.answer(), encoded=True)
    if len(found.get("devices", ())) > 1:
        say("links", links())


own_imports_only()
say("interpreter", interpreter())
if "cuda" in sys.argv[1:]:
    cuda()
