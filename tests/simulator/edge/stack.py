"""A small vendor behind an edge, and clients that see how a connection ends."""

from __future__ import annotations

import http.client
import socket
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from flask import Flask, request
from flask import Response as FlaskResponse

from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.fault import Flaw
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.network import Network, Response, Timeouts, call
from failmode.simulator.state.clock import Clock
from failmode.terms import Stage
from tests.patience import PATIENT_SECONDS

VENDOR = "acme"
HOST = "api.acme.test"
PATIENT = Timeouts(connect=PATIENT_SECONDS, read=PATIENT_SECONDS)
NO_CONNECTION = Timeouts(connect=0.3, read=PATIENT_SECONDS)
"""For a connection, or a TLS handshake, that must not come about."""

NO_ANSWER = Timeouts(connect=PATIENT_SECONDS, read=0.3)
"""For an answer that must not come."""


def identify(environ: WSGIEnvironment) -> Identified:
    """Stage from the last part of the path, user from the form."""
    path, body = environ["PATH_INFO"], environ["wsgi.input"].getvalue()
    user = parse_qs(body.decode("latin-1")).get("username", [None])[0]
    stage = {f"/login/{one}": one for one in Stage}.get(path)
    return Identified(operation=path.strip("/"), stage=stage, user=user)


MALFORMED = CannedResponse(200, (), b"an answer of this vendor's that says nothing")


def flawed(request: Request, flaw: Flaw) -> CannedResponse:
    """Make the vendor's answer that has a flaw."""
    del request
    return MALFORMED if flaw is Flaw.EMPTY_RESPONSE else CannedResponse(200, (), flaw.encode())


class Gate:
    """Where the application waits: tells that somebody came, and lets them pass when opened."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.opened = threading.Event()

    def wait(self) -> None:
        """Come, and wait to be let pass."""
        self.entered.release()
        self.opened.wait(PATIENT_SECONDS)


def create_app(clock: Clock, gate: Gate) -> Flask:
    """Give a vendor with login stages, an echo, a clock, a long poll, a stream and a mistake."""
    app = Flask("acme")
    app.config["PROPAGATE_EXCEPTIONS"] = True

    @app.route("/login/<stage>", methods=["GET", "POST"])
    def login(stage: str) -> dict[str, Any]:
        return {"stage": stage, "username": request.form.get("username")}

    @app.route("/echo", methods=["GET", "POST", "PUT"])
    def echo() -> FlaskResponse:
        return FlaskResponse(request.get_data(), content_type="application/octet-stream")

    @app.get("/see")
    def see() -> dict[str, Any]:
        return {
            "path": request.path,
            "query": request.query_string.decode(),
            "headers": dict(request.headers),
            "scheme": request.scheme,
            "client": request.remote_addr,
        }

    @app.get("/clock")
    def tell_time() -> dict[str, float]:
        return {"time": clock.now()}

    @app.get("/poll")
    def poll() -> dict[str, bool]:
        gate.wait()
        return {"waited": True}

    @app.get("/stream")
    def stream() -> FlaskResponse:
        return FlaskResponse((f"data: {n}\n\n" for n in range(3)), content_type="text/event-stream")

    @app.get("/broken")
    def broken() -> FlaskResponse:
        raise ArithmeticError("the application's own mistake")

    return app


@dataclass
class EdgeStack:
    """An edge with everything around it."""

    loop: EdgeLoop
    server: EdgeServer
    rules: RuleBook
    journal: Journal
    clock: Clock
    gate: Gate
    network: Network
    ca_file: Path
    tls: bool

    def call(
        self,
        path: str = "/login/preauth",
        *,
        method: str = "GET",
        body: bytes = b"",
        timeouts: Timeouts = PATIENT,
        ca_file: Path | None = None,
    ) -> Response:
        """One HTTPS call as the simulated clients make it."""
        return call(
            self.network,
            method,
            HOST,
            path,
            headers={"Content-Type": "application/x-www-form-urlencoded"} if body else {},
            body=body,
            timeouts=timeouts,
            ca_file=ca_file or self.ca_file,
        )

    def login(self, stage: str, user: str) -> Response:
        """One stage of somebody's login."""
        return self.call(f"/login/{stage}", method="POST", body=f"username={user}".encode())

    def connect(self, timeout: float = PATIENT_SECONDS, *, strict: bool = False) -> socket.socket:
        """Connect, with TLS where the edge has it; strict: a bare FIN is then an error."""
        sock = socket.create_connection(("127.0.0.1", self.server.port), timeout)
        if not self.tls:
            return sock
        context = ssl.create_default_context(cafile=self.ca_file)
        try:
            return context.wrap_socket(sock, server_hostname=HOST, suppress_ragged_eofs=not strict)
        except BaseException:
            sock.close()
            raise

    def client(self) -> http.client.HTTPConnection:
        """Give a keep-alive client of the standard library."""
        address = "localhost", self.server.port
        if not self.tls:
            return http.client.HTTPConnection(*address, timeout=PATIENT_SECONDS)
        context = ssl.create_default_context(cafile=self.ca_file)
        return http.client.HTTPSConnection(*address, timeout=PATIENT_SECONDS, context=context)


@contextmanager
def edge_stack(
    *,
    tls: bool = True,
    seed: int = 0,
    capacity: int = 100,
    max_body_bytes: int = 16 * 1024 * 1024,
    **options: Any,
) -> Iterator[EdgeStack]:
    """Start an edge on a free port and stop it again."""
    clock, journal, gate = Clock(), Journal(capacity), Gate()
    rules = RuleBook(seed, clock=clock)
    with tempfile.TemporaryDirectory() as directory, EdgeLoop() as loop:
        authority = Authority(Path(directory))
        server = EdgeServer(
            loop=loop,
            vendor=SimulatedVendor(
                VENDOR,
                HOST,
                WsgiApplication(create_app(clock, gate), identify, clock),
                flawed,
                body_limit=lambda _: max_body_bytes,
            ),
            rules=rules,
            journal=journal,
            clock=clock,
            certificates=authority.certificates(HOST) if tls else None,
            **options,
        ).start()
        network = Network(
            {HOST: ("127.0.0.1", server.port)},
            NameService(rules),
            {HOST: VENDOR},
            journal.failures,
            loop.clients,
        )
        try:
            yield EdgeStack(
                loop, server, rules, journal, clock, gate, network, authority.ca_file, tls
            )
        finally:
            gate.opened.set()
            server.stop()
            rules.close()


def send_get(sock: socket.socket, path: str = "/login/preauth", extra: str = "") -> None:
    """Send a request without waiting for anything."""
    sock.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{extra}\r\n".encode())


def ending(sock: socket.socket) -> tuple[bytes, str]:
    """Give what still comes on the wire and how it ends: `FIN`, `RST` or `silence`.

    Reads below TLS, because Python's ssl tells a reset and an end of file apart in no version.
    """
    raw = socket.socket(fileno=sock.detach()) if isinstance(sock, ssl.SSLSocket) else sock
    raw.settimeout(sock.gettimeout() or PATIENT_SECONDS)
    received = b""
    with raw:
        try:
            while data := raw.recv(65_536):
                received += data
        except ConnectionResetError:
            return received, "RST"
        except TimeoutError:
            return received, "silence"
    return received, "FIN"
