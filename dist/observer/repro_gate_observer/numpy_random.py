"""NumPy's generators. Whatever is made without a seed asks one function of one module for entropy; to answer there
leaves every class and signature as it is, and what has a seed never comes there."""

import _thread
import re
import sys

from . import place, record, seeding
from .wrapping import dress, replace

LEGACY = "RandomState"
WITHOUT_SEED = re.compile(r"RandomState\(\s*(?:seed\s*=\s*)?(?:None\s*)?\)")

# By thread: the function that was called without a seed, while it runs.
_asking = {}


def loaded(random):
    if record.fills():
        random.seed(record.seed % 2**32)
        seeding.filled("numpy.random.seed", record.seed % 2**32)
    seeding.Global("numpy.random", ("numpy.random.seed", "numpy.random.set_state"), lambda: _state(random))
    record.guarded("numpy.random", _answer_for_entropy)()
    for name in ("seed", "default_rng"):
        _watch(random, name)
    seeding.watch_own(random, "set_state", "numpy.random.set_state")


def _state(random):
    state = random.get_state(legacy=False)
    words = state["state"].get("key")
    # An array compares element by element.
    return (words.tobytes(), state["state"]["pos"]) if words is not None else str(state)


def _watch(random, name):
    """As the other functions that seed, except that what stands for no seed is chosen where the entropy is drawn."""
    original = getattr(random, name, None)
    if original is None:
        return
    call = "numpy.random." + name
    told = record.guarded(call, seeding.seen)

    def seed(*arguments, **named):
        value = seeding.asked_for(arguments, named)
        if value is not None:
            result = original(*arguments, **named)
            told(call, value)
            return result
        thread = _thread.get_ident()
        _asking[thread] = call
        try:
            return original(*arguments, **named)
        finally:
            _asking.pop(thread, None)

    replace(random, name, seed)


def _answer_for_entropy():
    # Named with an underscore in 1.17 and 1.18.
    for name in ("numpy.random.bit_generator", "numpy.random._bit_generator"):
        module = sys.modules.get(name)
        if module is not None and hasattr(module, "randbits"):
            module.randbits = _randbits(module.randbits)
            return
    raise LookupError("NumPy asks for entropy elsewhere; unseeded generators are not seen")


def _randbits(original):
    drawn = record.guarded("numpy.random", _draw)

    def randbits(count):
        bits = drawn(count)
        return original(count) if bits is None else bits

    return dress(randbits, original)


def _draw(count):
    call = _asking.get(_thread.get_ident()) or _class_of(place.caller_line())
    if not record.fills():
        if call is not None:
            seeding.seen_without(call)
        return None
    bits = seeding.next_bits(count)
    if call is not None:
        seeding.seen(call, bits, by="gate")
    return bits


def _class_of(line):
    """Classes cannot be wrapped without isinstance finding out, so the line that calls one says which. A RandomState with
    a seed asks for entropy too, and throws it away: that is none."""
    if LEGACY not in line:
        return "numpy.random.SeedSequence"
    return "numpy.random." + LEGACY if WITHOUT_SEED.search(line) else None
