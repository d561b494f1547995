"""What the edge refuses."""

from __future__ import annotations

from failmode.simulator.errors import SimulatorError


class RuleError(SimulatorError):
    """A fault rule that cannot be carried out.

    Args:
        key: the rule's key that is wrong, such as `fault`.
        what: what is wrong with it.
        remedy: what to do about it.
    """

    def __init__(self, key: str, what: str, remedy: str) -> None:
        self.key = key
        super().__init__(what, where=f"rule: {key}", remedy=remedy)
