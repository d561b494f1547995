"""Duo's directory: integrations, users, devices and passcodes, as an administrator sees them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from simulator.duo.cache import Cache
from simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from simulator.duo.models import DeviceRow, IntegrationRow, PasscodeRow, UserRow
from simulator.duo.records import (
    SMARTPHONE,
    Answer,
    Capability,
    Device,
    DeviceType,
    Integration,
    IntegrationType,
    User,
    UsernameNormalization,
    UserStatus,
)
from simulator.store import Store

_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_CACHE_SECONDS = 1.0


def simple_name(username: str) -> str:
    r"""`username` without `DOMAIN\` before and `@domain` after it."""
    return username.rpartition("\\")[2].partition("@")[0]


def _key(username: str) -> str:
    # Duo compares user names without regard to case.
    return username.casefold()


# Statements are built once: SQLAlchemy adapts results anew for every new statement object, which
# costs more than the query itself.
_INTEGRATION = IntegrationRow.__table__
_USER = UserRow.__table__
_DEVICE = DeviceRow.__table__
_INTEGRATIONS = select(_INTEGRATION).order_by(_INTEGRATION.c.ikey)
_INTEGRATION_BY_IKEY = select(_INTEGRATION).where(_INTEGRATION.c.ikey == bindparam("ikey"))
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
    )
    .select_from(_USER.outerjoin(_DEVICE, _DEVICE.c.user_id == _USER.c.user_id))
    .order_by(_USER.c.name_key, _DEVICE.c.position)
)
_USERS_BY_NAME = _USERS.where(_USER.c.name_key == bindparam("key"))
_USERS_BY_SIMPLE_NAME = _USERS.where(_USER.c.simple_key == bindparam("key"))
_USERS_BY_ID = _USERS.where(_USER.c.user_id == bindparam("key"))


class Directory:
    """Integrations and people in the database.

    Args:
        store: the database.
        passcode_digits: digits of a generated passcode.
        rng: source of ids and passcodes; give a seeded one for reproducible ones.
    """

    def __init__(
        self, store: Store, passcode_digits: int, rng: random.Random | None = None
    ) -> None:
        self._rng = rng if rng is not None else random.SystemRandom()
        self._store = store
        self._passcode_digits = passcode_digits
        self._integrations: Cache[str, Integration | None] = Cache(
            lambda: store.edition, _CACHE_SECONDS
        )
        self._names: Cache[tuple[str, str], str] = Cache(lambda: store.edition, _CACHE_SECONDS)

    def _new_id(self, prefix: str) -> str:
        return prefix + "".join(self._rng.choices(_ID_ALPHABET, k=18))

    # Integrations

    def add_integration(
        self,
        ikey: str,
        skey: str,
        api_host: str,
        *,
        name: str = "",
        username_normalization: UsernameNormalization = UsernameNormalization.SIMPLE,
        type: IntegrationType = IntegrationType.AUTHAPI,  # noqa: A002 - Duo's own word
    ) -> Integration:
        """Protect an application.

        Args:
            ikey: integration key; Duo's begin with `DI` and have 20 characters.
            skey: secret key; Duo's have 40 characters.
            api_host: API host name, such as `api-1234abcd.duosecurity.test`.
            name: name for people; left out: the integration key.
            username_normalization: how user names are compared. Which policy a new application
                has is unconfirmed.
            type: which of Duo's APIs it may use.

        Raises:
            AlreadyExistsError: when the integration key is taken.
            BadEntryError: when a key is empty, or the integration key has a colon.
        """
        if not (ikey and skey and api_host) or ":" in ikey:
            raise BadEntryError(
                f"integration {ikey!r}: a key or the API host is empty, or the integration key has "
                "a colon. Give ikey, skey and api_host"
            )
        integration = Integration(ikey, skey, api_host, name or ikey, username_normalization, type)
        try:
            with self._store.engine.begin() as connection:
                connection.execute(
                    insert(IntegrationRow).values(
                        ikey=ikey,
                        skey=skey,
                        api_host=api_host,
                        name=integration.name,
                        username_normalization=username_normalization.value,
                        type=type.value,
                    )
                )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"integration {ikey!r} exists already. Choose another integration key"
            ) from error
        self._store.changed()
        return integration

    def integration(self, ikey: str) -> Integration | None:
        """The integration with an integration key."""
        return self._integrations.get(ikey, lambda: self._load_integration(ikey))

    def integrations(self) -> tuple[Integration, ...]:
        """All integrations, by integration key."""
        with self._store.engine.connect() as connection:
            rows = connection.execute(_INTEGRATIONS).mappings().all()
        return tuple(_integration(row) for row in rows)

    def set_skey(self, ikey: str, skey: str) -> None:
        """Give an integration another secret key; the old one is refused from now on.

        Raises:
            NotFoundError: when no integration has that key.
            BadEntryError: when the secret key is empty.
        """
        if not skey:
            raise BadEntryError(f"integration {ikey!r}: the secret key is empty. Give one")
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(IntegrationRow).where(IntegrationRow.ikey == ikey).values(skey=skey)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no integration {ikey!r}. Add it first")

    def remove_integration(self, ikey: str) -> None:
        """Remove an integration.

        Raises:
            NotFoundError: when no integration has that key.
        """
        with self._store.engine.begin() as connection:
            done = connection.execute(delete(IntegrationRow).where(IntegrationRow.ikey == ikey))
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no integration {ikey!r}. Nothing was removed")

    def _load_integration(self, ikey: str) -> Integration | None:
        with self._store.engine.connect() as connection:
            row = connection.execute(_INTEGRATION_BY_IKEY, {"ikey": ikey}).mappings().first()
        return None if row is None else _integration(row)

    # Users

    def add_user(
        self,
        username: str,
        *,
        status: UserStatus = UserStatus.ACTIVE,
        answer: Answer = Answer.APPROVE,
        answer_after_seconds: float = 0.0,
    ) -> User:
        """Add a user without devices: not enrolled until `add_phone` or `add_token`.

        Args:
            username: the name; unique without regard to case.
            status: the account's status.
            answer: what the person does with a push or a call.
            answer_after_seconds: how long the person takes, by the simulator's clock.

        Raises:
            AlreadyExistsError: when the name is taken.
            BadEntryError: when the name is empty or cannot be stored, or the time is negative.
        """
        _check_text("user name", username)
        if not username:
            raise BadEntryError("the user name is empty. Give one")
        _check_seconds(answer_after_seconds)
        user = User(self._new_id("DU"), username, status, answer, answer_after_seconds)
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
                    )
                )
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"user {username!r} exists already. Choose another name"
            ) from error
        self._store.changed()
        return user

    def user(self, username: str) -> User:
        """A user by the exact name (without regard to case).

        Raises:
            NotFoundError: when there is none.
        """
        found = self._users(_USERS_BY_NAME, _key(username))
        if not found:
            raise NotFoundError(f"no user {username!r}. Add the user first")
        return found[0]

    def users(self) -> tuple[User, ...]:
        """All users, by name."""
        return self._users(_USERS)

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
            answer: approve, deny or ignore.
            after_seconds: how long the user takes, by the simulator's clock.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when the time is negative.
        """
        _check_seconds(after_seconds)
        self._change_user(username, answer=answer.value, answer_after_seconds=after_seconds)

    def remove_user(self, username: str) -> None:
        """Remove a user with all devices and passcodes.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        with self._store.engine.begin() as connection:
            for table in (PasscodeRow, DeviceRow, UserRow):
                connection.execute(delete(table).where(table.user_id == user.user_id))
        self._store.changed()

    def find_user(self, integration: Integration, username: str) -> User | None:
        """The user whom an integration means by `username`."""
        simple = _key(simple_name(username))
        # A name such as `ACME\` has no simple form; it can only be meant as it is.
        if integration.username_normalization is UsernameNormalization.NONE or not simple:
            found = self._users(_USERS_BY_NAME, _key(username))
        else:
            found = self._users(_USERS_BY_SIMPLE_NAME, simple)
        exact = [user for user in found if _key(user.username) == _key(username)]
        return next(iter(exact or found), None)

    def find_user_by_id(self, user_id: str) -> User | None:
        """The user with one of Duo's ids."""
        return next(iter(self._users(_USERS_BY_ID, user_id)), None)

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

    def _users(self, query: Select[Any], key: str | None = None) -> tuple[User, ...]:
        with self._store.engine.connect() as connection:
            rows = connection.execute(query, None if key is None else {"key": key}).mappings().all()
        by_id: dict[str, list[RowMapping]] = {}
        for row in rows:
            by_id.setdefault(row["user_id"], []).append(row)
        return tuple(_user(group) for group in by_id.values())

    def _change_user(self, username: str, **values: object) -> None:
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(UserRow).where(UserRow.name_key == _key(username)).values(**values)
            )
        if not done.rowcount:
            raise NotFoundError(f"no user {username!r}. Add the user first")

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
                )
            )
        return device

    # Passcodes

    def issue_passcodes(self, username: str, count: int = 1) -> tuple[str, ...]:
        """Generate passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
        """
        codes = tuple(
            "".join(self._rng.choice("0123456789") for _ in range(self._passcode_digits))
            for _ in range(count)
        )
        self.add_passcodes(username, codes)
        return codes

    def add_passcodes(self, username: str, codes: Sequence[str]) -> None:
        """Add given passcodes that work once each.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when one does not consist of digits.
        """
        if not all(code.isascii() and code.isdigit() for code in codes):
            raise BadEntryError(
                f"a passcode for user {username!r} has more than digits. Use digits"
            )
        user = self.user(username)
        with self._store.engine.begin() as connection:
            for code in codes:
                connection.execute(
                    insert(PasscodeRow).values(user_id=user.user_id, code=code, used=None)
                )

    def passcodes(self, username: str) -> tuple[str, ...]:
        """Passcodes that still work, oldest first, as the person reads them.

        Raises:
            NotFoundError: when there is no such user.
        """
        user = self.user(username)
        with self._store.engine.connect() as connection:
            return tuple(
                connection.scalars(
                    select(PasscodeRow.code)
                    .where(PasscodeRow.user_id == user.user_id, PasscodeRow.used.is_(None))
                    .order_by(PasscodeRow.passcode_id)
                )
            )

    def _use_passcode(self, user: User, code: str, now: float) -> bool:
        """Use a passcode up; False when it is unknown or used already."""
        oldest = (
            select(func.min(PasscodeRow.passcode_id))
            .where(
                PasscodeRow.user_id == user.user_id,
                PasscodeRow.code == code,
                PasscodeRow.used.is_(None),
            )
            .scalar_subquery()
        )
        with self._store.engine.begin() as connection:
            done = connection.execute(
                update(PasscodeRow)
                .where(PasscodeRow.passcode_id == oldest, PasscodeRow.used.is_(None))
                .values(used=now)
            )
        return bool(done.rowcount)


def _integration(row: RowMapping) -> Integration:
    return Integration(
        row["ikey"],
        row["skey"],
        row["api_host"],
        row["name"],
        UsernameNormalization(row["username_normalization"]),
        IntegrationType(row["type"]),
    )


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
            )
            for row in rows
            if row["device"] is not None
        ),
    )


def _check_text(what: str, text: str) -> None:
    if "\0" in text or not text.isprintable():
        raise BadEntryError(
            f"the {what} {text!r} has characters that cannot be stored. Leave them out"
        )


def _check_seconds(seconds: float) -> None:
    if not 0.0 <= seconds < float("inf"):
        raise BadEntryError(f"{seconds!r} is not a time to answer after. Give seconds, 0 or more")
