"""The account's policies, and the applications to which each is applied, in the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select, update

from failmode.simulator.duo.admin.tables import APPLIED_POLICIES, POLICIES
from failmode.simulator.duo.directory.names import name_key
from failmode.simulator.duo.errors import AlreadyExistsError
from failmode.simulator.state.store import Store

GLOBAL = "global"
"""By what clients may ask for the global policy instead of its key: `examples/Admin/policies.py` of
https://github.com/duosecurity/duo_client_python."""

GLOBAL_KEY = "POGLOBAL000000000000"
GLOBAL_NAME = "Global Policy"

_POLICY, _APPLIED = POLICIES, APPLIED_POLICIES

Sections = Mapping[str, Mapping[str, object]]
"""What a policy decides, by section and key."""


@dataclass(frozen=True, slots=True)
class AccountPolicy:
    """A policy.

    Attributes:
        policy_key: Duo's id: `PO...`.
        name: unique without regard to case.
        sections: what it decides; the global policy decides the rest.
    """

    policy_key: str
    name: str
    sections: Sections = field(default_factory=dict)

    @property
    def is_global(self) -> bool:
        """Whether it is the one that is applied everywhere."""
        return self.policy_key == GLOBAL_KEY


class Policies:
    """Policies in the database. The global one is always there, and cannot be removed.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> tuple[AccountPolicy, ...]:
        """Return all policies, the global one first, the others by name."""
        query = select(_POLICY).order_by(_POLICY.c.name_key)
        with self._store.connection() as connection:
            found = [
                AccountPolicy(row["policy_key"], row["name"], json.loads(row["sections"]))
                for row in connection.execute(query).mappings()
            ]
        changed = [one for one in found if one.is_global]
        others = [one for one in found if not one.is_global]
        return (*(changed or [AccountPolicy(GLOBAL_KEY, GLOBAL_NAME)]), *others)

    def find(self, policy_key: str) -> AccountPolicy | None:
        """Return the policy with a key, or the global one by its word; None when there is none."""
        wanted = GLOBAL_KEY if policy_key == GLOBAL else policy_key
        return next((one for one in self.all() if one.policy_key == wanted), None)

    def save(self, policy: AccountPolicy) -> None:
        """Write a policy, a new one or one that is there.

        Raises:
            AlreadyExistsError: when the name is another's.
        """
        taken = {name_key(one.name) for one in self.all() if one.policy_key != policy.policy_key}
        if name_key(policy.name) in taken:
            raise AlreadyExistsError(
                f"policy {policy.name!r} exists already", "Choose another name"
            )
        values = {
            "name": policy.name,
            "name_key": name_key(policy.name),
            "sections": json.dumps(policy.sections),
        }
        with self._store.transaction(), self._store.connection() as connection:
            done = connection.execute(
                update(POLICIES).where(_POLICY.c.policy_key == policy.policy_key).values(**values)
            )
            if not done.rowcount:
                connection.execute(insert(POLICIES).values(policy_key=policy.policy_key, **values))

    def remove(self, policy: AccountPolicy) -> None:
        """Remove a policy; where it was applied, the global one counts again."""
        with self._store.connection() as connection:
            connection.execute(delete(POLICIES).where(_POLICY.c.policy_key == policy.policy_key))

    def applied(self) -> Mapping[str, str]:
        """Return the keys of the policies that are applied to applications, by integration key."""
        with self._store.connection() as connection:
            rows = connection.execute(
                select(_APPLIED.c.ikey, _APPLIED.c.policy_key).order_by(_APPLIED.c.ikey)
            )
            return {row.ikey: row.policy_key for row in rows}

    def apply(self, policy: AccountPolicy, ikeys: Iterable[str]) -> None:
        """Apply a policy to applications, each of which has one at most."""
        with self._store.transaction(), self._store.connection() as connection:
            for ikey in ikeys:
                connection.execute(delete(APPLIED_POLICIES).where(_APPLIED.c.ikey == ikey))
                connection.execute(
                    insert(APPLIED_POLICIES).values(ikey=ikey, policy_key=policy.policy_key)
                )
