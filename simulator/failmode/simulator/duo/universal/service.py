"""The Universal Prompt's rules: who may ask, what the person is shown, and what it ends with."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.duo.admin.auth_log_entries import of_transaction
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.auth.calls import AuthRequest, PreauthRequest, UserRef
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.auth.statuses import Result, Status
from failmode.simulator.duo.directory.records import (
    Factor,
    Integration,
    IntegrationType,
    User,
    UserStatus,
)
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.universal.assumptions import (
    CANCELLED_ERROR,
    REPLAYED_ASSERTION_REFUSED,
    UniversalSettings,
)
from failmode.simulator.duo.universal.context import auth_context, auth_result
from failmode.simulator.duo.universal.errors import (
    UNUSABLE_ASSERTION,
    WRONG_CODE,
    InvalidClientError,
    InvalidGrantError,
    InvalidRequestError,
    PromptOverError,
    UnsupportedGrantTypeError,
)
from failmode.simulator.duo.universal.prompt_sessions import (
    PromptSession,
    PromptSessions,
    new_secret,
)
from failmode.simulator.duo.universal.requests import (
    HEALTH_CHECK,
    TOKEN,
    Assertion,
    back,
    check_assertion,
    check_authorization,
    required,
)
from failmode.simulator.duo.universal.tokens import sign

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""The one kind of client assertion (RFC 7523)."""

GRANT_TYPE = "authorization_code"
"""The one kind of grant."""

