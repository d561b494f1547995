"""Logins at the simulated computers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from failmode.simulator.endpoints.accounts import Account, Accounts, LoginInput
from failmode.simulator.endpoints.assumptions import Assumption, WireAssumptions
from failmode.simulator.endpoints.login import login
from failmode.simulator.endpoints.product import Endpoint, Product
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.logins.client import ClientResult
from failmode.simulator.network import Network, Timeouts
from failmode.simulator.state.clock import Clock


@dataclass(frozen=True, slots=True)
class EndpointContext:
    """What all simulated computers share.

    Attributes:
        passwords: password by user name, of the accounts that every computer knows.
        network: how the computers reach Duo.
        clock: the computers' clock.
        ca_file: the authority that they trust for Duo's certificate.
        offline_passcodes: offline passcode by user name, of the accounts that are enrolled for
            offline access.
    """

    passwords: Mapping[str, str]
    network: Network
    clock: Clock
    ca_file: Path
    offline_passcodes: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def accounts(self) -> Accounts:
        """The accounts as they are now."""
        return Accounts(
            Account(name, known, offline_passcode=self.offline_passcodes.get(name))
            for name, known in self.passwords.items()
        )


class EndpointClient:
    """The login window of one computer.

    Args:
        product: the product of Duo on the computer.
        endpoint: what its installation left behind.
        context: accounts, network and clock.
        timeouts: how long a call to Duo waits; what the real products use is unknown.
        wire: how Duo is spoken to; the assumed way when left out.
        brings: what people bring besides name and password; nothing when left out.
    """

    def __init__(
        self,
        product: Product,
        endpoint: Endpoint,
        context: EndpointContext,
        *,
        timeouts: Timeouts,
        wire: WireAssumptions | None = None,
        brings: LoginInput | None = None,
    ) -> None:
        self._product = product
        self._endpoint = endpoint
        self._context = context
        self._timeouts = timeouts
        self._wire = wire
        self._brings = brings or LoginInput("", "")

    @property
    def settings(self) -> Mapping[str, str]:
        """Duo's settings in force on the computer, by its own names, secrets masked."""
        return self._endpoint.masked_settings()

    @property
    def cloud_peer(self) -> None:
        """None: the computer's own steps have its requests to Duo."""
        return None

    @property
    def assumed_timeout(self) -> Assumption:
        """How long the product waits for Duo, which no source says."""
        return Assumption(
            f"how long {self._product.name} waits for Duo",
            "as long as whoever tries the login says",
        )

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        """Log in once.

        Raises:
            ConfigError: when the computer is asked for something that is not simulated.
        """
        del deadline_seconds
        result = login(
            self._product,
            self._endpoint.settings(),
            replace(self._brings, username=username, password=password),
            network=self._context.network,
            accounts=self._context.accounts,
            clock=self._context.clock,
            timeouts=self._timeouts,
            ca_file=self._context.ca_file,
            wire=self._wire,
            watch=watch,
        )
        return ClientResult(
            result.admission,
            result.reason,
            result.second_factor,
            result.message,
            steps=result.trace,
            assumed=result.assumed,
        )
