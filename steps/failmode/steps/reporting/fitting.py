"""Fits sections into a number of lines: the longer forms give way to shorter ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text


@dataclass(frozen=True, slots=True)
class Form:
    """One way of telling a section.

    Attributes:
        lines: none wider than the screen.
        loss: how much a reader loses who sees this form and no longer one; the smaller, the sooner
            is it taken.
    """

    lines: tuple[Text, ...]
    loss: int = 0


Section = Sequence[Form]
"""The forms of a section, the longest first."""


def fit(sections: Sequence[Section], most_lines: int) -> list[Text]:
    """Choose a form of each section, so that all together fit.

    Args:
        sections: from top to bottom; those without a form are left out.
        most_lines: so many lines there may be.

    Returns:
        The lines, with an empty one between sections as far as there is room.
    """
    present = [list(section) for section in sections if section]
    chosen = [0] * len(present)

    def lines() -> int:
        return sum(len(s[c].lines) for s, c in zip(present, chosen, strict=True))

    while lines() > most_lines:
        steps = [
            (section[form + 1].loss, number)
            for number, (section, form) in enumerate(zip(present, chosen, strict=True))
            if form + 1 < len(section)
        ]
        if not steps:
            break
        chosen[min(steps)[1]] += 1
    told = [s[c].lines for s, c in zip(present, chosen, strict=True) if s[c].lines]
    room = most_lines - sum(map(len, told))
    fitted: list[Text] = []
    for number, section in enumerate(told):
        # The gaps of the end come first: there the reader looks.
        if number and len(told) - number <= room:
            fitted.append(Text())
        fitted.extend(section)
    return fitted[:most_lines]
