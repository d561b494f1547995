"""What the steps of one scenario share, split by what the scenario is about.

Each is made anew for each scenario. What a step needs and no step before it provided is an
`IncompleteScenarioError`: the scenario is wrong, and neither target nor document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from failmode.steps.errors import IncompleteScenarioError, Refused, TargetError
from failmode.steps.reporting.mismatch import Matter
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import (
    SETTABLE_VALUES,
    VALUES,
    AuthApiAnswer,
    Capability,
    DuoUnixLogin,
    LdapAnswer,
    LdapLogin,
    RadiusLogin,
    SyncOutcome,
)
from failmode.terms import Channel, Verdict

_ENROLMENT = ("user_id", "activation_code")

_LOG_IN = "Add a step such as: When the user logs in"


class AnyLogin(Protocol):
    """What every kind of login tells of itself."""

    @property
    def verdict(self) -> Verdict:
        """What it came to."""

    @property
    def trace(self) -> tuple[str, ...]:
        """What led to it, step by step, secrets masked."""

    @property
    def assumed(self) -> str:
        """What the verdict rests on that no source settles; empty when nothing is assumed."""


_Login = TypeVar("_Login", bound=AnyLogin)


@dataclass
class ScenarioContext:
    """What every running scenario has.

    Attributes:
        target: what is under test.
        deadline_seconds: after this long a login counts as hung.
        clock: monotonic time in seconds.
        last_login: the login that was tried last, of whatever kind; None before the first.
    """

    target: TargetUnderTest
    deadline_seconds: float
    clock: Callable[[], float]
    last_login: AnyLogin | None = None

    @property
    def login(self) -> AnyLogin:
        """The last login.

        Raises:
            IncompleteScenarioError: when none was tried.
        """
        if self.last_login is None:
            raise IncompleteScenarioError("no login was tried", _LOG_IN)
        return self.last_login

    def keep_login(self, login: object, kind: type[_Login], capability: Capability[Any]) -> _Login:
        """Keep a login that was tried, for the steps that ask what it came to.

        Args:
            login: what the target returned.
            kind: what it has to be.
            capability: what it was tried by.

        Raises:
            TargetError: when the target returned anything else.
        """
        if not isinstance(login, kind):
            raise TargetError(
                f"target {self.target.name!r}: login of its {capability.name} returned {login!r}",
                f"Return a {kind.__name__}",
            )
        has_trace = isinstance(login.trace, tuple) and all(
            isinstance(one, str) for one in login.trace
        )
        if not (
            isinstance(login.verdict, Verdict) and has_trace and isinstance(login.assumed, str)
        ):
            raise TargetError(
                f"target {self.target.name!r}: login of its {capability.name} returned {login!r}",
                "Give its verdict as a Verdict, its trace as a tuple of texts, and what is assumed "
                "as a text",
            )
        self.last_login = login
        return login


@dataclass
class FieldScenario:
    """The part of a scenario about a custom field.

    Attributes:
        target: what is under test.
        known_values: values set so far by field name; tells "not shown" from "unset".
        matter: what a comparison of the field's definition is about.
    """

    target: TargetUnderTest
    known_values: dict[str, str] = field(default_factory=dict)
    matter: Matter = Matter.DEFINITION
    _requested: bool = False
    _refusal: Refused | None = None

    @property
    def refusal(self) -> Refused | None:
        """Why the last request was refused; None when it was accepted.

        Raises:
            IncompleteScenarioError: when no request was made.
        """
        if not self._requested:
            raise IncompleteScenarioError(
                "no request was made", 'Add a step such as: When the API reads "FIELD"'
            )
        return self._refusal

    def attempt(self, channel: Channel, field_name: str, value: str | None = None) -> None:
        """Read the field (value None) or set it, and remember whether that was refused."""
        try:
            if value is not None:
                self.target.capability(SETTABLE_VALUES[channel]).set(field_name, value)
                self.known_values[field_name] = value
                self._refusal = None
            else:
                self._refusal = self._hidden(channel, field_name)
        except Refused as refusal:
            self._refusal = refusal
        self._requested = True

    def remember(self, refusal: Refused | None) -> None:
        """Remember what became of a request that another step made; None: it was accepted."""
        self._refusal = refusal
        self._requested = True

    def _hidden(self, channel: Channel, field_name: str) -> Refused | None:
        """Read the field; a value that is not shown although it is set counts as refused."""
        shown = self.target.capability(VALUES[channel]).get(field_name)
        if shown is not None or field_name not in self.known_values:
            return None
        return Refused(
            f"the {channel} was shown nothing although {field_name!r} is set to "
            f"{self.known_values[field_name]!r}"
        )


@dataclass
class EndpointScenario:
    """The part of a scenario about logins at a computer."""

    _platform: str | None = None

    @property
    def platform(self) -> str:
        """The platform of the computer, as the documents call it.

        Raises:
            IncompleteScenarioError: when no computer was named.
        """
        if self._platform is None:
            raise IncompleteScenarioError(
                "no platform was named",
                "Add a step such as: Given a Windows server in the organization",
            )
        return self._platform

    @platform.setter
    def platform(self, platform: str) -> None:
        self._platform = platform


@dataclass
class ProxyScenario:
    """The part of a scenario about the Authentication Proxy."""

    _login: RadiusLogin | None = None
    _ldap: LdapLogin | LdapAnswer | None = None
    _sync: SyncOutcome | None = None

    @property
    def sync(self) -> SyncOutcome:
        """What the last run of a directory sync came to.

        Raises:
            IncompleteScenarioError: when there was none.
        """
        if self._sync is None:
            raise IncompleteScenarioError(
                "no directory was synced", "Add a step such as: When the directory is synced"
            )
        return self._sync

    @sync.setter
    def sync(self, outcome: SyncOutcome) -> None:
        self._sync = outcome

    @property
    def ldap(self) -> LdapLogin | LdapAnswer:
        """The last bind over LDAP, or login by one.

        Raises:
            IncompleteScenarioError: when none was tried.
        """
        if self._ldap is None:
            raise IncompleteScenarioError("no login over LDAP was tried", _LOG_IN)
        return self._ldap

    @ldap.setter
    def ldap(self, answer: LdapLogin | LdapAnswer) -> None:
        self._ldap = answer

    @property
    def login(self) -> RadiusLogin:
        """The last login over RADIUS.

        Raises:
            IncompleteScenarioError: when none was tried.
        """
        if self._login is None:
            raise IncompleteScenarioError("no login over RADIUS was tried", _LOG_IN)
        return self._login

    @login.setter
    def login(self, login: RadiusLogin) -> None:
        self._login = login


@dataclass(frozen=True, slots=True)
class DuoUnixSettings:
    """How Duo Unix is configured, before it is known which program is logged in through."""

    version: str
    failmode: str
    https_timeout: bool = False
    right_key: bool = True
    mistake: str | None = None
    one_prompt: bool = True


@dataclass(frozen=True, slots=True)
class TimedDuoUnixLogin:
    """One login through Duo Unix, and how long it took in seconds."""

    login: DuoUnixLogin
    seconds: float


@dataclass
class DuoUnixScenario:
    """The part of a scenario about Duo Unix."""

    _settings: DuoUnixSettings | None = None
    _timed: TimedDuoUnixLogin | None = None

    @property
    def settings(self) -> DuoUnixSettings:
        """How Duo Unix is configured.

        Raises:
            IncompleteScenarioError: when it was not configured.
        """
        if self._settings is None:
            raise IncompleteScenarioError(
                "no Duo Unix was configured",
                'Add a step such as: Given Duo Unix "1.11.3" with failmode "safe" and '
                "https_timeout unset",
            )
        return self._settings

    @settings.setter
    def settings(self, settings: DuoUnixSettings) -> None:
        self._settings = settings

    @property
    def timed(self) -> TimedDuoUnixLogin:
        """The last login.

        Raises:
            IncompleteScenarioError: when none was tried.
        """
        if self._timed is None:
            raise IncompleteScenarioError("no login through Duo Unix was tried", _LOG_IN)
        return self._timed

    @timed.setter
    def timed(self, timed: TimedDuoUnixLogin) -> None:
        self._timed = timed


@dataclass
class AuthApiScenario:
    """The part of a scenario about Duo's Auth API."""

    _answer: AuthApiAnswer | None = None
    _transaction: str | None = None
    _token: str | None = None
    _enrolment: Mapping[str, str] = field(default_factory=dict)

    @property
    def answer(self) -> AuthApiAnswer:
        """The last answer.

        Raises:
            IncompleteScenarioError: when nothing was asked.
        """
        if self._answer is None:
            raise IncompleteScenarioError(
                "Duo's Auth API was not asked", 'Add a step such as: When "first" asks for preauth'
            )
        return self._answer

    @property
    def transaction(self) -> str:
        """The id of the transaction that the last answer with one was about.

        Raises:
            IncompleteScenarioError: when no answer had one.
        """
        if self._transaction is None:
            raise IncompleteScenarioError(
                "no transaction was begun",
                'Add a step such as: When "first" asks for auth, with factor=push and async=1',
            )
        return self._transaction

    @property
    def token(self) -> str:
        """The token by which the device of the last answer with one is remembered.

        Raises:
            IncompleteScenarioError: when no answer had one.
        """
        if self._token is None:
            raise IncompleteScenarioError(
                "no device was remembered",
                'Add a step such as: When "first" asks for auth, with factor=push and device=auto',
            )
        return self._token

    @property
    def enrolment(self) -> Mapping[str, str]:
        """The user and the activation code of the last answer with one.

        Raises:
            IncompleteScenarioError: when nobody was enrolled.
        """
        if not self._enrolment:
            raise IncompleteScenarioError(
                "nobody was enrolled", 'Add a step such as: When "first" asks for enroll'
            )
        return self._enrolment

    def keep(self, answer: AuthApiAnswer) -> None:
        """Keep an answer, and the transaction, the token and the enrolment that it tells."""
        told = {name: str(answer.response.get(name, "")) for name in _ENROLMENT}
        if all(told.values()):
            self._enrolment = told
        self._answer = answer
        found = answer.response.get("txid")
        if isinstance(found, str):
            self._transaction = found
        token = answer.response.get("trusted_device_token")
        if isinstance(token, str):
            self._token = token
