"""Counts the signed requests of integrations that have a rate limit."""

from __future__ import annotations

import math

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError

from failmode.simulator.duo.directory.records import Integration, RateLimit
from failmode.simulator.duo.directory.tables import RATE_WINDOWS
from failmode.simulator.duo.errors import TooManyRequestsError
from failmode.simulator.state.store import Store


class RateLimiter:
    """Requests per time window, counted in the database, so that processes share the count.

    Args:
        store: the database.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, integration: Integration, now: float) -> None:
        """Count a request; it costs nothing for an integration without a limit.

        Args:
            integration: who sent it.
            now: seconds since the epoch.

        Raises:
            TooManyRequestsError: when it is one too many.
        """
        limit = integration.policy.rate_limit
        if limit is None:
            return
        window = int(now // limit.window_seconds)
        if self._requests(integration.ikey, window) > limit.requests:
            raise TooManyRequestsError(_retry_after(limit, window, now))

    def _requests(self, ikey: str, window: int) -> int:
        requests = self._count_in(ikey, window)
        if requests is not None:
            return requests
        try:
            with self._store.connection() as connection:
                connection.execute(
                    delete(RATE_WINDOWS).where(
                        RATE_WINDOWS.c.ikey == ikey, RATE_WINDOWS.c.window != window
                    )
                )
                connection.execute(
                    insert(RATE_WINDOWS).values(ikey=ikey, window=window, requests=1)
                )
        except IntegrityError:
            # Another request has begun the window; unless yet another began the next one since.
            return self._count_in(ikey, window) or 1
        return 1

    def _count_in(self, ikey: str, window: int) -> int | None:
        with self._store.connection() as connection:
            requests: int | None = connection.scalar(
                update(RATE_WINDOWS)
                .where(RATE_WINDOWS.c.ikey == ikey, RATE_WINDOWS.c.window == window)
                .values(requests=RATE_WINDOWS.c.requests + 1)
                .returning(RATE_WINDOWS.c.requests)
            )
        return requests


def _retry_after(limit: RateLimit, window: int, now: float) -> int | None:
    if not limit.tells_retry_after:
        return None
    return max(1, math.ceil((window + 1) * limit.window_seconds - now))
