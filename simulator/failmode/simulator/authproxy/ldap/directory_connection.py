"""A connection to the directory of a harness.

It takes simple binds, binds by NTLM as Active Directory does, searches (base, one level, subtree;
paged) and `Who am I?`. Nobody may search without having bound.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from sansldap import (
    BindRequest,
    BindResponse,
    ExtendedRequest,
    ExtendedResponse,
    LDAPControl,
    LDAPMessage,
    LDAPResult,
    LDAPResultCode,
    PagedResultControl,
    PartialAttribute,
    SaslCredential,
    SearchRequest,
    SearchResultDone,
    SearchResultEntry,
    SearchScope,
    SimpleCredential,
)

from failmode.simulator.authproxy.ldap.ber import (
    MAX_ANONYMOUS_PDU,
    RESPONSE_OF,
    Framer,
    Operation,
    Pdu,
)
from failmode.simulator.authproxy.ldap.client import WHO_AM_I
from failmode.simulator.authproxy.ldap.codec import decode, encode, encode_result
from failmode.simulator.authproxy.ldap.entries import (
    DOMAIN,
    DirectoryEntry,
    Entries,
    find,
    find_account,
)
from failmode.simulator.authproxy.ldap.errors import BadPduError
from failmode.simulator.authproxy.ldap.matching import in_scope, matches
from failmode.simulator.authproxy.ldap.names import Rdns, read_dn
from failmode.simulator.authproxy.ldap.ntlm import SPNEGO, NtlmKind, read_ntlm
from failmode.simulator.authproxy.ldap.value_ranges import base_names, in_ranges
from failmode.simulator.internal_failures import InternalFailures

if TYPE_CHECKING:
    from failmode.simulator.authproxy.ldap.ntlm_acceptor import NtlmAcceptor
    from failmode.simulator.authproxy.ldap.ntlm_sealing import Sealing

WRONG_NTLM = (
    "8009030C: LdapErr: DSID-0C0904DC, comment: AcceptSecurityContext error, data 52e, v1db1"
)
"""What Samba's Active Directory says of a wrong name or password; Microsoft's words are alike."""

SEALS_TWICE = "sealing inside TLS"
"""What is said to NTLM that would seal a connection that TLS protects."""

_ANYBODY: Rdns = ()

_logger = logging.getLogger(__name__)


class DirectoryConnection(asyncio.Protocol):
    """One connection, and as whom it is bound."""

    def __init__(
        self,
        entries: Entries,
        connections: set[DirectoryConnection],
        failures: InternalFailures,
        certificate: bytes | None,
        *,
        takes_kerberos: bool,
        grants_without_password: bool,
        values_at_once: int | None,
    ) -> None:
        self._values_at_once = values_at_once
        self._takes_kerberos = takes_kerberos
        self._grants_without_password = grants_without_password
        self._entries = entries
        self._connections = connections
        self._failures = failures
        self._framer = Framer(MAX_ANONYMOUS_PDU)
        self._bound: Rdns = _ANYBODY
        self._bound_dn = ""
        self._certificate = certificate
        self._ntlm: NtlmAcceptor | None = None
        self._sealing: Sealing | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection."""
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        del exc
        self._connections.discard(self)
        self._transport = None

    def abort(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        """Answer what is whole of what has come."""
        try:
            self._framer.feed(data if self._sealing is None else self._sealing.unwrap(data))
            for pdu in self._framer.pdus():
                if self._transport is None or self._transport.is_closing():
                    return
                self._handle(pdu, self._transport)
        except BadPduError as error:
            _logger.info("the built-in directory ends a connection: %s", error)
            self.abort()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer of a directory
            self._failures.record(error, "the built-in directory")
            self.abort()

    def _handle(self, pdu: Pdu, transport: asyncio.Transport) -> None:
        if pdu.tag == Operation.UNBIND_REQUEST:
            transport.close()
            return
        # What a bind comes to is told as the connection was before it (RFC 4511, 4.2.2).
        sealing = self._sealing
        octets = b"".join(self._answers(pdu))
        transport.write(octets if sealing is None else sealing.wrap(octets))

    def _answers(self, pdu: Pdu) -> Iterator[bytes]:
        match pdu.tag:
            case Operation.BIND_REQUEST:
                yield encode(self._bind(decode(pdu, BindRequest)))
            case Operation.SEARCH_REQUEST:
                yield from map(encode, self._search(decode(pdu, SearchRequest)))
            case Operation.EXTENDED_REQUEST:
                yield encode(self._extended(decode(pdu, ExtendedRequest)))
            case Operation.ABANDON_REQUEST:
                return
            case _ if pdu.tag in RESPONSE_OF:
                code = LDAPResultCode.UNWILLING_TO_PERFORM
                yield encode_result(pdu, code, "the directory cannot be changed here")
            case _:
                raise BadPduError(f"no request has the tag 0x{pdu.tag:02x}")

    def _bind(self, request: BindRequest) -> BindResponse:
        # A connection is nobody's until the bind has succeeded (RFC 4511, 4.2.1).
        self._bound, self._bound_dn = _ANYBODY, ""
        ntlm, self._ntlm = self._ntlm, None
        credential = request.authentication
        challenge = None
        if isinstance(credential, SimpleCredential):
            code, said = self._judge(request.name, credential)
        elif not isinstance(credential, SaslCredential) or credential.mechanism != SPNEGO:
            code, said = LDAPResultCode.AUTH_METHOD_NOT_SUPPORTED, "simple binds and NTLM alone"
        elif self._takes_kerberos and read_ntlm(credential.credentials or b"") is None:
            code, said = LDAPResultCode.SUCCESS, ""
        else:
            code, said, challenge = self._judge_ntlm(credential.credentials or b"", ntlm)
        return BindResponse(request.message_id, [], LDAPResult(code, "", said), challenge)

    def _judge_ntlm(
        self, token: bytes, ntlm: NtlmAcceptor | None
    ) -> tuple[LDAPResultCode, str, bytes | None]:
        """Return the result code, words, and the challenge where it is not over."""
        # Every start of a simulator would wait for what it loads.
        from failmode.simulator.authproxy.ldap.ntlm_acceptor import NtlmAcceptor  # noqa: PLC0415

        message = read_ntlm(token)
        if message is None:
            return LDAPResultCode.INVALID_CREDENTIALS, "NTLM alone is taken here", None
        if message.kind is NtlmKind.NEGOTIATE:
            if message.signs_and_seals and self._certificate is not None:
                return LDAPResultCode.UNWILLING_TO_PERFORM, SEALS_TWICE, None
            self._ntlm = NtlmAcceptor(DOMAIN, token, self._certificate)
            return LDAPResultCode.SASL_BIND_IN_PROGRESS, "", self._ntlm.challenge()
        if ntlm is None:
            return LDAPResultCode.PROTOCOL_ERROR, "NTLM from the middle", None
        entries = tuple(self._entries())

        def password_of(name: str) -> str | None:
            entry = find_account(entries, name)
            return None if entry is None else entry.password

        bound = ntlm.accept(token, password_of)
        entry = None if bound is None else find_account(entries, bound.username)
        if bound is None or entry is None:
            return LDAPResultCode.INVALID_CREDENTIALS, WRONG_NTLM, None
        self._bound, self._bound_dn = read_dn(entry.dn) or (), entry.dn
        if self._sealing is None:
            self._sealing = bound.sealing
            if self._sealing is not None and self._framer.is_unfinished:
                raise BadPduError("octets between a bind that seals and its answer")
        return LDAPResultCode.SUCCESS, "", None

    def _judge(self, bind_name: str, credential: SimpleCredential) -> tuple[LDAPResultCode, str]:
        if not credential.password and (self._grants_without_password or not bind_name):
            return LDAPResultCode.SUCCESS, ""
        if not credential.password:
            return (
                LDAPResultCode.UNWILLING_TO_PERFORM,
                "unauthenticated bind (DN with no password) disallowed",
            )
        name = read_dn(bind_name)
        if name is None:
            return LDAPResultCode.INVALID_DN_SYNTAX, "invalid DN"
        entry = find(self._entries(), name)
        if entry is None or not entry.has_password(credential.password):
            return LDAPResultCode.INVALID_CREDENTIALS, ""
        self._bound, self._bound_dn = name, entry.dn
        return LDAPResultCode.SUCCESS, ""

    def _search(self, request: SearchRequest) -> Iterator[LDAPMessage]:
        found: list[DirectoryEntry] = []
        controls: list[LDAPControl] = []
        code = LDAPResultCode.SUCCESS
        base = read_dn(request.base_object)
        entries = tuple(self._entries())
        if base is None:
            code = LDAPResultCode.INVALID_DN_SYNTAX
        elif self._bound == _ANYBODY:
            code = LDAPResultCode.INSUFFICIENT_ACCESS_RIGHTS
        elif not any(in_scope(read_dn(one.dn) or (), base, SearchScope.SUBTREE) for one in entries):
            code = LDAPResultCode.NO_SUCH_OBJECT
        else:
            found = [
                one
                for one in entries
                if in_scope(read_dn(one.dn) or (), base, request.scope)
                and matches(one, request.filter)
            ]
            found, controls = _page(found, request.controls)
        for one in found:
            yield self._entry(request, one)
        yield SearchResultDone(request.message_id, controls, LDAPResult(code, "", ""))

    def _entry(self, request: SearchRequest, entry: DirectoryEntry) -> SearchResultEntry:
        at_once = self._values_at_once
        asked = request.attributes
        wanted = {name.lower() for name in asked} if at_once is None else base_names(asked)
        everything = not wanted or "*" in wanted
        readable = {
            name: values
            for name, values in entry.readable_by(self._bound).items()
            if everything or name.lower() in wanted
        }
        given = readable.items() if at_once is None else in_ranges(readable, asked, at_once)
        return SearchResultEntry(
            request.message_id,
            [],
            entry.dn,
            [
                PartialAttribute(name, [] if request.types_only else list(values))
                for name, values in given
            ],
        )

    def _extended(self, request: ExtendedRequest) -> ExtendedResponse:
        if request.name == WHO_AM_I:
            identity = f"dn:{self._bound_dn}" if self._bound_dn else ""
            result = LDAPResult(LDAPResultCode.SUCCESS, "", "")
            return ExtendedResponse(request.message_id, [], result, None, identity.encode())
        result = LDAPResult(LDAPResultCode.PROTOCOL_ERROR, "", "unsupported extended operation")
        return ExtendedResponse(request.message_id, [], result, None, None)


def _page(
    found: list[DirectoryEntry], asked: Iterable[LDAPControl]
) -> tuple[list[DirectoryEntry], list[LDAPControl]]:
    """Return one page of what was found, with the control that leads to the next (RFC 2696)."""
    for control in asked:
        if isinstance(control, PagedResultControl) and control.size > 0:
            cookie = bytes(control.cookie)
            start = int(cookie) if cookie.isdigit() else 0
            end = start + control.size
            following = str(end).encode() if end < len(found) else b""
            return found[start:end], [PagedResultControl(False, 0, following)]
    return found, []
