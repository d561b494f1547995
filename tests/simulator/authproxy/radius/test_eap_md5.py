"""EAP-MD5 at the built-in primary server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.eap import (
    EAP_MESSAGE_KEY,
    EapCode,
    EapPacket,
    EapType,
    decode_eap,
    joined_values,
    message_attributes,
)
from failmode.simulator.authproxy.radius.eap_md5 import (
    challenge_response,
    identity_response,
)
from failmode.simulator.authproxy.radius.packets import Attributes, Code, ServerReply
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer

STATE_KEY = 24
ACCEPT, REJECT, CHALLENGE = Code.ACCESS_ACCEPT, Code.ACCESS_REJECT, Code.ACCESS_CHALLENGE


@pytest.fixture
def server() -> Iterator[UserListRadiusServer]:
    """Run a server that knows alice and erin, whose password has expired."""
    server = UserListRadiusServer({"alice": "dummy", "erin": "dummy"}, "secret", expired={"erin"})
    server.start()
    yield server
    server.stop()


def send(server: UserListRadiusServer, username: str, attributes: Attributes) -> ServerReply:
    """Send one request without a password."""
    reply = RadiusClient((server.address,), b"secret").authenticate(username, None, attributes)
    assert reply is not None
    return reply


def ask(server: UserListRadiusServer, username: str) -> tuple[EapPacket, Attributes]:
    """Have the server ask for the proof; returns its challenge and its State."""
    reply = send(server, username, message_attributes(identity_response(username).encode()))
    assert reply.code == CHALLENGE
    return message(reply), {STATE_KEY: reply.attributes[STATE_KEY]}


def message(reply: ServerReply) -> EapPacket:
    return decode_eap(joined_values(reply.attributes[EAP_MESSAGE_KEY]))


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("alice", "dummy", ACCEPT),
        ("alice", "other", REJECT),
        ("alice", "", REJECT),
        ("mallory", "", REJECT),
        ("erin", "dummy", REJECT),
    ],
)
def test_who_proves_the_password_of_a_user_who_may_get_in_is_accepted(
    server: UserListRadiusServer, username: str, password: str, code: Code
) -> None:
    challenge, state = ask(server, username)
    response = challenge_response(challenge, password)
    assert response is not None
    reply = send(server, username, {**message_attributes(response.encode()), **state})
    assert reply.code == code
    result = EapCode.SUCCESS if code is ACCEPT else EapCode.FAILURE
    assert message(reply) == EapPacket(result, challenge.identifier)


def test_a_proof_is_worth_nothing_a_second_time_and_for_another_challenge(
    server: UserListRadiusServer,
) -> None:
    challenge, state = ask(server, "alice")
    response = challenge_response(challenge, "dummy")
    assert response is not None
    sent = message_attributes(response.encode())
    _, other = ask(server, "alice")
    assert send(server, "alice", {**sent, **other}).code == REJECT
    assert send(server, "alice", {**sent, **state}).code == ACCEPT
    assert send(server, "alice", {**sent, **state}).code == REJECT
    assert send(server, "alice", sent).code == REJECT


@pytest.mark.parametrize(
    "octets", [b"", b"\2", EapPacket(EapCode.RESPONSE, 1, EapType.NAK, b"\x19").encode()]
)
def test_what_is_no_proof_is_rejected(server: UserListRadiusServer, octets: bytes) -> None:
    _, state = ask(server, "alice")
    assert send(server, "alice", {EAP_MESSAGE_KEY: (octets,), **state}).code == REJECT


@pytest.mark.parametrize("data", [b"", b"\0", b"\5abc"])
def test_a_challenge_without_a_readable_value_is_not_answered(data: bytes) -> None:
    request = EapPacket(EapCode.REQUEST, 1, EapType.MD5_CHALLENGE, data)
    assert challenge_response(request, "dummy") is None
