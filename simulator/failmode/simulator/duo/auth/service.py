"""Duo's cloud: the directory, and the Auth API's rules for who is asked and what comes of it."""

from __future__ import annotations

import random
import secrets
import threading
import time
import uuid
from collections import deque
from dataclasses import replace

from failmode.simulator.duo.api.access import Access
from failmode.simulator.duo.api.rate_limiter import RateLimiter
from failmode.simulator.duo.api.signature import SignedRequest, Version, credentials, verify
from failmode.simulator.duo.assumptions import (
    MISSING_DEVICE,
    UNKNOWN_USER_AT_AUTH,
    WRONG_VERIFICATION_CODE,
    DuoSettings,
)
from failmode.simulator.duo.auth.calls import AuthRequest, PreauthAnswer, PreauthRequest, UserRef
from failmode.simulator.duo.auth.enrollment import DEFAULT_VALID_SECONDS, Enrollments
from failmode.simulator.duo.auth.statuses import ACCOUNT_ACTIVE, ENROLL, FINAL, Outcome, Status
from failmode.simulator.duo.auth.text_prompt import Choice, automatic, choose
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.auth.transactions import Transaction
from failmode.simulator.duo.auth.trusted_devices import TrustedDevices
from failmode.simulator.duo.auth.verified_push import VerifiedPushes
from failmode.simulator.duo.directory.passcodes import Passcodes
from failmode.simulator.duo.directory.records import (
    BypassCode,
    Capability,
    Device,
    Enrollment,
    Factor,
    Integration,
    Preauth,
    User,
    UserStatus,
)
from failmode.simulator.duo.errors import (
    AccessForbiddenError,
    DirectoryError,
    InvalidIntegrationKeyError,
    InvalidRequestParametersError,
    NotFoundError,
    NotWaitingError,
    ServerError,
)
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.signal import ChangeSignal
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer

_CAPABILITY = {
    Factor.PUSH: Capability.PUSH,
    Factor.PHONE: Capability.PHONE,
    Factor.SMS: Capability.SMS,
}
_WITHOUT_ASKING = {
    UserStatus.BYPASS: Outcome.BYPASS,
    UserStatus.DISABLED: Outcome.DISABLED,
    UserStatus.LOCKED_OUT: Outcome.LOCKED_OUT,
}
"""How a login ends for a user who is not asked, by the account's status."""


