"""All tests of a configuration, at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import DuoApi, LoginServerSection
from failmode.simulator.authproxy.cfg.sections.cloud import CloudSection
from failmode.simulator.authproxy.connectivity.duo import try_duo
from failmode.simulator.authproxy.connectivity.outgoing import try_outgoing
from failmode.simulator.authproxy.connectivity.ports import try_ports
from failmode.simulator.authproxy.connectivity.primary import try_primary
from failmode.simulator.authproxy.connectivity.results import ConnectivityResult
from failmode.simulator.authproxy.core.duo_client import DuoClient, user_agent

EVERY_ADDRESS = "0.0.0.0"
"""Where the product listens when a section has no interface."""

_AT_ONCE = 16


def check_connectivity(
    config: ProxyConfig,
    now: Callable[[], float],
    *,
    client_of: Callable[[DuoApi], DuoClient] | None = None,
    interface: str = EVERY_ADDRESS,
) -> tuple[ConnectivityResult, ...]:
    """Test what a configuration needs: its ports, its primary servers, Duo and the clock.

    Args:
        config: the configuration; sections that nothing refers to are not tested.
        now: the time of this machine, in seconds since the epoch.
        client_of: makes what calls Duo for an integration; left out: it is reached as the product
            would, by this machine's own resolver.
        interface: address to bind where the configuration names none.

    Returns:
        the results, section by section.

    Raises:
        InternalFailureError: when the simulator failed, which answers in Duo's place.
    """
    tests = [*_tests(config, now, client_of or partial(_client, config), interface)]
    if not tests:
        return ()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="connectivity") as pool:
        results = pool.map(lambda test: tuple(test()), tests)
        return tuple(result for found in results for result in found)


def _tests(
    config: ProxyConfig,
    now: Callable[[], float],
    client_of: Callable[[DuoApi], DuoClient],
    interface: str,
) -> Iterator[Callable[[], Iterable[ConnectivityResult]]]:
    logins = [one for one in config.servers if isinstance(one, LoginServerSection)]
    for client in {one.client.name: one.client for one in logins}.values():
        yield partial(try_primary, client)
    for server in config.servers:
        yield partial(try_ports, server, interface)
        if isinstance(server, LoginServerSection | CloudSection):
            yield partial(try_duo, server.name, client_of(server.api), now)
        yield partial(try_outgoing, server)


def _client(config: ProxyConfig, api: DuoApi) -> DuoClient:
    return DuoClient(
        api,
        network=None,
        agent=user_agent(config.section_names),
        ca_file=config.main.http_ca_certs_file,
    )
