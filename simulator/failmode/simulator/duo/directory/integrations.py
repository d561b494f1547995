"""The applications that Duo protects."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.checks import (
    DURATION,
    IKEY,
    RATE_REQUESTS,
    RATE_WINDOW,
    VERIFIED_PUSH_DIGITS,
)
from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.simulator.duo.directory.records import (
    EnrollPolicy,
    Integration,
    Policy,
    RateLimit,
    UserAccess,
    UsernameNormalization,
)
from failmode.simulator.duo.directory.tables import INTEGRATIONS, PERMITTED_GROUPS, RATE_WINDOWS
from failmode.simulator.duo.errors import AlreadyExistsError, BadEntryError, NotFoundError
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.store import Store

_NOBODY: frozenset[str] = frozenset()
_INTEGRATIONS = select(INTEGRATIONS).order_by(INTEGRATIONS.c.ikey)
_INTEGRATION_BY_IKEY = select(INTEGRATIONS).where(INTEGRATIONS.c.ikey == bindparam("ikey"))


class Integrations:
    """Integrations in the database.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: Cache[str, Integration | None] = Cache(store.known_revision)

    def add(
        self,
        ikey: str,
        skey: str,
        api_host: str,
        *,
        name: str = "",
        username_normalization: UsernameNormalization = UsernameNormalization.SIMPLE,
        type: IntegrationType = IntegrationType.AUTHAPI,  # noqa: A002 - Duo's own word
        policy: Policy | None = None,
    ) -> Integration:
        """Protect an application.

        Args:
            ikey: integration key; Duo's begin with `DI` and have 20 characters.
            skey: secret key; Duo's have 40 characters.
            api_host: API host name, such as `api-1234abcd.duosecurity.test`.
            name: name for people; left out: the integration key.
            username_normalization: how user names are compared. Which policy a new application
                has is unconfirmed.
            type: which of Duo's APIs it may use.
            policy: what an administrator has decided for it; left out: nothing.

        Raises:
            AlreadyExistsError: when the integration key is taken.
            BadEntryError: when a key is empty, the integration key has a colon, or the policy
                cannot be.
        """
        if not (IKEY.holds(ikey) and skey and api_host):
            raise BadEntryError(
                f"integration {ikey!r}: a key or the API host is empty, or the integration key has "
                "a colon",
                "Give ikey, skey and api_host",
            )
        chosen = policy or Policy()
        _check_policy(ikey, chosen)
        integration = Integration(
            ikey, skey, api_host, name or ikey, username_normalization, type, chosen
        )
        try:
            with self._store.transaction(), self._store.connection() as connection:
                connection.execute(
                    insert(INTEGRATIONS).values(
                        ikey=ikey,
                        skey=skey,
                        api_host=api_host,
                        name=integration.name,
                        username_normalization=username_normalization.value,
                        type=type.value,
                        **_policy_columns(chosen),
                    )
                )
                self._write_permitted(connection, ikey, chosen)
        except IntegrityError as error:
            raise AlreadyExistsError(
                f"integration {ikey!r} exists already", "Choose another integration key"
            ) from error
        self._store.changed()
        return integration

    def find(self, ikey: str) -> Integration | None:
        """Return the integration with an integration key; None when there is none."""
        return self._found.get(ikey, lambda: self._load(ikey))

    def all(self) -> tuple[Integration, ...]:
        """Return all integrations, by integration key."""
        with self._store.connection() as connection:
            rows = connection.execute(_INTEGRATIONS).mappings().all()
            permitted = self._permitted(connection) if rows else {}
        return tuple(_integration(row, permitted.get(row["ikey"], _NOBODY)) for row in rows)

    def set_skey(self, ikey: str, skey: str) -> None:
        """Give an integration another secret key; the old one is refused from now on.

        Raises:
            NotFoundError: when no integration has that key.
            BadEntryError: when the secret key is empty.
        """
        if not skey:
            raise BadEntryError(f"integration {ikey!r}: the secret key is empty", "Give one")
        self._change(ikey, skey=skey)

    def rename(self, ikey: str, name: str) -> None:
        """Give an integration another name for people.

        Raises:
            NotFoundError: when no integration has that key.
        """
        self._change(ikey, name=name or ikey)

    def set_username_normalization(self, ikey: str, policy: UsernameNormalization) -> None:
        """Decide how an integration compares user names from now on.

        Raises:
            NotFoundError: when no integration has that key.
        """
        self._change(ikey, username_normalization=policy.value)

    def set_policy(self, ikey: str, policy: Policy) -> None:
        """Decide what holds for logins at an application from now on.

        Raises:
            NotFoundError: when no integration has that key.
            BadEntryError: when the policy cannot be.
        """
        _check_policy(ikey, policy)
        with self._store.transaction():
            self._change(ikey, **_policy_columns(policy))
            with self._store.connection() as connection:
                connection.execute(delete(PERMITTED_GROUPS).where(PERMITTED_GROUPS.c.ikey == ikey))
                self._write_permitted(connection, ikey, policy)

    def _change(self, ikey: str, **values: object) -> None:
        with self._store.connection() as connection:
            done = connection.execute(
                update(INTEGRATIONS).where(INTEGRATIONS.c.ikey == ikey).values(**values)
            )
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no integration {ikey!r}", "Add it first")

    def remove(self, ikey: str) -> None:
        """Remove an integration.

        Raises:
            NotFoundError: when no integration has that key.
        """
        with self._store.connection() as connection:
            connection.execute(delete(RATE_WINDOWS).where(RATE_WINDOWS.c.ikey == ikey))
            done = connection.execute(delete(INTEGRATIONS).where(INTEGRATIONS.c.ikey == ikey))
        self._store.changed()
        if not done.rowcount:
            raise NotFoundError(f"no integration {ikey!r}", "Nothing was removed")

    def _load(self, ikey: str) -> Integration | None:
        with self._store.connection() as connection:
            row = connection.execute(_INTEGRATION_BY_IKEY, {"ikey": ikey}).mappings().first()
            if row is None:
                return None
            limited = row["user_access"] == UserAccess.PERMITTED_GROUPS
            permitted = self._permitted(connection) if limited else {}
        return _integration(row, permitted.get(ikey, _NOBODY))

    @staticmethod
    def _permitted(connection: Connection) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for ikey, group_id in connection.execute(
            select(PERMITTED_GROUPS.c.ikey, PERMITTED_GROUPS.c.group_id)
        ):
            found.setdefault(ikey, set()).add(group_id)
        return {ikey: frozenset(groups) for ikey, groups in found.items()}

    @staticmethod
    def _write_permitted(connection: Connection, ikey: str, policy: Policy) -> None:
        rows = [{"ikey": ikey, "group_id": one} for one in sorted(policy.groups_allowed)]
        if rows:
            connection.execute(insert(PERMITTED_GROUPS), rows)


