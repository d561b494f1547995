"""One client of [ldap_server_auto] and its connection to the directory.

Everything but binds and StartTLS goes through untouched, octet by octet. All of it runs on one
loop; a bind is decided in a thread of its own, and requests that come meanwhile are dropped.

Source: the Duo Authentication Proxy 5.0.0 (`lib/ldap/proxy.py`, `modules/ldap_server_auto.py`).
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import cast

from sansldap import (
    BindRequest,
    ExtendedOperations,
    ExtendedRequest,
    ExtendedResponse,
    LDAPResult,
    LDAPResultCode,
)

from failmode.simulator.authproxy.assumptions import (
    CONCURRENT_BINDS,
    START_TLS_NOT_CONFIGURED,
    START_TLS_REFUSED,
    UNFINISHED_PDU_SECONDS,
)
from failmode.simulator.authproxy.cfg.sections.ldap import LdapServerAutoSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.ldap.ber import (
    MAX_ANONYMOUS_PDU,
    MAX_PDU,
    RESPONSE_OF,
    Framer,
    Operation,
    Pdu,
)
from failmode.simulator.authproxy.ldap.client import DirectoryAddress
from failmode.simulator.authproxy.ldap.codec import decode, encode, encode_result
from failmode.simulator.authproxy.ldap.errors import BadPduError, ConnectError
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.authproxy.servers.ldap_bind import (
    BindDecider,
    BindOutcome,
    ConnectionGoneError,
    DirectoryUnreachableError,
)
from failmode.simulator.authproxy.servers.worker_threads import WorkerThreads
from failmode.simulator.edge.net.connection_limits import ConnectionGate, TooManyConnectionsError
from failmode.simulator.edge.net.stream import reset_on_close
from failmode.simulator.errors import SimulatorError
from failmode.simulator.internal_failures import Address, InternalFailures, is_exhaustion

_START_TLS = ExtendedOperations.LDAP_START_TLS.value


class TooManyBindsError(SimulatorError):
    """A bind more than may be decided at once."""


@dataclass(slots=True)
class LdapService:
    """What the connections of one section share; used on the loop alone.

    Attributes:
        section: the section.
        decider: decides about binds.
        tls: what TLS is served with; None: no TLS.
        loop: where all of it runs.
        gate: counts the connections.
        failures: what broke inside the simulator.
        logger: gets the lines of `authproxy.log`.
        connections: those that are open, from the moment they are accepted.
        workers: the threads that decide binds, as many as may be decided at once.
    """

    section: LdapServerAutoSection
    decider: BindDecider
    tls: ssl.SSLContext | None
    loop: asyncio.AbstractEventLoop
    gate: ConnectionGate
    failures: InternalFailures
    logger: logging.Logger
    workers: WorkerThreads
    connections: set[LdapConnection] = field(default_factory=set)

    @property
    def where(self) -> str:
        """What a failure is told to be of."""
        return f"the Authentication Proxy: [{self.section.name}]"

    def accept(self, sock: socket.socket, client: Address, *, ldaps: bool) -> None:
        """Let a client in, as long as there are not too many; a handshake counts as one.

        Args:
            sock: the accepted socket.
            client: where it comes from.
            ldaps: whether TLS comes first.
        """
        try:
            self.gate.enter(client[0])
        except TooManyConnectionsError as error:
            self.failures.record(error, self.where, client=client, logged=self.gate.is_told())
            reset_on_close(sock)
            sock.close()
            return
        LdapConnection(self, client, ldaps=ldaps).begin(sock)

    def check(self) -> None:
        """End the connections whose time is up; called each second."""
        now = self.loop.time()
        for connection in tuple(self.connections):
            connection.check(now)

    def stop(self) -> None:
        """End all connections at once."""
        for connection in tuple(self.connections):
            connection.abort("the proxy is stopped")


class LdapConnection(asyncio.Protocol):
    """One client.

    Args:
        service: what it shares with others; its gate has counted the connection.
        source: address and port of the client.
        ldaps: whether TLS comes first.
    """

    def __init__(self, service: LdapService, source: Address, *, ldaps: bool) -> None:
        self._service = service
        self._transport: asyncio.Transport | None = None
        self._source = source
        self._framer = Framer(MAX_ANONYMOUS_PDU)
        self._directory: _DirectoryConnection | None = None
        self._task: asyncio.Task[None] | None = None
        self._entered = True
        self._has_tls = ldaps
        self._starting_tls = False
        self._connecting = False
        self._deciding = False
        self._went_through_duo = False
        self._directory_lost = False
        self._binds = 0
        self._paused: set[str] = set()
        self._last_traffic = service.loop.time()
        self._unfinished_since: float | None = None

    @property
    def successful_binds(self) -> int:
        """How many binds have succeeded; an unbind ends the connection."""
        return self._binds

    def begin(self, sock: socket.socket) -> None:
        """Serve the client by its socket, after the handshake where TLS comes first."""
        self._service.connections.add(self)
        self._task = self._service.loop.create_task(self._open(sock))
        self._task.add_done_callback(partial(self._opened, sock))

    async def _open(self, sock: socket.socket) -> None:
        tls = self._service.tls if self._has_tls else None
        try:
            await self._service.loop.connect_accepted_socket(
                lambda: self,
                sock,
                ssl=tls,
                ssl_handshake_timeout=None if tls is None else UNFINISHED_PDU_SECONDS,
            )
        except OSError as error:
            sock.close()
            self._log(f"connection closed: no TLS: {error}")
            self.connection_lost(None)

    def _opened(self, sock: socket.socket, task: asyncio.Task[None]) -> None:
        # A task that is cancelled before it begins runs nothing of its own.
        if task.cancelled():
            sock.close()
            self.connection_lost(None)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take what the client sends."""
        self._transport = cast(asyncio.Transport, transport)
        self._last_traffic = self._service.loop.time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client, and hang up on the directory."""
        del exc
        self._transport = None
        if self._entered:
            self._entered = False
            self._service.gate.leave(self._source[0])
            self._service.connections.discard(self)
        if self._task is not None:
            self._task.cancel()
        if self._directory is not None:
            self._directory.abort()
            self._directory = None

    def data_received(self, data: bytes) -> None:
        """Take octets of the client."""
        self._last_traffic = self._service.loop.time()
        if self._starting_tls:
            # What is not encrypted must not be taken for what is.
            self.abort("octets between StartTLS and TLS")
            return
        self._framer.feed(data)
        self._process()

    def pause_writing(self) -> None:
        """Stop reading from the directory while the client does not read."""
        if self._directory is not None:
            self._directory.pause(True)

    def resume_writing(self) -> None:
        """Read from the directory again."""
        if self._directory is not None:
            self._directory.pause(False)

    def pause(self, why: str, paused: bool) -> None:
        """Stop reading from the client, or read again once nothing is left that stops it."""
        (self._paused.add if paused else self._paused.discard)(why)
        if self._transport is None or self._transport.is_closing():
            return
        if self._paused:
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def send(self, octets: bytes) -> None:
        """Send a message to the client; harmless after it has gone."""
        self._last_traffic = self._service.loop.time()
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(octets)

    def close(self) -> None:
        """End the connection after what is still to be sent."""
        if self._transport is not None:
            self._transport.close()

    def abort(self, why: str) -> None:
        """End the connection at once, or its handshake."""
        if self._transport is not None:
            self._log(f"connection closed: {why}")
            self._transport.abort()
        elif self._task is not None:
            self._task.cancel()

    def check(self, now: float) -> None:
        """End the connection when its time is up."""
        if self._transport is None:
            return
        section = self._service.section
        since = self._unfinished_since
        if since is not None and now - since > UNFINISHED_PDU_SECONDS:
            self.abort(f"a message was not finished in {UNFINISHED_PDU_SECONDS:g} s")
        elif self._directory is not None and self._directory.is_silent(section.network_timeout):
            self.abort(f"the directory did not answer in {section.network_timeout:g} s")
        elif now - self._last_traffic > section.idle_timeout:
            self.abort(f"no traffic in {section.idle_timeout:g} s")

    def ask_directory(self, octets: bytes, message_id: int) -> Pdu:
        """Send a bind to the directory and wait for its answer; not on the loop."""
        work = self._ask(octets, message_id)
        try:
            asked = asyncio.run_coroutine_threadsafe(work, self._service.loop)
        except RuntimeError as error:
            work.close()
            raise ConnectionGoneError("the proxy has stopped") from error
        try:
            return asked.result()
        except (asyncio.CancelledError, concurrent.futures.CancelledError) as error:
            raise ConnectionGoneError("the client has gone") from error

    async def _ask(self, octets: bytes, message_id: int) -> Pdu:
        directory = await self._connected()
        return await directory.ask(octets, message_id)

    async def _connected(self) -> _DirectoryConnection:
        if self._transport is None:
            raise ConnectionGoneError("the client has gone")
        if self._directory is None:
            directory = await _connect(self._service, self)
            if not self._entered:
                directory.discard()
                raise ConnectionGoneError("the client has gone")
            self._directory = directory
        return self._directory

    def _process(self) -> None:
        try:
            while self._transport is not None and not (self._connecting or self._starting_tls):
                if self._transport.is_closing():
                    return
                pdu = self._framer.next()
                if pdu is None:
                    break
                self._take(pdu)
            if self._starting_tls and self._framer.is_unfinished:
                self.abort("octets between StartTLS and TLS")
        except BadPduError as error:
            self.abort(f"what the client sent cannot be read: {error}")
        if not self._framer.is_unfinished or self._connecting:
            self._unfinished_since = None
        elif self._unfinished_since is None:
            self._unfinished_since = self._service.loop.time()

    def _take(self, pdu: Pdu) -> None:
        if pdu.tag == Operation.UNBIND_REQUEST:
            self._unbind(pdu)
        elif pdu.tag == Operation.ABANDON_REQUEST:
            self._log("an abandon request was dropped")
        elif self._deciding:
            self._log("a request was dropped: a bind is being decided")
        elif pdu.tag == Operation.BIND_REQUEST:
            self._begin_bind(pdu)
        elif pdu.tag == Operation.EXTENDED_REQUEST and _START_TLS.encode() in pdu.octets:
            self._extended(pdu)
        else:
            self._relay(pdu)

    def _unbind(self, pdu: Pdu) -> None:
        # The product's count of binds begins anew here; nothing that follows is taken any more.
        if self._directory is not None:
            self._directory.send(pdu.octets)
        self.close()

    def _relay(self, pdu: Pdu) -> None:
        if self._directory_lost:
            self._log("a request was dropped: the directory could not be reached for a bind")
        elif self._directory is not None:
            self._directory.request(pdu.octets)
        else:
            self._connecting = True
            self.pause("connecting", True)
            self._task = self._service.loop.create_task(self._connect_and_relay(pdu))

    async def _connect_and_relay(self, pdu: Pdu) -> None:
        try:
            directory = await self._connected()
        except ConnectionGoneError:
            return
        except DirectoryUnreachableError:
            if pdu.tag in RESPONSE_OF:
                code, text = LDAPResultCode.UNAVAILABLE, messages.DIRECTORY_UNREACHABLE
                self.send(encode_result(pdu, code, text))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer of a directory
            self._service.failures.record(error, self._service.where, client=self._source)
            self.abort("the simulator failed")
            return
        else:
            directory.request(pdu.octets)
        self._connecting = False
        self.pause("connecting", False)
        self._process()

    def _extended(self, pdu: Pdu) -> None:
        if decode(pdu, ExtendedRequest).name != _START_TLS:
            self._relay(pdu)
        elif self._service.tls is None:
            text = START_TLS_NOT_CONFIGURED.format(section=self._service.section.name)
            self._answer_start_tls(pdu, LDAPResultCode.PROTOCOL_ERROR, text)
        elif self._has_tls:
            self._answer_start_tls(pdu, LDAPResultCode.UNWILLING_TO_PERFORM, START_TLS_REFUSED)
        else:
            self.pause("TLS", True)
            self._answer_start_tls(pdu, LDAPResultCode.SUCCESS, "")
            self._start_tls()

    def _answer_start_tls(self, pdu: Pdu, code: LDAPResultCode, text: str) -> None:
        result = LDAPResult(code, "", text)
        self.send(encode(ExtendedResponse(pdu.message_id, [], result, _START_TLS, None)))

    def _start_tls(self) -> None:
        self._starting_tls = True
        self._task = self._service.loop.create_task(self._secure())

    async def _secure(self) -> None:
        transport, tls = self._transport, self._service.tls
        if transport is None or tls is None:
            return
        try:
            secured = await self._service.loop.start_tls(
                transport,
                self,
                tls,
                server_side=True,
                ssl_handshake_timeout=UNFINISHED_PDU_SECONDS,
            )
        except (OSError, asyncio.CancelledError) as error:
            self._log(f"connection closed: no TLS: {error}")
            transport.abort()
            self.connection_lost(None)
            return
        if secured is None or not self._entered:
            transport.abort()
            self.connection_lost(None)
            return
        self._transport = secured
        self._has_tls = True
        self._starting_tls = False
        self._last_traffic = self._service.loop.time()
        self.pause("TLS", False)

    def _begin_bind(self, pdu: Pdu) -> None:
        if self._went_through_duo and not self._service.section.allow_unlimited_binds:
            self.abort("the same connection tried to bind several times")
            return
        request = decode(pdu, BindRequest)
        self._deciding = True
        try:
            begun = self._service.workers.start(partial(self._decide, pdu, request))
        except RuntimeError as error:
            self._service.failures.record(error, self._service.where, client=self._source)
            self.abort("the simulator failed")
            return
        if not begun:
            refused = TooManyBindsError(
                f"{CONCURRENT_BINDS} binds are being decided already",
                remedy="Have fewer people log in at once, or set api_timeout",
            )
            self._service.failures.record(refused, self._service.where, client=self._source)
            self.abort(refused.what)

    def _decide(self, pdu: Pdu, request: BindRequest) -> None:
        outcome = self._service.decider.decide(self, pdu, request, self._source)
        with suppress(RuntimeError):  # the loop has ended, and all connections with it
            self._service.loop.call_soon_threadsafe(self._finish_bind, outcome)

    def _finish_bind(self, outcome: BindOutcome | None) -> None:
        if outcome is None:
            self.abort("there is no answer to the bind")
            return
        self._directory_lost = self._directory_lost or outcome.directory_unreachable
        self._went_through_duo = self._went_through_duo or outcome.decided
        if outcome.answer is None:
            return
        self._deciding = False
        if outcome.succeeded:
            self._binds += 1
            self._framer.max_size = MAX_PDU
        self.send(outcome.answer)
        if outcome.decided and not self._service.section.allow_searches_after_bind:
            self._log("connection closed: allow_searches_after_bind is false")
            self.close()

    def _log(self, message: str) -> None:
        self._service.logger.info("%s: %s", self._source, message)


class _DirectoryConnection(asyncio.Protocol):
    """The connection to the directory of one client."""

    def __init__(self, service: LdapService, client: LdapConnection) -> None:
        self._service = service
        self._client = client
        self._framer = Framer(MAX_PDU)
        self._transport: asyncio.Transport | None = None
        self._waiting: tuple[int, asyncio.Future[Pdu]] | None = None
        self._expected_tag = int(Operation.BIND_RESPONSE)
        self._silent_since: float | None = None
        self._ended = False
        # Nothing but the answer to StartTLS counts before TLS: anybody may have sent it.
        self._is_securing = self._has_more_before_tls = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._end("the directory closed the connection")

    def data_received(self, data: bytes) -> None:
        self._silent_since = None
        self._framer.feed(data)
        try:
            for pdu in self._framer.pdus():
                self._take(pdu)
        except BadPduError as error:
            self._end(f"what the directory sent cannot be read: {error}")

    def pause_writing(self) -> None:
        self._client.pause("directory", True)

    def resume_writing(self) -> None:
        self._client.pause("directory", False)

    def pause(self, paused: bool) -> None:
        """Stop reading from the directory, or read again."""
        if self._transport is not None and not self._transport.is_closing():
            (self._transport.pause_reading if paused else self._transport.resume_reading)()

    def request(self, octets: bytes) -> None:
        """Send a request that the directory is to answer."""
        if self._silent_since is None:
            self._silent_since = self._service.loop.time()
        self.send(octets)

    def send(self, octets: bytes) -> None:
        """Send octets."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(octets)

    def is_silent(self, seconds: float) -> bool:
        """Tell whether the directory has left a request unanswered for so long."""
        since = self._silent_since
        return since is not None and self._service.loop.time() - since > seconds

    async def ask(self, octets: bytes, message_id: int, tag: int = Operation.BIND_RESPONSE) -> Pdu:
        """Send a request and return its answer, which the client does not get.

        Raises:
            ConnectionGoneError: when the connection ends.
        """
        if self._ended:
            raise ConnectionGoneError("the directory has gone")
        answer: asyncio.Future[Pdu] = self._service.loop.create_future()
        self._waiting, self._expected_tag = (message_id, answer), tag
        self.request(octets)
        return await answer

    async def secure(self, context: ssl.SSLContext, address: DirectoryAddress) -> None:
        """Ask for StartTLS and begin TLS.

        Raises:
            ConnectError: when the directory refuses.
            OSError: when TLS does not come about.
        """
        self._is_securing = True
        request = encode(ExtendedRequest(1, [], _START_TLS, None))
        answer = await self.ask(request, 1, Operation.EXTENDED_RESPONSE)
        result = decode(answer, ExtendedResponse).result
        if result.result_code != LDAPResultCode.SUCCESS:
            raise ConnectError(f"{address} refuses StartTLS: {result.diagnostics_message}")
        if self._has_more_before_tls or self._framer.is_unfinished:
            raise ConnectError(f"{address} sent more before TLS than the answer to StartTLS")
        transport = self._transport
        if transport is None:
            raise ConnectError(f"{address} closed the connection")
        transport.pause_reading()
        secured = await self._service.loop.start_tls(
            transport, self, context, server_hostname=address.host
        )
        self._transport = secured
        self._is_securing = False

    def abort(self) -> None:
        """End the connection at once."""
        self._end("the client has gone")

    def discard(self) -> None:
        """End the connection at once, of which the client knows nothing yet."""
        self._ended = True
        if self._transport is not None:
            self._transport.abort()

    def _take(self, pdu: Pdu) -> None:
        waiting = self._waiting
        if waiting is not None and pdu.message_id == waiting[0] and pdu.tag == self._expected_tag:
            self._waiting = None
            if not waiting[1].done():
                waiting[1].set_result(pdu)
        elif self._is_securing:
            self._has_more_before_tls = True
        elif pdu.tag == Operation.BIND_RESPONSE:
            # Only the proxy says how a bind ended.
            self._service.logger.warning("a bind response that nobody has asked for was dropped")
        else:
            self._client.send(pdu.octets)
            if pdu.message_id == 0:
                self._end("the directory sent a notice of disconnection", flush=True)

    def _end(self, why: str, *, flush: bool = False) -> None:
        if self._ended:
            return
        self._ended = True
        if self._waiting is not None and not self._waiting[1].done():
            self._waiting[1].set_exception(ConnectionGoneError(why))
        if self._transport is not None:
            self._transport.abort()
        if flush:
            self._client.close()
        else:
            self._client.abort(why)


