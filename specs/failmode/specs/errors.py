"""Errors of the specification layer.

SpecsError
├── UnreadableError: a document's text cannot be had at all
├── NotWritableError: a text that Gherkin cannot carry
└── FeatureDirectoryError: the features directory cannot be brought up to date
"""

from __future__ import annotations

from failmode.terms import FailmodeError


class SpecsError(FailmodeError):
    """Root of everything that the specification layer raises."""


class UnreadableError(SpecsError):
    """A document's text cannot be had: missing, not text, too large.

    Args:
        what: what is wrong.
        remedy: what was expected and what to do.
        line: 1-based line at which reading failed.
    """

    def __init__(self, what: str, remedy: str, *, line: int = 1) -> None:
        super().__init__(what, remedy=remedy)
        self.line = line


class NotWritableError(SpecsError):
    """A text that Gherkin cannot carry unchanged.

    Args:
        text: the text.
        why: what is in the way.
    """

    def __init__(self, text: str, why: str) -> None:
        super().__init__(f"{text!r} {why}", remedy="Change the text.")
        self.text = text


class FeatureDirectoryError(SpecsError):
    """The features directory cannot be read or written, or an error forbids writing it."""
