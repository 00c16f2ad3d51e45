"""Operations that a framework says are not deterministic: in a warning, or in the error that ended the program. What is
printed stays as it is: the hook is where Python has decided to show a warning and has not yet asked how."""

import sys

from . import place, record

SAYS = (
    " does not have a deterministic implementation",
    " defaults to a non-deterministic algorithm",
)
CUBLAS = "this operation is not deterministic because it uses CuBLAS"


def operation(message):
    for words in SAYS:
        if words in message:
            return message.split(words)[0].split("\n")[-1].strip()[: record.LONGEST]
    return "cuBLAS" if CUBLAS in message else None


def watch():
    record.parts["last error"] = lambda reason: _look_at_last_error() if reason == "exit" else None
    warnings = sys.modules.get("warnings")
    if warnings is None or hasattr(warnings._showwarnmsg, "__wrapped__"):
        return
    original = warnings._showwarnmsg
    look = record.guarded("warnings", _look_at)

    def _showwarnmsg(message):
        look(message)
        return original(message)

    _showwarnmsg.__wrapped__ = original
    warnings._showwarnmsg = _showwarnmsg


def _look_at(message):
    found = operation(str(message.message))
    if found is not None:
        _note(found, place.caller())


def _note(found, where):
    if all(entry["operation"] != found for entry in record.nondeterministic):
        record.note(record.nondeterministic, dict({"operation": found}, **where))


def _look_at_last_error():
    error = getattr(sys, "last_exc", None) or getattr(sys, "last_value", None)
    found = operation(str(error)) if isinstance(error, RuntimeError) else None
    if found is not None:
        _note(found, place.raised(error))
