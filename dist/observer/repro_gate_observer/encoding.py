"""JSON without the json module, whose import costs more than all the rest of a start."""


def quote(text):
    try:
        from _json import encode_basestring_ascii
    except ImportError:
        from json.encoder import py_encode_basestring_ascii as encode_basestring_ascii
    return encode_basestring_ascii(text)


def encode(value):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        # JSON has no word for what is not finite; a number too large for a double is one, and is read as infinity.
        return float.__repr__(value) if value - value == 0 else "1e999"
    if isinstance(value, dict):
        return "{" + ",".join(quote(str(key)) + ":" + encode(value[key]) for key in value) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(encode, value)) + "]"
    return quote(str(value))
