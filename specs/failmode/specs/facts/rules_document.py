"""The headings of the rules document."""

from __future__ import annotations

from dataclasses import dataclass

KIND = "rules"
"""The kind of document whose headings are rules."""


@dataclass(frozen=True, slots=True)
class RuleHeading:
    """A heading of the rules document that scenarios refer to."""

    title: str
    line: int
