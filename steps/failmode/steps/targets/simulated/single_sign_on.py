"""Duo Single Sign-On of the scenarios: a directory, a proxy with [sso], and a browser."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

import httpx

from failmode.simulator import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    AuthenticationSource,
    ClientResult,
    DemoUser,
    DirectoryServer,
    DomainController,
    LoginDriver,
    LoginRequest,
    Simulator,
    Step,
    Trace,
    user_list_entries,
    write_authproxy_cfg,
)
from failmode.steps.errors import IncompleteScenarioError
from failmode.steps.targets.capabilities import Login, SsoPart
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
        self._running = ExitStack()

    def configure(self) -> None:
        """Start a directory and a proxy with [sso], and set Duo Single Sign-On up for them."""
        self.stop()
        with ExitStack() as stack:
            entries = user_list_entries(
                {self._user.username: self._user.password}, SERVICE_PASSWORD
            )
            directory = DirectoryServer(entries, failures=self._simulator.journal.failures)
            directory.start()
            stack.callback(directory.stop)
            self._simulator.set_up_single_sign_on(
                AuthenticationSource(
                    rikey=_RIKEY,
                    servers=(DomainController(*directory.address),),
                    base_dns=(USER_LIST_BASE,),
                    username_attributes=("uid",),
                )
            )
            proxy = stack.enter_context(self._simulator.run_proxy(_CONFIGURATION))
            if not self._simulator.wait_for_proxy("sso", _CONNECT_SECONDS):
                raise AssertionError("expected: the Authentication Proxy connects to Duo")
            self._parts = {
                SsoPart.DIRECTORY: directory.stop,
                SsoPart.PROXY: proxy.stop,
                SsoPart.SOURCE: partial(
                    self._simulator.duo.authentication_proxies.set_source, None
                ),
            }
            self._running = stack.pop_all()

    def take_away(self, part: SsoPart) -> None:
        """Stop a part for good."""
        if part not in self._parts:
            raise IncompleteScenarioError(
                "Duo Single Sign-On was not configured",
                "Add a step such as: Given Duo Single Sign-On with an Authentication Proxy",
            )
        self._parts[part]()

    def login(self, *, right_password: bool) -> Login:
        """Log in at the page of Duo Single Sign-On.

        Args:
            right_password: whether the user types the right one.
        """
        browser = _Browser(self._simulator)
        password = self._user.password if right_password else WRONG_PASSWORD
        result = self._driver.log_in(
            LoginRequest(browser, self._user.username, password, self._deadline_seconds)
        )
        self._page = browser.pages[-1] if browser.pages else ""
        return Login(result.verdict, tuple(map(str, result.steps)))

    def page(self) -> str:
        """Tell what the last page said to the user; empty where there was none."""
        return self._page

    def stop(self) -> None:
        """Stop the proxy, then the directory; at Duo's side nothing is left of the connection."""
        self._running.close()
        if self._parts:
            self._simulator.wait_for_proxy("sso", _CONNECT_SECONDS, connected=False)
        self._parts = {}


@dataclass(frozen=True)
class _Browser:
    """A browser as a client of logins; `pages` takes what the pages say."""

    simulator: Simulator
    pages: list[str] = field(default_factory=list)

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
            self.pages.append(PromptPage(answer.text).notice)
            add("login page", f"{answer.status_code} {self.pages[-1]}")
            return Admission.REFUSED, "the password is not taken"
        add("login page", "on to the prompt")
        back = visit.follow(answer, address)
        if back is None:
            return Admission.REFUSED, "the prompt does not lead back"
        done = visit.get(back)
        self.pages.append(PromptPage(done.text).notice)
        add("login page", f"{done.status_code} {self.pages[-1]}")
        if not done.is_success:
            return Admission.REFUSED, "the end of the prompt is not taken"
        return Admission.BY_DUO, "logged in"
