"""Whether the servers of a client section are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sansldap import LDAPFilter, LDAPResultCode, SearchScope

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.clients.ad import AdDirectory
from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)
from failmode.simulator.authproxy.ldap.binding import AuthType
from failmode.simulator.authproxy.ldap.client import LdapClient
from failmode.simulator.authproxy.ldap.errors import (
    BindError,
    LdapError,
    NoNtlmError,
    NtlmRefusedError,
    ResolveError,
    SearchError,
)
from failmode.simulator.authproxy.radius.status import Alive, NoAnswer, Unusable, ask_status
from failmode.simulator.errors import host_and_port

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
        name = f"the RADIUS server {host_and_port(*host)}"
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


def _directory(section: AdClientSection) -> Iterator[ConnectivityResult]:
    """Connect to each directory, bind as the service account, and look for the search base."""
    directory = AdDirectory(section)
    for address in directory.addresses():
        outcome, remedy = Outcome.FINE, ""
        what = f"{address} takes the service account, and has the search base"
        try:
            with LdapClient(address) as client:
                directory.bind_as_service(client)
                there = LDAPFilter.from_string("(objectClass=*)")
                base = section.search_dn
                found = client.search(base, there, scope=SearchScope.BASE, attributes=("1.1",))
                if not list(found):
                    outcome = Outcome.PROBLEM
                    what = f"{address} shows the service account nothing at {base!r}"
                    remedy = "Look at search_dn, and at what the service account may read"
        except LdapError as error:
            outcome, what, remedy = Outcome.PROBLEM, error.what, _directory_remedy(section, error)
        yield ConnectivityResult(section.name, Subject.PRIMARY, outcome, what, remedy)


def _directory_remedy(section: AdClientSection, error: LdapError) -> str:
    match error:
        case NoNtlmError() | NtlmRefusedError():
            return error.remedy
        case BindError():
            return _bind_remedy(section, error)
        case SearchError():
            return "Look at search_dn"
        case ResolveError():
            return "Look at host, and at the name server of this machine"
        case _:
            return "Look at host, port, transport and the firewall, and whether the directory runs"


def _bind_remedy(section: AdClientSection, error: BindError) -> str:
    if error.code == LDAPResultCode.STRONG_AUTH_REQUIRED:
        return (
            "Set transport=ldaps or transport=starttls, or auth_type=ntlm2, which signs and "
            "encrypts by itself"
        )
    if section.auth_type is AuthType.PLAIN:
        return "Look at bind_dn and service_account_password"
    return (
        "Look at service_account_username (a user name without a domain, or one with an @), "
        "service_account_password and ntlm_domain"
    )


def _nobody(section: DuoOnlyClientSection) -> Iterator[ConnectivityResult]:
    del section
    yield from ()


_PROBES: Mapping[type[ClientSection], Probe] = MappingProxyType(
    {
        AdClientSection: _directory,
        RadiusClientSection: _radius,
        DuoOnlyClientSection: _nobody,
    }
)
