"""How a target logs in at an Authentication Proxy that runs elsewhere: over RADIUS or LDAP."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import urlsplit

from sansldap import FilterPresent, SearchScope

from failmode.simulator import (
    SIMULATED_SECTIONS,
    LdapClient,
    LdapConnecting,
    LdapError,
    LdapLoginClient,
    LdapServerAutoSection,
    LoginDriver,
    LoginRequest,
    LoginResult,
    RadiusLoginClient,
    Sections,
    Simulator,
    is_same_dn,
    ldap_sections,
    radius_sections,
    write_authproxy_cfg,
)
from failmode.simulator import radius_section_of as section_of
from failmode.steps.errors import CannotDo, TargetError
from failmode.steps.targets.capabilities import (
    AUTHENTICATION_PROXY,
    LDAP_LOGINS,
    Capability,
    LdapAnswer,
    LdapLogin,
    RadiusLogin,
    offer,
)
from failmode.steps.targets.ldap_connection import ScenarioConnection, identities
from failmode.steps.targets.settings import TargetSettings
from failmode.steps.targets.wrong_values import WRONG_PASSWORD
from failmode.terms import UNSET

_NO_ANSWER = "no answer"
_ADDRESS = re.compile(r"\[?(?P<host>[0-9A-Fa-f:.]+)\]?:(?P<port>[0-9]{1,5})")
_LDAP_PORTS = {"ldap": 389, "ldaps": 636}
_SEARCH_BASE = "dc=unused"
"""Nobody is searched for where names follow from a template."""

_NOWHERE = ("127.0.0.1", 9)
"""The primary server in sections that nothing is run from."""

_DEFAULTS = {
    "exempt_primary_bind": "true",
    "allow_searches_after_bind": "true",
    "allow_unlimited_binds": "false",
}
"""What [ldap_server_auto] does where its section does not say otherwise."""


class ConfiguredProxy(Protocol):
    """What a target knows of how its proxy is configured."""

    @property
    def failmode(self) -> str:
        """The failmode, as its configuration says."""

    @property
    def server(self) -> str:
        """The section that answers."""

    def check_configuration(
        self, server: str, failmode: str | None, *, api_timeout: bool, right_key: bool
    ) -> None:
        """See that the proxy is configured as a scenario wants it.

        Raises:
            CannotDo: when it is not.
        """


class ProxyAccess(Protocol):
    """One way to log in at the proxy."""

    def offers(
        self, proxy: ConfiguredProxy, simulator: Simulator
    ) -> Sequence[tuple[Capability[Any], object]]:
        """Give what can be done at it.

        Args:
            proxy: how it is configured.
            simulator: the Duo behind it.
        """

    def check_options(self, options: Mapping[str, str]) -> None:
        """See that the section has these options more, as far as they are known.

        Raises:
            CannotDo: when it has not.
        """

    def close(self) -> None:
        """End what is open."""


_EAP_SERVER = "radius_server_eap"


class RadiusAccess:
    """Logins over RADIUS.

    Args:
        settings: of the target.

    Raises:
        TargetError: when an option is wrong, or an environment variable is missing.
    """

    options = ("secret_env",)
    default_server = "radius_server_auto"

    def __init__(self, settings: TargetSettings) -> None:
        self._settings = settings
        self._address = address_of(settings, "address")
        self._secret = from_environment(settings, "secret_env")
        self._username = settings.text("username")
        self._password = from_environment(settings, "password_env")

    def offers(
        self, proxy: ConfiguredProxy, simulator: Simulator
    ) -> Sequence[tuple[Capability[Any], object]]:
        """Give the proxy over RADIUS."""
        return [offer(AUTHENTICATION_PROXY, _RadiusProxy(self, proxy, simulator))]

    def check_options(self, options: Mapping[str, str]) -> None:
        """Take what no target says: the further options of sections that speak RADIUS."""

    def close(self) -> None:
        """Do nothing: no packet is waited for."""

    def log_in(
        self, proxy: ConfiguredProxy, simulator: Simulator, *, right_password: bool
    ) -> RadiusLogin:
        """Log in once, as the kind of server wants it.

        Raises:
            CannotDo: where it wants EAP: whether it has one question or two is not known.
        """
        if proxy.server == _EAP_SERVER:
            raise CannotDo(self._settings.name, f"log in by EAP at [{proxy.server}]")
        host, _ = self._address
        keys = simulator.credentials.keys
        sections = radius_sections(
            ikey=keys.ikey,
            skey=keys.skey,
            api_host=keys.api_host,
            primary=_NOWHERE,
            primary_secret=self._secret,
            peers={host: self._secret},
            options=_failmode_option(proxy),
            server=proxy.server,
        )
        name = self._settings.name
        section = section_of(SIMULATED_SECTIONS.parse(_text(sections), f"target {name}"))
        if section is None:
            raise CannotDo(name, f"log in over RADIUS at [{proxy.server}]")
        client = RadiusLoginClient(_At(self._address), section, host)
        result = _log_in(
            simulator,
            LoginRequest(
                client,
                self._username,
                self._password if right_password else WRONG_PASSWORD,
                self._settings.deadline_seconds,
            ),
        )
        return RadiusLogin(
            result.verdict,
            result.answer or _NO_ANSWER,
            result.message,
            tuple(map(str, result.steps)),
        )


class LdapAccess:
    """Logins over LDAP, LDAPS or StartTLS.

    Args:
        settings: of the target.

    Raises:
        TargetError: when an option is wrong, or an environment variable is missing.
    """

    options = (
        *("user_dn", "service_dn", "service_password_env", "start_tls", "ca_file"),
        *_DEFAULTS,
    )
    default_server = "ldap_server_auto"

    def __init__(self, settings: TargetSettings) -> None:
        self._settings = settings
        self._host, self._port, transport = _ldap_address(settings)
        self._service = settings.text("service_dn")
        self._service_password = from_environment(settings, "service_password_env")
        self._username = settings.text("username")
        self._password = from_environment(settings, "password_env")
        self._connecting = LdapConnecting(
            transport=transport, ca_file=settings.path("ca_file"), user_dn=_user_dn(settings)
        )
        self._section_options = {
            name: str(settings.flag(name, default=default == "true")).lower()
            for name, default in _DEFAULTS.items()
        }
        told = self._section_options
        if "true" == told["allow_unlimited_binds"] == told["exempt_primary_bind"]:
            raise TargetError(
                f"target {settings.name!r}: allow_unlimited_binds needs "
                "exempt_primary_bind = false",
                "Write both as the section has them; the product refuses the one with the other",
            )
        user = self._connecting.dn_of(self._username)
        names = identities(user, self._password, self._service, self._service_password)
        self._connection = ScenarioConnection(self._connect, names, user, self._rights)

    def offers(
        self, proxy: ConfiguredProxy, simulator: Simulator
    ) -> Sequence[tuple[Capability[Any], object]]:
        """Give the proxy over LDAP."""
        return [offer(LDAP_LOGINS, _LdapProxy(self, proxy, simulator))]

    def check_options(self, options: Mapping[str, str]) -> None:
        """See that the section has these options and otherwise the product's defaults.

        Raises:
            CannotDo: when it has not.
        """
        for name, has in {**dict.fromkeys(options), **self._section_options}.items():
            wanted = options.get(name, _DEFAULTS.get(name))
            if wanted != has:
                action = f"run with {name} {wanted}"
                reason = "" if has is None else f" (it has {has})"
                raise CannotDo(self._settings.name, f"{action}{reason}")

    def log_in(
        self, proxy: ConfiguredProxy, simulator: Simulator, *, right_password: bool, behind: str
    ) -> LdapLogin:
        """Log in once, by a bind as the service account and one as the user."""
        keys = simulator.credentials.keys
        sections = ldap_sections(
            ikey=keys.ikey,
            skey=keys.skey,
            api_host=keys.api_host,
            directory=_NOWHERE,
            service_name="service",
            service_dn=self._service,
            service_password=self._service_password,
            search_dn=_SEARCH_BASE,
            options={**_failmode_option(proxy), **self._section_options},
        )
        config = SIMULATED_SECTIONS.parse(_text(sections), f"target {self._settings.name}")
        (section,) = config.servers
        assert isinstance(section, LdapServerAutoSection), "the sections have no other server"
        client = LdapLoginClient(
            _At((self._host, self._port)), section, self._host, connecting=self._connecting
        )
        result = _log_in(
            simulator,
            LoginRequest(
                client,
                self._username,
                (self._password if right_password else WRONG_PASSWORD) + behind,
                self._settings.deadline_seconds,
            ),
        )
        return LdapLogin(
            result.verdict,
            result.answer or _NO_ANSWER,
            result.message,
            tuple(map(str, result.steps)),
        )

    @property
    def connection(self) -> ScenarioConnection:
        """The connection of the scenario."""
        return self._connection

    def close(self) -> None:
        """End the connection of the scenario."""
        self._connection.close()

    def _connect(self) -> LdapClient:
        seconds = self._settings.deadline_seconds
        try:
            return LdapClient(self._connecting.address(self._host, self._port, seconds))
        except (LdapError, OSError) as error:
            raise TargetError(
                f"target {self._settings.name!r}: no connection to its address: {error}",
                "See that the proxy runs and listens there, and which authority signed its "
                "certificate",
            ) from error

    def _rights(self, client: LdapClient) -> str:
        user = self._connecting.dn_of(self._username)
        found = list(client.search(user, FilterPresent("objectClass"), scope=SearchScope.BASE))
        who = client.who_am_i()
        if not found or not who:
            return "nobody"
        form, _, name = who.partition(":")
        if form == "dn":
            is_user, is_service = (is_same_dn(name, one) for one in (user, self._service))
        else:
            # Active Directory names an account instead: u:EXAMPLE\alice.
            is_user = name.rpartition("\\")[2].lower() == self._username.lower()
            is_service = not is_user
        return "user" if is_user else "service account" if is_service else "somebody else"


class _At:
    """The address of a server that runs elsewhere."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address

    def find_address(self, section: object) -> tuple[str, int]:
        del section
        return self._address


