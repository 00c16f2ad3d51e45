"""Fingerprints of what the first steps were made of: batches, the weights that the optimizer was given, and gradients.
Only where the policy asks for it, since it copies tensors from the device; it draws no random number."""

import ctypes
import hashlib
import sys

from . import record
from .wrapping import dress, tell_after


def digest(value):
    hashed = hashlib.sha256()
    _add(hashed, value)
    return "sha256:" + hashed.hexdigest()


def _add(hashed, value):
    torch = sys.modules["torch"]
    if isinstance(value, torch.Tensor):
        tensor = value.detach()
        tensor = tensor.to_local() if hasattr(tensor, "to_local") else tensor
        tensor = tensor.to("cpu").contiguous()
        hashed.update(("%s%s;" % (tensor.dtype, tuple(tensor.shape))).encode())
        size = tensor.numel() * tensor.element_size()
        # Without NumPy, which may not be there and has no bfloat16.
        hashed.update(ctypes.string_at(tensor.data_ptr(), size) if size else b"")
    elif isinstance(value, dict):
        for key in value:
            hashed.update(("%s:" % (key,)).encode())
            _add(hashed, value[key])
    elif isinstance(value, (list, tuple)):
        hashed.update(("[%d]" % len(value)).encode())
        for item in value:
            _add(hashed, item)
    elif value is None or isinstance(value, (bool, int, float, str, bytes)):
        hashed.update(repr(value).encode())
    else:
        hashed.update(type(value).__name__.encode())


def watch_batches(iterator):
    original = iterator.__next__
    look = record.guarded("probe of batches", _batch)

    def __next__(self):
        batch = original(self)
        if len(record.probe["batches"]) < record.probe_steps:
            look(batch)
        elif iterator.__next__ is following:
            iterator.__next__ = original  # no cost for the steps that are not asked for
        return batch

    following = dress(__next__, original)
    iterator.__next__ = following


def _batch(batch):
    record.probe["batches"].append(digest(batch))
    record.write("call")


def watch_optimizer(module):
    tell_after(module.Optimizer, "__init__", lambda arguments, result: _weights(arguments[0]))
    register = getattr(module, "register_optimizer_step_post_hook", None)
    if register is None:
        raise LookupError("this PyTorch has no hook after the optimizer's step; gradient norms are not seen")
    look = record.guarded("probe of gradients", _gradients)
    handles = []

    def after_step(optimizer, arguments, named):
        look(optimizer)
        if len(record.probe["gradientNorms"]) >= record.probe_steps and handles:
            handles.pop().remove()

    handles.append(register(after_step))


def _weights(optimizer):
    if record.probe["weights"] is None:
        record.probe["weights"] = digest(_parameters(optimizer))
        record.write("call")


def _parameters(optimizer):
    return [parameter for group in optimizer.param_groups for parameter in group["params"]]


def _gradients(optimizer):
    torch = sys.modules["torch"]
    total = 0.0
    with torch.no_grad():
        for parameter in _parameters(optimizer):
            gradient = parameter.grad
            if gradient is None:
                continue
            gradient = gradient.to_local() if hasattr(gradient, "to_local") else gradient
            gradient = gradient.coalesce().values() if gradient.is_sparse else gradient
            total += torch.linalg.vector_norm(gradient, dtype=torch.float64).item() ** 2
    record.probe["gradientNorms"].append(total**0.5)
    record.write("call")
