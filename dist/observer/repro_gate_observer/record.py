"""What this process has seen so far, and its file: written whole each time, beside and then in place of the last one, so
that a process that is killed leaves the last whole one."""

import _thread
import os
import sys
import time

from . import process
from .encoding import encode

MOST = 20
LONGEST = 300
# Writes that a wrapped call may cause at once; after these, one a second.
BURST = 30

folder = None
inject = "off"
seed = None
probe_steps = 0

seeds = []
unseeded = []
data_loaders = []
nondeterministic = []
libraries = []
errors = []
probe = None
# By name: functions of the reason of a write that give a part which is read anew for each write.
modules = {}
parts = {}

_last = {}
_path = None
_lock = _thread.allocate_lock()
_writes = 0
_written = 0.0
_started = time.time()


def begin(environ):
    global folder, inject, seed, probe_steps, probe
    folder = os.path.abspath(environ["REPRO_OBSERVER_DIR"])
    inject = environ.get("REPRO_INJECT", "off")
    seed = _integer(environ.get("REPRO_SEED"))
    probe_steps = _integer(environ.get("REPRO_PROBE")) or 0
    probe = _no_probe()


def _no_probe():
    return {"batches": [], "weights": None, "gradientNorms": []} if probe_steps > 0 else None


def _integer(text):
    try:
        return int(text)
    except (TypeError, ValueError):
        return None


def fills():
    return inject in ("fill", "force") and seed is not None


def failed(where, error):
    line = ("%s: %s: %s" % (where, type(error).__name__, error)).split("\n")[0][:LONGEST]
    if line not in errors and len(errors) < MOST:
        errors.append(line)


def guarded(where, function):
    """The function, whose failure is ours and never the program's. A Ctrl-C that comes meanwhile is the program's."""

    def call(*arguments, **named):
        try:
            return function(*arguments, **named)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            failed(where, error)
            return None

    return call


def note(found, entry):
    """Adds a fact to a bounded list, once, and sees to it that it is written."""
    if entry not in found and len(found) < MOST:
        found.append(entry)
        write("call")


def note_seed(entry):
    """As `note`; how many are kept is decided for each function."""
    if entry not in seeds:
        seeds.append(entry)
        write("call")


def as_forked():
    """In a child after a fork: what the parent saw stands for this process too, but its file does not."""
    global _path, _lock, _writes, _started, probe
    _path, _lock, _writes, _started = None, _thread.allocate_lock(), 0, time.time()
    probe = _no_probe()
    _last.pop("devices", None)


def write(reason):
    global _writes, _written
    now = time.time()
    if reason == "call" and _writes >= BURST and 0 <= now - _written < 1:
        return
    # Whoever writes already writes what is there: another thread, or the code that a signal handler interrupted.
    if not _lock.acquire(False):
        return
    try:
        _replace(encode(_observation(reason, now)))
        _writes += 1
        _written = now
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        failed("write", error)
    finally:
        _lock.release()


def _replace(text):
    global _path
    if _path is None:
        _path = _free_path()
    beside = _path + ".tmp"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        data = text.encode("ascii")
        while data:
            data = data[os.write(descriptor, data) :]
    finally:
        os.close(descriptor)
    os.replace(beside, _path)


def _free_path():
    """`proc-<pid>.json`; where a process of another machine or container has that number, the machine's name as well."""
    path = os.path.join(folder, "proc-%d.json" % os.getpid())
    node = process.node()
    try:
        with open(path, encoding="ascii") as earlier:
            taken = '"node":' + encode(node) not in earlier.read()
    except (OSError, ValueError):
        taken = False
    if not taken:
        return path
    name = "".join(letter if letter.isalnum() else "-" for letter in node)
    return os.path.join(folder, "proc-%d-%s.json" % (os.getpid(), name))


def _observation(reason, now):
    facts = {name: _part("modules." + name, read, reason) for name, read in list(modules.items())}
    found = {name: _part(name, read, reason) for name, read in list(parts.items())}
    return {
        "schema": "repro-gate/observation/1",
        "process": dict(process.facts(), startedAt=_started, writtenAt=now, writtenOn=reason),
        "inject": inject,
        "seed": seed,
        "modules": {name: facts[name] for name in facts if facts[name] is not None},
        "seeds": seeds,
        "unseeded": unseeded,
        "torch": found.get("torch"),
        "devices": found.get("devices"),
        "dataLoaders": data_loaders,
        "nondeterministic": nondeterministic,
        "libraries": libraries,
        "env": process.environment(),
        "probe": probe,
        "errors": errors,
    }


def _part(name, read, reason):
    """What a part is now; what it was, where it can be read no longer."""
    value = guarded(name, read)(reason)
    if value is not None:
        _last[name] = value
    return _last.get(name)
