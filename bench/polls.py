"""How long a ping waits while long polls are held."""

from __future__ import annotations

import statistics

from bench.budget import Budget
from bench.child import module, running
from bench.load.polls import PollJob, measure
from bench.results import Outcome, Result, Unit
from bench.servers.edges import API_HOST, IKEY, POLL_SECONDS, POLLED, SKEY


def run(budget: Budget) -> Outcome:
    """Hold the polls and ping, in rounds; see `Benchmark`."""
    with running("the edges", module("bench.servers.edges")) as child:
        job = PollJob(
            port=child.facts()["ports"]["duo-http"],
            host=API_HOST,
            ikey=IKEY,
            skey=SKEY,
            users=POLLED,
            pings=budget.pings,
        )
        with child.adding_last_words():
            rounds = [measure(job) for _ in range(budget.rounds)]
    held = min(one.held for one in rounds)
    result = Result(
        measure=f"a ping while {len(POLLED)} polls of {POLL_SECONDS:g} s are held",
        unit=Unit.MILLISECONDS,
        ours=1000 * statistics.median(one.meanwhile_seconds for one in rounds),
        peer="a ping, none held",
        theirs=1000 * statistics.median(one.alone_seconds for one in rounds),
    )
    note = f"median wait; below 50 ms is aimed at; {held} polls were still held after the last ping"
    return Outcome((result,), (note,))
