"""The accounts that a primary server checks passwords against, before Duo is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from failmode.simulator.state.store import Base, Store


class AccountRow(Base):
    """A person's dummy password, in the clear: it protects nothing."""

    __tablename__ = "primary_accounts"

    username: Mapped[str] = mapped_column(primary_key=True)
    password: Mapped[str]


class PrimaryAccounts(Mapping[str, str]):
    """Password by user name, read from the database each time; names are compared exactly.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, username: str) -> str:
        with self._store.session() as session:
            row = session.get(AccountRow, username)
            if row is None:
                raise KeyError(username)
            return row.password

    def __iter__(self) -> Iterator[str]:
        with self._store.session() as session:
            return iter(
                session.scalars(select(AccountRow.username).order_by(AccountRow.username)).all()
            )

    def __len__(self) -> int:
        with self._store.session() as session:
            return session.scalar(select(func.count()).select_from(AccountRow)) or 0

    def set_password(self, username: str, password: str) -> None:
        """Give a person this password; the person is added when unknown."""
        with self._store.session() as session:
            session.merge(AccountRow(username=username, password=password))

    def remove(self, username: str) -> None:
        """Remove a person; nothing happens when there is none of that name."""
        with self._store.session() as session:
            row = session.get(AccountRow, username)
            if row is not None:
                session.delete(row)
