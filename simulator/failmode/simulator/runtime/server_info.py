"""Where a running simulator is reached, and with which dummy credentials."""

from __future__ import annotations

import ipaddress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from failmode.simulator.authproxy.cfg.sections.base import (
    DuoApi,
    LoginServerSection,
    ServerSection,
)
from failmode.simulator.authproxy.cfg.sections.sso import SsoSection
from failmode.simulator.authproxy.ldap.entries import USER_LIST_PEOPLE, USER_LIST_SERVICE
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import User
from failmode.simulator.errors import host_and_port
from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.enums import NODE_CLASSES
from failmode.simulator.ninjaone.records import Device, Organization
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.seed.data import Keys
from failmode.simulator.seed.primary_accounts import PrimaryAccounts
from failmode.terms import Answer, Platform


@dataclass(frozen=True, slots=True)
class Address:
    """One listening port.

    Attributes:
        scheme: `https`, `http`, `radius` or `ldap`.
        host: name or address that clients use; a name that the certificate covers.
        port: TCP port, or UDP port for RADIUS.
    """

    scheme: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as a URL without a path."""
        return f"{self.scheme}://{host_and_port(self.host, self.port)}"


def client_host(host: str) -> str:
    """Return the address at which clients on this machine reach a port.

    Args:
        host: the address that the port is bound to.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        return "127.0.0.1" if address.version == 4 else "::1"
    return host


def url_host(host: str) -> str:
    """Return the name to write in URLs: some clients accept a certificate for a name only."""
    return "localhost" if host == "127.0.0.1" else host


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every port of a running simulator.

    `radius` and `ldap` are None where no Authentication Proxy takes logins over them.
    """

    ninjaone: Address
    duo: Address
    control: Address
    radius: Address | None
    ldap: Address | None


@dataclass(frozen=True, slots=True)
class ProxyPort:
    """A port that a server section of the running Authentication Proxy listens on.

    Attributes:
        option: what authproxy.cfg calls it, such as `port` or `ssl_port`.
        transport: UDP or TCP.
        host: address that clients on this machine use.
        port: as bound.
    """

    option: str
    transport: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class ProxySection:
    """A server section of the running Authentication Proxy.

    Attributes:
        name: as spelt in the file.
        ports: every port that it listens on; none: Duo calls it, or the proxy has stopped.
        failmode: `safe` or `secure`; None: it does not apply.
        http_proxy: address and port of the HTTP proxy through which it reaches Duo; empty: none.
    """

    name: str
    ports: tuple[ProxyPort, ...]
    failmode: str | None
    http_proxy: str = ""


@dataclass(frozen=True, slots=True)
class RunningProxy:
    """The running Authentication Proxy.

    Attributes:
        file: its `authproxy.cfg`; None: it was generated.
        running: whether it has not stopped by itself, as it does after its time in primary-only
            mode.
        sections: its server sections in the order of the file.
    """

    file: Path | None
    running: bool
    sections: tuple[ProxySection, ...]


def running_proxy(proxy: AuthProxy, file: Path | None) -> RunningProxy:
    """Tell what a started proxy serves.

    Args:
        proxy: the proxy.
        file: its file; None: its configuration was generated.
    """
    return RunningProxy(
        file,
        proxy.is_running,
        tuple(
            ProxySection(
                name=section.name,
                ports=tuple(
                    ProxyPort(one.option, one.transport, client_host(host), port)
                    for one in proxy.open_ports_of(section)
                    for host, port in (one.address,)
                ),
                failmode=(
                    section.failmode.setting if isinstance(section, LoginServerSection) else None
                ),
                http_proxy=_http_proxy_of(section),
            )
            for section in proxy.config.servers
        ),
    )


def _http_proxy_of(section: ServerSection) -> str:
    match section:
        case LoginServerSection(api=DuoApi(http_proxy=(host, port))):
            return host_and_port(host, port)
        case SsoSection(http_proxy=(host, port)):
            return host_and_port(host, port)
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Agent:
    """The NinjaOne agent of one device, with the dummy token it is recognised by."""

    device: str
    organization: str
    node_class: str
    token: str


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody's dummy user name and password, and what comes of a Duo request to them.

    Attributes:
        username: the name at the primary server and at Duo.
        password: the password at the primary server.
        status: the status at Duo; `unknown` when Duo does not know the name.
        enrolled: whether there is a device at Duo.
        answer: what the person does when asked.
    """

    username: str
    password: str
    status: str
    enrolled: bool
    answer: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """Dummy credentials of everything that can log in.

    Attributes:
        keys: the programs' keys.
        agents: NinjaOne's agents.
        users: the people.
    """

    keys: Keys
    agents: tuple[Agent, ...]
    users: tuple[DemoUser, ...]

    def agent(self, organization: str, platform: Platform) -> Agent:
        """Find the first agent of a platform's devices in an organization.

        Raises:
            KeyError: when the organization has no such device.
        """
        wanted = (organization, NODE_CLASSES[platform])
        for agent in self.agents:
            if (agent.organization, agent.node_class) == wanted:
                return agent
        raise KeyError(f"{organization} has no device of the class {wanted[1]}")

    def user(self, username: str) -> DemoUser:
        """Find the person with that user name.

        Raises:
            KeyError: when nobody has it.
        """
        return {one.username: one for one in self.users}[username]


