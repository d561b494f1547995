"""The Authentication Proxy of the scenarios: a real authproxy.cfg, RADIUS, a primary server."""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import trustme

from failmode.simulator import (
    SIMULATED_SECTIONS,
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    USER_LIST_SERVICE_NAME,
    AccessRequest,
    AttributeKey,
    Attributes,
    AuthProxy,
    DemoUser,
    DirectoryEntry,
    DirectoryServer,
    Entries,
    LdapLoginClient,
    LdapServerAutoSection,
    LoginDriver,
    LoginRequest,
    PasswordProof,
    RadiusLoginClient,
    Sections,
    ServerReply,
    Simulator,
    UserListRadiusServer,
    attribute_key,
    ldap_section,
    ldap_sections,
    radius_section,
    radius_sections,
    temporary_directory,
    user_list_entries,
    write_authproxy_cfg,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import (
    A_PASSCODE,
    USUAL_SERVER,
    LdapLogin,
    ProxyEvent,
    RadiusLogin,
)
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.wrong_values import WRONG_PASSWORD, WRONG_SECRET_KEY

NO_ANSWER = "no answer"
_LOGGER = logging.getLogger("failmode.simulator.authproxy")
"""Gets the lines of every proxy's `authproxy.log`."""

SERVICE_PASSWORD = "dummy-service-password"  # noqa: S105 - of a directory that lives for a scenario
_LDAP_SERVER, _EAP_SERVER = "ldap_server_auto", "radius_server_eap"
_ONE_QUESTION = {"allow_concat": "true"}
"""With two questions [radius_server_eap] asks Duo for preauth twice, so that what fails after the
first one fails at preauth."""
_RADIUS_CLIENT, _LDAP_CLIENT = "radius_client", "ad_client"
_STAFF = f"cn=staff,{USER_LIST_BASE}"
"""The group that the users of the scenarios' directory are in."""

_API_TIMEOUT_SECONDS = 2
_PRIMARY_ONLY_MINUTES = 60
_NEW_PASSWORD = "a new dummy password"  # noqa: S105 - of a primary server that lives for a scenario
_ERROR_NUMBER = re.compile(rb"E=(\d+)")
"""In an MS-CHAP-Error, behind the exchange's identifier (RFC 2548, 2.1.5)."""
_SOMEBODY_ELSE = "192.0.2.1"
_CONNECT_TIMEOUT_SECONDS = 1.0
"""In place of the product's 30 seconds, so that a run does not wait for real minutes."""


class SimulatedProxy:
    """One proxy with its primary server, made anew by each `configure`.

    Args:
        simulator: the running simulator.
        user: who logs in; the primary server knows the password.
        overrides: how verdicts are reached.
        deadline_seconds: after this long without an answer a login counts as hung.
    """

    def __init__(
        self, simulator: Simulator, user: DemoUser, overrides: Overrides, *, deadline_seconds: float
    ) -> None:
        self._simulator = simulator
        self._user = user
        self._journal = simulator.journal
        self._driver = LoginDriver(simulator.journal, classify=overrides.classify)
        self._deadline_seconds = deadline_seconds
        self._primary: UserListRadiusServer | DirectoryServer | None = None
        self._proxy: AuthProxy | None = None
        self._http_proxy: AuthProxy | None = None
        self._silent: socket.socket | None = None
        self._certificates = ExitStack()
        self._log = _LogLines()
        self.ldap_ca_file: Path | None = None
        self._users = {user.username: user.password}
        self.changed_passwords: list[str] = []
        self.expired_passwords: set[str] = set()
        self.primary_attributes: dict[AttributeKey, tuple[bytes, ...]] = {}
        self.primary_requests: list[AccessRequest] = []
        self.replies: list[ServerReply] = []

    def configure(
        self,
        failmode: str | None,
        *,
        api_timeout: bool = False,
        right_key: bool = True,
        server: str = USUAL_SERVER,
        primary_only_minutes: int | None = None,
        options: Mapping[str, object] | None = None,
        client: str | None = None,
        client_options: Mapping[str, object] | None = None,
        with_certificate: bool = False,
    ) -> None:
        """Start the primary server and the proxy from a configuration text.

        Args:
            failmode: None: not in the file.
            api_timeout: whether the file sets one.
            right_key: whether the secret key is the one that Duo knows.
            server: name of the server section.
            primary_only_minutes: how long it runs in primary-only mode; None: not in that mode.
            options: further options of the server section.
            client: kind of the section of the primary server; None: the protocol's own.
            client_options: further options of that section.
            with_certificate: whether an LDAP server has one, for TLS.
        """
        self.stop()
        options = {"interface": "127.0.0.1", "port": 0, **(options or {})}
        if with_certificate:
            chain, key = self._certificate()
            options |= {"ssl_cert_path": chain, "ssl_key_path": key, "ssl_port": 0}
        if failmode is not None:
            options["failmode"] = failmode
        if api_timeout:
            options["api_timeout"] = _API_TIMEOUT_SECONDS
        if server == _EAP_SERVER:
            chain, key = self._certificate()
            options = {"certs": chain, "pkey": key, **_ONE_QUESTION, **options}
        client = client or _client_of(server)
        start = self._with_directory if client == _LDAP_CLIENT else self._with_radius_server
        sections = start(server, options, right_key=right_key)
        if client_options:
            sections = {**sections, client: {**sections[client], **client_options}}
        self._proxy = AuthProxy(
            SIMULATED_SECTIONS.parse(
                write_authproxy_cfg(sections), "authproxy.cfg of the scenario"
            ),
            self._simulator.network,
            self._simulator.clock,
            connect_timeout_seconds=_CONNECT_TIMEOUT_SECONDS,
            ca_file=self._simulator.ca_file,
            generation=self._generation,
            primary_only_minutes=primary_only_minutes,
        )
        self._log.begin()
        self._proxy.start()

    def configure_behind_http_proxy(self, failmode: str | None, *, admits: bool) -> None:
        """Start another proxy with [http_proxy], and this one, which reaches Duo through it.

        Args:
            failmode: None: not in the file.
            admits: whether the other one lists this machine among its clients.
        """
        self.stop()
        section = {
            "api_host": self._simulator.keys.api_host,
            "interface": "127.0.0.1",
            "port": 0,
            **({} if admits else {"client_ip": _SOMEBODY_ELSE}),
        }
        http_proxy = AuthProxy(
            SIMULATED_SECTIONS.parse(
                write_authproxy_cfg({"http_proxy": section}), "authproxy.cfg of the HTTP proxy"
            ),
            self._simulator.network,
            self._simulator.clock,
        )
        http_proxy.start()
        host, port = http_proxy.addresses[0]
        try:
            self.configure(failmode, options={"http_proxy_host": host, "http_proxy_port": port})
        except BaseException:
            http_proxy.stop()
            raise
        self._http_proxy = http_proxy

    def _with_radius_server(
        self, server: str, options: Mapping[str, object], *, right_key: bool
    ) -> Sections:
        keys = self._simulator.keys
        primary = UserListRadiusServer(
            self._users,
            keys.radius_secret,
            accept_attributes=self.primary_attributes,
            reject_attributes=self.primary_attributes,
            expired=self.expired_passwords,
            asked=self.primary_requests.append,
            changed=self._take_change,
            failures=self._journal.failures,
        )
        primary.start()
        self._primary = primary
        return radius_sections(
            ikey=keys.ikey,
            skey=keys.skey if right_key else WRONG_SECRET_KEY,
            api_host=keys.api_host,
            primary=primary.address,
            primary_secret=keys.radius_secret,
            peers={"127.0.0.1": keys.radius_secret},
            options=options,
            server=server,
        )

    def _password(self, right: bool) -> str:
        return self._users[self._user.username] if right else WRONG_PASSWORD

    def _take_change(self, username: str, password: str) -> None:
        self._users[username] = password
        self.changed_passwords.append(username)
        self.expired_passwords.discard(username)

    def _with_directory(
        self, server: str, options: Mapping[str, object], *, right_key: bool
    ) -> Sections:
        keys, users = self._simulator.keys, {self._user.username: self._user.password}
        entries = _in_the_staff(user_list_entries(users, SERVICE_PASSWORD))
        directory = DirectoryServer(entries, failures=self._journal.failures, takes_kerberos=True)
        directory.start()
        self._primary = directory
        sections = ldap_sections(
            ikey=keys.ikey,
            skey=keys.skey if right_key else WRONG_SECRET_KEY,
            api_host=keys.api_host,
            directory=directory.address,
            service_name=USER_LIST_SERVICE_NAME,
            service_dn=USER_LIST_SERVICE,
            service_password=SERVICE_PASSWORD,
            search_dn=USER_LIST_BASE,
            options=options,
        )
        if server == _LDAP_SERVER:
            return sections
        peers = {"radius_ip_1": "127.0.0.1", "radius_secret_1": keys.radius_secret}
        return {
            _LDAP_CLIENT: sections[_LDAP_CLIENT],
            server: {**sections[_LDAP_SERVER], **peers},
        }

    def _certificate(self) -> tuple[Path, Path]:
        """Make a certificate for the server; returns its file and that of its key."""
        folder = self._certificates.enter_context(temporary_directory("proxy"))
        authority = trustme.CA()
        self.ldap_ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ldap_ca_file))
        chain, key = folder / "cert.pem", folder / "key.pem"
        issued = authority.issue_cert("127.0.0.1")
        issued.private_key_pem.write_to_path(str(key))
        issued.cert_chain_pems[0].write_to_path(str(chain))
        return chain, key

    def stop_directory(self, *, silent: bool = False) -> None:
        """Take the directory away.

        Args:
            silent: whether somebody takes connections in its place, and answers nothing.

        Raises:
            IncompleteScenarioError: when the proxy of the scenario has no directory.
        """
        if not isinstance(self._primary, DirectoryServer):
            raise IncompleteScenarioError(
                "no Authentication Proxy with a directory was configured",
                "Add a step such as: Given an Authentication Proxy with [ldap_server_auto], "
                'failmode "safe" and api_timeout unset',
            )
        address = self._primary.address
        self._primary.stop()
        self._primary = None
        if silent:
            self._silent = socket.create_server(address)

    def _generation(self) -> int:
        return self._journal.generation

    def events(self) -> tuple[ProxyEvent, ...]:
        """Read what `authevents.log` holds of the running proxy."""
        events = () if self._proxy is None else self._proxy.events
        return tuple(map(_event, (json.loads(one.to_json()) for one in events)))

    def lines(self) -> Sequence[str]:
        """Read what `authproxy.log` would hold of the running proxy, without time and level."""
        return tuple(self._log.lines)

    def login(
        self,
        *,
        right_password: bool = True,
        calling_station: str | None = None,
        typed: str | None = None,
        factor: str | None = None,
        answer: str | None = None,
        proof: PasswordProof = PasswordProof.PAP,
        new_password: str | None = None,
        attributes: Attributes | None = None,
    ) -> RadiusLogin:
        """Send one Access-Request and wait for its answer until the deadline.

        Args:
            right_password: whether the user types the right one.
            calling_station: the Calling-Station-Id; None: the request has none.
            typed: what is in the password field; None: that password alone.
            factor: what the user names as the factor; None: as `RadiusLoginClient` does by itself.
            answer: what is typed where a passcode is asked for; None: nothing.
            proof: how the password is proved.
            new_password: what the password is changed to, by MS-CHAPv2; None: it is not changed.
            attributes: further attributes of the request, raw.
        """
        if self._proxy is None:
            raise IncompleteScenarioError(
                "no Authentication Proxy was configured",
                'Add a step such as: Given an Authentication Proxy with failmode "safe"',
            )
        section = radius_section(self._proxy)
        assert section is not None, "every configuration here has a section for RADIUS"
        request = LoginRequest(
            RadiusLoginClient(
                self._proxy,
                section,
                "127.0.0.1",
                calling_station,
                factor,
                answer=answer,
                proof=proof,
                new_password=new_password,
                attributes=attributes,
                answered=self.replies.append,
            ),
            self._user.username,
            self._password(right_password) if typed is None else typed,
            self._deadline_seconds,
        )
        result = self._driver.log_in(request)
        trace = tuple(map(str, result.steps))
        return RadiusLogin(
            result.verdict,
            result.answer or NO_ANSWER,
            result.message,
            trace,
            "" if result.assumed is None else result.assumed.name,
        )

    @property
    def ldap_address(self) -> tuple[str, int]:
        """Where LDAP clients connect.

        Raises:
            IncompleteScenarioError: when no proxy with an LDAP server was configured.
        """
        _, section = self._ldap()
        return "127.0.0.1", self._ldap()[0].address_of(section)[1]

    def ldap_login(self, *, right_password: bool, behind: str = "") -> LdapLogin:
        """Log in by binds over one connection, and wait for the answer until the deadline.

        Args:
            right_password: whether the user types the right one.
            behind: what is typed behind the password.
        """
        proxy, section = self._ldap()
        request = LoginRequest(
            LdapLoginClient(proxy, section, "127.0.0.1"),
            self._user.username,
            (self._user.password if right_password else WRONG_PASSWORD) + behind,
            self._deadline_seconds,
        )
        result = self._driver.log_in(request)
        return LdapLogin(
            result.verdict,
            result.answer or NO_ANSWER,
            result.message,
            tuple(map(str, result.steps)),
            "" if result.assumed is None else result.assumed.name,
        )

    def _ldap(self) -> tuple[AuthProxy, LdapServerAutoSection]:
        section = None if self._proxy is None else ldap_section(self._proxy)
        if self._proxy is None or section is None:
            raise IncompleteScenarioError(
                "no Authentication Proxy with an LDAP server was configured",
                "Add a step such as: Given an Authentication Proxy with [ldap_server_auto], "
                'failmode "safe" and api_timeout unset',
            )
        return self._proxy, section

    def stop(self) -> None:
        """Stop the proxy, then its HTTP proxy and the primary server."""
        if self._proxy is not None:
            self._proxy.stop()
            self._proxy = None
        if self._http_proxy is not None:
            self._http_proxy.stop()
            self._http_proxy = None
        if self._primary is not None:
            self._primary.stop()
            self._primary = None
        if self._silent is not None:
            self._silent.close()
            self._silent = None
        self._certificates.close()
        self._log.end()
        self.ldap_ca_file = None


