"""The sections that speak RADIUS: [radius_client] and [radius_server_auto].

Source: the Duo Authentication Proxy 5.0.0 (`lib/validation/config/check/*.py`).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, takewhile
from typing import Annotated, Any, ClassVar

from failmode.simulator.authproxy.assumptions import FORCE_MESSAGE_AUTHENTICATOR
from failmode.simulator.authproxy.cfg.ini import RawSection, protected_name, quoted
from failmode.simulator.authproxy.cfg.options import (
    Address,
    Codec,
    Flag,
    Group,
    IpNetwork,
    Number,
    NumberedTexts,
    ReadContext,
    SingleOption,
    Text,
    comma_separated,
    read_address,
    read_networks,
    suggestion,
)
from failmode.simulator.authproxy.cfg.problems import Problems
from failmode.simulator.authproxy.cfg.sections.base import (
    ClientSection,
    FactorOptions,
    ListeningPort,
    LoginServerSection,
    Section,
    ServerSection,
    Transport,
)
from failmode.simulator.authproxy.radius import packets
from failmode.simulator.errors import ConfigError

_CLIENT_IP_ALIASES = {"default": "Calling-Station-Id", "paloalto": "PaloAlto-Client-Source-IP"}


class AttributeNames(SingleOption):
    """A list of names of RADIUS attributes with commas between them."""

    def parse(self, context: ReadContext, key: str) -> tuple[str, ...]:
        """Return the names in their order."""
        names = comma_separated(context.section, key)
        problems = Problems(context.section.source)
        problems.add(
            *(
                context.section.error(
                    key,
                    f"names {quoted(name)}, which is not a known RADIUS attribute",
                    suggestion(name, frozenset(packets.attribute_names())),
                )
                for name in names
                if packets.attribute_key(name) is None
            )
        )
        problems.raise_all()
        return names


class ClientIpAttribute(SingleOption):
    """The name of a RADIUS attribute, or one of the product's two words for one."""

    def parse(self, context: ReadContext, key: str) -> str:
        """Return the attribute's name."""
        value = context.section.text(key)
        name = _CLIENT_IP_ALIASES.get(value, value)
        if packets.attribute_key(name) is None:
            known = frozenset(packets.attribute_names()) | frozenset(_CLIENT_IP_ALIASES)
            raise context.section.error(
                key,
                f"is {quoted(value)}, which is not a known RADIUS attribute",
                suggestion(value, known),
            )
        return name


@dataclass(frozen=True, slots=True)
class LaterFlag(Flag):
    """A flag that 5.0.0 does not have; where it is given, a warning says so.

    Attributes:
        known: what is known of it.
    """

    known: str = ""

    def parse(self, context: ReadContext, key: str) -> bool:
        """Return whether it is on."""
        context.warnings.append(context.section.warning(key, self.known))
        return Flag.parse(self, context, key)


class RadiusHosts:
    """`host`, `host_1`, then `host_2` and so on up to the first gap, each with its port."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names of both options, with and without a number."""
        del field_name
        return ("host", "host_N", "port", "port_N")

    def read(
        self, context: ReadContext, field_name: str, default: Any
    ) -> tuple[tuple[str, int], ...]:
        """Return addresses and ports; a host behind a gap is a warning."""
        del field_name, default
        section = context.section
        read = [suffix for suffix in ("", "_1") if f"host{suffix}" in section.options]
        read += takewhile(
            lambda suffix: f"host{suffix}" in section.options,
            (f"_{number}" for number in count(2)),
        )
        context.warnings.extend(
            section.warning(f"host_{number}", "is ignored: a host before it is missing")
            for number in section.numbers_of("host")
            if f"_{number}" not in read
        )
        suffixes = ("", *(f"_{number}" for number in section.numbers_of("port")))
        problems = Problems(section.source)
        problems.add(
            *(
                section.error(f"port{suffix}", f"has no host{suffix}", "Add it or remove this")
                for suffix in suffixes
                if f"port{suffix}" in section.options and f"host{suffix}" not in section.options
            )
        )
        if "" not in read and "_1" not in read:
            with problems.collected():
                section.text("host")
        port = Number(smallest=1, largest=65535)
        addresses = problems.each(read, lambda suffix: read_address(section, f"host{suffix}"))
        ports = problems.each(read, lambda suffix: port.read(context, f"port{suffix}", 1812))
        problems.raise_all()
        return tuple(zip(addresses, ports, strict=True))


@dataclass(frozen=True, slots=True)
class RadiusPeer:
    """One pair of radius_ip_N and radius_secret_N.

    Attributes:
        networks: the addresses that may send; a range becomes several networks.
        secret: shared with them.
    """

    networks: tuple[IpNetwork, ...]
    secret: str = field(repr=False)


