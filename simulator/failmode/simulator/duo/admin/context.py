"""What every call of the Admin API works with: the cloud, and what only administrators see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from failmode.simulator.duo.admin.administrator_log import AdminAction, AdministratorLog
from failmode.simulator.duo.admin.administrators import Administrators
from failmode.simulator.duo.admin.authentication_log import AuthenticationLog
from failmode.simulator.duo.admin.call_limits import CallLimits
from failmode.simulator.duo.admin.permissions import Permissions
from failmode.simulator.duo.admin.phones import Assignments, Phone, Phones
from failmode.simulator.duo.admin.policy_records import Policies
from failmode.simulator.duo.admin.query import Page
from failmode.simulator.duo.admin.schemas import Object, Person
from failmode.simulator.duo.admin.tables import NAMES
from failmode.simulator.duo.admin.telephony_log import TelephonyLog
from failmode.simulator.duo.admin.tokens import Token, Tokens
from failmode.simulator.duo.api.params import Params
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Integration, User
from failmode.simulator.duo.errors import ResourceNotFoundError


@dataclass(frozen=True, slots=True)
class AdminCall:
    """A call of the Admin API.

    Attributes:
        actor: the integration of the Admin API that makes it.
        params: its parameters.
        variables: the variable parts of its path, by name.
    """

    actor: Integration
    params: Params
    variables: Mapping[str, str]


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
        cloud: the cloud.

    Attributes:
        cloud: the cloud.
        phones: phones, assigned or not.
        tokens: hardware tokens, assigned or not.
        assignments: whose they are.
        permissions: what each integration of the Admin API may do.
        call_limits: how often it may.
        authentication_log: what the cloud has decided.
        administrators: who may use the console.
        policies: what is decided for applications.
        administrator_log: what was done through the Admin API.
        telephony_log: calls and text messages.
    """

    def __init__(self, cloud: DuoCloud) -> None:
        self.cloud = cloud
        self.phones = Phones(cloud.store)
        self.tokens = Tokens(cloud.store, cloud.ids, cloud.otps)
        self.assignments = Assignments(cloud.store)
        self.permissions = Permissions(cloud.store)
        self.call_limits = CallLimits(cloud.store)
        self.authentication_log = AuthenticationLog(cloud)
        self.administrators = Administrators(cloud.store)
        self.policies = Policies(cloud.store)
        self.administrator_log = AdministratorLog(cloud.store, cloud.clock)
        self.telephony_log = TelephonyLog(cloud)

    def log_action(
        self,
        action: AdminAction,
        name: str,
        description: Mapping[str, object] | None = None,
    ) -> None:
        """Write into the administrator log what a program has done."""
        self.administrator_log.add(action, name, description)

    def user(self, user_id: str) -> User:
        """Return a user.

        Raises:
            ResourceNotFoundError: when nobody has that id.
        """
        user = self.cloud.users.find_by_id(user_id)
        if user is None:
            raise ResourceNotFoundError
        return user

    def person(self, user: User) -> Person:
        """Return a user with everything that administrators see."""
        return self.people([user])[0]

    def owner(self, user_id: str | None) -> Person | None:
        """Return whose something is; None: nobody's."""
        user = self.cloud.users.find_by_id(user_id) if user_id is not None else None
        return self.person(user) if user is not None else None

    def owners(self) -> dict[str, Person]:
        """Return everybody by id."""
        return {one.user.user_id: one for one in self.people(self.cloud.users.all())}

    def people(self, users: Sequence[User]) -> list[Person]:
        """Return users with everything that administrators see."""
        last = self.authentication_log.last_logins()
        user_ids = {user.user_id for user in users}
        phones: dict[str, list[Phone]] = {}
        tokens: dict[str, list[Token]] = {}
        for phone in self.phones.all():
            if phone.user_id in user_ids:
                phones.setdefault(phone.user_id, []).append(phone)
        for token in self.tokens.all():
            if token.user_id in user_ids:
                tokens.setdefault(token.user_id, []).append(token)
        names = self._names()
        aliases = self.cloud.aliases.all()
        groups, by_user = self.cloud.groups.all(), self.cloud.groups.by_user()
        return [
            Person(
                user,
                *names.get(user.user_id, ("", "")),
                last_login=last.get(user.user_id),
                phones=tuple(phones.get(user.user_id, ())),
                tokens=tuple(tokens.get(user.user_id, ())),
                aliases=aliases.get(user.user_id, {}),
                groups=tuple(
                    one for one in groups if one.group_id in by_user.get(user.user_id, ())
                ),
            )
            for user in users
        ]

    def set_names(self, user_id: str, firstname: str, lastname: str) -> None:
        """Replace a user's first and last name."""
        with self.cloud.store.connection() as connection:
            connection.execute(delete(NAMES).where(NAMES.c.user_id == user_id))
            connection.execute(
                insert(NAMES).values(user_id=user_id, firstname=firstname, lastname=lastname)
            )

    def _names(self) -> dict[str, tuple[str, str]]:
        with self.cloud.store.connection() as connection:
            rows = connection.execute(select(NAMES.c.user_id, NAMES.c.firstname, NAMES.c.lastname))
            return {user_id: (first, last) for user_id, first, last in rows}


def listed(page: Page, objects: list[Object]) -> Reply:
    """Return the part of a list that is asked for."""
    part = page.of(objects)
    return Reply(list(part.objects), part.metadata())
