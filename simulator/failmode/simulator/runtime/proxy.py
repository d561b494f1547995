"""The Authentication Proxy of a running simulator, from a given or a generated `authproxy.cfg`."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.writer import radius_sections, write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network
from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.seed.data import Keys
from failmode.simulator.state.clock import Clock

_GENERATED = "the generated authproxy.cfg"


def start_proxy(
    stack: ExitStack,
    config: SimulatorConfig,
    keys: Keys,
    *,
    users: Mapping[str, str],
    network: Network,
    clock: Clock,
    ca_file: Path,
    generation: Callable[[], int],
) -> AuthProxy:
    """Start the proxy, and its primary server where the configuration is generated.

    A given file that names this simulator's API host reaches Duo over the simulated network;
    any other reaches what its `api_host` and `api_port` lead to.

    Args:
        stack: stops what was started.
        config: where to listen, and the file.
        keys: the programs' keys.
        users: password by user name at the built-in primary server.
        network: the network as the simulated machines see it.
        clock: the simulator's clock.
        ca_file: the authority that signed Duo's certificate.
        generation: number of the generation of the data.

    Raises:
        ConfigError: when the file or a port cannot be used.
    """
    file = config.proxy.file
    settings = (
        _generated(stack, config, keys, users, network.failures)
        if file is None
        else SIMULATED_SECTIONS.load(file)
    )
    hosts = {server.duo_host.lower() for server in settings.servers} - {""}
    simulated = hosts <= {keys.api_host}
    proxy = AuthProxy(
        settings,
        network if simulated else None,
        clock,
        ca_file=ca_file if simulated else None,
        interface=config.host,
        failures=network.failures,
        generation=generation,
        primary_only_minutes=config.proxy.primary_only_minutes,
    )
    stack.enter_context(proxy)
    return proxy


def _generated(
    stack: ExitStack,
    config: SimulatorConfig,
    keys: Keys,
    users: Mapping[str, str],
    failures: InternalFailures,
) -> ProxyConfig:
    secret = secrets.token_hex(16)
    primary = UserListRadiusServer(users, secret, failures=failures)
    primary.start()
    stack.callback(primary.stop)
    failmode = config.proxy.failmode
    chosen = {} if failmode is None else {"failmode": failmode.setting}
    sections = radius_sections(
        ikey=keys.ikey,
        skey=keys.skey,
        api_host=keys.api_host,
        primary=primary.address,
        primary_secret=secret,
        peers=dict.fromkeys(_clients(config), keys.radius_secret),
        options={"port": config.ports.radius, **chosen},
    )
    return SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), _GENERATED)


def _clients(config: SimulatorConfig) -> tuple[str, ...]:
    """Return the networks that RADIUS requests may come from: this machine, or all once exposed."""
    return ("0.0.0.0/0", "::/0") if config.is_exposed else ("127.0.0.0/8", "::1/128")
