"""The logins of a running simulator, which are loaded when somebody first asks for one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.network import Network
from failmode.simulator.runtime.server_info import client_host
from failmode.simulator.seed.data import Keys
from failmode.simulator.state.clock import Clock

if TYPE_CHECKING:
    from failmode.simulator.logins.logins import Logins


class LoginsOnceAsked:
    """Makes the logins once, at the first question for them.

    Args:
        journal: what went over the wire.
        keys: the programs' keys.
        passwords: password by user name, of the accounts that every computer knows.
        network: the network as the computers see it.
        clock: the computers' clock.
        ca_file: the authority that signed Duo's certificate.
        proxy: the Authentication Proxy, started; None without one.
    """

    def __init__(
        self,
        *,
        journal: Journal,
        keys: Keys,
        passwords: Mapping[str, str],
        network: Network,
        clock: Clock,
        ca_file: Path,
        proxy: AuthProxy | None,
    ) -> None:
        self._journal = journal
        self._keys = keys
        self._passwords = passwords
        self._network = network
        self._clock = clock
        self._ca_file = ca_file
        self._proxy = proxy
        # It may have stopped by itself when somebody first logs in.
        self._hosts = {} if proxy is None else _hosts(proxy)
        self._made: Logins | None = None
        self._making = threading.Lock()

    def get(self) -> Logins:
        """Return the logins, the same ones to everybody."""
        with self._making:
            if self._made is None:
                self._made = self._make()
            return self._made

    def _make(self) -> Logins:
        # Who only serves the vendors never logs in.
        from failmode.simulator.endpoints.keys import DuoKeys  # noqa: PLC0415
        from failmode.simulator.logins.clients import LoginClients, proxy_clients  # noqa: PLC0415
        from failmode.simulator.logins.driver import LoginDriver  # noqa: PLC0415
        from failmode.simulator.logins.endpoint_client import EndpointContext  # noqa: PLC0415
        from failmode.simulator.logins.logins import Logins  # noqa: PLC0415

        keys, proxy = self._keys, self._proxy
        clients = LoginClients(
            keys=DuoKeys(keys.ikey, keys.skey, keys.api_host),
            context=EndpointContext(self._passwords, self._network, self._clock, self._ca_file),
            proxy={} if proxy is None else proxy_clients(proxy, self._hosts),
        )
        return Logins(LoginDriver(self._journal), clients)


def _hosts(proxy: AuthProxy) -> dict[str, str]:
    """Find where clients on this machine reach the server sections that listen."""
    found = ((one.name, proxy.find_address(one)) for one in proxy.config.servers)
    return {name: client_host(address[0]) for name, address in found if address is not None}
