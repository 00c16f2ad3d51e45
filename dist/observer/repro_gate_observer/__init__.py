"""Sees a training process from inside, and writes what it sees into $REPRO_OBSERVER_DIR; `src/observe/observation.ts`
says what that is. Standard library only, Python 3.8 to 3.14. What is imported at the start is kept small and built in;
the rest is imported when a framework is. Prints nothing, raises nothing, imports no framework, makes no CUDA context."""

import atexit
import os

from . import forks, imports, record


def start():
    if record.folder is not None:
        return
    record.begin(os.environ)
    imports.watch()
    forks.watch()
    atexit.register(record.write, "exit")
    record.write("start")