class _LogLines(logging.Handler):
    """The lines of a proxy's log, from `begin` to `end`."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def begin(self) -> None:
        """Forget the lines, and take those that follow."""
        self.lines.clear()
        _LOGGER.addHandler(self)

    def end(self) -> None:
        """Take no more."""
        _LOGGER.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line."""
        self.lines.append(record.getMessage())


def _in_the_staff(entries: Entries) -> Entries:
    """Put the users of a directory into its one group."""

    def told() -> Iterator[DirectoryEntry]:
        for one in entries():
            is_user = bool(one.values("uid"))
            groups = {"memberOf": (_STAFF.encode(),)} if is_user else {}
            yield replace(one, attributes={**one.attributes, **groups})

    return told


def _event(line: Mapping[str, object]) -> ProxyEvent:
    return ProxyEvent(
        str(line["auth_stage"]), str(line["status"]), str(line["msg"] or ""), keys=line
    )


class SimulatedAppendedFactors:
    """Logins at a proxy with something behind the password, or in its place.

    Args:
        proxy: the proxy of the scenario.
        password: the right one.
    """

    def __init__(self, proxy: SimulatedProxy, password: str) -> None:
        self._proxy = proxy
        self._password = password

    def login(self, behind: str) -> RadiusLogin:
        """Send one Access-Request with the right password and something behind it."""
        return self._proxy.login(typed=self._password + behind)

    def login_without_password(self, typed: str) -> RadiusLogin:
        """Send one Access-Request with something in place of the password, or with nothing."""
        return self._proxy.login(typed=typed)


