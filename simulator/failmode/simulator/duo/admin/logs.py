"""The logs of telephony, activity, offline enrolment and Trust Monitor.

Sources of their shapes: `get_telephony_log`, `get_activity_logs`, `get_offline_log` and
`get_trust_monitor_events_by_offset` of `duo_client/admin.py`.
"""

from __future__ import annotations

import json
import uuid

from failmode.simulator.duo.admin import schemas
from failmode.simulator.duo.admin.administrator_log import AdminLogEntry
from failmode.simulator.duo.admin.assumptions import (
    ACTIVITY_ACCESS_DEVICE,
    ACTIVITY_ACCOUNT_KEY,
    ACTIVITY_ACTOR_KEY,
    ACTIVITY_ACTOR_TYPE,
    ACTIVITY_APPLICATION,
    ACTIVITY_TARGET_KEY,
    ATTEMPTS_SECONDS,
    CREDITS,
    V1_LOG_LIMIT,
)
from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import reading
from failmode.simulator.duo.admin.log_page import LogPage, Position, page_of
from failmode.simulator.duo.admin.query import log_times, plain_log_query
from failmode.simulator.duo.admin.schemas import Object
from failmode.simulator.duo.admin.telephony_log import TelephonyEntry
from failmode.simulator.duo.admin.words import CallKind, Permission
from failmode.simulator.duo.auth.log_entries import milliseconds
from failmode.simulator.duo.endpoint import DuoOperation

_EVERYTHING = 2**31


def telephony_log_v1(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/logs/telephony; times in seconds."""
    mintime = call.params.number("mintime") or 0
    found = [one for one in admin.telephony_log.all() if one.time >= mintime]
    found.sort(key=_telephony_position)
    return Reply([_telephony_v1(one) for one in found[:V1_LOG_LIMIT]])


def telephony_log_v2(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/logs/telephony."""
    query = plain_log_query(call.params, admin.cloud.clock.now())
    page = page_of(admin.telephony_log.all(), query, _telephony_position)
    return Reply(_items(page, [_telephony_v2(one) for one in page.entries]))


def activity_log(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v2/logs/activity: what was done through the Admin API."""
    query = plain_log_query(call.params, admin.cloud.clock.now())
    entries = admin.administrator_log.since(0, _EVERYTHING)
    page = page_of(entries, query, _activity_position)
    return Reply(_items(page, [_activity(one) for one in page.entries]))


def offline_enrollment_log(_admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/logs/offline_enrollment; nobody is enrolled for offline access here."""
    call.params.number("mintime")
    return Reply([])


def trust_monitor_events(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/trust_monitor/events; the simulated cloud distrusts nobody.

    Its offset is given back by clients as it was: none is given out.
    """
    log_times(call.params, admin.cloud.clock.now())
    call.params.number("limit", minimum=1)
    return Reply({"events": [], "metadata": {}})


def telephony_credits_used(admin: AdminContext, call: AdminCall) -> Reply:
    """GET /admin/v1/info/telephony_credits_used; times in seconds."""
    now = admin.cloud.clock.now()
    mintime, maxtime = call.params.number("mintime"), call.params.number("maxtime")
    since = now - ATTEMPTS_SECONDS if mintime is None else mintime
    until = now if maxtime is None else maxtime
    used = sum(CREDITS for one in admin.telephony_log.all() if since <= one.time <= until)
    return Reply({"telephony_credits_used": used})


def _telephony_position(entry: TelephonyEntry) -> Position:
    return entry.position


def _activity_position(entry: AdminLogEntry) -> Position:
    return milliseconds(entry.time), _activity_id(entry)


def _activity_id(entry: AdminLogEntry) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"activity {entry.entry_id}"))


def _items(page: LogPage[TelephonyEntry] | LogPage[AdminLogEntry], items: list[Object]) -> Object:
    following = page.next_offset
    return {
        "items": items,
        "metadata": {
            "next_offset": f"{following[0]},{following[1]}" if following else None,
            "total_objects": {"relation": "eq", "value": page.total},
        },
    }


def _telephony_v1(entry: TelephonyEntry) -> Object:
    return {
        "context": entry.context,
        "credits": CREDITS,
        "isotimestamp": schemas.isotimestamp(entry.time),
        "phone": entry.phone,
        "timestamp": int(entry.time),
        "type": entry.type,
    }


def _telephony_v2(entry: TelephonyEntry) -> Object:
    return {
        "context": entry.context,
        "credits": CREDITS,
        "phone": entry.phone,
        "telephony_id": entry.telephony_id,
        "ts": schemas.isotimestamp(entry.time),
        "txid": entry.txid,
        "type": entry.type,
    }


def _activity(entry: AdminLogEntry) -> Object:
    details = json.dumps({"name": entry.username})
    return {
        "access_device": ACTIVITY_ACCESS_DEVICE,
        "action": entry.action,
        "activity_id": _activity_id(entry),
        "actor": {
            "details": details,
            "key": ACTIVITY_ACTOR_KEY,
            "name": entry.username,
            "type": ACTIVITY_ACTOR_TYPE,
        },
        "akey": ACTIVITY_ACCOUNT_KEY,
        "application": ACTIVITY_APPLICATION,
        "target": {
            "details": entry.description,
            "key": ACTIVITY_TARGET_KEY,
            "name": entry.object,
            "type": entry.action.rpartition("_")[0],
        },
        "ts": schemas.isotimestamp(entry.time),
    }


_LOG = Permission.READ_LOG

OPERATIONS: tuple[DuoOperation, ...] = (
    reading("/admin/v1/logs/telephony", _LOG, telephony_log_v1, CallKind.TELEPHONY_LOG),
    reading("/admin/v2/logs/telephony", _LOG, telephony_log_v2, CallKind.TELEPHONY_LOG),
    reading("/admin/v2/logs/activity", _LOG, activity_log, None),
    reading("/admin/v1/logs/offline_enrollment", _LOG, offline_enrollment_log, None),
    reading("/admin/v1/trust_monitor/events", _LOG, trust_monitor_events, None),
    reading("/admin/v1/info/telephony_credits_used", Permission.INFO, telephony_credits_used),
)
