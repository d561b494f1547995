"""The network as a simulated machine sees it: names, real TCP and TLS, and the ways to fail.

Simulated clients (the endpoints, the Authentication Proxy) reach the vendors with `call`, which
goes through the same edge, over the same sockets, as any real client would. Where a name leads to
several addresses, one after the other is tried, as Duo Unix does; whether the other products do is
not known.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import math
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from http import HTTPStatus
from pathlib import Path
from typing import Protocol

from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.http_exchange import (
    AnswerReader,
    NoHttpError,
    UnsendableError,
    request_bytes,
)
from failmode.simulator.internal_failures import Address, InternalFailureError, InternalFailures
from failmode.simulator.sockets import BlockingConnection, ClientLoop, Connect, Connection, run
from failmode.simulator.trust import client_context

_HOST_MISMATCH = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_HTTP = b"HTTP/"
_HTTP_PORT = 80
_SWITCHING = HTTPStatus.SWITCHING_PROTOCOLS
_READ_SIZE = 65_536
_LONGEST_SWITCH = 1_048_576
_LONGEST_TUNNEL_ANSWER = 16_384
_SHOWN_OCTETS = 80
_NO_CLIENT: Address = ("", 0)
"""The socket of a call that never got one: no request can have failed on it."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a client waits, in seconds; None waits for ever.

    Attributes:
        connect: for TCP, and again for the TLS handshake.
        read: for the next bytes of the answer.
        total: for the whole call, whatever arrives meanwhile.
        handshake: for the TLS handshake instead of `connect`; `math.inf` waits for ever.
    """

    connect: float | None = None
    read: float | None = None
    total: float | None = None
    handshake: float | None = None

    def __post_init__(self) -> None:
        for name in ("connect", "read", "total", "handshake"):
            seconds = getattr(self, name)
            if seconds is not None and not seconds > 0:
                raise ConfigError(
                    f"the {name} timeout is {seconds!r}", "Give seconds above 0, or None for ever"
                )


class UnreachableKind(StrEnum):
    """How a call failed, as the client sees it."""

    DNS = "dns"
    REFUSED = "refused"
    NO_ROUTE = "no-route"
    CONNECT_TIMEOUT = "connect-timeout"
    TLS_TIMEOUT = "tls-timeout"
    TLS_FAILED = "tls-failed"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    CERTIFICATE_WRONG_HOST = "certificate-wrong-host"
    READ_TIMEOUT = "read-timeout"
    CLOSED = "closed"
    RESET = "reset"
    PROTOCOL_ERROR = "protocol-error"


class Unreachable(SimulatorError):  # noqa: N818  # it is the outcome of a call, not a mistake
    """No answer could be had.

    Args:
        kind: how it failed.
        detail: what happened, in words, for a log or a trace.
    """

    def __init__(self, kind: UnreachableKind, detail: str) -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind}: {detail}")


@dataclass(frozen=True, slots=True)
class Tunnel:
    """The way to a host through an HTTP proxy, which is asked with CONNECT.

    Attributes:
        proxy: address or name, and port, of the HTTP proxy, as this machine's own resolver knows
            it.
        port: port of the host that the HTTP proxy is asked for.
        agent: what the client calls itself towards the HTTP proxy.
    """

    proxy: tuple[str, int]
    port: int
    agent: str


@dataclass(frozen=True, slots=True)
class Response:
    """What came back.

    Attributes:
        status: the HTTP status.
        headers: names and values in order, as sent.
        body: what came of the body.
        complete: False when the connection ended before the announced length.
        cut: how it ended when not complete: `CLOSED` or `RESET`; else None.
        passed_over: of the name's addresses, those that took no connection before one did.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    complete: bool = True
    cut: UnreachableKind | None = None
    passed_over: int = 0

    def header(self, name: str) -> str | None:
        """Give the first value of a header, whatever its case, or None."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


class NetworkFaults(Protocol):
    """What goes wrong when names are looked up and connections are made."""

    def addresses(self, vendor: str, address: Address) -> Sequence[Address]:
        """Tell where this vendor's name leads now, in order; nowhere when it does not resolve.

        Args:
            vendor: whose name.
            address: where the vendor is served.
        """

    def connection_failed(self, vendor: str) -> None:
        """Be told that a connection to this vendor could not be made."""


class Network:
    """Names and where they lead, as the simulated machines' resolver sees them.

    Args:
        addresses: host name to (address, port).
        faults: asked before each look-up, and told of connections that failed; None for a network
            without faults.
        vendors: host name to vendor, as the faults name it; needed for every host with `faults`.
        failures: what broke inside the simulator, where its own servers answer; a record of its
            own when left out.
        loop: the loop of the servers behind the addresses, where they are of this process: calls
            are made on it too. None: each call blocks its thread in every step.

    Attributes:
        failures: the same.
        loop: the same.

    Raises:
        ConfigError: when faults are given and a host has no vendor.
    """

    def __init__(
        self,
        addresses: Mapping[str, tuple[str, int]],
        faults: NetworkFaults | None = None,
        vendors: Mapping[str, str] | None = None,
        failures: InternalFailures | None = None,
        loop: ClientLoop | None = None,
    ) -> None:
        self.failures = failures or InternalFailures()
        self.loop = loop
        self._addresses = {host.lower(): address for host, address in addresses.items()}
        self._vendors = {host.lower(): vendor for host, vendor in (vendors or {}).items()}
        self._faults = faults
        nameless = sorted(set(self._addresses) - set(self._vendors))
        if faults is not None and nameless:
            raise ConfigError(
                f"no vendor is given for the host {nameless[0]}",
                "Name each host's vendor, so that its faults can match",
            )

    def resolve(self, host: str) -> Sequence[Address]:
        """Look a name up: addresses and ports, one or more, in the order of the answer.

        Raises:
            Unreachable: kind DNS, when nobody knows the name or the resolver is at fault.
        """
        address = self._addresses.get(host.lower())
        if address is None:
            raise Unreachable(UnreachableKind.DNS, f"the name {host} is not known")
        if self._faults is None:
            return (address,)
        found = self._faults.addresses(self._vendors[host.lower()], address)
        if not found:
            raise Unreachable(UnreachableKind.DNS, f"the name {host} does not resolve")
        return found

    def connection_failed(self, host: str) -> None:
        """Tell the faults that nobody took a connection to `host`."""
        if self._faults is not None:
            self._faults.connection_failed(self._vendors[host.lower()])


def call(
    network: Network,
    method: str,
    host: str,
    path: str,
    *,
    headers: Iterable[tuple[str, str]] | Mapping[str, str] = (),
    body: bytes = b"",
    timeouts: Timeouts = Timeouts(),
    ca_file: Path | None = None,
    plain_http_port: int | None = None,
    tunnel: Tunnel | None = None,
) -> Response:
    """Make one HTTPS request on a connection of its own and read the whole answer.

    Args:
        network: resolves `host`.
        method: the HTTP method.
        host: the vendor's name, which the certificate must carry and the `Host` header says.
        path: path with query.
        headers: further headers, in order.
        body: the request's body.
        timeouts: how long to wait.
        ca_file: the authority to trust, PEM; None for those that the operating system trusts.
        plain_http_port: ask without TLS, and say this port in the `Host` header; None: HTTPS.
        tunnel: the HTTP proxy that knows the way to `host`, which `network` need not know then;
            None: straight.

    Returns:
        the answer, also one whose body was cut (`complete` is then False).

    Raises:
        Unreachable: when no answer, or none in time, could be had.
        InternalFailureError: when that is the simulator's own failure, or this machine's.
        ConfigError: when `ca_file` cannot be read.
    """
    context = None if plain_http_port is not None else _ssl_context(ca_file)
    port = None if plain_http_port in (None, _HTTP_PORT) else plain_http_port
    pairs = [
        ("Host", host if port is None else f"{host}:{port}"),
        *(headers.items() if isinstance(headers, Mapping) else headers),
        ("Connection", "close"),
    ]
    try:
        request = request_bytes(method, path, pairs, body)
    except UnsendableError as error:
        raise ConfigError(
            f"the request {method} {path} to {host} cannot be sent: {error}",
            "Percent-encode the path and keep line ends out of headers",
        ) from error
    attempt = _Attempt(network.failures, f"the call {method} {path.partition('?')[0]} to {host}")
    loop = network.loop if network.loop is not None and network.loop.is_usable else None
    connect = BlockingConnection.connect if loop is None else loop.connect
    connector = _Connector(network, timeouts, attempt, tunnel, connect)
    answer = AnswerReader(method)
    exchange = _exchange(connector, _Asked(host, request, answer), context, timeouts)
    try:
        response = run(exchange) if loop is None else loop.run(exchange)
    except ConnectionAbortedError as error:
        attempt.check()
        raise Unreachable(UnreachableKind.CLOSED, f"{host}: {error}") from error
    except Unreachable:
        attempt.check()
        raise
    if not response.complete:
        attempt.check()
    over = attempt.passed_over
    return replace(response, passed_over=over) if over else response


class UpgradedConnection:
    """A connection that goes on in another protocol after an answer 101.

    Args:
        response: the answer, with the body that its `Content-Length` announces.
        stream: the connection.
        unread: what has been read of it already.
        attempt: tells what broke inside the simulator.

    Attributes:
        response: the same.
    """

    def __init__(
        self, response: Response, stream: _Stream, unread: bytes, attempt: _Attempt
    ) -> None:
        self.response = response
        self._stream = stream
        self._unread = unread
        self._attempt = attempt

    def read(self, timeout: float | None = None) -> bytes:
        """Give what comes next, or b"" at the end.

        Args:
            timeout: seconds to wait; None for ever.

        Raises:
            Unreachable: when nothing comes in time, or the connection breaks.
            InternalFailureError: when that is the simulator's own failure, or this machine's.
        """
        unread, self._unread = self._unread, b""
        if unread:
            return unread
        try:
            return run(self._stream.read(timeout))
        except Unreachable as error:
            if error.kind is not UnreachableKind.READ_TIMEOUT:
                self._attempt.check()
            raise

    def write(self, data: bytes, timeout: float | None = None) -> None:
        """Send bytes; that the connection is broken is told by the read that follows.

        Raises:
            Unreachable: when the peer does not take them in time.
        """
        run(self._stream.write(data, timeout))

    def abort(self) -> None:
        """End the connection, whoever reads or writes in another thread; may be called twice."""
        self._stream.abort()

    def close(self) -> None:
        """Release the socket; for the thread that reads."""
        self._stream.close()


def upgrade(
    network: Network,
    method: str,
    host: str,
    path: str,
    *,
    protocol: str,
    headers: Mapping[str, str],
    timeouts: Timeouts = Timeouts(),
    ca_file: Path | None = None,
    tunnel: Tunnel | None = None,
) -> Response | UpgradedConnection:
    """Ask over HTTPS for another protocol; the arguments are as for `call`.

    Args:
        network: resolves `host`.
        method: the HTTP method.
        host: the vendor's name.
        path: path with query.
        protocol: of the `Upgrade` header.
        headers: further headers, in order.
        timeouts: how long to wait for the answer; the connection itself has no limit.
        ca_file: the authority to trust, PEM; None for those that the operating system trusts.
        tunnel: the HTTP proxy that knows the way to `host`; None: straight.

    Returns:
        the connection where the answer is 101; any other answer.

    Raises:
        Unreachable: when no answer, or none in time, could be had.
        InternalFailureError: when that is the simulator's own failure, or this machine's.
        ConfigError: when `ca_file` cannot be read.
    """
    attempt = _Attempt(network.failures, f"the connection {path} to {host}")
    pairs = [
        ("Host", host),
        *headers.items(),
        ("Connection", "upgrade"),
        ("Upgrade", protocol),
    ]
    request = request_bytes(method, path, pairs, b"")
    answer = AnswerReader(method, offers_switch=True)
    connector = _Connector(network, timeouts, attempt, tunnel, BlockingConnection.connect)
    try:
        stream = run(connector.connect(host))
        try:
            run(stream.start_tls(_ssl_context(ca_file), timeouts.connect))
            run(stream.write(request, timeouts.read))
            response, unread = run(_Reader(answer, stream, host, timeouts.read).read_switch())
        except BaseException:
            stream.close()
            raise
    except Unreachable:
        attempt.check()
        raise
    if response.status != _SWITCHING:
        stream.close()
        return response
    connector.deadline.lift()
    return UpgradedConnection(response, stream, unread, attempt)


class _Attempt:
    """One call, of which may be asked whether the simulator itself has failed in it.

    Args:
        failures: what broke inside the simulator.
        where: the call, for a failure of this side.
    """

    def __init__(self, failures: InternalFailures, where: str) -> None:
        self._failures = failures
        self._where = where
        self._mark = failures.count
        self.client: Address | None = _NO_CLIENT
        self.passed_over = 0

    def kind_of(self, error: OSError) -> UnreachableKind:
        """Say how the network failed.

        Raises:
            InternalFailureError: when this side failed, and not the network.
        """
        kind = _kind(error)
        if kind is None:
            client = None if self.client == _NO_CLIENT else self.client
            failure = self._failures.record(error, self._where, client=client)
            raise InternalFailureError(failure) from error
        return kind

    def check(self) -> None:
        """See that nothing has broken that concerns this call.

        Raises:
            InternalFailureError: when something has.
        """
        self._failures.check(self._mark, client=self.client)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request that is ready to be sent.

    Attributes:
        host: who is asked.
        request: its bytes.
        answer: reads what comes back.
    """

    host: str
    request: bytes
    answer: AnswerReader


