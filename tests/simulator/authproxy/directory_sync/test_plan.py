"""What a sync changes at Duo: created, updated, disabled, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.authproxy.directory_sync.assumptions import (
    OF_A_DISABLED_ACCOUNT,
    OF_A_USER_WHO_IS_BACK,
    OF_A_USER_WHO_IS_GONE,
    OF_A_USER_WHO_WAS_THERE,
)
from failmode.simulator.authproxy.directory_sync.model import People, Person
from failmode.simulator.authproxy.directory_sync.plan import (
    ACTIVE,
    DISABLED,
    Change,
    DuoUser,
    SyncAction,
    described_change,
    make_plan,
)

STAFF = 'staff (from directory sync "AD")'
ADMINS = 'admins (from directory sync "AD")'
OTHERS = 'staff (from directory sync "Other")'
ALICE = Person(
    "alice", "Alice A", "alice@a.test", ("+1 734-555-0100",), frozenset({STAFF}), enabled=True
)
IN_DUO = DuoUser(
    "DU1", "alice", "Alice A", "alice@a.test", "", ACTIVE, ("+17345550100",), frozenset({STAFF})
)


def people(*persons: Person) -> People:
    return People({person.username.casefold(): person for person in persons})


def changes(persons: People, *users: DuoUser) -> tuple[Change, ...]:
    return make_plan("AD", persons, users).changes


def after(change: Change, user: DuoUser) -> DuoUser:
    """Return the user as the change leaves it."""
    return replace(
        user,
        realname=change.values.get("realname", user.realname),
        email=change.values.get("email", user.email),
        status=change.values.get("status", user.status),
        notes=change.values.get("notes", user.notes),
        phones=(*user.phones, *change.phones),
        groups=(user.groups | set(change.joins)) - set(change.leaves),
    )


def test_somebody_new_is_created_with_everything_the_directory_has() -> None:
    (change,) = changes(people(ALICE))
    assert (change.action, change.user_id, change.username) == (SyncAction.CREATE, None, "alice")
    assert change.values == {
        "username": "alice",
        "realname": "Alice A",
        "email": "alice@a.test",
        "status": "active",
    }
    assert (change.phones, change.joins) == (("+1 734-555-0100",), (STAFF,))


def test_a_disabled_account_is_created_disabled() -> None:
    (change,) = changes(people(replace(ALICE, enabled=False)))
    assert change.values["status"] == DISABLED


def test_somebody_who_is_as_the_directory_says_is_left_alone() -> None:
    plan = make_plan("AD", people(ALICE), [IN_DUO])
    assert (plan.changes, plan.unchanged) == ((), 1)


def test_names_are_the_same_whatever_their_case() -> None:
    assert changes(people(replace(ALICE, username="ALICE")), IN_DUO) == ()


def test_what_the_directory_has_otherwise_is_updated_and_what_it_lacks_is_kept() -> None:
    other = replace(ALICE, realname="Alice B", email="", groups=frozenset({ADMINS}))
    (change,) = changes(people(other), IN_DUO)
    assert change.action is SyncAction.UPDATE
    assert change.values == {"realname": "Alice B"}
    assert (change.joins, change.leaves, change.phones) == ((ADMINS,), (STAFF,), ())


def test_a_user_of_the_same_name_that_was_there_before_is_taken_over() -> None:
    (change,) = changes(people(ALICE), replace(IN_DUO, groups=frozenset({"vpn"})))
    assert (change.action, change.joins, change.leaves) == (SyncAction.UPDATE, (STAFF,), ())


def test_who_is_gone_is_disabled_once() -> None:
    (change,) = changes(people(), IN_DUO)
    assert (change.action, change.values["status"]) == (SyncAction.DISABLE, DISABLED)
    assert changes(people(), after(change, IN_DUO)) == ()


def test_a_change_is_told_once_by_its_reason_or_else_by_each_value_phone_and_group() -> None:
    (new,) = changes(people(ALICE))
    assert list(described_change(new)) == [
        "realname Alice A",
        "email alice@a.test",
        "status active",
        "phone +1 734-555-0100",
        f"joins {STAFF}",
    ]
    (other,) = changes(people(replace(ALICE, groups=frozenset({ADMINS}))), IN_DUO)
    assert list(described_change(other)) == [f"joins {ADMINS}", f"leaves {STAFF}"]
    (gone,) = changes(people(), IN_DUO)
    assert list(described_change(gone)) == ["the directory has the user in no group of the sync"]
    (back,) = changes(people(ALICE), after(gone, IN_DUO))
    assert list(described_change(back)) == ["status active"]
    (off,) = changes(people(replace(ALICE, realname="Alice B", enabled=False)), IN_DUO)
    assert list(described_change(off)) == [
        "the directory has disabled the account",
        "realname Alice B",
    ]


def test_users_of_nobody_and_of_other_syncs_are_never_touched() -> None:
    others = (replace(IN_DUO, groups=frozenset()), replace(IN_DUO, groups=frozenset({OTHERS})))
    for user in others:
        plan = make_plan("AD", people(), [user])
        assert (plan.changes, plan.unchanged) == ((), 0)


def test_an_account_that_the_directory_disables_is_disabled_and_enabled_again() -> None:
    (off,) = changes(people(replace(ALICE, enabled=False)), replace(IN_DUO, notes="by hand"))
    assert off.action is SyncAction.DISABLE
    disabled = after(off, replace(IN_DUO, notes="by hand"))
    (on,) = changes(people(ALICE), disabled)
    enabled = after(on, disabled)
    assert (enabled.status, enabled.notes) == (ACTIVE, "by hand")


def test_nobody_is_enabled_whom_an_administrator_has_disabled() -> None:
    assert changes(people(ALICE), replace(IN_DUO, status=DISABLED)) == ()


def test_bypass_and_a_lock_are_left_as_they_are() -> None:
    for status in ("bypass", "locked out"):
        assert changes(people(ALICE), replace(IN_DUO, status=status)) == ()


def test_each_change_that_no_source_settles_says_on_what_it_rests() -> None:
    disabled = replace(IN_DUO, status=DISABLED, notes='Disabled by directory sync "AD"')
    elsewhere = replace(IN_DUO, groups=frozenset())
    off = people(replace(ALICE, enabled=False))
    assert make_plan("AD", people(ALICE), []).assumed == ()
    assert make_plan("AD", people(replace(ALICE, email="x@a.test")), [IN_DUO]).assumed == ()
    assert make_plan("AD", people(), [IN_DUO]).assumed == (OF_A_USER_WHO_IS_GONE,)
    assert make_plan("AD", off, []).assumed == (OF_A_DISABLED_ACCOUNT,)
    assert make_plan("AD", off, [IN_DUO]).assumed == (OF_A_DISABLED_ACCOUNT,)
    assert make_plan("AD", people(ALICE), [disabled]).assumed == (OF_A_USER_WHO_IS_BACK,)
    assert make_plan("AD", people(ALICE), [elsewhere]).assumed == (OF_A_USER_WHO_WAS_THERE,)


NAMES = st.sampled_from(["alice", "Bob", "carol"])
PERSONS = st.builds(
    Person,
    NAMES,
    st.sampled_from(["", "A", "B"]),
    st.sampled_from(["", "a@a.test"]),
    st.sampled_from([(), ("+1 5550100",), ("555-0101", "5550102")]),
    st.frozensets(st.sampled_from([STAFF, ADMINS]), min_size=1),
    enabled=st.booleans(),
)
USERS = st.builds(
    DuoUser,
    st.just("DU1"),
    NAMES,
    st.sampled_from(["", "A"]),
    st.sampled_from(["", "b@a.test"]),
    st.sampled_from(["", "note"]),
    st.sampled_from([ACTIVE, DISABLED, "bypass", "locked out"]),
    st.sampled_from([(), ("+15550100",)]),
    st.frozensets(st.sampled_from([STAFF, ADMINS, OTHERS, "vpn"])),
)


@given(
    st.lists(PERSONS, unique_by=lambda one: one.username),
    st.lists(USERS, unique_by=lambda one: one.username),
)
def test_a_second_run_changes_nothing(persons: list[Person], users: list[DuoUser]) -> None:
    found = people(*persons)
    by_name = {user.username: user for user in users}
    for change in make_plan("AD", found, users).changes:
        blank = DuoUser("DU2", change.username, "", "", "", ACTIVE, (), frozenset())
        user = by_name.get(change.username, blank)
        by_name[change.username] = after(change, user)
    assert make_plan("AD", found, by_name.values()).changes == ()
