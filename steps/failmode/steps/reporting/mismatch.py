"""What a step expected and what it saw instead, as data: reports group failures by it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """What a step compares; it decides who has to change something when it fails.

    `CREATION`: the field that the documented creation steps made. `DEFINITION`: any other field of
    the tenant. `VALUE`: what is shown of a field's value. `REQUEST`: whether one was let through.
    `SETTING`: what a deployment wrote. `VERDICT`: what a login came to. `ANSWER`: what was said or
    asked on the way there. `LOG`: what Duo's authentication log has of it.
    """

    CREATION = "creation steps"
    DEFINITION = "definition"
    VALUE = "value"
    REQUEST = "request"
    SETTING = "setting"
    VERDICT = "verdict"
    ANSWER = "answer"
    LOG = "authentication log"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a step expected and what it saw instead.

    Attributes:
        matter: what was compared.
        name: of the compared thing, such as `Default Value` or `the login`.
        expected: what the document promises.
        actual: what there is.
    """

    matter: Matter
    name: str
    expected: str
    actual: str


class UnmetExpectationError(AssertionError):
    """A step that saw something else than it has to.

    Args:
        message: the same for readers.
        mismatch: what differs.
    """

    def __init__(self, message: str, mismatch: Mismatch) -> None:
        self.mismatch = mismatch
        super().__init__(message)


def expect(holds: object, message: str, mismatch: Mismatch) -> None:
    """See that something holds.

    Args:
        holds: whether it does.
        message: for readers, when it does not.
        mismatch: what differs then.

    Raises:
        UnmetExpectationError: when it does not hold.
    """
    if not holds:
        raise UnmetExpectationError(message, mismatch)
