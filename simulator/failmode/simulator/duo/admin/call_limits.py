"""How often an integration may make each kind of call of the Admin API.

Nothing is limited until the control API says so: which numbers hold for whom today is unconfirmed,
and a run of scenarios must not be refused by chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from failmode.simulator.duo.admin.tables import CHANGED_CALL_LIMITS, LIMITED_CALLS
from failmode.simulator.duo.admin.words import CallKind
from failmode.simulator.duo.directory.records import Integration
from failmode.simulator.duo.errors import TooManyRequestsError
from failmode.simulator.state.cache import Cache
from failmode.simulator.state.store import Store

WINDOW_SECONDS = 60.0
"""Every limit that is known is one for a minute."""

_DUO_CLIENT_101 = "https://github.com/duosecurity/duo_client_python/issues/101"


@dataclass(frozen=True, slots=True)
class CallLimit:
    """A limit that is known from a public source.

    Attributes:
        kind: for which calls.
        requests: how many in `WINDOW_SECONDS`.
        evidence: where that was said or seen.
    """

    kind: CallKind
    requests: int
    evidence: str


CALL_LIMITS: tuple[CallLimit, ...] = (
    CallLimit(
        CallKind.AUTHENTICATION_LOG,
        2,
        f"a Duo employee in {_DUO_CLIENT_101}; one call in 30 s was observed in "
        "https://github.com/duosecurity/duo_client_java/issues/3",
    ),
    CallLimit(CallKind.TELEPHONY_LOG, 2, f"a Duo employee in {_DUO_CLIENT_101}"),
    CallLimit(CallKind.ADMINISTRATOR_LOG, 2, f"a Duo employee in {_DUO_CLIENT_101}"),
    CallLimit(CallKind.CHANGE, 300, f"a Duo employee in {_DUO_CLIENT_101} (modify object)"),
    CallLimit(CallKind.OBJECT, 300, f"a Duo employee in {_DUO_CLIENT_101} (get single object)"),
    CallLimit(CallKind.PAGE, 200, f"a Duo employee in {_DUO_CLIENT_101} (get page of objects)"),
    CallLimit(
        CallKind.UNPAGED, 40, f"a Duo employee in {_DUO_CLIENT_101} (get all objects, no paging)"
    ),
)
"""Every limit that is known, a kind of call each."""


class CallLimits:
    """The limits in force, and the calls that count, in the database, so that processes share them.

    The calls of the last minute count, refused ones too: a client that asked seven times in 66 s
    was refused every time (https://github.com/duosecurity/duo_client_python/issues/154). The
    refusal has no `Retry-After`: the API sends no headers about its limits
    (https://github.com/elastic/integrations/pull/11441).

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cache: Cache[None, Mapping[CallKind, int]] = Cache(store.known_revision)

    def current(self) -> Mapping[CallKind, int]:
        """Return the limits in force; a kind that is left out is not limited."""
        return self._cache.get(None, self._load)

    def replace(self, limits: Mapping[CallKind, int]) -> None:
        """Put these limits in force, and no others, until the database is cleared."""
        rows = [{"kind": kind.value, "requests": requests} for kind, requests in limits.items()]
        with self._store.transaction():
            with self._store.connection() as connection:
                connection.execute(delete(CHANGED_CALL_LIMITS))
                connection.execute(delete(LIMITED_CALLS))
                if rows:
                    connection.execute(insert(CHANGED_CALL_LIMITS), rows)
            self._store.changed()

    def count(self, integration: Integration, kind: CallKind, now: float) -> None:
        """Count a call; it costs nothing where calls of its kind are not limited.

        Args:
            integration: who makes it. That each integration has limits of its own is unconfirmed.
            kind: what kind of call it is.
            now: seconds since the epoch.

        Raises:
            TooManyRequestsError: when it is one too many.
        """
        limit = self.current().get(kind)
        if limit is None:
            return
        mine = (LIMITED_CALLS.c.ikey == integration.ikey, LIMITED_CALLS.c.kind == kind.value)
        with self._store.transaction(exclusive=True), self._store.connection() as connection:
            connection.execute(
                delete(LIMITED_CALLS).where(*mine, LIMITED_CALLS.c.called <= now - WINDOW_SECONDS)
            )
            connection.execute(
                insert(LIMITED_CALLS).values(ikey=integration.ikey, kind=kind.value, called=now)
            )
            calls = connection.scalar(select(func.count()).where(*mine)) or 0
        if calls > limit:
            raise TooManyRequestsError

    def _load(self) -> Mapping[CallKind, int]:
        with self._store.connection() as connection:
            rows = connection.execute(
                select(CHANGED_CALL_LIMITS.c.kind, CHANGED_CALL_LIMITS.c.requests)
            ).all()
        return {CallKind(kind): requests for kind, requests in rows}
