# Python imports a module of this name when it starts; the gate puts this folder first on PYTHONPATH for a smoke run. Tiny,
# because every Python process of the run pays for it; all that it does is in `repro_gate_observer`.
import os
import sys


def observe():
    # The folder is the gate's own: what is compiled in it once serves every process of the run.
    compiled = sys.dont_write_bytecode
    try:
        if os.environ.get("REPRO_GATE") and os.environ.get("REPRO_OBSERVER_DIR"):
            sys.dont_write_bytecode = False
            import repro_gate_observer

            repro_gate_observer.start()
    except KeyboardInterrupt:
        raise
    except BaseException:  # a SystemExit here would end the program that is being observed
        pass
    finally:
        sys.dont_write_bytecode = compiled


def give_way():
    """Runs the sitecustomize that this one hides, as if this one were not there: what it raises is raised, and where
    there is none, the import fails as it would have failed. The folder stays on sys.path: programs build the PYTHONPATH
    of their children from it."""
    own = os.path.dirname(os.path.abspath(__file__))
    at = [index for index, entry in enumerate(sys.path) if os.path.abspath(entry) == own]
    taken = [(index, sys.path[index]) for index in at]
    for index in reversed(at):
        del sys.path[index]
    sys.modules.pop(__name__, None)
    try:
        __import__(__name__)
    finally:
        for index, entry in taken:
            if entry not in sys.path:
                sys.path.insert(index, entry)


observe()
give_way()
