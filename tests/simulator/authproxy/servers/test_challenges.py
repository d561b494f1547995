"""Whose answer to which challenge counts, and for how long."""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.radius.packets import (
    AccessRequest,
    OutgoingRequest,
    decode_request,
)
from failmode.simulator.authproxy.servers.challenges import (
    CHALLENGE_LIFETIME_SECONDS,
    ChallengeStore,
)
from tests.simulator.authproxy.stack import SECRET


class Opened:
    """A store with one open challenge for alice at 192.0.2.1, and the time by its clock."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.store = ChallengeStore[str](lambda: self.now)
        self.state = self.open()

    def open(self, username: str = "alice") -> bytes:
        """Open another challenge; return its State."""
        return self.store.open(request(), username, "push?", generation=1)

    def answer(self, username: str = "alice", address: str = "192.0.2.1", data: int = 1) -> bool:
        """Answer the first challenge; tell whether that counts."""
        found = self.store.answer(request(address), self.state, username, data)
        assert found is None or found.question == "push?"
        return found is not None


def request(address: str = "192.0.2.1") -> AccessRequest:
    datagram = OutgoingRequest(SECRET.encode(), "alice", b"push").datagram
    return decode_request(datagram, (address, 1812), SECRET.encode())


@pytest.fixture
def opened() -> Opened:
    return Opened()


def test_nobody_else_answers_a_challenge_and_it_stays_open_for_its_user(opened: Opened) -> None:
    assert not opened.answer("bob")
    assert not opened.answer("ALICE")
    assert not opened.answer(address="192.0.2.2")
    assert opened.answer()
    assert not opened.answer()


def test_a_challenge_is_not_answered_in_data_that_have_replaced_its_own(opened: Opened) -> None:
    assert not opened.answer(data=2)
    assert opened.answer()


def test_a_challenge_can_be_answered_for_five_minutes(opened: Opened) -> None:
    opened.now += CHALLENGE_LIFETIME_SECONDS - 1
    other = opened.open("bob")
    opened.now += 1
    assert not opened.answer()
    opened.state = other
    assert opened.answer("bob")


def test_a_challenge_that_is_open_again_lives_no_longer_for_that(opened: Opened) -> None:
    opened.now += CHALLENGE_LIFETIME_SECONDS - 1
    opened.open("bob")
    found = opened.store.answer(request(), opened.state, "alice", 1)
    assert found is not None
    opened.store.reopen(opened.state, found)
    assert found.sent_at == opened.now - CHALLENGE_LIFETIME_SECONDS + 1
    opened.now += 1
    assert not opened.answer()
