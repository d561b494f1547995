"""Groups of Duo's users, whose status decides about their members."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.checks import USERNAME, check_text
from failmode.simulator.duo.directory.names import name_key
from failmode.simulator.duo.directory.records import GROUP_STATUSES, Group, UserStatus
from failmode.simulator.duo.directory.tables import GROUP_MEMBERS, GROUPS
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.store import Store

_GROUPS: Select[Any] = select(
    GROUPS.c.group_id, GROUPS.c.name, GROUPS.c.description, GROUPS.c.status
).order_by(GROUPS.c.name_key)


class Groups:
    """Groups in the database.

    Args:
        store: the database.
        ids: makes their ids.
    """

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def add(
        self, name: str, *, description: str = "", status: UserStatus = UserStatus.ACTIVE
    ) -> Group:
        """Add a group without members.

        Args:
            name: unique without regard to case.
            description: what it is for.
            status: one of `GROUP_STATUSES`.

        Raises:
            AlreadyExistsError: when the name is taken.
            BadEntryError: when a text or the status cannot be.
        """
        group = Group(self._ids.object_id("DG"), name, description, status)
        _check(group)
        try:
            with self._store.connection() as connection:
                connection.execute(insert(GROUPS).values(**_columns(group)))
        except IntegrityError as error:
            raise _taken(name) from error
        self._store.changed()
        return group

    def all(self) -> tuple[Group, ...]:
        """Return all groups, by name."""
        return self._load(_GROUPS)

    def find(self, group_id: str) -> Group | None:
        """Return the group with one of Duo's ids; None when there is none."""
        return next(iter(self._load(_GROUPS.where(GROUPS.c.group_id == group_id))), None)

    def get(self, name: str) -> Group:
        """Return the group of a name, without regard to case.

        Raises:
            NotFoundError: when there is none.
        """
        found = self._load(_GROUPS.where(GROUPS.c.name_key == name_key(name)))
        if not found:
            raise NotFoundError(f"no group {name!r}", "Add the group first")
        return found[0]

    def change(self, group: Group) -> None:
        """Replace what is known of a group; its members stay.

        Raises:
            NotFoundError: when there is no group with its id.
            AlreadyExistsError: when the name is another group's.
            BadEntryError: when a text or the status cannot be.
        """
        _check(group)
        try:
            with self._store.connection() as connection:
                done = connection.execute(
                    update(GROUPS)
                    .where(GROUPS.c.group_id == group.group_id)
                    .values(**_columns(group))
                )
        except IntegrityError as error:
            raise _taken(group.name) from error
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no group {group.name!r}", "Add the group first")

    def remove(self, group_id: str) -> None:
        """Remove a group, if there is one; its members stay users."""
        with self._store.connection() as connection:
            connection.execute(delete(GROUPS).where(GROUPS.c.group_id == group_id))
        self._store.changed()

    def members(self, group_id: str) -> frozenset[str]:
        """Return the ids of a group's members."""
        return frozenset(
            user_id for user_id, groups in self.by_user().items() if group_id in groups
        )

    def by_user(self) -> Mapping[str, frozenset[str]]:
        """Return the ids of everybody's groups, by the user's id."""
        found: dict[str, set[str]] = {}
        with self._store.connection() as connection:
            for user_id, group_id in connection.execute(
                select(GROUP_MEMBERS.c.user_id, GROUP_MEMBERS.c.group_id)
            ):
                found.setdefault(user_id, set()).add(group_id)
        return {user_id: frozenset(groups) for user_id, groups in found.items()}

    def join(self, user_id: str, group_id: str) -> None:
        """Make a user a member; nothing happens when the user is one already."""
        with self._store.transaction():
            self.leave(user_id, group_id)
            with self._store.connection() as connection:
                connection.execute(insert(GROUP_MEMBERS).values(user_id=user_id, group_id=group_id))

    def leave(self, user_id: str, group_id: str) -> None:
        """Let a user be no member; nothing happens when the user is none."""
        with self._store.connection() as connection:
            connection.execute(
                delete(GROUP_MEMBERS).where(
                    GROUP_MEMBERS.c.user_id == user_id, GROUP_MEMBERS.c.group_id == group_id
                )
            )
        self._store.changed()

    def _load(self, query: Select[Any]) -> tuple[Group, ...]:
        with self._store.connection() as connection:
            return tuple(
                Group(group_id, name, description, UserStatus(status))
                for group_id, name, description, status in connection.execute(query)
            )


def _columns(group: Group) -> dict[str, str]:
    return {
        "group_id": group.group_id,
        "name": group.name,
        "name_key": name_key(group.name),
        "description": group.description,
        "status": group.status.value,
    }


def _check(group: Group) -> None:
    check_text("group description", group.description)
    if not USERNAME.holds(group.name):
        raise BadEntryError(
            f"a group cannot be called {group.name!r}", "Give a name of printable characters"
        )
    if group.status not in GROUP_STATUSES:
        raise BadEntryError(
            f"a group cannot be {group.status.value}",
            f"Give one of {', '.join(one.value for one in GROUP_STATUSES)}",
        )


def _taken(name: str) -> AlreadyExistsError:
    return AlreadyExistsError(f"group {name!r} exists already", "Choose another name")
