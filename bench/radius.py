"""RADIUS round trips per second: the Authentication Proxy beside bare servers."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.budget import Budget
from bench.child import Child, module, running
from bench.interleave import interleave
from bench.load.radius import RadiusJob, RadiusLoad, measure
from bench.results import Outcome, Result, Unit
from bench.servers import freeradius
from bench.servers.authproxy import DUO_ONLY, PASSWORD, PRIMARY, SECRET, USERNAME, WITH_PRIMARY

_BARE, _FREERADIUS = "bare pyrad server", "FreeRADIUS"
_WARM_UP_SECONDS = 10.0
_OURS = {
    DUO_ONLY: "RADIUS, Duo only",
    WITH_PRIMARY: "RADIUS, primary and Duo",
    PRIMARY: "RADIUS, primary alone",
}


@dataclass(frozen=True, slots=True)
class _Round:
    """One measurement: the load, and the server's processor seconds for each answer."""

    load: RadiusLoad
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom to ask: what it is called, the program that serves it, and its UDP port."""

    name: str
    child: Child
    port: int

    def load(self, budget: Budget, max_requests: int, seconds: float) -> _Round:
        """Ask it, until the requests are answered or the seconds are over."""
        job = RadiusJob(
            port=self.port,
            secret=SECRET,
            username=USERNAME,
            password=PASSWORD,
            sockets=budget.connections,
            seconds=seconds,
            max_requests=max_requests,
        )
        before = self.child.cpu_seconds()
        with self.child.adding_last_words():
            load = measure(self.name, job)
        return _Round(load, (self.child.cpu_seconds() - before) / load.accepted)


def run(budget: Budget) -> Outcome:
    """Ask every server in turn; see `Benchmark`."""
    with _targets() as targets:
        rounds = interleave(targets, budget, _WARM_UP_SECONDS)
    rates = {
        name: statistics.median(one.load.rate for one in done) for name, done in rounds.items()
    }
    note = (
        f"{budget.connections} requests under way. Duo means a signed preauth (of a bypass "
        "user) on a TLS connection of its own for each, as the product does; cloud, primary "
        "server and proxy share one process. The server's processor time for each request: "
        + "; ".join(f"{name} {_cpu_milliseconds(done):.2f} ms" for name, done in rounds.items())
    )
    return Outcome(
        tuple(
            Result(
                measure=what,
                unit=Unit.PER_SECOND,
                ours=rates[name],
                peer=peer,
                theirs=rates.get(peer),
            )
            for name, what in _OURS.items()
            for peer in (_BARE, _FREERADIUS)
        ),
        (note,),
    )


@contextmanager
def _targets() -> Iterator[list[_Target]]:
    with ExitStack() as stack:
        ours = stack.enter_context(running("the proxy", module("bench.servers.authproxy")))
        bare = stack.enter_context(running(_BARE, module("bench.servers.bare_pyrad")))
        ports = ours.facts()
        targets = [_Target(name, ours, ports[name]) for name in _OURS]
        targets.append(_Target(_BARE, bare, bare.facts()["port"]))
        program = freeradius.program()
        if program is not None:
            peer, port = stack.enter_context(freeradius.serving(program))
            targets.append(_Target(_FREERADIUS, peer, port))
        yield targets


def _cpu_milliseconds(rounds: list[_Round]) -> float:
    return statistics.median(one.cpu_seconds for one in rounds) * 1000