def credentials_of(
    keys: Keys, duo: DuoCloud, ninjaone: NinjaOneTenant, primary: PrimaryAccounts
) -> Credentials:
    """Gather what the vendors and the primary server know."""

    def agents(tx: Transaction) -> tuple[Agent, ...]:
        names = {one.id: one.name for one in entities.page(tx, Organization)}
        return tuple(
            Agent(one.system_name, names[one.organization_id], one.node_class, one.agent_token)
            for one in entities.page(tx, Device)
        )

    users = {user.username: user for user in duo.users.all()}
    return Credentials(
        keys=keys,
        agents=ninjaone.read(agents),
        users=tuple(
            _demo_user(username, password, users.get(username))
            for username, password in primary.items()
        ),
    )


def _demo_user(username: str, password: str, user: User | None) -> DemoUser:
    if user is None:
        return DemoUser(username, password, "unknown", enrolled=False, answer=Answer.IGNORE)
    return DemoUser(
        username, password, user.status, enrolled=bool(user.devices), answer=user.answer.value
    )


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Everything a client needs to know; `to_json` is what `failmode serve --json` prints."""

    version: str
    seed: int
    addresses: Addresses
    credentials: Credentials
    ca_file: Path
    control_token: str | None
    authproxy: RunningProxy | None

    def to_json(self) -> dict[str, Any]:
        """Give a JSON object.

        `addresses.radius` and `addresses.ldap` are null where no Authentication Proxy takes logins
        over them, `authproxy` without one, `credentials.control.token` where the control API needs
        none. `credentials.radius` and `credentials.ldap` are those of a generated `authproxy.cfg`.
        """

        def address(one: Address | None) -> dict[str, Any] | None:
            return None if one is None else {"url": one.url, "host": one.host, "port": one.port}

        keys = self.credentials.keys
        return {
            "version": self.version,
            "seed": self.seed,
            "ca_file": str(self.ca_file),
            "addresses": {
                "ninjaone": address(self.addresses.ninjaone),
                "duo": address(self.addresses.duo),
                "control": address(self.addresses.control),
                "radius": address(self.addresses.radius),
                "ldap": address(self.addresses.ldap),
            },
            "authproxy": (
                None
                if self.authproxy is None
                else {
                    "file": None if self.authproxy.file is None else str(self.authproxy.file),
                    "running": self.authproxy.running,
                    "sections": [asdict(one) for one in self.authproxy.sections],
                }
            ),
            "credentials": {
                "control": {"token": self.control_token},
                "ninjaone": {
                    "client_id": keys.client_id,
                    "client_secret": keys.client_secret,
                    "agents": [asdict(one) for one in self.credentials.agents],
                },
                "duo": {"ikey": keys.ikey, "skey": keys.skey, "api_host": keys.api_host},
                "duo_admin": {"ikey": keys.admin_ikey, "skey": keys.admin_skey},
                "duo_universal": {
                    "client_id": keys.universal_client_id,
                    "client_secret": keys.universal_client_secret,
                },
                "radius": {"secret": keys.radius_secret},
                "ldap": {
                    "users": USER_LIST_PEOPLE,
                    "service_account": USER_LIST_SERVICE,
                    "service_password": keys.ldap_service_password,
                },
                "users": [asdict(one) for one in self.credentials.users],
            },
        }
