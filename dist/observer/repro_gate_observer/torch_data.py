"""Settings of data loaders."""

from . import place, record
from .wrapping import tell_after


def loaded(dataloader):
    tell_after(dataloader.DataLoader, "__init__", lambda arguments, result: _look(arguments[0]))
    if record.probe is not None:
        from . import probe

        probe.watch_batches(dataloader._BaseDataLoaderIter)


def _look(loader):
    if len(record.data_loaders) >= record.MOST:
        return
    generator = getattr(loader, "generator", None)
    entry = {
        "workers": getattr(loader, "num_workers", None),
        "hasGenerator": generator is not None,
        "hasWorkerInit": getattr(loader, "worker_init_fn", None) is not None,
        "seed": None if generator is None else str(generator.initial_seed()),
    }
    record.note(record.data_loaders, dict(entry, **place.caller()))
