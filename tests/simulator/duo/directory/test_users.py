"""Duo's directory as an administrator keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import (
    Capability,
    DeviceType,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer


@pytest.fixture
def duo() -> Iterator[DuoCloud]:
    store = Store()
    yield create_cloud(store, Clock())
    store.close()


def test_a_user_has_duos_kind_of_id_and_no_devices(duo: DuoCloud) -> None:
    user = duo.users.add("alice", status=UserStatus.BYPASS, answer=Answer.DENY)

    assert user.user_id.startswith("DU")
    assert len(user.user_id) == 20
    assert duo.users.get("alice") == user
    assert user.devices == ()


def test_devices_are_kept_in_the_order_of_enrolment(duo: DuoCloud) -> None:
    duo.users.add("alice")
    phone = duo.devices.add_phone(
        "alice", "+12025550100", capabilities=[Capability.SMS, Capability.PUSH]
    )
    token = duo.devices.add_token("alice", "20361492")

    devices = duo.users.get("alice").devices

    assert devices == (phone, token)
    assert phone.capabilities == (Capability.PUSH, Capability.SMS)
    assert token.type is DeviceType.TOKEN
    assert (phone.device[:2], token.device[:2]) == ("DP", "DH")


def test_users_are_listed_by_name(duo: DuoCloud) -> None:
    for name in ("carol", "alice", "Bob"):
        duo.users.add(name)

    assert [user.username for user in duo.users.all()] == ["alice", "Bob", "carol"]


def test_names_are_unique_without_regard_to_case(duo: DuoCloud) -> None:
    duo.users.add("alice")

    with pytest.raises(AlreadyExistsError, match="'ALICE' exists"):
        duo.users.add("ALICE")


def test_an_integration_key_is_unique(duo: DuoCloud) -> None:
    duo.integrations.add("DI1", "skey", "host")

    with pytest.raises(AlreadyExistsError, match="'DI1' exists"):
        duo.integrations.add("DI1", "skey", "host")


@pytest.mark.parametrize(("ikey", "skey"), [("", "skey"), ("DI1", ""), ("DI:1", "skey")])
def test_an_integration_needs_usable_keys(duo: DuoCloud, ikey: str, skey: str) -> None:
    with pytest.raises(BadEntryError, match="Give ikey, skey and api_host"):
        duo.integrations.add(ikey, skey, "host")


@pytest.mark.parametrize("username", ["", "al\0ice", "al\nice", "\ud800"])
def test_a_name_that_cannot_be_kept_is_refused(duo: DuoCloud, username: str) -> None:
    with pytest.raises(BadEntryError, match="user name"):
        duo.users.add(username)


@pytest.mark.parametrize("seconds", [-1.0, float("inf"), float("nan")])
def test_a_time_that_never_comes_is_refused(duo: DuoCloud, seconds: float) -> None:
    duo.users.add("alice")

    with pytest.raises(BadEntryError, match="seconds, 0 or more"):
        duo.users.set_answer("alice", Answer.APPROVE, after_seconds=seconds)


def test_a_removed_user_takes_devices_and_passcodes_along(duo: DuoCloud) -> None:
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+12025550100")
    duo.passcodes.issue("alice")

    duo.users.remove("alice")
    duo.users.add("alice")

    assert duo.users.get("alice").devices == ()
    assert duo.passcodes.of("alice") == ()


def test_every_change_to_somebody_unknown_says_so(duo: DuoCloud) -> None:
    changes: list[Callable[[], object]] = [
        lambda: duo.users.get("bob"),
        lambda: duo.users.set_status("bob", UserStatus.ACTIVE),
        lambda: duo.users.set_answer("bob", Answer.DENY),
        lambda: duo.devices.add_phone("bob", "+12025550100"),
        lambda: duo.passcodes.issue("bob"),
        lambda: duo.users.remove("bob"),
    ]
    for change in changes:
        with pytest.raises(NotFoundError, match="'bob'"):
            change()


def test_every_change_to_an_unknown_integration_says_so(duo: DuoCloud) -> None:
    with pytest.raises(NotFoundError, match="'DI1'"):
        duo.integrations.set_skey("DI1", "skey")
    with pytest.raises(NotFoundError, match="'DI1'"):
        duo.integrations.remove("DI1")


def test_passcodes_have_the_length_that_is_set_and_digits_only(duo: DuoCloud) -> None:
    duo.users.add("alice")

    codes = duo.passcodes.issue("alice", 5)

    assert all(len(code) == 7 and code.isdigit() for code in codes)
    assert duo.passcodes.of("alice") == codes
    with pytest.raises(BadEntryError, match="Use digits"):
        duo.passcodes.add("alice", ["12a"])


def test_whom_a_name_means_follows_every_change(duo: DuoCloud) -> None:
    integration = duo.integrations.add("DI1", "skey", "host")

    def meant(name: str) -> str | None:
        user = duo.users.find(integration, name)
        return user.username if user else None

    assert meant(r"ACME\al") is None
    alice = duo.users.add("alice")
    duo.aliases.set(alice.user_id, {1: "al"})
    assert meant(r"ACME\al") == "alice"
    duo.users.rename("alice", "alicia")
    assert meant(r"ACME\al") == "alicia"
    duo.aliases.set(alice.user_id, {})
    assert meant(r"ACME\al") is None
    duo.users.add("al")
    assert meant(r"ACME\al") == "al"
    duo.users.remove("al")
    assert meant(r"ACME\al") is None


def test_a_name_means_what_was_written_in_the_same_transaction_and_nothing_undone(
    duo: DuoCloud,
) -> None:
    integration = duo.integrations.add("DI1", "skey", "host")
    assert duo.users.find(integration, "alice") is None

    def add_and_undo() -> None:
        with duo.store.transaction():
            duo.users.add("alice")
            assert duo.users.find(integration, "alice") is not None
            raise LookupError

    with pytest.raises(LookupError):
        add_and_undo()

    assert duo.users.find(integration, "alice") is None


def test_a_name_means_whom_each_integration_has_it_mean(duo: DuoCloud) -> None:
    duo.users.add("alice")
    simple = duo.integrations.add("DI1", "skey", "host")
    exact = duo.integrations.add(
        "DI2", "skey", "host", username_normalization=UsernameNormalization.NONE
    )

    assert duo.users.find(simple, "alice@example.test") is not None
    assert duo.users.find(exact, "alice@example.test") is None
