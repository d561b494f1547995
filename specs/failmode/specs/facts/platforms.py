"""Platforms, what options cover of them, what an unset field counts as, what an answer leads to."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.terms import Answer, Verdict


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform that documents declare.

    Attributes:
        name: in running text: `Windows server`.
        tag: of its scenarios: `windows-server`.
    """

    name: str
    tag: str


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """One row of a table of platforms.

    Attributes:
        platform: what it declares.
        product: the product of Duo that guards logins there, as its verdict table is headed.
        line: 1-based line of the document.
    """

    platform: Platform
    product: str
    line: int


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One row of a table of option words.

    Attributes:
        words: the words of an option, each meaning the same.
        platforms: the names of the platforms that they cover; empty for every platform or none.
        every: whether they cover every platform.
        line: 1-based line of the document.
    """

    words: tuple[str, ...]
    platforms: tuple[str, ...]
    every: bool
    line: int


@dataclass(frozen=True, slots=True)
class UnsetRow:
    """What a field counts as for which nothing was ever chosen.

    Attributes:
        counts_as: an option; None for the field's documented default.
        line: 1-based line of the document.
    """

    counts_as: str | None
    line: int


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What an answer to a push leads to while Duo can be reached."""

    answer: Answer
    verdict: Verdict
    line: int
