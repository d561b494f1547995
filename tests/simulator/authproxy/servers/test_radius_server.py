"""The RADIUS server of a section, with a responder of the test's: what it lets through."""

from __future__ import annotations

import hmac
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from failmode.simulator.authproxy.cfg.sections.radius import RadiusServerAutoSection
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import AccessRequest, Code, OutgoingRequest, Reply
from failmode.simulator.authproxy.radius.udp import Binding, UdpServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.dropped_packets import DroppedPackets
from failmode.simulator.authproxy.servers.radius_listener import RadiusServerKind
from failmode.simulator.authproxy.servers.radius_server import RadiusServer, Responder, dispatch
from failmode.simulator.internal_failures import InternalFailures
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS

SECRET = "dummy-radius-secret"
TEXT = write_authproxy_cfg(
    {
        "duo_only_client": {},
        "radius_server_auto": {
            "ikey": "DIXXXXXXXXXXXXXXXXXX",
            "skey": "dummyskeydummyskeydummyskeydummyskey0000",
            "api_host": "api-1234abcd.duosecurity.test",
            "radius_ip_1": "127.0.0.1",
            "radius_secret_1": SECRET,
            "exempt_username_1": "alice",
            "port": 0,
        },
    }
)
CONFIG = SIMULATED_SECTIONS.parse(TEXT, "authproxy.cfg")


def request(*, message_authenticator: bool = True) -> OutgoingRequest:
    """Make an Access-Request with an identifier and authenticator of its own."""
    return OutgoingRequest(
        SECRET.encode(), "alice", b"dummy", message_authenticator=message_authenticator
    )


class Broken:
    """A responder with a fault of its own at the first request."""

    def __init__(self) -> None:
        self._failures = [ZeroDivisionError("a fault of ours")]

    def respond(self, request: AccessRequest) -> Reply | None:
        """Fail once, then accept."""
        del request
        if self._failures:
            raise self._failures.pop()
        return Reply(Code.ACCESS_ACCEPT)


class Gate:
    """A responder that answers only when it is open."""

    def __init__(self, *replies: Reply | None) -> None:
        self.asked = threading.Semaphore(0)
        self.open = threading.Event()
        self.open.set()
        self._replies = list(replies)

    def respond(self, request: AccessRequest) -> Reply | None:
        """Wait for the gate to open; give the next reply, in the end always a reject."""
        assert request.text("User-Name") == "alice"
        self.asked.release()
        assert self.open.wait(PATIENT_SECONDS)
        return self._replies.pop(0) if self._replies else Reply(Code.ACCESS_REJECT, "no")


@contextmanager
def serving(responder: Responder) -> Iterator[socket.socket]:
    """Run a server with that responder; give a socket connected to it."""
    (section,) = CONFIG.servers
    assert isinstance(section, RadiusServerAutoSection)
    logger = logging.getLogger(__name__)
    dropped = DroppedPackets(logger, Clock().now)
    server = RadiusServer(
        section,
        responder,
        Clock().now,
        logger,
        failures=InternalFailures(),
        dropped=dropped,
    )
    udp = UdpServer([Binding("127.0.0.1", 0, dispatch([server], dropped), "test")])
    udp.start()
    try:
        with connected_to(udp.addresses[0]) as sock:
            yield sock
    finally:
        udp.stop()


