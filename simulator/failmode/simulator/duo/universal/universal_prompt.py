"""The Universal Prompt's rules: who may ask, what the person is shown, and what it ends with."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.auth.log_entries import of_transaction
from failmode.simulator.duo.auth.requests import AuthRequest, PreauthRequest, UserRef
from failmode.simulator.duo.auth.statuses import Result, Status
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.integration_types import Api
from failmode.simulator.duo.directory.records import Factor, Integration, User, UserStatus
from failmode.simulator.duo.errors import InvalidRequestParametersError
from failmode.simulator.duo.universal.assumptions import (
    CANCELLED_ERROR,
    REPLAYED_ASSERTION_REFUSED,
    UniversalSettings,
)
from failmode.simulator.duo.universal.errors import (
    UNUSABLE_ASSERTION,
    WRONG_CODE,
    InvalidClientError,
    InvalidGrantError,
    InvalidRequestError,
    PromptOverError,
    UnsupportedGrantTypeError,
)
from failmode.simulator.duo.universal.id_token import auth_context, auth_result
from failmode.simulator.duo.universal.prompt_sessions import (
    PromptSession,
    PromptSessions,
)
from failmode.simulator.duo.universal.redirect_uris import with_query
from failmode.simulator.duo.universal.requests import (
    HEALTH_CHECK,
    TOKEN,
    Assertion,
    Authorization,
    check_assertion,
    check_authorization,
    required,
)
from failmode.simulator.duo.universal.tokens import sign

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
"""The one kind of client assertion (RFC 7523)."""

GRANT_TYPE = "authorization_code"
"""The one kind of grant."""

OWN_CODE_NAME = "code"
"""Name of the parameter that brings the code back to an application of Duo's own."""

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
    """How far a prompt session is.

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
        return self.user is not None and self.user.effective_status in _BLOCKED

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
        cloud: knows the users and asks them.
        settings: times and limits; left out: the documented assumptions.
    """

    def __init__(self, cloud: DuoCloud, settings: UniversalSettings | None = None) -> None:
        self.settings = settings or UniversalSettings()
        self._cloud = cloud
        self._sessions = PromptSessions(cloud.store, cloud.ids)

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
        return int(self._cloud.clock.now())

    def authorize(self, host: str, params: Params, ipaddr: str | None) -> str:
        """Begin a prompt session.

        Args:
            host: the `Host` header.
            params: `response_type`, `client_id` and `request`, perhaps `nonce`.
            ipaddr: address of the browser.

        Returns:
            The id of the session.

        Raises:
            OAuthError: for an error page: nobody knows where to send the browser.
            RefusedAuthorizationError: when the browser is to be sent back with an error.
        """
        integration = self._integration(params)
        now = self._cloud.clock.now()
        asked = check_authorization(params, integration, host=host, now=now, settings=self.settings)
        with self._cloud.store.transaction():
            return self._begin(integration, asked, now, ipaddr)

    def begin(
        self, integration: Integration, username: str, redirect_uri: str, ipaddr: str | None
    ) -> str:
        """Begin a prompt session for an application of Duo's own.

        Args:
            integration: the application.
            username: whom it has found to be right.
            redirect_uri: where the browser goes afterwards.
            ipaddr: address of the browser.

        Returns:
            The id of the session.
        """
        asked = Authorization(
            username, redirect_uri, self._cloud.ids.hex_token(16), None, OWN_CODE_NAME
        )
        with self._cloud.store.transaction():
            return self._begin(integration, asked, self._cloud.clock.now(), ipaddr)

    def redeem(self, integration: Integration, code: str) -> str | None:
        """Use up the code of a session that `begin` has begun.

        Args:
            integration: the application.
            code: what the browser was sent back with.

        Returns:
            Whom Duo has let in, as the application named her; None when the code is of no use.
        """
        session = self._sessions.find_by_code(code)
        now = self._cloud.clock.now()
        if (
            session is None
            or session.ikey != integration.ikey
            or session.expires <= now
            or not self._sessions.redeem(session.session_id, now)
        ):
            return None
        return session.username

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
        session = self._sessions.find_by_code(code)
        now = self._cloud.clock.now()
        if (
            session is None
            or session.txid is None
            or session.ended is None
            or session.ikey != integration.ikey
            or session.redirect_uri != redirect_uri
            or session.expires <= now
            or not self._sessions.redeem(session.session_id, now)
        ):
            raise InvalidGrantError(WRONG_CODE)
        transaction = self._cloud.transactions.get(session.txid)
        entry = of_transaction(transaction, session.ended)
        if entry is None:
            raise InvalidGrantError(WRONG_CODE)
        user = self._cloud.users.find(integration, session.username)
        claims: dict[str, object] = {
            "iss": assertion.audience,
            "sub": entry.username,
            "aud": integration.ikey,
            "exp": int(now) + self.settings.token_seconds,
            "iat": int(now),
            "auth_time": int(session.ended),
            "preferred_username": session.username,
            "auth_result": auth_result(entry),
            "auth_context": auth_context(integration, entry, user, transaction.number or None),
        }
        if session.nonce is not None:
            claims["nonce"] = session.nonce
        id_token = sign(claims, integration.skey)
        return Tokens(self._cloud.ids.hex_token(16), id_token, self.settings.token_seconds)

    # The person

    def state(self, session_id: str) -> PromptState:
        """Tell how far a session is.

        Raises:
            PromptOverError: when the session is over.
        """
        session, integration = self._session(session_id)
        user = self._cloud.users.find(integration, session.username)
        if session.txid is None:
            return PromptState(
                integration.name,
                session.username,
                user,
                None,
                enroll_portal_url=session.enroll_portal_url,
            )
        transaction = self._cloud.transactions.get(session.txid)
        status = transaction.status(self._cloud.clock.now())
        return PromptState(
            integration.name,
            session.username,
            user,
            status,
            transaction.factor,
            transaction.number,
            transaction.verification_code,
            session.enroll_portal_url,
        )

    def complete(self, session_id: str) -> str:
        """End the session of a person who has been let in, with a code.

        Returns:
            Where the browser has to go.

        Raises:
            PromptOverError: when the session is over, or the person has not been let in.
        """
        session, _ = self._session(session_id)
        now = self._cloud.clock.now()
        if session.txid is None:
            raise PromptOverError(_OVER)
        if self._cloud.transactions.get(session.txid).status(now).result is not Result.ALLOW:
            raise PromptOverError(_OVER)
        expires = now + self.settings.code_seconds
        code = self._sessions.issue_code(session.session_id, session.txid, now, expires)
        if code is None:
            raise PromptOverError(_OVER)
        return with_query(session.redirect_uri, {"state": session.state, session.code_name: code})

    def choose(
        self,
        session_id: str,
        factor: Factor,
        *,
        device: str | None,
        passcode: str | None,
        ipaddr: str | None,
    ) -> bool:
        """Ask the user in the way she has chosen.

        Args:
            session_id: of the session.
            factor: push, phone call, text message or passcode.
            device: id of the phone; None with a passcode.
            passcode: what she has typed; None without.
            ipaddr: address of the browser.

        Returns:
            Whether that could be done; no, when she has no such device.

        Raises:
            PromptOverError: when the session is over.
        """
        with self._cloud.store.transaction():
            session, integration = self._session(session_id)
            user_ref = UserRef(session.username)
            verified = None
            if factor is Factor.PUSH and integration.policy.verified_push_digits:
                found = self._cloud.authentication.preauth(
                    integration, PreauthRequest(user_ref, client_supports_verified_push=True)
                )
                verified = found.verified_push
            request = AuthRequest(
                user_ref,
                factor,
                device=device,
                passcode=passcode,
                asynchronous=True,
                ipaddr=ipaddr,
                txid=verified.txid if verified else None,
            )
            return self._ask(integration, session, request)

    def choose_again(self, session_id: str) -> None:
        """Go back to the choice; what was asked stays asked, but no longer counts.

        Raises:
            PromptOverError: when the session is over.
        """
        session, _ = self._session(session_id)
        if not self._sessions.set_transaction(session.session_id, None):
            raise PromptOverError(_OVER)

    def cancel(self, session_id: str) -> str:
        """End a session without a login.

        Returns:
            Where the browser has to go.

        Raises:
            PromptOverError: when the session is over.
        """
        session, _ = self._session(session_id)
        if not self._sessions.end(session.session_id, self._cloud.clock.now()):
            raise PromptOverError(_OVER)
        return with_query(
            session.redirect_uri,
            {
                "error": CANCELLED_ERROR,
                "error_description": "The login was not completed.",
                "state": session.state,
            },
        )

    def wait(self, session_id: str) -> Status | None:
        """Tell what comes next, waiting for it as `/auth/v2/auth_status` does.

        Returns:
            The next status; None when nobody is being asked.

        Raises:
            PromptOverError: when the session is over.
            CloudStoppedError: when the simulator stops meanwhile.
        """
        session, integration = self._session(session_id)
        if session.txid is None:
            return None
        return self._cloud.authentication.status(integration, session.txid)

    def _begin(
        self, integration: Integration, asked: Authorization, now: float, ipaddr: str | None
    ) -> str:
        user_ref = UserRef(asked.username)
        user = self._cloud.users.find(integration, asked.username)
        decided = user is not None and self._cloud.authentication.decides(integration, user)
        portal = None
        if not decided:
            portal = self._cloud.authentication.preauth(
                integration, PreauthRequest(user_ref, ipaddr=ipaddr)
            ).enroll_portal_url
        session = PromptSession(
            session_id=self._cloud.ids.hex_token(16),
            ikey=integration.ikey,
            username=asked.username,
            redirect_uri=asked.redirect_uri,
            state=asked.state,
            nonce=asked.nonce,
            code_name=asked.code_name,
            enroll_portal_url=portal,
            expires=now + self.settings.prompt_seconds,
        )
        self._sessions.add(session, now)
        if decided:
            # Nobody is asked, but it is a login that Duo's log tells of, once.
            self._ask(integration, session, AuthRequest(user_ref, asynchronous=True, ipaddr=ipaddr))
        return session.session_id

    def _integration(self, params: Params) -> Integration:
        integration = self._cloud.integrations.find(required(params, "client_id"))
        if integration is None or integration.type.api is not Api.UNIVERSAL_PROMPT:
            raise InvalidClientError("The provided client_id is not an application of this host.")
        return integration

    def _client(self, host: str, path: str, params: Params) -> tuple[Integration, Assertion]:
        client_id, token = required(params, "client_id"), required(params, "client_assertion")
        integration = self._cloud.integrations.find(client_id)
        if integration is None or integration.type.api is not Api.UNIVERSAL_PROMPT:
            raise InvalidClientError(UNUSABLE_ASSERTION)
        now = self._cloud.clock.now()
        assertion = check_assertion(
            token, integration, host=host, path=path, now=now, settings=self.settings
        )
        refused_from = assertion.expires + self.settings.leeway_seconds
        if REPLAYED_ASSERTION_REFUSED and not self._sessions.use_assertion(
            integration.ikey, assertion.jti, now, refused_from
        ):
            raise InvalidClientError(
                "Invalid Client assertion: The `jti` claim has been used before"
            )
        return integration, assertion

    def _session(self, session_id: str) -> tuple[PromptSession, Integration]:
        session = self._sessions.find(session_id)
        if (
            session is None
            or session.ended is not None
            or session.expires <= self._cloud.clock.now()
        ):
            raise PromptOverError(_OVER)
        integration = self._cloud.integrations.find(session.ikey)
        if integration is None:
            raise PromptOverError(_OVER)
        return session, integration

    def _ask(self, integration: Integration, session: PromptSession, request: AuthRequest) -> bool:
        try:
            txid = self._cloud.authentication.auth(integration, request)
        except InvalidRequestParametersError:
            return False
        if not isinstance(txid, str) or not self._sessions.set_transaction(
            session.session_id, txid
        ):
            raise PromptOverError(_OVER)
        return True
