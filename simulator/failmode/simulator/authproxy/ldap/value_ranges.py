"""Values of an attribute that a directory gives in ranges, as Active Directory does.

Source: MS-ADTS, 3.1.1.3.1.3.3 (range retrieval of attribute values).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

_ASKED = re.compile(r"(?i)(?P<name>[^;]+);range=(?P<first>\d+)-(?P<last>\d+|\*)")


def in_ranges(
    attributes: Mapping[str, tuple[bytes, ...]], asked: Iterable[str], at_once: int
) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Yield what is given of attributes, by the names that a client sees.

    Args:
        attributes: those that were asked for, with all their values.
        asked: their names as they were asked for, with their ranges.
        at_once: how many values of one are given at most.
    """
    ranges = [found for one in asked if (found := _ASKED.fullmatch(one))]
    for name, values in attributes.items():
        own = [found for found in ranges if found["name"].lower() == name.lower()]
        for found in own:
            first = int(found["first"])
            last = len(values) - 1 if found["last"] == "*" else int(found["last"])
            if first < len(values) and first <= last:
                yield _range(name, values, first, min(last + 1, first + at_once))
        if own:
            continue
        if len(values) <= at_once:
            yield name, values
        else:
            yield name, ()
            yield _range(name, values, 0, at_once)


def base_names(asked: Iterable[str]) -> frozenset[str]:
    """Return the names of the attributes that were asked for, in lower case, without ranges."""
    return frozenset(
        (found["name"] if (found := _ASKED.fullmatch(one)) else one).lower() for one in asked
    )


def _range(
    name: str, values: tuple[bytes, ...], first: int, end: int
) -> tuple[str, tuple[bytes, ...]]:
    last = "*" if end >= len(values) else str(end - 1)
    return f"{name};range={first}-{last}", values[first:end]
