"""The Authentication Proxy of a running simulator, from a given or a generated `authproxy.cfg`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection, ServerSection
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.cfg.sections.http_proxy import HttpProxySection
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.cfg.writer import (
    ldap_sections,
    radius_sections,
    write_authproxy_cfg,
)
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    USER_LIST_SERVICE_NAME,
    user_list_entries,
)
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.ldap_server import LdapServerKind
from failmode.simulator.authproxy.servers.server import SsoEnrollment
from failmode.simulator.edge.net.connection_limits import ConnectionLimits
from failmode.simulator.edge.net.tls import is_host_name
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network
from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.seed.data import Keys
from failmode.simulator.state.clock import Clock

_GENERATED = "the generated authproxy.cfg"


@dataclass(frozen=True, slots=True)
class GivenProxy:
    """What a given `authproxy.cfg` means for the simulator that runs it.

    Attributes:
        config: the configuration.
        api_host: the name of Duo's API host in it, which the simulated Duo takes; None: it has
            none, or the simulator was given another.
        keys: integration key and secret key of each login section at the simulated Duo.
    """

    config: ProxyConfig
    api_host: str | None
    keys: tuple[tuple[str, str], ...]


def read_given_proxy(config: SimulatorConfig) -> GivenProxy | None:
    """Read the `authproxy.cfg` that a simulator is given; None when it is given none.

    Where the file names Duo's API host, the simulated Duo takes the name, so that nothing of it
    reaches the real one; an address is taken as it is.

    Raises:
        ConfigError: when the file cannot be used, or names several API hosts.
    """
    file = config.proxy.file
    if file is None or not config.proxy.enabled:
        return None
    settings = SIMULATED_SECTIONS.load(file)
    names = sorted(
        {server.duo_host.lower() for server in settings.servers if is_host_name(server.duo_host)}
    )
    if config.api_host is None and len(names) > 1:
        raise ConfigError(
            f"the servers have {len(names)} API hosts: {', '.join(names)}",
            "Give them one: the simulated Duo has a single account",
            where=str(file),
        )
    host = config.api_host.lower() if config.api_host else (names[0] if names else None)
    keys = () if host is None else keys_of(settings, host)
    return GivenProxy(settings, None if config.api_host else host, tuple(keys))


def enrollment_of(keys: Keys) -> SsoEnrollment:
    """Return the keys of [sso] of the proxies that a simulator runs."""
    proxy = keys.sso_proxy
    return SsoEnrollment(
        api_host=keys.api_host,
        proxy_key=proxy.proxy_key,
        signing_skey=proxy.signing_skey,
        encryption_skey=proxy.encryption_skey,
    )


def keys_of(settings: ProxyConfig, host: str = "") -> Iterator[tuple[str, str]]:
    """Yield integration key and secret key of each section that has some.

    Args:
        settings: the configuration.
        host: only of sections with this API host; empty: of all.
    """
    for server in settings.servers:
        if isinstance(server, LoginServerSection | CloudSection) and host in (
            "",
            server.duo_host.lower(),
        ):
            yield server.api.ikey, server.api.skey


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxySurroundings:
    """What the proxies of a running simulator have in common.

    Attributes:
        host: address to bind where a configuration names none.
        api_host: name of the simulated Duo.
        network: the network as the simulated machines see it.
        clock: the simulator's clock.
        ca_file: the authority that signed Duo's certificate.
        generation: number of the generation of the data.
        connections: how many clients may be connected over LDAP at once.
        sso_enrollment: the keys of a proxy that is connected to the simulated Duo Single Sign-On.
    """

    host: str
    api_host: str
    network: Network
    clock: Clock
    ca_file: Path
    generation: Callable[[], int]
    connections: ConnectionLimits
    sso_enrollment: SsoEnrollment

    def proxy(self, settings: ProxyConfig, *, primary_only_minutes: int | None = None) -> AuthProxy:
        """Make a proxy, which is not started yet.

        One whose servers all name the simulated Duo reaches it over the simulated network, and
        trusts the simulator's authority in place of any that it names; any other reaches what its
        `api_host` and `api_port` lead to.

        Args:
            settings: the configuration.
            primary_only_minutes: as of `AuthProxy`.
        """
        hosts = {server.duo_host.lower() for server in settings.servers} - {""}
        simulated = hosts <= {self.api_host}
        return AuthProxy(
            _trusting_the_simulator(settings) if simulated else settings,
            self.network if simulated else None,
            self.clock,
            ca_file=self.ca_file if simulated else None,
            interface=self.host,
            failures=self.network.failures,
            generation=self.generation,
            registry=SIMULATED_SECTIONS.with_server(LdapServerKind(self.connections)),
            primary_only_minutes=primary_only_minutes,
            sso_enrollment=self.sso_enrollment if simulated else None,
        )

    def proxy_at_duo(self, settings: ProxyConfig) -> AuthProxy:
        """Make a proxy whose servers ask the simulated Duo, whatever they name."""
        servers = tuple(_with_api_host(server, self.api_host) for server in settings.servers)
        return self.proxy(replace(settings, servers=servers))


def _with_api_host(server: ServerSection, host: str) -> ServerSection:
    match server:
        case LoginServerSection():
            return replace(server, api=replace(server.api, api_host=host, http_proxy=None))
        case HttpProxySection():
            return replace(server, api_host=host)
        case CloudSection():
            return replace(server, api_host=host, http_proxy=None)
        case SsoSection():
            return replace(server, http_proxy=None)
        case _:
            return server


def _trusting_the_simulator(settings: ProxyConfig) -> ProxyConfig:
    """Take out the CA bundles: none but the simulator's own vouches for the simulated Duo."""
    return replace(settings, servers=tuple(map(_without_ca_file, settings.servers)))


