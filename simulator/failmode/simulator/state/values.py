"""Which texts and JSON values can be kept: in any database, and in any answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_DEPTH = 64
"""How deeply lists and objects of a JSON value may be nested."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_MAX_WHOLE = 2**63 - 1


def is_storable(text: str) -> bool:
    """Tell whether a text can be kept.

    PostgreSQL keeps no NUL, and nothing writes one half of a surrogate pair in UTF-8.
    """
    return _UNSTORABLE.search(text) is None


def json_problem(value: object, *, with_nul: bool = True) -> str | None:
    """Say what keeps a decoded JSON value from being kept; None when nothing does.

    Args:
        value: texts, numbers, booleans, null, and lists and objects of such values.
        with_nul: whether its texts may have NUL: a column of JSON keeps it, one of texts does not.
    """
    unstorable = _HALF if with_nul else _UNSTORABLE
    return next((problem for one in _walk(value) if (problem := _problem(one, unstorable))), None)


def _walk(value: object) -> Iterator[object]:
    """Yield a value and all that is in it; what is nested too deeply as a `_TooDeep`."""
    waiting: list[tuple[int, object]] = [(1, value)]
    while waiting:
        depth, one = waiting.pop()
        if isinstance(one, list | dict) and depth > MAX_DEPTH:
            yield _TooDeep()
            return
        yield one
        if isinstance(one, list):
            waiting += [(depth + 1, item) for item in one]
        elif isinstance(one, dict):
            waiting += [(depth + 1, item) for pair in one.items() for item in pair]


class _TooDeep:
    """What stands for a value that is nested too deeply."""


def _problem(value: object, unstorable: re.Pattern[str]) -> str | None:
    if isinstance(value, _TooDeep):
        return f"is nested more than {MAX_DEPTH} deep"
    if isinstance(value, str) and unstorable.search(value):
        return "has a text with a character that cannot be kept, NUL or half of a surrogate pair"
    if isinstance(value, int) and not -_MAX_WHOLE <= value <= _MAX_WHOLE:
        return "has a whole number of more than 64 bits"
    if isinstance(value, float) and not -1e308 <= value <= 1e308:
        return "has a number that is not finite"
    return None