async def _connect(service: LdapService, client: LdapConnection) -> _DirectoryConnection:
    """Connect to the first directory that can be.

    Raises:
        DirectoryUnreachableError: when none can be.
        OSError: when this machine lacks what a connection needs.
    """
    reasons = []
    for address in service.decider.directory.addresses():
        connection = _DirectoryConnection(service, client)
        try:
            async with asyncio.timeout(address.timeout):
                await _open(service.loop, address, connection)
                if address.transport is Transport.STARTTLS:
                    await connection.secure(address.tls_context(), address)
        except (OSError, ConnectError, ConnectionGoneError, BadPduError, UnicodeError) as error:
            connection.discard()
            if isinstance(error, OSError) and is_exhaustion(error):
                raise
            reasons.append(f"{address}: {error}")
        else:
            return connection
    service.logger.warning("the directory cannot be reached: %s", "; ".join(reasons))
    raise DirectoryUnreachableError(messages.DIRECTORY_UNREACHABLE)


async def _open(
    loop: asyncio.AbstractEventLoop,
    address: DirectoryAddress,
    connection: _DirectoryConnection,
) -> None:
    ldaps = address.transport is Transport.LDAPS
    await loop.create_connection(
        lambda: connection,
        address.host,
        address.port,
        ssl=address.tls_context() if ldaps else None,
        server_hostname=address.host if ldaps else None,
    )