class SimulatedCallingStations:
    """Logins at a proxy from machines with an address.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def login(self, station: str) -> RadiusLogin:
        """Send one Access-Request with that Calling-Station-Id and the right password."""
        return self._proxy.login(right_password=True, calling_station=station)


class SimulatedProxyServers:
    """The other kinds of servers of the scenario's proxy.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def configure(
        self,
        server: str,
        failmode: str | None,
        *,
        api_timeout: bool = False,
        right_key: bool = True,
    ) -> None:
        """Start the proxy with that server section alone."""
        self._proxy.configure(failmode, api_timeout=api_timeout, right_key=right_key, server=server)


class SimulatedHttpProxies:
    """The proxy of the scenario behind the [http_proxy] of another one.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def configure(self, failmode: str | None, *, admits: bool) -> None:
        """Start both proxies and the primary server."""
        self._proxy.configure_behind_http_proxy(failmode, admits=admits)


class SimulatedPrimaryOnlyMode:
    """The proxy of the scenario in primary-only mode, as long as the product's tool sets it.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def configure(self, failmode: str | None, *, server: str = USUAL_SERVER) -> None:
        """Start the primary server and the proxy in that mode."""
        self._proxy.configure(failmode, server=server, primary_only_minutes=_PRIMARY_ONLY_MINUTES)


