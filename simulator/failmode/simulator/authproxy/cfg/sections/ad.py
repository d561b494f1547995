"""[ad_client]: the directory that checks the primary password.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path
from typing import Annotated, Any, ClassVar

from failmode.simulator.authproxy.assumptions import AD_PORTS
from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.options import (
    ExistingFile,
    Flag,
    HostName,
    Number,
    ReadContext,
    SingleOption,
    Text,
    is_one_of,
)
from failmode.simulator.authproxy.cfg.problems import Problems
from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.ldap.binding import AuthType, Binding
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.errors import ConfigError

_SSPI = "sspi"
_LONGEST_NAME = 255


class TransportWord(SingleOption):
    """`clear`, `ldaps` or `starttls`."""

    def parse(self, context: ReadContext, key: str) -> Transport:
        """Return the transport."""
        value = context.section.text(key)
        try:
            return Transport(value.lower())
        except ValueError:
            raise context.section.error(
                key, f"is {quoted(value)}", f"Expected one of {', '.join(Transport)}"
            ) from None


class AuthTypeWord(SingleOption):
    """`ntlm1`, `ntlm2` or `plain`; `sspi` is refused by name."""

    def parse(self, context: ReadContext, key: str) -> AuthType:
        """Return the way."""
        section, value = context.section, context.section.text(key)
        if value.lower() == _SSPI:
            raise section.error(
                key,
                f"is {quoted(value)}, which uses the account of the Windows computer that the "
                "proxy runs on; it is not simulated",
                f"Write {key}={AuthType.NTLM2}, or {key}={AuthType.PLAIN} with bind_dn",
            )
        try:
            return AuthType(value.lower())
        except ValueError:
            raise section.error(
                key,
                f"is {quoted(value)}, which is no way to bind",
                f"Expected one of {', '.join(AuthType)}",
            ) from None


class NtlmName(SingleOption):
    """A name in the messages of NTLM."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the name; where nothing is bound by NTLM it is a warning."""
        section, value = context.section, context.section.text(key)
        if len(value) > _LONGEST_NAME:
            raise section.error(key, "is too long", f"Expected {_LONGEST_NAME} characters at most")
        if _is_plain(section):
            context.warnings.append(
                section.warning(key, f"is ignored: auth_type is {AuthType.PLAIN}")
            )
        return value


def _is_plain(section: RawSection) -> bool:
    return "auth_type" in section.options and section.text("auth_type").lower() == AuthType.PLAIN


class DistinguishedName(SingleOption):
    """The distinguished name of an entry."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the name as written."""
        value = context.section.text(key)
        if not read_dn(value):
            raise context.section.error(
                key,
                f"is {quoted(value)}",
                "Expected a distinguished name such as dc=example,dc=com",
            )
        return value


class FilterText(SingleOption):
    """A search filter as RFC 4515 writes it."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the filter, which can be read."""
        # Few files have a filter, and every start would wait for what reads one.
        from sansldap import LDAPFilter  # noqa: PLC0415

        value = context.section.text(key)
        try:
            LDAPFilter.from_string(value)
        except (ValueError, RecursionError) as error:
            raise context.section.error(
                key,
                f"is {quoted(value)}, which is no LDAP filter: {error}",
                "Expected a filter such as (memberOf=cn=vpn,dc=example,dc=com)",
            ) from None
        return value


class DirectoryHosts:
    """`host`, `host_1`, then `host_2` and so on up to the first gap."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the name with and without a number."""
        del field_name
        return ("host", "host_N")

    def read(self, context: ReadContext, field_name: str, default: Any) -> tuple[str, ...]:
        """Return names and addresses; a host behind a gap is a warning."""
        del field_name, default
        section = context.section
        keys = [key for key in ("host", "host_1") if key in section.options]
        numbered = (f"host_{number}" for number in count(2))
        keys += takewhile(lambda key: key in section.options, numbered)
        context.warnings.extend(
            section.warning(f"host_{number}", "is ignored: a host before it is missing")
            for number in section.numbers_of("host")
            if f"host_{number}" not in keys
        )
        problems = Problems(section.source)
        if not {"host", "host_1"} & set(keys):
            with problems.collected():
                section.text("host")
        hosts = problems.each(keys, lambda key: _host(context, key))
        problems.raise_all()
        return hosts


