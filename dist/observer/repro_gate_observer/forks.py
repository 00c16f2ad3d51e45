"""Children that share the parent's code: each gets a file of its own. A child that starts Python anew does so by itself."""

import os

from . import imports, record

# DataLoader workers are made anew for each epoch; a file for each of the first is enough.
MOST_FILES = 256

# Which forks led to this process: the second child of the first child is (1, 2).
path = ()
_count = 0


def watch():
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_before, after_in_child=record.guarded("fork", _in_child))
    imports.after("multiprocessing.util", "multiprocessing_exit")


def _before():
    global _count
    _count += 1


def _in_child():
    global path, _count
    path, _count = path + (_count,), 0
    record.as_forked()
    if path[-1] <= MOST_FILES:
        record.write("fork")


def is_recorded():
    return not path or path[-1] <= MOST_FILES
