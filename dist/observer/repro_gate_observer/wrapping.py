"""A function in the place of another, which it calls."""

from . import record

_COPIED = ("__name__", "__qualname__", "__doc__", "__module__")


def dress(function, original):
    """Makes the one look like the other, for inspect and for people; functools would have to be imported for it."""
    for name in _COPIED:
        try:
            setattr(function, name, getattr(original, name))
        except (AttributeError, TypeError):
            pass
    function.__wrapped__ = original
    return function


def replace(owner, name, function):
    dress(function, getattr(owner, name))
    if type(owner) is type(record):
        # Pickle looks a function up by its module and name; those of a builtin are often a private module's.
        function.__module__, function.__qualname__ = owner.__name__, name
    setattr(owner, name, function)


def tell_after(owner, name, tell):
    """Has `tell(arguments, result)` called after each call of a method."""
    original = getattr(owner, name)
    told = record.guarded("after " + name, tell)

    def call(*arguments, **named):
        result = original(*arguments, **named)
        told(arguments, result)
        return result

    replace(owner, name, call)
