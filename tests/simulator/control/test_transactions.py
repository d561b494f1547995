"""What the control API writes is written whole or not at all, whichever write of it fails."""

from __future__ import annotations

import copy
import operator
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.runtime import Simulator
from tests.simulator.control.world import full_snapshot

ELSEWHERE = {
    *("setClockOffset", "freezeClock", "advanceClock", "resumeClock"),
    *("addFault", "clearFaults", "deleteFault", "switchProfileOn", "switchProfileOff"),
    *("clearJournal", "openConsole", "endConsole"),
}
"""Operations that change one thing in this process's memory, and nothing in the database."""

OVER_THE_NETWORK = {
    *("deployDuo", "attemptDeviceLogin", "tryMatrix", "attemptLogin"),
    "runDirectorySync",
}
"""Operations that ask the vendors, whose answers are transactions of their own."""

PUSH = "7e5f0bd4-0000-4000-8000-000000000003"
CODE = "duo://abc"


@dataclass(frozen=True)
class Call:
    """A request that lets its operation write as much as it can.

    Attributes:
        path: where.
        body: what is sent; None for nothing.
    """

    path: str
    body: Mapping[str, Any] | None = None


CALLS: Mapping[str, Call] = {
    "reset": Call("/_sim/reset"),
    "seed": Call("/_sim/seed", {"seed": 5}),
    "createUser": Call(
        "/_sim/users",
        {
            "username": "zoe",
            "status": "bypass",
            "answer": "deny",
            "answer_after_seconds": 2,
            "phone": "+17345550199",
            "aliases": ["z1", "z2"],
            "password": "dummy",
        },
    ),
    "updateUser": Call(
        "/_sim/users/alice",
        {
            "status": "bypass",
            "answer": "deny",
            "answer_after_seconds": 2,
            "aliases": ["a1", "a2"],
            "password": "another",
        },
    ),
    "deleteUser": Call("/_sim/users/alice"),
    "approvePush": Call(f"/_sim/pushes/{PUSH}/approve", {}),
    "denyPush": Call(f"/_sim/pushes/{PUSH}/deny"),
    "reportFraud": Call(f"/_sim/pushes/{PUSH}/fraud"),
    "createIntegration": Call(
        "/_sim/integrations",
        {
            "name": "an application",
            "type": "websdk",
            "username_normalization": "none",
            "verified_push_digits": 4,
            "remembered_devices_seconds": 60,
            "rate_limit": {"requests": 5, "window_seconds": 10, "tells_retry_after": True},
        },
    ),
    "updateIntegration": Call(
        "/_sim/integrations/{ikey}",
        {
            "name": "another name",
            "skey": "x" * 40,
            "username_normalization": "none",
            "verified_push_digits": 4,
            "remembered_devices_seconds": 60,
            "rate_limit": {"requests": 5, "window_seconds": 10, "tells_retry_after": True},
        },
    ),
    "deleteIntegration": Call("/_sim/integrations/{ikey}"),
    "addPhone": Call(
        "/_sim/users/alice/phones",
        {"number": "+1", "name": "n", "platform": "Apple iOS", "capabilities": ["push", "sms"]},
    ),
    "addToken": Call("/_sim/users/alice/tokens", {"serial": "77", "kind": "hotp", "digits": 6}),
    "updateUserDevice": Call(
        "/_sim/users/{owner}/devices/{device}", {"answer": "deny", "answer_after_seconds": 3}
    ),
    "deleteUserDevice": Call("/_sim/users/{owner}/devices/{device}"),
    "pressDevice": Call("/_sim/users/{holder}/devices/{token}/passcode"),
    "addPasscodes": Call("/_sim/users/alice/passcodes", {"count": 3}),
    "addBypassCodes": Call("/_sim/users/{owner}/bypass-codes", {"count": 3}),
    "deleteBypassCode": Call("/_sim/bypass-codes/DBXXXXXXXXXXXXXXXXXX"),
    "createEnrollment": Call("/_sim/enrollments", {"username": "alice", "valid_secs": 60}),
    "activateEnrollment": Call(
        "/_sim/enrollments/activate",
        {"activation_code": CODE, "number": "+17345550198", "platform": "Apple iOS"},
    ),
    "createGroup": Call(
        "/_sim/groups",
        {"name": "New", "description": "d", "status": "bypass", "members": ["alice", "bob"]},
    ),
    "updateGroup": Call(
        "/_sim/groups/Staff",
        {"description": "d", "status": "bypass", "members": ["bob", "carol"]},
    ),
    "deleteGroup": Call("/_sim/groups/Staff"),
    "setCallLimits": Call("/_sim/call-limits", {"as_reported": True, "change": 3}),
    "setSsoSource": Call(
        "/_sim/sso/source",
        {
            "rikey": "RIOTHER",
            "servers": [{"hostname": "dc2.example.test", "port": 389}],
            "base_dns": ["dc=example,dc=test"],
        },
    ),
    "deleteSsoSource": Call("/_sim/sso/source"),
    "createOrganization": Call("/_sim/organizations", {"name": "New", "locations": ["A", "B"]}),
    "createDevice": Call(
        "/_sim/devices",
        {"system_name": "NEW", "node_class": "WINDOWS_SERVER", "organization_id": "{empty}"},
    ),
    "createField": Call(
        "/_sim/fields", {"name": "new", "options": ["A", "B"], "scopes": ["NODE"], "default": "A"}
    ),
    "deleteField": Call("/_sim/fields/failopen"),
    "setSwitches": Call(
        "/_sim/switches",
        {
            "duo": {"sms_batch_size": 7, "totp_window": 3},
            "ninjaone": {"dropdown_get": "label"},
        },
    ),
    "setConsoleValue": Call("/_sim/console/values/NODE/1/remark", {"value": "new"}),
    "performInConsole": Call(
        "/_sim/console/sessions/{session}/actions", {"action": "click", "target": "Create"}
    ),
    "restoreSnapshot": Call("/_sim/restore"),
}
"""A request for each operation that writes; names in braces are `World.names`."""

