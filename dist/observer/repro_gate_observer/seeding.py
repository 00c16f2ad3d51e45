"""Calls that seed a generator: which, with what, where, and whether the user's or ours."""

import os
import sys

from . import forks, place, process, record
from .wrapping import replace

# Looked at for each function; a program that seeds in every step is not slowed down by it.
MOST_LOOKED_AT = 200
LONGEST = 100

_looked_at = {}
_drawn = 0


def filled(call, value):
    """The gate's own seeding, which no line of the program asked for."""
    record.note_seed({"call": call, "value": str(value), "by": "gate", "file": None, "line": None})


def seen(call, value, by="user"):
    _looked_at[call] = _looked_at.get(call, 0) + 1
    if _looked_at[call] > MOST_LOOKED_AT or sum(entry["call"] == call for entry in record.seeds) >= record.MOST:
        return
    record.note_seed(dict({"call": call, "value": text(value), "by": by}, **place.caller()))


def seen_without(call):
    """A generator was made or seeded from the entropy of the machine."""
    record.note(record.unseeded, call)


def has_seen(calls):
    return any(entry["call"] in calls for entry in record.seeds)


def text(value):
    if value is None or isinstance(value, (bool, int, float, str, bytes)):
        return None if value is None else str(value)[:LONGEST]
    if isinstance(value, (list, tuple)):
        return str([text(item) for item in value[:8]])[:LONGEST]
    # Numbers of other libraries; a tracer of JAX has none, and says so by an exception.
    try:
        return str(value.__index__())[:LONGEST]
    except Exception:
        return type(value).__name__


def asked_for(arguments, named):
    """The seed of a call, which is its first argument, under one of two names."""
    return arguments[0] if arguments else named.get("seed", named.get("a"))


def watch(owner, name, call, fill=None):
    """Wraps a function that seeds. Where `fill` is given, no seed means one of the machine's: it is noted, and when the
    gate fills, `fill` says which to take instead."""
    original = getattr(owner, name, None)
    if original is None:
        return
    told, chosen = record.guarded(call, _told), record.guarded(call, fill)

    def seed(*arguments, **named):
        by = "user"
        if fill is not None and record.fills() and asked_for(arguments, named) is None:
            instead = chosen()
            if instead is not None:
                arguments, named, by = (instead,), {}, "gate"
        result = original(*arguments, **named)
        told(call, asked_for(arguments, named), by, fill is not None)
        return result

    replace(owner, name, seed)


def watch_own(owner, name, call, with_value=False):
    """Wraps a function that counts only where the program itself calls it: libraries put back states that they have
    borrowed, and seed each device when they seed."""
    original = getattr(owner, name, None)
    if original is None:
        return
    told = record.guarded(call, seen)

    def seed(*arguments, **named):
        result = original(*arguments, **named)
        if not place.is_library(sys._getframe(1).f_code.co_filename):
            told(call, asked_for(arguments, named) if with_value else None)
        return result

    replace(owner, name, seed)


def _told(call, value, by, none_is_unseeded):
    if none_is_unseeded and value is None:
        seen_without(call)
    else:
        seen(call, value, by)


def next_bits(count):
    """The next of the numbers that stand for the machine's entropy: the same in each run, another for each call, rank
    and worker."""
    global _drawn
    from hashlib import shake_256

    _drawn += 1
    key = (record.seed, process.place_in_job(os.environ)[0], forks.path, _worker(), _drawn)
    return int.from_bytes(shake_256(repr(key).encode()).digest((count + 7) // 8), "big") >> (-count % 8)


def _worker():
    processes = sys.modules.get("multiprocessing.process")
    return () if processes is None else tuple(processes.current_process()._identity)


class Global:
    """A generator that a whole library shares: whether it has given numbers though nothing seeded it, because its state
    is another than when it was made."""

    def __init__(self, name, seeded_by, state):
        self.name = name
        self.seeded_by = seeded_by
        self.state = record.guarded(name, state)
        self.first = self.state()
        record.parts["state of " + name] = self.look

    def look(self, reason):
        if has_seen(self.seeded_by) or self.name in record.unseeded:
            return
        if self.state() != self.first:
            record.note(record.unseeded, self.name)