class DuoService(Passcodes):
    """Duo's cloud.

    Args:
        store: the database.
        clock: the cloud's clock.
        settings: times and limits; left out: the documented assumptions.
        rng: source of ids and passcodes; give a seeded one for reproducible ones.

    Attributes:
        enrollments: invitations to activate Duo Mobile.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: DuoSettings | None = None,
        *,
        rng: random.Random | None = None,
    ) -> None:
        super().__init__(store, clock, settings or DuoSettings(), rng)
        self._news = ChangeSignal()
        self._rates = RateLimiter(store)
        self._ledger = TransactionRepository(store)
        self._trusted = TrustedDevices(store)
        self._verified = VerifiedPushes(store, self._rng)
        self.enrollments = Enrollments(store, clock, self)
        self._preauths: deque[Preauth] = deque(maxlen=self.settings.preauth_log_size)
        self._preauths_of = store.generation
        self._preauths_lock = threading.Lock()
        clock.listen(self._news.publish)
        store.listen(self._news.publish)

    @property
    def clock(self) -> Clock:
        """The cloud's clock."""
        return self._clock

    @property
    def store(self) -> Store:
        """The database."""
        return self._store

    def close(self) -> None:
        """End every waiting request with a server error."""
        self._news.close()

    # Integrations at work

    def authenticate(
        self, authorization: str | None, request: SignedRequest, access: Access
    ) -> tuple[Integration, Version]:
        """Check who sends a request.

        Args:
            authorization: the `Authorization` header.
            request: the request as received.
            access: what the call needs.

        Returns:
            The integration, and the version of its signature.

        Raises:
            MissingCredentialsError: without usable credentials.
            InvalidIntegrationKeyError: for an unknown integration key.
            InvalidSignatureError: when the signature does not fit.
            BadTimestampError: when the signed date is not near the cloud's clock.
            AccessForbiddenError: for an integration of another type.
            TooManyRequestsError: when the integration has sent too many.
        """
        given = credentials(authorization)
        integration = self.integration(given.ikey)
        if integration is None:
            raise InvalidIntegrationKeyError
        version = verify(
            request,
            given.signature,
            integration.skey,
            now=self._clock.now(),
            window=self.settings.clock_window_seconds,
            accepted=access.versions,
        )
        if integration.type not in access.types:
            raise AccessForbiddenError
        self._rates.count(integration, self._clock.now())
        return integration, version

    # The Auth API

    def time(self) -> int:
        """The cloud's time in seconds since the epoch, for ping and check."""
        return int(self._clock.now())

    def preauth(self, integration: Integration, request: PreauthRequest) -> PreauthAnswer:
        """Tell whether a user has to authenticate, and with what.

        Raises:
            InvalidRequestParametersError: for a `user_id` that does not exist.
        """
        user = self._find(integration, request.who)
        now = self._clock.now()
        answer = self._preauth_answer(integration, user, request, now)
        name = user.username if user else request.who.username or ""
        if user is not None and answer.outcome is not None:
            self._ledger.add_preauth_end(integration, user, answer.outcome, request, now)
        self._remember(
            Preauth(
                now,
                integration.ikey,
                name,
                request.failmode,
                request.ipaddr,
                request.hostname,
                answer.status.result.value,
            )
        )
        return answer

    def auth(self, integration: Integration, request: AuthRequest) -> str | Status:
        """Ask a user for the second factor.

        Returns:
            The transaction id when asynchronous, else the final status, as soon as it is known.

        Raises:
            InvalidRequestParametersError: for a factor or device that the user has not.
            ServerError: when the simulator stops or is reset meanwhile.
        """
        transaction = self._begin(integration, request)
        if request.asynchronous:
            return transaction.txid
        if transaction.outcome is not None:
            return self._told(integration, transaction, FINAL[transaction.outcome])
        return self._told(integration, transaction, self._wait_for_end(transaction))

    def auth_status(self, integration: Integration, txid: str) -> Status:
        """The next status of an asynchronous transaction, waiting for it if need be.

        Every status is told once and in order; the final one as often as it is asked for.

        Raises:
            InvalidRequestParametersError: when this integration has no such transaction.
            ServerError: when the simulator stops meanwhile.
        """
        deadline = time.monotonic() + self.settings.long_poll_seconds
        while True:
            mark = self._news.mark()
            transaction = self._ledger.find(txid)
            if transaction is None or transaction.ikey != integration.ikey:
                raise InvalidRequestParametersError("txid")
            now = self._clock.now()
            reached = transaction.reached(now)
            if transaction.told < len(reached):
                if self._ledger.tell(transaction):
                    return self._told(integration, transaction, reached[transaction.told].status)
                continue
            left = deadline - time.monotonic()
            if reached[-1].status.final or left <= 0:
                return self._told(integration, transaction, reached[-1].status)
            self._wait(mark, due_in=transaction.next_at(now) - now, at_most=left)

    # The person and the administrator

    def approve(self, txid: str, code: str | None = None) -> None:
        """Answer a waiting push or call with yes.

        Args:
            txid: the transaction's id.
            code: what the person types into Duo Mobile for a verified push; left out: the right
                code. A wrong one denies the push.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        expected = self.transaction(txid).verification_code
        wrong = expected is not None and code is not None and code != expected
        self._decide(txid, WRONG_VERIFICATION_CODE if wrong else Outcome.APPROVED)

    def deny(self, txid: str) -> None:
        """Answer a waiting push or call with no.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        self._decide(txid, Outcome.DENIED)

    def report_fraud(self, txid: str) -> None:
        """Answer a waiting push or call with no, and report it as fraudulent.

        Raises:
            NotFoundError: when there is no such transaction.
            NotWaitingError: when it has ended.
        """
        self._decide(txid, Outcome.FRAUD)

    def enroll(
        self,
        integration: Integration,
        username: str | None,
        *,
        valid_seconds: float = DEFAULT_VALID_SECONDS,
        bypass_codes: int = 0,
    ) -> tuple[Enrollment, tuple[BypassCode, ...]]:
        """Create a user who activates Duo Mobile later.

        Args:
            integration: who asks.
            username: the name; None: a made-up one.
            valid_seconds: how long the activation code works, by the simulator's clock.
            bypass_codes: how many bypass codes the user gets.

        Raises:
            InvalidRequestParametersError: when the name is taken or cannot be.
        """
        try:
            user = self.add_user(username or f"user-{uuid.uuid4().hex[:12]}")
        except DirectoryError as error:
            raise InvalidRequestParametersError("username") from error
        codes = self.add_bypass_codes(user.username, count=bypass_codes) if bypass_codes else ()
        return self.enrollments.invite(user, integration.api_host, valid_seconds), codes

    def transaction(self, txid: str) -> Transaction:
        """A transaction.

        Raises:
            NotFoundError: when there is none.
        """
        transaction = self._ledger.find(txid)
        if transaction is None:
            raise NotFoundError(f"no transaction {txid!r}", "List the transactions")
        return transaction

    def transactions(self, username: str | None = None) -> tuple[Transaction, ...]:
        """All transactions, oldest first; with `username`, those of one user of the directory."""
        return self._ledger.all(username)

    def preauths(self, username: str | None = None) -> tuple[Preauth, ...]:
        """Answered preauth requests, oldest first; with `username`, those of one user.

        At most `settings.preauth_log_size` are kept; they are forgotten when the database is
        cleared or restored.
        """
        with self._preauths_lock:
            self._forget_old_preauths()
            return tuple(
                one for one in self._preauths if username is None or one.username == username
            )

    def user_of(self, txid: str) -> str | None:
        """Name of the user whom a transaction is about; None when there is no transaction."""
        transaction = self._ledger.find(txid)
        return transaction.username if transaction else None

    # Insides

    def _find(self, integration: Integration, who: UserRef) -> User | None:
        if who.user_id is not None:
            user = self.find_user_by_id(who.user_id)
            if user is None:
                raise InvalidRequestParametersError("user_id")
            return user
        return self.find_user(integration, who.username or "")

    def _remember(self, preauth: Preauth) -> None:
        with self._preauths_lock:
            self._forget_old_preauths()
            self._preauths.append(preauth)

    def _forget_old_preauths(self) -> None:
        if self._preauths_of != self._store.generation:
            self._preauths.clear()
            self._preauths_of = self._store.generation

    def _preauth_answer(
        self, integration: Integration, user: User | None, request: PreauthRequest, now: float
    ) -> PreauthAnswer:
        outcome = _WITHOUT_ASKING.get(user.status) if user else None
        if outcome is not None:
            return PreauthAnswer(FINAL[outcome], user, outcome=outcome)
        if user is None or not user.devices:
            return PreauthAnswer(ENROLL, user, enroll_portal_url=_enroll_portal_url(integration))
        if self._is_remembered(integration, user, request.trusted_device_token, now):
            outcome = Outcome.REMEMBERED_DEVICE
            return PreauthAnswer(FINAL[outcome], user, outcome=outcome)
        if not integration.policy.verified_push_digits:
            return PreauthAnswer(ACCOUNT_ACTIVE, user)
        if not (request.client_supports_verified_push and user.phones(Capability.PUSH)):
            return PreauthAnswer(ACCOUNT_ACTIVE, _without_push(user))
        push = self._verified.give(integration, user, now, self.settings.verified_push_seconds)
        return PreauthAnswer(ACCOUNT_ACTIVE, user, verified_push=push)

    def _is_remembered(
        self, integration: Integration, user: User, token: str | None, now: float
    ) -> bool:
        return (
            token is not None
            and integration.policy.remembered_devices_seconds > 0
            and self._trusted.valid(integration, user, token, now)
        )

    def _begin(self, integration: Integration, request: AuthRequest) -> Transaction:
        now = self._clock.now()
        user = self._find(integration, request.who)
        code = self._verification_code(integration, user, request.txid, now)
        if user is not None and integration.policy.verified_push_digits and code is None:
            user = _without_push(user)
        outcome, choice = self._resolve(user, request, verified=code is not None)
        txid = str(uuid.uuid4())
        if code is not None and request.txid is not None and choice.factor is Factor.PUSH:
            if not self._verified.take(request.txid):
                raise InvalidRequestParametersError("txid")
            txid = request.txid
        answer, after_seconds = _reaction(user, choice.device)
        transaction = Transaction(
            txid=txid,
            ikey=integration.ikey,
            username=user.username if user else request.who.username or "",
            factor=choice.factor,
            device=choice.device.device if choice.device else None,
            number=choice.device.label if choice.device else "",
            created=now,
            expires=now + self.settings.push_timeout_seconds,
            answer=answer,
            answer_after_seconds=after_seconds,
            outcome=outcome,
            ipaddr=request.ipaddr,
            hostname=request.hostname,
            pushinfo=request.pushinfo,
            type=request.type,
            display_username=request.display_username,
            verification_code=code if txid == request.txid else None,
            user_id=user.user_id if user else None,
            passcode_kind=choice.kind,
        )
        self._ledger.add(transaction)
        return transaction

    def _verification_code(
        self, integration: Integration, user: User | None, txid: str | None, now: float
    ) -> str | None:
        """The code of a verified push that preauth announced; None when none is asked for."""
        if txid is None or user is None or user.status in _WITHOUT_ASKING:
            return None
        code = self._verified.find(integration, user, txid, now)
        if code is None:
            raise InvalidRequestParametersError("txid")
        return code

    def _told(self, integration: Integration, transaction: Transaction, status: Status) -> Status:
        """A status as the client gets it: with a token, where the policy remembers devices."""
        if status != FINAL[Outcome.APPROVED] or integration.policy.remembered_devices_seconds <= 0:
            return status
        user = self.find_user_by_name(transaction.username)
        if user is None:
            return status
        token = self._trusted.token(integration, user, transaction.txid, self._clock.now())
        return replace(status, trusted_device_token=token)

    def _resolve(
        self, user: User | None, request: AuthRequest, *, verified: bool
    ) -> tuple[Outcome | None, Choice]:
        """How a request ends at once, if it does, and the factor and device that are used."""
        asked = Choice(request.factor or Factor.AUTO)
        if user is None:
            return UNKNOWN_USER_AT_AUTH, asked
        if user.status in _WITHOUT_ASKING:
            return _WITHOUT_ASKING[user.status], asked
        choice = self._choice(user, request, verified=verified)
        if choice.factor is Factor.PASSCODE:
            kind = self._use_passcode(user, choice.passcode, self._clock.now())
            outcome = Outcome.WRONG_PASSCODE if kind is None else Outcome.APPROVED
            return outcome, replace(choice, kind=kind)
        if choice.factor is Factor.SMS:
            if choice.device is not None:
                self.send_sms_passcodes(user.username, choice.device.device)
            return Outcome.SMS_SENT, choice
        return None, choice

    def _choice(self, user: User, request: AuthRequest, *, verified: bool) -> Choice:
        if request.choice is not None:
            return choose(user, request.choice, verified=verified)
        factor = request.factor or Factor.AUTO
        if factor is Factor.PASSCODE:
            if not request.passcode:
                raise InvalidRequestParametersError("passcode")
            return Choice(factor, passcode=request.passcode)
        phones = _named_phones(user, request.device or MISSING_DEVICE)
        if factor is Factor.AUTO:
            choice = automatic(user, phones)
            if choice.device is None:
                raise InvalidRequestParametersError("factor")
            return choice
        for phone in phones:
            if _CAPABILITY[factor] in phone.capabilities:
                return Choice(factor, phone)
        raise InvalidRequestParametersError("device")

    def _wait_for_end(self, transaction: Transaction) -> Status:
        while True:
            mark = self._news.mark()
            current = self._ledger.find(transaction.txid)
            if current is None:
                raise ServerError
            now = self._clock.now()
            status = current.status(now)
            if status.final:
                return status
            self._wait(mark, due_in=current.next_at(now) - now)

    def _wait(self, mark: int, *, due_in: float, at_most: float = float("inf")) -> None:
        if self._news.closed:
            raise ServerError
        limits = [self.settings.recheck_seconds, at_most]
        if not self._clock.frozen:
            limits.append(due_in)
        self._news.wait(mark, min(limits))

    def _decide(self, txid: str, outcome: Outcome) -> None:
        now = self._clock.now()
        transaction = self.transaction(txid)
        if transaction.status(now).final or not self._ledger.decide(txid, outcome, now):
            raise NotWaitingError(f"transaction {txid!r} has ended", "Start another login")
        self._store.changed()


