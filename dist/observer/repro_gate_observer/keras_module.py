"""Keras, when it has been imported. What it draws without a seed comes from `random`, which is filled; its own function
for all generators at once is not called, because the program may have seeded some of them before this import."""

import sys

from . import record, seeding


def loaded(keras):
    seeding.watch(keras.utils, "set_random_seed", "keras.utils.set_random_seed")
    facts = {"version": keras.__version__, "facts": {"backend": record.guarded("keras", _backend)(keras)}}
    record.modules["keras"] = lambda reason: facts


def _backend(keras):
    backend = getattr(keras, "backend", None) or sys.modules.get("keras.backend")
    return backend.backend()