class RadiusPeers:
    """The pairs of radius_ip_N and radius_secret_N."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """Return the names of both options."""
        del field_name
        return ("radius_ip_N", "radius_secret_N")

    def read(self, context: ReadContext, field_name: str, default: Any) -> tuple[RadiusPeer, ...]:
        """Return the pairs by their numbers."""
        del field_name, default
        section = context.section
        addresses, secrets = section.numbers_of("radius_ip"), section.numbers_of("radius_secret")
        if not addresses and not secrets:
            section.text("radius_ip_1")
        problems = Problems(section.source)
        numbers = dict.fromkeys((*addresses, *secrets))
        peers = problems.each(numbers, lambda number: _peer(section, number))
        problems.raise_all()
        return peers


def _peer(section: RawSection, number: str) -> RadiusPeer:
    address, secret = f"radius_ip_{number}", f"radius_secret_{number}"
    for key, other in ((secret, address), (address, secret)):
        if key not in section.options and protected_name(key) not in section.options:
            raise section.error(other, f"has no {key}", f"Add {key}")
    problems = Problems(section.source)
    with problems.collected():
        networks = read_networks(section, address, section.text(address))
    with problems.collected():
        shared = section.text(secret, secret=True)
    problems.raise_all()
    return RadiusPeer(networks, shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusClientSection(ClientSection):
    """[radius_client]: the RADIUS server that checks the primary password.

    Attributes:
        hosts: addresses and ports, asked in turn.
        secret: shared with all of them.
        retries: attempts after the first one.
        retry_wait: seconds between attempts.
        nas_ip: NAS-IP-Address to send; None: the address the proxy itself sends from.
        pass_through_all: return all attributes of the primary's answer to the client.
        pass_through_attr_names: return these attributes of the primary's answer.
        pw_codec: encoding of the password sent.
    """

    KIND: ClassVar[str] = "radius_client"
    NOT_SIMULATED: ClassVar[frozenset[str]] = frozenset({"http_ca_certs_file"})

    hosts: Annotated[tuple[tuple[str, int], ...], RadiusHosts()]
    secret: Annotated[str, Text(secret=True)] = field(repr=False)
    retries: Annotated[int, Number()] = 3
    retry_wait: Annotated[float, Number()] = 2
    nas_ip: Annotated[str | None, Address()] = None
    pass_through_all: Annotated[bool, Flag()] = False
    pass_through_attr_names: Annotated[tuple[str, ...], AttributeNames()] = ()
    pw_codec: Annotated[str, Codec()] = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerSection(LoginServerSection):
    """What all [radius_server_...] sections have.

    Attributes:
        peers: who may send requests.
        interface: address to bind; empty: not given.
        port: UDP port; 0 (ours, not the product's): any free one.
        exempt_usernames: users for whom Duo is not asked.
        pass_through_all: send all attributes of the request to the primary server.
        pass_through_attr_names: send these attributes of the request to the primary server.
        pw_codec: encoding of the password received.
        client_ip_attr: attribute with the address of the user's machine.
        force_message_authenticator: drop requests without a Message-Authenticator; a wrong one is
            always dropped, and every reply carries one as its first attribute.
    """

    peers: Annotated[tuple[RadiusPeer, ...], RadiusPeers()]
    interface: Annotated[str, Address()] = ""
    port: Annotated[int, Number(largest=65535)] = 1812
    exempt_usernames: Annotated[tuple[str, ...], NumberedTexts("exempt_username")] = ()
    pass_through_all: Annotated[bool, Flag()] = False
    pass_through_attr_names: Annotated[tuple[str, ...], AttributeNames()] = ()
    pw_codec: Annotated[str, Codec()] = "utf-8"
    client_ip_attr: Annotated[str, ClientIpAttribute()] = "Calling-Station-Id"
    force_message_authenticator: Annotated[bool, LaterFlag(known=FORCE_MESSAGE_AUTHENTICATOR)] = (
        False
    )

    @property
    def listening_ports(self) -> tuple[ListeningPort, ...]:
        """Its UDP port."""
        return (ListeningPort(Transport.UDP, self.interface, self.port),)

    def shares_port_with(self, other: ServerSection) -> bool:
        """Tell that RADIUS servers share a port; the sender of a packet says whose it is."""
        return isinstance(other, RadiusServerSection)

    def check(self, raw: RawSection) -> Iterator[ConfigError]:
        """Find attributes for a primary server that takes none."""
        if self.pass_through_attr_names and not isinstance(self.client, RadiusClientSection):
            yield raw.error(
                "pass_through_attr_names",
                f"needs a radius_client, but the client is [{self.client.name}]",
                "Remove it, or use a [radius_client]",
            )

    def check_beside(self, other: Section, raw: RawSection) -> Iterator[ConfigError]:
        """Find that two servers share a port and disagree about whose packets they get."""
        if not isinstance(other, RadiusServerSection):
            return
        (ours,), (theirs,) = self.listening_ports, other.listening_ports
        if ours.clashes_with(theirs) and (shared := self._network_shared_with(other)):
            yield raw.error(
                "port",
                f"is {self.port}, where [{other.name}] also gets packets from {shared}",
                "Give them different ports, interfaces or radius_ip_N",
            )

    def _network_shared_with(self, other: RadiusServerSection) -> IpNetwork | None:
        theirs = [network for peer in other.peers for network in peer.networks]
        for network in (network for peer in self.peers for network in peer.networks):
            if any(
                network.version == their.version and network.overlaps(their) for their in theirs
            ):
                return network
        return None

    def secret_of(self, address: str) -> str | None:
        """Return the secret of the smallest network that holds an address; None: unknown."""
        wanted = ipaddress.ip_address(address)
        matches = [
            (network.prefixlen, peer.secret)
            for peer in self.peers
            for network in peer.networks
            if wanted.version == network.version and wanted in network
        ]
        return max(matches, key=lambda match: match[0], default=(0, None))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RadiusServerAutoSection(RadiusServerSection):
    """[radius_server_auto]: the factor is chosen by the administrator or by the password.

    Attributes:
        factor_options: how the factor is found.
    """

    KIND: ClassVar[str] = "radius_server_auto"

    factor_options: Annotated[FactorOptions, Group(FactorOptions)] = field(
        default_factory=FactorOptions
    )
