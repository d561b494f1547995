"""How every command prints: JSON for programs, texts that are safe on a terminal for people."""

from __future__ import annotations

import json
from typing import Any

import click

WIDTH = 80
"""Columns of a printed table, whatever the terminal's width."""


def print_json(data: Any) -> None:
    """Print data as JSON in ASCII, whatever the terminal's encoding."""
    click.echo(json.dumps(data, indent=2))


def count(number: int, noun: str) -> str:
    """Write a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sanitize(text: str) -> str:
    """Replace what must not reach a terminal: escapes and other control characters."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)
