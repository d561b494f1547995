"""[ldap_server_auto]: what becomes of one bind. It runs in a thread of its own.

Source: the Duo Authentication Proxy 5.0.0 (`modules/ldap_server_auto.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from sansldap import (
    BindRequest,
    BindResponse,
    LDAPResult,
    LDAPResultCode,
    SaslCredential,
    SimpleCredential,
)

from failmode.simulator.authproxy.assumptions import SASL_IN_PROGRESS
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.clients.ad import AdDirectory
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.events import AuthStage, AuthStatus, EventForm
from failmode.simulator.authproxy.core.failmode_decision import Refusal, Refusals
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    LoginAttempt,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryAuthenticator,
    PrimaryError,
    PrimaryResult,
)
from failmode.simulator.authproxy.ldap.ber import Pdu
from failmode.simulator.authproxy.ldap.codec import decode, encode
from failmode.simulator.authproxy.ldap.errors import BadPduError, LdapError
from failmode.simulator.authproxy.ldap.names import is_within, read_dn
from failmode.simulator.authproxy.ldap.ntlm import NtlmMessage, read_ntlm
from failmode.simulator.duo.directory.names import is_same_user
from failmode.simulator.errors import SimulatorError
from failmode.simulator.internal_failures import InternalFailureError, InternalFailures
from failmode.terms import Vendor

LDAP_EVENTS = EventForm(
    primary_accepted=messages.LDAP_PRIMARY_ACCEPTED,
    primary_rejected=messages.LDAP_PRIMARY_REJECTED,
    primary_error=messages.LDAP_PRIMARY_ERROR,
    # What the product writes when Duo lets the user in at preauth is not known.
    preauth_allowed=messages.LDAP_PREAUTH_RESULT,
    preauth_denied=messages.LDAP_PREAUTH_RESULT,
    allowed=messages.LDAP_ALLOWED,
    denied=messages.LDAP_DENIED,
    names_factor=True,
    omits_unknown=True,
)
"""How the events of LDAP servers are worded; they have no address of the user's machine."""

LDAP_REFUSALS = Refusals(preauth=Refusal(messages.PREAUTH_FAILED, AuthStatus.ERROR))
"""How LDAP servers refuse: as RADIUS servers, with another status in the event of preauth."""

_SPNEGO = "GSS-SPNEGO"
_SAM_ACCOUNT_NAME, _COMMON_NAME = "sAMAccountName", "cn"


class DirectoryUnreachableError(SimulatorError):
    """The directory cannot be connected to."""


class ConnectionGoneError(SimulatorError):
    """The client's connection, or that to the directory, has ended meanwhile."""


class ClientConnection(Protocol):
    """The connection that a bind came by."""

    @property
    def successful_binds(self) -> int:
        """How many binds have succeeded on it."""
        ...

    def ask_directory(self, octets: bytes, message_id: int) -> Pdu:
        """Send a bind to the directory and wait for its answer.

        Raises:
            DirectoryUnreachableError: when the directory cannot be connected to.
            ConnectionGoneError: when client or directory have gone.
        """
        ...


@dataclass(frozen=True, slots=True)
class BindOutcome:
    """What becomes of a bind.

    Attributes:
        answer: the message to the client; None: none ever.
        succeeded: whether the client is told success.
        decided: whether it went as far as the second factor.
        directory_unreachable: whether the directory could not be connected to.
    """

    answer: bytes | None
    succeeded: bool = False
    decided: bool = False
    directory_unreachable: bool = False


CLOSED = None
"""Stands for an outcome: the connection ends without an answer."""


@dataclass(frozen=True, slots=True)
class _DirectoryResult(PrimaryResult):
    """What the directory made of a bind.

    Attributes:
        answer: its message as it came.
    """

    answer: bytes = b""


