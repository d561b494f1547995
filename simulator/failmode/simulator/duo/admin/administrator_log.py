"""The administrator log: what was done through the Admin API.

Names of the actions: `get_administrator_log` of `duo_client/admin.py`; for bypass codes, the
samples in https://github.com/panther-labs/panther-detections-legacy (`duo/sample_logs.py`). Those
of hardware tokens, of associations and of policies but for `policy_update` are unconfirmed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import insert, select

from failmode.simulator.duo.admin.tables import ADMIN_LOG
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

API = "API"
"""Who did what a program did: the description of `username` in `docs/gitbook/data-onboarding/
supported-logs/duo.md` of https://github.com/panther-labs/panther-docs."""


class AdminAction(StrEnum):
    """What an administrator can do."""

    ADMIN_CREATE = "admin_create"
    ADMIN_UPDATE = "admin_update"
    ADMIN_DELETE = "admin_delete"
    POLICY_CREATE = "policy_create"
    POLICY_UPDATE = "policy_update"
    POLICY_DELETE = "policy_delete"
    USER_CREATE = "user_create"
    USER_UPDATE = "user_update"
    USER_DELETE = "user_delete"
    GROUP_CREATE = "group_create"
    GROUP_UPDATE = "group_update"
    GROUP_DELETE = "group_delete"
    PHONE_CREATE = "phone_create"
    PHONE_UPDATE = "phone_update"
    PHONE_DELETE = "phone_delete"
    PHONE_ASSOCIATE = "phone_associate"
    PHONE_DISASSOCIATE = "phone_disassociate"
    TOKEN_CREATE = "hardtoken_create"  # noqa: S105 - a word of the log
    TOKEN_DELETE = "hardtoken_delete"  # noqa: S105 - a word of the log
    TOKEN_ASSOCIATE = "hardtoken_associate"  # noqa: S105 - a word of the log
    TOKEN_DISASSOCIATE = "hardtoken_disassociate"  # noqa: S105 - a word of the log
    BYPASS_CREATE = "bypass_create"
    BYPASS_DELETE = "bypass_delete"
    INTEGRATION_CREATE = "integration_create"
    INTEGRATION_UPDATE = "integration_update"
    INTEGRATION_DELETE = "integration_delete"


@dataclass(frozen=True, slots=True)
class AdminLogEntry:
    """One thing that was done.

    Attributes:
        entry_id: number of the entry, the first one has the lowest.
        time: seconds since the epoch.
        username: who did it.
        action: what.
        object: to what, by its name.
        description: details as a JSON object, without secrets; None: none.
    """

    entry_id: int
    time: float
    username: str
    action: str
    object: str | None
    description: str | None


class AdministratorLog:
    """The administrator log of a cloud.

    Args:
        store: the database.
        clock: the cloud's clock.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(
        self,
        action: AdminAction,
        name: str,
        description: Mapping[str, object] | None = None,
    ) -> None:
        """Remember what was done.

        Args:
            action: what was done.
            name: to what.
            description: details, without secrets.
        """
        with self._store.connection() as connection:
            connection.execute(
                insert(ADMIN_LOG).values(
                    created=self._clock.now(),
                    username=API,
                    action=action.value,
                    object=name,
                    description=json.dumps(description) if description else None,
                )
            )

    def since(self, mintime: int, limit: int) -> tuple[AdminLogEntry, ...]:
        """Return what was done from `mintime` on (seconds since the epoch), oldest first."""
        query = (
            select(ADMIN_LOG)
            .where(ADMIN_LOG.c.created >= mintime)
            .order_by(ADMIN_LOG.c.entry_id)
            .limit(limit)
        )
        with self._store.connection() as connection:
            return tuple(
                AdminLogEntry(
                    row["entry_id"],
                    row["created"],
                    row["username"],
                    row["action"],
                    row["object"],
                    row["description"],
                )
                for row in connection.execute(query).mappings()
            )
