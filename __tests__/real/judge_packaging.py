"""Answers questions about versions, specifiers and markers (JSON on stdin) with the `packaging` that pip carries."""

import json
import sys

from pip._vendor.packaging import __version__
from pip._vendor.packaging.markers import Marker
from pip._vendor.packaging.specifiers import InvalidSpecifier, Specifier
from pip._vendor.packaging.version import InvalidVersion, Version


def compare(first, second):
    try:
        one, other = Version(first), Version(second)
    except InvalidVersion:
        return None
    return {"release": Version(one.public) == Version(other.public), "build": one.local == other.local}


def contains(specifier, version):
    # One clause at a time: sets of them had orders for what is no version before 22.
    try:
        Version(version)
        clauses = [Specifier(clause) for clause in specifier.split(",")]
        return all(clause.contains(version, prereleases=True) for clause in clauses)
    except (InvalidSpecifier, InvalidVersion):
        return None


def evaluate(marker, environment):
    try:
        return Marker(marker).evaluate(environment)
    except Exception:
        # Its releases raise different errors for a marker or a comparison that is none.
        return None


questions = json.load(sys.stdin)
json.dump(
    {
        "packaging": __version__,
        "pairs": [compare(*pair) for pair in questions["pairs"]],
        "specifiers": [contains(*question) for question in questions["specifiers"]],
        "markers": [evaluate(*question) for question in questions["markers"]],
    },
    sys.stdout,
)