def _without_push(user: User) -> User:
    """A user whose phones take no pushes, because the policy wants verified ones."""
    devices = tuple(
        replace(
            device,
            capabilities=tuple(one for one in device.capabilities if one is not Capability.PUSH),
        )
        for device in user.devices
    )
    return replace(user, devices=devices)


def _reaction(user: User | None, device: Device | None) -> tuple[Answer, float]:
    """What a person does when asked on a device, and after how many seconds."""
    if user is None:
        return Answer.IGNORE, 0.0
    answer, after_seconds = user.answer, user.answer_after_seconds
    if device is not None and device.answer is not None:
        answer = device.answer
    if device is not None and device.answer_after_seconds is not None:
        after_seconds = device.answer_after_seconds
    return answer, after_seconds


def _enroll_portal_url(integration: Integration) -> str:
    return (
        f"https://{integration.api_host}/portal?code={secrets.token_hex(8)}&akey={integration.ikey}"
    )


def _named_phones(user: User, device: str) -> tuple[Device, ...]:
    """The phones that `device` (an id, `phone1`, or `auto`) may mean."""
    if device == "auto":
        return user.devices
    phones = [one for one in user.devices if one.capabilities]
    number = device.removeprefix("phone")
    if device.startswith("phone") and number.isascii() and number.isdigit() and len(number) < 4:
        return tuple(phones[int(number) - 1 : int(number)]) if int(number) else ()
    return tuple(one for one in phones if one.device == device)
