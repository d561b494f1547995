"""Whoever adds an operation declares it in one place; all else that knows it follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from failmode.simulator.control import application as control
from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import DOCUMENT_PATH
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.openapi import with_description
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.control.schemas import JsonObject, count, integer, obj
from failmode.simulator.dashboard.operations import Operations
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.http_api.router import Router
from failmode.simulator.ninjaone import application as ninjaone
from failmode.simulator.ninjaone.operation import JsonValue, read_operation
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.simulator.runtime import Simulator
from tests.simulator.control.client_calls import without_method
from tests.simulator.environs import environ
from tests.simulator.ninjaone.tenant import open_tenant


def _double(_: SimulatorController, request: ControlRequest) -> JsonObject:
    return {"doubled": 2 * request.path["number"] + request.body["more"]}


DOUBLE: ControlOperation = Operation(
    "POST",
    "/_sim/toys/{number}",
    "doubleToy",
    ControlEndpoint(
        "toys",
        _double,
        obj({"doubled": integer()}),
        body=obj({"more": count()}),
        parameters={"number": count("How many there are.")},
    ),
    summary="Double the toys.",
)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


def test_an_operation_of_the_control_api_is_declared_once(simulator: Simulator) -> None:
    operations = with_description((*OPERATIONS[1:], DOUBLE))
    router = Router(operations)
    guard = ControlGuard("127.0.0.1")
    client = Client(control.create_app(simulator.control, guard, router))

    # Its route, with what it takes checked,
    assert client.post("/_sim/toys/20", json={"more": 2}).get_json() == {"doubled": 42}
    refused = client.post("/_sim/toys/20", json={"more": "2"}).get_json()
    assert "more is " in refused["error"]["message"]
    # its name for fault rules and the journal,
    named = router.identifier()(environ("POST", "/_sim/toys/20"))
    assert named.operation == "doubleToy"
    # its description,
    described = client.get(DOCUMENT_PATH).get_json()["paths"]["/_sim/toys/{number}"]["post"]
    assert (described["operationId"], described["summary"]) == ("doubleToy", "Double the toys.")
    # its form on the dashboard,
    forms = Operations(simulator.control, operations)
    assert forms.submit("doubleToy", {"number": "1", "more": "1"}) == {"doubled": 3}
    # and the demand for a method of the client.
    assert without_method(OPERATIONS) == set()
    assert without_method(operations) == {"doubleToy"}


def test_an_operation_of_ninjaone_is_declared_once() -> None:
    def count(_: Transaction, request: ApiRequest) -> JsonValue:
        return {"toys": request.variable_id("room_id")}

    router = Router([read_operation("/room/{room_id:int32}/toys", "toys-count", count)])

    with open_tenant() as tenant:
        client = Client(ninjaone.create_app(tenant.ninjaone, router))
        trusted = {"Authorization": f"Bearer {tenant.token}"}
        for path in ("/v2/room/7/toys", "/api/v2/room/7/toys"):
            # Its routes, with the authorization that reading needs,
            assert client.get(path, headers=trusted).get_json() == {"toys": 7}
            unknown = {"Authorization": "Bearer unknown"}
            assert client.get(path, headers=unknown).status_code == 401
            # and its name for fault rules and the journal.
            assert router.identifier()(environ("GET", path)).operation == "toys-count"
