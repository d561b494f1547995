"""Faults under which the application itself answers, and in whole."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.edge.faults.credentials import with_wrong_keys
from failmode.simulator.edge.faults.fault import ApplicationFault, Fault, number
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.state.constraints import MAX_DURATION_SECONDS


@dataclass(frozen=True)
class ClockSkew(ApplicationFault):
    """The vendor's clock differs from its clients'."""

    name = "clock-skew"
    summary = "The vendor's clock is ahead of its clients'."

    skew_seconds: float = number(
        4000.0,
        "How far the vendor's clock is ahead, in seconds.",
        phrase="{:g} s ahead",
        minimum=-MAX_DURATION_SECONDS,
        maximum=MAX_DURATION_SECONDS,
    )

    @property
    def clock_offset_seconds(self) -> float:
        """See `ApplicationFault`."""
        return self.skew_seconds


class WrongKeys(ApplicationFault):
    """Every signature, secret and token is a wrong one."""

    name = "wrong-keys"
    summary = "The vendor takes every signature, secret and token for a wrong one."

    def alter(self, request: Request) -> Request:
        """See `ApplicationFault`."""
        return with_wrong_keys(request)


FAULTS: tuple[type[Fault], ...] = (ClockSkew, WrongKeys)
"""The faults of this module, in the order in which they are listed."""
