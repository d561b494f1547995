"""Errors of the specification layer.

SpecsError
├── UnreadableError: a document's text cannot be had at all
└── UnwritableError: the features cannot be brought up to date
"""

from __future__ import annotations


class SpecsError(Exception):
    """Root of everything that the specification layer raises.

    Args:
        what: what was wrong, and where.
        remedy: what was expected and what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy


class UnreadableError(SpecsError):
    """A document's text cannot be had: missing, not text, too large.

    Args:
        what: what was wrong.
        remedy: what was expected and what to do.
        line: 1-based line at which reading failed.
    """

    def __init__(self, what: str, remedy: str, *, line: int = 1) -> None:
        super().__init__(what, remedy)
        self.line = line


class UnwritableError(SpecsError):
    """The features directory cannot be read or written, or an error forbids writing it."""
