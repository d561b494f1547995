"""The network as a simulated machine sees it: names, real TCP and TLS, and the ways to fail.

Simulated clients (the endpoints, the Authentication Proxy) reach the vendors with `call`, which
goes through the same edge, over the same sockets, as any real client would.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import httpcore

from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.internal_failures import Address, InternalFailureError, InternalFailures
from failmode.simulator.trust import client_context

_HOST_MISMATCH = (62, 64)  # X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_HTTP = b"HTTP/"
_READ_SIZE = 65_536
_WITH_BODY = ("POST", "PUT", "PATCH")
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
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    complete: bool = True
    cut: UnreachableKind | None = None

    def header(self, name: str) -> str | None:
        """Give the first value of a header, whatever its case, or None."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


class NetworkFaults(Protocol):
    """What goes wrong when names are looked up and connections are made."""

    def for_resolution(self, vendor: str) -> object | None:
        """Tell what keeps this vendor's name from resolving now; None when nothing does."""

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

    Attributes:
        failures: the same.

    Raises:
        ConfigError: when faults are given and a host has no vendor.
    """

    def __init__(
        self,
        addresses: Mapping[str, tuple[str, int]],
        faults: NetworkFaults | None = None,
        vendors: Mapping[str, str] | None = None,
        failures: InternalFailures | None = None,
    ) -> None:
        self.failures = failures or InternalFailures()
        self._addresses = {host.lower(): address for host, address in addresses.items()}
        self._vendors = {host.lower(): vendor for host, vendor in (vendors or {}).items()}
        self._faults = faults
        nameless = sorted(set(self._addresses) - set(self._vendors))
        if faults is not None and nameless:
            raise ConfigError(
                f"no vendor is given for the host {nameless[0]}",
                "Name each host's vendor, so that its faults can match",
            )

    def resolve(self, host: str) -> tuple[str, int]:
        """Where `host` is served: (address, port).

        Raises:
            Unreachable: kind DNS, when nobody knows the name or the resolver is at fault.
        """
        address = self._addresses.get(host.lower())
        if address is None:
            raise Unreachable(UnreachableKind.DNS, f"the name {host} is not known")
        if self._faults is not None and self._faults.for_resolution(self._vendors[host.lower()]):
            raise Unreachable(UnreachableKind.DNS, f"the name {host} does not resolve")
        return address

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
    attempt = _Attempt(network.failures, f"the call {method} {path.partition('?')[0]} to {host}")
    try:
        response = _call(
            network,
            method,
            host,
            path,
            headers=headers,
            body=body,
            timeouts=timeouts,
            ca_file=ca_file,
            plain_http_port=plain_http_port,
            tunnel=tunnel,
            attempt=attempt,
        )
    except Unreachable:
        attempt.check()
        raise
    if not response.complete:
        attempt.check()
    return response


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


def _call(
    network: Network,
    method: str,
    host: str,
    path: str,
    *,
    headers: Iterable[tuple[str, str]] | Mapping[str, str],
    body: bytes,
    timeouts: Timeouts,
    ca_file: Path | None,
    plain_http_port: int | None,
    tunnel: Tunnel | None,
    attempt: _Attempt,
) -> Response:
    deadline = _Deadline(timeouts.total)
    limits = {"connect": timeouts.connect, "read": timeouts.read, "write": timeouts.read}
    pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
    backend = _Backend(network, deadline, timeouts.handshake, attempt, tunnel)
    scheme, port = ("https", 443) if plain_http_port is None else ("http", plain_http_port)
    with httpcore.ConnectionPool(
        ssl_context=_ssl_context(ca_file), network_backend=backend
    ) as pool:
        try:
            with pool.stream(
                method,
                httpcore.URL(scheme=scheme, host=host, port=port, target=path),
                headers=[*pairs, ("Connection", "close")],
                content=body if body or method in _WITH_BODY else None,
                extensions={"timeout": limits},
            ) as response:
                return _read(response)
        except httpcore.RemoteProtocolError as error:
            if "without sending a response" in str(error) and _HTTP.startswith(backend.began_with):
                detail = f"{host} closed the connection without an answer"
                raise Unreachable(UnreachableKind.CLOSED, detail) from error
            raise Unreachable(UnreachableKind.PROTOCOL_ERROR, f"{host}: {error}") from error
        except httpcore.LocalProtocolError as error:
            raise ConfigError(
                f"the request {method} {path} to {host} cannot be sent: {error}",
                "Percent-encode the path and keep line ends out of headers",
            ) from error


def _read(response: httpcore.Response) -> Response:
    headers = tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers)
    body = bytearray()
    cut = None
    try:
        for chunk in response.iter_stream():
            body += chunk
    except httpcore.RemoteProtocolError as error:
        if "peer closed connection" not in str(error):
            raise
        cut = UnreachableKind.CLOSED
    except Unreachable as error:
        if error.kind is not UnreachableKind.RESET:
            raise
        cut = UnreachableKind.RESET
    return Response(response.status, headers, bytes(body), complete=cut is None, cut=cut)


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
    return client_context(ca_file)


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

    def shorten(self, timeout: float | None) -> float | None:
        """Seconds to wait at most, None for ever.

        Raises:
            TimeoutError: when the deadline has passed.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        wait = min(math.inf if timeout is None else timeout, left)
        return None if math.isinf(wait) else wait


