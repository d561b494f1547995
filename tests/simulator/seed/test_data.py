"""The seed data: the same seed gives the same everything, and what examples rely on is there."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.seed.data import (
    FIRST_ORGANIZATION,
    FIRST_USER,
    Device,
    Organization,
    SeedData,
    generate_keys,
    generate_seed_data,
)
from failmode.terms.logins import Answer

SEEDS = st.integers(min_value=0, max_value=2**32)


def _devices(organization: Organization) -> list[Device]:
    return [device for location in organization.locations for device in location.devices]


def _fresh(seed: int) -> SeedData:
    generate_seed_data.cache_clear()
    return generate_seed_data(seed)


def test_same_seed_gives_equal_data() -> None:
    assert _fresh(7) == _fresh(7)


def test_other_seed_gives_other_people_devices_and_keys() -> None:
    one, other = generate_seed_data(1), generate_seed_data(2)
    assert one.people != other.people
    assert one.organizations[1:] != other.organizations[1:]
    assert generate_keys(1) != generate_keys(2)


def test_the_shared_random_generator_neither_changes_nor_is_changed() -> None:
    random.seed(1)
    before = random.getstate()
    data = _fresh(5)
    assert random.getstate() == before
    random.seed(2)
    assert _fresh(5) == data


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_organization_has_a_windows_workstation_a_windows_server_and_a_mac(seed: int) -> None:
    for organization in generate_seed_data(seed).organizations:
        assert {device.node_class for device in _devices(organization)} == {
            NodeClass.WINDOWS_WORKSTATION,
            NodeClass.WINDOWS_SERVER,
            NodeClass.MAC,
        }


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_names_and_numbers_are_unique(seed: int) -> None:
    data = generate_seed_data(seed)
    devices = [device for organization in data.organizations for device in _devices(organization)]
    phones = [person.phone for person in data.people if person.phone]
    for values in (
        [organization.name for organization in data.organizations],
        [device.system_name for device in devices],
        [person.username for person in data.people],
        phones,
    ):
        assert len(values) == len(set(values))


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_device_names_fit_netbios(seed: int) -> None:
    for organization in generate_seed_data(seed).organizations:
        for device in _devices(organization):
            assert 1 <= len(device.system_name) <= 15
            assert device.system_name.isascii()


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_every_seed_begins_with_the_organization_and_user_of_the_examples(seed: int) -> None:
    data = generate_seed_data(seed)
    assert data.organizations[0].name == FIRST_ORGANIZATION
    first = data.people[0]
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
    person = next(one for one in generate_seed_data(3).people if one.username == username)
    assert (person.status, person.answer, person.phone is not None) == (status, answer, enrolled)


def test_telephone_numbers_are_from_the_range_kept_for_fiction() -> None:
    for person in generate_seed_data(4).people:
        if person.phone:
            assert person.phone[5:8] == "555"
            assert 100 <= int(person.phone[8:]) <= 199


def test_duo_keys_have_the_lengths_that_clients_expect() -> None:
    keys = generate_keys(1)
    assert (len(keys.ikey), len(keys.skey)) == (20, 40)
    assert keys.api_host.startswith("api-")