class _RadiusProxy:
    def __init__(self, access: RadiusAccess, proxy: ConfiguredProxy, simulator: Simulator) -> None:
        self._access = access
        self._proxy = proxy
        self._simulator = simulator

    def configure(
        self, failmode: str | None, *, api_timeout: bool = False, right_key: bool = True
    ) -> None:
        self._proxy.check_configuration(
            RadiusAccess.default_server, failmode, api_timeout=api_timeout, right_key=right_key
        )

    def login(self, *, right_password: bool) -> RadiusLogin:
        return self._access.log_in(self._proxy, self._simulator, right_password=right_password)


class _LdapProxy:
    def __init__(self, access: LdapAccess, proxy: ConfiguredProxy, simulator: Simulator) -> None:
        self._access = access
        self._proxy = proxy
        self._simulator = simulator

    def configure(self, failmode: str | None, options: Mapping[str, str]) -> None:
        self._proxy.check_configuration(
            LdapAccess.default_server, failmode, api_timeout=False, right_key=True
        )
        self._access.check_options(options)

    def login(self, *, right_password: bool, behind: str = "") -> LdapLogin:
        return self._access.log_in(
            self._proxy, self._simulator, right_password=right_password, behind=behind
        )

    def connect(self) -> None:
        self._access.connection.connect()

    def bind(self, identity: str, *, anew: bool) -> LdapAnswer:
        return self._access.connection.bind(identity, anew=anew)

    def search(self, *, must_answer: bool) -> str:
        return self._access.connection.search(must_answer=must_answer)

    def is_paged(self, size: int) -> bool:
        return self._access.connection.is_paged(size)

    def is_ended(self) -> bool:
        return self._access.connection.is_ended()