@contextmanager
def connected_to(address: tuple[str, int]) -> Iterator[socket.socket]:
    """Give a UDP socket."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.connect(address)
        sock.settimeout(PATIENT_SECONDS)
        yield sock


def test_an_unanswered_request_is_forgotten_so_that_repeating_it_helps() -> None:
    gate = Gate(None, Reply(Code.ACCESS_ACCEPT))
    with serving(gate) as sock:
        sent = request()
        sock.send(sent.datagram)
        assert gate.asked.acquire(timeout=PATIENT_SECONDS)
        answer = None
        while answer is None:
            sock.send(sent.datagram)
            sock.settimeout(0.05)
            try:
                answer = sock.recv(4096)
            except TimeoutError:
                continue
        assert answer[0] == Code.ACCESS_ACCEPT


@pytest.mark.parametrize("required", [False, True])
def test_force_message_authenticator_drops_requests_without_one(required: bool) -> None:
    config = SIMULATED_SECTIONS.parse(
        f"{TEXT}force_message_authenticator={required}\n", "authproxy.cfg"
    )
    assert any("after 5.0.0" in warning for warning in config.warnings)
    bare, whole = request(message_authenticator=False), request()
    with (
        AuthProxy(config, Network({}), Clock()) as proxy,
        connected_to(proxy.addresses[0]) as sock,
    ):
        sock.send(bare.datagram)
        if not required:
            assert bare.read_reply(sock.recv(4096)).code == Code.ACCESS_ACCEPT
        sock.send(whole.datagram)
        assert whole.read_reply(sock.recv(4096)).code == Code.ACCESS_ACCEPT


def status_server(secret: bytes = SECRET.encode(), *, message_authenticator: bool = True) -> bytes:
    """Make a Status-Server (RFC 5997)."""
    authenticator = bytes(range(16))
    value = b"\x50\x12" if message_authenticator else b"\x04\x06\x7f\x00\x00\x01"
    length = 20 + (18 if message_authenticator else 6)
    head = b"\x0c\x07" + length.to_bytes(2, "big") + authenticator + value
    if not message_authenticator:
        return head
    return head + hmac.digest(secret, head + bytes(16), "md5")


@pytest.mark.parametrize("answers", [False, True])
def test_status_server_is_answered_where_that_is_chosen_and_dropped_as_in_5_0_0_else(
    answers: bool,
) -> None:
    registry = SIMULATED_SECTIONS.with_server(RadiusServerKind(answers_status_server=answers))
    with (
        AuthProxy(CONFIG, Network({}), Clock(), registry=registry) as proxy,
        connected_to(proxy.addresses[0]) as sock,
    ):
        sock.send(status_server(b"another secret"))
        sock.send(status_server(message_authenticator=False))
        sock.send(status_server())
        if answers:
            reply = sock.recv(4096)
            assert reply[:2] == bytes([Code.ACCESS_ACCEPT, 7])
            # Message-Authenticator is the first attribute of every reply.
            assert reply[20] == 80
        sent = request()
        sock.send(sent.datagram)
        assert sent.read_reply(sock.recv(4096)).code == Code.ACCESS_ACCEPT


@pytest.mark.parametrize(("interface", "family"), [("127.0.0.1", "IPv4"), ("::1", "IPv6")])
def test_requests_come_by_ipv4_and_ipv6(interface: str, family: str) -> None:
    text = TEXT.replace("radius_ip_1=127.0.0.1", f"radius_ip_1={interface}")
    config = SIMULATED_SECTIONS.parse(f"{text}interface={interface}\n", "authproxy.cfg")
    with AuthProxy(config, Network({}), Clock()) as proxy:
        client = RadiusClient(
            (proxy.addresses[0],), SECRET.encode(), retries=0, retry_wait=PATIENT_SECONDS
        )
        reply = client.authenticate("alice", b"dummy")
    assert reply is not None, family
    assert reply.code == Code.ACCESS_ACCEPT


def test_rubbish_and_other_packet_codes_are_dropped_and_the_server_lives_on() -> None:
    with serving(Gate()) as sock:
        sock.send(b"")
        sock.send(b"\x00" * 4096)
        sock.send(b"\x0c" + request().datagram[1:])
        sock.send(b"\x04" + request().datagram[1:])
        sent = request()
        sock.send(sent.datagram)
        assert sent.read_reply(sock.recv(4096)).code == Code.ACCESS_REJECT


def test_a_fault_of_our_own_is_no_answer_but_an_error_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with serving(Broken()) as sock:
        sent = request()
        sock.settimeout(0.05)
        answer = None
        while answer is None:
            sock.send(sent.datagram)
            try:
                answer = sock.recv(4096)
            except TimeoutError:
                continue
    assert answer[0] == Code.ACCESS_ACCEPT
    (line,) = [record.message for record in caplog.records if record.name == __name__]
    assert "no reply: the simulator itself failed, the Authentication Proxy" in line
    assert "a fault of ours" in caplog.text
