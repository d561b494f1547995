"""The rhythm of a load benchmark: warm every server up, then load them in turn, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from bench.budget import Budget

Round_co = TypeVar("Round_co", covariant=True)


class Loadable(Protocol[Round_co]):
    """A server that can be put under load."""

    @property
    def name(self) -> str:
        """What it is called."""

    def load(self, budget: Budget, max_requests: int, seconds: float) -> Round_co:
        """Load it, until the requests are answered or the seconds are over."""


def interleave(
    targets: Sequence[Loadable[Round_co]], budget: Budget, warm_up_seconds: float
) -> dict[str, list[Round_co]]:
    """Load every target in turn, so that a busy moment of the machine slows all alike.

    Args:
        targets: what to load.
        budget: how much and how often.
        warm_up_seconds: longest warm-up of one target, in seconds.

    Returns:
        The rounds of each target by its name.
    """
    for target in targets if budget.warm_up_requests else ():
        target.load(budget, budget.warm_up_requests, warm_up_seconds)
    rounds: dict[str, list[Round_co]] = {target.name: [] for target in targets}
    for _ in range(budget.rounds):
        for target in targets:
            rounds[target.name].append(
                target.load(budget, budget.max_requests, budget.load_seconds)
            )
    return rounds
