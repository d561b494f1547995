"""Which part of the Admin API an integration may use, and what an administrator noted about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import delete, insert, select

from failmode.simulator.duo.admin.tables import INTEGRATION_NOTES, PERMISSIONS
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.state.store import Store


@dataclass(frozen=True, slots=True)
class Note:
    """What an administrator noted about an integration, and no login asks for.

    Attributes:
        notes: for administrators.
        greeting: what a call begins with.
        self_service_allowed: whether people may manage their devices where they log in.
        sso: its configuration for single sign-on, a JSON object; None: none.
    """

    notes: str = ""
    greeting: str = ""
    self_service_allowed: bool = False
    sso: str | None = None


class Permissions:
    """Permissions and notes in the database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, ikey: str) -> frozenset[Permission]:
        """Return what an integration may do; everything unless somebody decided otherwise."""
        with self._store.connection() as connection:
            text = connection.scalar(
                select(PERMISSIONS.c.permissions).where(PERMISSIONS.c.ikey == ikey)
            )
        if text is None:
            return frozenset(Permission)
        return frozenset(Permission(word) for word in text.split(",") if word)

    def set(self, ikey: str, permissions: Iterable[Permission]) -> None:
        """Decide what an integration may do from now on."""
        with self._store.connection() as connection:
            connection.execute(delete(PERMISSIONS).where(PERMISSIONS.c.ikey == ikey))
            connection.execute(
                insert(PERMISSIONS).values(ikey=ikey, permissions=",".join(sorted(permissions)))
            )

    def note(self, ikey: str) -> Note:
        """Return what is noted about an integration."""
        with self._store.connection() as connection:
            row = connection.execute(
                select(
                    INTEGRATION_NOTES.c.notes,
                    INTEGRATION_NOTES.c.greeting,
                    INTEGRATION_NOTES.c.self_service_allowed,
                    INTEGRATION_NOTES.c.sso,
                ).where(INTEGRATION_NOTES.c.ikey == ikey)
            ).first()
        return Note() if row is None else Note(*row)

    def set_note(self, ikey: str, note: Note) -> None:
        """Note something else about an integration."""
        with self._store.connection() as connection:
            connection.execute(delete(INTEGRATION_NOTES).where(INTEGRATION_NOTES.c.ikey == ikey))
            connection.execute(insert(INTEGRATION_NOTES).values(ikey=ikey, **asdict(note)))
