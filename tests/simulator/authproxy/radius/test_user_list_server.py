"""The built-in primary server: PAP, MS-CHAPv2, passwords that have expired, and their change."""

from __future__ import annotations

from collections.abc import Callable, Collection

import pytest

from failmode.simulator.authproxy.radius import ms_chap
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.ms_chap_change import (
    CHANGE_KEY,
    NEW_PASSWORD_KEY,
    change_attributes,
)
from failmode.simulator.authproxy.radius.ms_chap_v2 import (
    CHALLENGE_KEY,
    RESPONSE_KEY,
    Challenges,
    Proof,
    accepted_attributes,
    login_attributes,
)
from failmode.simulator.authproxy.radius.packets import Attributes, Code, ServerReply
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer

CLASS_KEY = 25
ACCEPT, REJECT = Code.ACCESS_ACCEPT, Code.ACCESS_REJECT


def ask(
    username: str,
    attributes: Attributes,
    password: bytes | None = None,
    *,
    expired: Collection[str] = (),
    changed: Callable[[str, str], None] | None = None,
) -> ServerReply:
    """Send one request to a server that knows alice."""
    server = UserListRadiusServer(
        {"alice": "dummy"},
        "secret",
        accept_attributes={CLASS_KEY: (b"staff",)},
        expired=expired,
        changed=changed,
    )
    server.start()
    try:
        reply = RadiusClient((server.address,), b"secret").authenticate(
            username, password, attributes
        )
    finally:
        server.stop()
    assert reply is not None
    return reply


@pytest.mark.parametrize(
    ("username", "old", "takes"),
    [("alice", "dummy", True), ("alice", "other", False), ("mallory", "dummy", False)],
)
def test_a_change_of_the_password_is_taken_of_who_proves_the_old_one_where_that_is_chosen(
    username: str, old: str, takes: bool
) -> None:
    changed: list[tuple[str, str]] = []
    challenges = Challenges.fresh(username)
    change = change_attributes(challenges, old, "a nëw one")
    reply = ask(username, change, changed=lambda *one: changed.append(one), expired={"alice"})
    assert reply.code == (ACCEPT if takes else REJECT)
    assert changed == ([("alice", "a nëw one")] if takes else [])
    wanted = accepted_attributes(Proof.of_password(challenges, "a nëw one"))
    assert (wanted.items() <= reply.attributes.items()) is takes


@pytest.mark.parametrize("key", [CHALLENGE_KEY, CHANGE_KEY, NEW_PASSWORD_KEY])
@pytest.mark.parametrize("value", [None, b"", bytes(16), bytes(68)])
def test_what_is_no_change_of_a_password_is_rejected(
    key: tuple[int, int], value: bytes | None
) -> None:
    changed: list[tuple[str, str]] = []
    change = dict(change_attributes(Challenges.fresh("alice"), "dummy", "new"))
    del change[key]
    if value is not None:
        change[key] = (value,)
    assert ask("alice", change, changed=lambda *one: changed.append(one)).code == REJECT
    assert changed == []


def test_a_new_password_that_is_not_proved_is_not_taken() -> None:
    changed: list[tuple[str, str]] = []
    change = dict(change_attributes(Challenges.fresh("alice"), "dummy", "new"))
    other = change_attributes(Challenges.fresh("alice"), "dummy", "another")
    change[NEW_PASSWORD_KEY] = other[NEW_PASSWORD_KEY]
    assert ask("alice", change, changed=lambda *one: changed.append(one)).code == REJECT
    assert changed == []


def test_else_a_change_is_rejected() -> None:
    change = change_attributes(Challenges.fresh("alice"), "dummy", "new")
    assert ask("alice", change).code == REJECT


def test_who_proves_the_password_by_ms_chap_v2_gets_the_servers_proof_and_the_keys() -> None:
    proof = Proof.of_password(Challenges.fresh("alice"), "dummy")
    reply = ask("alice", login_attributes(proof))
    assert reply.code == ACCEPT
    assert accepted_attributes(proof).items() <= reply.attributes.items()
    assert reply.attributes[CLASS_KEY] == (b"staff",)


@pytest.mark.parametrize(
    ("username", "password"), [("alice", "Dummy"), ("alice", ""), ("mallory", "dummy")]
)
def test_who_does_not_is_rejected_with_the_error_of_a_wrong_password(
    username: str, password: str
) -> None:
    challenges = Challenges.fresh(username)
    reply = ask(username, login_attributes(Proof.of_password(challenges, password)))
    assert reply.code == REJECT
    assert reply.attributes[ms_chap.ERROR_KEY] == (b"\0E=691 R=0 V=3",)


def test_a_response_that_was_sent_with_another_challenge_is_worth_nothing() -> None:
    earlier = login_attributes(Proof.of_password(Challenges.fresh("alice"), "dummy"))
    replayed = {**earlier, CHALLENGE_KEY: (bytes(16),)}
    assert ask("alice", replayed).code == REJECT


@pytest.mark.parametrize("key", [CHALLENGE_KEY, RESPONSE_KEY])
@pytest.mark.parametrize("value", [None, b"", b"\0" * 15])
def test_what_is_no_response_of_ms_chap_v2_is_rejected(
    key: tuple[int, int], value: bytes | None
) -> None:
    attributes = dict(login_attributes(Proof.of_password(Challenges.fresh("alice"), "dummy")))
    del attributes[key]
    if value is not None:
        attributes[key] = (value,)
    assert ask("alice", attributes).code == REJECT


def test_an_expired_password_lets_nobody_in_and_is_told_to_who_proves_it() -> None:
    right, wrong = (
        login_attributes(Proof.of_password(Challenges.fresh("alice"), one))
        for one in ("dummy", "other")
    )
    told = ask("alice", right, expired={"alice"})
    assert (told.code, told.attributes[ms_chap.ERROR_KEY]) == (REJECT, (b"\0E=648 R=0 V=3",))
    assert ask("alice", wrong, expired={"alice"}).attributes[ms_chap.ERROR_KEY] == (
        b"\0E=691 R=0 V=3",
    )
    assert ask("alice", {}, b"dummy", expired={"alice"}).code == REJECT
    assert ask("alice", {}, b"dummy", expired={"bob"}).code == ACCEPT
