"""What came of a load of logins, whatever their protocol."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoginLoad:
    """What came of it.

    Attributes:
        latencies: seconds of each login that let the user in, the shortest first.
        seconds: from the first request to the last answer.
    """

    latencies: tuple[float, ...]
    seconds: float

    @property
    def accepted(self) -> int:
        """How many logins let the user in."""
        return len(self.latencies)

    @property
    def rate(self) -> float:
        """Such logins per second."""
        return self.accepted / self.seconds

    def latency(self, share: float) -> float:
        """Return the seconds within which that share of the logins was answered."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]


def told_latencies(rounds: Sequence[LoginLoad]) -> str:
    """Tell the median and the 99th percentile of some rounds, in ms."""
    median, last = (
        statistics.median(one.latency(share) for one in rounds) * 1000 for share in (0.5, 0.99)
    )
    return f"{median:.1f} ms at the median, {last:.1f} ms at the 99th percentile"