@dataclass(frozen=True, slots=True)
class BindDecider:
    """Decides about the binds of one section.

    Attributes:
        section: the section.
        directory: where names are looked up.
        flow: makes the flow of a login whose primary password something checks.
        failures: what broke inside the simulator; of a bind that it may concern nothing is said.
        logger: gets the lines of `authproxy.log`.
    """

    section: LdapServerAutoSection
    directory: AdDirectory
    flow: Callable[[PrimaryAuthenticator], LoginFlow]
    failures: InternalFailures
    logger: logging.Logger

    def decide(
        self, connection: ClientConnection, pdu: Pdu, request: BindRequest, source: object
    ) -> BindOutcome | None:
        """Decide about a bind; takes as long as directory, Duo and user do.

        Args:
            connection: where it came from.
            pdu: the request as it came.
            request: the same, decoded.
            source: the client's address, for the log.

        Returns:
            what becomes of it; None: the connection ends without an answer.
        """
        mark = self.failures.count
        bind = _Bind(self, connection, pdu, request, source)
        try:
            outcome = bind.decide()
            is_user = partial(is_same_user, bind.username or "") if bind.username else None
            self.failures.check(mark, vendor=Vendor.DUO, is_user=is_user)
        except ConnectionGoneError as error:
            bind.log(f"no answer: {error}")
        except BadPduError as error:
            bind.log(f"the directory's answer cannot be read: {error}")
        except InternalFailureError as error:
            bind.log_failure(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no decision about the user
            where = f"the Authentication Proxy: [{self.section.name}]"
            failure = self.failures.record(error, where, user=bind.username)
            bind.log_failure(InternalFailureError(failure))
        else:
            return outcome
        return CLOSED


@dataclass(slots=True)
class _Bind:
    """One bind under way."""

    decider: BindDecider
    connection: ClientConnection
    pdu: Pdu
    request: BindRequest
    source: object
    username: str | None = None
    flow: LoginFlow = field(init=False)

    def __post_init__(self) -> None:
        self.flow = self.decider.flow(self)

    def log(self, message: str) -> None:
        """Write a line to `authproxy.log`."""
        self.decider.logger.info("(%s, %s): %s", self.source, self.request.name, message)

    def log_failure(self, error: InternalFailureError) -> None:
        """Say in `authproxy.log` that the simulator failed, and nobody else."""
        self.decider.logger.error("(%s, %s): no answer: %s", self.source, self.request.name, error)

    def decide(self) -> BindOutcome:
        credential = self.request.authentication
        if isinstance(credential, SaslCredential):
            return self._sasl(credential)
        if isinstance(credential, SimpleCredential):
            return self._simple(credential.password)
        raise BadPduError("a bind that is neither simple nor SASL")

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Ask the directory by this very connection; see `PrimaryAuthenticator`."""
        request = self.request
        octets = self.pdu.octets
        credential = request.authentication
        if isinstance(credential, SimpleCredential) and credential.password != credentials.password:
            # Nobody is authenticated by a bind without a password (RFC 4513, 5.1.2). Assumed of the
            # product: it takes an empty one before a factor for wrong.
            if not credentials.password:
                return PrimaryResult(accepted=False, message="an empty password")
            shorter = replace(request, authentication=SimpleCredential(credentials.password))
            octets = encode(shorter)
        try:
            answer = self.connection.ask_directory(octets, self.pdu.message_id)
        except DirectoryUnreachableError as error:
            raise PrimaryError(error.what) from error
        result = decode(answer, BindResponse).result
        accepted = result.result_code == LDAPResultCode.SUCCESS
        return _DirectoryResult(accepted, result.diagnostics_message, answer.octets)

    def _simple(self, password: str) -> BindOutcome:
        generation = self.flow.generation
        attempt = self._attempt(None, password)
        primary, factor = self.flow.primary_and_factor(attempt)
        if not isinstance(primary, _DirectoryResult):
            return self._unreachable()
        if not primary.accepted:
            return BindOutcome(primary.answer)
        name = self.request.name
        if (
            self._is_exempt_first_bind(attempt)
            or (not password and self._is_anonymous(attempt, name))
            or self._is_in_exempt_ou(attempt, name)
        ):
            return BindOutcome(primary.answer, succeeded=True)
        username = self._username_of(name)
        if username is None:
            text = messages.CANNOT_FIND_USERNAME
            self.flow.note(attempt, text, AuthStage.SECONDARY, AuthStatus.ERROR)
            return self._denied(text)
        return self._second_factor(username, password, primary, factor, generation)

    def _sasl(self, credential: SaslCredential) -> BindOutcome:
        generation = self.flow.generation
        attempt = self._attempt(None, "")
        if credential.mechanism != _SPNEGO:
            code, text = LDAPResultCode.UNWILLING_TO_PERFORM, messages.UNSUPPORTED_SASL_MECHANISM
            self.log(text)
            return BindOutcome(self._answer(code, text))
        ntlm = read_ntlm(credential.credentials or b"")
        if ntlm is not None and ntlm.signs_and_seals:
            self.log(messages.SIGN_AND_SEAL)
            code = LDAPResultCode.AUTH_METHOD_NOT_SUPPORTED
            return BindOutcome(self._answer(code, messages.SIGN_AND_SEAL))
        try:
            answer = self.connection.ask_directory(self.pdu.octets, self.pdu.message_id)
        except DirectoryUnreachableError:
            text = messages.LDAP_PRIMARY_ERROR
            self.flow.note(attempt, text, AuthStage.PRIMARY, AuthStatus.ERROR)
            return self._unreachable()
        result = decode(answer, BindResponse).result
        match result.result_code:
            case LDAPResultCode.SUCCESS:
                text, status = messages.LDAP_PRIMARY_ACCEPTED, AuthStatus.ALLOW
            case LDAPResultCode.SASL_BIND_IN_PROGRESS:
                text, status = SASL_IN_PROGRESS, AuthStatus.CHALLENGE
            case _:
                text, status = messages.LDAP_PRIMARY_REJECTED, AuthStatus.REJECT
        self.flow.note(attempt, text, AuthStage.PRIMARY, status)
        if status is not AuthStatus.ALLOW:
            return BindOutcome(answer.octets)
        accepted = _DirectoryResult(accepted=True, message="", answer=answer.octets)
        return self._after_sasl(attempt, ntlm, accepted, generation)

    def _after_sasl(
        self,
        attempt: LoginAttempt,
        ntlm: NtlmMessage | None,
        primary: _DirectoryResult,
        generation: int,
    ) -> BindOutcome:
        if self._is_exempt_first_bind(attempt):
            return BindOutcome(primary.answer, succeeded=True)
        if ntlm is None or ntlm.user is None:
            text = messages.UNSUPPORTED_SASL_BIND
            self.flow.note(attempt, text, AuthStage.UNKNOWN, AuthStatus.ALLOW)
            return BindOutcome(primary.answer, succeeded=True)
        if self._is_in_exempt_ou(attempt, f"\\{ntlm.user}"):
            return BindOutcome(primary.answer, succeeded=True)
        return self._second_factor(ntlm.user, "", primary, None, generation)

    def _second_factor(
        self,
        username: str,
        password: str,
        primary: _DirectoryResult,
        factor: str | None,
        generation: int,
    ) -> BindOutcome:
        self.username = username
        attempt = self._attempt(username, password)
        result = self.flow.second_factor(attempt, primary, factor, generation)
        match result:
            case Accepted():
                return BindOutcome(primary.answer, succeeded=True, decided=True)
            case Rejected(message):
                return self._denied(message or "")
            case Unanswered():
                return BindOutcome(None, decided=True)
            case _:
                raise TypeError(f"no outcome of a bind: {type(result).__name__}")

    def _is_exempt_first_bind(self, attempt: LoginAttempt) -> bool:
        exempt = self.decider.section.exempt_primary_bind and not self.connection.successful_binds
        if exempt:
            text = messages.PRIMARY_BIND_EXEMPT
            self.flow.note(attempt, text, AuthStage.SECONDARY, AuthStatus.ALLOW)
        return exempt

    def _is_anonymous(self, attempt: LoginAttempt, name: str) -> bool:
        """Record a bind without a password, about which there is nothing to ask."""
        text = messages.UNAUTHENTICATED_BIND.format(dn=name) if name else messages.ANONYMOUS_BIND
        self.flow.note(attempt, text, AuthStage.SECONDARY, AuthStatus.ALLOW)
        return True

    def _is_in_exempt_ou(self, attempt: LoginAttempt, name: str) -> bool:
        bases = self.decider.section.exempt_ous
        if not bases:
            return False
        dn = name if read_dn(name) else self._dn_of(name)
        read = None if dn is None else read_dn(dn)
        if not read or not any(base and is_within(read, base) for base in map(read_dn, bases)):
            return False
        text = messages.EXEMPT_OU.format(dn=dn)
        self.flow.note(attempt, text, AuthStage.SECONDARY, AuthStatus.ALLOW)
        return True

    def _dn_of(self, name: str) -> str | None:
        """Look up the entry of a bind name that is no distinguished name."""
        if "@" in name:
            attribute, value = self.decider.directory.section.at_attribute, name
        elif "\\" in name:
            attribute, value = _SAM_ACCOUNT_NAME, name.rpartition("\\")[2]
        else:
            attribute, value = _COMMON_NAME, name
        try:
            found = self.decider.directory.users_by(attribute, value)
        except LdapError as error:
            self.log(f"{name!r} was not looked up: {error}")
            return None
        return found[0].dn if len(found) == 1 else None

    def _username_of(self, name: str) -> str | None:
        """Return what Duo is told; None when the directory has no user name for an entry."""
        if not read_dn(name):
            return name
        directory = self.decider.directory
        try:
            entry = directory.user_at(name)
        except LdapError as error:
            self.log(f"the user name of {name!r} was not looked up: {error}")
            return None
        return None if entry is None else entry.text(directory.section.username_attribute)

    def _attempt(self, username: str | None, password: str) -> LoginAttempt:
        return LoginAttempt(
            Credentials(username, password, None), self.log, {"dn": self.request.name}
        )

    def _denied(self, text: str) -> BindOutcome:
        return BindOutcome(self._answer(LDAPResultCode.INVALID_CREDENTIALS, text), decided=True)

    def _unreachable(self) -> BindOutcome:
        answer = self._answer(LDAPResultCode.UNAVAILABLE, messages.DIRECTORY_UNREACHABLE)
        return BindOutcome(answer, directory_unreachable=True)

    def _answer(self, code: LDAPResultCode, text: str) -> bytes:
        return encode(BindResponse(self.pdu.message_id, [], LDAPResult(code, "", text)))