def _host(context: ReadContext, key: str) -> str:
    value = context.section.text(key)
    if _is_address(value):
        return str(ipaddress.ip_address(value))
    return HostName().parse(context, key)


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class AdClientSection(ClientSection):
    """[ad_client].

    Attributes:
        hosts: names or addresses of directories, tried in turn.
        port: their TCP port; 0: the usual one of the transport.
        service_account_username: who searches for users.
        service_account_password: of that account.
        search_dn: below which users are searched for.
        security_group_dn: group that users must be in; empty: any user.
        ldap_filter: what else must be true of users; None: nothing.
        timeout: seconds for each step of speaking to a directory.
        transport: how the connection is protected.
        ssl_ca_certs_file: PEM bundle that the certificate must lead to; None: not given.
        ssl_verify_hostname: whether the certificate must be for the host; without it and without
            `ssl_ca_certs_file` no certificate is looked at.
        auth_type: how names and passwords are given.
        bind_dn: distinguished name of the service account, by which it binds where auth_type is
            plain; empty: not given.
        username_attribute: attribute with the user name.
        at_attribute: attribute with the user name that has an @.
        ntlm_domain: NetBIOS name of the domain; empty: the one that the directory names.
        ntlm_workstation: this machine's name in NTLM; empty: its host name.
    """

    KIND: ClassVar[str] = "ad_client"

    hosts: Annotated[tuple[str, ...], DirectoryHosts()]
    service_account_username: Annotated[str, Text()]
    service_account_password: Annotated[str, Text(secret=True)] = field(repr=False)
    search_dn: Annotated[str, DistinguishedName()]
    port: Annotated[int, Number(smallest=1, largest=65535)] = 0
    security_group_dn: Annotated[str, DistinguishedName()] = ""
    ldap_filter: Annotated[str | None, FilterText()] = None
    timeout: Annotated[float, Number(smallest=1)] = 10
    transport: Annotated[Transport, TransportWord()] = Transport.CLEAR
    ssl_ca_certs_file: Annotated[Path | None, ExistingFile("an existing PEM file")] = None
    ssl_verify_hostname: Annotated[bool, Flag()] = True
    auth_type: Annotated[AuthType, AuthTypeWord()] = AuthType.NTLM2
    bind_dn: Annotated[str, DistinguishedName()] = ""
    username_attribute: Annotated[str, Text()] = "sAMAccountName"
    at_attribute: Annotated[str, Text()] = "userPrincipalName"
    ntlm_domain: Annotated[str, NtlmName()] = ""
    ntlm_workstation: Annotated[str, NtlmName()] = ""

    @property
    def verifies_certificate(self) -> bool:
        """Whether the directory's certificate is looked at (`lib/ssl_verify.py`)."""
        return self.ssl_ca_certs_file is not None

    @property
    def binding(self) -> Binding:
        """How the service account and users bind."""
        return Binding(self.auth_type, self.ntlm_domain, self.ntlm_workstation)

    @property
    def bind_name(self) -> str:
        """What the service account binds as where its password is sent."""
        return self.bind_dn or self.service_account_username

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of each directory, in the order in which they are tried."""
        port = self.port or AD_PORTS[self.transport]
        return tuple((host, port) for host in self.hosts)

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find options of TLS without TLS, TLS without what it needs, a plain bind of nobody."""
        if self.transport is Transport.CLEAR and self.ssl_ca_certs_file is not None:
            yield raw.error(
                "ssl_ca_certs_file",
                "needs transport=ldaps or transport=starttls, but the transport is clear",
                "Set the transport, or remove it",
            )
        verifies = self.transport is not Transport.CLEAR and self.ssl_verify_hostname
        if verifies and self.ssl_ca_certs_file is None:
            yield raw.error(
                "transport",
                f"is {self.transport}, which needs ssl_ca_certs_file",
                "Name the PEM bundle of the authority that signed the directory's certificate",
            )
        if verifies and "ssl_verify_hostname" in raw.options:
            for key in raw.options:
                if is_one_of(key, ("host", "host_N")) and _is_address(raw.text(key)):
                    yield raw.error(
                        key,
                        f"is {raw.text(key)}, whose name ssl_verify_hostname=true cannot verify",
                        "Give the name that is in the certificate",
                    )
        if self.auth_type is AuthType.PLAIN and not self.bind_dn:
            yield raw.error(
                "auth_type",
                "is plain, which needs the distinguished name of the service account in bind_dn",
                "Add bind_dn, such as bind_dn=cn=duo-service,dc=example,dc=com",
            )
