"""LDAP binds per second: the Authentication Proxy before a directory, beside that directory."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from dataclasses import dataclass

from bench.budget import Budget
from bench.child import Child, module, running
from bench.interleave import interleave
from bench.load.ldap import LdapJob, measure
from bench.load.logins import LoginLoad, told_latencies
from bench.results import Outcome, Result, Unit
from bench.servers import slapd
from bench.servers.authproxy import PASSWORD

_OURS, _SLAPD = "LDAP bind, relayed", "slapd alone"
_WARM_UP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom to ask: what it is called, the program that serves it, and its TCP port."""

    name: str
    child: Child
    port: int

    def load(self, budget: Budget, max_requests: int, seconds: float) -> LoginLoad:
        """Bind until the binds are answered or the seconds are over."""
        job = LdapJob(
            port=self.port,
            name=slapd.USER,
            password=PASSWORD,
            clients=budget.connections,
            seconds=seconds,
            max_binds=max_requests,
        )
        with self.child.adding_last_words():
            return measure(self.name, job)


def run(budget: Budget) -> Outcome:
    """Bind at both in turn; see `Benchmark`."""
    program = slapd.program()
    if program is None:
        return Outcome((), ("LDAP: slapd is not installed, and nothing else to compare with.",))
    with ExitStack() as stack:
        directory, port = stack.enter_context(slapd.serving(program))
        command = module("bench.servers.ldap_proxy", str(port))
        proxy = stack.enter_context(running("the LDAP proxy", command))
        targets = [
            _Target(_OURS, proxy, proxy.facts()["port"]),
            _Target(_SLAPD, directory, port),
        ]
        rounds = interleave(targets, budget, _WARM_UP_SECONDS)
    rates = {name: statistics.median(one.rate for one in done) for name, done in rounds.items()}
    note = (
        f"{budget.connections} LDAP clients, each with a connection of its own for every bind, "
        "which is exempt from Duo. "
        + "; ".join(f"{name}: {told_latencies(done)}" for name, done in rounds.items())
    )
    result = Result(
        measure=_OURS,
        unit=Unit.PER_SECOND,
        ours=rates[_OURS],
        peer=_SLAPD,
        theirs=rates[_SLAPD],
    )
    return Outcome((result,), (note,))
