"""The seeded world: the same seed gives the same everything, and what examples rely on is there."""

from __future__ import annotations

import random

import pytest
from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.seed.data import (
    FIRST_ORGANIZATION,
    FIRST_USER,
    Device,
    Organization,
    World,
    generate_keys,
    generate_world,
)
from failmode.terms.logins import Answer

SEEDS = st.integers(min_value=0, max_value=2**32)


def _machines(customer: Organization) -> list[Device]:
    return [machine for site in customer.sites for machine in site.machines]


def _fresh(seed: int) -> World:
    generate_world.cache_clear()
    return generate_world(seed)


def test_same_seed_gives_an_equal_world() -> None:
    assert _fresh(7) == _fresh(7)


def test_other_seed_gives_other_people_machines_and_keys() -> None:
    one, other = generate_world(1), generate_world(2)
    assert one.people != other.people
    assert one.customers[1:] != other.customers[1:]
    assert generate_keys(1) != generate_keys(2)


def test_shared_random_generators_neither_change_nor_are_changed() -> None:
    random.seed(1)
    Faker.seed(1)
    before = random.getstate()
    world = _fresh(5)
    assert random.getstate() == before
    Faker.seed(2)
    assert _fresh(5) == world


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_organization_has_a_windows_workstation_a_windows_server_and_a_mac(seed: int) -> None:
    for customer in generate_world(seed).customers:
        assert {machine.node_class for machine in _machines(customer)} == {
            NodeClass.WINDOWS_WORKSTATION,
            NodeClass.WINDOWS_SERVER,
            NodeClass.MAC,
        }


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_names_and_numbers_are_unique(seed: int) -> None:
    world = generate_world(seed)
    machines = [machine for customer in world.customers for machine in _machines(customer)]
    phones = [person.phone for person in world.people if person.phone]
    for values in (
        [customer.name for customer in world.customers],
        [machine.system_name for machine in machines],
        [person.username for person in world.people],
        phones,
    ):
        assert len(values) == len(set(values))


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_machine_names_fit_netbios(seed: int) -> None:
    for customer in generate_world(seed).customers:
        for machine in _machines(customer):
            assert 1 <= len(machine.system_name) <= 15
            assert machine.system_name.isascii()


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_seed_begins_with_the_organization_and_user_of_the_examples(seed: int) -> None:
    world = generate_world(seed)
    assert world.customers[0].name == FIRST_ORGANIZATION
    first = world.people[0]
    assert (first.username, first.status, first.answer) == (
        FIRST_USER,
        UserStatus.ACTIVE,
        Answer.APPROVE,
    )
    assert first.phone is not None


@pytest.mark.parametrize(
    ("username", "status", "answer", "enrolled"),
    [
        ("alice", UserStatus.ACTIVE, Answer.APPROVE, True),
        ("bob", UserStatus.ACTIVE, Answer.DENY, True),
        ("carol", UserStatus.ACTIVE, Answer.IGNORE, True),
        ("dave", UserStatus.BYPASS, Answer.APPROVE, True),
        ("erin", UserStatus.DISABLED, Answer.APPROVE, True),
        ("frank", UserStatus.ACTIVE, Answer.APPROVE, False),
        ("grace", UserStatus.LOCKED_OUT, Answer.APPROVE, True),
    ],
)
def test_the_cast_behaves_by_attributes(
    username: str, status: UserStatus, answer: Answer, enrolled: bool
) -> None:
    person = next(one for one in generate_world(3).people if one.username == username)
    assert (person.status, person.answer, person.phone is not None) == (status, answer, enrolled)


def test_telephone_numbers_are_from_the_range_kept_for_fiction() -> None:
    for person in generate_world(4).people:
        if person.phone:
            assert person.phone[5:8] == "555"
            assert 100 <= int(person.phone[8:]) <= 199


def test_duo_keys_have_the_lengths_that_clients_expect() -> None:
    keys = generate_keys(1)
    assert (len(keys.ikey), len(keys.skey)) == (20, 40)
    assert keys.api_host.startswith("api-")