def _client_of(server: str) -> str:
    return _LDAP_CLIENT if server == _LDAP_SERVER else _RADIUS_CLIENT


class SimulatedProxyOptions:
    """A proxy with options of a section by their own names.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def configure(
        self, server: str, failmode: str | None, section: str, options: Mapping[str, str]
    ) -> None:
        """Start the primary server and the proxy, with further options of a section.

        Raises:
            IncompleteScenarioError: when there is no such section.
        """
        is_server = section == server
        clients = (_LDAP_CLIENT,) if server == _LDAP_SERVER else (_RADIUS_CLIENT, _LDAP_CLIENT)
        if not is_server and section not in clients:
            raise IncompleteScenarioError(
                f"[{section}] is neither [{server}] nor [{'] nor ['.join(clients)}]",
                "Name the section that has the option",
            )
        self._proxy.configure(
            failmode,
            server=server,
            options=options if is_server else None,
            client=None if is_server else section,
            client_options=None if is_server else options,
        )


class SimulatedHandedOnAttributes:
    """Logins at a proxy whose requests, and whose primary server's answers, have attributes.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy
        self._of_request: Sequence[str] = ()
        self._of_answer: Sequence[str] = ()

    def login(
        self, *, right_password: bool, request: Sequence[str], answer: Sequence[str]
    ) -> RadiusLogin:
        """Send one Access-Request, or two where the kind of server asks something."""
        self._of_request, self._of_answer = request, answer
        self._proxy.primary_attributes.update(_raw(answer))
        return self._proxy.login(right_password=right_password, attributes=_raw(request))

    def received_by_client(self) -> Sequence[str]:
        """Name those of the primary server's attributes that the last answer had."""
        replies = self._proxy.replies
        return _present(self._of_answer, replies[-1].attributes if replies else {})

    def received_by_primary(self) -> Sequence[str]:
        """Name those of the request's attributes that the primary server was sent last."""
        requests = self._proxy.primary_requests
        return _present(self._of_request, requests[-1].attributes if requests else {})


