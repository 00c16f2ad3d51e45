"""A forked worker of multiprocessing ends by os._exit, past atexit, but not past multiprocessing's own finalizers."""

from . import forks, record


def loaded(util):
    util.register_after_fork(record, lambda _: _in_worker(util))


def _in_worker(util):
    if forks.is_recorded():
        # The lowest priority: after all that the program has registered.
        util.Finalize(None, record.write, args=("exit",), exitpriority=-(2**31))
