"""[http_proxy]: the way to Duo for systems that reach no other host.

Source: the Duo Authentication Proxy (`lib/validation/config/check/http_proxy.py`,
`lib/validation/config/check/cross_config.py`, `modules/http_proxy.py`), which has no failmode for
it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from failmode.simulator.authproxy.cfg.ini import RawSection
from failmode.simulator.authproxy.cfg.options import (
    Address,
    HostName,
    IpNetwork,
    Number,
    ReadContext,
    SingleOption,
    comma_separated,
    read_networks,
)
from failmode.simulator.authproxy.cfg.problems import Problems
from failmode.simulator.authproxy.cfg.sections.base import (
    ListeningPort,
    Section,
    ServerSection,
    Transport,
)
from failmode.simulator.authproxy.cfg.sections.main import MainSection
from failmode.simulator.errors import ConfigError


class ClientAddresses(SingleOption):
    """A list of addresses, networks and ranges with commas between them."""

    def parse(self, context: ReadContext, key: str) -> tuple[IpNetwork, ...]:
        """Return the networks in their order."""
        section = context.section
        problems = Problems(section.source)
        words = comma_separated(section, key)
        if not words:
            problems.add(section.error(key, "names nobody", "Name a client, or remove it"))
        found = problems.each(words, lambda one: read_networks(section, key, one))
        problems.raise_all()
        return tuple(network for networks in found for network in networks)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpProxySection(ServerSection):
    """[http_proxy].

    Attributes:
        api_host: the only host that clients are connected to, spelt as they spell it.
        port: TCP port; 0 (ours, not the product's): any free one.
        client_ip: who may use it; empty: everybody.
        interface: address to bind; empty: not given.
    """

    KIND: ClassVar[str] = "http_proxy"

    api_host: Annotated[str, HostName()]
    port: Annotated[int, Number(largest=65535)] = 80
    client_ip: Annotated[tuple[IpNetwork, ...], ClientAddresses()] = ()
    interface: Annotated[str, Address()] = ""

    @property
    def listening_ports(self) -> tuple[ListeningPort, ...]:
        """Its TCP port."""
        return (ListeningPort(Transport.TCP, self.interface, self.port),)

    @property
    def duo_host(self) -> str:
        """Duo's API host."""
        return self.api_host

    def check_beside(self, other: Section, raw: RawSection) -> Iterator[ConfigError]:
        """Find that the proxy is to reach Duo through another one, which the product refuses."""
        if isinstance(other, MainSection) and other.http_proxy is not None:
            yield raw.error(
                "",
                "cannot be there beside http_proxy_host in [main]",
                "Remove this section, or http_proxy_host from [main]",
            )

    def admits(self, client: str) -> bool:
        """Tell whether the client at an address may use it."""
        address = ipaddress.ip_address(client)
        return not self.client_ip or any(
            address.version == network.version and address in network for network in self.client_ip
        )
