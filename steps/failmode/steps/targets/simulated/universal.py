"""The Universal Prompt application of the scenarios: the real SDK, and a browser without scripts.

The application does what the SDK's own example does (`demo/app.py` of
https://github.com/duosecurity/duo_universal_python): the failmode is asked after a health check
that fails, and never again.
"""

from __future__ import annotations

import socket
import ssl
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

import httpx
from jwt.warnings import InsecureKeyLengthWarning

from failmode.simulator import (
    ClientResult,
    DemoUser,
    LoginDriver,
    LoginRequest,
    Simulator,
    Step,
    Trace,
)
from failmode.steps.errors import CannotDo, IncompleteScenarioError, NotInstalled
from failmode.steps.targets.capabilities import Login
from failmode.steps.targets.program_host import host_for_program
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.prompt_visit import PromptVisit
from failmode.terms import Admission

_REDIRECT_URI = "https://app.failmode.test/duo-callback"

_GIVES_UP_SOONER = (
    ((socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 500),)
    if hasattr(socket, "TCP_USER_TIMEOUT")
    else ()
)
"""In place of the 134 seconds after which Linux gives a connection up that nobody answers: half of
one, in milliseconds. The SDK itself sets no limit; this one begins only where nothing comes back
at all, not even an acknowledgement."""

_BROWSER_WAITS_FOR_DEADLINES = 2
"""How many deadlines the browser waits for an answer: a login that hangs is ended by the deadline,
on a busy machine too, and never by a browser that gives up at the same moment."""

_OPEN = "safe"
_PACKAGE = "duo_universal"
"""The SDK; not everybody who runs scenarios has it."""


class _Sdk(Protocol):
    """What is used of `duo_universal.Client`."""

    def health_check(self) -> dict[str, Any]: ...
    def generate_state(self) -> str: ...
    def create_auth_url(self, username: str, state: str) -> str: ...
    def exchange_authorization_code_for_2fa_result(
        self,
        duoCode: str,  # noqa: N803 - the SDK's own name
        username: str,
    ) -> dict[str, Any]: ...


class SimulatedUniversalPrompt:
    """A web application with the SDK from PyPI, and the browser of the user who logs in.

    Args:
        simulator: the running simulator.
        user: who logs in.
        overrides: how verdicts are reached.
        deadline_seconds: after this long without an end a login counts as hung.
        target: name of the target, for `NotInstalled`.
    """

    def __init__(
        self,
        simulator: Simulator,
        user: DemoUser,
        overrides: Overrides,
        *,
        deadline_seconds: float,
        target: str,
    ) -> None:
        self._simulator = simulator
        self._user = user
        self._driver = LoginDriver(simulator.journal, classify=overrides.classify)
        self._deadline_seconds = deadline_seconds
        self._target = target
        self._failmode: str | None = None

    def configure(self, failmode: str) -> None:
        """Run the application with that failmode; raises `NotInstalled` without the SDK."""
        if find_spec(_PACKAGE) is None:
            raise NotInstalled(
                self._target,
                "use the package duo_universal, which is not installed "
                "(pip install 'failmode[duo]')",
                missing=_PACKAGE,
                remedy="pip install 'failmode[duo]'",
            )
        self._failmode = failmode

    def login(self) -> Login:
        """Log in, with the right password, through application and prompt."""
        if self._failmode is None:
            raise IncompleteScenarioError(
                "no Universal Prompt application was configured",
                'Add a step such as: Given a Universal Prompt application with failmode "safe"',
            )
        application = _Application(self._simulator, self._target, self._failmode)
        request = LoginRequest(
            application, self._user.username, self._user.password, self._deadline_seconds
        )
        with _sdk_surroundings():
            result = self._driver.log_in(request)
        return Login(result.verdict, tuple(map(str, result.steps)))


@dataclass(frozen=True)
class _Application:
    """The application as a client of logins."""

    simulator: Simulator
    target: str
    failmode: str

    @property
    def settings(self) -> Mapping[str, str]:
        return {"failmode": self.failmode}

    @property
    def cloud_peer(self) -> None:
        return None

    @property
    def assumed_timeout(self) -> None:
        """None: how long the application and the browser wait is their own configuration."""
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
        fails_open = self.failmode == _OPEN
        browser_timeout = deadline_seconds * _BROWSER_WAITS_FOR_DEADLINES
        attempt = _Attempt(
            self.simulator, self.target, username, fails_open, browser_timeout, trace
        )
        return ClientResult(*attempt.run(), steps=trace.steps)


