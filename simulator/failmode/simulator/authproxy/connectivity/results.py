"""What a test of connectivity came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a test ended."""

    FINE = "fine"
    WARNING = "warning"
    PROBLEM = "problem"
    UNTESTED = "not tested"


class Subject(StrEnum):
    """What was tested."""

    PORT = "port"
    PRIMARY = "primary"
    PING = "ping"
    CLOCK = "clock"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class ConnectivityResult:
    """What one test of one section has found.

    Attributes:
        section: the section's name as spelt in the file.
        subject: what was tested.
        outcome: how it ended.
        what: what was found, as a sentence without its full stop.
        remedy: what to do about it; empty where nothing is to be done.
    """

    section: str
    subject: Subject
    outcome: Outcome
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"[{self.section}] {self.what}"
        return f"{text}. {self.remedy}" if self.remedy else text
