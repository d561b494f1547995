"""[radius_client]: primary servers in turn, and what they are asked."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.clients.radius import RadiusCredentials, RadiusPrimaryClient
from failmode.simulator.authproxy.core.primary import (
    Credentials,
    PrimaryError,
    PrimaryResult,
    UnexpectedAnswerError,
)
from failmode.simulator.authproxy.radius.packets import Code, Reply, decode_request, encode_reply
from failmode.simulator.authproxy.radius.udp import Binding, Send, UdpServer
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from tests.patience import PATIENT_SECONDS, wait_until, with_time_enough
from tests.ports import free_port

ALICE = Credentials("alice", "dummy-password", None)


@pytest.fixture
def primary() -> Iterator[UserListRadiusServer]:
    """Run a primary server that knows alice."""
    server = UserListRadiusServer({"alice": "dummy-password"}, "dummy-primary-secret")
    server.start()
    yield server
    server.stop()


def client_section(*ports: int, **changes: float) -> RadiusClientSection:
    """Make a client section for primary servers at these ports."""
    section = RadiusClientSection(
        name="radius_client",
        hosts=tuple(("127.0.0.1", port) for port in ports),
        secret="dummy-primary-secret",
        retry_wait=PATIENT_SECONDS,
    )
    return replace(section, **changes)  # type: ignore[arg-type]  # mypy takes ** for any field


def answer(section: RadiusClientSection) -> PrimaryResult | None:
    """Log alice in where some servers are silent, however slow the others are; None: no answer."""

    def attempt(seconds: float) -> PrimaryResult | None:
        try:
            return RadiusPrimaryClient(replace(section, retry_wait=seconds)).authenticate(ALICE)
        except PrimaryError:
            return None

    return with_time_enough(attempt, lambda result: result is not None, seconds=0.1)


def is_accepted(section: RadiusClientSection) -> bool:
    """Tell whether alice is let in."""
    result = answer(section)
    return result is not None and result.accepted


def test_the_next_primary_server_is_asked_when_the_first_is_silent(
    primary: UserListRadiusServer,
) -> None:
    assert is_accepted(client_section(free_port(), primary.port))


def test_every_attempt_goes_to_the_next_server_and_the_first_comes_round_again(
    primary: UserListRadiusServer,
) -> None:
    silent = free_port()
    section = client_section(silent, silent, primary.port, retries=1, retry_wait=0.1)
    with pytest.raises(PrimaryError, match="timed out"):
        RadiusPrimaryClient(section).authenticate(ALICE)
    assert is_accepted(replace(section, retries=2))


def test_a_late_answer_of_an_earlier_server_still_counts() -> None:
    seen: list[tuple[bytes, tuple[str, int], Send]] = []

    def first(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        seen.append((datagram, source, send))

    def second(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        del datagram, source, send
        early, where, send_late = seen[-1]
        request = decode_request(early, where, b"dummy-primary-secret")
        send_late(encode_reply(request, Reply(Code.ACCESS_ACCEPT, "late")))

    udp = UdpServer(
        [Binding("127.0.0.1", 0, first, "first"), Binding("127.0.0.1", 0, second, "second")]
    )
    udp.start()
    try:
        ports = [port for _, port in udp.addresses]
        result = answer(client_section(*ports))
        assert result is not None
        assert result.message == "late"
    finally:
        udp.stop()


def test_an_answer_from_an_address_that_was_not_asked_is_none() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as somebody_else:
        somebody_else.bind(("127.0.0.1", 0))

        def answered_elsewhere(datagram: bytes, source: tuple[str, int], send: Send) -> None:
            request = decode_request(datagram, source, b"dummy-primary-secret")
            somebody_else.sendto(encode_reply(request, Reply(Code.ACCESS_ACCEPT, "yes")), source)
            send(encode_reply(request, Reply(Code.ACCESS_REJECT, "no")))

        udp = UdpServer([Binding("127.0.0.1", 0, answered_elsewhere, "test")])
        udp.start()
        try:
            section = client_section(udp.addresses[0][1], retry_wait=PATIENT_SECONDS)
            result = RadiusPrimaryClient(section).authenticate(ALICE)
        finally:
            udp.stop()
    assert (result.accepted, result.message) == (False, "no")


def test_an_answer_that_is_neither_yes_nor_no_is_told_apart() -> None:
    def challenge(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        request = decode_request(datagram, source, b"dummy-primary-secret")
        send(encode_reply(request, Reply(Code.ACCESS_CHALLENGE, "More?", state=b"1")))

    udp = UdpServer([Binding("127.0.0.1", 0, challenge, "test")])
    udp.start()
    try:
        server = RadiusPrimaryClient(client_section(udp.addresses[0][1]))
        with pytest.raises(UnexpectedAnswerError, match="11"):
            server.authenticate(ALICE)
    finally:
        udp.stop()


def test_the_request_to_the_primary_server_names_nas_and_machine() -> None:
    seen: list[dict[str, str | bytes | None]] = []

    def note(datagram: bytes, source: tuple[str, int], send: Send) -> None:
        del send
        request = decode_request(
            datagram, source, b"dummy-primary-secret", require_message_authenticator=True
        )
        names = ("User-Name", "NAS-Identifier", "Calling-Station-Id")
        seen.append({name: request.text(name) for name in names})
        seen[-1]["NAS-IP-Address"] = request.raw("NAS-IP-Address")
        seen[-1]["password"] = request.password("latin-1")

    udp = UdpServer([Binding("127.0.0.1", 0, note, "test")])
    udp.start()
    try:
        section = client_section(udp.addresses[0][1], retries=0, retry_wait=0.1)
        section = replace(section, pw_codec="latin-1")
        credentials = RadiusCredentials(
            "alice", "päss", "192.0.2.7", {32: (b"vpn",), 4: (b"\0" * 4,)}
        )
        for number, nas_ip in enumerate(("192.0.2.9", None)):
            server = RadiusPrimaryClient(replace(section, nas_ip=nas_ip))
            with pytest.raises(PrimaryError):
                server.authenticate(credentials)
            wait_until(lambda number=number: len(seen) > number, "the request does not come")  # type: ignore[misc]
    finally:
        udp.stop()
    common = {
        "User-Name": "alice",
        "NAS-Identifier": "vpn",
        "Calling-Station-Id": "192.0.2.7",
        "password": "päss",
    }
    assert seen == [
        {**common, "NAS-IP-Address": b"\xc0\x00\x02\x09"},
        {**common, "NAS-IP-Address": b"\x7f\x00\x00\x01"},
    ]


def test_the_address_to_name_is_found_at_the_start_as_in_the_product(
    primary: UserListRadiusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = RadiusPrimaryClient(client_section(primary.port))

    def connect(_self: socket.socket, address: object) -> None:
        raise AssertionError(f"the way to {address} was looked for again")

    monkeypatch.setattr(socket.socket, "connect", connect)
    assert server.authenticate(ALICE).accepted


def test_a_password_that_cannot_be_sent_is_an_error_of_the_primary_authentication(
    primary: UserListRadiusServer,
) -> None:
    server = RadiusPrimaryClient(client_section(primary.port))
    with pytest.raises(PrimaryError, match="128"):
        server.authenticate(Credentials("alice", "a" * 129, None))
    ascii_only = replace(client_section(primary.port), pw_codec="ascii")
    with pytest.raises(PrimaryError):
        RadiusPrimaryClient(ascii_only).authenticate(Credentials("alice", "ä", None))


def test_servers_of_both_families_are_asked_in_turn(primary: UserListRadiusServer) -> None:
    section = client_section(primary.port)
    hosts = (("::1", free_port()), *section.hosts)
    assert is_accepted(replace(section, hosts=hosts))


def test_a_server_without_a_route_does_not_stand_in_the_way_of_the_next(
    primary: UserListRadiusServer,
) -> None:
    section = client_section(primary.port)
    # Nobody may send to the broadcast address without asking the system for it.
    hosts = (("255.255.255.255", 1812), *section.hosts)
    assert is_accepted(replace(section, hosts=hosts))
    alone = replace(section, hosts=(("255.255.255.255", 1812),), retry_wait=0.1)
    with pytest.raises(PrimaryError):
        RadiusPrimaryClient(alone).authenticate(ALICE)


def test_the_log_tells_each_request_and_what_became_of_it(
    primary: UserListRadiusServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "test")
    section = client_section(primary.port)
    host = f"\\('127\\.0\\.0\\.1', {primary.port}\\)"
    logger = logging.getLogger("test")
    RadiusPrimaryClient(section, logger).authenticate(ALICE)
    sent, got = caplog.messages
    match = re.fullmatch(rf"Sending request for user 'alice' to {host} with id (\d+)", sent)
    assert match is not None
    assert re.fullmatch(rf"Got response for id {match[1]} from {host}; code 2", got)
    assert ALICE.password not in caplog.text


def test_the_log_tells_answers_that_are_none_and_the_end_of_patience(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def handle(datagram: bytes, _source: tuple[str, int], send: Send) -> None:
        send(b"\x02" + datagram[1:2] + b"\x00\x14" + bytes(16))

    udp = UdpServer([Binding("127.0.0.1", 0, handle, "a server with another secret")])
    udp.start()
    port = udp.addresses[0][1]
    caplog.set_level(logging.INFO, "test")

    def attempt(seconds: float) -> list[str]:
        caplog.clear()
        section = client_section(port, retries=1, retry_wait=seconds)
        with pytest.raises(PrimaryError):
            RadiusPrimaryClient(section, logging.getLogger("test")).authenticate(ALICE)
        return caplog.messages

    try:
        told = with_time_enough(attempt, lambda lines: len(lines) > 2, seconds=0.1)
    finally:
        udp.stop()
    _, *dropped, timeout = told
    assert dropped
    assert all(one.startswith(f"dropping packet from 127.0.0.1:{port} - ") for one in dropped)
    assert re.fullmatch(
        rf"Request timeout for \(outgoing\) id \d+ to \('127\.0\.0\.1', {port}\)", timeout
    )
