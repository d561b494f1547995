"""The accounts that a primary server checks passwords against, before Duo is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, String, Table, bindparam, delete, func, insert, select, update

from failmode.simulator.state.metadata import METADATA
from failmode.simulator.state.store import Store

ACCOUNTS = Table(
    "primary_accounts",
    METADATA,
    Column("username", String, primary_key=True),
    Column("password", String, nullable=False),
)
"""People's dummy passwords, in the clear: they protect nothing."""

# Statements are built once: building one takes longer than running it.
_ADD = insert(ACCOUNTS)
_CHANGE = update(ACCOUNTS).where(ACCOUNTS.c.username == bindparam("of"))


class PrimaryAccounts(Mapping[str, str]):
    """Password by user name, read from the database each time; names are compared exactly.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, username: str) -> str:
        query = select(ACCOUNTS.c.password).where(ACCOUNTS.c.username == username)
        with self._store.connection() as connection:
            password: str | None = connection.scalar(query)
        if password is None:
            raise KeyError(username)
        return password

    def __iter__(self) -> Iterator[str]:
        query = select(ACCOUNTS.c.username).order_by(ACCOUNTS.c.username)
        with self._store.connection() as connection:
            return iter(connection.scalars(query).all())

    def __len__(self) -> int:
        with self._store.connection() as connection:
            return connection.scalar(select(func.count()).select_from(ACCOUNTS)) or 0

    def set_password(self, username: str, password: str) -> None:
        """Give a person this password; the person is added when unknown."""
        with self._store.transaction(exclusive=True), self._store.connection() as connection:
            changed = connection.execute(_CHANGE, {"of": username, "password": password})
            if not changed.rowcount:
                connection.execute(_ADD, {"username": username, "password": password})

    def remove(self, username: str) -> None:
        """Remove a person; nothing happens when there is none of that name."""
        with self._store.connection() as connection:
            connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.username == username))
