"""What can go wrong with a benchmark."""

from __future__ import annotations


class BenchError(Exception):
    """A benchmark cannot be run; the text says what failed and what to do."""
