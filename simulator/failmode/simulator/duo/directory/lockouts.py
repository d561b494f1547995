"""Failed logins in a row, and the lock-out that they lead to.

Ten of them by default, one that goes well begins the count anew, and unlocking by itself is off:
https://myhomenwlab.hatenablog.com/entry/2023/03/16/001301.
"""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update

from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.directory.stored_settings import StoredSettings
from failmode.simulator.duo.directory.tables import FAILURES, USERS
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

_NEXT_RELEASE = select(func.min(FAILURES.c.locked_until))


class Lockouts:
    """The failed logins of users in the database.

    Args:
        store: the database.
        clock: the cloud's clock.
        settings: how many lead to a lock-out, and how long it lasts.
    """

    def __init__(self, store: Store, clock: Clock, settings: StoredSettings) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._failures: Cache[str, int] = Cache(store.known_revision)
        self._next_release: Cache[None, float | None] = Cache(store.known_revision)

    def failed(self, user_id: str) -> None:
        """Count a failed login, and lock the user out when it is one too many."""
        settings = self._settings.current
        if not settings.lockout_threshold:
            return
        with self._store.transaction(exclusive=True):
            failures = self._count(user_id)
            if failures >= settings.lockout_threshold:
                minutes = settings.lockout_expire_minutes
                self._lock_out(user_id, self._clock.now() + minutes * 60 if minutes else None)
            self._store.changed()

    def succeeded(self, user_id: str) -> None:
        """Begin the count of a user anew."""
        if self._failures.get(user_id, lambda: self._load(user_id)):
            self.forget(user_id)

    def forget(self, user_id: str) -> None:
        """Forget the failed logins of a user, and when she is to be unlocked."""
        with self._store.connection() as connection:
            connection.execute(delete(FAILURES).where(FAILURES.c.user_id == user_id))
        self._store.changed()

    def release_due(self) -> None:
        """Unlock everybody whose time is over; it costs nothing while there is nobody."""
        due, now = self._next_release.get(None, self._load_next_release), self._clock.now()
        if due is None or due > now:
            return
        over = select(FAILURES.c.user_id).where(FAILURES.c.locked_until <= now)
        with self._store.transaction(exclusive=True):
            with self._store.connection() as connection:
                connection.execute(
                    update(USERS)
                    .where(USERS.c.user_id.in_(over), USERS.c.status == UserStatus.LOCKED_OUT.value)
                    .values(status=UserStatus.ACTIVE.value)
                )
                connection.execute(delete(FAILURES).where(FAILURES.c.locked_until <= now))
            self._store.changed()

    def _count(self, user_id: str) -> int:
        with self._store.connection() as connection:
            failures = connection.scalar(
                update(FAILURES)
                .where(FAILURES.c.user_id == user_id)
                .values(failures=FAILURES.c.failures + 1)
                .returning(FAILURES.c.failures)
            )
            if failures is None:
                connection.execute(
                    insert(FAILURES).values(user_id=user_id, failures=1, locked_until=None)
                )
            return failures or 1

    def _lock_out(self, user_id: str, until: float | None) -> None:
        with self._store.connection() as connection:
            done = connection.execute(
                update(USERS)
                .where(USERS.c.user_id == user_id, USERS.c.status == UserStatus.ACTIVE.value)
                .values(status=UserStatus.LOCKED_OUT.value)
            )
            if done.rowcount:
                connection.execute(
                    update(FAILURES).where(FAILURES.c.user_id == user_id).values(locked_until=until)
                )

    def _load(self, user_id: str) -> int:
        with self._store.connection() as connection:
            query = select(FAILURES.c.failures).where(FAILURES.c.user_id == user_id)
            return connection.scalar(query) or 0

    def _load_next_release(self) -> float | None:
        with self._store.connection() as connection:
            found: float | None = connection.scalar(_NEXT_RELEASE)
        return found
