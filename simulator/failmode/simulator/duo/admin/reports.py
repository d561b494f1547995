"""`/admin/v1/logs`, `/admin/v2/logs` and `/admin/v1/info`."""

from __future__ import annotations

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.assumptions import ATTEMPTS_SECONDS, V1_LOG_LIMIT
from failmode.simulator.duo.admin.context import AdminContext, Call, Reply
from failmode.simulator.duo.admin.query import log_query, number


class Reports:
    """Calls about what has happened.

    Args:
        office: what they work with.
    """

    def __init__(self, office: AdminContext) -> None:
        self._office = office

    def authentication_v2(self, call: Call) -> Reply:
        """GET /admin/v2/logs/authentication."""
        return Reply(schemas.log_v2(self._office.log.page(log_query(call.params))))

    def authentication_v1(self, call: Call) -> Reply:
        """GET /admin/v1/logs/authentication; times in seconds."""
        shown = self._office.log.since(
            number(call.params, "mintime") or 0, number(call.params, "maxtime"), V1_LOG_LIMIT
        )
        return Reply([schemas.entry_v1(one) for one in shown])

    def administrator(self, call: Call) -> Reply:
        """GET /admin/v1/logs/administrator; times in seconds."""
        done = self._office.done.since(number(call.params, "mintime") or 0, V1_LOG_LIMIT)
        return Reply([schemas.action(one) for one in done])

    def summary(self, _call: Call) -> Reply:
        """GET /admin/v1/info/summary; the simulated account has no administrators, no credits."""
        return Reply(
            {
                "admin_count": 0,
                "integration_count": len(self._office.service.integrations()),
                "telephony_credits_remaining": 0,
                "user_count": len(self._office.service.users()),
            }
        )

    def attempts(self, call: Call) -> Reply:
        """GET /admin/v1/info/authentication_attempts."""
        return self._counted(call, per_user=False)

    def user_attempts(self, call: Call) -> Reply:
        """GET /admin/v1/info/user_authentication_attempts."""
        return self._counted(call, per_user=True)

    def _counted(self, call: Call, *, per_user: bool) -> Reply:
        now = self._office.service.time()
        mintime, maxtime = number(call.params, "mintime"), number(call.params, "maxtime")
        counts = self._office.log.attempts(
            now - ATTEMPTS_SECONDS if mintime is None else mintime,
            now + 1 if maxtime is None else maxtime,
            per_user=per_user,
        )
        return Reply({word: counts[result] for result, word in schemas.V1_WORDS.items()})
