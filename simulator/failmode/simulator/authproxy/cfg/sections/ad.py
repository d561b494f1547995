"""[ad_client]: the directory that checks the primary password.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count, takewhile
from pathlib import Path
from typing import Annotated, Any, ClassVar

from sansldap import LDAPFilter

from failmode.simulator.authproxy.assumptions import AD_PORTS, AUTH_TYPES
from failmode.simulator.authproxy.cfg.ini import RawSection
from failmode.simulator.authproxy.cfg.options import (
    ExistingFile,
    Flag,
    HostName,
    Number,
    ReadContext,
    SingleOption,
    Text,
)
from failmode.simulator.authproxy.cfg.problems import Problems
from failmode.simulator.authproxy.cfg.sections.base import ClientSection
from failmode.simulator.authproxy.ldap.client import Transport
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.errors import ConfigError


class AuthType(StrEnum):
    """How a name and a password are given to the directory."""

    PLAIN = "plain"


class TransportWord(SingleOption):
    """`clear`, `ldaps` or `starttls`."""

    def parse(self, context: ReadContext, key: str) -> Transport:
        """Return the transport."""
        value = context.section.text(key)
        try:
            return Transport(value.lower())
        except ValueError:
            raise context.section.error(
                key, f"is {value!r}", f"Expected one of {', '.join(Transport)}"
            ) from None


class AuthTypeWord(SingleOption):
    """`plain`; what else the product has is refused by name, and so is its default."""

    def read(self, context: ReadContext, field_name: str, default: Any) -> AuthType:
        """Return the way; a section that names none means the product's default."""
        del default
        if field_name in context.section.options:
            return self.parse(context, field_name)
        raise context.section.error(
            field_name,
            "is missing; the product's default, ntlm2, is not simulated",
            f"Add {field_name}=plain",
        )

    def parse(self, context: ReadContext, key: str) -> AuthType:
        """Return the way."""
        value = context.section.text(key).lower()
        if value == AuthType.PLAIN:
            return AuthType.PLAIN
        problem = "which is not simulated" if value in AUTH_TYPES else "which is no way to bind"
        raise context.section.error(key, f"is {value!r}, {problem}", f"Write {key}=plain")


class DistinguishedName(SingleOption):
    """The distinguished name of an entry."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the name as written."""
        value = context.section.text(key)
        if not read_dn(value):
            raise context.section.error(
                key, f"is {value!r}", "Expected a distinguished name such as dc=example,dc=com"
            )
        return value


class FilterText(SingleOption):
    """A search filter as RFC 4515 writes it."""

    def parse(self, context: ReadContext, key: str) -> LDAPFilter:
        """Return the filter."""
        value = context.section.text(key)
        try:
            return LDAPFilter.from_string(value)
        except (ValueError, RecursionError) as error:
            raise context.section.error(
                key,
                f"is {value!r}, which is no LDAP filter: {error}",
                "Expected a filter such as (memberOf=cn=vpn,dc=example,dc=com)",
            ) from None


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
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        return HostName().parse(context, key)


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
        ssl_verify_hostname: whether the certificate must be for the host.
        auth_type: how names and passwords are given.
        bind_dn: distinguished name of the service account, by which it binds; empty: by its name.
        username_attribute: attribute with the user name.
        at_attribute: attribute with the user name that has an @.
    """

    KIND: ClassVar[str] = "ad_client"
    NOT_SIMULATED: ClassVar[frozenset[str]] = frozenset({"ntlm_domain", "ntlm_workstation"})

    hosts: Annotated[tuple[str, ...], DirectoryHosts()]
    service_account_username: Annotated[str, Text()]
    service_account_password: Annotated[str, Text(secret=True)] = field(repr=False)
    search_dn: Annotated[str, DistinguishedName()]
    port: Annotated[int, Number(smallest=1, largest=65535)] = 0
    security_group_dn: Annotated[str, DistinguishedName()] = ""
    ldap_filter: Annotated[LDAPFilter | None, FilterText()] = None
    timeout: Annotated[float, Number(smallest=1)] = 10
    transport: Annotated[Transport, TransportWord()] = Transport.CLEAR
    ssl_ca_certs_file: Annotated[Path | None, ExistingFile("an existing PEM file")] = None
    ssl_verify_hostname: Annotated[bool, Flag()] = True
    auth_type: Annotated[AuthType, AuthTypeWord()] = AuthType.PLAIN
    bind_dn: Annotated[str, DistinguishedName()] = ""
    username_attribute: Annotated[str, Text()] = "sAMAccountName"
    at_attribute: Annotated[str, Text()] = "userPrincipalName"

    @property
    def bind_name(self) -> str:
        """What the service account binds as."""
        return self.bind_dn or self.service_account_username

    @property
    def addresses(self) -> tuple[tuple[str, int], ...]:
        """Host and port of each directory, in the order in which they are tried."""
        port = self.port or AD_PORTS[self.transport]
        return tuple((host, port) for host in self.hosts)

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find options of TLS without TLS, which would make people feel safe."""
        if self.transport is Transport.CLEAR and self.ssl_ca_certs_file is not None:
            yield raw.error(
                "ssl_ca_certs_file",
                "needs transport=ldaps or transport=starttls, but the transport is clear",
                "Set the transport, or remove it",
            )
