"""`/admin/v1/logs`, `/admin/v2/logs` and `/admin/v1/info`."""

from __future__ import annotations

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.assumptions import ATTEMPTS_SECONDS, V1_LOG_LIMIT
from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import reading
from failmode.simulator.duo.admin.query import log_query
from failmode.simulator.duo.admin.words import CallKind, Permission
from failmode.simulator.duo.endpoint import DuoOperation


def authentication_log_v2(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/logs/authentication."""
    now = admin.cloud.clock.now()
    return Reply(schemas.log_v2(admin.authentication_log.page(log_query(call.params, now))))


def authentication_log_v1(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/logs/authentication; times in seconds."""
    found = admin.authentication_log.since(
        call.params.number("mintime") or 0, call.params.number("maxtime"), V1_LOG_LIMIT
    )
    return Reply([schemas.entry_v1(one) for one in found])


def administrator_log(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/logs/administrator; times in seconds."""
    entries = admin.administrator_log.since(call.params.number("mintime") or 0, V1_LOG_LIMIT)
    return Reply([schemas.action(one) for one in entries])


def summary(admin: AdminContext, _call: AdminCall) -> Reply:
    """GET /admin/v1/info/summary; the simulated account has no credits."""
    return Reply(
        {
            "admin_count": len(admin.administrators.all()),
            "integration_count": len(admin.cloud.integrations.all()),
            "telephony_credits_remaining": 0,
            "user_count": len(admin.cloud.users.all()),
        }
    )


def authentication_attempts(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/info/authentication_attempts."""
    return _attempts_reply(admin, call, per_user=False)


def user_authentication_attempts(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/info/user_authentication_attempts."""
    return _attempts_reply(admin, call, per_user=True)


def _attempts_reply(admin: AdminContext, call: AdminCall, *, per_user: bool) -> Reply:
    now = int(admin.cloud.clock.now())
    mintime, maxtime = call.params.number("mintime"), call.params.number("maxtime")
    counts = admin.authentication_log.attempts(
        now - ATTEMPTS_SECONDS if mintime is None else mintime,
        now + 1 if maxtime is None else maxtime,
        per_user=per_user,
    )
    return Reply({word: counts[result] for result, word in schemas.V1_WORDS.items()})


OPERATIONS: tuple[DuoOperation, ...] = (
    reading(
        "/admin/v1/logs/authentication",
        Permission.READ_LOG,
        authentication_log_v1,
        CallKind.AUTHENTICATION_LOG,
    ),
    reading(
        "/admin/v2/logs/authentication",
        Permission.READ_LOG,
        authentication_log_v2,
        CallKind.AUTHENTICATION_LOG,
    ),
    reading(
        "/admin/v1/logs/administrator",
        Permission.READ_LOG,
        administrator_log,
        CallKind.ADMINISTRATOR_LOG,
    ),
    reading("/admin/v1/info/summary", Permission.INFO, summary),
    reading("/admin/v1/info/authentication_attempts", Permission.INFO, authentication_attempts),
    reading(
        "/admin/v1/info/user_authentication_attempts", Permission.INFO, user_authentication_attempts
    ),
)
