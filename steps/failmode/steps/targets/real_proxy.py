"""A real Authentication Proxy as the target: RADIUS or LDAP on the one side, our Duo on the other.

The proxy runs elsewhere, and its own configuration decides. Its `api_host` and `api_port` lead to
the Duo that this target runs, so that Duo can be made unreachable; its primary server knows the
user of the table::

    [targets.proxy]
    kind = "authentication-proxy"
    address = "192.0.2.10:1812"        # where it takes RADIUS
    secret_env = "RADIUS_SECRET"       # its radius_secret_N for this machine
    username = "alice"
    password_env = "RADIUS_PASSWORD"
    failmode = "safe"                  # as its configuration says
    server = "radius_server_auto"      # optional: which section answers there
    api_timeout = false                # optional: whether the section sets one
    duo = "192.0.2.20:8443"            # where the Duo of this target listens
    api_host = "duo.example.com"       # the name that leads the proxy there
    state_dir = "state"                # optional: keeps the CA file from run to run

Over LDAP, in place of `secret_env`::

    address = "ldap://192.0.2.10:389"  # or ldaps://
    start_tls = true                   # optional: whether StartTLS comes first
    ca_file = "proxy-ca.pem"           # optional: leads to the proxy's certificate
    user_dn = "uid={username},ou=people,dc=example,dc=com"
    service_dn = "cn=service,dc=example,dc=com"
    service_password_env = "LDAP_SERVICE_PASSWORD"
    exempt_primary_bind = true         # optional, as allow_searches_after_bind and
                                       # allow_unlimited_binds: what the section says

A scenario about another failmode, another section, another option or a wrong key is skipped by
name.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from failmode.simulator import Ports, Simulator, SimulatorConfig, fault_catalogue
from failmode.steps.errors import CannotDo
from failmode.steps.targets.capabilities import (
    CLOUD,
    EXCHANGES,
    PROXY_SERVERS,
    TOLD_PARAMETERS,
    Capability,
    offer,
)
from failmode.steps.targets.proxy_access import ProxyAccess, access_of, address_of
from failmode.steps.targets.settings import TargetSettings
from failmode.steps.targets.simulated.cloud import SimulatedCloud
from failmode.steps.targets.simulated.exchanges import JournalExchanges
from failmode.terms import UNSET, Answer

_OPTIONS = (
    *("address", "username", "password_env", "failmode", "server", "api_timeout"),
    *("duo", "api_host", "state_dir"),
)


class RealProxyTarget:
    """A real Authentication Proxy, with Duo's cloud simulated behind it.

    Args:
        settings: its options.

    Raises:
        TargetError: when an option is wrong, or an environment variable is missing.
    """

    def __init__(self, settings: TargetSettings) -> None:
        kind = access_of(settings)
        settings.only(*_OPTIONS, *kind.options)
        self._name = settings.name
        self._access: ProxyAccess = kind(settings)
        self._username = settings.text("username")
        self.server = settings.text("server", kind.default_server)
        self.failmode = settings.text("failmode")
        self._api_timeout = settings.flag("api_timeout", default=False)
        host, port = address_of(settings, "duo")
        directory = settings.options.get("state_dir")
        self._simulator = Simulator(
            SimulatorConfig(
                host=host,
                ports=Ports(duo=port),
                api_host=settings.text("api_host"),
                state_directory=_directory(settings) if directory is not None else None,
            )
        )
        self._simulator.start()
        self._capabilities: Mapping[Capability[Any], object] = dict(self._offers())

    @property
    def capabilities(self) -> Mapping[Capability[Any], object]:
        """The proxy, and the Duo behind it."""
        return self._capabilities

    def begin(self) -> None:
        """Make Duo reachable, and enroll the user anew, who approves pushes."""
        self._access.close()
        self._simulator.reset()
        users = self._simulator.duo.users
        if self._username not in {one.username for one in users.all()}:
            users.add(self._username)
            self._simulator.duo.devices.add_phone(self._username, "+17345550100")
        users.set_answer(self._username, Answer.APPROVE)
        self._capabilities = dict(self._offers())

    def close(self) -> None:
        """Stop Duo; the proxy is left alone."""
        self._access.close()
        self._simulator.stop()

    def _offers(self) -> list[tuple[Capability[Any], object]]:
        cloud = _CloudBehindProxy(self._simulator, self._username, self._name)
        return [
            offer(CLOUD, cloud),
            offer(TOLD_PARAMETERS, cloud),
            offer(PROXY_SERVERS, _RealProxyServers(self)),
            offer(EXCHANGES, JournalExchanges(self._simulator.journal)),
            *self._access.offers(self, self._simulator),
        ]

    def check_configuration(
        self, server: str, failmode: str | None, *, api_timeout: bool, right_key: bool
    ) -> None:
        """See that the proxy is configured as a scenario wants it.

        Raises:
            CannotDo: when it is not.
        """
        asked, has = failmode or UNSET, self.failmode
        for wanted, action in (
            (server == self.server, f"answer with [{server}] (it has [{self.server}])"),
            (asked == has, f"run with failmode {asked} (it has {has})"),
            (
                api_timeout == self._api_timeout,
                "have another api_timeout than it has",
            ),
            (right_key, "run with a wrong secret key"),
        ):
            if not wanted:
                raise CannotDo(self._name, action)

    def check_options(self, options: Mapping[str, str]) -> None:
        """See that the section that answers has these options more; see `ProxyAccess`."""
        self._access.check_options(options)


class _RealProxyServers:
    def __init__(self, target: RealProxyTarget) -> None:
        self._target = target

    def configure(
        self,
        server: str,
        failmode: str | None,
        *,
        api_timeout: bool = False,
        right_key: bool = True,
    ) -> None:
        self._target.check_configuration(
            server, failmode, api_timeout=api_timeout, right_key=right_key
        )
        self._target.check_options({})


class _CloudBehindProxy(SimulatedCloud):
    """Duo's cloud as a program of others sees it.

    Args:
        simulator: the running simulator.
        username: the user of the scenarios.
        target: the target's name, for messages.
    """

    def __init__(self, simulator: Simulator, username: str, target: str) -> None:
        super().__init__(simulator, username)
        self._target = target

    def inject_fault(self, fault: str, stage: str | None) -> None:
        """Add rules for the fault; one of the name service does not reach other machines."""
        if fault in fault_catalogue().names and fault_catalogue().find(fault).level == "resolver":
            raise CannotDo(self._target, f"make the proxy suffer {fault}", "it asks its own names")
        super().inject_fault(fault, stage)


def _directory(settings: TargetSettings) -> Path:
    directory = settings.directory / settings.text("state_dir")
    directory.mkdir(parents=True, exist_ok=True)
    return directory