def _raw(names: Sequence[str]) -> dict[AttributeKey, tuple[bytes, ...]]:
    """Give each attribute a value of its own.

    Raises:
        IncompleteScenarioError: when no attribute has such a name.
    """
    found: dict[AttributeKey, tuple[bytes, ...]] = {}
    for name in names:
        key = attribute_key(name)
        if key is None:
            raise IncompleteScenarioError(
                f"no RADIUS attribute is called {name!r}", "Use a name such as Filter-Id"
            )
        found[key] = (f"of {name}".encode(),)
    return found


def _present(names: Sequence[str], attributes: Attributes) -> Sequence[str]:
    """Name those that are there with the values that they were given."""
    return [name for name in names if _raw([name]).items() <= attributes.items()]


class SimulatedNamedFactors:
    """Logins at a proxy by users who name a factor.

    Args:
        simulator: the running simulator.
        user: who logs in.
        proxy: the proxy of the scenario.
    """

    def __init__(self, simulator: Simulator, user: DemoUser, proxy: SimulatedProxy) -> None:
        self._simulator = simulator
        self._user = user
        self._proxy = proxy

    def login(self, factor: str) -> RadiusLogin:
        """Log in once with the right password and that factor."""
        return self._proxy.login(factor=self.spelt(factor))

    def answer(self, typed: str) -> RadiusLogin:
        """Log in once with the right password, and answer what is asked."""
        return self._proxy.login(answer=self.spelt(typed))

    def spelt(self, word: str) -> str:
        """Give what the user types for a word of the steps; a passcode is a new one."""
        if word != A_PASSCODE:
            return word
        (passcode,) = self._simulator.duo.passcodes.issue(self._user.username)
        return passcode


