"""A small LDAP directory: the directory of a harness.

It takes simple binds, binds by NTLM as Active Directory does, searches (base, one level, subtree;
paged) and `Who am I?`. Nobody may search without having bound.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    in_scope,
    matches,
)
from failmode.simulator.authproxy.ldap.errors import BadPduError
from failmode.simulator.authproxy.ldap.names import Rdns, read_dn
from failmode.simulator.authproxy.ldap.ntlm import SPNEGO, NtlmKind, read_ntlm
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.errors import PortError
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


@dataclass(frozen=True, slots=True)
class DirectoryTls:
    """What a directory speaks TLS with.

    Attributes:
        context: has the certificate and its key.
        certificate: the same in DER, which NTLM binds to.
    """

    context: ssl.SSLContext
    certificate: bytes


class DirectoryServer:
    """Serves entries over LDAP, or over LDAPS.

    Args:
        entries: gives the entries, anew for each request.
        host: address to bind.
        port: TCP port; 0: any free one.
        failures: told when a request cannot be answered because of a defect, or because the
            entries cannot be had; the connection ends then. A record of its own when left out.
        tls: for LDAPS; None: LDAP in clear text.
        takes_kerberos: whether what is no NTLM inside SPNEGO is taken for somebody's Kerberos, who
            is nobody here; for harnesses alone, as nothing is proved.
    """

    def __init__(
        self,
        entries: Entries,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        failures: InternalFailures | None = None,
        tls: DirectoryTls | None = None,
        takes_kerberos: bool = False,
    ) -> None:
        self._takes_kerberos = takes_kerberos
        self._entries = entries
        self._tls = tls
        self._where = (host, port)
        self._failures = failures or InternalFailures()
        self._loop: EdgeLoop | None = None
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self._address = ("", 0)

    @property
    def address(self) -> tuple[str, int]:
        """Address and port; known once started."""
        return self._address

    def start(self) -> None:
        """Serve until stopped.

        Raises:
            PortError: when the port cannot be used.
        """
        self._loop = EdgeLoop().start()
        try:
            self._server = self._loop.run(self._listen(self._loop.asyncio))
        except OSError as error:
            self._loop.stop()
            host, port = self._where
            raise PortError(
                port,
                f"TCP {host}:{port} cannot be used: {error.strerror}",
                "Stop what uses the port, or choose another one",
                where="the built-in directory",
            ) from error
        bound: socket.socket = self._server.sockets[0]
        self._address = bound.getsockname()[:2]

    def stop(self) -> None:
        """Free the port and end all connections."""
        if self._loop is None or self._server is None:
            return
        server = self._server

        def end() -> None:
            server.close()
            for connection in tuple(self._connections):
                connection.abort()

        self._loop.call(end)
        self._loop.stop()
        self._loop = self._server = None

    async def _listen(self, loop: asyncio.AbstractEventLoop) -> asyncio.Server:
        host, port = self._where
        tls = self._tls
        certificate = None if tls is None else tls.certificate
        return await loop.create_server(
            lambda: _Connection(
                self._entries,
                self._connections,
                self._failures,
                certificate,
                takes_kerberos=self._takes_kerberos,
            ),
            host,
            port,
            ssl=None if tls is None else tls.context,
        )


class _Connection(asyncio.Protocol):
    """One connection, and as whom it is bound."""

    def __init__(
        self,
        entries: Entries,
        connections: set[_Connection],
        failures: InternalFailures,
        certificate: bytes | None,
        *,
        takes_kerberos: bool,
    ) -> None:
        self._takes_kerberos = takes_kerberos
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
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._connections.discard(self)
        self._transport = None

    def abort(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
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
        if not bind_name and not credential.password:
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
        wanted = {name.lower() for name in request.attributes}
        everything = not wanted or "*" in wanted
        return SearchResultEntry(
            request.message_id,
            [],
            entry.dn,
            [
                PartialAttribute(name, [] if request.types_only else list(values))
                for name, values in entry.readable_by(self._bound).items()
                if everything or name.lower() in wanted
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
