"""The people whom Duo knows, as an administrator sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.aliases import Aliases
from failmode.simulator.duo.directory.checks import USERNAME, check_seconds, check_text
from failmode.simulator.duo.directory.names import name_key, simple_name
from failmode.simulator.duo.directory.records import (
    Capability,
    Device,
    DeviceType,
    Integration,
    User,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.directory.tables import (
    DEVICES,
    FAILURES,
    GROUP_MEMBERS,
    GROUPS,
    PASSCODES,
    USERS,
)
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms import Answer

# Statements are built once: SQLAlchemy adapts results anew for every new statement object, which
# costs more than the query itself.
_NEXT_CODE = (
    select(PASSCODES.c.code)
    .where(PASSCODES.c.device == DEVICES.c.device, PASSCODES.c.used.is_(None))
    .order_by(PASSCODES.c.passcode_id)
    .limit(1)
    .scalar_subquery()
    .label("next_code")
)


def _in_group(status: UserStatus) -> Any:
    """Whether a user is in a group of a status."""
    return (
        exists()
        .where(
            GROUP_MEMBERS.c.user_id == USERS.c.user_id,
            GROUP_MEMBERS.c.group_id == GROUPS.c.group_id,
            GROUPS.c.status == status.value,
        )
        .correlate(USERS)
    )


_USERS = (
    select(
        USERS.c.user_id,
        USERS.c.username,
        USERS.c.status,
        USERS.c.answer,
        USERS.c.answer_after_seconds,
        DEVICES.c.device,
        DEVICES.c.type,
        DEVICES.c.number,
        DEVICES.c.name,
        DEVICES.c.platform,
        DEVICES.c.capabilities,
        DEVICES.c.answer.label("device_answer"),
        DEVICES.c.answer_after_seconds.label("device_answer_after_seconds"),
        USERS.c.realname,
        USERS.c.email,
        USERS.c.notes,
        USERS.c.created,
        _NEXT_CODE,
        _in_group(UserStatus.DISABLED).label("in_disabled_group"),
        _in_group(UserStatus.BYPASS).label("in_bypass_group"),
    )
    .select_from(USERS.outerjoin(DEVICES, DEVICES.c.user_id == USERS.c.user_id))
    .order_by(USERS.c.name_key, DEVICES.c.position)
)


_ADD = insert(USERS)


class _By(Enum):
    """What users are looked up by."""

    NAME = "name"
    SIMPLE_NAME = "simple name"
    ID = "id"


_USERS_BY = {
    _By.NAME: _USERS.where(USERS.c.name_key == bindparam("key")),
    _By.SIMPLE_NAME: _USERS.where(USERS.c.simple_key == bindparam("key")),
    _By.ID: _USERS.where(USERS.c.user_id == bindparam("key")),
}


class Users:
    """Users in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes their ids.
        aliases: their further names.
    """

    def __init__(self, store: Store, clock: Clock, ids: Ids, aliases: Aliases) -> None:
        self._store = store
        self._aliases = aliases
        self._clock = clock
        self._ids = ids
        self._found: Cache[tuple[_By, str], tuple[User, ...]] = Cache(store.known_revision)
        self._meant: Cache[tuple[UsernameNormalization, str], User | None] = Cache(
            store.known_revision
        )

    def add(
        self,
        username: str,
        *,
        status: UserStatus = UserStatus.ACTIVE,
        answer: Answer = Answer.APPROVE,
        answer_after_seconds: float = 0.0,
        realname: str = "",
        email: str = "",
        notes: str = "",
    ) -> User:
        """Add a user without devices: not enrolled until `Devices.add_phone` or `add_token`.

        Args:
            username: the name; unique without regard to case.
            status: the account's status.
            answer: what the person does with a push or a call.
            answer_after_seconds: how long the person takes, by the simulator's clock.
            realname: first and last name.
            email: e-mail address.
            notes: an administrator's notes.

        Raises:
            AlreadyExistsError: when the name is taken.
            BadEntryError: when the name is empty or cannot be stored, or the time is negative.
        """
        _check_username(username)
        self._check_no_alias(username)
        _check_details(realname, email, notes)
        check_seconds(answer_after_seconds)
        user = User(
            self._ids.object_id("DU"),
            username,
            status,
            answer,
            answer_after_seconds,
            realname=realname,
            email=email,
            notes=notes,
            created=self._clock.now(),
        )
        try:
            with self._store.connection() as connection:
                connection.execute(
                    _ADD,
                    {
                        "user_id": user.user_id,
                        "username": username,
                        "name_key": name_key(username),
                        "simple_key": name_key(simple_name(username)),
                        "status": status.value,
                        "answer": answer.value,
                        "answer_after_seconds": answer_after_seconds,
                        "realname": realname,
                        "email": email,
                        "notes": notes,
                        "created": user.created,
                    },
                )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"user {username!r} exists already", "Choose another name"
            ) from error
        self._store.changed()
        return user

    def get(self, username: str) -> User:
        """Return the user with exactly this name (without regard to case).

        Raises:
            NotFoundError: when there is none.
        """
        found = self._load(_USERS_BY[_By.NAME], name_key(username))
        if not found:
            raise NotFoundError(f"no user {username!r}", "Add the user first")
        return found[0]

    def all(self) -> tuple[User, ...]:
        """Return all users, by name."""
        return self._load(_USERS)

    def set_status(self, username: str, status: UserStatus) -> None:
        """Change a user's status; failed logins count anew from then on.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.get(username)
        with self._store.transaction():
            self._change(username, status=status.value)
            with self._store.connection() as connection:
                connection.execute(delete(FAILURES).where(FAILURES.c.user_id == user.user_id))

    def set_answer(self, username: str, answer: Answer, *, after_seconds: float = 0.0) -> None:
        """Decide what a user does when asked from now on.

        Args:
            username: whom.
            answer: approve, deny, report fraud or ignore.
            after_seconds: how long the user takes, by the simulator's clock.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when the time is negative.
        """
        check_seconds(after_seconds)
        self._change(username, answer=answer.value, answer_after_seconds=after_seconds)

    def set_details(
        self,
        username: str,
        *,
        realname: str | None = None,
        email: str | None = None,
        notes: str | None = None,
    ) -> None:
        """Change what is known about a user; what is left out stays.

        Args:
            username: whom.
            realname: first and last name.
            email: e-mail address.
            notes: an administrator's notes.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a text cannot be stored.
        """
        user = self.get(username)
        realname = user.realname if realname is None else realname
        email = user.email if email is None else email
        notes = user.notes if notes is None else notes
        _check_details(realname, email, notes)
        self._change(username, realname=realname, email=email, notes=notes)

    def rename(self, username: str, new: str) -> None:
        """Give a user another name; the id stays.

        Raises:
            NotFoundError: when there is no such user.
            AlreadyExistsError: when the new name is taken.
            BadEntryError: when the new name is empty or cannot be stored.
        """
        _check_username(new)
        self._check_no_alias(new)
        try:
            self._change(
                username,
                username=new,
                name_key=name_key(new),
                simple_key=name_key(simple_name(new)),
            )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"user {new!r} exists already", "Choose another name"
            ) from error

    def remove(self, username: str) -> None:
        """Remove a user with all devices and passcodes.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.get(username)
        with self._store.connection() as connection:
            # The rows that belong to the user follow: their foreign keys cascade.
            connection.execute(delete(DEVICES).where(DEVICES.c.user_id == user.user_id))
            connection.execute(delete(USERS).where(USERS.c.user_id == user.user_id))
        self._store.changed()

    def find(self, integration: Integration, username: str) -> User | None:
        """Return the user whom an integration means by `username`, a name or an alias.

        A name counts before an alias. Unconfirmed: that an alias is compared as a name is.
        """
        normalization = integration.username_normalization
        return self._meant.get(
            (normalization, username), lambda: self._find(normalization, username)
        )

    def _find(self, normalization: UsernameNormalization, username: str) -> User | None:
        simple = name_key(simple_name(username))
        # A name such as `ACME\` has no simple form; it can only be meant as it is.
        if normalization is UsernameNormalization.NONE or not simple:
            by, key = _By.NAME, name_key(username)
        else:
            by, key = _By.SIMPLE_NAME, simple
        found = self._by(by, key)
        exact = [user for user in found if name_key(user.username) == name_key(username)]
        if found:
            return next(iter(exact or found))
        owner = self._aliases.owner(username, simple=by is _By.SIMPLE_NAME)
        return None if owner is None else self.find_by_id(owner)

    def alias_meant(self, integration: Integration, user: User, username: str | None) -> str | None:
        """Return the alias by which an integration has named a user.

        Args:
            integration: who named her.
            user: whom `find` returned.
            username: the name as it was sent; None: it was an id.

        Returns:
            The alias as the directory has it; None when the user was not named by one.
        """
        forms: list[Callable[[str], str]] = [name_key]
        if integration.username_normalization is UsernameNormalization.SIMPLE:
            forms.append(lambda name: name_key(simple_name(name)))
        if username is None or any(form(username) == form(user.username) for form in forms):
            return None
        aliases = self._aliases.of(user.user_id).values()
        found = (one for form in forms for one in aliases if form(one) == form(username))
        return next(found, None)

    def is_in_one_of(self, user: User, group_ids: frozenset[str]) -> bool:
        """Whether a user is in one of some groups, by their ids."""
        query = select(GROUP_MEMBERS.c.group_id).where(GROUP_MEMBERS.c.user_id == user.user_id)
        with self._store.connection() as connection:
            return not group_ids.isdisjoint(connection.scalars(query))

    def find_by_id(self, user_id: str) -> User | None:
        """Return the user with one of Duo's ids."""
        return next(iter(self._by(_By.ID, user_id)), None)

    def find_by_name(self, username: str) -> User | None:
        """Return the user with exactly this name (without regard to case)."""
        return next(iter(self._by(_By.NAME, name_key(username))), None)

    def name_of(self, integration: Integration | None, username: str) -> str:
        """Return what the directory calls the user whom an integration names `username`.

        Args:
            integration: who names her; None when it is unknown.
            username: the name as it was sent.

        Returns:
            The name as it was sent when the integration or the user is unknown.
        """
        user = self.find(integration, username) if integration else None
        return user.username if user else username

    def _check_no_alias(self, username: str) -> None:
        if self._aliases.is_taken(username):
            raise AlreadyExistsError(
                f"{username!r} is somebody's alias already", "Choose another name"
            )

    def _by(self, by: _By, key: str) -> tuple[User, ...]:
        return self._found.get((by, key), lambda: self._load(_USERS_BY[by], key))

    def _load(self, query: Select[Any], key: str | None = None) -> tuple[User, ...]:
        with self._store.connection() as connection:
            rows = connection.execute(query, None if key is None else {"key": key}).mappings().all()
        by_id: dict[str, list[RowMapping]] = {}
        for row in rows:
            by_id.setdefault(row["user_id"], []).append(row)
        return tuple(_user(group) for group in by_id.values())

    def _change(self, username: str, /, **values: object) -> None:
        with self._store.connection() as connection:
            done = connection.execute(
                update(USERS).where(USERS.c.name_key == name_key(username)).values(**values)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no user {username!r}", "Add the user first")


def _user(rows: Sequence[RowMapping]) -> User:
    first = rows[0]
    return User(
        first["user_id"],
        first["username"],
        UserStatus(first["status"]),
        Answer(first["answer"]),
        first["answer_after_seconds"],
        tuple(
            Device(
                row["device"],
                DeviceType(row["type"]),
                row["number"],
                row["name"],
                row["platform"],
                tuple(Capability(word) for word in row["capabilities"].split(",") if word),
                Answer(row["device_answer"]) if row["device_answer"] else None,
                row["device_answer_after_seconds"],
                row["next_code"][0] if row["next_code"] else None,
            )
            for row in rows
            if row["device"] is not None
        ),
        realname=first["realname"],
        email=first["email"],
        notes=first["notes"],
        created=first["created"],
        group_status=_group_status(first),
    )


def _group_status(row: RowMapping) -> UserStatus:
    if row["in_disabled_group"]:
        return UserStatus.DISABLED
    return UserStatus.BYPASS if row["in_bypass_group"] else UserStatus.ACTIVE


def _check_username(username: str) -> None:
    check_text("user name", username)
    if not USERNAME.holds(username):
        raise BadEntryError("the user name is empty", "Give one")


def _check_details(realname: str, email: str, notes: str) -> None:
    check_text("real name", realname)
    check_text("e-mail address", email)
    for line in notes.splitlines():
        check_text("notes", line)
