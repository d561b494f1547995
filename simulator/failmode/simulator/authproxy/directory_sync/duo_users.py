"""Duo's users and groups, read and changed through the Admin API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from failmode.simulator.authproxy.directory_sync.plan import Change, DuoUser, SyncPlan
from failmode.simulator.duo.admin.client import AdminApi, AdminApiError

_USERS, _GROUPS, _PHONES = "/admin/v1/users", "/admin/v1/groups", "/admin/v1/phones"
_PAGE = 300


def read_users(api: AdminApi) -> tuple[DuoUser, ...]:
    """Read everybody whom Duo has.

    Raises:
        AdminApiError: when the API refuses.
        Unreachable: when it cannot be reached.
    """
    return tuple(
        DuoUser(
            user_id=one["user_id"],
            username=one["username"],
            realname=one["realname"] or "",
            email=one["email"] or "",
            notes=one["notes"] or "",
            status=one["status"],
            phones=tuple(phone["number"] for phone in one["phones"] if phone["number"]),
            groups=frozenset(group["name"] for group in one["groups"]),
        )
        for one in api.pages(_USERS, _PAGE)
    )


@dataclass(slots=True)
class DuoUsers:
    """Makes the changes of a plan.

    Attributes:
        api: the Admin API.
        progress: is told how many users are done.
        problems: what Duo refused, in words; the rest was done.
    """

    api: AdminApi
    progress: Callable[[int], None] = lambda _: None
    problems: list[str] = field(default_factory=list)
    _groups: dict[str, str] = field(default_factory=dict)

    def apply(self, plan: SyncPlan) -> None:
        """Make the changes, one user after the other.

        Raises:
            Unreachable: when Duo cannot be reached; what was done before stays.
        """
        if any(change.joins or change.leaves for change in plan.changes):
            self._groups = {one["name"]: one["group_id"] for one in self.api.pages(_GROUPS, 100)}
        for number, change in enumerate(plan.changes, start=1):
            try:
                self._make(change)
            except AdminApiError as error:
                self.problems.append(f"{change.username}: {error.what}")
            self.progress(number)

    def _make(self, change: Change) -> None:
        user_id = change.user_id
        if user_id is None:
            user_id = str(self.api.post(_USERS, change.values)["user_id"])
        elif change.values:
            self.api.post(f"{_USERS}/{user_id}", change.values)
        for name in change.joins:
            self.api.post(f"{_USERS}/{user_id}/groups", {"group_id": self._group(name)})
        for name in change.leaves:
            self.api.delete(f"{_USERS}/{user_id}/groups/{self._groups[name]}")
        for number in change.phones:
            self._give_phone(change.username, user_id, number)

    def _group(self, name: str) -> str:
        if name not in self._groups:
            made: Any = self.api.post(_GROUPS, {"name": name})
            self._groups[name] = made["group_id"]
        return self._groups[name]

    def _give_phone(self, username: str, user_id: str, number: str) -> None:
        try:
            phone = self.api.post(_PHONES, {"number": number, "type": "mobile"})
            self.api.post(f"{_USERS}/{user_id}/phones", {"phone_id": phone["phone_id"]})
        except AdminApiError as error:
            self.problems.append(f"{username}: no phone {number}: {error.what}")