async def _exchange(
    connector: _Connector, asked: _Asked, context: ssl.SSLContext | None, timeouts: Timeouts
) -> Response:
    host = asked.host
    with contextlib.closing(await connector.connect(host)) as stream:
        if context is not None:
            await stream.start_tls(context, timeouts.connect)
        await stream.write(asked.request, timeouts.read)
        return await _Reader(asked.answer, stream, host, timeouts.read).read()


class _Reader:
    """Reads an answer, whole or cut.

    Args:
        answer: has got nothing yet.
        stream: where the answer comes from.
        host: who answers, for messages.
        seconds: how long to wait for the next bytes, in seconds.
    """

    def __init__(
        self, answer: AnswerReader, stream: _Stream, host: str, seconds: float | None
    ) -> None:
        self._answer = answer
        self._stream = stream
        self._host = host
        self._timeout = seconds

    async def read(self) -> Response:
        """Give the answer.

        Raises:
            Unreachable: when there is none.
        """
        answer = self._answer
        cut = await self._read_all()
        return Response(answer.status, answer.headers, answer.body, complete=cut is None, cut=cut)

    async def read_switch(self) -> tuple[Response, bytes]:
        """Give the answer to an offer to change the protocol, and what came behind it.

        After a 101, as much as its `Content-Length` announces belongs to the answer.

        Raises:
            Unreachable: when there is none.
        """
        response = await self.read()
        if response.status != _SWITCHING:
            return response, b""
        announced = response.header("Content-Length") or "0"
        length = int(announced) if announced.isascii() and announced.isdecimal() else 0
        if length > _LONGEST_SWITCH:
            detail = f"{self._host} announced {length} octets behind a 101"
            raise Unreachable(UnreachableKind.PROTOCOL_ERROR, detail)
        data = self._answer.unread
        while len(data) < length:
            more = await self._stream.read(self._timeout)
            if not more:
                detail = f"{self._host} closed the connection within its answer"
                raise Unreachable(UnreachableKind.CLOSED, detail)
            data += more
        return replace(response, body=data[:length]), data[length:]

    async def _read_all(self) -> UnreachableKind | None:
        """Read until the answer's end; how it was cut, if it was."""
        answer = self._answer
        try:
            while not answer.is_complete:
                data = await self._stream.read(self._timeout)
                if data:
                    answer.feed(data)
                    continue
                if not answer.status:
                    raise _unanswered(self._host, self._stream.began_with)
                answer.end()
                return None if answer.is_complete else UnreachableKind.CLOSED
        except NoHttpError as error:
            detail = f"{self._host}: {error}"
            raise Unreachable(UnreachableKind.PROTOCOL_ERROR, detail) from error
        except Unreachable as error:
            if error.kind is not UnreachableKind.RESET or not answer.status:
                raise
            return UnreachableKind.RESET
        return None


