"""What a sync changes at Duo: a comparison of the directory's people with Duo's users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from failmode.simulator.authproxy.directory_sync.assumptions import (
    DISABLED_NOTE,
    GONE_USERS_ARE_DISABLED,
    GROUP_NAME,
    OF_A_DISABLED_ACCOUNT,
    OF_A_USER_WHO_IS_BACK,
    OF_A_USER_WHO_IS_GONE,
    OF_A_USER_WHO_WAS_THERE,
    USERS_THAT_EXIST_ARE_TAKEN_OVER,
)
from failmode.simulator.authproxy.directory_sync.model import People, Person

ACTIVE, DISABLED = "active", "disabled"
"""Statuses of a user, in the words of Duo's Admin API."""


@dataclass(frozen=True, slots=True)
class DuoUser:
    """A user as Duo has it.

    Attributes:
        user_id: Duo's id.
        username: the user name.
        realname: the whole name; empty for none. So are the attributes that follow.
        email: the address.
        notes: an administrator's notes.
        status: in the words of the Admin API.
        phones: numbers.
        groups: names of groups.
    """

    user_id: str
    username: str
    realname: str
    email: str
    notes: str
    status: str
    phones: tuple[str, ...]
    groups: frozenset[str]


class SyncAction(StrEnum):
    """What becomes of a user."""

    CREATE = "create"
    UPDATE = "update"
    DISABLE = "disable"


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed of one user.

    Attributes:
        action: what becomes of the user.
        username: the user name.
        user_id: Duo's id; None: the user is new.
        values: parameters of the Admin API that get another value.
        phones: numbers that are added.
        joins: groups that are joined.
        leaves: groups that are left.
        reason: why, in words; empty where the changes say it.
        assumed: upon what it is changed so that no source settles, in words.
    """

    action: SyncAction
    username: str
    user_id: str | None
    values: Mapping[str, str]
    phones: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    reason: str = ""
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncPlan:
    """What a sync changes.

    Attributes:
        changes: one for each user that is not as it should be, by user name.
        unchanged: how many users are as they should be.
    """

    changes: tuple[Change, ...]
    unchanged: int

    def count(self, action: SyncAction) -> int:
        """Return for how many users that is done."""
        return sum(one.action is action for one in self.changes)

    @property
    def assumed(self) -> tuple[str, ...]:
        """Upon what the changes are made that no source settles, in words, each once."""
        return tuple(dict.fromkeys(name for one in self.changes for name in one.assumed))


def make_plan(sync: str, people: People, users: Iterable[DuoUser]) -> SyncPlan:
    """Compare what the directory has with what Duo has.

    Args:
        sync: name of the sync.
        people: everybody whom the directory has.
        users: everybody whom Duo has.
    """
    known = {user.username.casefold(): user for user in users}
    suffix = GROUP_NAME.format(group="", sync=sync)
    changes: list[Change] = []
    unchanged = 0
    for key in sorted({*people.persons, *known}):
        person, user = people.persons.get(key), known.get(key)
        is_managed = user is not None and any(name.endswith(suffix) for name in user.groups)
        is_taken = person is not None and USERS_THAT_EXIST_ARE_TAKEN_OVER
        if user is not None and not is_managed and not is_taken:
            continue
        change = None
        if person is not None:
            change = _created(person) if user is None else _updated(sync, suffix, person, user)
            if change is not None and user is not None and not is_managed:
                change = replace(change, assumed=(OF_A_USER_WHO_WAS_THERE, *change.assumed))
        elif user is not None and GONE_USERS_ARE_DISABLED:
            change = _gone(sync, user)
        if change is None:
            unchanged += 1
        else:
            changes.append(change)
    return SyncPlan(tuple(changes), unchanged)


def _created(person: Person) -> Change:
    values = {
        "username": person.username,
        "realname": person.realname,
        "email": person.email,
        "status": ACTIVE if person.enabled else DISABLED,
    }
    return Change(
        SyncAction.CREATE,
        person.username,
        None,
        {name: value for name, value in values.items() if value},
        person.phones,
        tuple(sorted(person.groups)),
        assumed=() if person.enabled else (OF_A_DISABLED_ACCOUNT,),
    )


def _updated(sync: str, suffix: str, person: Person, user: DuoUser) -> Change | None:
    values = {
        name: new
        for name, new, old in (
            ("realname", person.realname, user.realname),
            ("email", person.email, user.email),
        )
        if new and new != old
    }
    values |= _status(sync, person, user)
    numbers = {_digits(number) for number in user.phones}
    phones = tuple(number for number in person.phones if _digits(number) not in numbers)
    managed = {name for name in user.groups if name.endswith(suffix)}
    joins = tuple(sorted(person.groups - user.groups))
    leaves = tuple(sorted(managed - person.groups))
    if not (values or phones or joins or leaves):
        return None
    action, reason, assumed = SyncAction.UPDATE, "", ""
    if values.get("status") == DISABLED:
        action, reason = SyncAction.DISABLE, "the directory has disabled the account"
        assumed = OF_A_DISABLED_ACCOUNT
    elif values.get("status") == ACTIVE:
        assumed = OF_A_USER_WHO_IS_BACK
    return Change(
        action,
        user.username,
        user.user_id,
        values,
        phones,
        joins,
        leaves,
        reason,
        (assumed,) if assumed else (),
    )


def _status(sync: str, person: Person, user: DuoUser) -> Mapping[str, str]:
    note = DISABLED_NOTE.format(sync=sync)
    lines = user.notes.splitlines()
    if not person.enabled and user.status != DISABLED:
        return {"status": DISABLED, "notes": "\n".join([*lines, note])}
    if person.enabled and user.status == DISABLED and note in lines:
        kept = "\n".join(line for line in lines if line != note)
        return {"status": ACTIVE, "notes": kept}
    return {}


def _gone(sync: str, user: DuoUser) -> Change | None:
    if user.status == DISABLED:
        return None
    notes = "\n".join([*user.notes.splitlines(), DISABLED_NOTE.format(sync=sync)])
    return Change(
        SyncAction.DISABLE,
        user.username,
        user.user_id,
        {"status": DISABLED, "notes": notes},
        reason="the directory has the user in no group of the sync",
        assumed=(OF_A_USER_WHO_IS_GONE,),
    )


def _digits(number: str) -> str:
    return "".join(character for character in number if character.isdecimal())


def described_change(change: Change) -> Iterator[str]:
    """Yield in words what is changed of a user."""
    if change.reason:
        yield change.reason
    for name, value in change.values.items():
        if name not in ("username", "notes") and not (change.reason and name == "status"):
            yield f"{name} {value}"
    yield from (f"phone {number}" for number in change.phones)
    yield from (f"joins {group}" for group in change.joins)
    yield from (f"leaves {group}" for group in change.leaves)
