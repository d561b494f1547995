"""The bare parts of a RADIUS login with Duo, which decides nothing: what such a login costs least.

For each Access-Request a client opens a TLS connection to a server of the same loop, verifies its
certificate, and posts a preauth; the server puts one row into SQLite and answers. All of it goes
over sockets of this machine, as in ours. There is no proxy, no directory, no signature, no journal,
no fault and no deadline, and nothing runs in a thread of its own.
"""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any, cast

import httptools
import uvloop
from pyrad.dictionary import Dictionary
from pyrad.packet import AuthPacket

from bench.child import LOOPBACK, serve_until_released
from bench.servers.authproxy import SECRET
from bench.servers.edges import API_HOST
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.trust import client_context

_BODY = b"failmode=safe&ipaddr=0.0.0.0&user=bea"
_REQUEST = (
    f"POST /rest/v1/preauth HTTP/1.1\r\nHost: {API_HOST}\r\nConnection: close\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
    f"Content-Length: {len(_BODY)}\r\n\r\n"
).encode() + _BODY
_JSON = b'{"stat": "OK", "response": {"result": "allow", "status": "Bypassing"}}'
_ANSWER = (
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    f"Content-Length: {len(_JSON)}\r\nConnection: close\r\n\r\n"
).encode() + _JSON


class _Http(asyncio.Protocol):
    """One side of an HTTP connection that has one message to read."""

    parser: Any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are ones by their methods, not by inheritance.
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)


class _Cloud(_Http):
    """The server's side: writes a row for each request.

    Args:
        database: has a table of logins.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self._database = database

    def on_message_complete(self) -> None:
        with self._database:
            self._database.execute("INSERT INTO logins (username) VALUES (?)", ("bea",))
        self.transport.write(_ANSWER)
        self.transport.close()


class _Client(_Http):
    """The client's side: asks, and tells when it has the answer.

    Args:
        answered: called with the HTTP status.
    """

    def __init__(self, answered: Callable[[int], None]) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self._answered = answered

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.transport.write(_REQUEST)

    def on_message_complete(self) -> None:
        self._answered(self.parser.get_status_code())
        self.transport.close()


class _Radius(asyncio.DatagramProtocol):
    """Accepts every user, once the cloud has answered.

    Args:
        port: of the cloud.
        trust: what the client trusts.
    """

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        text = resources.files("failmode.simulator.authproxy.radius").joinpath("radius.dictionary")
        self._dictionary = Dictionary(StringIO(text.read_text(encoding="utf-8")))
        self._port = port
        self._trust = trust
        self._calls: set[asyncio.Task[object]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        packet: Any = AuthPacket(packet=data, secret=SECRET.encode(), dict=self._dictionary)
        if not packet.verify_message_authenticator():
            raise ValueError("a request with a wrong Message-Authenticator")
        packet.PwDecrypt(packet[2][0])

        def answered(status: int) -> None:
            if status != 200:
                raise ValueError(f"the cloud answered {status}")
            self._transport.sendto(packet.CreateReply().ReplyPacket(), addr)

        loop = asyncio.get_running_loop()
        call = loop.create_task(
            loop.create_connection(
                lambda: _Client(answered),
                LOOPBACK,
                self._port,
                ssl=self._trust,
                server_hostname=API_HOST,
            )
        )
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)


@contextmanager
def serving(directory: Path) -> Iterator[tuple[int, Path]]:
    """Accept RADIUS logins while the block runs.

    Args:
        directory: an empty one, for certificates and database.

    Returns:
        the UDP port, and the database with a row for each login.
    """
    authority, file = Authority(directory), directory / "logins.sqlite"
    with (
        closing(sqlite3.connect(file, check_same_thread=False)) as database,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        # As safe against a crash as ours.
        for pragma in ("journal_mode=WAL", "synchronous=OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("CREATE TABLE logins (id INTEGER PRIMARY KEY, username TEXT)")
        certificate = authority.certificates(API_HOST).issue(names=(API_HOST,))
        trust = client_context(authority.ca_file)
        port, servers = runner.run(_open(database, certificate, trust))
        loop = runner.get_loop()
        thread = threading.Thread(target=loop.run_forever, name="bare parts", daemon=True)
        thread.start()
        try:
            yield port, file
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            for server in servers:
                server.close()


async def _open(
    database: sqlite3.Connection, certificate: ssl.SSLContext, trust: ssl.SSLContext
) -> tuple[int, tuple[asyncio.Server, asyncio.DatagramTransport]]:
    """Open cloud and RADIUS server; give the latter's UDP port, and what has to be closed."""
    loop = asyncio.get_running_loop()
    cloud = await loop.create_server(lambda: _Cloud(database), LOOPBACK, 0, ssl=certificate)
    port = cloud.sockets[0].getsockname()[1]
    radius, _ = await loop.create_datagram_endpoint(
        lambda: _Radius(port, trust), local_addr=(LOOPBACK, 0)
    )
    return int(radius.get_extra_info("sockname")[1]), (cloud, radius)


def main() -> None:
    """Serve until the benchmark lets go."""
    with (
        tempfile.TemporaryDirectory() as directory,
        serving(Path(directory)) as (port, _),
    ):
        gc.freeze()  # as ours does
        serve_until_released({"port": port})


if __name__ == "__main__":
    main()