_BLOCKED = (UserStatus.DISABLED, UserStatus.LOCKED_OUT)
_OVER = "This login is over, or it has taken too long. Go back to the application and log in again."


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code is exchanged for; `expires_in` is in seconds."""

    access_token: str
    id_token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class PromptState:
    """How far a visit to the prompt is.

    Attributes:
        application: name of the application.
        username: the user as the application named her.
        user: the user; None when Duo does not know her.
        status: how far the transaction is; None before the first choice.
        factor: the factor of the transaction, or None.
        number: masked number of the phone that is asked, or empty.
        verification_code: what the person has to type into Duo Mobile, or None.
        enroll_portal_url: where to enrol, for a user without a device.
    """

    application: str
    username: str
    user: User | None
    status: Status | None
    factor: Factor | None = None
    number: str = ""
    verification_code: str | None = None
    enroll_portal_url: str | None = None

    @property
    def blocked(self) -> bool:
        """Whether the account may not log in at all."""
        return self.user is not None and self.user.status in _BLOCKED

    @property
    def call(self) -> bool:
        """Whether the person is asked by a telephone call."""
        return self.factor is Factor.PHONE

    @property
    def passcode_next(self) -> bool:
        """Whether the person most likely types a passcode next."""
        return self.factor in (Factor.PASSCODE, Factor.SMS)

    @property
    def let_in(self) -> bool:
        """Whether the person has been let in."""
        return self.status is not None and self.status.result is Result.ALLOW

    @property
    def waiting(self) -> bool:
        """Whether the person is being asked."""
        return self.status is not None and not self.status.final


class UniversalPrompt:
    """The OIDC Auth API and the prompt.

    Args:
        duo: the cloud, which knows the users and asks them.
        settings: times and limits; left out: the documented assumptions.
    """

    def __init__(self, duo: DuoService, settings: UniversalSettings | None = None) -> None:
        self.settings = settings or UniversalSettings()
        self._duo = duo
        self._visits = PromptSessions(duo.store)

    # The client

    def health_check(self, host: str, params: Params) -> int:
        """Tell a client that Duo is well.

        Args:
            host: the `Host` header.
            params: `client_id` and `client_assertion`.

        Returns:
            The cloud's time in seconds since the epoch.

        Raises:
            OAuthError: when the client may not ask.
        """
        self._client(host, HEALTH_CHECK, params)
        return self._duo.time()

    def authorize(self, host: str, params: Params, ipaddr: str | None) -> str:
        """Begin a visit to the prompt.

        Args:
            host: the `Host` header.
            params: `response_type`, `client_id` and `request`, perhaps `nonce`.
            ipaddr: address of the browser.

        Returns:
            The session id of the visit.

        Raises:
            OAuthError: for an error page: nobody knows where to send the browser.
            RefusedAuthorizationError: when the browser is to be sent back with an error.
        """
        integration = self._integration(params)
        now = self._duo.clock.now()
        asked = check_authorization(params, integration, host=host, now=now, settings=self.settings)
        who = UserRef(asked.username)
        user = self._duo.find_user(integration, asked.username)
        decided = user is not None and user.status is not UserStatus.ACTIVE
        portal = None
        if not decided:
            portal = self._duo.preauth(
                integration, PreauthRequest(who, ipaddr=ipaddr)
            ).enroll_portal_url
        visit = PromptSession(
            session=new_secret(),
            ikey=integration.ikey,
            username=asked.username,
            redirect_uri=asked.redirect_uri,
            state=asked.state,
            nonce=asked.nonce,
            code_name=asked.code_name,
            enroll_portal_url=portal,
            expires=now + self.settings.prompt_seconds,
        )
        self._visits.add(visit, now)
        if decided:
            # Nobody is asked, but it is a login that Duo's log tells of, once.
            self._ask(integration, visit, AuthRequest(who, asynchronous=True, ipaddr=ipaddr))
        return visit.session

    def token(self, host: str, params: Params) -> Tokens:
        """Exchange a code.

        Args:
            host: the `Host` header.
            params: `grant_type`, `code`, `redirect_uri`, `client_id` and the client assertion.

        Raises:
            OAuthError: when there is nothing to exchange.
        """
        if required(params, "grant_type") != GRANT_TYPE:
            raise UnsupportedGrantTypeError(f"The grant_type must be {GRANT_TYPE}")
        if required(params, "client_assertion_type") != ASSERTION_TYPE:
            raise InvalidRequestError(f"The client_assertion_type must be {ASSERTION_TYPE}")
        code, redirect_uri = required(params, "code"), required(params, "redirect_uri")
        integration, assertion = self._client(host, TOKEN, params)
        visit = self._visits.by_code(code)
        now = self._duo.clock.now()
        if (
            visit is None
            or visit.txid is None
            or visit.ended is None
            or visit.ikey != integration.ikey
            or visit.redirect_uri != redirect_uri
            or visit.expires <= now
            or not self._visits.redeem(visit.session, now)
        ):
            raise InvalidGrantError(WRONG_CODE)
        transaction = self._duo.transaction(visit.txid)
        entry = of_transaction(transaction, visit.ended)
        if entry is None:
            raise InvalidGrantError(WRONG_CODE)
        user = self._duo.find_user(integration, visit.username)
        claims: dict[str, object] = {
            "iss": assertion.audience,
            "sub": visit.username,
            "aud": integration.ikey,
            "exp": int(now) + self.settings.token_seconds,
            "iat": int(now),
            "auth_time": int(visit.ended),
            "preferred_username": visit.username,
            "auth_result": auth_result(entry),
            "auth_context": auth_context(integration, entry, user, transaction.number or None),
        }
        if visit.nonce is not None:
            claims["nonce"] = visit.nonce
        id_token = sign(claims, integration.skey)
        return Tokens(new_secret(), id_token, self.settings.token_seconds)

    # The person

    def standing(self, session: str) -> PromptState:
        """How far a visit is.

        Raises:
            PromptOverError: when the visit is over.
        """
        visit, integration = self._visit(session)
        user = self._duo.find_user(integration, visit.username)
        if visit.txid is None:
            return PromptState(
                integration.name,
                visit.username,
                user,
                None,
                enroll_portal_url=visit.enroll_portal_url,
            )
        transaction = self._duo.transaction(visit.txid)
        status = transaction.status(self._duo.clock.now())
        return PromptState(
            integration.name,
            visit.username,
            user,
            status,
            transaction.factor,
            transaction.number,
            transaction.verification_code,
            visit.enroll_portal_url,
        )

    def go_back(self, session: str) -> str:
        """End the visit of a person who has been let in, with a code.

        Returns:
            Where the browser has to go.

        Raises:
            PromptOverError: when the visit is over, or the person has not been let in.
        """
        visit, _ = self._visit(session)
        now = self._duo.clock.now()
        if visit.txid is None:
            raise PromptOverError(_OVER)
        if self._duo.transaction(visit.txid).status(now).result is not Result.ALLOW:
            raise PromptOverError(_OVER)
        expires = now + self.settings.code_seconds
        code = self._visits.issue_code(visit.session, visit.txid, now, expires)
        if code is None:
            raise PromptOverError(_OVER)
        return back(visit.redirect_uri, {"state": visit.state, visit.code_name: code})

    def choose(
        self,
        session: str,
        factor: Factor,
        *,
        device: str | None,
        passcode: str | None,
        ipaddr: str | None,
    ) -> bool:
        """Ask the user in the way she has chosen.

        Args:
            session: of the visit.
            factor: push, phone call, text message or passcode.
            device: id of the phone; None with a passcode.
            passcode: what she has typed; None without.
            ipaddr: address of the browser.

        Returns:
            Whether that could be done; no, when she has no such device.

        Raises:
            PromptOverError: when the visit is over.
        """
        visit, integration = self._visit(session)
        who = UserRef(visit.username)
        verified = None
        if factor is Factor.PUSH and integration.policy.verified_push_digits:
            found = self._duo.preauth(
                integration, PreauthRequest(who, client_supports_verified_push=True)
            )
            verified = found.verified_push
        request = AuthRequest(
            who,
            factor,
            device=device,
            passcode=passcode,
            asynchronous=True,
            ipaddr=ipaddr,
            txid=verified.txid if verified else None,
        )
        return self._ask(integration, visit, request)

    def choose_again(self, session: str) -> None:
        """Go back to the choice; what was asked stays asked, but no longer counts.

        Raises:
            PromptOverError: when the visit is over.
        """
        visit, _ = self._visit(session)
        if not self._visits.choose(visit.session, None):
            raise PromptOverError(_OVER)

    def cancel(self, session: str) -> str:
        """End a visit without a login.

        Returns:
            Where the browser has to go.

        Raises:
            PromptOverError: when the visit is over.
        """
        visit, _ = self._visit(session)
        if not self._visits.end(visit.session, self._duo.clock.now()):
            raise PromptOverError(_OVER)
        return back(
            visit.redirect_uri,
            {
                "error": CANCELLED_ERROR,
                "error_description": "The login was not completed.",
                "state": visit.state,
            },
        )

    def wait(self, session: str) -> Status | None:
        """What comes next, waiting for it as `/auth/v2/auth_status` does.

        Returns:
            The next status; None when nobody is being asked.

        Raises:
            PromptOverError: when the visit is over.
            ServerError: when the simulator stops meanwhile.
        """
        visit, integration = self._visit(session)
        if visit.txid is None:
            return None
        return self._duo.auth_status(integration, visit.txid)

    # Insides

    def _integration(self, params: Params) -> Integration:
        integration = self._duo.integration(required(params, "client_id"))
        if integration is None or integration.type is not IntegrationType.WEBSDK:
            raise InvalidClientError("The provided client_id is not an application of this host.")
        return integration

    def _client(self, host: str, path: str, params: Params) -> tuple[Integration, Assertion]:
        client_id, token = required(params, "client_id"), required(params, "client_assertion")
        integration = self._duo.integration(client_id)
        if integration is None or integration.type is not IntegrationType.WEBSDK:
            raise InvalidClientError(UNUSABLE_ASSERTION)
        now = self._duo.clock.now()
        assertion = check_assertion(
            token, integration, host=host, path=path, now=now, settings=self.settings
        )
        refused_from = assertion.expires + self.settings.leeway_seconds
        if REPLAYED_ASSERTION_REFUSED and not self._visits.use_assertion(
            integration.ikey, assertion.jti, now, refused_from
        ):
            raise InvalidClientError(
                "Invalid Client assertion: The `jti` claim has been used before"
            )
        return integration, assertion

    def _visit(self, session: str) -> tuple[PromptSession, Integration]:
        visit = self._visits.get(session)
        if visit is None or visit.ended is not None or visit.expires <= self._duo.clock.now():
            raise PromptOverError(_OVER)
        integration = self._duo.integration(visit.ikey)
        if integration is None:
            raise PromptOverError(_OVER)
        return visit, integration

    def _ask(self, integration: Integration, visit: PromptSession, request: AuthRequest) -> bool:
        try:
            txid = self._duo.auth(integration, request)
        except InvalidRequestParametersError:
            return False
        if not isinstance(txid, str) or not self._visits.choose(visit.session, txid):
            raise PromptOverError(_OVER)
        return True
