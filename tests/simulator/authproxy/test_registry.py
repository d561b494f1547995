"""A protocol that the proxy has never heard of: its sections, its client and its server.

Everything about it is in this file. No other file knows it.
"""

from __future__ import annotations

import json
import logging
import socket
import socketserver
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

import pytest

from failmode.simulator.authproxy.cfg.options import Address, Group, Number, Text
from failmode.simulator.authproxy.cfg.sections.base import (
    MAIN_PORT,
    ClientSection,
    FactorOptions,
    LoginServerSection,
    ServerSection,
    Transport,
)
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.flow import (
    Accepted,
    Challenged,
    LoginAttempt,
    LoginFlow,
    Rejected,
    Unanswered,
)
from failmode.simulator.authproxy.core.primary import Credentials, PrimaryResult
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import PRODUCT_SECTIONS, SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.server import OpenPort, ServerContext
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.errors import ConfigError
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import API_HOST, IKEY, PASSWORD, SKEY, Stack, running


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePasswordClientSection(ClientSection):
    """[one_password_client]: everybody has the same password."""

    KIND: ClassVar[str] = "one_password_client"

    password: Annotated[str, Text(secret=True)] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineServerSection(LoginServerSection):
    """[line_server]: user name and password on a line, yes or no on the next."""

    KIND: ClassVar[str] = "line_server"

    interface: Annotated[str, Address()] = ""
    port: Annotated[int, Number(largest=65535)] = 0
    factor_options: Annotated[FactorOptions, Group(FactorOptions)] = field(
        default_factory=FactorOptions
    )


def open_port(section: str, server: socketserver.TCPServer) -> OpenPort:
    host, port = server.socket.getsockname()
    return OpenPort(section, MAIN_PORT, Transport.TCP, (host, port))


class OnePassword:
    """The primary authenticator of [one_password_client]."""

    def __init__(self, section: OnePasswordClientSection, logger: logging.Logger) -> None:
        del logger
        self._password = section.password

    def authenticate(self, credentials: Credentials) -> PrimaryResult:
        """Compare the password."""
        accepted = credentials.password == self._password
        return PrimaryResult(accepted, "right" if accepted else "wrong password")


class LineServer:
    """Serves all [line_server] sections, each at a port of its own."""

    def __init__(self, sections: Sequence[LineServerSection], context: ServerContext) -> None:
        self._sections = sections
        self._context = context
        self._servers: dict[str, socketserver.ThreadingTCPServer] = {}

    def start(self) -> None:
        """Bind the ports."""
        for section in self._sections:
            primary = self._context.primary(section.client)
            flow = self._context.login_flow(section, section.factor_options, primary)
            address = (section.interface or self._context.interface, section.port)
            server = socketserver.ThreadingTCPServer(address, handler(flow))
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            self._servers[section.name] = server

    def stop(self) -> None:
        """Free the ports."""
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        self._servers.clear()

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """The port of each section."""
        return [open_port(name, server) for name, server in self._servers.items()]


class LineServerKind:
    """The servers of this protocol."""

    sections = (LineServerSection,)

    def create(self, sections: Sequence[LineServerSection], context: ServerContext) -> LineServer:
        """Make the server."""
        return LineServer(sections, context)


def handler(flow: LoginFlow) -> type[socketserver.StreamRequestHandler]:
    """Make what answers on a connection."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            username, password = self.rfile.readline().decode().rstrip("\n").split(" ", 1)
            host = self.client_address[0]
            credentials = Credentials(username, password, host)
            match flow.log_in(LoginAttempt(credentials, print, {"line": f"{username} ***"})):
                case Accepted(message):
                    self.wfile.write(f"yes {message}\n".encode())
                case Rejected(message):
                    self.wfile.write(f"no {message}\n".encode())
                case Challenged():
                    raise AssertionError("this protocol cannot ask for a passcode")
                case Unanswered():
                    return

    return Handler


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingServerSection(ServerSection):
    """[greeting_server]: greets whoever connects, and logs nobody in."""

    KIND: ClassVar[str] = "greeting_server"

    greeting: Annotated[str, Text()]


class GreetingServer:
    """Serves one [greeting_server] section."""

    def __init__(self, section: GreetingServerSection, context: ServerContext) -> None:
        self._section = section
        self._context = context
        self._server: socketserver.TCPServer | None = None

    def start(self) -> None:
        """Bind the port."""
        greeting = f"{self._section.greeting}\n".encode()

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(greeting)

        self._server = socketserver.TCPServer((self._context.interface, 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Free the port."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    @property
    def open_ports(self) -> Sequence[OpenPort]:
        """The port of the section."""
        return [] if self._server is None else [open_port(self._section.name, self._server)]


class GreetingServerKind:
    """The servers that log nobody in."""

    sections = (GreetingServerSection,)

    def create(
        self, sections: Sequence[GreetingServerSection], context: ServerContext
    ) -> GreetingServer:
        """Make the server."""
        (section,) = sections
        return GreetingServer(section, context)


REGISTRY = SIMULATED_SECTIONS.with_server(LineServerKind()).with_client(
    OnePasswordClientSection, OnePassword
)


def text(**options: str) -> str:
    """Return an authproxy.cfg with both sections and further options of the server."""
    server = {"ikey": IKEY, "skey": SKEY, "api_host": API_HOST, "client": "one_password_client"}
    return write_authproxy_cfg(
        {"one_password_client": {"password": PASSWORD}, "line_server": {**server, **options}}
    )


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start Duo and a primary server once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give the place of an authproxy.cfg."""
    return tmp_path / "authproxy.cfg"


