"""Lightning, under its new name and its old one. Its seed for what has none is a variable, which the gate sets."""

from . import record, seeding


def loaded(lightning):
    name = lightning.__name__
    for owner in (lightning, getattr(lightning, "pytorch", None)):
        if owner is not None:
            seeding.watch(owner, "seed_everything", name + ".seed_everything")
    facts = {"version": getattr(lightning, "__version__", None), "facts": {}}
    record.modules[name] = lambda reason: facts
