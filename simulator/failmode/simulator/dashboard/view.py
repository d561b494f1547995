"""What the dashboard shows, from the control API's answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import parse_qsl

from failmode.simulator.control.schemas import JsonObject
from failmode.simulator.dashboard.fleet import FleetView
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.dashboard.proxy import ProxyView, joined_proxies
from failmode.simulator.dashboard.times import date_and_time, time_of_day
from failmode.simulator.edge.faults.answers import StatusFault
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.fault import Fault, Level
from failmode.simulator.logins.clients import (
    PROXY_PROTOCOLS,
    client_default_failmodes,
    client_words,
)
from failmode.simulator.logins.requests import DEFAULT_DEADLINE_SECONDS, DEFAULT_TIMEOUT_SECONDS
from failmode.terms import Stage, Vendor, Verdict

VENDORS = {vendor.value: vendor.spelling for vendor in Vendor}
"""The vendors whose traffic can be made to fail, in words."""

REQUESTS_SHOWN = 50
"""The newest requests on the page; the journal has more."""

_GROUPS = ("Before TLS", "TLS handshake", "HTTP status", "The answer")
_EVERY = {
    Level.RESOLVER: "every look-up by simulated machines",
    Level.SOCKET: "every connection",
    Level.TLS: "every connection",
    Level.HTTP: "every request",
}
_VERDICT_SIGNS = {
    Verdict.ALLOWED: "\N{CHECK MARK}",
    Verdict.FAILED_OPEN: "\N{WARNING SIGN}",
    Verdict.DENIED: "\N{MULTIPLICATION X}",
    Verdict.HUNG: "\N{HORIZONTAL ELLIPSIS}",
}


@dataclass(frozen=True, slots=True)
class FaultScope:
    """Which requests the faults on the page act on.

    Attributes:
        vendor: whose traffic.
        stage: which stage of a login; "" for every request.
    """

    vendor: str
    stage: str

    @classmethod
    def of(cls, vendor: str, stage: str) -> FaultScope:
        """Return the scope that is asked for, or the nearest one that there is."""
        scope = cls(vendor if vendor in VENDORS else Vendor.DUO, stage)
        known = scope.has_stages and stage in {one.value for one in Stage}
        return scope if known else cls(scope.vendor, "")

    @property
    def has_stages(self) -> bool:
        """Whether the vendor's operations belong to stages of a login."""
        return self.vendor == Vendor.DUO


@dataclass(frozen=True, slots=True)
class FaultToggle:
    """One fault that a button puts in force or removes.

    Attributes:
        fault: its name.
        summary: what a client meets, in one line.
        rule_id: the rule that makes it, or "" while it is off.
    """

    fault: str
    summary: str
    rule_id: str


@dataclass(frozen=True, slots=True)
class View:
    """Everything on the page."""

    info: JsonObject
    users: list[JsonObject]
    pushes: list[JsonObject]
    faults: list[JsonObject]
    alarms: list[str]
    profiles: list[JsonObject]
    exchanges: list[JsonObject]
    journal: JsonObject
    clock: JsonObject
    scope: FaultScope
    groups: list[tuple[str, list[FaultToggle]]]
    fleet: FleetView
    proxy: ProxyView | None
    joined: tuple[str, ...]

    vendors: ClassVar[Mapping[str, str]] = VENDORS
    stages: ClassVar[tuple[str, ...]] = tuple(stage.value for stage in Stage)
    clients: ClassVar[Mapping[str, str]] = client_words()
    default_failmodes: ClassVar[Mapping[str, str]] = client_default_failmodes()
    proxy_clients: ClassVar[Mapping[str, str]] = {
        name: protocol.lower() for name, protocol in PROXY_PROTOCOLS.items()
    }
    timeout_seconds: ClassVar[float] = DEFAULT_TIMEOUT_SECONDS
    deadline_seconds: ClassVar[float] = DEFAULT_DEADLINE_SECONDS
    signs: ClassVar[Mapping[Verdict, str]] = _VERDICT_SIGNS

    @classmethod
    def of(cls, operations: Operations, scope: FaultScope) -> View:
        """Return what there is to see now."""
        users = operations.read("listUsers")["users"]
        clock = operations.read("getClock")
        faults = operations.read("listFaults")["faults"]
        journal = operations.read("getJournal", newest=REQUESTS_SHOWN)
        connections = operations.read("getProxyConnections")
        shown = [_fault(one, clock["now"]) for one in faults]
        names = {one["device"]: one for user in users for one in user["devices"]}
        return cls(
            info=operations.read("getInfo"),
            users=users,
            pushes=[
                _push(push, names, clock["now"]) for push in operations.read("listPushes")["pushes"]
            ],
            faults=shown,
            alarms=_alarms(shown),
            profiles=operations.read("listProfiles")["profiles"],
            exchanges=[_exchange(one) for one in reversed(journal["exchanges"])],
            journal=journal,
            clock={**clock, "time": date_and_time(clock["now"])},
            scope=scope,
            groups=_groups(scope, faults),
            fleet=FleetView.of(operations),
            proxy=ProxyView.of(operations, connections),
            joined=joined_proxies(connections),
        )


