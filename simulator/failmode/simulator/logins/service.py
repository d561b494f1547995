"""Tries logins, so many at a time, each with a deadline."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from failmode.simulator.deadline import run_with_deadline
from failmode.simulator.endpoints.accounts import Credentials
from failmode.simulator.endpoints.login import EndpointLoginResult
from failmode.simulator.endpoints.machines import MacEndpoint, WindowsEndpoint
from failmode.simulator.endpoints.trace import Step
from failmode.simulator.logins.endpoint import Endpoints, installed
from failmode.simulator.logins.errors import (
    InvalidLoginRequestError,
    NotRunningError,
    TooManyLoginsError,
)
from failmode.simulator.logins.radius import RadiusLogins
from failmode.simulator.logins.requests import LoginRequest, LoginResult
from failmode.simulator.network import Timeouts
from failmode.simulator.seed.data import Keys
from failmode.terms.logins import Failmode, Verdict

MOST_AT_ONCE = 8
"""Logins under way at most, those that hang on past their deadline included."""


@dataclass(frozen=True, slots=True)
class Logins:
    """Tries logins.

    Attributes:
        keys: the Duo application that protects the endpoints.
        endpoints: the computers.
        radius: the Authentication Proxy; None when none runs.
    """

    keys: Keys
    endpoints: Endpoints
    radius: RadiusLogins | None
    _slots: threading.BoundedSemaphore = field(
        default_factory=lambda: threading.BoundedSemaphore(MOST_AT_ONCE), init=False
    )

    def attempt(self, order: LoginRequest) -> LoginResult:
        """Log in once; returns at the order's deadline at the latest.

        Raises:
            BadOrderError: when the order cannot be carried out.
            NotRunningError: when RADIUS is asked for and no Authentication Proxy runs.
            TooManyLoginsError: when too many logins are under way.
        """
        _check(order)
        platform = order.client.platform
        if platform is None:
            return self._over_radius(order, self._proxy(order))
        if order.fail_open is None:
            raise InvalidLoginRequestError(
                f"no failmode is given for the {platform.words}", "Choose open or closed"
            )
        return self._at(installed(platform, self.keys, fail_open=order.fail_open), order)

    def _proxy(self, order: LoginRequest) -> RadiusLogins:
        if self.radius is None:
            raise NotRunningError(
                "no Authentication Proxy runs", "Start the simulator with one, or choose a computer"
            )
        failmode = self.radius.section.failmode
        if order.fail_open not in (None, failmode is Failmode.OPEN):
            raise InvalidLoginRequestError(
                f"the running Authentication Proxy has failmode={failmode.setting}",
                "Leave the failmode out, or start the simulator with another authproxy.cfg",
            )
        return self.radius

    def _over_radius(self, order: LoginRequest, radius: RadiusLogins) -> LoginResult:
        self._take_slot()
        began = time.monotonic()
        try:
            result = radius.login(order.username, self._password(order), order.deadline_seconds)
        finally:
            self._slots.release()
        return LoginResult(
            result.verdict,
            result.second_factor,
            result.message,
            radius.settings,
            result.steps,
            time.monotonic() - began,
        )

    def _at(self, endpoint: WindowsEndpoint | MacEndpoint, order: LoginRequest) -> LoginResult:
        patience = order.patience_seconds
        steps: list[Step] = []

        def login() -> EndpointLoginResult:
            # A login that hangs on past its deadline keeps its slot until it lets go.
            try:
                return self.endpoints.login(
                    endpoint.settings(),
                    Credentials(order.username, self._password(order)),
                    timeouts=Timeouts(connect=patience, read=patience, total=2 * patience),
                    watch=steps.append,
                )
            finally:
                self._slots.release()

        self._take_slot()
        began = time.monotonic()
        finished = run_with_deadline(order.deadline_seconds, login)
        duration = time.monotonic() - began
        if finished is None:
            why = f"no verdict within {order.deadline_seconds:g} s"
            hung = Step("verdict", "", why, Verdict.HUNG)
            return LoginResult(
                Verdict.HUNG,
                second_factor=False,
                message="",
                settings=endpoint.shown(),
                steps=(*steps, hung),
                duration_seconds=duration,
            )
        result = finished.value
        return LoginResult(
            Verdict(result.verdict),
            result.second_factor,
            result.message,
            endpoint.shown(),
            result.trace,
            duration,
        )

    def _take_slot(self) -> None:
        if not self._slots.acquire(blocking=False):
            raise TooManyLoginsError(
                f"{MOST_AT_ONCE} logins are under way", "Try again when one of them has ended"
            )

    def _password(self, order: LoginRequest) -> str:
        if order.password is not None:
            return order.password
        return self.endpoints.password(order.username)


def _check(order: LoginRequest) -> None:
    for name, text in (("username", order.username), ("password", order.password or "")):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise InvalidLoginRequestError(
                f"the {name} has half of a surrogate pair at character {error.start + 1}",
                "Send whole characters",
            ) from error
    if not order.username:
        raise InvalidLoginRequestError("the username is empty", "Name who logs in")