def _without_ca_file(server: ServerSection) -> ServerSection:
    match server:
        case LoginServerSection():
            return replace(server, api=replace(server.api, http_ca_certs_file=None))
        case SsoSection() | CloudSection():
            return replace(server, http_ca_certs_file=None)
        case _:
            return server


def generated_config(
    stack: ExitStack,
    config: SimulatorConfig,
    keys: Keys,
    users: Mapping[str, str],
    failures: InternalFailures,
) -> ProxyConfig:
    """Generate a configuration with the product's defaults, and start its primary servers.

    Args:
        stack: stops the primary servers.
        config: where to listen, and the failmode.
        keys: the programs' keys.
        users: password by user name at the primary servers.
        failures: what broke inside the simulator.
    """
    secret = secrets.token_hex(16)
    primary = UserListRadiusServer(users, secret, failures=failures)
    primary.start()
    stack.callback(primary.stop)
    failmode = config.proxy.failmode
    chosen = {} if failmode is None else {"failmode": failmode.setting}
    over_radius = radius_sections(
        ikey=keys.ikey,
        skey=keys.skey,
        api_host=keys.api_host,
        primary=primary.address,
        primary_secret=secret,
        peers=dict.fromkeys(_clients(config), keys.radius_secret),
        options={"port": config.ports.radius, **chosen},
    )
    password = keys.ldap_service_password
    directory = DirectoryServer(user_list_entries(users, password), failures=failures)
    directory.start()
    stack.callback(directory.stop)
    over_ldap = ldap_sections(
        ikey=keys.ikey,
        skey=keys.skey,
        api_host=keys.api_host,
        directory=directory.address,
        service_name=USER_LIST_SERVICE_NAME,
        service_dn=USER_LIST_SERVICE,
        service_password=password,
        search_dn=USER_LIST_BASE,
        options={"port": config.ports.ldap, **chosen},
    )
    text = write_authproxy_cfg({**over_radius, **over_ldap})
    return SIMULATED_SECTIONS.parse(text, _GENERATED)


def _clients(config: SimulatorConfig) -> tuple[str, ...]:
    """Return the networks that RADIUS requests may come from: this machine, or all once exposed."""
    return ("0.0.0.0/0", "::/0") if config.is_exposed else ("127.0.0.0/8", "::1/128")
