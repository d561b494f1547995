"""[http_proxy]: connects its clients to Duo's API host, and to nobody else.

Answers, their order and the end of a connection are the product's: one end that closes, or half
closes, ends the other one too, once what it sent has been delivered. There is no failmode: who
cannot be connected is told so, and decides for itself.

Source: the Duo Authentication Proxy (`modules/http_proxy.py`) with `twisted_connect_proxy` and
`twisted/web/http.py` of https://github.com/twisted/twisted: by reading.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from failmode.simulator.authproxy.assumptions import (
    RELAY_CONNECTIONS,
    RELAY_IDLE_SECONDS,
)
from failmode.simulator.authproxy.cfg.sections.base import ServerSection
from failmode.simulator.authproxy.cfg.sections.http_proxy import HttpProxySection
from failmode.simulator.authproxy.servers.server import OpenPort, ServerContext
from failmode.simulator.edge.net.connection_limits import (
    ConnectionGate,
    ConnectionLimits,
    TooManyConnectionsError,
)
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.errors import ConfigError, host_and_port, unusable_port
from failmode.simulator.internal_failures import is_exhaustion
from failmode.simulator.network import Unreachable

REQUEST_SECONDS = 60.0
"""How long a client may take for its request: the time-out of Twisted's HTTP server."""

CONNECT_SECONDS = 30.0
"""How long Duo's host may take to accept a connection: the default of Twisted's `connectTCP`."""