def _unanswered(host: str, began_with: bytes) -> Unreachable:
    if _HTTP.startswith(began_with):
        detail = f"{host} closed the connection without an answer"
        return Unreachable(UnreachableKind.CLOSED, detail)
    detail = f"{host}: Server disconnected without sending a response."
    return Unreachable(UnreachableKind.PROTOCOL_ERROR, detail)


def _ssl_context(ca_file: Path | None) -> ssl.SSLContext:
    try:
        if ca_file is None:
            return _cached_context(None)
        found = ca_file.stat()
        return _cached_context(ca_file, found.st_ino, found.st_mtime_ns, found.st_size)
    except (OSError, ssl.SSLError) as error:
        raise ConfigError(
            f"the authority's certificate {ca_file} cannot be read: {error}",
            "Give a PEM file, such as the one that the simulator writes",
        ) from error


@functools.lru_cache(maxsize=32)
def _cached_context(ca_file: Path | None, *_revision: int) -> ssl.SSLContext:
    """Make a context that trusts a file as it is now, or the system's authorities.

    Reading what the operating system trusts takes a tenth of a second, more than a login.
    """
    context = client_context(ca_file)
    context.set_alpn_protocols(["http/1.1"])
    return context


_KINDS_BY_TYPE: dict[UnreachableKind, tuple[type[OSError], ...]] = {
    UnreachableKind.CERTIFICATE_UNTRUSTED: (ssl.SSLCertVerificationError,),
    UnreachableKind.TLS_FAILED: (ssl.SSLError,),
    UnreachableKind.REFUSED: (ConnectionRefusedError,),
    UnreachableKind.RESET: (ConnectionResetError, BrokenPipeError),
    UnreachableKind.CLOSED: (ConnectionAbortedError,),
    UnreachableKind.DNS: (socket.gaierror,),
}
_KINDS_BY_ERRNO = dict.fromkeys(
    (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN),
    UnreachableKind.NO_ROUTE,
)


