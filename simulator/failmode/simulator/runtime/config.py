"""What a simulator is started with."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field, fields
from pathlib import Path

from failmode.simulator.edge.net.connection_limits import ConnectionLimits
from failmode.simulator.edge.net.own_certificate import CertificateFiles
from failmode.simulator.edge.net.tls import is_host_name
from failmode.simulator.errors import ConfigError
from failmode.simulator.seed.data import DEFAULT_SEED
from failmode.terms import Failmode

DEFAULT_JOURNAL_CAPACITY = 1000
"""Exchanges that the journal keeps before it drops the oldest."""


_TOKEN = re.compile(r"[!-~]{16,}")
# What an Authorization header carries as it is, and nobody finds by trying.


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports to listen on; 0 takes any free one.

    Attributes:
        ninjaone: TCP, HTTPS.
        duo: TCP, HTTPS.
        control: TCP, plain HTTP.
        radius: UDP, of the generated Authentication Proxy configuration.
        ldap: TCP, of the same, for clear text and StartTLS.

    Raises:
        ConfigError: when a port is not between 0 and 65535, or one is asked for twice.
    """

    ninjaone: int = 0
    duo: int = 0
    control: int = 0
    radius: int = 0
    ldap: int = 0

    def __post_init__(self) -> None:
        for one in fields(self):
            port = getattr(self, one.name)
            if not 0 <= port <= 65535:
                raise ConfigError(
                    f"the {one.name} port {port} does not exist", "Use 0 (any free one) to 65535"
                )
        tcp = [port for port in (self.ninjaone, self.duo, self.control, self.ldap) if port]
        if len(tcp) != len(set(tcp)):
            raise ConfigError(
                "the ninjaone, duo, control and ldap ports are not all different",
                "Give each its own port, or 0 for any free one",
            )


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """The simulated Authentication Proxy.

    Attributes:
        enabled: whether it runs at all.
        file: an `authproxy.cfg` to run it from, whose own ports count; None for a generated one
            with the product's defaults, whose primary server is built in and knows the people.
        failmode: that a generated one sets; None leaves it out, as the product's default is.
        primary_only_minutes: how long it runs in primary-only mode before it stops; None: Duo is
            asked.
    """

    enabled: bool = False
    file: Path | None = None
    failmode: Failmode | None = None
    primary_only_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatorConfig:
    """Everything about a simulator that is chosen before it starts.

    Attributes:
        host: address to listen on; names are resolved.
        ports: where to listen.
        state_url: SQLAlchemy database URL; None for a private SQLite file, removed at the end.
        state_directory: where the CA file is written; None for a private one, removed at the end.
        seed: number from which people, organizations, machines and keys are made.
        journal_capacity: exchanges kept in the journal.
        proxy: the simulated Authentication Proxy.
        workers: processes that answer for Duo's cloud; 0: this process does.
        api_host: Duo API host name, for clients that insist on one; None for one that follows
            from the seed.
        tls_names: more host names and addresses that the vendors' certificates are valid for;
            `*.` before a name covers its domain.
        certificate: a certificate of the user's own, shown to clients that ask for a name on it.
        connections: how many of NinjaOne's and Duo's ports may be open at once, and how many to the
            Authentication Proxy over LDAP, as far as the process may open files.
        control_token: what whoever steers has to present; None for nothing on loopback, and
            elsewhere for one that is made at the start.

    Raises:
        ConfigError: when a value cannot be used.
    """

    host: str = "127.0.0.1"
    ports: Ports = field(default_factory=Ports)
    state_url: str | None = field(default=None, repr=False)
    state_directory: Path | None = None
    seed: int = DEFAULT_SEED
    journal_capacity: int = DEFAULT_JOURNAL_CAPACITY
    proxy: ProxySettings = field(default_factory=ProxySettings)
    workers: int = 0
    api_host: str | None = None
    tls_names: tuple[str, ...] = ()
    certificate: CertificateFiles | None = None
    connections: ConnectionLimits = field(default_factory=ConnectionLimits)
    control_token: str | None = field(default=None, repr=False)

    @property
    def is_exposed(self) -> bool:
        """Whether other machines reach the ports."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() != "localhost"

    def __post_init__(self) -> None:
        if not self.host:
            raise ConfigError("the host is empty", "Give an address such as 127.0.0.1")
        if self.journal_capacity < 1:
            raise ConfigError(
                f"the journal capacity {self.journal_capacity} is too small", "Use 1 or more"
            )
        if self.control_token is not None and not _TOKEN.fullmatch(self.control_token):
            raise ConfigError(
                "the control token is too short, or has spaces or characters beyond ASCII",
                "Use 16 letters and digits or more, such as `openssl rand -hex 16` makes",
            )
        if self.workers < 0:
            raise ConfigError(f"{self.workers} workers are too few", "Use 0 or more")
        if self.api_host is not None and not is_host_name(self.api_host):
            raise ConfigError(
                f"the API host {self.api_host!r} is not a host name",
                "Give a name without https:// and port, such as api-12345678.duosecurity.com",
            )
