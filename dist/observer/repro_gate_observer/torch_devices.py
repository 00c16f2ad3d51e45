"""GPUs, once the program itself has made a CUDA context."""


def reader(torch):
    def read(reason):
        if not torch.cuda.is_initialized():
            return None
        return [_device(index, torch.cuda.get_device_properties(index)) for index in range(torch.cuda.device_count())]

    return read


def _device(index, properties):
    uuid = getattr(properties, "uuid", None)
    return {
        "index": index,
        "name": properties.name,
        "uuid": None if uuid is None else _prefixed(str(uuid)),
        "computeCapability": "%d.%d" % (properties.major, properties.minor),
        "smCount": properties.multi_processor_count,
        "maxThreadsPerSm": getattr(properties, "max_threads_per_multi_processor", None),
        "memoryMiB": properties.total_memory >> 20,
    }


def _prefixed(uuid):
    return uuid if uuid.startswith(("GPU-", "MIG-")) else "GPU-" + uuid
