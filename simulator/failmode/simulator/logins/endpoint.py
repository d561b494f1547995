"""Logins at the simulated computers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from failmode.simulator.deployment.deploy import MacDeployment, WindowsDeployment
from failmode.simulator.endpoints.accounts import Account, Accounts, Credentials
from failmode.simulator.endpoints.assumptions import WireAssumptions
from failmode.simulator.endpoints.installer import dword
from failmode.simulator.endpoints.login import EndpointLoginResult, EndpointSettings, login
from failmode.simulator.endpoints.machines import MacEndpoint, WindowsEndpoint
from failmode.simulator.endpoints.macos import plist_bytes
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.network import Network, Timeouts
from failmode.simulator.seed.data import Keys
from failmode.simulator.state.clock import Clock
from failmode.terms.platforms import Platform


class Endpoints:
    """Computers whose accounts are those of the primary server.

    Args:
        passwords: password by user name.
        network: how the computers reach Duo.
        clock: the computers' clock.
        ca_file: the authority that they trust for Duo's certificate.
    """

    def __init__(
        self, passwords: Mapping[str, str], *, network: Network, clock: Clock, ca_file: Path
    ) -> None:
        self._passwords = passwords
        self._network = network
        self._clock = clock
        self._ca_file = ca_file

    def login(
        self,
        settings: EndpointSettings,
        credentials: Credentials,
        *,
        timeouts: Timeouts,
        wire: WireAssumptions | None = None,
        watch: Callable[[Step], None] | None = None,
    ) -> EndpointLoginResult:
        """Log in once; arguments as for `failmode.simulator.endpoints.login.login`."""
        return login(
            settings,
            credentials,
            network=self._network,
            accounts=Accounts(Account(name, known) for name, known in self._passwords.items()),
            clock=self._clock,
            timeouts=timeouts,
            ca_file=self._ca_file,
            wire=wire,
            watch=watch,
        )

    def password(self, username: str) -> str:
        """The right password of a user name in any form; "" when nobody is called so."""
        accounts = Accounts(Account(name, known) for name, known in self._passwords.items())
        account = accounts.find(username)
        return "" if account is None else account.password


def installed(platform: Platform, keys: Keys, *, fail_open: bool) -> WindowsEndpoint | MacEndpoint:
    """A computer on which Duo was installed with this failmode, whatever custom fields say."""
    if platform.is_windows:
        properties = {
            "IKEY": keys.ikey,
            "SKEY": keys.skey,
            "HOST": keys.api_host,
            "FAILOPEN": dword(fail_open),
        }
        return WindowsDeployment(platform, properties, ()).install()
    plist = plist_bytes(
        {
            "ikey": keys.ikey,
            "skey": keys.skey,
            "api_hostname": keys.api_host,
            "fail_open": fail_open,
            "auto_push": True,
        }
    )
    return MacDeployment(plist, ()).install()
