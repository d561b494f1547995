"""`failmode pushes`: a tester answers in a person's place."""

from __future__ import annotations

import pytest

from tests.cli.controlled import ControlledSimulator, words
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def duo(controlled: ControlledSimulator) -> DuoCaller:
    return DuoCaller(controlled.simulator)


def test_pushes_are_listed_while_they_wait(controlled: ControlledSimulator, duo: DuoCaller) -> None:
    controlled.simulator.clock.freeze(1_777_888_000)
    assert controlled.ok("pushes") == "Nothing waits for an answer.\n"
    txid = duo.push("carol")
    assert f"{txid} carol push 60 s left" in words(controlled.ok("pushes"))
    assert [one["txid"] for one in controlled.read("pushes")["pushes"]] == [txid]


@pytest.mark.parametrize(
    ("decision", "result", "status"),
    [("approve", "allow", "allow"), ("deny", "deny", "deny"), ("fraud", "deny", "fraud")],
)
def test_a_push_is_answered_once(
    controlled: ControlledSimulator, duo: DuoCaller, decision: str, result: str, status: str
) -> None:
    txid = duo.push("carol")
    controlled.ok("pushes", decision, txid)
    final = duo.final_status(txid)
    assert (final["result"], final["status"]) == (result, status)
    assert "has ended" in controlled.refused("pushes", decision, txid)


@pytest.mark.parametrize("decision", ["approve", "deny", "fraud"])
def test_an_unknown_push_is_refused(controlled: ControlledSimulator, decision: str) -> None:
    assert "no transaction 'nope'" in controlled.refused("pushes", decision, "nope")
