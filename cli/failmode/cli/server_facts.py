"""What a running simulator says of itself, and the file in which `failmode serve` leaves it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from failmode.terms import FailmodeError

ServerFacts = Mapping[str, Any]
"""Addresses, dummy credentials and the CA file, as `failmode serve --json` prints them."""

FACTS_FILE = "simulator.json"
"""Name of the file in the state directory; it is there as long as the simulator runs."""


class NoFactsError(FailmodeError):
    """A state directory that no running simulator has told anything in."""


@contextmanager
def told_in(directory: Path | None, facts: ServerFacts) -> Iterator[None]:
    """Leave the facts in a state directory during the block; nothing where there is none.

    Raises:
        NoFactsError: when the file cannot be written.
    """
    if directory is None:
        yield
        return
    file = directory / FACTS_FILE
    try:
        file.unlink(missing_ok=True)
        # Dummy keys are read as real ones by those who look for keys that lie about.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(facts, out, indent=2)
    except OSError as error:
        raise NoFactsError(f"cannot be written: {error.strerror}", where=str(file)) from error
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def read_facts(directory: Path) -> ServerFacts:
    """Read what the simulator of a state directory has left there.

    Raises:
        NoFactsError: when no simulator runs there.
    """
    file = directory / FACTS_FILE
    try:
        facts: ServerFacts = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise NoFactsError(
            "no simulator runs with this state directory",
            where=str(file),
            remedy=f"Start one with `failmode serve --state-dir {directory}`",
        ) from error
    return facts