class _Stream(httpcore.NetworkStream):
    """A socket, later with TLS over it, whose failures are raised as `Unreachable`.

    TLS runs over memory, because Python's SSLSocket reports a reset as an end of file.
    """

    def __init__(
        self,
        sock: socket.socket,
        host: str,
        deadline: _Deadline,
        handshake: float | None,
        attempt: _Attempt,
    ) -> None:
        self._sock = sock
        self._attempt = attempt
        self._host = host
        self._deadline = deadline
        self._handshake = handshake
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None
        self._broken: OSError | None = None
        self.began_with = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            data = self._read(min(max_bytes, _READ_SIZE), timeout)
        except TimeoutError as error:
            detail = f"{self._host} did not answer in time"
            raise Unreachable(UnreachableKind.READ_TIMEOUT, detail) from error
        except OSError as error:
            raise Unreachable(self._attempt.kind_of(error), f"{self._host}: {error}") from error
        self.began_with = self.began_with or data[: len(_HTTP)]
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        try:
            if self._tls is None:
                self._send(buffer, timeout)
            else:
                self._tls.write(buffer)
                self._send(self._outgoing.read(), timeout)
        except TimeoutError as error:
            detail = f"{self._host} did not take the request in time"
            raise Unreachable(UnreachableKind.READ_TIMEOUT, detail) from error
        except OSError as error:
            # httpcore then reads what the peer may have answered before it hung up. The kernel
            # tells of a reset once only, so a read that finds nothing repeats it.
            self._broken = error
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        tls = ssl_context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
        try:
            self._shake_hands(
                tls, _Deadline(timeout if self._handshake is None else self._handshake)
            )
        except TimeoutError as error:
            self.close()
            detail = f"{self._host} did not answer the TLS handshake in time"
            raise Unreachable(UnreachableKind.TLS_TIMEOUT, detail) from error
        except OSError as error:
            self.close()
            raise Unreachable(self._attempt.kind_of(error), f"{self._host}: {error}") from error
        self._tls = tls
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._sock if info == "socket" else None

    def _shake_hands(self, tls: ssl.SSLObject, end: _Deadline) -> None:
        while True:
            try:
                tls.do_handshake()
            except ssl.SSLWantReadError:
                self._send(self._outgoing.read(), end.shorten(None))
                self._fill(end.shorten(None))
            except ssl.SSLError:
                # The peer is told why, as far as it still listens.
                with contextlib.suppress(OSError):
                    self._send(self._outgoing.read(), end.shorten(None))
                raise
            else:
                self._send(self._outgoing.read(), end.shorten(None))
                return

    def _read(self, size: int, timeout: float | None) -> bytes:
        if self._tls is None:
            return self._receive(size, timeout)
        while True:
            try:
                return self._tls.read(size)
            except ssl.SSLWantReadError:
                self._fill(timeout)
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    def _fill(self, timeout: float | None) -> None:
        data = self._receive(_READ_SIZE, timeout)
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()

    def _receive(self, size: int, timeout: float | None) -> bytes:
        self._sock.settimeout(self._deadline.shorten(timeout))
        data = self._sock.recv(size)
        if not data and self._broken is not None:
            raise self._broken
        return data

    def _send(self, data: bytes, timeout: float | None) -> None:
        self._sock.settimeout(self._deadline.shorten(timeout))
        self._sock.sendall(data)


