"""How much work a run of the benchmarks is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Counts and times of one run; what is compared alternates `rounds` times.

    Attributes:
        rounds: measurements of each thing; their median counts.
        start_ups: starts of each program; their median counts.
        load_seconds: seconds of load on a server in one round, at most.
        warm_up_requests: requests to a server before the first round; 0: none.
        connections: clients that each have one request under way.
        max_requests: requests in one round, at most.
        documents: documents read in one round, at least; they are read again and again.
        scenarios: scenarios that are run, at most; None: all.
        pings: pings that are sent while polls are held.
        memory_requests: requests between the two looks at a server's memory.
    """

    rounds: int
    start_ups: int
    load_seconds: float
    warm_up_requests: int
    connections: int
    max_requests: int
    documents: int
    scenarios: int | None
    pings: int
    memory_requests: int


FULL = Budget(
    rounds=3,
    start_ups=3,
    load_seconds=1.0,
    warm_up_requests=1000,
    connections=16,
    max_requests=3000,
    documents=24,
    scenarios=None,
    pings=100,
    memory_requests=100_000,
)
"""What `make bench` does; under five minutes on two cores."""

QUICK = Budget(
    rounds=1,
    start_ups=1,
    load_seconds=10.0,
    warm_up_requests=0,
    connections=4,
    max_requests=20,
    documents=5,
    scenarios=3,
    pings=3,
    memory_requests=50,
)
"""Whether everything runs at all; the numbers mean nothing."""
