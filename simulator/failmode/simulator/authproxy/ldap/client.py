"""A client of a directory: connect, bind, search in pages; it blocks, with timeouts."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sansldap import (
    BindRequest,
    BindResponse,
    DereferencingPolicy,
    ExtendedOperations,
    ExtendedRequest,
    ExtendedResponse,
    LDAPControl,
    LDAPFilter,
    LDAPResult,
    LDAPResultCode,
    PagedResultControl,
    SaslCredential,
    SearchRequest,
    SearchResultDone,
    SearchResultEntry,
    SearchScope,
    SimpleCredential,
)

from failmode.simulator.authproxy.ldap.ber import MAX_PDU, Framer, Operation, Pdu
from failmode.simulator.authproxy.ldap.codec import UNBIND, decode, encode
from failmode.simulator.authproxy.ldap.errors import (
    BadPduError,
    BindError,
    ConnectError,
    ExtendedError,
    LdapTimeoutError,
    NoNtlmError,
    Phase,
    ResolveError,
    ResultError,
    SearchError,
)
from failmode.simulator.authproxy.ldap.ntlm import SPNEGO, NtlmAccount, NtlmVersion
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.errors import host_and_port
from failmode.simulator.internal_failures import is_exhaustion

WHO_AM_I = "1.3.6.1.4.1.4203.1.11.3"
"""The extended operation of RFC 4532."""
if TYPE_CHECKING:
    from failmode.simulator.authproxy.ldap.ntlm_sealing import Sealing

_CHUNK = 65_536
_NO_NTLM = frozenset(
    {
        LDAPResultCode.PROTOCOL_ERROR,
        LDAPResultCode.AUTH_METHOD_NOT_SUPPORTED,
        LDAPResultCode.UNWILLING_TO_PERFORM,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryAddress:
    """Where a directory is, and how it is spoken to.

    Attributes:
        host: name or address.
        port: TCP port.
        transport: how the connection is protected.
        ca_file: PEM bundle that its certificate must lead to; None: what the system trusts.
        ca_data: PEM text that its certificate must lead to, in the place of a file.
        verify_certificate: whether the certificate must lead anywhere; False: any is taken.
        verify_hostname: whether the certificate must be for `host`.
        timeout: seconds for each step: to connect, for TLS, for each message of an answer.
    """

    host: str
    port: int
    transport: Transport = Transport.CLEAR
    ca_file: Path | None = None
    ca_data: str | None = None
    verify_certificate: bool = True
    verify_hostname: bool = True
    timeout: float = 10.0

    def __str__(self) -> str:
        scheme = "ldaps" if self.transport is Transport.LDAPS else "ldap"
        return f"{scheme}://{host_and_port(self.host, self.port)}"

    def tls_context(self) -> ssl.SSLContext:
        """Return what its certificate is checked by.

        Raises:
            ConnectError: when the CA file cannot be used.
        """
        try:
            context = ssl.create_default_context(cafile=self.ca_file, cadata=self.ca_data)
        except (OSError, ssl.SSLError) as error:
            raise ConnectError(
                f"the CA file {self.ca_file} cannot be used: {error}",
                remedy="Name a PEM file with at least one certificate",
            ) from error
        context.check_hostname = self.verify_hostname and self.verify_certificate
        if not self.verify_certificate:
            context.verify_mode = ssl.CERT_NONE
        return context


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry that a search found.

    Attributes:
        dn: its distinguished name.
        attributes: raw values by attribute name in lower case.
    """

    dn: str
    attributes: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def values(self, name: str) -> tuple[bytes, ...]:
        """Return the raw values of an attribute, whose case does not matter; none: empty."""
        return self.attributes.get(name.lower(), ())

    def text(self, name: str) -> str | None:
        """Return the first value of an attribute as text; None when there is none in UTF-8."""
        for value in self.values(name):
            try:
                return value.decode()
            except UnicodeDecodeError:
                return None
        return None


