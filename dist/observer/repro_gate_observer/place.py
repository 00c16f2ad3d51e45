"""Where in the program something was called: the nearest frame that is the user's."""

import os
import sys

OWN = os.path.dirname(os.path.abspath(__file__))
STDLIB = os.path.dirname(os.__file__) + os.sep
INSTALLED = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)


def is_library(path):
    return path.startswith((STDLIB, "<frozen ")) or any(part in path for part in INSTALLED)


def caller():
    """File and line of the nearest frame outside of libraries; of the nearest one where all are in libraries."""
    return nearest(_frames(sys._getframe(1)))


def caller_line():
    """The text of the line that called us, of whatever file; empty where there is no text, as with `python -c`."""
    import linecache

    for path, line in _frames(sys._getframe(1)):
        if not path.startswith(OWN):
            return linecache.getline(path, line)
    return ""


def raised(error):
    """The same for where an exception came from."""
    steps = []
    step = error.__traceback__
    while step is not None:
        steps.append((step.tb_frame.f_code.co_filename, step.tb_lineno))
        step = step.tb_next
    return nearest(reversed(steps))


def nearest(places):
    first = None
    for path, line in places:
        if path.startswith(OWN):
            continue
        if not is_library(path):
            return {"file": path, "line": line}
        first = first or {"file": path, "line": line}
    return first or {"file": None, "line": None}


def _frames(frame):
    while frame is not None:
        yield frame.f_code.co_filename, frame.f_lineno
        frame = frame.f_back
