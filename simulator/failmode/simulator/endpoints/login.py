"""One login at an endpoint: the primary password first, then Duo, then who is let in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from failmode.simulator import network as simulated_network
from failmode.simulator.endpoints.accounts import Account, Accounts, FactorChoice, LoginInput
from failmode.simulator.endpoints.assumptions import Assumption, WireAssumptions
from failmode.simulator.endpoints.client import (
    AUTH,
    AUTH_STATUS,
    PING,
    PREAUTH,
    AuthApiClient,
    AuthApiOperation,
    Failure,
    HttpsCall,
)
from failmode.simulator.endpoints.failures import Consequence, FailureKind
from failmode.simulator.endpoints.product import EndpointSettings, Product
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.network import Network, Timeouts
from failmode.simulator.state.clock import Clock
from failmode.terms import MASK, Admission


@dataclass(frozen=True, slots=True)
class EndpointLoginResult:
    """What a product did with a login and why; `failmode.simulator.logins` judges it.

    Attributes:
        admission: whether the product lets the person in, and by what.
        second_factor: whether the person proved a second factor. Somebody let in without one is a
            user whom Duo lets bypass, or a logon that the product does not guard.
        message: what the person is told, where a text is known or Duo sent one; else "".
        reason: why, in one line.
        trace: step by step what happened, secrets masked.
        assumed: what it rests on that no source settles; None when nothing is assumed.
    """

    admission: Admission
    second_factor: bool
    message: str
    reason: str
    trace: tuple[Step, ...]
    assumed: Assumption | None = None


def login(
    product: Product,
    settings: EndpointSettings,
    typed: LoginInput,
    *,
    network: Network,
    accounts: Accounts,
    clock: Clock,
    timeouts: Timeouts,
    ca_file: Path | None,
    wire: WireAssumptions | None = None,
    call: HttpsCall = simulated_network.call,
    watch: Callable[[Step], None] | None = None,
) -> EndpointLoginResult:
    """Log in once.

    Args:
        product: the product on this computer; its table says what each failure leads to.
        settings: its settings.
        typed: what the person brings.
        network: what resolves Duo's API hostname.
        accounts: the accounts that passwords are checked against.
        clock: this computer's clock.
        timeouts: how long a call to Duo waits; what the real products use is unknown.
        ca_file: the authority trusted for Duo's certificate, PEM; None for the system's own.
        wire: how Duo is spoken to; the assumed way when left out.
        call: makes the HTTPS requests.
        watch: told each step as it happens, in the thread of the login.

    Returns:
        Who is let in and why, step by step. A call without a timeout may never return.

    Raises:
        ConfigError: when the computer is asked for something that is not simulated.
    """
    attempt = _Attempt(product, settings, typed, watch)
    client = AuthApiClient(
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
    result = attempt.run(accounts, client, wire or WireAssumptions())
    if not client.passed_over or result.assumed is not None:
        return result
    return replace(
        result,
        assumed=Assumption(
            f"whether {product.name} tries the further addresses of Duo's name", "as Duo Unix does"
        ),
    )


class _Attempt:
    """One login under way."""

    def __init__(
        self,
        product: Product,
        settings: EndpointSettings,
        typed: LoginInput,
        watch: Callable[[Step], None] | None,
    ) -> None:
        self._product = product
        self._settings = settings
        self._typed = typed
        self.trace = Trace((settings.skey, *typed.secrets), watch)

    def run(
        self, accounts: Accounts, client: AuthApiClient, wire: WireAssumptions
    ) -> EndpointLoginResult:
        account = self._primary(accounts)
        if account is None:
            return self._end(Admission.REFUSED, "Duo is not asked")
        reason = self._settings.unprotected_reason(self._typed.session)
        if reason is not None:
            return self._end(Admission.WITHOUT_DUO, f"Duo is not asked: {reason}")
        if wire.ping_first:
            pong = client.ask(PING)
            if not isinstance(pong, Failure) and not isinstance(pong.get("time"), int):
                pong = Failure(FailureKind.MALFORMED_RESPONSE, "ping has no `time`")
            if isinstance(pong, Failure):
                return self._failed(pong, PING, account)
        return self._preauth(account, client, wire)

    def _primary(self, accounts: Accounts) -> Account | None:
        account = accounts.check(self._typed.username, self._typed.password)
        self.trace.add(
            "primary password",
            peer="the computer's accounts",
            exchange=f"user {self.trace.sanitize(self._typed.username)}, password {MASK}",
            result="rejected" if account is None else "accepted",
        )
        return account

    def _preauth(
        self, account: Account, client: AuthApiClient, wire: WireAssumptions
    ) -> EndpointLoginResult:
        username = self._settings.duo_username(account)
        response = client.ask(PREAUTH, {"username": username})
        result = _result(response, ("auth", "allow", "deny", "enroll"))
        if isinstance(result, Failure):
            return self._failed(result, PREAUTH, account)
        if result.word == "auth":
            return self._second_factor(account, client, wire)
        if result.word == "allow":
            return self._end(Admission.BY_DUO, "Duo lets this user bypass", result.message)
        if result.word == "enroll":
            return self._end(
                Admission.REFUSED,
                "Duo does not know this user, and there is no enrolment at a login",
                self._product.not_enrolled_message or result.message,
            )
        return self._end(Admission.REFUSED, "Duo denies this user", result.message)

    def _second_factor(
        self, account: Account, client: AuthApiClient, wire: WireAssumptions
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
            malformed = Failure(FailureKind.MALFORMED_RESPONSE, "auth has no `txid`")
            return self._failed(malformed, AUTH, account)
        for _ in range(wire.polls):
            response = client.ask(AUTH_STATUS, {"txid": txid})
            result = _result(response, ("waiting", "allow", "deny"))
            if isinstance(result, Failure) or result.word != "waiting":
                return self._decided(result, AUTH_STATUS, account)
        return self._end(
            Admission.REFUSED,
            f"no decision after {wire.polls} polls",
            assumed=Assumption(
                f"how often {self._product.name} polls auth_status", "as Duo Unix does"
            ),
        )

    def _factor(self) -> dict[str, str]:
        """Return the parameters of `auth` for the chosen factor."""
        chosen = self._typed.factor
        if chosen is FactorChoice.PASSCODE:
            return {"factor": "passcode", "passcode": self._typed.passcode or ""}
        if chosen is FactorChoice.AUTO:
            if self._settings.auto_push:
                self.trace.add("second factor", result="asked for automatically")
                return {"factor": "auto", "device": "auto"}
            chosen = FactorChoice.PUSH
        self.trace.add("second factor", result=f"the person chooses {chosen}")
        return {"factor": str(chosen), "device": "auto"}

    def _decided(
        self, result: _Result | Failure, operation: AuthApiOperation, account: Account
    ) -> EndpointLoginResult:
        if isinstance(result, Failure):
            return self._failed(result, operation, account)
        if result.word == "allow":
            return self._end(
                Admission.BY_DUO, "the second factor is done", result.message, second_factor=True
            )
        return self._end(Admission.REFUSED, "the second factor is refused", result.message)

    def _failed(
        self, failure: Failure, operation: AuthApiOperation, account: Account
    ) -> EndpointLoginResult:
        entry = self._product.failures.lookup(failure.kind, operation.stage)
        self.trace.add(
            "judge the failure",
            exchange=self.trace.sanitize(f"{failure.kind}, at {operation.stage}"),
            result=f"{entry.consequence} (evidence {entry.evidence}: {entry.reason})",
        )
        assumed = self._product.failures.assumption(failure.kind, operation.stage)
        if entry.consequence is Consequence.DENIED:
            return self._end(
                Admission.REFUSED, "this failure is not one for the failmode", assumed=assumed
            )
        if self._settings.fail_open:
            return self._end(
                Admission.BY_FAILMODE, "fail open is set, the password suffices", assumed=assumed
            )
        if self._settings.offline_offered(account):
            return self._offline(account, assumed)
        return self._end(Admission.REFUSED, "fail closed is set", assumed=assumed)

    def _offline(self, account: Account, assumed: Assumption | None) -> EndpointLoginResult:
        given = self._typed.offline_passcode
        right = given is not None and given == account.offline_passcode
        self.trace.add(
            "offline access",
            exchange="offered" if given is None else f"offered, passcode {MASK}",
            result="accepted" if right else "no passcode" if given is None else "rejected",
        )
        if right:
            return self._end(
                Admission.WITHOUT_DUO,
                "the offline passcode is right",
                second_factor=True,
                assumed=assumed,
            )
        return self._end(
            Admission.REFUSED,
            "fail closed is set and no offline passcode was right",
            assumed=assumed,
        )

    def _end(
        self,
        admission: Admission,
        why: str,
        message: str = "",
        *,
        second_factor: bool = False,
        assumed: Assumption | None = None,
    ) -> EndpointLoginResult:
        message = self.trace.sanitize(message)
        return EndpointLoginResult(
            admission, second_factor, message, why, self.trace.steps, assumed
        )


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
            FailureKind.MALFORMED_RESPONSE, f"`result` is not one of {', '.join(expected)}"
        )
    message = response.get("status_msg")
    return _Result(word.lower(), message if isinstance(message, str) else "")