class _Deadline:
    """The end of a call; shortens every wait so that none goes beyond it."""

    def __init__(self, total: float | None) -> None:
        self._end = math.inf if total is None else time.monotonic() + total

    def lift(self) -> None:
        """Let the call last as long as it will."""
        self._end = math.inf

    def shorten(self, seconds: float | None) -> float | None:
        """Seconds to wait at most, None for ever.

        Raises:
            TimeoutError: when the deadline has passed.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        wait = min(math.inf if seconds is None else seconds, left)
        return None if math.isinf(wait) else wait


class _Stream:
    """A socket, later with TLS over it, whose failures are raised as `Unreachable`.

    TLS runs over memory, because Python's SSLSocket reports a reset as an end of file.
    """

    def __init__(
        self,
        connection: Connection,
        host: str,
        deadline: _Deadline,
        handshake: float | None,
        attempt: _Attempt,
    ) -> None:
        self._connection = connection
        self._attempt = attempt
        self._host = host
        self._deadline = deadline
        self._handshake = handshake
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None
        # Once the protocol has changed, one thread reads while others write.
        self._turn = threading.Lock()
        self._broken: OSError | None = None
        self.began_with = b""

    async def read(self, seconds: float | None) -> bytes:
        """Give what comes next, or b"" at the end."""
        try:
            data = await self._read(seconds)
        except TimeoutError as error:
            detail = f"{self._host} did not answer in time"
            raise Unreachable(UnreachableKind.READ_TIMEOUT, detail) from error
        except OSError as error:
            raise Unreachable(self._attempt.kind_of(error), f"{self._host}: {error}") from error
        self.began_with = self.began_with or data[: len(_HTTP)]
        return data

    async def write(self, buffer: bytes, seconds: float | None) -> None:
        """Send bytes; a failure is told by the read that follows, which may find an answer."""
        try:
            if self._tls is None:
                await self._send(buffer, seconds)
            else:
                with self._turn:
                    self._tls.write(buffer)
                    await self._send(self._outgoing.read(), seconds)
        except TimeoutError as error:
            detail = f"{self._host} did not take the request in time"
            raise Unreachable(UnreachableKind.READ_TIMEOUT, detail) from error
        except OSError as error:
            # The peer may have answered before it hung up. The kernel tells of a reset once only,
            # so a read that finds nothing repeats it.
            self._broken = error

    def abort(self) -> None:
        """Wake whoever reads or writes in another thread, at the end of the connection."""
        self._connection.abort()

    def close(self) -> None:
        """Release the socket."""
        self._connection.close()

    async def start_tls(self, context: ssl.SSLContext, seconds: float | None) -> None:
        """Do the client's side of the TLS handshake; its last message goes with the first bytes."""
        tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=self._host)
        try:
            await self._shake_hands(
                tls, _Deadline(seconds if self._handshake is None else self._handshake)
            )
        except TimeoutError as error:
            self.close()
            detail = f"{self._host} did not answer the TLS handshake in time"
            raise Unreachable(UnreachableKind.TLS_TIMEOUT, detail) from error
        except OSError as error:
            self.close()
            raise Unreachable(self._attempt.kind_of(error), f"{self._host}: {error}") from error
        self._tls = tls

    async def _shake_hands(self, tls: ssl.SSLObject, end: _Deadline) -> None:
        while True:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._send(self._outgoing.read(), end.shorten(None))
                await self._fill(end.shorten(None))
            except ssl.SSLError:
                # The peer is told why, as far as it still listens.
                with contextlib.suppress(OSError):
                    await self._send(self._outgoing.read(), end.shorten(None))
                raise
            else:
                return

    async def _read(self, seconds: float | None) -> bytes:
        if self._tls is None:
            return await self._receive(seconds)
        while True:
            try:
                with self._turn:
                    return self._tls.read(_READ_SIZE)
            except ssl.SSLWantReadError:
                await self._fill(seconds)
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    async def _fill(self, seconds: float | None) -> None:
        data = await self._receive(seconds)
        with self._turn:
            if data:
                self._incoming.write(data)
            else:
                self._incoming.write_eof()

    async def _receive(self, seconds: float | None) -> bytes:
        data = await self._connection.receive(_READ_SIZE, self._deadline.shorten(seconds))
        if not data and self._broken is not None:
            raise self._broken
        return data

    async def _send(self, data: bytes, seconds: float | None) -> None:
        if data:
            await self._connection.send(data, self._deadline.shorten(seconds))


