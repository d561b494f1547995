"""The Auth API's rules: who has to authenticate, how, and what comes of it."""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.duo.auth.assumptions import COUNTED_AS_FAILED
from failmode.simulator.duo.auth.factor_choice import chosen_factor, without_push
from failmode.simulator.duo.auth.requests import (
    AuthRequest,
    PreauthAnswer,
    PreauthRequest,
    UserRef,
)
from failmode.simulator.duo.auth.statuses import (
    ACCOUNT_ACTIVE,
    ENROLL,
    FINAL,
    OUTCOMES,
    Outcome,
    Status,
)
from failmode.simulator.duo.auth.text_prompt import Choice
from failmode.simulator.duo.auth.transaction import Transaction
from failmode.simulator.duo.auth.transaction_repository import TransactionRepository
from failmode.simulator.duo.auth.trusted_devices import TrustedDevices
from failmode.simulator.duo.auth.verified_push import VerifiedPushes
from failmode.simulator.duo.auth.waiting import TransactionWaiter
from failmode.simulator.duo.directory.lockouts import Lockouts
from failmode.simulator.duo.directory.passcodes import Passcodes
from failmode.simulator.duo.directory.records import (
    Capability,
    Device,
    EnrollPolicy,
    Factor,
    Integration,
    User,
    UserAccess,
    UserStatus,
)
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms import Answer

_WITHOUT_ASKING = {
    UserStatus.BYPASS: Outcome.BYPASS,
    UserStatus.DISABLED: Outcome.DISABLED,
    UserStatus.LOCKED_OUT: Outcome.LOCKED_OUT,
}
"""How a login ends for a user who is not asked, by the effective status."""

_UNENROLLED = {
    EnrollPolicy.ALLOW: Outcome.UNENROLLED_ALLOWED,
    EnrollPolicy.DENY: Outcome.UNENROLLED_DENIED,
}
"""How a login ends for a user without a device who need not enroll, by what was decided for the
application."""


_REPLACED = FINAL[Outcome.TIMED_OUT]
"""What a client is told whose user's data were replaced meanwhile, as by a reset: it is refused as
if nobody had answered, and not left to its failmode."""


