"""One login at an endpoint: the primary password first, then Duo, then the verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from failmode.simulator import network as simulated_network
from failmode.simulator.endpoints.accounts import Account, Accounts, Credentials, Factor, Session
from failmode.simulator.endpoints.assumptions import (
    TABLES,
    ClassificationTable,
    Condition,
    Consequence,
    Product,
    WireAssumptions,
)
from failmode.simulator.endpoints.client import (
    AUTH,
    AUTH_STATUS,
    PING,
    PREAUTH,
    Call,
    DuoClient,
    Failure,
    Operation,
)
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.network import Network, Timeouts
from failmode.simulator.state.clock import Clock
from failmode.terms.logins import Verdict
from failmode.terms.secrets import MASK

NOT_ENROLLED_MESSAGE = (
    "The username you have entered is not enrolled with Duo Security. Please contact your system "
    "administrator."
)
"""What Duo for Windows Logon shows a user whom Duo does not know
(https://4sysops.com/archives/duo-2fa-two-factor-authentication-for-rdp/)."""


@dataclass(frozen=True, slots=True)
class EndpointLoginResult:
    """What a login came to and why.

    Attributes:
        verdict: the verdict.
        second_factor: whether the person proved a second factor. An allowed login without one
            is a user whom Duo lets bypass, or a logon that the product does not guard.
        message: what the person is told, where a text is known or Duo sent one; else "".
        trace: step by step what happened, secrets masked.
    """

    verdict: Verdict
    second_factor: bool
    message: str
    trace: tuple[Step, ...]


class EndpointSettings(Protocol):
    """What a login needs of a product's settings."""

    @property
    def product(self) -> Product:
        """Which product it is."""

    @property
    def ikey(self) -> str:
        """Integration key."""

    @property
    def skey(self) -> str:
        """Secret key."""

    @property
    def host(self) -> str:
        """API hostname."""

    @property
    def fail_open(self) -> bool:
        """Whether people get in without Duo while it cannot be contacted."""

    @property
    def auto_push(self) -> bool:
        """Whether the second factor is asked for without the person choosing one."""

    def duo_username(self, account: Account) -> str:
        """How the account is named to Duo."""

    def unguarded(self, session: Session) -> str | None:
        """Why Duo does not ask in such a session; None when it does."""

    def offline_offered(self, account: Account) -> bool:
        """Whether offline access is offered when Duo cannot be contacted."""


def login(
    settings: EndpointSettings,
    credentials: Credentials,
    *,
    network: Network,
    accounts: Accounts,
    clock: Clock,
    timeouts: Timeouts,
    ca_file: Path | None,
    table: ClassificationTable | None = None,
    wire: WireAssumptions | None = None,
    call: Call = simulated_network.call,
    watch: Callable[[Step], None] | None = None,
) -> EndpointLoginResult:
    """Log in once.

    Args:
        settings: the product's settings on this computer.
        credentials: what the person brings.
        network: what resolves Duo's API hostname.
        accounts: the accounts that passwords are checked against.
        clock: this computer's clock.
        timeouts: how long a call to Duo waits; what the real products use is unknown.
        ca_file: the authority trusted for Duo's certificate, PEM; None for the system's own.
        table: what each failure leads to; the product's own table when left out.
        wire: how Duo is spoken to; the assumed way when left out.
        call: makes the HTTPS requests.
        watch: told each step as it happens, in the thread of the login.

    Returns:
        The verdict with its trace. A call without a timeout may never return.

    Raises:
        ConfigError: when the computer is asked for something that is not simulated.
    """
    attempt = _Attempt(settings, credentials, table or TABLES[settings.product], watch)
    client = DuoClient(
        ikey=settings.ikey,
        skey=settings.skey,
        host=settings.host,
        network=network,
        clock=clock,
        timeouts=timeouts,
        ca_file=ca_file,
        signature=(wire or WireAssumptions()).signature,
        trace=attempt.trace,
        call=call,
    )
    return attempt.run(accounts, client, wire or WireAssumptions())


class _Attempt:
    """One login under way."""

    def __init__(
        self,
        settings: EndpointSettings,
        credentials: Credentials,
        table: ClassificationTable,
        watch: Callable[[Step], None] | None,
    ) -> None:
        self._settings = settings
        self._credentials = credentials
        self._table = table
        self.trace = Trace((settings.skey, *credentials.secrets), watch)

    def run(
        self, accounts: Accounts, client: DuoClient, wire: WireAssumptions
    ) -> EndpointLoginResult:
        account = self._primary(accounts)
        if account is None:
            return self._end(Verdict.DENIED, "Duo is not asked")
        reason = self._settings.unguarded(self._credentials.session)
        if reason is not None:
            return self._end(Verdict.ALLOWED, f"Duo is not asked: {reason}")
        if wire.ping_first:
            pong = client.ask(PING)
            if not isinstance(pong, Failure) and not isinstance(pong.get("time"), int):
                pong = Failure(Condition.MALFORMED_RESPONSE, "ping has no `time`")
            if isinstance(pong, Failure):
                return self._failed(pong, PING, account)
        return self._preauth(account, client, wire)

    def _primary(self, accounts: Accounts) -> Account | None:
        account = accounts.check(self._credentials.username, self._credentials.password)
        self.trace.add(
            "primary password",
            peer="the computer's accounts",
            exchange=f"user {self.trace.foreign(self._credentials.username)}, password {MASK}",
            result="rejected" if account is None else "accepted",
        )
        return account

    def _preauth(
        self, account: Account, client: DuoClient, wire: WireAssumptions
    ) -> EndpointLoginResult:
        username = self._settings.duo_username(account)
        response = client.ask(PREAUTH, {"username": username})
        result = _result(response, ("auth", "allow", "deny", "enroll"))
        if isinstance(result, Failure):
            return self._failed(result, PREAUTH, account)
        if result.word == "auth":
            return self._second_factor(account, client, wire)
        if result.word == "allow":
            return self._end(Verdict.ALLOWED, "Duo lets this user bypass", result.message)
        if result.word == "enroll":
            windows = self._settings.product is Product.WINDOWS_LOGON
            return self._end(
                Verdict.DENIED,
                "Duo does not know this user, and there is no enrolment at a login",
                NOT_ENROLLED_MESSAGE if windows else result.message,
            )
        return self._end(Verdict.DENIED, "Duo denies this user", result.message)

    def _second_factor(
        self, account: Account, client: DuoClient, wire: WireAssumptions
    ) -> EndpointLoginResult:
        params = {
            "username": self._settings.duo_username(account),
            "async": "1" if wire.asynchronous else "0",
            **self._factor(),
        }
        response = client.ask(AUTH, params)
        if not wire.asynchronous:
            return self._decided(_result(response, ("allow", "deny")), AUTH, account)
        if isinstance(response, Failure):
            return self._failed(response, AUTH, account)
        txid = response.get("txid")
        if not isinstance(txid, str) or not txid:
            malformed = Failure(Condition.MALFORMED_RESPONSE, "auth has no `txid`")
            return self._failed(malformed, AUTH, account)
        for _ in range(wire.polls):
            response = client.ask(AUTH_STATUS, {"txid": txid})
            result = _result(response, ("waiting", "allow", "deny"))
            if isinstance(result, Failure) or result.word != "waiting":
                return self._decided(result, AUTH_STATUS, account)
        return self._end(Verdict.DENIED, f"no decision after {wire.polls} polls")

    def _factor(self) -> dict[str, str]:
        """Parameters of `auth` for the chosen factor."""
        chosen = self._credentials.factor
        if chosen is Factor.PASSCODE:
            return {"factor": "passcode", "passcode": self._credentials.passcode or ""}
        if chosen is Factor.AUTO:
            if self._settings.auto_push:
                self.trace.add("second factor", result="asked for automatically")
                return {"factor": "auto", "device": "auto"}
            chosen = Factor.PUSH
        self.trace.add("second factor", result=f"the person chooses {chosen}")
        return {"factor": str(chosen), "device": "auto"}

    def _decided(
        self, result: _Result | Failure, operation: Operation, account: Account
    ) -> EndpointLoginResult:
        if isinstance(result, Failure):
            return self._failed(result, operation, account)
        if result.word == "allow":
            return self._end(
                Verdict.ALLOWED, "the second factor is done", result.message, second_factor=True
            )
        return self._end(Verdict.DENIED, "the second factor is refused", result.message)

    def _failed(
        self, failure: Failure, operation: Operation, account: Account
    ) -> EndpointLoginResult:
        entry = self._table.lookup(failure.condition, operation.stage)
        self.trace.add(
            "judge the failure",
            exchange=self.trace.foreign(f"{failure.condition}, at {operation.stage}"),
            result=f"{entry.consequence} (evidence {entry.evidence}: {entry.sentence})",
        )
        if entry.consequence is Consequence.DENIED:
            return self._end(Verdict.DENIED, "this failure is not one for the failmode")
        if self._settings.fail_open:
            return self._end(Verdict.FAILED_OPEN, "fail open is set, the password suffices")
        if self._settings.offline_offered(account):
            return self._offline(account)
        return self._end(Verdict.DENIED, "fail closed is set")

    def _offline(self, account: Account) -> EndpointLoginResult:
        given = self._credentials.offline_passcode
        right = given is not None and given == account.offline_passcode
        self.trace.add(
            "offline access",
            exchange="offered" if given is None else f"offered, passcode {MASK}",
            result="accepted" if right else "no passcode" if given is None else "rejected",
        )
        if right:
            return self._end(Verdict.ALLOWED, "the offline passcode is right", second_factor=True)
        return self._end(Verdict.DENIED, "fail closed is set and no offline passcode was right")

    def _end(
        self, verdict: Verdict, why: str, message: str = "", *, second_factor: bool = False
    ) -> EndpointLoginResult:
        message = self.trace.foreign(message)
        self.trace.add("verdict", exchange=why, result=str(verdict))
        return EndpointLoginResult(verdict, second_factor, message, self.trace.steps)


@dataclass(frozen=True, slots=True)
class _Result:
    """Duo's word on a login and its message to the person."""

    word: str
    message: str


def _result(response: Mapping[str, Any] | Failure, expected: tuple[str, ...]) -> _Result | Failure:
    if isinstance(response, Failure):
        return response
    word = response.get("result")
    if not isinstance(word, str) or word.lower() not in expected:
        return Failure(
            Condition.MALFORMED_RESPONSE, f"`result` is not one of {', '.join(expected)}"
        )
    message = response.get("status_msg")
    return _Result(word.lower(), message if isinstance(message, str) else "")
