"""Faults by their names: what the command line can do, a program does to its own simulator."""

from __future__ import annotations

import ssl

import httpx
import pytest

from failmode.simulator import RuleError, Simulator
from failmode.terms import Stage, Vendor
from tests.patience import PATIENT_SECONDS


def ask(simulator: Simulator, path: str = "/auth/v2/ping") -> int:
    """Ask Duo; the status that it answers with."""
    url = f"{simulator.addresses.duo.url}{path}"
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    return httpx.get(url, verify=trust, trust_env=False, timeout=PATIENT_SECONDS).status_code


def test_a_fault_acts_on_duo_until_it_is_removed(simulator: Simulator) -> None:
    rule = simulator.faults.add("http-503")
    assert ask(simulator) == 503
    assert simulator.faults.in_force() == (rule,)
    simulator.faults.remove(rule.id)
    assert ask(simulator) == 200


def test_where_and_how_often_a_fault_acts_is_said_as_on_the_command_line(
    simulator: Simulator,
) -> None:
    rule = simulator.faults.add("http-429", stage="preauth", user="alice", times=2, retry_after="7")
    assert (rule.vendor, rule.stage, rule.user, rule.times) == (
        Vendor.DUO,
        Stage.PREAUTH,
        "alice",
        2,
    )
    assert rule.to_json()["retry_after"] == "7"


def test_a_profile_is_switched_on_and_off(simulator: Simulator) -> None:
    simulator.faults.switch_on("outage")
    with pytest.raises(httpx.ConnectError):
        ask(simulator)
    simulator.faults.switch_off("outage")
    assert ask(simulator) == 200


def test_every_fault_ends_at_once(simulator: Simulator) -> None:
    simulator.faults.add("http-500", vendor=Vendor.NINJAONE)
    simulator.faults.switch_on("brownout")
    simulator.faults.clear()
    assert simulator.faults.in_force() == ()


def test_an_unknown_word_is_refused_with_those_that_are_known(simulator: Simulator) -> None:
    with pytest.raises(RuleError, match="Known"):
        simulator.faults.add("no-such")
    with pytest.raises(RuleError, match="Known"):
        simulator.faults.add("http-503", stage="lunch")
