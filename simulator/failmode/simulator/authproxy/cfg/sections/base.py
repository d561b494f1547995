"""What client and server sections have in common, whatever protocol they speak.

Names are those of the file's options, default values are the product's, times are seconds. A
section can also be made by hand, with `dataclasses.replace`, where a test needs a time that the
file cannot express, such as half a second.

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`, `section.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection, quoted
from failmode.simulator.authproxy.cfg.options import (
    CertificateBundle,
    Flag,
    Group,
    HostName,
    IsGiven,
    Number,
    ReadContext,
    SectionName,
    SingleOption,
    Text,
    Words,
)
from failmode.simulator.errors import ConfigError, ConfigProblemsError
from failmode.terms import Failmode


class Factor(StrEnum):
    """The words that `factors` may list."""

    AUTO = "auto"
    PUSH = "push"
    PHONE = "phone"
    PASSCODE = "passcode"


class FailmodeWord(SingleOption):
    """`safe` or `secure`; case does not matter."""

    def parse(self, context: ReadContext, key: str) -> Failmode:
        """Return the failmode."""
        value = context.section.text(key)
        try:
            return Failmode.from_setting(value)
        except ValueError:
            raise context.section.error(
                key,
                f"is {quoted(value)}",
                "Expected safe or secure",
            ) from None


class HttpProxyHost:
    """`http_proxy_host`, and `http_proxy_port`, which is 80 when it is left out."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names of both options."""
        del field_name
        return ("http_proxy_host", "http_proxy_port")

    def read(self, context: ReadContext, field_name: str, default: Any) -> tuple[str, int] | None:
        """Return host and port; a port without a host is a warning."""
        host, port = self.names(field_name)
        number = Number(smallest=1, largest=65535).read(context, port, 80)
        if host in context.section.options:
            return HostName().parse(context, host), number
        if port in context.section.options:
            context.warnings.append(context.section.warning(port, f"is ignored: {host} is missing"))
        del default
        return None


@dataclass(frozen=True, slots=True)
class DuoApi:
    """The Duo integration that a server section uses.

    Attributes:
        ikey: integration key.
        skey: secret key.
        api_host: Duo's API host.
        api_port: its TCP port.
        api_timeout: seconds for a whole call; 0: no limit but the one on connecting.
        http_proxy: name or address, and port, of the HTTP proxy to reach Duo through; None: Duo is
            reached straight.
        http_ca_certs_file: PEM bundle that Duo's certificate must lead to; None: not given.
    """

    ikey: Annotated[str, Text()]
    skey: Annotated[str, Text(secret=True)] = field(repr=False)
    api_host: Annotated[str, HostName()]
    api_port: Annotated[int, Number(smallest=1, largest=65535)] = 443
    api_timeout: Annotated[float, Number()] = 0
    http_proxy: Annotated[tuple[str, int] | None, HttpProxyHost()] = None
    http_ca_certs_file: Annotated[Path | None, CertificateBundle()] = None


