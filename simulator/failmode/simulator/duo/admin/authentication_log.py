"""Reads the authentication log from what the cloud has kept of its own decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from failmode.simulator.duo.admin.assumptions import LOG_DELAY_SECONDS
from failmode.simulator.duo.admin.log_page import LogPage, page_of
from failmode.simulator.duo.admin.query import LogQuery
from failmode.simulator.duo.auth.log_entries import (
    AuthLogEntry,
    EventType,
    LogResult,
    of_preauth,
    of_transaction,
)
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Device, Group, User


@dataclass(frozen=True, slots=True)
class ResolvedEntry:
    """An entry with what the directory knows today of the user and of the application.

    Attributes:
        entry: the authentication.
        application: the integration's name, or its key when it is gone.
        user: the user, or None when the directory does not know her, or no longer.
        device: the device that was used, or None.
        groups: the groups that the user is in today.
    """

    entry: AuthLogEntry
    application: str
    user: User | None
    device: Device | None
    groups: tuple[Group, ...] = ()


class AuthenticationLog:
    """The authentication log of a cloud.

    Args:
        cloud: what has decided.
    """

    def __init__(self, cloud: DuoCloud) -> None:
        self._cloud = cloud

    def page(self, query: LogQuery) -> LogPage[ResolvedEntry]:
        """Return the part of the log that is asked for."""
        found = [one for one in self._resolved() if _matches(one, query.filters)]
        return page_of(found, query, _position)

    def since(self, mintime: int, maxtime: int | None, limit: int) -> tuple[ResolvedEntry, ...]:
        """Return the first entries of a time, oldest first.

        Args:
            mintime: seconds since the epoch.
            maxtime: seconds since the epoch; None: until now.
            limit: most entries.
        """
        found = sorted(self._resolved(), key=_position)
        return tuple(
            one
            for one in found
            if mintime <= one.entry.time and (maxtime is None or one.entry.time <= maxtime)
        )[:limit]

    def attempts(self, mintime: int, maxtime: int, *, per_user: bool) -> dict[LogResult, int]:
        """Count how many authentications of a time came to each result.

        Args:
            mintime: seconds since the epoch.
            maxtime: seconds since the epoch.
            per_user: count the users who had such a result, rather than the authentications.
        """
        found = [one for one in self._entries() if mintime <= one.time <= maxtime]
        if per_user:
            pairs = {(one.user_id or one.username, one.result) for one in found}
            counts = Counter(result for _, result in pairs)
        else:
            counts = Counter(one.result for one in found)
        return {result: counts[result] for result in LogResult}

    def last_logins(self) -> dict[str, float]:
        """Tell when each user was last let in by Duo, by id; seconds since the epoch."""
        last: dict[str, float] = {}
        for one in self._entries():
            if one.result is LogResult.SUCCESS and one.user_id is not None:
                last[one.user_id] = max(one.time, last.get(one.user_id, 0.0))
        return last

    def _entries(self) -> Iterable[AuthLogEntry]:
        now = self._cloud.clock.now() - LOG_DELAY_SECONDS
        for transaction in self._cloud.transactions.all():
            entry = of_transaction(transaction, now)
            if entry is not None:
                yield entry
        for end in self._cloud.transaction_repository.preauth_ends():
            if end.created <= now:
                yield of_preauth(end)

    def _resolved(self) -> Iterable[ResolvedEntry]:
        users = {user.user_id: user for user in self._cloud.users.all()}
        names = {one.ikey: one.name for one in self._cloud.integrations.all()}
        groups, by_user = self._cloud.groups.all(), self._cloud.groups.by_user()
        for entry in self._entries():
            user = users.get(entry.user_id) if entry.user_id else None
            devices = {one.device: one for one in user.devices} if user else {}
            yield ResolvedEntry(
                entry,
                names.get(entry.ikey, entry.ikey),
                user,
                devices.get(entry.device) if entry.device else None,
                tuple(
                    one for one in groups if one.group_id in by_user.get(entry.user_id or "", ())
                ),
            )


def _position(resolved: ResolvedEntry) -> tuple[int, str]:
    return resolved.entry.position


def _matches(resolved: ResolvedEntry, filters: dict[str, frozenset[str]]) -> bool:
    values: dict[str, str | None] = {
        "users": resolved.entry.user_id,
        "applications": resolved.entry.ikey,
        "results": resolved.entry.result,
        "reasons": resolved.entry.reason,
        "factors": resolved.entry.factor,
        "event_types": EventType.AUTHENTICATION,
    }
    groups = {one.group_id for one in resolved.groups}
    return all(
        bool(groups & words) if name == "groups" else values[name] in words
        for name, words in filters.items()
    )
