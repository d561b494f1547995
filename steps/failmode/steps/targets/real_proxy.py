"""A real Authentication Proxy as the target: RADIUS on the one side, our Duo on the other.

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

A scenario about another failmode, another section or a wrong key is skipped by name.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from failmode.simulator import (
    SIMULATED_SECTIONS,
    LoginDriver,
    LoginRequest,
    Ports,
    RadiusLoginClient,
    Simulator,
    SimulatorConfig,
    fault_catalogue,
    radius_sections,
    write_authproxy_cfg,
)
from failmode.simulator import radius_section_of as section_of
from failmode.steps.errors import CannotDo, TargetError
from failmode.steps.targets.capabilities import (
    AUTHENTICATION_PROXY,
    CLOUD,
    EXCHANGES,
    PROXY_SERVERS,
    TOLD_PARAMETERS,
    Capability,
    RadiusLogin,
    offer,
)
from failmode.steps.targets.settings import TargetSettings
from failmode.steps.targets.simulated.cloud import SimulatedCloud
from failmode.steps.targets.simulated.exchanges import JournalExchanges
from failmode.steps.targets.wrong_values import WRONG_PASSWORD
from failmode.terms import UNSET, Answer

NO_ANSWER = "no answer"
_DEFAULT_SERVER = "radius_server_auto"
_ADDRESS = re.compile(r"\[?(?P<host>[0-9A-Fa-f:.]+)\]?:(?P<port>[0-9]{1,5})")
_OPTIONS = (
    *("address", "secret_env", "username", "password_env", "failmode", "server", "api_timeout"),
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
        settings.only(*_OPTIONS)
        self._name = settings.name
        self._address = _address(settings, "address")
        self._secret = _from_environment(settings, "secret_env")
        self._username = settings.text("username")
        self._password = _from_environment(settings, "password_env")
        self._server = settings.text("server", _DEFAULT_SERVER)
        self._failmode = settings.text("failmode")
        self._api_timeout = settings.flag("api_timeout", default=False)
        self._deadline_seconds = settings.deadline_seconds
        host, port = _address(settings, "duo")
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
        self._simulator.reset()
        users = self._simulator.duo.users
        if self._username not in {one.username for one in users.all()}:
            users.add(self._username)
            self._simulator.duo.devices.add_phone(self._username, "+17345550100")
        users.set_answer(self._username, Answer.APPROVE)
        self._capabilities = dict(self._offers())

    def close(self) -> None:
        """Stop Duo; the proxy is left alone."""
        self._simulator.stop()

    def _offers(self) -> list[tuple[Capability[Any], object]]:
        cloud = _CloudBehindProxy(self._simulator, self._username, self._name)
        proxy = _RealProxy(self)
        return [
            offer(CLOUD, cloud),
            offer(TOLD_PARAMETERS, cloud),
            offer(AUTHENTICATION_PROXY, proxy),
            offer(PROXY_SERVERS, _RealProxyServers(proxy)),
            offer(EXCHANGES, JournalExchanges(self._simulator.journal)),
        ]

    def check_configuration(
        self, server: str, failmode: str | None, *, api_timeout: bool, right_key: bool
    ) -> None:
        """See that the proxy is configured as a scenario wants it.

        Raises:
            CannotDo: when it is not.
        """
        asked, has = failmode or UNSET, self._failmode
        for wanted, action in (
            (server == self._server, f"answer with [{server}] (it has [{self._server}])"),
            (asked == has, f"run with failmode {asked} (it has {has})"),
            (
                api_timeout == self._api_timeout,
                "have another api_timeout than it has",
            ),
            (right_key, "run with a wrong secret key"),
        ):
            if not wanted:
                raise CannotDo(self._name, action)

    def log_in(self, *, right_password: bool) -> RadiusLogin:
        """Log in once at the proxy, as its kind of server wants it."""
        host, _ = self._address
        keys = self._simulator.credentials.keys
        sections = radius_sections(
            ikey=keys.ikey,
            skey=keys.skey,
            api_host=keys.api_host,
            primary=("127.0.0.1", 1812),
            primary_secret=self._secret,
            peers={host: self._secret},
            options={} if self._failmode == UNSET else {"failmode": self._failmode},
            server=self._server,
        )
        text = write_authproxy_cfg(sections)
        section = section_of(SIMULATED_SECTIONS.parse(text, f"target {self._name}"))
        if section is None:
            raise CannotDo(self._name, f"log in over RADIUS at [{self._server}]")
        request = LoginRequest(
            RadiusLoginClient(_At(self._address), section, host),
            self._username,
            self._password if right_password else WRONG_PASSWORD,
            self._deadline_seconds,
        )
        result = LoginDriver(self._simulator.journal).log_in(request)
        return RadiusLogin(
            result.verdict,
            result.answer or NO_ANSWER,
            result.message,
            tuple(map(str, result.steps)),
        )


class _At:
    """The address of a server that runs elsewhere."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    def find_address(self, section: object) -> tuple[str, int]:
        del section
        return self._address


class _RealProxy:
    def __init__(self, target: RealProxyTarget) -> None:
        self.target = target

    def configure(
        self, failmode: str | None, *, api_timeout: bool = False, right_key: bool = True
    ) -> None:
        self.target.check_configuration(
            _DEFAULT_SERVER, failmode, api_timeout=api_timeout, right_key=right_key
        )

    def login(self, *, right_password: bool) -> RadiusLogin:
        return self.target.log_in(right_password=right_password)


class _RealProxyServers:
    def __init__(self, proxy: _RealProxy) -> None:
        self._target = proxy.target

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


def _address(settings: TargetSettings, option: str) -> tuple[str, int]:
    value = settings.text(option)
    match = _ADDRESS.fullmatch(value)
    host, port = (match["host"], int(match["port"])) if match else ("", 0)
    if not _is_address(host) or not 0 < port < 65536:
        raise TargetError(
            f"target {settings.name!r}: {option} is {value!r}",
            "Write an IP address and a port, such as 192.0.2.10:1812 or [2001:db8::7]:1812",
        )
    return host, port


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _from_environment(settings: TargetSettings, option: str) -> str:
    variable = settings.text(option)
    value = os.environ.get(variable, "")
    if not value:
        raise TargetError(
            f"target {settings.name!r}: the environment variable {variable} is empty or missing",
            f"Set {variable}, or name another variable with {option}",
        )
    return value


def _directory(settings: TargetSettings) -> Path:
    directory = settings.directory / settings.text("state_dir")
    directory.mkdir(parents=True, exist_ok=True)
    return directory
