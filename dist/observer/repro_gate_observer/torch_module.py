"""PyTorch, when it has been imported: seeds it, watches its seeding, and has the rest read at each write."""

from . import libraries, process, record, torch_build, torch_devices, torch_flags, torch_seeding, warned


def loaded(torch):
    record.guarded("torch seed", torch_seeding.fill)(torch)
    if record.inject == "force":
        record.guarded("torch force", _force)(torch)
    record.guarded("torch seeding", torch_seeding.watch)(torch)
    record.modules["torch"] = torch_build.reader(torch)
    record.parts["torch"] = torch_flags.reader(torch)
    record.parts["devices"] = torch_devices.reader(torch)
    record.parts["rank"] = lambda reason: _look_at_rank(torch)
    warned.watch()
    libraries.watch()


def _force(torch):
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.backends.cudnn.benchmark = False


def _look_at_rank(torch):
    """Where a program makes its ranks itself, no variable says which this is."""
    distributed = getattr(torch, "distributed", None)
    if distributed is not None and distributed.is_available() and distributed.is_initialized():
        process.known_rank = (distributed.get_rank(), distributed.get_world_size())