class Authentication:
    """Asks users for the second factor.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes the ids of transactions.
        settings: times and limits.
        users: who can be asked.
        passcodes: what they can type.
        lockouts: what becomes of those who fail.
        repository: where transactions are kept.
        waiter: waits for what becomes of them.
        trusted_devices: the devices that are remembered.
        verified_pushes: the codes that preauth gives out.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        settings: StoredSettings,
        *,
        users: Users,
        passcodes: Passcodes,
        lockouts: Lockouts,
        repository: TransactionRepository,
        waiter: TransactionWaiter,
        trusted_devices: TrustedDevices,
        verified_pushes: VerifiedPushes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._users = users
        self._passcodes = passcodes
        self._lockouts = lockouts
        self._repository = repository
        self._waiter = waiter
        self._trusted_devices = trusted_devices
        self._verified_pushes = verified_pushes

    def preauth(self, integration: Integration, request: PreauthRequest) -> PreauthAnswer:
        """Tell whether a user has to authenticate, and with what.

        Raises:
            InvalidRequestParametersError: for a `user_id` that does not exist.
        """
        with self._store.transaction():
            user = self._find(integration, request.user)
            now = self._clock.now()
            answer = self._preauth_answer(integration, user, request, now)
            if user is not None and answer.outcome is not None:
                self._repository.add_preauth_end(
                    integration,
                    user,
                    answer.outcome,
                    request,
                    now,
                    alias=self._users.alias_meant(integration, user, request.user.username),
                )
            return answer

    def auth(self, integration: Integration, request: AuthRequest) -> str | Status:
        """Ask a user for the second factor.

        Returns:
            The transaction id when asynchronous, else the final status, as soon as it is known.

        Raises:
            MissingRequestParametersError: for the passcode factor without a passcode.
            InvalidRequestParametersError: for an unknown user, or a factor or device that the user
                has not.
            CloudStoppedError: when the simulator stops meanwhile.
        """
        with self._store.transaction():
            transaction = self._begin(integration, request)
        if request.asynchronous:
            return transaction.txid
        if transaction.outcome is not None:
            return self._delivered(integration, transaction, FINAL[transaction.outcome])
        status = self._waiter.final_status(transaction.txid)
        if status is None:
            return _REPLACED
        return self._delivered(integration, transaction, status)

    def status(self, integration: Integration, txid: str) -> Status:
        """Return the next status of an asynchronous transaction, waiting for it if need be.

        Every status is delivered once and in order; the final one as often as it is asked for.

        Raises:
            InvalidRequestParametersError: when this integration has no such transaction.
            CloudStoppedError: when the simulator stops meanwhile.
        """
        found = self._waiter.next_status(integration.ikey, txid)
        if found is None:
            return _REPLACED
        transaction, status = found
        return self._delivered(integration, transaction, status)

    def decides(self, integration: Integration, user: User) -> bool:
        """Tell whether a login of a user ends without that anybody is asked."""
        return self._decided(integration, user) is not None

    def _decided(self, integration: Integration, user: User | None) -> Outcome | None:
        """Tell how a login ends without that anybody is asked; None: somebody is."""
        policy = integration.policy
        if policy.user_access is not UserAccess.ALL_USERS and not (
            user is not None and self._users.is_in_one_of(user, policy.groups_allowed)
        ):
            return Outcome.NOT_PERMITTED
        outcome = _WITHOUT_ASKING.get(user.effective_status) if user is not None else None
        if outcome is None and (user is None or not user.devices):
            return _UNENROLLED.get(policy.enroll_policy)
        return outcome

    def _find(self, integration: Integration, user: UserRef) -> User | None:
        self._lockouts.release_due()
        if user.user_id is None:
            return self._users.find(integration, user.username or "")
        found = self._users.find_by_id(user.user_id)
        if found is None:
            raise InvalidRequestParametersError("user_id")
        return found

    def _preauth_answer(
        self, integration: Integration, user: User | None, request: PreauthRequest, now: float
    ) -> PreauthAnswer:
        outcome = self._decided(integration, user)
        if outcome is not None:
            return PreauthAnswer(FINAL[outcome], user, outcome=outcome)
        if user is None or not user.devices:
            url = self._enroll_portal_url(integration)
            return PreauthAnswer(ENROLL, user, enroll_portal_url=url)
        if self._is_remembered(integration, user, request.trusted_device_token, now):
            outcome = Outcome.REMEMBERED_DEVICE
            return PreauthAnswer(FINAL[outcome], user, outcome=outcome)
        if not integration.policy.verified_push_digits:
            return PreauthAnswer(ACCOUNT_ACTIVE, user)
        if not (request.client_supports_verified_push and user.phones(Capability.PUSH)):
            return PreauthAnswer(ACCOUNT_ACTIVE, without_push(user))
        valid_seconds = self._settings.current.verified_push_seconds
        push = self._verified_pushes.issue(integration, user, now, valid_seconds)
        return PreauthAnswer(ACCOUNT_ACTIVE, user, verified_push=push)

    def _enroll_portal_url(self, integration: Integration) -> str:
        code = self._ids.hex_token(8)
        return f"https://{integration.api_host}/portal?code={code}&akey={integration.ikey}"

    def _is_remembered(
        self, integration: Integration, user: User, token: str | None, now: float
    ) -> bool:
        return (
            token is not None
            and integration.policy.remembered_devices_seconds > 0
            and self._trusted_devices.valid(integration, user, token, now)
        )

    def _begin(self, integration: Integration, request: AuthRequest) -> Transaction:
        now = self._clock.now()
        user = self._find(integration, request.user)
        if user is None:
            # https://github.com/authelia/authelia/issues/1968
            raise InvalidRequestParametersError("username")
        decided = self._decided(integration, user)
        code = None
        if decided is None:
            code = self._verification_code(integration, user, request.txid, now)
        if integration.policy.verified_push_digits and code is None:
            user = without_push(user)
        outcome, choice = decided, Choice(request.factor or Factor.AUTO)
        if decided is None:
            outcome, choice = self._resolve(user, request, verified=code is not None)
        if code is not None and request.txid is not None and choice.factor is Factor.PUSH:
            if not self._verified_pushes.use(request.txid):
                raise InvalidRequestParametersError("txid")
            txid = request.txid
        else:
            txid = self._ids.txid()
        answer, after_seconds = _reaction(user, choice.device)
        transaction = Transaction(
            txid=txid,
            ikey=integration.ikey,
            username=user.username,
            factor=choice.factor,
            device=choice.device.device if choice.device else None,
            number=choice.device.label if choice.device else "",
            created=now,
            expires=now + self._settings.current.push_timeout_seconds,
            answer=answer,
            answer_after_seconds=after_seconds,
            outcome=outcome,
            ipaddr=request.ipaddr,
            hostname=request.hostname,
            pushinfo=request.pushinfo,
            type=request.type,
            display_username=request.display_username,
            verification_code=code if txid == request.txid else None,
            user_id=user.user_id,
            passcode_kind=choice.kind,
            alias=self._users.alias_meant(integration, user, request.user.username),
        )
        self._repository.add(transaction)
        if outcome is not None:
            self._count(user.user_id, outcome)
        return transaction

    def _verification_code(
        self, integration: Integration, user: User, txid: str | None, now: float
    ) -> str | None:
        """Return the code of a verified push that preauth announced; None when none is needed."""
        if txid is None:
            return None
        code = self._verified_pushes.find(integration, user, txid, now)
        if code is None:
            raise InvalidRequestParametersError("txid")
        return code

    def _resolve(
        self, user: User, request: AuthRequest, *, verified: bool
    ) -> tuple[Outcome | None, Choice]:
        """Tell how a request that asks a user ends at once, if it does, and by what it asks."""
        choice = chosen_factor(user, request, verified=verified)
        if choice.factor is Factor.PASSCODE:
            kind = self._passcodes.use(user, choice.passcode)
            outcome = Outcome.WRONG_PASSCODE if kind is None else Outcome.APPROVED
            return outcome, replace(choice, kind=kind)
        if choice.factor is Factor.SMS:
            if choice.device is not None:
                self._passcodes.send_sms(user.username, choice.device.device)
            return Outcome.SMS_SENT, choice
        return None, choice

    def _count(self, user_id: str, outcome: Outcome) -> None:
        """Count how a login ended, once it is told: nobody learns of what does not count."""
        if outcome in COUNTED_AS_FAILED:
            self._lockouts.failed(user_id)
        elif outcome is Outcome.APPROVED:
            self._lockouts.succeeded(user_id)

    def _count_end(self, transaction: Transaction, outcome: Outcome) -> None:
        user_id = transaction.user_id or ""
        if outcome not in COUNTED_AS_FAILED:
            self._count(user_id, outcome)
            return
        with self._store.transaction(exclusive=True):
            # The failure of a login of data that were replaced meanwhile is none of those that are.
            if self._repository.find(transaction.txid) is not None:
                self._count(user_id, outcome)

    def _delivered(
        self, integration: Integration, transaction: Transaction, status: Status
    ) -> Status:
        """Return a status as the client gets it: with a token, where devices are remembered."""
        asked = transaction.outcome is None and transaction.user_id is not None
        if asked and status.final and transaction.delivered < len(transaction.messages()):
            self._count_end(transaction, OUTCOMES[status])
        if status != FINAL[Outcome.APPROVED] or integration.policy.remembered_devices_seconds <= 0:
            return status
        with self._store.transaction():
            user = self._users.find_by_name(transaction.username)
            # What was removed meanwhile is of data that have been replaced, as by a reset.
            if user is None or self._repository.find(transaction.txid) is None:
                return status
            now = self._clock.now()
            token = self._trusted_devices.token(integration, user, transaction.txid, now)
        return replace(status, trusted_device_token=token)


def _reaction(user: User, device: Device | None) -> tuple[Answer, float]:
    """Return what a person does when asked on a device, and after how many seconds."""
    answer, after_seconds = user.answer, user.answer_after_seconds
    if device is not None and device.answer is not None:
        answer = device.answer
    if device is not None and device.answer_after_seconds is not None:
        after_seconds = device.answer_after_seconds
    return answer, after_seconds
