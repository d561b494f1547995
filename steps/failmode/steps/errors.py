"""What goes wrong between a scenario and what is under test.

FailmodeError
└── StepsError
    ├── TargetError              the target cannot be set up or is no target: file, name, address
    │   └── BrokenTargetError    one of its methods raised what it should not
    ├── CannotDo                 the target lacks a capability: the scenario is skipped by name
    │   ├── NoSuchPlatform       the target has no computer of a platform: so is this scenario
    │   ├── NotInstalled         a program that it needs is missing: so is this scenario
    │   └── NoSuchProduct        the target cannot log in through a product: so is this scenario
    ├── Refused                  what is under test refused a request; scenarios assert on it
    └── IncompleteScenarioError  a step needs what no step before it did: the scenario is wrong
"""

from __future__ import annotations

from typing import ClassVar

from failmode.terms import FailmodeError


class StepsError(FailmodeError):
    """The root of the errors of this layer."""


class TargetError(StepsError):
    """A target that cannot be set up, or that is not what a target has to be.

    Args:
        what: what is wrong and where (file, table, key), in one line.
        remedy: what to do about it, in one line.
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy=remedy)


class BrokenTargetError(TargetError):
    """A target one of whose methods raised what it should not."""


class CannotDo(StepsError):  # noqa: N818 - it is an answer of the target, not a failure
    """The target cannot do what a step needs; the scenario is skipped with this reason.

    Args:
        target: the target's name.
        action: what it cannot do, completing "the target NAME cannot ...".
        why: why it cannot, where the target says so.
    """

    _lacks: ClassVar[str] = "cannot"

    def __init__(self, target: str, action: str, why: str = "") -> None:
        self.target = target
        self.cause = f"{action} ({why})" if why else action
        super().__init__(f"the target {target!r} {self._lacks} {self.cause}")


class NoSuchPlatform(CannotDo):
    """The target has no computer of a platform that the documents declare.

    Args:
        target: the target's name.
        platform: the platform, as the documents call it.
    """

    _lacks = "has no"

    def __init__(self, target: str, platform: str) -> None:
        self.platform = platform
        super().__init__(target, platform)


class NotInstalled(CannotDo):
    """The target needs something that is not installed, or not in the version of the documents.

    Args:
        target: the target's name.
        action: what it cannot do, completing "the target NAME cannot ...".
        missing: what is not installed.
        remedy: how to install it, or to name another.
    """

    def __init__(self, target: str, action: str, *, missing: str, remedy: str) -> None:
        self.missing = missing
        self.install = remedy
        super().__init__(target, action)


class NoSuchProduct(CannotDo):
    """The target cannot log in through a product that the documents speak of.

    Args:
        target: the target's name.
        product: the product, as the documents call it.
    """

    def __init__(self, target: str, product: str) -> None:
        self.product = product
        super().__init__(target, f"log in through {product}")


class Refused(StepsError):  # noqa: N818 - it is an answer of what is under test
    """What is under test refused a request.

    Args:
        what: its refusal, in its own words with secrets masked.
        status: the HTTP status of the refusal; None where it came otherwise.
    """

    def __init__(self, what: str, *, status: int | None = None) -> None:
        super().__init__(what)
        self.status = status


class IncompleteScenarioError(StepsError):
    """A step needs something that no step before it did; the scenario is wrong, not the target.

    Args:
        missing: what did not happen, completing "... before this step".
        remedy: a step that does it.
    """

    def __init__(self, missing: str, remedy: str) -> None:
        super().__init__(f"the scenario is incomplete: {missing} before this step", remedy=remedy)
