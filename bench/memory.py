"""Resident memory before and after many requests, with the journal full."""

from __future__ import annotations

from bench.budget import Budget
from bench.child import module, running
from bench.http import preauth
from bench.load.http import HttpJob, measure
from bench.results import Outcome, Result, Unit
from bench.servers.edges import USERS
from failmode.simulator.runtime.config import DEFAULT_JOURNAL_CAPACITY

_SECONDS = 150.0
_MEBIBYTE = 1024 * 1024


def run(budget: Budget) -> Outcome:
    """Fill the journal, look, load, look again; see `Benchmark`."""
    with running("the edges", module("bench.servers.edges")) as child:
        port = child.facts()["ports"]["duo-http"]

        def load(requests: int) -> int:
            job = HttpJob(
                port=port,
                ca_file=None,
                requests=tuple(map(preauth, USERS)),
                expect='"auth"',
                connections=budget.connections,
                seconds=_SECONDS,
                max_requests=requests,
            )
            with child.adding_last_words():
                return measure("Duo's cloud", job).answers

        load(min(2 * DEFAULT_JOURNAL_CAPACITY, budget.memory_requests))
        before = child.resident_bytes() / _MEBIBYTE
        answers = load(budget.memory_requests)
        after = child.resident_bytes() / _MEBIBYTE
    result = Result(
        measure=f"memory after {answers:,} requests",
        unit=Unit.MEBIBYTES,
        ours=after,
        peer="before them",
        theirs=before,
    )
    note = (
        "resident memory of the edge's process; "
        f"the journal of {DEFAULT_JOURNAL_CAPACITY:,} exchanges is full before"
    )
    return Outcome((result,), (note,))
