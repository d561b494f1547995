"""`failmode pushes`: a tester answers in a person's place."""

from __future__ import annotations

import pytest

from tests.cli.steered import Steered, words
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def duo(steered: Steered) -> DuoCaller:
    return DuoCaller(steered.simulator)


def test_pushes_are_listed_while_they_wait(steered: Steered, duo: DuoCaller) -> None:
    steered.simulator.clock.freeze(1_777_888_000)
    assert steered.ok("pushes") == "Nothing waits for an answer.\n"
    txid = duo.push("carol")
    assert f"{txid} carol push 60 s left" in words(steered.ok("pushes"))
    assert [one["txid"] for one in steered.read("pushes")["pushes"]] == [txid]


@pytest.mark.parametrize(
    ("decision", "result", "status"),
    [("approve", "allow", "allow"), ("deny", "deny", "deny"), ("fraud", "deny", "fraud")],
)
def test_a_push_is_answered_once(
    steered: Steered, duo: DuoCaller, decision: str, result: str, status: str
) -> None:
    txid = duo.push("carol")
    steered.ok("pushes", decision, txid)
    final = duo.final_status(txid)
    assert (final["result"], final["status"]) == (result, status)
    assert "has ended" in steered.refused("pushes", decision, txid)


@pytest.mark.parametrize("decision", ["approve", "deny", "fraud"])
def test_an_unknown_push_is_refused(steered: Steered, decision: str) -> None:
    assert "no transaction 'nope'" in steered.refused("pushes", decision, "nope")
