"""PyTorch's seeds. A generator object is a C type and cannot be wrapped; torch.Generator() is made with a constant seed."""

import ctypes

from . import record, seeding
from .wrapping import replace

SEEDED_BY = ("torch.manual_seed", "torch.set_rng_state", "torch.seed")


def fill(torch):
    if record.fills():
        # Queued where CUDA is not initialised yet, before what the program will ask for.
        torch.manual_seed(record.seed)
        seeding.filled("torch.manual_seed", record.seed)


def watch(torch):
    _watch_draws(torch)
    seeding.watch(torch.random, "manual_seed", "torch.manual_seed")
    seeding.watch_own(torch.random, "set_rng_state", "torch.set_rng_state")
    _watch_entropy(torch.random)
    for name in ("manual_seed", "set_rng_state", "seed"):
        setattr(torch, name, getattr(torch.random, name))
    for name in ("manual_seed", "manual_seed_all"):
        seeding.watch_own(torch.cuda, name, "torch.cuda." + name, with_value=True)


def _watch_draws(torch):
    first = torch.initial_seed()

    def state():
        # Whoever has given it another seed since then has seeded it, by whatever way.
        return _words(torch) if torch.initial_seed() == first else drawn.first

    drawn = seeding.Global("torch", SEEDED_BY, state)
    record.parts["state of torch.cuda"] = lambda reason: _look_at_cuda(torch) if reason == "exit" else None


def _words(torch):
    words = torch.get_rng_state()
    return ctypes.string_at(words.data_ptr(), words.numel())


def _look_at_cuda(torch):
    seeded = seeding.has_seen(SEEDED_BY + ("torch.cuda.manual_seed", "torch.cuda.manual_seed_all"))
    if seeded or not torch.cuda.is_initialized():
        return
    # Philox counts what it has given.
    if any(generator.get_offset() > 0 for generator in torch.cuda.default_generators):
        seeding.seen_without("torch.cuda")


def _watch_entropy(random):
    """torch.seed() takes a seed of the machine's and gives it back."""
    original = random.seed
    manual_seed = getattr(random.manual_seed, "__wrapped__", random.manual_seed)
    bits = record.guarded("torch.seed", seeding.next_bits)
    told = record.guarded("torch.seed", seeding.seen)
    told_without = record.guarded("torch.seed", seeding.seen_without)

    def seed():
        value = bits(63) if record.fills() else None
        if value is None:
            told_without("torch.seed")
            return original()
        manual_seed(value)
        told("torch.seed", value, by="gate")
        return value

    replace(random, "seed", seed)