class _Backend(httpcore.NetworkBackend):
    """Opens connections to where the simulated resolver says."""

    def __init__(
        self,
        network: Network,
        deadline: _Deadline,
        handshake: float | None,
        attempt: _Attempt,
        tunnel: Tunnel | None,
    ) -> None:
        self._attempt = attempt
        self._network = network
        self._deadline = deadline
        self._handshake = handshake
        self._tunnel = tunnel
        self._stream: _Stream | None = None

    @property
    def began_with(self) -> bytes:
        """The first bytes that were read, as many as tell HTTP from something else."""
        return b"" if self._stream is None else self._stream.began_with

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        del port, local_address, socket_options
        if self._tunnel is None:
            sock = self._straight(host, timeout)
        else:
            sock = self._through(self._tunnel, host, timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = _Stream(sock, host, self._deadline, self._handshake, self._attempt)
        return self._stream

    def _straight(self, host: str, timeout: float | None) -> socket.socket:
        address = self._network.resolve(host)
        try:
            sock = self._connected(address, host, timeout)
        except Unreachable:
            self._network.connection_failed(host)
            raise
        self._attempt.client = sock.getsockname()[:2]
        return sock

    def _through(self, tunnel: Tunnel, host: str, timeout: float | None) -> socket.socket:
        # The vendor sees the HTTP proxy's socket, which nobody knows here.
        self._attempt.client = None
        proxy = "the HTTP proxy {}:{}".format(*tunnel.proxy)
        sock = self._connected(tunnel.proxy, proxy, timeout)
        wait = _Deadline(timeout if self._handshake is None else self._handshake)
        try:
            _open_tunnel(
                sock,
                f"{host}:{tunnel.port}",
                tunnel.agent,
                lambda: self._deadline.shorten(wait.shorten(None)),
            )
        except TimeoutError as error:
            sock.close()
            detail = f"{proxy} did not answer in time"
            raise Unreachable(UnreachableKind.CONNECT_TIMEOUT, detail) from error
        except _TunnelRefusedError as error:
            sock.close()
            raise Unreachable(UnreachableKind.REFUSED, f"{proxy} {error}") from error
        except OSError as error:
            sock.close()
            raise Unreachable(self._attempt.kind_of(error), f"{proxy}: {error}") from error
        return sock

    def _connected(
        self, address: tuple[str, int], name: str, timeout: float | None
    ) -> socket.socket:
        try:
            return socket.create_connection(address, self._deadline.shorten(timeout))
        except TimeoutError as error:
            detail = f"{name} did not take the connection in time"
            raise Unreachable(UnreachableKind.CONNECT_TIMEOUT, detail) from error
        except OSError as error:
            kind = self._attempt.kind_of(error)
            if isinstance(error, ConnectionResetError):
                # Somebody took the connection and reset it; nobody knows which of theirs it was.
                self._attempt.client = None
            raise Unreachable(kind, f"{name}: {error}") from error


class _TunnelRefusedError(Exception):
    """An HTTP proxy gives no way to the host; the text is what it said."""


def _open_tunnel(
    sock: socket.socket, target: str, agent: str, left: Callable[[], float | None]
) -> None:
    """Have an HTTP proxy connect a socket to a host.

    Nothing of what follows the answer is read, since it belongs to the host.

    Args:
        sock: connected to the HTTP proxy.
        target: host and port.
        agent: the User-Agent.
        left: returns the seconds to wait at most, None for ever.

    Raises:
        _TunnelRefusedError: when the answer is another one than 200.
        TimeoutError: when it does not come in time.
        OSError: when the network fails.
    """
    sock.settimeout(left())
    sock.sendall(f"CONNECT {target} HTTP/1.0\r\nUser-Agent: {agent}\r\n\r\n".encode("ascii"))
    answer = bytearray()
    while not answer.endswith(b"\r\n\r\n") and len(answer) < _LONGEST_TUNNEL_ANSWER:
        sock.settimeout(left())
        octet = sock.recv(1)
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
