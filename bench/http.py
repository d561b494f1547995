"""Requests per second: Duo's preauth beside a bare route on the same edge, and other simulators."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench.budget import Budget
from bench.child import Child, module, running
from bench.interleave import interleave
from bench.load.http import HttpJob, HttpLoad, measure
from bench.results import Outcome, Result, Unit
from bench.servers import moto, npm
from bench.servers.bare_flask import PREAUTH
from bench.servers.edges import API_HOST, IKEY, SKEY, USERS, WORKERS
from bench.signed import signed_request

_DUO, _DUO_TLS, _BARE, _BARE_TLS = "duo-http", "duo-https", "bare-http", "bare-https"
_WORKERS = "workers-http"
_MOTO, _PRISM, _MOUNTEBANK = "moto_server", "Prism", "mountebank"
_WARM_UP_SECONDS = 10.0
_PRISM_CANNED, _MOUNTEBANK_CANNED = "Prism, canned", "mountebank, canned"
_WITH_WORKERS = f"the same, {WORKERS} worker processes"
_EDGE_PEER = "Flask, same edge"
_EXPECTED = {
    _DUO: '"auth"',
    _BARE: "OK",
    _WORKERS: '"auth"',
    _DUO_TLS: '"auth"',
    _BARE_TLS: "OK",
}


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom to load.

    Attributes:
        name: what it is called.
        child: the program that serves it.
        port: its TCP port.
        ca_file: authority for TLS; None: plain HTTP.
        expect: what an answer contains.
    """

    name: str
    child: Child
    port: int
    ca_file: str | None
    expect: str

    def load(self, budget: Budget, max_requests: int, seconds: float) -> _Round:
        """Load it, until the requests are answered or the seconds are over."""
        # Signed anew each time: Duo accepts a date for some minutes only.
        requests = (moto.REQUEST,) if self.name == _MOTO else tuple(map(preauth, USERS))
        job = HttpJob(
            port=self.port,
            ca_file=self.ca_file,
            requests=requests,
            expect=self.expect,
            connections=budget.connections,
            seconds=seconds,
            max_requests=max_requests,
        )
        before = self.child.cpu_seconds()
        with self.child.adding_last_words():
            load = measure(self.name, job)
        return _Round(load, (self.child.cpu_seconds() - before) / load.answers)


@dataclass(frozen=True, slots=True)
class _Round:
    """One measurement: the load, and the server's processor seconds for each answer."""

    load: HttpLoad
    cpu_seconds: float


def run(budget: Budget) -> Outcome:
    """Load every server in turn; see `Benchmark`."""
    with _targets() as targets:
        rounds = interleave(targets, budget, _WARM_UP_SECONDS)
    rates = {
        name: statistics.median(one.load.rate for one in done) for name, done in rounds.items()
    }

    def beside(what: str, ours: str, peer: str, theirs: str, aim: float | None) -> Result:
        return Result(
            measure=what,
            unit=Unit.PER_SECOND,
            ours=rates[ours],
            peer=peer,
            theirs=rates.get(theirs),
            aim=aim,
        )

    return Outcome(
        (
            beside("Duo preauth, signed", _DUO, _EDGE_PEER, _BARE, 0.5),
            beside("Duo preauth, signed", _DUO, _MOTO, _MOTO, 8.0),
            beside("Duo preauth, signed", _DUO, _PRISM_CANNED, _PRISM, 1.2),
            beside("Duo preauth, signed", _DUO, _MOUNTEBANK_CANNED, _MOUNTEBANK, None),
            beside(_WITH_WORKERS, _WORKERS, _EDGE_PEER, _BARE, 0.5),
            beside(_WITH_WORKERS, _WORKERS, _MOTO, _MOTO, 8.0),
            beside(_WITH_WORKERS, _WORKERS, _PRISM_CANNED, _PRISM, 1.2),
            beside(_WITH_WORKERS, _WORKERS, _MOUNTEBANK_CANNED, _MOUNTEBANK, None),
            beside("the same over TLS", _DUO_TLS, _EDGE_PEER, _BARE_TLS, 0.5),
        ),
        (
            f"{budget.connections} connections, kept alive where the server keeps them "
            "(moto_server does not). For each request, the client's wait and the server's "
            "processor time, without that of its workers: "
            + "; ".join(_detail(name, done) for name, done in rounds.items()),
        ),
    )


@contextmanager
def _targets() -> Iterator[list[_Target]]:
    with running("the edges", module("bench.servers.edges")) as child:
        facts = child.facts()
        targets = [
            _Target(
                name,
                child,
                facts["ports"][name],
                facts["ca_file"] if name in (_DUO_TLS, _BARE_TLS) else None,
                expect,
            )
            for name, expect in _EXPECTED.items()
        ]
        with ExitStack() as stack:
            for name, installed, serving, expect in (
                (_MOTO, moto.is_installed(), moto.serving, moto.EXPECTED),
                (_PRISM, npm.is_installed("prism"), npm.prism, npm.EXPECTED),
                (_MOUNTEBANK, npm.is_installed("mb"), npm.mountebank, npm.EXPECTED),
            ):
                if installed:
                    peer, port = stack.enter_context(serving())
                    targets.append(_Target(name, peer, port, None, expect))
            yield targets


def preauth(username: str) -> str:
    """Write a whole signed preauth over HTTP/1.1; Duo accepts its date for some minutes."""
    params = {"username": username, "ipaddr": "192.0.2.7", "hostname": "bench"}
    request = signed_request("POST", PREAUTH, params, host=API_HOST, ikey=IKEY, skey=SKEY)
    return request.decode()


def _detail(name: str, rounds: list[_Round]) -> str:
    wait = statistics.median(one.load.median_seconds for one in rounds) * 1000
    cpu = statistics.median(one.cpu_seconds for one in rounds) * 1000
    return f"{name} {wait:.1f} ms, {cpu:.2f} ms"
