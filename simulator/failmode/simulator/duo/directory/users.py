"""Duo's directory of users and their devices, as an administrator sees them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.integrations import Integrations
from failmode.simulator.duo.directory.records import (
    SMARTPHONE,
    Capability,
    Device,
    DeviceType,
    Integration,
    User,
    UsernameNormalization,
    UserStatus,
)
from failmode.simulator.duo.directory.tables import DeviceRow, PasscodeRow, UserRow
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer


def simple_name(username: str) -> str:
    r"""`username` without `DOMAIN\` before and `@domain` after it."""
    return username.rpartition("\\")[2].partition("@")[0]


def _key(username: str) -> str:
    # Duo compares user names without regard to case.
    return username.casefold()


# Statements are built once: SQLAlchemy adapts results anew for every new statement object, which
# costs more than the query itself.
_USER = UserRow.__table__
_DEVICE = DeviceRow.__table__
_PASSCODE = PasscodeRow.__table__
_NEXT_CODE = (
    select(_PASSCODE.c.code)
    .where(_PASSCODE.c.device == _DEVICE.c.device, _PASSCODE.c.used.is_(None))
    .order_by(_PASSCODE.c.passcode_id)
    .limit(1)
    .scalar_subquery()
    .label("next_code")
)
_USERS = (
    select(
        _USER.c.user_id,
        _USER.c.username,
        _USER.c.status,
        _USER.c.answer,
        _USER.c.answer_after_seconds,
        _DEVICE.c.device,
        _DEVICE.c.type,
        _DEVICE.c.number,
        _DEVICE.c.name,
        _DEVICE.c.platform,
        _DEVICE.c.capabilities,
        _DEVICE.c.answer.label("device_answer"),
        _DEVICE.c.answer_after_seconds.label("device_answer_after_seconds"),
        _USER.c.realname,
        _USER.c.email,
        _USER.c.notes,
        _USER.c.created,
        _NEXT_CODE,
    )
    .select_from(_USER.outerjoin(_DEVICE, _DEVICE.c.user_id == _USER.c.user_id))
    .order_by(_USER.c.name_key, _DEVICE.c.position)
)


class _By(Enum):
    """What users are looked up by."""

    NAME = "name"
    SIMPLE_NAME = "simple name"
    ID = "id"


_USERS_BY = {
    _By.NAME: _USERS.where(_USER.c.name_key == bindparam("key")),
    _By.SIMPLE_NAME: _USERS.where(_USER.c.simple_key == bindparam("key")),
    _By.ID: _USERS.where(_USER.c.user_id == bindparam("key")),
}


class Directory(Integrations):
    """Integrations and people in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        rng: source of ids; give a seeded one for reproducible ones.
    """

    def __init__(self, store: Store, clock: Clock, rng: random.Random | None = None) -> None:
        super().__init__(store, rng)
        self._clock = clock
        self._found: Cache[tuple[_By, str], tuple[User, ...]] = Cache(lambda: store.edition)
        self._names: Cache[tuple[str, str], str] = Cache(lambda: store.edition)

    # Users

    def add_user(
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
        """Add a user without devices: not enrolled until `add_phone` or `add_token`.

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
        _check_details(realname, email, notes)
        _check_seconds(answer_after_seconds)
        user = User(
            self._new_id("DU"),
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
            with self._store.engine.begin() as connection:
                connection.execute(
                    insert(UserRow).values(
                        user_id=user.user_id,
                        username=username,
                        name_key=_key(username),
                        simple_key=_key(simple_name(username)),
                        status=status.value,
                        answer=answer.value,
                        answer_after_seconds=answer_after_seconds,
                        realname=realname,
                        email=email,
                        notes=notes,
                        created=user.created,
                    )
                )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"user {username!r} exists already", "Choose another name"
            ) from error
        self._store.changed()
        return user

    def user(self, username: str) -> User:
        """A user by the exact name (without regard to case).

        Raises:
            NotFoundError: when there is none.
        """
        found = self._load_users(_USERS_BY[_By.NAME], _key(username))
        if not found:
            raise NotFoundError(f"no user {username!r}", "Add the user first")
        return found[0]

    def users(self) -> tuple[User, ...]:
        """All users, by name."""
        return self._load_users(_USERS)

    def set_status(self, username: str, status: UserStatus) -> None:
        """Change a user's status.

        Raises:
            NotFoundError: when there is no such user.
        """
        self._change_user(username, status=status.value)

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
        _check_seconds(after_seconds)
        self._change_user(username, answer=answer.value, answer_after_seconds=after_seconds)

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
        user = self.user(username)
        realname = user.realname if realname is None else realname
        email = user.email if email is None else email
        notes = user.notes if notes is None else notes
        _check_details(realname, email, notes)
        self._change_user(username, realname=realname, email=email, notes=notes)

    def rename_user(self, username: str, new: str) -> None:
        """Give a user another name; the id stays.

        Raises:
            NotFoundError: when there is no such user.
            AlreadyExistsError: when the new name is taken.
            BadEntryError: when the new name is empty or cannot be stored.
        """
        _check_username(new)
        try:
            self._change_user(
                username, username=new, name_key=_key(new), simple_key=_key(simple_name(new))
            )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"user {new!r} exists already", "Choose another name"
            ) from error

    def remove_user(self, username: str) -> None:
        """Remove a user with all devices and passcodes.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        with self._store.engine.begin() as connection:
            # The rows that belong to the user follow: their foreign keys cascade.
            connection.execute(delete(DeviceRow).where(DeviceRow.user_id == user.user_id))
            connection.execute(delete(UserRow).where(UserRow.user_id == user.user_id))
        self._store.changed()

    def find_user(self, integration: Integration, username: str) -> User | None:
        """The user whom an integration means by `username`."""
        simple = _key(simple_name(username))
        # A name such as `ACME\` has no simple form; it can only be meant as it is.
        if integration.username_normalization is UsernameNormalization.NONE or not simple:
            found = self._users_by(_By.NAME, _key(username))
        else:
            found = self._users_by(_By.SIMPLE_NAME, simple)
        exact = [user for user in found if _key(user.username) == _key(username)]
        return next(iter(exact or found), None)

    def find_user_by_id(self, user_id: str) -> User | None:
        """The user with one of Duo's ids."""
        return next(iter(self._users_by(_By.ID, user_id)), None)

    def find_user_by_name(self, username: str) -> User | None:
        """The user with exactly this name (without regard to case)."""
        return next(iter(self._users_by(_By.NAME, _key(username))), None)

    def directory_name(self, ikey: str, username: str) -> str:
        """What the directory calls the user whom an integration names `username`.

        Returns:
            The name as given when the integration or the user is unknown.
        """

        def load() -> str:
            integration = self.integration(ikey)
            user = self.find_user(integration, username) if integration else None
            return user.username if user else username

        return self._names.get((ikey, username), load)

    def _users_by(self, by: _By, key: str) -> tuple[User, ...]:
        return self._found.get((by, key), lambda: self._load_users(_USERS_BY[by], key))

    def _load_users(self, query: Select[Any], key: str | None = None) -> tuple[User, ...]:
        with self._store.engine.connect() as connection:
            rows = connection.execute(query, None if key is None else {"key": key}).mappings().all()
        by_id: dict[str, list[RowMapping]] = {}
        for row in rows:
            by_id.setdefault(row["user_id"], []).append(row)
        return tuple(_user(group) for group in by_id.values())

    def _change_user(self, username: str, /, **values: object) -> None:
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(UserRow).where(UserRow.name_key == _key(username)).values(**values)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no user {username!r}", "Add the user first")

    # Devices

    def add_phone(
        self,
        username: str,
        number: str,
        *,
        name: str = "",
        platform: str = "",
        capabilities: Iterable[Capability] = SMARTPHONE,
    ) -> Device:
        """Enrol a phone.

        Args:
            username: whose.
            number: telephone number; only its last four digits are ever shown.
            name: what the user calls it.
            platform: such as `Apple iOS`.
            capabilities: what it can be used for; left out: everything.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a text cannot be stored.
        """
        chosen = set(capabilities)
        device = Device(
            self._new_id("DP"),
            DeviceType.PHONE,
            number,
            name,
            platform,
            tuple(capability for capability in Capability if capability in chosen),
        )
        return self._add_device(username, device)

    def add_token(self, username: str, serial: str) -> Device:
        """Assign a hardware token.

        Args:
            username: whose.
            serial: serial number.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a text cannot be stored.
        """
        return self._add_device(
            username, Device(self._new_id("DH"), DeviceType.TOKEN, serial, serial)
        )

    def _add_device(self, username: str, device: Device) -> Device:
        for what, text in (
            ("number", device.number),
            ("name", device.name),
            ("platform", device.platform),
        ):
            _check_text(f"device {what}", text)
        user = self.user(username)
        with self._store.engine.begin() as connection:
            connection.execute(
                insert(DeviceRow).values(
                    device=device.device,
                    user_id=user.user_id,
                    position=select(func.coalesce(func.max(DeviceRow.position), 0) + 1)
                    .where(DeviceRow.user_id == user.user_id)
                    .scalar_subquery(),
                    type=device.type.value,
                    number=device.number,
                    name=device.name,
                    platform=device.platform,
                    capabilities=",".join(device.capabilities),
                    answer=None,
                    answer_after_seconds=None,
                )
            )
        self._store.changed()
        return device

    def device(self, device: str) -> tuple[User, Device]:
        """A device by Duo's id, and whose it is.

        Raises:
            NotFoundError: when nobody has such a device.
        """
        with self._store.engine.connect() as connection:
            user_id = connection.scalar(select(_DEVICE.c.user_id).where(_DEVICE.c.device == device))
        for user in self._load_users(_USERS_BY[_By.ID], user_id or ""):
            for one in user.devices:
                if one.device == device:
                    return user, one
        raise NotFoundError(
            f"nobody has the device {device!r}", "List the users with their devices"
        )

    def set_device_answer(
        self, device: str, answer: Answer | None, *, after_seconds: float | None = None
    ) -> None:
        """Decide what the person does with pushes and calls to one device from now on.

        Args:
            device: Duo's id.
            answer: approve, deny, report fraud or ignore; None: as the user does.
            after_seconds: how long the person takes, by the simulator's clock; None: as long as
                the user does.

        Raises:
            NotFoundError: when there is no such device.
            BadEntryError: when the time is negative.
        """
        if after_seconds is not None:
            _check_seconds(after_seconds)
        self._change_device(
            device, answer=answer.value if answer else None, answer_after_seconds=after_seconds
        )

    def remove_device(self, device: str) -> None:
        """Remove a device with its passcodes.

        Raises:
            NotFoundError: when there is no such device.
        """
        with self._store.engine.begin() as connection:
            done = connection.execute(delete(DeviceRow).where(DeviceRow.device == device))
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no device {device!r}", "List the users with their devices")

    def _change_device(self, device: str, **values: object) -> None:
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(DeviceRow).where(DeviceRow.device == device).values(**values)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no device {device!r}", "List the users with their devices")


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
    )


def _check_username(username: str) -> None:
    _check_text("user name", username)
    if not username:
        raise BadEntryError("the user name is empty", "Give one")


def _check_details(realname: str, email: str, notes: str) -> None:
    _check_text("real name", realname)
    _check_text("e-mail address", email)
    for line in notes.splitlines():
        _check_text("notes", line)


def _check_text(what: str, text: str) -> None:
    if "\0" in text or not text.isprintable():
        raise BadEntryError(
            f"the {what} {text!r} has characters that cannot be stored", "Leave them out"
        )


def _check_seconds(seconds: float) -> None:
    if not 0.0 <= seconds < float("inf"):
        raise BadEntryError(f"{seconds!r} is not a time to answer after", "Give seconds, 0 or more")
