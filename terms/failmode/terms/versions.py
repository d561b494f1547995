"""Versions of a product, and ranges of them, compared number by number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

_NUMBER = r"\d+(?:\.\d+)+"
_RANGE = re.compile(rf"(?P<first>{_NUMBER})(?:\s+to\s+(?P<last>{_NUMBER}))?")

VERSION_RANGE_PATTERN = rf"{_NUMBER}(?:\s+to\s+{_NUMBER})?"
"""Regular expression of a range as texts write it."""


@dataclass(frozen=True, slots=True)
class VersionRange:
    """Versions from one to another, both included: `1.10.4 to 2.0.3`, `2.2` or `1.11.3`.

    What begins with the numbers of the last version belongs to it: `2.2` holds for 2.2.0 as for
    2.2.3, and `1.10.4 to 1.11` for 1.11.5.

    Attributes:
        first: numbers of the first version.
        last: numbers that the last versions begin with.
    """

    first: tuple[int, ...]
    last: tuple[int, ...]

    @classmethod
    def parse(cls, text: str) -> VersionRange:
        """Read a range.

        Raises:
            ValueError: when the text is none, or begins after its end.
        """
        found = _RANGE.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"{text!r} is no version and no range of versions")
        first = _numbers(found["first"])
        last = _numbers(found["last"]) if found["last"] else first
        if _compare(first[: len(last)], last) > 0:
            raise ValueError(f"{text!r} ends before it begins")
        return cls(first, last)

    def __str__(self) -> str:
        """Write it as texts do."""
        first, last = (".".join(map(str, numbers)) for numbers in (self.first, self.last))
        return first if first == last else f"{first} to {last}"

    def __contains__(self, other: VersionRange) -> bool:
        """Return whether every version of another range is one of these."""
        shared = min(len(self.last), len(other.last))
        ends = _compare(other.last[:shared], self.last[:shared])
        is_whole = ends < 0 or (ends == 0 and len(other.last) >= len(self.last))
        return is_whole and _compare(self.first, other.first) <= 0

    def holds_for(self, version: str) -> bool:
        """Return whether a version, such as `1.11.3`, is one of these."""
        return VersionRange.parse(version) in self

    def overlaps(self, other: VersionRange) -> bool:
        """Return whether a version can be one of both ranges."""
        earlier, later = sorted((self, other), key=lambda one: one.first)
        return _compare(later.first[: len(earlier.last)], earlier.last) <= 0

    def can_precede(self, other: VersionRange) -> bool:
        """Return whether the other range can begin with the release that follows this one."""
        successors = ((*self.last[:place], self.last[place] + 1) for place in range(len(self.last)))
        return any(_compare(other.first, successor) == 0 for successor in successors)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _compare(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Compare number by number; a number that is left out is 0."""
    for left, right in zip_longest(one, other, fillvalue=0):
        if left != right:
            return -1 if left < right else 1
    return 0