@dataclass(frozen=True)
class _Attempt:
    """One login; `trace` takes step by step what happens."""

    simulator: Simulator
    target: str
    username: str
    fails_open: bool
    browser_timeout_seconds: float
    trace: Trace

    def run(self) -> tuple[Admission, str]:
        """Log in; returns what the application does with the user, and why."""
        refused: type[Exception] = import_module(_PACKAGE).DuoException
        try:
            self._sdk().health_check()
        except refused as error:
            self._add_error("health check", error)
            self._add("failmode", "let in" if self.fails_open else "not let in")
            if self.fails_open:
                return Admission.BY_FAILMODE, "the application fails open"
            return Admission.REFUSED, "the application fails closed"
        self._add("health check", "OK")
        sdk = self._sdk()
        state = sdk.generate_state()
        came_back = self._through_the_prompt(sdk.create_auth_url(self.username, state))
        if came_back is None:
            return Admission.REFUSED, "the prompt does not lead back"
        if came_back.get("state") != state or "duo_code" not in came_back:
            self._add("callback", came_back.get("error", "a wrong state"))
            return Admission.REFUSED, "the prompt leads back without a code"
        try:
            self._sdk().exchange_authorization_code_for_2fa_result(
                came_back["duo_code"], self.username
            )
        except Exception as error:  # noqa: BLE001 - the example answers 500 to whatever is raised
            self._add_error("exchange of the code", error)
            return Admission.REFUSED, "the code is not exchanged"
        self._add("exchange of the code", "let in")
        return Admission.BY_DUO, "the code is exchanged"

    def _sdk(self) -> _Sdk:
        # Each call of the SDK resolves the name anew; a rule for that is asked each time.
        keys, address = self.simulator.keys, self.simulator.addresses.duo
        addresses = self.simulator.look_up_duo()
        if len(addresses) > 1:
            raise CannotDo(
                self.target, "lead a name to two addresses for the SDK, which asks the system"
            )
        client: _Sdk = import_module(_PACKAGE).Client(
            client_id=keys.universal_client_id,
            client_secret=keys.universal_client_secret,
            host=f"{host_for_program(addresses, address.host, address.host)}:{address.port}",
            redirect_uri=_REDIRECT_URI,
            duo_certs=str(self.simulator.ca_file),
        )
        return client

    def _through_the_prompt(self, address: str) -> dict[str, str] | None:
        """Find what the browser brings back to the application; None when it never gets there."""
        trust = ssl.create_default_context(cafile=str(self.simulator.ca_file))
        try:
            with httpx.Client(verify=trust, timeout=self.browser_timeout_seconds) as browser:
                visit = PromptVisit(
                    browser, lambda url: str(url).startswith(_REDIRECT_URI), self._add
                )
                back = visit.open(httpx.URL(address))
                if back is not None:
                    self._add("prompt", "back to the application")
                return None if back is None else dict(back.params)
        except httpx.HTTPError as error:
            self._add_error("browser at Duo", error)
            return None

    def _add_error(self, step: str, error: Exception) -> None:
        self._add(step, type(error).__name__)

    def _add(self, step: str, result: str) -> None:
        self.trace.add(step, result=self.trace.sanitize(result))


@contextmanager
def _sdk_surroundings() -> Iterator[None]:
    """Let the operating system give up sooner, and PyJWT not warn of Duo's short keys."""
    from urllib3.connectionpool import HTTPSConnectionPool  # noqa: PLC0415 - comes with the SDK

    usual = HTTPSConnectionPool.ConnectionCls

    class WithTimeout(usual):  # type: ignore[valid-type, misc]  # its base is a variable
        """Asks the operating system for one more thing."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            kwargs.setdefault("socket_options", [*usual.default_socket_options, *_GIVES_UP_SOONER])
            super().__init__(*args, **kwargs)

    HTTPSConnectionPool.ConnectionCls = WithTimeout
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", InsecureKeyLengthWarning)
            yield
    finally:
        HTTPSConnectionPool.ConnectionCls = usual