def _integration(row: RowMapping, groups_allowed: frozenset[str]) -> Integration:
    limit = None
    if row["rate_requests"] is not None:
        limit = RateLimit(
            row["rate_requests"], row["rate_window_seconds"], bool(row["rate_tells_retry_after"])
        )
    return Integration(
        row["ikey"],
        row["skey"],
        row["api_host"],
        row["name"],
        UsernameNormalization(row["username_normalization"]),
        IntegrationType(row["type"]),
        Policy(
            row["verified_push_digits"],
            row["remembered_devices_seconds"],
            limit,
            EnrollPolicy(row["enroll_policy"]),
            UserAccess(row["user_access"]),
            groups_allowed,
        ),
    )


def _policy_columns(policy: Policy) -> dict[str, object]:
    limit = policy.rate_limit
    return {
        "verified_push_digits": policy.verified_push_digits,
        "remembered_devices_seconds": policy.remembered_devices_seconds,
        "rate_requests": limit.requests if limit else None,
        "rate_window_seconds": limit.window_seconds if limit else None,
        "rate_tells_retry_after": limit.tells_retry_after if limit else None,
        "enroll_policy": policy.enroll_policy.value,
        "user_access": policy.user_access.value,
    }


def _check_policy(ikey: str, policy: Policy) -> None:
    if not VERIFIED_PUSH_DIGITS.holds(policy.verified_push_digits):
        raise BadEntryError(
            f"integration {ikey!r}: a verified push has 3 to 6 digits, not "
            f"{policy.verified_push_digits}",
            "Give 3 to 6, or 0 for pushes without a code",
        )
    if not DURATION.holds(policy.remembered_devices_seconds):
        raise BadEntryError(
            f"integration {ikey!r}: devices cannot be remembered for "
            f"{policy.remembered_devices_seconds!r} seconds",
            f"Give {DURATION.expected}",
        )
    if policy.groups_allowed and policy.user_access is not UserAccess.PERMITTED_GROUPS:
        raise BadEntryError(
            f"integration {ikey!r}: groups are permitted where not only members of groups may "
            "log in",
            f"Give user_access {UserAccess.PERMITTED_GROUPS.value!r}, or no groups",
        )
    limit = policy.rate_limit
    if limit and not (
        RATE_REQUESTS.holds(limit.requests) and RATE_WINDOW.holds(limit.window_seconds)
    ):
        raise BadEntryError(
            f"integration {ikey!r}: {limit.requests!r} requests in {limit.window_seconds!r} "
            "seconds is no rate limit",
            f"Give {RATE_REQUESTS.expected} and {RATE_WINDOW.expected} of seconds",
        )
