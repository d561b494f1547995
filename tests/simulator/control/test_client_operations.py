"""The control client has a method for each operation, and sends all that the operation takes."""

from __future__ import annotations

import dataclasses
import json

import pytest

from failmode.simulator.control.client import ControlClient
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.control.schemas import Schema
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.rule import Rule
from tests.simulator.control.client_calls import GIVEN, METHODS, arguments, call


def text_of(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def of_any_value(schema: Schema) -> Schema:
    """Return the schema without limits to its values, which are checked elsewhere."""
    members = schema.members and {name: of_any_value(one) for name, one in schema.members.items()}
    return dataclasses.replace(
        schema, choices=(), minimum=None, maximum=None, members=members, item=None
    )


def test_every_operation_has_one_method_and_every_method_one_operation() -> None:
    called = [call(name).match.operation.name for name in METHODS]

    assert sorted(called) == sorted(operation.name for operation in OPERATIONS)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_sends_all_that_its_operation_takes(name: str) -> None:
    sent = call(name)

    endpoint = sent.match.operation.endpoint
    assert set(sent.match.variables) == set(endpoint.parameters)
    assert set(sent.query) == set(endpoint.query)
    assert {header.lower() for header in endpoint.headers} <= set(sent.request.headers)
    if name in GIVEN:
        return
    members = dict(endpoint.members)
    assert set(sent.body) == set(members)
    if endpoint.body is not None:
        schema = dataclasses.replace(of_any_value(endpoint.body), members=None)
        schema.check(sent.body, "body")
        for member, value in sent.body.items():
            if members[member].members is None:
                of_any_value(members[member]).check(value, member)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_sends_every_argument(name: str) -> None:
    given = {} if name in GIVEN else arguments(getattr(ControlClient, name))
    sent = call(name)

    values = [*sent.match.variables.values(), *sent.query.values(), *sent.body.values()]
    values += sent.request.headers.values()
    texts = {
        json.dumps(value) if isinstance(value, dict | list) else str(value) for value in values
    }
    for argument, value in given.items():
        text = json.dumps(value) if isinstance(value, dict | list) else str(value)
        assert {text, text.lower()} & texts, argument


def test_a_rule_carries_all_that_a_fault_can_be_given() -> None:
    add = next(operation for operation in OPERATIONS if operation.name == "addFault")

    carried = {field.name for field in dataclasses.fields(Rule)} | set(fault_catalogue().parameters)
    assert carried == set(add.endpoint.members)
