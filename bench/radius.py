"""RADIUS round trips per second: the Authentication Proxy beside bare servers."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.budget import Budget
from bench.child import Child, module, running
from bench.interleave import interleave
from bench.load.logins import LoginLoad, told_latencies
from bench.load.radius import RadiusJob, measure
from bench.load.radius_logins import LoginJob, LoginKind, measure_logins
from bench.results import Outcome, Result, Unit
from bench.servers import freeradius
from bench.servers.authproxy import (
    APPROVING,
    CHALLENGE,
    CONCAT,
    DUO_ONLY,
    EAP,
    PASSWORD,
    PRIMARY,
    SECOND_FACTOR_ONLY,
    SECRET,
    USERNAME,
    WITH_PRIMARY,
)

_BARE, _FREERADIUS = "bare pyrad server", "FreeRADIUS"
_BARE_PARTS = "bare parts"
_WARM_UP_SECONDS = 10.0
_OURS = {
    DUO_ONLY: "RADIUS, Duo only",
    WITH_PRIMARY: "RADIUS, primary and Duo",
    PRIMARY: "RADIUS, primary alone",
}
_KINDS = {
    CONCAT: "RADIUS, concat",
    SECOND_FACTOR_ONLY: "RADIUS, duo_only",
    CHALLENGE: "RADIUS, challenge, push",
    EAP: "RADIUS, eap (PEAP-GTC)",
}
_PEERS = (
    ({DUO_ONLY: _OURS[DUO_ONLY]}, (_BARE_PARTS,)),
    (_OURS, (_BARE, _FREERADIUS)),
    (_KINDS, (_FREERADIUS,)),
)
_TYPED = {CONCAT: f"{PASSWORD},push", SECOND_FACTOR_ONLY: "push"}
_SEVERAL_MESSAGES = {
    CHALLENGE: (LoginKind.TYPED, APPROVING, (PASSWORD, "push")),
    EAP: (LoginKind.EAP, USERNAME, (PASSWORD,)),
}
"""The logins that are no single request: how they go, whose they are, and what is typed."""


@dataclass(frozen=True, slots=True)
class _Round:
    """One measurement: the load, and the server's processor seconds for each answer."""

    load: LoginLoad
    cpu_seconds: float


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom to ask: what it is called, the program that serves it, and its UDP port."""

    name: str
    child: Child
    port: int

    def load(self, budget: Budget, max_requests: int, seconds: float) -> _Round:
        """Ask it, until the requests are answered or the seconds are over."""
        before = self.child.cpu_seconds()
        with self.child.adding_last_words():
            load = self._measure(budget, max_requests, seconds)
        return _Round(load, (self.child.cpu_seconds() - before) / load.accepted)

    def _measure(self, budget: Budget, max_requests: int, seconds: float) -> LoginLoad:
        several = _SEVERAL_MESSAGES.get(self.name)
        if several is not None:
            kind, username, typed = several
            return measure_logins(
                self.name,
                LoginJob(
                    port=self.port,
                    secret=SECRET,
                    kind=kind,
                    username=username,
                    typed=typed,
                    sockets=budget.connections,
                    seconds=seconds,
                    max_logins=max_requests,
                ),
            )
        job = RadiusJob(
            port=self.port,
            secret=SECRET,
            username=USERNAME,
            password=_TYPED.get(self.name, PASSWORD),
            sockets=budget.connections,
            seconds=seconds,
            max_requests=max_requests,
        )
        return measure(self.name, job)


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
        "server and proxy share one process. The bare parts of such a login, without anybody who "
        "decides: a TLS handshake, one HTTP exchange, a row in SQLite and pyrad, both sides in "
        "one process as well. Duo approves each push at once; a login by eap is "
        "eight requests, and its client's TLS is paid for on this machine too. The server's "
        "processor time for each login: "
        + "; ".join(f"{name} {_cpu_milliseconds(done):.2f} ms" for name, done in rounds.items())
        + ". From request to answer: "
        + "; ".join(
            f"{name} {told_latencies([one.load for one in done])}" for name, done in rounds.items()
        )
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
            for names, peers in _PEERS
            for name, what in names.items()
            for peer in peers
        ),
        (note,),
    )


@contextmanager
def _targets() -> Iterator[list[_Target]]:
    with ExitStack() as stack:
        ours = stack.enter_context(running("the proxy", module("bench.servers.authproxy")))
        bare = stack.enter_context(running(_BARE, module("bench.servers.bare_pyrad")))
        parts = stack.enter_context(running(_BARE_PARTS, module("bench.servers.bare_login")))
        ports = ours.facts()
        targets = [_Target(name, ours, ports[name]) for name in (*_OURS, *_KINDS)]
        targets += [_Target(one.name, one, one.facts()["port"]) for one in (bare, parts)]
        program = freeradius.program()
        if program is not None:
            peer, port = stack.enter_context(freeradius.serving(program))
            targets.append(_Target(_FREERADIUS, peer, port))
        yield targets


def _cpu_milliseconds(rounds: list[_Round]) -> float:
    return statistics.median(one.cpu_seconds for one in rounds) * 1000