@dataclass(frozen=True, slots=True)
class FactorOptions:
    """How a server section finds the factor of a login.

    Attributes:
        factors: factors to use, in order of preference.
        delimiter: between password and factor.
        delimited_password_length: characters of the password; 0: it ends at the last delimiter.
        allow_concat: whether a factor or passcode may follow the password.
    """

    factors: Annotated[tuple[Factor, ...], Words(Factor, "factor")] = (Factor.AUTO,)
    delimiter: Annotated[str, Text()] = ","
    delimited_password_length: Annotated[int, Number()] = 0
    allow_concat: Annotated[bool, Flag(alias="concat_mode")] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Any section.

    Attributes:
        KIND: the section's name in the file, without a number.
        NOT_SIMULATED: options that the product has and the simulator has not.
        name: as spelt in the file.
        debug: checked; [main] alone decides how much is logged here.
    """

    KIND: ClassVar[str]
    NOT_SIMULATED: ClassVar[frozenset[str]] = frozenset()

    name: Annotated[str, SectionName()]
    debug: Annotated[bool, Flag()] = False

    def check(self, raw: RawSection) -> Iterable[ConfigError]:
        """Find options that do not go together.

        It is asked also when some options could not be read. A check that looks at one of those
        ends there, so the order matters: first what needs the fewest options.

        Args:
            raw: what this was read from, for messages.

        Returns:
            what is wrong, one error for each; a generator does well.
        """
        del raw
        return ()


_ACCOUNT = ("service_account_username", "service_account_password")


def half_an_account(raw: RawSection) -> Iterator[ConfigError]:
    """Yield what is wrong where a service account has a name without a password, or none."""
    name, password = _ACCOUNT
    for have, want in ((name, password), (password, name)):
        if have in raw.options and want not in raw.options:
            yield raw.error(have, f"has no {want}", f"Add {want}")


class Transport(StrEnum):
    """What a port belongs to."""

    UDP = "UDP"
    TCP = "TCP"


MAIN_PORT = "port"
"""The option of the port that every section which listens has."""


@dataclass(frozen=True, slots=True)
class ListeningPort:
    """A port that a server section listens on.

    Attributes:
        transport: UDP or TCP.
        interface: address to bind; empty: not given, which is every address for the product.
        port: number; 0: any free one.
        option: what the file calls it.
    """

    transport: Transport
    interface: str
    port: int
    option: str = MAIN_PORT

    def describe(self, address: str) -> str:
        """Return transport and address, with the option's name where it is not the usual one.

        Args:
            address: as it is to be written, with the number.
        """
        name = "" if self.option == MAIN_PORT else f" ({self.option})"
        return f"{self.transport} {address}{name}"

    def clashes_with(self, other: ListeningPort) -> bool:
        """Tell whether both are the same port of the same address."""
        if self.transport is not other.transport or not self.port == other.port != 0:
            return False
        return self.interface == other.interface or any(
            one.interface in _every_address(another.interface)
            for one, another in ((self, other), (other, self))
        )


def _every_address(interface: str) -> tuple[str, ...]:
    """Return the ways to name all addresses of the family that an address belongs to."""
    if not interface:
        return ("", "0.0.0.0", "::")
    return ("", "::") if ":" in interface else ("", "0.0.0.0", "::")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSection(Section):
    """A section that says where the primary password is checked."""


class ClientReference:
    """The client of a server section: its own, else that of [main], else the only one there is."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the field's name."""
        return (field_name,)

    def read(self, context: ReadContext, field_name: str, default: Any) -> ClientSection:
        """Return the client section that is meant."""
        del default
        section, main = context.section, context.main
        clients: Mapping[str, ClientSection] = context.clients
        if field_name not in section.options and main is not None and field_name in main.options:
            section = main
        if field_name in section.options:
            name = section.text(field_name).lower()
            if name in context.refused_clients:
                # What is wrong with that section has been said.
                raise ConfigProblemsError((), where=section.source)
            if name not in clients:
                known = ", ".join(client.name for client in clients.values()) or "none"
                raise section.error(
                    field_name,
                    f"is {quoted(name)}, but there is no such section",
                    f"Clients here: {known}",
                )
            return clients[name]
        if context.refused_clients:
            raise ConfigProblemsError((), where=section.source)
        if len(clients) == 1:
            return next(iter(clients.values()))
        first, *others = (f"{field_name}={kind}" for kind in context.client_kinds)
        alternatives = f" (or {', '.join(others)})" if others else ""
        raise section.error(
            field_name,
            f"is missing and there are {len(clients)} client sections",
            f"Add {first}{alternatives} and a section of that name",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSection(Section):
    """A server that the proxy runs, whatever it serves."""

    @property
    def duo_host(self) -> str:
        """The host of Duo that it needs; empty: none."""
        return ""

    @property
    def duo_ca_file(self) -> Path | None:
        """The PEM bundle that it wants Duo's certificate to lead to; None: it names none."""
        return None

    @property
    def listening_ports(self) -> tuple[ListeningPort, ...]:
        """The ports that it listens on; none: it only connects to others."""
        return ()

    def shares_port_with(self, other: ServerSection) -> bool:
        """Tell whether both can listen on one port, as far as the ports are concerned."""
        del other
        return False

    def check_beside(self, other: Section, raw: RawSection) -> Iterable[ConfigError]:
        """Find why this section cannot be there beside another one; ports are checked anyway.

        Args:
            other: [main], or a server section before this one in the file.
            raw: what this was read from, for messages.

        Returns:
            what is wrong, as of `check`.
        """
        del other, raw
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginServerSection(ServerSection):
    """A server that logs users in with a second factor of Duo.

    Attributes:
        api: the Duo integration.
        client: where the primary password is checked.
        failmode: what to do when Duo cannot be reached.
        failmode_is_given: whether the file says so; if not, it is the product's default.
    """

    api: Annotated[DuoApi, Group(DuoApi)]
    client: Annotated[ClientSection, ClientReference()]
    failmode: Annotated[Failmode, FailmodeWord()] = Failmode.OPEN
    failmode_is_given: Annotated[bool, IsGiven("failmode")] = True

    @property
    def duo_host(self) -> str:
        """Duo's API host."""
        return self.api.api_host

    @property
    def duo_ca_file(self) -> Path | None:
        """The bundle of the integration."""
        return self.api.http_ca_certs_file
