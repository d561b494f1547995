"""What goes wrong between a scenario and what is under test.

StepsError
├── TargetError      the target cannot be set up: wrong file, name, credentials, address
├── CannotDo         the target has no such part, or may not write: the scenario is skipped by name
└── Refused          what is under test refused a request; scenarios assert on it
"""

from __future__ import annotations


class StepsError(Exception):
    """The root of the errors of this layer."""


class TargetError(StepsError):
    """A target that cannot be set up.

    Args:
        what: what is wrong and where (file, table, key), in one line.
        remedy: what to do about it, in one line.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}. {remedy}")


class CannotDo(StepsError):  # noqa: N818 - it is an answer of the target, not a failure
    """The target cannot do what a step needs; the scenario is skipped with this reason.

    Args:
        target: the target's name.
        what: what it cannot do, completing "the target NAME cannot ...".
    """

    def __init__(self, target: str, what: str) -> None:
        self.target = target
        super().__init__(f"the target {target!r} cannot {what}")


class Refused(StepsError):  # noqa: N818 - it is an answer of what is under test
    """What is under test refused a request.

    Args:
        detail: its own words, secrets masked.
    """