class LdapClient:
    """One connection to a directory; a context manager. It is for one thread at a time.

    Args:
        address: where to connect.

    Raises:
        ResolveError: when the name leads nowhere.
        ConnectError: when no connection, or no TLS, comes about.
        LdapTimeoutError: when it takes too long.
        OSError: when this machine lacks what a connection needs, which says nothing of a directory.
    """

    def __init__(self, address: DirectoryAddress) -> None:
        self.address = address
        self._numbers = count(1)
        self._framer = Framer(MAX_PDU)
        self._sealing: Sealing | None = None
        self._socket = self._connect()
        try:
            match address.transport:
                case Transport.LDAPS:
                    self._secure(Phase.CONNECT)
                case Transport.STARTTLS:
                    self._begin_with_start_tls()
                case Transport.CLEAR:
                    pass
        except BaseException:
            self._socket.close()
            raise

    def bind(self, name: str, password: str) -> str:
        """Make a simple bind.

        A name without a password is an unauthenticated bind (RFC 4513, 5.1.2): directories may
        grant it to anybody, so it says nothing about who asks.

        Args:
            name: distinguished name, or another name that the directory takes.
            password: of that name.

        Returns:
            the directory's own words with the success; mostly empty.

        Raises:
            BindError: when the directory refuses.
            ConnectError: when the connection ends.
            LdapTimeoutError: when no answer comes in time.
            BadPduError: when the answer is no LDAP.
        """
        number = next(self._numbers)
        request = BindRequest(number, [], 3, name, SimpleCredential(password))
        self._send(Phase.BIND, encode(request))
        result = decode(self._receive(Phase.BIND, number), BindResponse).result
        _check(result, BindError, f"{self.address} refuses the bind as {name!r}")
        return result.diagnostics_message

    def bind_ntlm(self, account: NtlmAccount) -> str:
        """Bind by NTLM, whose messages stand bare in SASL's GSS-SPNEGO.

        NTLMv2 without TLS seals the connection from the first bind on, and binds to the
        certificate of one with TLS; NTLMv1 does neither, as with the product.

        Args:
            account: who binds.

        Returns:
            the directory's own words with the success; mostly empty.

        Raises:
            NoNtlmError: when the directory does not take NTLM.
            NtlmRefusedError: when its NTLM cannot be used.
            BindError: when the directory refuses the account.
            ConnectError: when the connection ends.
            LdapTimeoutError: when no answer comes in time.
            BadPduError: when the answer is no LDAP, or no NTLM.
        """
        # Few sections ask for it, and every start would wait for what it loads.
        from failmode.simulator.authproxy.ldap.ntlm_initiator import (  # noqa: PLC0415
            NtlmInitiator,
        )

        is_v2 = account.version is NtlmVersion.V2
        certificate = None
        if is_v2 and isinstance(self._socket, ssl.SSLSocket):
            certificate = self._socket.getpeercert(binary_form=True)
        seals = is_v2 and self.address.transport is Transport.CLEAR
        ntlm = NtlmInitiator(account, seals=seals, certificate=certificate)
        answer = self._bind_sasl(ntlm.negotiate())
        if answer.result.result_code == LDAPResultCode.SUCCESS:
            raise BadPduError(f"{self.address} takes the first message of NTLM for all of it")
        if answer.result.result_code != LDAPResultCode.SASL_BIND_IN_PROGRESS:
            kind = NoNtlmError if answer.result.result_code in _NO_NTLM else BindError
            _check(answer.result, kind, f"{self.address} refuses to begin a bind by NTLM")
        answer = self._bind_sasl(ntlm.authenticate(answer.server_sasl_creds or b""))
        _check(answer.result, BindError, f"{self.address} refuses the bind as {account.username!r}")
        if seals and self._sealing is None:
            if self._framer.is_unfinished:
                raise ConnectError(f"{self.address} sent more than the answer before sealing")
            self._sealing = ntlm.sealing()
        return answer.result.diagnostics_message

    def bind_sasl(self, mechanism: str, credentials: bytes) -> None:
        """Make a SASL bind of one step.

        Args:
            mechanism: its name, such as `EXTERNAL`.
            credentials: what is sent with it.

        Raises:
            BindError: when the directory refuses, or wants another step.
            ConnectError: when the connection ends.
            LdapTimeoutError: when no answer comes in time.
            BadPduError: when the answer is no LDAP.
        """
        answer = self._bind_sasl(credentials, mechanism)
        _check(answer.result, BindError, f"{self.address} refuses the bind by {mechanism}")

    def _bind_sasl(self, credentials: bytes, mechanism: str = SPNEGO) -> BindResponse:
        number = next(self._numbers)
        request = BindRequest(number, [], 3, "", SaslCredential(mechanism, credentials))
        self._send(Phase.BIND, encode(request))
        return decode(self._receive(Phase.BIND, number), BindResponse)

    def search(
        self,
        base: str,
        wanted: LDAPFilter,
        *,
        scope: SearchScope = SearchScope.SUBTREE,
        attributes: Sequence[str] = (),
        page_size: int | None = None,
        on_page: Callable[[], None] = lambda: None,
    ) -> Iterator[Entry]:
        """Yield the entries that a search finds; aliases are not followed, referrals are left out.

        Args:
            base: where the search begins.
            wanted: the filter.
            scope: how far it goes.
            attributes: names of what is wanted of an entry; empty: all that users may see.
            page_size: entries of a page, asked for by a critical control; None: all at once.
            on_page: called after each page.

        Raises:
            SearchError: when the directory refuses.
            ConnectError: when the connection ends.
            LdapTimeoutError: when the next message does not come in time.
            BadPduError: when the answer is no LDAP.
        """
        cookie = b""
        while True:
            controls: list[LDAPControl] = []
            if page_size is not None:
                controls.append(PagedResultControl(True, page_size, cookie))
            number = self._send_search(base, wanted, scope, attributes, controls)
            while True:
                pdu = self._receive(Phase.SEARCH, number)
                if pdu.tag == Operation.SEARCH_DONE:
                    break
                if pdu.tag == Operation.SEARCH_ENTRY:
                    yield _entry(decode(pdu, SearchResultEntry))
            done = decode(pdu, SearchResultDone)
            _check(done.result, SearchError, f"the search below {base!r} was refused")
            on_page()
            cookie = _cookie(done.controls)
            if page_size is None or not cookie:
                return

    def who_am_i(self) -> str:
        """Ask the directory as whom the connection is bound (RFC 4532).

        Returns:
            an authorization identity, such as `dn:uid=alice,dc=example,dc=test`; empty: nobody.

        Raises:
            ExtendedError: when the directory refuses.
            ConnectError: when the connection ends.
            LdapTimeoutError: when no answer comes in time.
            BadPduError: when the answer is no LDAP.
        """
        number = next(self._numbers)
        self._send(Phase.EXTENDED, encode(ExtendedRequest(number, [], WHO_AM_I, None)))
        answer = decode(self._receive(Phase.EXTENDED, number), ExtendedResponse)
        _check(answer.result, ExtendedError, f"{self.address} does not say who is bound")
        return bytes(answer.value or b"").decode(errors="replace")

    def start_tls(self) -> None:
        """Ask for StartTLS and begin TLS.

        Raises:
            ExtendedError: when it is refused.
            ConnectError: when the connection ends, or no TLS comes about.
            LdapTimeoutError: when no answer comes in time.
            BadPduError: when the answer is no LDAP.
        """
        number = next(self._numbers)
        request = ExtendedRequest(number, [], ExtendedOperations.LDAP_START_TLS.value, None)
        self._send(Phase.STARTTLS, encode(request))
        answer = decode(self._receive(Phase.STARTTLS, number), ExtendedResponse)
        _check(answer.result, ExtendedError, f"{self.address} refuses StartTLS")
        if self._framer.is_unfinished:
            raise ConnectError(f"{self.address} sent more before TLS than the answer to StartTLS")
        self._secure(Phase.STARTTLS)

    def is_ended(self, seconds: float) -> bool:
        """Wait for the other side to end the connection; whatever it sends is left out.

        Args:
            seconds: how long.

        Returns:
            whether it has.
        """
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                if not self._socket.recv(_CHUNK):
                    return True
            except TimeoutError:
                return False
            except OSError:
                return True
        return False

    def close(self) -> None:
        """Unbind and end the connection."""
        with suppress(OSError):
            self._socket.sendall(self._sealed(UNBIND))
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _connect(self) -> socket.socket:
        address = self.address
        try:
            found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise ResolveError(f"{address.host!r} leads to no address: {error}") from error
        failure: OSError = OSError("no address")
        for family, kind, protocol, _, where in found:
            try:
                sock = socket.socket(family, kind, protocol)
                try:
                    sock.settimeout(address.timeout)
                    sock.connect(where)
                except BaseException:
                    sock.close()
                    raise
            except OSError as error:
                failure = error
            else:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return sock
        raise self._failure(Phase.CONNECT, failure) from failure

    def _begin_with_start_tls(self) -> None:
        try:
            self.start_tls()
        except ExtendedError as error:
            raise ConnectError(error.what) from error

    def _secure(self, phase: Phase) -> None:
        context = self.address.tls_context()
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=self.address.host)
        except (OSError, ValueError) as error:
            raise self._failure(phase, error) from error

    def _send_search(
        self,
        base: str,
        wanted: LDAPFilter,
        scope: SearchScope,
        attributes: Sequence[str],
        controls: list[LDAPControl],
    ) -> int:
        number = next(self._numbers)
        request = SearchRequest(
            number,
            controls,
            base_object=base,
            scope=scope,
            deref_aliases=DereferencingPolicy.NEVER,
            size_limit=0,
            time_limit=0,
            types_only=False,
            filter=wanted,
            attributes=list(attributes),
        )
        self._send(Phase.SEARCH, encode(request))
        return number

    def _send(self, phase: Phase, octets: bytes) -> None:
        self._socket.settimeout(self.address.timeout)
        try:
            self._socket.sendall(self._sealed(octets))
        except OSError as error:
            raise self._failure(phase, error) from error

    def _receive(self, phase: Phase, number: int) -> Pdu:
        """Return the next message of the answer to a request."""
        end = time.monotonic() + self.address.timeout
        while True:
            pdu = self._framer.next()
            if pdu is None:
                self._framer.feed(self._read(phase, end - time.monotonic()))
            elif pdu.message_id == number:
                return pdu
            elif pdu.message_id == 0:
                raise ConnectError(f"{self.address} sent a notice of disconnection")

    def _read(self, phase: Phase, seconds: float) -> bytes:
        if seconds <= 0:
            raise self._failure(phase, TimeoutError())
        self._socket.settimeout(seconds)
        try:
            data = self._socket.recv(_CHUNK)
        except OSError as error:
            raise self._failure(phase, error) from error
        if not data:
            raise ConnectError(f"{self.address} closed the connection at {phase}")
        return data if self._sealing is None else self._sealing.unwrap(data)

    def _sealed(self, octets: bytes) -> bytes:
        return octets if self._sealing is None else self._sealing.wrap(octets)

    def _failure(self, phase: Phase, error: Exception) -> Exception:
        if isinstance(error, TimeoutError):
            return LdapTimeoutError(
                phase, f"{self.address} did not answer at {phase} in {self.address.timeout:g} s"
            )
        if isinstance(error, OSError) and is_exhaustion(error):
            return error
        return ConnectError(f"{self.address} cannot be spoken to at {phase}: {error}")


def _check(result: LDAPResult, kind: type[ResultError], what: str) -> None:
    if result.result_code != LDAPResultCode.SUCCESS:
        raise kind(what, int(result.result_code), result.diagnostics_message)


def _cookie(controls: Sequence[LDAPControl]) -> bytes:
    for control in controls:
        if isinstance(control, PagedResultControl):
            return control.cookie
    return b""


def _entry(found: SearchResultEntry) -> Entry:
    attributes: dict[str, tuple[bytes, ...]] = {}
    for one in found.attributes:
        name = one.name.lower()
        attributes[name] = (*attributes.get(name, ()), *map(bytes, one.values))
    return Entry(found.object_name, attributes)