class _Connector:
    """Opens connections to where the simulated resolver says.

    Attributes:
        deadline: the end of the call.
    """

    def __init__(
        self,
        network: Network,
        timeouts: Timeouts,
        attempt: _Attempt,
        tunnel: Tunnel | None,
        connect: Connect,
    ) -> None:
        self._open = connect
        self._attempt = attempt
        self._network = network
        self.deadline = _Deadline(timeouts.total)
        self._timeouts = timeouts
        self._tunnel = tunnel

    async def connect(self, host: str) -> _Stream:
        """Open a connection to `host`."""
        seconds, handshake = self._timeouts.connect, self._timeouts.handshake
        if self._tunnel is None:
            connection = await self._straight(host, seconds)
        else:
            connection = await self._through(self._tunnel, host, seconds, handshake)
        return _Stream(connection, host, self.deadline, handshake, self._attempt)

    async def _straight(self, host: str, seconds: float | None) -> Connection:
        connection = await self._first_connected(host, seconds)
        self._attempt.client = connection.name
        return connection

    async def _first_connected(self, host: str, seconds: float | None) -> Connection:
        """Connect to the first of a name's addresses that takes the connection.

        Raises:
            Unreachable: as the last one was not reached.
        """
        *further, last = self._network.resolve(host)
        for address in further:
            with contextlib.suppress(Unreachable):
                return await self._connected(address, host, seconds)
            self._attempt.passed_over += 1
        try:
            return await self._connected(last, host, seconds)
        except Unreachable:
            self._network.connection_failed(host)
            raise

    async def _through(
        self, tunnel: Tunnel, host: str, seconds: float | None, handshake: float | None
    ) -> Connection:
        # The vendor sees the HTTP proxy's socket, which nobody knows here.
        self._attempt.client = None
        proxy = "the HTTP proxy {}:{}".format(*tunnel.proxy)
        connection = await self._connected(tunnel.proxy, proxy, seconds)
        wait = _Deadline(seconds if handshake is None else handshake)
        try:
            await _open_tunnel(
                connection,
                f"{host}:{tunnel.port}",
                tunnel.agent,
                lambda: self.deadline.shorten(wait.shorten(None)),
            )
        except TimeoutError as error:
            connection.close()
            detail = f"{proxy} did not answer in time"
            raise Unreachable(UnreachableKind.CONNECT_TIMEOUT, detail) from error
        except _TunnelRefusedError as error:
            connection.close()
            raise Unreachable(UnreachableKind.REFUSED, f"{proxy} {error}") from error
        except OSError as error:
            connection.close()
            raise Unreachable(self._attempt.kind_of(error), f"{proxy}: {error}") from error
        return connection

    async def _connected(
        self, address: tuple[str, int], name: str, seconds: float | None
    ) -> Connection:
        try:
            return await self._open(address, self.deadline.shorten(seconds))
        except TimeoutError as error:
            detail = f"{name} did not take the connection in time"
            raise Unreachable(UnreachableKind.CONNECT_TIMEOUT, detail) from error
        except UnicodeError as error:
            # A name that no name server can be asked for, such as one with two dots in a row.
            detail = f"the name {address[0]} cannot be resolved"
            raise Unreachable(UnreachableKind.DNS, detail) from error
        except OSError as error:
            kind = self._attempt.kind_of(error)
            if isinstance(error, ConnectionResetError):
                # Somebody took the connection and reset it; nobody knows which of theirs it was.
                self._attempt.client = None
            raise Unreachable(kind, f"{name}: {error}") from error


