"""The generator behind the functions of `random`. Generators that a program makes for itself stay as they are: tempfile's
gives names, which must not repeat."""

from . import record, seeding


def loaded(random):
    if record.fills():
        random.seed(record.seed)
        seeding.filled("random.seed", record.seed)
    seeding.Global("random", ("random.seed", "random.setstate"), lambda: hash(random.getstate()))
    seeding.watch(random, "seed", "random.seed", fill=lambda: seeding.next_bits(128))
    seeding.watch_own(random, "setstate", "random.setstate")
