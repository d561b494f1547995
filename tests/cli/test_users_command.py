"""`failmode users`: who is there, and what they do when asked."""

from __future__ import annotations

import pytest

from failmode.terms.logins import Answer
from tests.cli.steered import Steered, words
from tests.simulator.duo.caller import DuoCaller


def phone(steered: Steered, username: str) -> str:
    return steered.simulator.duo.users.get(username).devices[0].device


def test_users_are_listed_with_their_devices(steered: Steered) -> None:
    listed = words(steered.ok("users"))
    assert f"alice active approve {phone(steered, 'alice')}" in listed
    assert "frank active, not enrolled" in listed
    assert [one["username"] for one in steered.read("users")["users"]] == [
        user.username for user in steered.simulator.duo.users.all()
    ]


@pytest.mark.parametrize("answer", list(Answer))
def test_a_users_answer_is_decided(steered: Steered, answer: Answer) -> None:
    told = steered.ok("users", "answer", "alice", answer.value, "--after", "1.5")
    assert told == f"alice: {answer.value} after 1.5 s\n"
    user = steered.simulator.duo.users.get("alice")
    assert (user.answer, user.answer_after_seconds) == (answer, 1.5)


def test_what_is_decided_is_what_the_person_does(steered: Steered) -> None:
    steered.ok("users", "answer", "alice", "deny")
    assert DuoCaller(steered.simulator).auth("alice")["result"] == "deny"


def test_one_device_may_answer_otherwise(steered: Steered) -> None:
    device = phone(steered, "alice")
    steered.ok("users", "answer", "alice", "deny", "--device", device, "--after", "0")
    assert steered.simulator.duo.users.get("alice").answer is Answer.APPROVE
    assert f"{device} Alice Walters's phone deny" in words(steered.ok("users"))
    assert DuoCaller(steered.simulator).auth("alice")["result"] == "deny"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["alice"], "ANSWER"),
        (["alice", "maybe"], "'approve', 'deny', 'fraud', 'ignore'"),
        (["nobody", "deny"], "no user 'nobody'"),
        (["alice", "deny", "--after", "-1"], "at least 0"),
        (["alice", "deny", "--after", "inf"], "finite"),
        (["alice", "deny", "--device", "DPX"], "DPX"),
    ],
)
def test_what_is_wrong_is_said(steered: Steered, arguments: list[str], told: str) -> None:
    assert told in words(steered.refused("users", "answer", *arguments))
    assert steered.simulator.duo.users.get("alice").answer is Answer.APPROVE
