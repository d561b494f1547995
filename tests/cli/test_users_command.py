"""`failmode users`: who is there, and what they do when asked."""

from __future__ import annotations

import pytest

from failmode.terms.logins import Answer
from tests.cli.controlled import ControlledSimulator, words
from tests.simulator.duo.caller import DuoCaller


def phone(controlled: ControlledSimulator, username: str) -> str:
    return controlled.simulator.duo.users.get(username).devices[0].device


def test_users_are_listed_with_their_devices(controlled: ControlledSimulator) -> None:
    listed = words(controlled.ok("users"))
    assert f"alice active approve {phone(controlled, 'alice')}" in listed
    assert "frank active, not enrolled" in listed
    assert [one["username"] for one in controlled.read("users")["users"]] == [
        user.username for user in controlled.simulator.duo.users.all()
    ]


@pytest.mark.parametrize("answer", list(Answer))
def test_a_users_answer_is_decided(controlled: ControlledSimulator, answer: Answer) -> None:
    told = controlled.ok("users", "answer", "alice", answer.value, "--after", "1.5")
    assert told == f"alice: {answer.value} after 1.5 s\n"
    user = controlled.simulator.duo.users.get("alice")
    assert (user.answer, user.answer_after_seconds) == (answer, 1.5)


def test_what_is_decided_is_what_the_person_does(controlled: ControlledSimulator) -> None:
    controlled.ok("users", "answer", "alice", "deny")
    assert DuoCaller(controlled.simulator).auth("alice")["result"] == "deny"


def test_one_device_may_answer_otherwise(controlled: ControlledSimulator) -> None:
    device = phone(controlled, "alice")
    controlled.ok("users", "answer", "alice", "deny", "--device", device, "--after", "0")
    assert controlled.simulator.duo.users.get("alice").answer is Answer.APPROVE
    assert f"{device} Alice Walters's phone deny" in words(controlled.ok("users"))
    assert DuoCaller(controlled.simulator).auth("alice")["result"] == "deny"


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
def test_what_is_wrong_is_said(
    controlled: ControlledSimulator, arguments: list[str], told: str
) -> None:
    assert told in words(controlled.refused("users", "answer", *arguments))
    assert controlled.simulator.duo.users.get("alice").answer is Answer.APPROVE