class SimulatedEapLogins:
    """Logins by EAP at a proxy whose primary server speaks it.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def login(self, *, right_password: bool) -> RadiusLogin:
        """Send the identity, and the proof that the primary server then asks for."""
        return self._proxy.login(right_password=right_password, proof=PasswordProof.EAP_MD5)


class SimulatedMsChapLogins:
    """Logins by MS-CHAPv2 at a proxy whose primary server speaks it.

    Args:
        simulator: the running simulator.
        user: who logs in.
        proxy: the proxy of the scenario.
    """

    def __init__(self, simulator: Simulator, user: DemoUser, proxy: SimulatedProxy) -> None:
        self._factors = SimulatedNamedFactors(simulator, user, proxy)
        self._username = user.username
        self._proxy = proxy

    def expire(self) -> None:
        """Have the primary server reject the user with the error of an expired password."""
        self._proxy.expired_passwords.add(self._username)

    def login(self, *, right_password: bool, typed: str | None = None) -> RadiusLogin:
        """Send one Access-Request, or two where something is asked."""
        answer = None if typed is None else self._factors.spelt(typed)
        return self._proxy.login(
            right_password=right_password, proof=PasswordProof.MS_CHAP, answer=answer
        )

    def error(self) -> int | None:
        """Read the MS-CHAP-Error of the last answer."""
        key = attribute_key("MS-CHAP-Error")
        answered = self._proxy.replies[-1].attributes if self._proxy.replies else {}
        values = () if key is None else answered.get(key, ())
        found = _ERROR_NUMBER.search(values[0]) if values else None
        return int(found[1]) if found else None


class SimulatedPasswordChanges:
    """Changes of the primary password, through a proxy.

    Args:
        proxy: the proxy of the scenario.
    """

    def __init__(self, proxy: SimulatedProxy) -> None:
        self._proxy = proxy

    def change(self, *, right_password: bool = True) -> RadiusLogin:
        """Send one Access-Request that changes the password by MS-CHAPv2."""
        return self._proxy.login(new_password=_NEW_PASSWORD, right_password=right_password)

    def is_changed(self) -> bool:
        """Tell whether the primary server has taken a change."""
        return bool(self._proxy.changed_passwords)
