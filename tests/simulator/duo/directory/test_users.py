"""Duo's directory as an administrator keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.directory.records import Capability, DeviceType, UserStatus
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer


@pytest.fixture
def directory() -> Iterator[DuoService]:
    store = Store()
    yield DuoService(store, Clock())
    store.close()


def test_a_user_has_duos_kind_of_id_and_no_devices(directory: DuoService) -> None:
    user = directory.add_user("alice", status=UserStatus.BYPASS, answer=Answer.DENY)

    assert user.user_id.startswith("DU")
    assert len(user.user_id) == 20
    assert directory.user("alice") == user
    assert user.devices == ()


def test_devices_are_kept_in_the_order_of_enrolment(directory: DuoService) -> None:
    directory.add_user("alice")
    phone = directory.add_phone(
        "alice", "+12025550100", capabilities=[Capability.SMS, Capability.PUSH]
    )
    token = directory.add_token("alice", "20361492")

    devices = directory.user("alice").devices

    assert devices == (phone, token)
    assert phone.capabilities == (Capability.PUSH, Capability.SMS)
    assert token.type is DeviceType.TOKEN
    assert (phone.device[:2], token.device[:2]) == ("DP", "DH")


def test_users_are_listed_by_name(directory: DuoService) -> None:
    for name in ("carol", "alice", "Bob"):
        directory.add_user(name)

    assert [user.username for user in directory.users()] == ["alice", "Bob", "carol"]


def test_names_are_unique_without_regard_to_case(directory: DuoService) -> None:
    directory.add_user("alice")

    with pytest.raises(AlreadyExistsError, match="'ALICE' exists"):
        directory.add_user("ALICE")


def test_an_integration_key_is_unique(directory: DuoService) -> None:
    directory.add_integration("DI1", "skey", "host")

    with pytest.raises(AlreadyExistsError, match="'DI1' exists"):
        directory.add_integration("DI1", "skey", "host")


@pytest.mark.parametrize(("ikey", "skey"), [("", "skey"), ("DI1", ""), ("DI:1", "skey")])
def test_an_integration_needs_usable_keys(directory: DuoService, ikey: str, skey: str) -> None:
    with pytest.raises(BadEntryError, match="Give ikey, skey and api_host"):
        directory.add_integration(ikey, skey, "host")


@pytest.mark.parametrize("username", ["", "al\0ice", "al\nice", "\ud800"])
def test_a_name_that_cannot_be_kept_is_refused(directory: DuoService, username: str) -> None:
    with pytest.raises(BadEntryError, match="user name"):
        directory.add_user(username)


@pytest.mark.parametrize("seconds", [-1.0, float("inf"), float("nan")])
def test_a_time_that_never_comes_is_refused(directory: DuoService, seconds: float) -> None:
    directory.add_user("alice")

    with pytest.raises(BadEntryError, match="seconds, 0 or more"):
        directory.set_answer("alice", Answer.APPROVE, after_seconds=seconds)


def test_a_removed_user_takes_devices_and_passcodes_along(directory: DuoService) -> None:
    directory.add_user("alice")
    directory.add_phone("alice", "+12025550100")
    directory.issue_passcodes("alice")

    directory.remove_user("alice")
    directory.add_user("alice")

    assert directory.user("alice").devices == ()
    assert directory.passcodes("alice") == ()


def test_every_change_to_somebody_unknown_says_so(directory: DuoService) -> None:
    changes: list[Callable[[], object]] = [
        lambda: directory.user("bob"),
        lambda: directory.set_status("bob", UserStatus.ACTIVE),
        lambda: directory.set_answer("bob", Answer.DENY),
        lambda: directory.add_phone("bob", "+12025550100"),
        lambda: directory.issue_passcodes("bob"),
        lambda: directory.remove_user("bob"),
    ]
    for change in changes:
        with pytest.raises(NotFoundError, match="'bob'"):
            change()


def test_every_change_to_an_unknown_integration_says_so(directory: DuoService) -> None:
    with pytest.raises(NotFoundError, match="'DI1'"):
        directory.set_skey("DI1", "skey")
    with pytest.raises(NotFoundError, match="'DI1'"):
        directory.remove_integration("DI1")


def test_passcodes_have_the_length_that_is_set_and_digits_only(directory: DuoService) -> None:
    directory.add_user("alice")

    codes = directory.issue_passcodes("alice", 5)

    assert all(len(code) == 7 and code.isdigit() for code in codes)
    assert directory.passcodes("alice") == codes
    with pytest.raises(BadEntryError, match="Use digits"):
        directory.add_passcodes("alice", ["12a"])