CONSOLE_STEPS = (
    ("navigate", "Administration > Devices > Global Custom Fields", None),
    ("click", "Add", None),
    ("click", "Field", None),
    ("set", "Custom Field Type", "Drop-down"),
    ("click", "Continue", None),
    ("set", "Label", "Made in the console"),
    ("set", "Definition Scope", "Organization"),
    ("click", "Next", None),
    ("set", "Technician", "Editable"),
    ("set", "Automation", "Read/Write"),
    ("set", "API", "Read/Write"),
    ("click", "Next", None),
    ("click", "Next", None),
    ("add option", "A", None),
    ("add option", "B", None),
)
"""What a technician does before the button that creates a field."""


class World:
    """A simulator with a row in every table, faults, a moved clock, and Duo on a computer.

    Args:
        simulator: a running simulator.

    Attributes:
        http: a client of its control API.
        names: what stands for the names in braces of `CALLS`.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self.http = httpx.Client(
            base_url=simulator.addresses.control.url, trust_env=False, timeout=60
        )
        self._rows = self._filled()
        tables = self._rows["tables"]
        users = {one["user_id"]: one["username"] for one in tables["duo_users"]}
        devices = tables["duo_devices"]
        token = tables["duo_otps"][0]["device"]
        owners = {one["device"]: users[one["user_id"]] for one in devices}
        self.names: dict[str, Any] = {
            "owner": owners[devices[0]["device"]],
            "device": devices[0]["device"],
            "token": token,
            "holder": owners[token],
            "ikey": tables["duo_integrations"][0]["ikey"],
            "empty": next(
                one["id"] for one in tables["ninjaone_organizations"] if one["name"] == "Empty"
            ),
        }

    def _filled(self) -> dict[str, Any]:
        self._simulator.reset()
        self.ok("POST", "/_sim/organizations", {"name": "Empty"})
        rows = full_snapshot(self._simulator)
        (push,) = rows["tables"]["duo_transactions"]
        push |= {"created": time.time(), "expires": time.time() + 10_000, "answer": "ignore"}
        push |= {"decision": None, "decided": None, "outcome": None, "delivered": 0}
        return rows

    def ok(self, method: str, path: str, body: object = None) -> Any:
        """Make a request that is answered well."""
        answer = self.http.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def begin(self) -> None:
        """Bring everything back to the beginning."""
        self._simulator.reset()
        self.ok("POST", "/_sim/restore", self._rows)
        self.ok("POST", "/_sim/devices/1/deployment", {"field": "failopen"})
        self.ok("POST", "/_sim/faults", {"vendor": "duo", "fault": "http-503", "times": 3})
        self.ok("PUT", "/_sim/profiles/brownout")
        self.ok("POST", "/_sim/clock/freeze", {})
        self.names["session"] = self.ok("POST", "/_sim/console/sessions")["session"]
        actions = f"/_sim/console/sessions/{self.names['session']}/actions"
        for action, target, value in CONSOLE_STEPS:
            self.ok("POST", actions, {"action": action, "target": target, "value": value})

    def state(self) -> dict[str, Any]:
        """Return all that there is."""
        paths = (
            *("snapshot", "faults", "profiles", "clock", "switches", "call-limits", "journal"),
            *("devices", "info", "pushes", "users", "fields"),
            f"console/sessions/{self.names['session']}",
        )
        return {path: self.ok("GET", f"/_sim/{path}") for path in paths}

    def send(self, name: str) -> httpx.Response:
        """Make the request of an operation."""
        operation = next(one for one in OPERATIONS if one.name == name)
        call = CALLS[name]
        body = None if call.body is None else dict(call.body)
        if name == "restoreSnapshot":
            body = copy.deepcopy(self._rows)
            del body["tables"]["duo_transactions"]
        if body is not None and body.get("organization_id") is not None:
            body["organization_id"] = self.names["empty"]
        return self.http.request(operation.method, call.path.format(**self.names), json=body)

    @contextmanager
    def failing(self, fails: Callable[[int], bool]) -> Iterator[list[str]]:
        """Let writes to the database fail.

        Args:
            fails: whether the write of this number does, from 1; the commit of writes is one too.

        Returns:
            the writes so far.
        """
        writes: list[str] = []

        def count(statement: str) -> None:
            writes.append(statement)
            if fails(len(writes)):
                raise OperationalError(statement, None, OSError("no space left on device"))

        def execute(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith(("INSERT", "UPDATE", "DELETE")):
                count(statement)

        def commit(_c: object) -> None:
            # What only reads is committed too.
            if writes and writes[-1] != "COMMIT":
                count("COMMIT")

        engine = self._simulator.control.store.engine
        event.listen(engine, "before_cursor_execute", execute)
        event.listen(engine, "commit", commit)
        try:
            yield writes
        finally:
            event.remove(engine, "before_cursor_execute", execute)
            event.remove(engine, "commit", commit)


@pytest.fixture(scope="module")
def world(running: Simulator) -> Iterator[World]:
    world = World(running)
    yield world
    world.http.close()


def some(count: int) -> tuple[int, ...]:
    """Choose which of so many writes are to fail: the last ones, the first ones, one between."""
    return tuple(sorted({1, 2, count // 2, count - 2, count - 1, count} & set(range(1, count + 1))))


def test_there_is_a_request_for_every_operation_that_writes() -> None:
    writing = {operation.name for operation in OPERATIONS if operation.method != "GET"}

    assert writing == set(CALLS) | ELSEWHERE | OVER_THE_NETWORK


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_whose_last_write_fails_has_changed_nothing(world: World, name: str) -> None:
    world.begin()
    with world.failing(lambda _: False) as writes:
        assert world.send(name).is_success
    # What is one transaction is committed once, at its end.
    assert writes.index("COMMIT") == len(writes) - 1
    for number in some(len(writes)):
        world.begin()
        before = world.state()
        with world.failing(partial(operator.eq, number)):
            assert world.send(name).status_code == 500
        assert world.state() == before, (number, writes[number - 1])
        # It can be done afterwards.
        assert world.send(name).is_success
