"""Whoever returns to a checkpoint finds exactly what was there, and nothing of what came after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.errors import SimulatorError
from failmode.simulator.network import Unreachable
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.terms import Answer, Stage, Vendor
from tests.simulator.duo.caller import DuoCaller
from tests.simulator.ninjaone.tenant import definition, plain_field

_RESET_AT_AUTH = Rule(vendor=Vendor.DUO, fault=Reset(), stage=Stage.AUTH)


def _change_everything(simulator: Simulator) -> None:
    simulator.ninjaone.create_field(plain_field("later", "TEXT"))
    simulator.duo.users.remove("alice")
    simulator.duo.users.set_answer("bob", Answer.APPROVE)
    simulator.rules.add(_RESET_AT_AUTH)
    simulator.clock.freeze(1000.0)
    simulator.control.console_sessions.open()


def test_what_came_after_a_checkpoint_is_gone(simulator: Simulator) -> None:
    simulator.ninjaone.create_field(definition())
    DuoCaller(simulator).preauth("alice")
    before = simulator.control.snapshot(), simulator.journal.query()
    checkpoint = simulator.checkpoint()
    _change_everything(simulator)
    simulator.return_to(checkpoint)
    assert (simulator.control.snapshot(), simulator.journal.query()) == before
    assert simulator.rules.list() == ()
    assert not simulator.clock.frozen
    assert DuoCaller(simulator).auth("alice")["result"] == "allow"


def test_the_ids_that_follow_are_those_of_whoever_went_on(simulator: Simulator) -> None:
    simulator.ninjaone.create_field(definition())
    checkpoint = simulator.checkpoint()
    went_on = [simulator.ninjaone.request_id() for _ in range(3)]
    simulator.reset()
    for _ in range(2):
        simulator.return_to(checkpoint)
        assert [simulator.ninjaone.request_id() for _ in range(3)] == went_on


def test_return_leads_to_the_seed_of_the_checkpoint(simulator: Simulator) -> None:
    checkpoint = simulator.checkpoint()
    before = simulator.control.snapshot()
    simulator.control.reseed(simulator.control.seed + 1)
    simulator.return_to(checkpoint)
    assert simulator.control.snapshot() == before
    assert simulator.control.seed == simulator.config.seed


def _ask_duo(simulator: Simulator) -> None:
    DuoCaller(simulator).preauth("alice")


def _meet_a_fault(simulator: Simulator) -> None:
    simulator.rules.add(Rule(vendor=Vendor.DUO, fault=Reset()))
    with pytest.raises(Unreachable):
        _ask_duo(simulator)
    simulator.rules.clear()


@pytest.mark.parametrize(
    "happen",
    [
        lambda simulator: simulator.ninjaone.field_names(),
        lambda simulator: simulator.ninjaone.create_field(definition()),
        lambda simulator: simulator.duo.users.set_answer("alice", Answer.DENY),
        lambda simulator: simulator.primary.set_password("alice", "other"),
        lambda simulator: simulator.rules.add(_RESET_AT_AUTH),
        lambda simulator: simulator.clock.set_offset(1.0),
        lambda simulator: simulator.clock.freeze(),
        lambda simulator: simulator.ninjaone.request_id(),
        lambda simulator: simulator.journal.clear(),
        lambda simulator: simulator.control.console_sessions.open(),
        lambda simulator: simulator.reset(),
        _ask_duo,
        _meet_a_fault,
    ],
)
def test_whatever_happens_after_a_checkpoint_is_noticed(
    simulator: Simulator, happen: Callable[[Simulator], object]
) -> None:
    _ask_duo(simulator)
    checkpoint = simulator.checkpoint()
    assert simulator.is_at(checkpoint)
    happen(simulator)
    assert not simulator.is_at(checkpoint)
    simulator.return_to(checkpoint)
    assert simulator.is_at(checkpoint)


def test_a_simulator_is_at_one_checkpoint_at_a_time(simulator: Simulator) -> None:
    first = simulator.checkpoint()
    second = simulator.checkpoint()
    assert not simulator.is_at(first)
    assert simulator.is_at(second)


@pytest.mark.parametrize(
    "happen",
    [
        lambda simulator: simulator.rules.add(_RESET_AT_AUTH),
        lambda simulator: simulator.clock.freeze(),
        lambda simulator: simulator.clock.set_offset(1.0),
        lambda simulator: simulator.control.console_sessions.open(),
    ],
)
def test_what_a_checkpoint_does_not_hold_is_refused_rather_than_lost(
    simulator: Simulator, happen: Callable[[Simulator], object]
) -> None:
    happen(simulator)
    with pytest.raises(SimulatorError, match="cannot be kept"):
        simulator.checkpoint()


def test_no_checkpoint_is_taken_of_what_other_processes_may_change(tmp_path: Path) -> None:
    shared = SimulatorConfig(state_url=f"sqlite:///{tmp_path / 'state.sqlite'}")
    with Simulator(shared) as simulator, pytest.raises(SimulatorError, match="others may use"):
        simulator.checkpoint()
