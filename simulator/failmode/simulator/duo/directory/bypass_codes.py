"""Bypass codes: passcodes that an administrator gives to a person.

The Admin API's `reuse_count` and `valid_secs`: `add_user_bypass_codes` of
https://github.com/duosecurity/duo_client_python.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select, update

from failmode.simulator.duo.directory.checks import check_codes
from failmode.simulator.duo.directory.records import BypassCode, User
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.tables import BYPASS_CODES, USERS
from failmode.simulator.duo.directory.users import Users
from failmode.simulator.duo.errors import BadEntryError, NotFoundError
from failmode.simulator.duo.ids import Ids
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store


class BypassCodes:
    """Bypass codes in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        ids: makes their ids and codes.
        settings: how long a generated code is.
        users: whose they are.
    """

    def __init__(
        self, store: Store, clock: Clock, ids: Ids, settings: StoredSettings, users: Users
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._settings = settings
        self._users = users

    def add(
        self,
        username: str,
        *,
        count: int = 10,
        codes: Sequence[str] = (),
        reuse_count: int = 1,
        valid_seconds: float = 0.0,
        preserve_existing: bool = False,
    ) -> tuple[BypassCode, ...]:
        """Give a user bypass codes, in the place of those that the user has.

        Args:
            username: whom.
            count: how many to generate.
            codes: given codes, instead of generated ones.
            reuse_count: how often each works; 0: without end.
            valid_seconds: how long each works, by the simulator's clock; 0: for ever.
            preserve_existing: whether the user keeps the codes that are there.

        Raises:
            NotFoundError: when there is no such user.
            BadEntryError: when a number is negative, or a code does not consist of digits.
        """
        check_codes(username, codes)
        if count < 0 or reuse_count < 0 or not 0.0 <= valid_seconds < float("inf"):
            raise BadEntryError(
                f"bypass codes for user {username!r}: the count {count!r}, the reuse count "
                f"{reuse_count!r} or the validity {valid_seconds!r} s is negative",
                "Give 0 or more",
            )
        user = self._users.get(username)
        now = self._clock.now()
        made = tuple(
            BypassCode(
                self._ids.object_id("DB"),
                user.username,
                code,
                now,
                now + valid_seconds if valid_seconds else None,
                reuse_count or None,
            )
            for code in codes
            or [self._ids.digits(self._settings.current.bypass_code_digits) for _ in range(count)]
        )
        with self._store.connection() as connection:
            if not preserve_existing:
                connection.execute(
                    delete(BYPASS_CODES).where(BYPASS_CODES.c.user_id == user.user_id)
                )
            for one in made:
                connection.execute(
                    insert(BYPASS_CODES).values(
                        bypass_code_id=one.bypass_code_id,
                        user_id=user.user_id,
                        code=one.code,
                        created=one.created,
                        expires=one.expires,
                        uses_left=one.uses_left,
                    )
                )
        return made

    def of(self, username: str) -> tuple[BypassCode, ...]:
        """Return a user's bypass codes that still work, oldest first.

        Raises:
            NotFoundError: when there is no such user.
        """
        return self._load(BYPASS_CODES.c.user_id == self._users.get(username).user_id)

    def all(self) -> tuple[BypassCode, ...]:
        """Return every bypass code that still works, oldest first."""
        return self._load()

    def find(self, bypass_code_id: str) -> BypassCode | None:
        """Return the bypass code with an id, if it still works."""
        return next(iter(self._load(BYPASS_CODES.c.bypass_code_id == bypass_code_id)), None)

    def remove(self, bypass_code_id: str) -> None:
        """Remove a bypass code.

        Raises:
            NotFoundError: when there is none with that id.
        """
        with self._store.connection() as connection:
            done = connection.execute(
                delete(BYPASS_CODES).where(BYPASS_CODES.c.bypass_code_id == bypass_code_id)
            )
        if not done.rowcount:
            raise NotFoundError(
                f"no bypass code {bypass_code_id!r}", "List the user's bypass codes"
            )

    def use(self, user: User, code: str) -> bool:
        """Use a code of a user once; False when she has none that works."""
        chosen = (
            select(func.min(BYPASS_CODES.c.bypass_code_id))
            .where(
                BYPASS_CODES.c.user_id == user.user_id,
                BYPASS_CODES.c.code == code,
                *_working(self._clock.now()),
            )
            .scalar_subquery()
        )
        with self._store.connection() as connection:
            done = connection.execute(
                update(BYPASS_CODES)
                .where(
                    BYPASS_CODES.c.bypass_code_id == chosen,
                    or_(BYPASS_CODES.c.uses_left.is_(None), BYPASS_CODES.c.uses_left > 0),
                )
                .values(uses_left=BYPASS_CODES.c.uses_left - 1)
            )
        return bool(done.rowcount)

    def _load(self, *conditions: Any) -> tuple[BypassCode, ...]:
        query = _CODES.where(*conditions, *_working(self._clock.now()))
        with self._store.connection() as connection:
            return tuple(BypassCode(*row) for row in connection.execute(query))


_CODES: Select[Any] = (
    select(
        BYPASS_CODES.c.bypass_code_id,
        USERS.c.username,
        BYPASS_CODES.c.code,
        BYPASS_CODES.c.created,
        BYPASS_CODES.c.expires,
        BYPASS_CODES.c.uses_left,
    )
    .join(USERS, USERS.c.user_id == BYPASS_CODES.c.user_id)
    .order_by(BYPASS_CODES.c.created, BYPASS_CODES.c.bypass_code_id)
)


def _working(now: float) -> tuple[Any, ...]:
    return (
        or_(BYPASS_CODES.c.expires.is_(None), BYPASS_CODES.c.expires > now),
        or_(BYPASS_CODES.c.uses_left.is_(None), BYPASS_CODES.c.uses_left > 0),
    )