_LONGEST_REQUEST = 65_536
_CHUNK = 65_536
_HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class Target:
    """The host that a client asked for, which it may be connected to.

    Attributes:
        host: as the client spells it.
        port: any; the product looks at the host alone.
    """

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that ends the connection.

    Attributes:
        status: HTTP status.
        reason: of the status line.
        text: the body.
    """

    status: int
    reason: str
    text: str

    def encode(self) -> bytes:
        """Return it as it is sent."""
        body = self.text.encode("utf-8", "replace")
        head = (
            f"HTTP/1.0 {self.status} {self.reason}\r\n"
            f"Content-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode("ascii") + body


_NOT_HTTP = Refusal(400, "Bad Request", "")


def decide(section: HttpProxySection, client: str, head: bytes) -> Target | Refusal:
    """Decide about a request.

    Args:
        section: the section.
        client: address of the client.
        head: the request up to its empty line.
    """
    words = head.partition(b"\r\n")[0].split(b" ")
    if len(words) != 3 or not words[2].startswith(b"HTTP/1."):
        return _NOT_HTTP
    try:
        method, url = words[0].decode("ascii"), words[1].decode("ascii")
    except UnicodeDecodeError:
        return _NOT_HTTP
    if not section.admits(client):
        return _bad(403, f"Attempted connection creation from non-approved client IP: {client}")
    if method != "CONNECT":
        return _bad(405, "Attempted connection creation without initial CONNECT")
    return _target(section, url)


def _target(section: HttpProxySection, url: str) -> Target | Refusal:
    if url.startswith("http://"):
        return _bad(403, "Unable to accept non-HTTPS requests")
    authority = url.removeprefix("https://").partition("/")[0].partition("?")[0].partition("#")[0]
    host, _, port = authority.partition(":")
    if host != section.api_host:
        return _bad(403, f"Attempted connection creation to non-approved host: {host}")
    number = int(port) if port.isdecimal() else _HTTPS_PORT
    if not 0 < number < 65_536:
        return Refusal(502, "Gateway Error", f"no such port: {port}")
    return Target(host, number)


def _bad(status: int, text: str) -> Refusal:
    return Refusal(status, "Bad Proxy Request", text)


@dataclass(frozen=True, slots=True)
class HttpProxyKind:
    """All [http_proxy] sections.

    Attributes:
        request_seconds: how long a client may take for its request.
        connect_seconds: how long Duo's host may take to accept a connection.
        idle_seconds: how long a connection stays through which nothing goes.
        connections: how many clients there are at once.
    """

    request_seconds: float = REQUEST_SECONDS
    connect_seconds: float = CONNECT_SECONDS
    idle_seconds: float = RELAY_IDLE_SECONDS
    connections: int = RELAY_CONNECTIONS

    @property
    def sections(self) -> tuple[type[ServerSection], ...]:
        """The one section."""
        return (HttpProxySection,)

    def create(
        self, sections: Sequence[HttpProxySection], context: ServerContext
    ) -> HttpProxyServer:
        """Make the server for all such sections of a configuration."""
        return HttpProxyServer(sections, context, self)


class HttpProxyServer:
    """Serves some [http_proxy] sections, all in one thread.

    Args:
        sections: the sections.
        context: what the proxy has for them.
        limits: how many clients there may be, and for how long.
    """

    def __init__(
        self,
        sections: Sequence[HttpProxySection],
        context: ServerContext,
        limits: HttpProxyKind,
    ) -> None:
        self._sections = sections
        self._context = context
        self._limits = limits
        self._loop: EdgeLoop | None = None
        self._sockets: dict[str, socket.socket] = {}
        self._listening: list[asyncio.Server] = []
        self._serving: set[asyncio.Task[None]] = set()
        self._gate = ConnectionGate(
            ConnectionLimits(limits.connections, limits.connections).within_open_files()
        )

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """The port of each section."""
        return [
            OpenPort(section.name, port.option, port.transport, sock.getsockname()[:2])
            for section in self._sections
            for port in section.listening_ports
            if (sock := self._sockets.get(section.name)) is not None
        ]

    def start(self) -> None:
        """Bind all ports and serve them.

        Raises:
            ConfigError: when a port cannot be used; nothing stays open then.
        """
        try:
            for section in self._sections:
                self._sockets[section.name] = self._bound(section)
        except ConfigError:
            self.stop()
            raise
        self._loop = EdgeLoop().start()
        for section in self._sections:
            self._loop.run(self._listen(section))
        for port in self.open_ports:
            self._context.logger.info(
                "[%s] listens on TCP %s", port.section, host_and_port(*port.address)
            )

    def stop(self) -> None:
        """Free the ports and cut all connections."""
        if self._loop is not None:
            self._loop.run(self._end())
            self._loop.stop()
            self._loop = None
        for sock in self._sockets.values():
            sock.close()
        self._sockets = {}

    def _bound(self, section: HttpProxySection) -> socket.socket:
        address = section.interface or self._context.interface, section.port
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        try:
            return socket.create_server(address, family=family)
        except OSError as error:
            where = f"{self._context.source}: [{section.name}]"
            raise unusable_port("TCP", address, error, where=where) from error

    async def _listen(self, section: HttpProxySection) -> None:
        loop = asyncio.get_running_loop()

        # Of a coroutine asyncio would make the task itself, and complain of each that is cancelled.
        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = loop.create_task(self._serve(section, reader, writer))
            self._serving.add(task)
            task.add_done_callback(partial(self._served, writer))

        sock = self._sockets[section.name]
        server = await asyncio.start_server(accept, sock=sock, limit=_LONGEST_REQUEST)
        self._listening.append(server)

    def _served(self, writer: asyncio.StreamWriter, task: asyncio.Task[None]) -> None:
        self._serving.discard(task)
        # A task that is cancelled before it begins runs nothing of its own.
        if task.cancelled():
            writer.transport.abort()

    async def _end(self) -> None:
        for server in self._listening:
            server.close()
        self._listening = []
        serving = tuple(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)

    async def _serve(
        self, section: HttpProxySection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with _closing(writer):
            client = _address(writer)
            if client is None:
                return  # it has gone
            try:
                self._gate.enter(client)
            except TooManyConnectionsError as error:
                if self._gate.is_told():
                    self._log(section, error.what)
                return
            try:
                await self._request(section, client, reader, writer)
            except OSError:
                return  # it has gone
            except Exception as error:  # noqa: BLE001 - whatever it is, it is ours and is told
                where = f"the Authentication Proxy: [{section.name}]"
                cause = error.cause if isinstance(error, _ExhaustedError) else error
                self._context.failures.record(cause, where)
            finally:
                self._gate.leave(client)

    async def _request(
        self,
        section: HttpProxySection,
        client: str,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        try:
            async with asyncio.timeout(self._limits.request_seconds):
                head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.LimitOverrunError:
            head = b""
        except (asyncio.IncompleteReadError, TimeoutError):
            return
        decision = decide(section, client, head)
        if isinstance(decision, Target):
            decision = await self._connect(section, client, decision, reader, writer) or decision
        if isinstance(decision, Refusal):
            if decision.text:
                self._log(section, f"{decision.reason}: {decision.text}")
            writer.write(decision.encode())
            await writer.drain()

    async def _connect(
        self,
        section: HttpProxySection,
        client: str,
        target: Target,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> Refusal | None:
        """Connect the client, and return when that is over; an answer when it cannot be done."""
        network = self._context.network
        try:
            addresses = (
                ((target.host, target.port),) if network is None else network.resolve(target.host)
            )
            server = await self._first_connected(addresses)
        except Unreachable as error:
            return Refusal(502, "Gateway Error", error.detail)
        except OSError as error:
            if is_exhaustion(error):
                raise _ExhaustedError(error) from error
            if network is not None:
                network.connection_failed(target.host)
            reason = "no connection in time" if isinstance(error, TimeoutError) else str(error)
            return Refusal(502, "Gateway Error", f"{target.host}: {reason}")
        async with _closing(server[1]):
            connected = f"X-Connected-IP: {_address(server[1]) or ''}\r\n"
            writer.write(
                f"HTTP/1.0 200 CONNECT OK\r\n{connected}Content-Length: 0\r\n\r\n".encode("ascii")
            )
            self._log(section, f"connected {client} to {target.host}:{target.port}")
            await self._relay((reader, server[1]), (server[0], writer))
        return None

    async def _first_connected(
        self, addresses: Sequence[tuple[str, int]]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the first address that takes the connection; see `failmode.simulator.network`.

        Raises:
            OSError: as the last one was not reached.
        """
        *further, last = addresses
        for address in further:
            try:
                return await self._connected(address)
            except OSError as error:
                if is_exhaustion(error):
                    raise
        return await self._connected(last)

    async def _connected(
        self, address: tuple[str, int]
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        async with asyncio.timeout(self._limits.connect_seconds):
            return await asyncio.open_connection(*address, limit=_LONGEST_REQUEST)

    async def _relay(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        """Copy both ways until one of them ends, or nothing has gone either way for long."""
        loop = asyncio.get_running_loop()
        last = loop.time()

        async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal last
            with contextlib.suppress(OSError):
                while data := await reader.read(_CHUNK):
                    last = loop.time()
                    writer.write(data)
                    await writer.drain()

        copying = [asyncio.create_task(copy(*way)) for way in ways]
        try:
            while (left := last + self._limits.idle_seconds - loop.time()) > 0:
                done, _ = await asyncio.wait(
                    copying, timeout=left, return_when=asyncio.FIRST_COMPLETED
                )
                if done:
                    return
        finally:
            for task in copying:
                task.cancel()
            await asyncio.gather(*copying, return_exceptions=True)

    def _log(self, section: HttpProxySection, text: str) -> None:
        self._context.logger.info("[%s] %s", section.name, text)


class _ExhaustedError(Exception):
    """This machine lacks what a connection needs.

    Args:
        cause: what the operating system says.
    """

    def __init__(self, cause: OSError) -> None:
        self.cause = cause
        super().__init__(str(cause))


@asynccontextmanager
async def _closing(writer: asyncio.StreamWriter) -> AsyncIterator[None]:
    """Close a connection in the end, once what was written to it is sent."""
    try:
        yield
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def _address(writer: asyncio.StreamWriter) -> str | None:
    """Return the address of a client, as IPv4 where an IPv6 socket shows it mapped.

    None: the client has gone.
    """
    peer = writer.get_extra_info("peername")
    if peer is None:
        return None
    address = str(peer[0]).partition("%")[0]
    return address.removeprefix("::ffff:") if "." in address else address
