"""What the settings of a server section mean for who gets in, in plain words.

The sentences say what the Authentication Proxy 5.0.0 does; `core.failmode_decision` is where that
is simulated.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from failmode.simulator.authproxy.cfg.sections.ad import AdClientSection
from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection, ServerSection
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.cfg.sections.duo_only import DuoOnlyClientSection
from failmode.simulator.authproxy.cfg.sections.http_proxy import HttpProxySection
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerSection
from failmode.simulator.authproxy.cfg.sections.radius_server_kinds import (
    RadiusServerDuoOnlySection,
    RadiusServerEapSection,
)
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.ldap.binding import AuthType
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.errors import host_and_port
from failmode.terms import Failmode

_CONNECT_SECONDS = 30


def section_heading(section: ServerSection) -> str:
    """Return what a section is, in one line: its name, its ports and its failmode."""
    ports = [
        one.describe(f"{_address(one.interface)}{one.port}") for one in section.listening_ports
    ]
    if isinstance(section, LoginServerSection):
        default = "" if section.failmode_is_given else " (not set: the default)"
        mode = f"failmode {section.failmode.setting}{default}"
    else:
        mode = "failmode does not apply"
    return ", ".join([f"[{section.name}] {' and '.join(ports)}".rstrip(), mode])


def _address(interface: str) -> str:
    if not interface:
        return ""
    return f"[{interface}]:" if ":" in interface else f"{interface}:"


@singledispatch
def section_meaning(section: ServerSection) -> Iterator[str]:
    """Yield sentences on who gets in through a section, the most important first."""
    yield (f"[{section.name}] asks nobody for a second factor, so failmode does not apply to it.")


@section_meaning.register
def _(section: LoginServerSection) -> Iterator[str]:
    yield from _without_duo(section)
    yield from _primary(section)
    yield from _waiting(section)


@section_meaning.register
def _(section: RadiusServerSection) -> Iterator[str]:
    yield from section_meaning.dispatch(LoginServerSection)(section)
    if section.exempt_usernames:
        names = ", ".join(section.exempt_usernames)
        yield f"Duo is never asked for {names} (exempt_username): {_checked(section)} is enough."


@section_meaning.register
def _(section: RadiusServerEapSection) -> Iterator[str]:
    yield from section_meaning.dispatch(RadiusServerSection)(section)
    if not section.factor_options.allow_concat:
        then = (
            "nobody gets in then either"
            if section.failmode is Failmode.CLOSED
            else f"{_checked(section)} is enough then too"
        )
        yield (
            "allow_concat is false: a second question asks for the factor, and Duo is asked anew "
            f"after its answer. When Duo goes away between the two, {then}."
        )
    yield (
        "Clients have to speak PEAP with EAP-GTC inside. They are told no reason, neither why they "
        "are refused nor that they are let in without Duo: only authevents.log (log_auth_events) "
        "tells."
    )


@section_meaning.register
def _(section: LdapServerAutoSection) -> Iterator[str]:
    if section.exempt_primary_bind:
        yield (
            "exempt_primary_bind is true: the first bind of each connection is not sent to Duo. "
            "ANY user with the right password who connects and binds straight away gets in "
            "without a second factor; only an application that binds with an account of its own "
            "first has its users asked."
        )
    first, *others = section_meaning.dispatch(LoginServerSection)(section)
    if section.exempt_primary_bind:
        first = f"For every other bind: {first[0].lower()}{first[1:]}"
    yield first
    yield from others
    yield (
        "Whoever binds by Kerberos (SASL GSS-SPNEGO) is let in without Duo, whatever the failmode: "
        "the proxy cannot read who that is."
    )
    if section.allow_searches_after_bind:
        yield (
            "allow_searches_after_bind is true: after a denied second factor the connection stays "
            "bound at the directory as the user, so the password alone reads the directory."
        )
    if section.failmode is Failmode.OPEN or section.exempt_primary_bind or section.exempt_ous:
        yield "A client that is let in without Duo is not told so."
    if section.exempt_ous:
        names = "; ".join(section.exempt_ous)
        yield (
            f"Duo is never asked for who is below {names} (exempt_ou): {_checked(section)} is "
            "enough."
        )


@section_meaning.register
def _(section: HttpProxySection) -> Iterator[str]:
    clients = "those of client_ip" if section.client_ip else "everybody, since client_ip is not set"
    yield (
        f"[{section.name}] relays to {section.api_host} for {clients}. It asks nobody for a second "
        "factor: when it is away, Duo is away for the systems behind it, and their own failmode "
        "decides."
    )


@section_meaning.register
def _(section: SsoSection) -> Iterator[str]:
    yield (
        f"[{section.name}] checks Active Directory passwords for Duo Single Sign-On over a "
        "connection that the proxy makes to Duo; nobody connects to it."
    )
    yield (
        "It has no failmode: while Duo, or the connection, or the directory is away, nobody logs "
        "in by it. A second proxy with the same section takes over."
    )
    yield _settings_at_duo("the password is checked at")


@section_meaning.register
def _(section: CloudSection) -> Iterator[str]:
    yield (
        f"[{section.name}] searches a directory for Duo's directory sync over a connection that "
        "the proxy makes to Duo; nobody logs in by it."
    )
    yield (
        "It has no failmode: while Duo, or the connection, or the directory is away, Duo's users "
        "stay as they are; whom the directory has disabled meanwhile is still a user."
    )
    yield _settings_at_duo("is searched")


def _settings_at_duo(what: str) -> str:
    return (
        f"Which directory {what}, and how the connection to it is protected, is set in Duo's Admin "
        "Panel and not in this file."
    )


def _has_no_primary(section: LoginServerSection) -> bool:
    return isinstance(section.client, DuoOnlyClientSection)


def _why_no_primary(section: LoginServerSection) -> str:
    if isinstance(section, RadiusServerDuoOnlySection):
        return "this kind of section asks for the second factor alone"
    return f"[{section.client.name}] has no primary server"


def _checked(section: LoginServerSection) -> str:
    if _has_no_primary(section):
        return "the name"
    return f"the right password at [{section.client.name}]"


def _without_duo(section: LoginServerSection) -> Iterator[str]:
    if section.failmode is Failmode.CLOSED:
        yield "When Duo cannot be reached, nobody gets in, not even with the right password."
    elif _has_no_primary(section):
        yield (
            "When Duo cannot be reached, ANYBODY gets in with any password: nothing is checked "
            f"here, since {_why_no_primary(section)}. Only a device that checks the password "
            "itself keeps them out."
        )
    else:
        yield (
            f"When Duo cannot be reached, {_checked(section)} is enough: there is no second "
            "factor then. So it is when Duo answers with an HTTP status 5xx, also after the "
            "push was asked for."
        )
    if section.failmode is Failmode.OPEN:
        yield (
            "An HTTP status 4xx of Duo (wrong keys, too many requests), an answer that is cut "
            "off, and a connection that breaks after the push was asked for let nobody in all "
            "the same."
        )


def _primary(section: LoginServerSection) -> Iterator[str]:
    if not _has_no_primary(section):
        yield (
            f"Who is rejected by [{section.client.name}] is denied, whatever the failmode; Duo is "
            "not asked."
        )
    client = section.client
    if not isinstance(client, AdClientSection):
        return
    if client.transport is not Transport.CLEAR:
        if not client.verifies_certificate:
            yield (
                f"[{client.name}] takes any certificate for the directory's, since neither "
                "ssl_ca_certs_file nor ssl_verify_hostname is set: whoever stands between is the "
                "directory, and says who gets in."
            )
        return
    if client.auth_type is AuthType.PLAIN:
        yield (
            f"[{client.name}] sends passwords to the directory in clear text: transport is clear."
        )
    if client.auth_type is AuthType.NTLM1:
        yield (
            f"[{client.name}] proves passwords to the directory by NTLMv1 without TLS: whoever "
            "listens can find them out."
        )


def _waiting(section: LoginServerSection) -> Iterator[str]:
    if section.api.http_proxy is not None:
        between = host_and_port(*section.api.http_proxy)
        yield (
            f"Duo is reached through the HTTP proxy {between}: when that is away, or refuses, "
            "Duo counts as not reached."
        )
    timeout = section.api.api_timeout
    if timeout:
        then = "nobody gets in" if section.failmode is Failmode.CLOSED else "failmode decides"
        yield (
            f"api_timeout is {timeout:g} s: a Duo that does not answer by then counts as not "
            f"reached, and {then}; after the push was asked for, the login is denied."
        )
        return
    yield (
        f"api_timeout is 0: a connection to Duo that is not made ends after {_CONNECT_SECONDS} s, "
        "but a Duo that takes it and does not answer is waited for without end, and failmode never "
        "decides. The device gives up first."
    )
