"""Optimizers, for the probe alone."""

from . import record


def loaded(optimizer):
    if record.probe is not None:
        from . import probe

        probe.watch_optimizer(optimizer)
