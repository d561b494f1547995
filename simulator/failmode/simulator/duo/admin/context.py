"""What every call of the Admin API works with: the cloud, and what only administrators see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, or_, select

from failmode.simulator.duo.admin.admin_log import Action, AdministratorLog
from failmode.simulator.duo.admin.auth_log import AuthenticationLog
from failmode.simulator.duo.admin.permissions import Permissions
from failmode.simulator.duo.admin.phones import Assignments, Phone, Phones
from failmode.simulator.duo.admin.query import Page
from failmode.simulator.duo.admin.schemas import Object, Person
from failmode.simulator.duo.admin.tables import NameRow
from failmode.simulator.duo.admin.tokens import Token, Tokens
from failmode.simulator.duo.api.serialization import Params
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.duo.directory.records import BypassCode, Integration, User
from failmode.simulator.duo.directory.tables import BypassCodeRow, UserRow
from failmode.simulator.duo.errors import ResourceNotFoundError


@dataclass(frozen=True, slots=True)
class Call:
    """A call: which integration of the Admin API makes it, and with which parameters."""

    actor: Integration
    params: Params


@dataclass(frozen=True, slots=True)
class Reply:
    """What a call answers: `response`, and `metadata` for a part of a list."""

    response: Object | list[Object] | list[str] | str
    metadata: Mapping[str, int] | None = None


NOTHING = Reply("")
"""What a call answers that has nothing to tell."""


class AdminContext:
    """The cloud as an administrator sees it.

    Args:
        service: the cloud.
    """

    def __init__(self, service: DuoService) -> None:
        self.service = service
        self.lines = Phones(service.store)
        self.tokens = Tokens(service)
        self.assignments = Assignments(service.store)
        self.grants = Permissions(service.store)
        self.log = AuthenticationLog(service)
        self._done = AdministratorLog(service)

    @property
    def done(self) -> AdministratorLog:
        """The administrator log."""
        return self._done

    def note(
        self,
        call: Call,
        action: Action,
        name: str,
        description: Mapping[str, object] | None = None,
    ) -> None:
        """Write into the administrator log what a call has done."""
        self._done.add(call.actor, action, name, description)

    # Users

    def user(self, user_id: str) -> User:
        """A user.

        Raises:
            ResourceNotFoundError: when nobody has that id.
        """
        user = self.service.find_user_by_id(user_id)
        if user is None:
            raise ResourceNotFoundError
        return user

    def person(self, user: User) -> Person:
        """A user with everything that administrators see."""
        return self.people([user])[0]

    def owner(self, user_id: str | None) -> Person | None:
        """Whose something is; None: nobody's."""
        user = self.service.find_user_by_id(user_id) if user_id is not None else None
        return self.person(user) if user is not None else None

    def owners(self) -> dict[str, Person]:
        """Everybody by id."""
        return {one.user.user_id: one for one in self.people(self.service.users())}

    def people(self, users: list[User] | tuple[User, ...]) -> list[Person]:
        """Users with everything that administrators see."""
        last = self.log.last_logins()
        wanted = {user.user_id for user in users}
        lines: dict[str, list[Phone]] = {}
        tokens: dict[str, list[Token]] = {}
        for line in self.lines.all():
            if line.user_id in wanted:
                lines.setdefault(line.user_id, []).append(line)
        for token in self.tokens.all():
            if token.user_id in wanted:
                tokens.setdefault(token.user_id, []).append(token)
        names = self._names()
        return [
            Person(
                user,
                *names.get(user.user_id, ("", "")),
                last_login=last.get(user.user_id),
                lines=tuple(lines.get(user.user_id, ())),
                tokens=tuple(tokens.get(user.user_id, ())),
            )
            for user in users
        ]

    def set_names(self, user_id: str, firstname: str, lastname: str) -> None:
        """Replace a user's first and last name."""
        with self.service.store.engine.begin() as connection:
            connection.execute(delete(NameRow).where(NameRow.user_id == user_id))
            connection.execute(
                insert(NameRow).values(user_id=user_id, firstname=firstname, lastname=lastname)
            )

    def _names(self) -> dict[str, tuple[str, str]]:
        with self.service.store.engine.connect() as connection:
            rows = connection.execute(select(NameRow.user_id, NameRow.firstname, NameRow.lastname))
            return {user_id: (first, last) for user_id, first, last in rows}

    # Bypass codes

    def bypass_codes(self) -> tuple[BypassCode, ...]:
        """Every bypass code that still works, oldest first."""
        now = self.service.clock.now()
        query = (
            select(
                BypassCodeRow.bypass_code_id,
                UserRow.username,
                BypassCodeRow.code,
                BypassCodeRow.created,
                BypassCodeRow.expires,
                BypassCodeRow.uses_left,
            )
            .join(UserRow, UserRow.user_id == BypassCodeRow.user_id)
            .where(
                or_(BypassCodeRow.expires.is_(None), BypassCodeRow.expires > now),
                or_(BypassCodeRow.uses_left.is_(None), BypassCodeRow.uses_left > 0),
            )
            .order_by(BypassCodeRow.created, BypassCodeRow.bypass_code_id)
        )
        with self.service.store.engine.connect() as connection:
            return tuple(BypassCode(*row) for row in connection.execute(query))


def listed(page: Page, objects: list[Object]) -> Reply:
    """The part of a list that is asked for."""
    part = page.of(objects)
    return Reply(list(part.objects), part.metadata())
