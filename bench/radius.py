"""RADIUS round trips per second: the Authentication Proxy beside bare servers."""

from __future__ import annotations

import statistics
from contextlib import ExitStack

from bench.child import module, running
from bench.effort import Effort
from bench.load.radius import RadiusJob, measure
from bench.results import Outcome, Result, Unit
from bench.servers import freeradius
from bench.servers.authproxy import DUO_ONLY, PASSWORD, PRIMARY, SECRET, USERNAME, WITH_PRIMARY

_BARE, _FREERADIUS = "bare pyrad server", "FreeRADIUS"


def run(effort: Effort) -> Outcome:
    """Ask every server in turn; see `Benchmark`."""
    with ExitStack() as stack:
        ours = stack.enter_context(running("the proxy", module("bench.servers.authproxy")))
        bare = stack.enter_context(running(_BARE, module("bench.servers.bare_pyrad")))
        ports = {**ours.facts(), _BARE: bare.facts()["port"]}
        program = freeradius.program()
        if program is not None:
            ports[_FREERADIUS] = stack.enter_context(freeradius.serving(program))
        for name, port in ports.items():
            _ask(name, port, effort, effort.warm_up_seconds)
        rates: dict[str, list[float]] = {name: [] for name in ports}
        for _ in range(effort.rounds):
            for name, port in ports.items():
                rates[name].append(_ask(name, port, effort, effort.load_seconds))
    medians = {name: statistics.median(found) for name, found in rates.items()}

    def beside(measure_name: str, name: str, peer: str) -> Result:
        return Result(
            measure=measure_name,
            unit=Unit.PER_SECOND,
            ours=medians[name],
            peer=peer,
            theirs=medians.get(peer),
        )

    note = (
        f"{effort.connections} requests under way; through Duo means a signed preauth on a "
        "TLS connection of its own for each, as the product does, with the cloud, the "
        "primary server and the proxy in one process"
    )
    return Outcome(
        tuple(
            beside(measure_name, name, peer)
            for measure_name, name in (
                ("RADIUS through Duo (bypass user)", DUO_ONLY),
                ("RADIUS through primary and Duo", WITH_PRIMARY),
                ("RADIUS, the primary server alone", PRIMARY),
            )
            for peer in (_BARE, _FREERADIUS)
        ),
        (note,),
    )


def _ask(name: str, port: int, effort: Effort, seconds: float) -> float:
    return measure(
        name,
        RadiusJob(
            port=port,
            secret=SECRET,
            username=USERNAME,
            password=PASSWORD,
            sockets=effort.connections,
            seconds=seconds,
            max_requests=effort.max_requests,
        ),
    )