class _TunnelRefusedError(Exception):
    """An HTTP proxy gives no way to the host; the text is what it said."""


async def _open_tunnel(
    connection: Connection, target: str, agent: str, left: Callable[[], float | None]
) -> None:
    """Have an HTTP proxy connect a socket to a host.

    Nothing of what follows the answer is read, since it belongs to the host.

    Args:
        connection: to the HTTP proxy.
        target: host and port.
        agent: the User-Agent.
        left: returns the seconds to wait at most, None for ever.

    Raises:
        _TunnelRefusedError: when the answer is another one than 200.
        TimeoutError: when it does not come in time.
        OSError: when the network fails.
    """
    asked = f"CONNECT {target} HTTP/1.0\r\nUser-Agent: {agent}\r\n\r\n"
    await connection.send(asked.encode("ascii"), left())
    answer = bytearray()
    while not answer.endswith(b"\r\n\r\n") and len(answer) < _LONGEST_TUNNEL_ANSWER:
        octet = await connection.receive(1, left())
        if not octet:
            break
        answer += octet
        if octet == b"\n" and not _is_opened(bytes(answer)):
            break
    if not answer.endswith(b"\r\n\r\n"):
        first = bytes(answer[:_SHOWN_OCTETS]).decode("ascii", "backslashreplace").splitlines()
        raise _TunnelRefusedError(f"answered CONNECT {target} with {first[0] if first else ''!r}")


def _is_opened(answer: bytes) -> bool:
    """Tell whether an answer to CONNECT begins with the status 200."""
    version, status, *_ = *answer.partition(b"\r\n")[0].split(), b"", b""
    return version in (b"HTTP/1.0", b"HTTP/1.1") and status == b"200"


def _kind(error: OSError) -> UnreachableKind | None:
    """Say how the network failed; None when it is this machine that failed."""
    if isinstance(error, ssl.SSLCertVerificationError) and error.verify_code in _HOST_MISMATCH:
        return UnreachableKind.CERTIFICATE_WRONG_HOST
    for kind, types in _KINDS_BY_TYPE.items():
        if isinstance(error, types):
            return kind
    return _KINDS_BY_ERRNO.get(error.errno or 0)
