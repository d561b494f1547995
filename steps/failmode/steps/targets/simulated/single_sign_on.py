"""Duo Single Sign-On of the scenarios: a directory, a proxy with [sso], and a browser."""

from __future__ import annotations

import base64
import json
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import httpx

from failmode.simulator import (
    USER_LIST_BASE,
    USER_LIST_PEOPLE,
    USER_LIST_SERVICE,
    AuthenticationSource,
    AuthProxy,
    CallError,
    ClientResult,
    DemoUser,
    DirectoryEntry,
    DirectoryServer,
    DomainController,
    LoginDriver,
    LoginRequest,
    ProxyService,
    Simulator,
    Step,
    Trace,
    user_list_entries,
    write_authproxy_cfg,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import Login, SsoPart, SsoTrouble
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.prompt_visit import PromptPage, PromptVisit
from failmode.steps.targets.simulated.proxy import SERVICE_PASSWORD
from failmode.steps.targets.wrong_values import WRONG_PASSWORD
from failmode.terms import Admission

_RIKEY = "RIXXXXXXXXXXXXXXXXXX"
_CONFIGURATION = write_authproxy_cfg(
    {
        "sso": {
            "rikey": _RIKEY,
            "service_account_username": USER_LIST_SERVICE,
            "service_account_password": SERVICE_PASSWORD,
        }
    }
)
_LOGIN, _RETURN = "/sso/login", "/sso/return"
_NO_BASE = f"ou=gone,{USER_LIST_BASE}"
_HOSTS = ("127.0.0.1", "localhost")
_CONNECT_SECONDS = 20.0
_BROWSER_WAITS_FOR_DEADLINES = 2


class SimulatedSingleSignOn:
    """Duo Single Sign-On with its directory and its proxy, made anew by each `configure`.

    Args:
        simulator: the running simulator.
        user: who logs in; the directory knows the password.
        overrides: how verdicts are reached.
        deadline_seconds: after this long without an end a login counts as hung.
    """

    def __init__(
        self, simulator: Simulator, user: DemoUser, overrides: Overrides, *, deadline_seconds: float
    ) -> None:
        self._simulator = simulator
        self._user = user
        self._driver = LoginDriver(simulator.journal, classify=overrides.classify)
        self._deadline_seconds = deadline_seconds
        self._parts: dict[SsoPart, Callable[[], None]] = {}
        self._page = ""
        self._reason = ""
        self._proxy: AuthProxy | None = None
        self._first: tuple[_Directory, DirectoryServer] | None = None
        self._running = ExitStack()

    def configure(self, count: int = 1) -> None:
        """Start directories and a proxy with [sso], and set Duo Single Sign-On up for them."""
        self.stop()
        directories = [_Directory(self._user.username, self._user.password) for _ in range(count)]
        with ExitStack() as stack:
            servers = [
                DirectoryServer(one.entries, failures=self._simulator.journal.failures)
                for one in directories
            ]
            for server in servers:
                server.start()
                stack.callback(server.stop)
            self._simulator.set_up_single_sign_on(
                AuthenticationSource(
                    rikey=_RIKEY,
                    # By names that differ: the proxy counts directories by their hosts.
                    servers=tuple(
                        DomainController(host, server.address[1])
                        for host, server in zip(_HOSTS, servers, strict=False)
                    ),
                    base_dns=(USER_LIST_BASE,),
                    username_attributes=("uid",),
                )
            )
            proxy = stack.enter_context(self._simulator.run_proxy(_CONFIGURATION))
            self._proxy = proxy
            if not self._simulator.wait_for_proxy("sso", _CONNECT_SECONDS):
                raise AssertionError("expected: the Authentication Proxy connects to Duo")
            self._parts = {
                SsoPart.DIRECTORY: partial(_stop_all, servers),
                SsoPart.PROXY: proxy.stop,
                SsoPart.SOURCE: partial(
                    self._simulator.duo.authentication_proxies.set_source, None
                ),
            }
            self._first = (directories[0], servers[0])
            self._running = stack.pop_all()

    def trouble_first(self, trouble: SsoTrouble) -> None:
        """Let something be wrong with the directory that is asked first."""
        if self._first is None:
            raise _not_configured()
        directory, server = self._first
        match trouble:
            case SsoTrouble.GONE:
                server.stop()
            case SsoTrouble.NO_BASE:
                source = replace(self._source, base_dns=(_NO_BASE,))
                self._simulator.duo.authentication_proxies.set_source(source)
            case _:
                directory.trouble = trouble

    def take_away(self, part: SsoPart) -> None:
        """Stop a part for good."""
        if part not in self._parts:
            raise _not_configured()
        self._parts[part]()

    def login(self, *, right_password: bool) -> Login:
        """Log in at the page of Duo Single Sign-On.

        Args:
            right_password: whether the user types the right one.
        """
        return self._log_in(self._user.password if right_password else WRONG_PASSWORD)

    def login_without_password(self) -> Login:
        """Log in at the page with nothing for a password."""
        return self._log_in("")

    def _log_in(self, password: str) -> Login:
        browser = _Browser(self._simulator)
        result = self._driver.log_in(
            LoginRequest(browser, self._user.username, password, self._deadline_seconds)
        )
        last = browser.pages[-1] if browser.pages else None
        self._page = "" if last is None else last.notice
        self._reason = "" if last is None else last.reason
        return Login(result.verdict, tuple(map(str, result.steps)))

    def page(self) -> str:
        """Tell what the last page said to the user; empty where there was none."""
        return self._page

    def reason(self) -> str:
        """Tell which reason the last page gave; empty where there was none."""
        return self._reason

    def check_first(self) -> str:
        """Have the proxy check the first directory, as Duo's Admin Panel does."""
        source = self._source
        where = {"host": source.servers[0].hostname, "port": source.servers[0].port}
        arguments = {**_common(source), **where, "base_dns": list(source.base_dns)}
        try:
            answer = self._call("ldap_health_check", arguments)
        except CallError as error:
            return error.error
        return "healthy" if answer == {"healthy": True} else f"{answer}"

    def attributes(self, names: Sequence[str]) -> str:
        """Have the proxy read attributes of the user, as for an application."""
        source = self._source
        arguments = {
            **_common(source),
            "servers": source.arguments()["servers"],
            "desired_attributes": list(names),
            "user_dn": f"uid={self._user.username},{USER_LIST_PEOPLE}",
        }
        try:
            answer = self._call("fetch_ldap_attributes", arguments)
        except CallError as error:
            return error.error
        if not answer["success"]:
            return f"{answer['msg']}"
        return ", ".join(
            f"{name} {' '.join(base64.b64decode(value).decode() for value in values)}".rstrip()
            for name, values in answer["attributes"].items()
        )

    @property
    def _source(self) -> AuthenticationSource:
        source = self._simulator.duo.authentication_proxies.source
        if source is None:
            raise _not_configured()
        return source

    def _call(self, name: str, arguments: Mapping[str, object]) -> Any:
        proxies = self._simulator.duo.proxies
        connection = next(iter(proxies.of(ProxyService.SINGLE_SIGN_ON)), None)
        if connection is None:
            raise _not_configured()
        return proxies.call(connection, name, arguments, self._deadline_seconds)

    def events(self) -> Sequence[Mapping[str, object]]:
        """Read what `ssoevents.log` holds of the proxy."""
        events = () if self._proxy is None else self._proxy.sso_events
        return [json.loads(one.to_json()) for one in events]

    def stop(self) -> None:
        """Stop the proxy, then the directory; at Duo's side nothing is left of the connection."""
        self._running.close()
        if self._parts:
            self._simulator.wait_for_proxy("sso", _CONNECT_SECONDS, connected=False)
        self._parts = {}
        self._first = None


@dataclass(slots=True)
class _Directory:
    """A directory that has one user.

    Attributes:
        username: the user.
        password: the right one.
        trouble: what is wrong with it; None: nothing.
    """

    username: str
    password: str
    trouble: SsoTrouble | None = None

    def entries(self) -> Iterator[DirectoryEntry]:
        """Give the entries, anew for each request."""
        trouble = self.trouble
        password = WRONG_PASSWORD if trouble is SsoTrouble.OTHER_PASSWORD else self.password
        users = {} if trouble is SsoTrouble.UNKNOWN_USER else {self.username: password}
        is_refused = trouble is SsoTrouble.SERVICE_ACCOUNT
        for one in user_list_entries(users, WRONG_PASSWORD if is_refused else SERVICE_PASSWORD)():
            yield one
            if trouble is SsoTrouble.TWO_USERS and one.values("uid"):
                yield replace(one, dn=f"cn=another,{USER_LIST_BASE}")


def _common(source: AuthenticationSource) -> dict[str, object]:
    """Return what every call is told of a source."""
    names = ("rikey", "auth_type", "transport_type", "timeout")
    return {name: value for name, value in source.arguments().items() if name in names}


def _stop_all(servers: Sequence[DirectoryServer]) -> None:
    for one in servers:
        one.stop()


def _not_configured() -> IncompleteScenarioError:
    return IncompleteScenarioError(
        "Duo Single Sign-On was not configured",
        "Add a step such as: Given Duo Single Sign-On with an Authentication Proxy",
    )


@dataclass(frozen=True)
class _Browser:
    """A browser as a client of logins; `pages` takes what the pages say."""

    simulator: Simulator
    pages: list[PromptPage] = field(default_factory=list)

    @property
    def settings(self) -> Mapping[str, str]:
        return {}

    @property
    def cloud_peer(self) -> None:
        return None

    @property
    def assumed_timeout(self) -> None:
        """None: how long a browser waits is its own affair."""
        return None

    def log_in(
        self,
        username: str,
        password: str,
        *,
        deadline_seconds: float,
        watch: Callable[[Step], None],
    ) -> ClientResult:
        trace = Trace((password,), watch)
        trust = ssl.create_default_context(cafile=str(self.simulator.ca_file))
        timeout = deadline_seconds * _BROWSER_WAITS_FOR_DEADLINES
        try:
            with httpx.Client(verify=trust, timeout=timeout) as browser:
                admission, reason = self._through(browser, username, password, trace)
        except httpx.HTTPError as error:
            trace.add("browser at Duo", result=type(error).__name__)
            admission, reason = Admission.REFUSED, "the browser does not get to Duo"
        return ClientResult(admission, reason, steps=trace.steps)

    def _through(
        self, browser: httpx.Client, username: str, password: str, trace: Trace
    ) -> tuple[Admission, str]:
        def add(step: str, result: str) -> None:
            trace.add(step, result=trace.sanitize(result))

        address = httpx.URL(self.simulator.addresses.duo.url).join(_LOGIN)
        visit = PromptVisit(browser, lambda url: url.path == _RETURN, add)
        add("login page", f"{visit.get(address).status_code}")
        answer = browser.post(address, data={"username": username, "password": password})
        if not answer.is_redirect:
            self.pages.append(PromptPage(answer.text))
            add("login page", f"{answer.status_code} {self.pages[-1].notice}")
            return Admission.REFUSED, "the password is not taken"
        add("login page", "on to the prompt")
        back = visit.follow(answer, address)
        if back is None:
            return Admission.REFUSED, "the prompt does not lead back"
        done = visit.get(back)
        self.pages.append(PromptPage(done.text))
        add("login page", f"{done.status_code} {self.pages[-1].notice}")
        if not done.is_success:
            return Admission.REFUSED, "the end of the prompt is not taken"
        return Admission.BY_DUO, "logged in"