def log_in(stack: Stack, path: Path, username: str = "alice", password: str = PASSWORD) -> str:
    """Run a proxy from the file and return what it answers to one login."""
    stack.journal.clear()
    proxy = AuthProxy(
        REGISTRY.load(path), stack.network, stack.clock, ca_file=stack.ca_file, registry=REGISTRY
    )
    with proxy, socket.create_connection(proxy.addresses[0], timeout=PATIENT_SECONDS) as connection:
        connection.sendall(f"{username} {password}\n".encode())
        return connection.makefile().readline()


def test_a_server_and_a_client_of_another_protocol_log_in_through_the_flow(
    stack: Stack, path: Path
) -> None:
    path.write_text(text(), encoding="utf-8")
    assert log_in(stack, path) == "yes Success. Logging you in...\n"
    assert stack.stages() == ["preauth", "auth"]
    assert log_in(stack, path, "bob") == "no Login request denied.\n"
    assert log_in(stack, path, password="other") == "no wrong password\n"
    assert stack.stages() == []


@pytest.mark.parametrize(
    ("failmode", "answer"),
    [("safe", f"yes {messages.FAIL_OPEN}\n"), ("secure", f"no {messages.PREAUTH_FAILED}\n")],
)
def test_failmode_decides_for_another_protocol_as_for_radius(
    stack: Stack, path: Path, failmode: str, answer: str
) -> None:
    path.write_text(text(failmode=failmode), encoding="utf-8")
    stack.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    try:
        assert log_in(stack, path) == answer
    finally:
        stack.rules.clear()


def test_a_server_adds_its_own_keys_to_the_authentication_events(stack: Stack, path: Path) -> None:
    path.write_text(text(), encoding="utf-8")
    proxy = AuthProxy(
        REGISTRY.load(path), stack.network, stack.clock, ca_file=stack.ca_file, registry=REGISTRY
    )
    with proxy, socket.create_connection(proxy.addresses[0], timeout=PATIENT_SECONDS) as connection:
        connection.sendall(b"alice other\n")
        connection.makefile().readline()
        (event,) = (json.loads(event.to_json()) for event in proxy.events)
    assert (event["line"], event["msg_type"]) == ("alice ***", "AUTH")
    assert "details" not in event


def test_a_server_that_logs_nobody_in_needs_neither_duo_nor_a_client(
    stack: Stack, path: Path
) -> None:
    registry = SIMULATED_SECTIONS.with_server(GreetingServerKind())
    path.write_text("[greeting_server]\ngreeting=Hello\n", encoding="utf-8")
    proxy = AuthProxy(registry.load(path), stack.network, stack.clock, registry=registry)
    with proxy, socket.create_connection(proxy.addresses[0], timeout=PATIENT_SECONDS) as connection:
        assert connection.makefile().readline() == "Hello\n"
    with pytest.raises(ConfigError, match=r"nothing runs \[greeting_server\]\. "):
        AuthProxy(registry.load(path), stack.network, stack.clock)


def test_where_clients_cannot_be_asked_a_user_with_only_passcodes_has_no_factor(
    stack: Stack, path: Path
) -> None:
    path.write_text(text(factors="passcode"), encoding="utf-8")
    assert log_in(stack, path) == f"no {messages.NO_USABLE_FACTOR}\n"
    assert stack.stages() == ["preauth"]


def test_main_and_the_errors_of_a_configuration_hold_for_every_section(path: Path) -> None:
    path.write_text("[main]\ninterface=127.0.0.2\n" + text(), encoding="utf-8")
    (section,) = REGISTRY.load(path).servers
    assert isinstance(section, LineServerSection)
    assert section.interface == "127.0.0.2"
    path.write_text(text(port="many"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"authproxy\.cfg:9: \[line_server\] port is 'many'"):
        REGISTRY.load(path)
    path.write_text(text(prot="1"), encoding="utf-8")
    with pytest.raises(ConfigError, match="Did you mean port"):
        REGISTRY.load(path)


def test_a_section_that_was_not_registered_is_unknown(path: Path) -> None:
    path.write_text(text(), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"\[one_password_client\] is not a section"):
        SIMULATED_SECTIONS.load(path)


def test_a_proxy_does_not_start_with_sections_that_nothing_runs(stack: Stack, path: Path) -> None:
    path.write_text(text(), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"nothing runs \[line_server\]"):
        AuthProxy(REGISTRY.load(path), stack.network, stack.clock)


def test_what_is_simulated_is_a_part_of_the_product() -> None:
    kinds = {section.KIND for section in SIMULATED_SECTIONS.clients}
    kinds |= {section.KIND for kind in SIMULATED_SECTIONS.servers for section in kind.sections}
    assert kinds < PRODUCT_SECTIONS