def access_of(settings: TargetSettings) -> type[RadiusAccess | LdapAccess]:
    """Return how the proxy of a target is spoken to, by the form of its address."""
    value = settings.options.get("address")
    is_ldap = isinstance(value, str) and value.lower().startswith(("ldap://", "ldaps://"))
    return LdapAccess if is_ldap else RadiusAccess


def address_of(settings: TargetSettings, option: str) -> tuple[str, int]:
    """Read an IP address and a port.

    Raises:
        TargetError: when it is something else.
    """
    value = settings.text(option)
    match = _ADDRESS.fullmatch(value)
    host, port = (match["host"], int(match["port"])) if match else ("", 0)
    if not _is_address(host) or not 0 < port < 65536:
        urls = ", or for LDAP a URL such as ldaps://proxy.example.com" * (option == "address")
        raise TargetError(
            f"target {settings.name!r}: {option} is {value!r}",
            f"Write an IP address and a port, such as 192.0.2.10:1812 or [2001:db8::7]:1812{urls}",
        )
    return host, port


def from_environment(settings: TargetSettings, option: str) -> str:
    """Read a secret from the environment variable that an option names.

    Raises:
        TargetError: when the variable is empty or missing.
    """
    variable = settings.text(option)
    value = os.environ.get(variable, "")
    if not value:
        raise TargetError(
            f"target {settings.name!r}: the environment variable {variable} is empty or missing",
            f"Set {variable}, or name another variable with {option}",
        )
    return value


def _ldap_address(settings: TargetSettings) -> tuple[str, int, str]:
    value = settings.text("address")
    try:
        url = urlsplit(value)
        host, port = url.hostname, url.port
    except ValueError:
        url, host, port = urlsplit("ldap:"), None, None
    if not host or port == 0 or url.path not in ("", "/") or url.query or url.username:
        raise TargetError(
            f"target {settings.name!r}: address is {value!r}",
            "Write a URL with a name or an address, such as ldap://192.0.2.10:389 or "
            "ldaps://proxy.example.com",
        )
    transport = "ldaps" if url.scheme == "ldaps" else "clear"
    if settings.flag("start_tls", default=False):
        if transport == "ldaps":
            raise TargetError(
                f"target {settings.name!r}: start_tls is true, but address is {value!r}",
                "Leave start_tls out, or write ldap://",
            )
        transport = "starttls"
    return host, port or _LDAP_PORTS[url.scheme], transport


def _user_dn(settings: TargetSettings) -> str:
    template = settings.text("user_dn")
    try:
        with_name, other = (template.format(username=name) for name in ("alice", "bob"))
    except (KeyError, IndexError, ValueError):
        with_name = other = ""
    if with_name == other or not is_same_dn(with_name, with_name):
        raise TargetError(
            f"target {settings.name!r}: user_dn is {template!r}",
            "Write a distinguished name with {username} in it, such as "
            "uid={username},ou=people,dc=example,dc=com",
        )
    return template


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _failmode_option(proxy: ConfiguredProxy) -> dict[str, object]:
    return {} if proxy.failmode == UNSET else {"failmode": proxy.failmode}


def _text(sections: Sections) -> str:
    return write_authproxy_cfg(sections)


def _log_in(simulator: Simulator, request: LoginRequest) -> LoginResult:
    return LoginDriver(simulator.journal).log_in(request)
