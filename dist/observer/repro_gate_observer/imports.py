"""Something to do after a module has been imported, whoever imports it and however.

One finder asks the finders behind it and leaves their answer as it is, except that its loader runs our part when it has
run the module's. The loader stays the object it was: importlib.resources, inspect, zipimport, LazyLoader and reload find
what they look for."""

import _thread
import sys

from . import record

# By module: the file here whose `loaded(module)` is called.
WATCHED = {
    "random": "python_random",
    "numpy": "numpy_build",
    "numpy.random": "numpy_random",
    "torch": "torch_module",
    "torch.utils.data.dataloader": "torch_data",
    "torch.optim.optimizer": "torch_optim",
    "tensorflow": "tensorflow_module",
    "jax": "jax_module",
    "lightning": "lightning_module",
    "pytorch_lightning": "lightning_module",
    "keras": "keras_module",
}

_searching = set()


class Finder:
    def find_spec(self, name, path=None, target=None):
        if name not in WATCHED:
            return None
        search = (_thread.get_ident(), name)
        # Another tool's finder may ask for the same module while it is asked by us; it is to find the real one.
        if search in _searching:
            return None
        _searching.add(search)
        try:
            for finder in sys.meta_path:
                find = None if finder is self else getattr(finder, "find_spec", None)
                spec = None if find is None else find(name, path, target)
                if spec is not None:
                    record.guarded("imports " + name, _lengthen)(spec)
                    return spec
        finally:
            _searching.discard(search)
        return None


def watch():
    sys.meta_path.insert(0, Finder())
    # A .pth file may have imported some of them already.
    for name in list(WATCHED):
        _if_there(name)


def after(name, handler):
    WATCHED[name] = handler
    _if_there(name)


def _if_there(name):
    module = sys.modules.get(name)
    if module is not None and type(module).__name__ != "_LazyModule":
        _run(name, module)


def _run(name, module):
    record.guarded("after import of " + name, _handle)(name, module)


def _handle(name, module):
    compiled = sys.dont_write_bytecode
    sys.dont_write_bytecode = False  # see sitecustomize.py
    try:
        handler = __import__(__package__ + "." + WATCHED[name], fromlist=["loaded"])
    finally:
        sys.dont_write_bytecode = compiled
    handler.loaded(module)
    record.write("import")


def _lengthen(spec):
    loader, name = spec.loader, spec.name
    # exec_module came to zipimport with 3.10; the import system calls load_module where there is none.
    way = "exec_module" if hasattr(loader, "exec_module") else "load_module"
    if loader is None or isinstance(loader, type) or not hasattr(loader, way):
        raise TypeError("its loader is %r, which cannot be lengthened" % (loader,))
    original = getattr(loader, way)

    def load(subject):
        found = original(subject)
        module = subject if way == "exec_module" else found
        # A loader may serve a whole archive.
        if module.__name__ == name:
            if loader.__dict__.get(way) is load:
                delattr(loader, way)
            _run(name, module)
        return found

    # Python leaves the frames of its import system out of the traceback of a failed import; this is one more of them.
    load.__code__ = load.__code__.replace(co_filename="<frozen importlib._bootstrap>")
    setattr(loader, way, load)
