"""Whether the servers of a client section are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)
from failmode.simulator.authproxy.radius.status import Alive, NoAnswer, Unusable, ask_status

Probe = Callable[[Any], Iterator[ConnectivityResult]]
"""Tests the servers that a client section names."""


def try_primary(section: ClientSection) -> Iterator[ConnectivityResult]:
    """Ask the servers that a client section names whether they are there."""
    probe = _PROBES.get(type(section))
    if probe is not None:
        yield from probe(section)
        return
    what = f"nothing tests whether the servers of [{section.name}] are there"
    yield ConnectivityResult(section.name, Subject.PRIMARY, Outcome.UNTESTED, what)


def _radius(section: RadiusClientSection) -> Iterator[ConnectivityResult]:
    """Send Status-Server to each server, as the vendor's tool does."""
    for host in section.hosts:
        name = f"the RADIUS server {host[0]}:{host[1]}"
        match ask_status(host, section.secret.encode(), section.nas_ip):
            case Alive():
                outcome, what, remedy = (
                    Outcome.FINE,
                    f"{name} answers Status-Server",
                    "",
                )
            case NoAnswer(seconds):
                outcome = Outcome.WARNING
                what = f"{name} did not answer Status-Server in {seconds:.0f} s"
                remedy = (
                    "It may be away, may not know this machine or have another secret (both are "
                    "met with silence), or may not support Status-Server: try a login"
                )
            case Unusable(reason):
                outcome, what = Outcome.PROBLEM, f"{name} cannot be reached: {reason}"
                remedy = "Look at host and port, and whether the server runs"
        yield ConnectivityResult(section.name, Subject.PRIMARY, outcome, what, remedy)


def _nobody(section: DuoOnlyClientSection) -> Iterator[ConnectivityResult]:
    del section
    yield from ()


_PROBES: Mapping[type[ClientSection], Probe] = MappingProxyType(
    {RadiusClientSection: _radius, DuoOnlyClientSection: _nobody}
)
