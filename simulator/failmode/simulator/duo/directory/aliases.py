"""Aliases: further names by which an application may name one of Duo's users.

`alias1` to `alias4` and `aliases` of the Admin API: `add_user` of `duo_client/admin.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.checks import ALIAS_NUMBER, MAX_ALIASES, USERNAME
from failmode.simulator.duo.directory.names import name_key, simple_name
from failmode.simulator.duo.directory.tables import ALIASES, USERS
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.store import Store

_OWNERS = select(ALIASES.c.user_id, ALIASES.c.name_key).order_by(ALIASES.c.name_key)
_OWNERS_BY_NAME = _OWNERS.where(ALIASES.c.name_key == bindparam("key"))
_OWNERS_BY_SIMPLE_NAME = _OWNERS.where(ALIASES.c.simple_key == bindparam("key"))


class Aliases:
    """The aliases of users in the database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: Cache[tuple[bool, str], tuple[tuple[str, str], ...]] = Cache(
            store.known_revision
        )

    def of(self, user_id: str) -> Mapping[int, str]:
        """Return a user's aliases by their numbers, which begin at 1."""
        return self.all().get(user_id, {})

    def all(self) -> Mapping[str, Mapping[int, str]]:
        """Return everybody's aliases by their numbers, by the user's id."""
        found: dict[str, dict[int, str]] = {}
        query = select(ALIASES.c.user_id, ALIASES.c.number, ALIASES.c.alias).order_by(
            ALIASES.c.number
        )
        with self._store.connection() as connection:
            for user_id, number, alias in connection.execute(query):
                found.setdefault(user_id, {})[number] = alias
        return found

    def set(self, user_id: str, aliases: Mapping[int, str]) -> None:
        """Give a user these aliases, and no others.

        Args:
            user_id: whom.
            aliases: by their numbers, from 1 to `MAX_ALIASES`.

        Raises:
            AlreadyExistsError: when one is a name, or an alias, of somebody.
            BadEntryError: when a number or an alias cannot be.
        """
        for number, alias in aliases.items():
            if not (USERNAME.holds(alias) and ALIAS_NUMBER.holds(number)):
                raise BadEntryError(
                    f"alias {number} cannot be {alias!r}",
                    f"Give printable names, numbered from 1 to {MAX_ALIASES}",
                )
        keys = [name_key(alias) for alias in aliases.values()]
        with self._store.transaction():
            with self._store.connection() as connection:
                named = connection.scalar(
                    select(USERS.c.username).where(USERS.c.name_key.in_(keys)).limit(1)
                )
                if named is not None:
                    raise AlreadyExistsError(
                        f"user {named!r} exists already", "Choose another alias"
                    )
                connection.execute(delete(ALIASES).where(ALIASES.c.user_id == user_id))
                rows = [
                    {
                        "user_id": user_id,
                        "number": number,
                        "alias": alias,
                        "name_key": name_key(alias),
                        "simple_key": name_key(simple_name(alias)),
                    }
                    for number, alias in aliases.items()
                ]
                try:
                    if rows:
                        connection.execute(insert(ALIASES), rows)
                except IntegrityError as error:
                    raise AlreadyExistsError(
                        "an alias is somebody's already", "Choose another alias"
                    ) from error
            self._store.changed()

    def is_taken(self, username: str) -> bool:
        """Whether somebody has a name as an alias."""
        return bool(self._owners(name_key(username), simple=False))

    def owner(self, username: str, *, simple: bool) -> str | None:
        r"""Return the id of the user whose alias a name is; None when it is nobody's.

        Args:
            username: the name as an application sends it.
            simple: whether `DOMAIN\` and `@domain` are left out of the comparison.
        """
        exact = name_key(username)
        key = name_key(simple_name(username)) if simple else exact
        found = self._owners(key, simple=simple)
        owners = [user_id for user_id, name in found if name == exact]
        return next(iter(owners or [user_id for user_id, _ in found]), None)

    def _owners(self, key: str, *, simple: bool) -> tuple[tuple[str, str], ...]:
        def load() -> tuple[tuple[str, str], ...]:
            query = _OWNERS_BY_SIMPLE_NAME if simple else _OWNERS_BY_NAME
            with self._store.connection() as connection:
                rows = connection.execute(query, {"key": key}).all()
            return tuple((user_id, name) for user_id, name in rows)

        return self._found.get((simple, key), load)