def _groups(scope: FaultScope, faults: list[JsonObject]) -> list[tuple[str, list[FaultToggle]]]:
    on = {
        one["fault"]: one["id"]
        for one in reversed(faults)
        if one.get("fault")
        and one["vendor"] == scope.vendor
        and (one.get("stage") or "") == scope.stage
        and not one.get("user")
        and not one.get("operation")
    }
    groups: dict[str, list[FaultToggle]] = {title: [] for title in _GROUPS}
    for kind in fault_catalogue():
        toggle = FaultToggle(kind.name, kind.summary, on.get(kind.name, ""))
        groups[_group(kind)].append(toggle)
    return list(groups.items())


def _group(kind: type[Fault]) -> str:
    if kind.level is Level.TLS:
        return "TLS handshake"
    if kind.level.is_before_requests:
        return "Before TLS"
    return "HTTP status" if issubclass(kind, StatusFault) else "The answer"


def _fault(one: JsonObject, now: float) -> JsonObject:
    """Put a rule in words: `what` it does, `where` it acts, its `state`, and if it is over."""
    where: list[str] = [VENDORS.get(one["vendor"], str(one["vendor"]))]
    name = one.get("fault")
    every = "every request" if not name else _EVERY[fault_catalogue().find(name).level]
    where.append(f"at {one['stage']}" if one.get("stage") else every)
    if one.get("operation"):
        where.append(f"operation {one['operation']}")
    if one.get("user"):
        where.append(f"user {one['user']}")
    over = one["exhausted"] or (one["ends"] is not None and one["ends"] <= now)
    return {
        **one,
        "what": _what(one),
        "where": ", ".join(where),
        "state": _state(one, now),
        "over": over,
    }


def _state(one: JsonObject, now: float) -> str:
    if one["exhausted"]:
        return "used up"
    if one["ends"] is not None and one["ends"] <= now:
        return "over"
    if one["begins"] is not None and one["begins"] > now:
        return f"begins in {math.ceil(one['begins'] - now)} s"
    if not one["armed"]:
        return "waits for the stage before"
    return "on" if one["ends"] is None else f"on, {math.ceil(one['ends'] - now)} s left"


def _alarms(faults: list[JsonObject]) -> list[str]:
    """Say what goes wrong now, in a few words each; the rules of a profile are one thing."""
    words = (
        f"profile {one['profile']}" if one["profile"] else f"{one['what']} ({one['where']})"
        for one in faults
        if not one["over"]
    )
    return list(dict.fromkeys(words))


def _what(one: JsonObject) -> str:
    parts = []
    if one.get("fault"):
        parts.append(str(one["fault"]))
    if one.get("answer"):
        parts.append(f"canned answer {one['answer'].get('status')}")
    if one.get("delay_seconds"):
        parts.append(f"delay {one['delay_seconds']:g} s")
    if one.get("probability") not in (None, 1):
        parts.append(f"probability {one['probability']:g}")
    if one.get("times"):
        parts.append(f"{one['times']} times{' a login' if one.get('per_login') else ''}")
    for key, parameter in fault_catalogue().parameters.items():
        if one.get(key) is not None:
            parts.append(parameter.phrase.format(one[key]))
    return ", ".join(parts)


def _push(push: JsonObject, devices: dict[str, JsonObject], now: float) -> JsonObject:
    device = devices.get(push["device"] or "", {})
    return {
        **push,
        "on": device.get("name") or device.get("number") or push["device"] or "no device",
        "left": max(0, math.ceil(push["expires"] - now)),
        "details": parse_qsl(push["pushinfo"] or "", keep_blank_values=True),
    }


def _exchange(one: JsonObject) -> JsonObject:
    return {
        **one,
        "at": time_of_day(one["time"]),
        "milliseconds": round(one["duration_seconds"] * 1000),
    }
