"""Calls every method of the control client, and tells what it sends for which operation."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

import httpx

from failmode.simulator.control.client import ControlClient
from failmode.simulator.control.operation import JSON, ControlEndpoint, ControlOperation
from failmode.simulator.control.operations import OPERATIONS
from failmode.simulator.control.schemas import JsonType, Schema
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.http_api.router import Match, Router

NO_OPERATIONS = {"close"}
GIVEN: dict[str, dict[str, Any]] = {
    "add_fault": {"rule": Rule(vendor="duo", fault=Reset())},
    "restore": {"snapshot": {"version": 2, "tables": {}}},
}
"""Arguments that stand for a whole body."""

METHODS = [
    name
    for name, member in vars(ControlClient).items()
    if inspect.isfunction(member) and not name.startswith("_") and name not in NO_OPERATIONS
]
"""The methods that stand for operations."""


@dataclasses.dataclass
class Sent:
    """What one call of the client sent, and for which operation."""

    match: Match[ControlEndpoint]
    request: httpx.Request

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the query."""
        return dict(self.request.url.params)

    @property
    def body(self) -> dict[str, Any]:
        """The members of the body."""
        return dict(json.loads(self.request.content)) if self.request.content else {}


@cache
def router_of(operations: tuple[ControlOperation, ...]) -> Router[ControlEndpoint]:
    """Return the router of these operations, made once."""
    return Router(operations)


@cache
def call(name: str, operations: tuple[ControlOperation, ...] = OPERATIONS) -> Sent:
    """Call a method of the client with every argument that it takes.

    Args:
        name: the method.
        operations: what the control API can do.
    """
    sent = []
    router = router_of(operations)

    def answer(request: httpx.Request) -> httpx.Response:
        match = router.match(request.method, request.url.path)
        sent.append(Sent(match, request))
        endpoint = match.operation.endpoint
        if endpoint.response is None:
            return httpx.Response(endpoint.status)
        if endpoint.media_type != JSON:
            return httpx.Response(endpoint.status, content=b"")
        return httpx.Response(endpoint.status, json=_sample_of_schema(endpoint.response))

    client = ControlClient("http://simulator.test", transport=httpx.MockTransport(answer))
    method = getattr(client, name)
    result = method(**{**arguments(method), **GIVEN.get(name, {})})
    if isinstance(result, Iterator):
        list(result)
    (only,) = sent
    return only


def arguments(method: Callable[..., object]) -> dict[str, Any]:
    """Return a value for every parameter, no two alike."""
    values: dict[str, Any] = {}
    numbers = itertools.count(1)
    for name, hint in get_type_hints(method).items():
        if name == "return":
            continue
        (members,) = get_args(hint) or (hint,) if _is_keywords(hint) else (None,)
        if members is None:
            values[name] = _sample_of_type(hint, next(numbers))
        else:
            for key, kind in get_type_hints(members).items():
                values[key] = _sample_of_type(kind, next(numbers))
    return values


def _is_keywords(hint: Any) -> bool:
    return any(is_typeddict(argument) for argument in get_args(hint))


def _sample_of_type(hint: Any, number: int) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return _sample_of_type(next(one for one in get_args(hint) if one is not NoneType), number)
    samples: dict[Any, Any] = {
        str: f"text {number}",
        int: number,
        float: number + 0.5,
        bool: True,
        object: f"text {number}",
        list: [f"text {number}"],
        dict: {"key": number},
        Rule: None,
    }
    return samples[get_origin(hint) or hint]


def _sample_of_schema(schema: Schema) -> Any:
    if schema.members is not None:
        return {name: _sample_of_schema(one) for name, one in schema.members.items()}
    samples = {
        JsonType.STRING: "text",
        JsonType.INTEGER: 1,
        JsonType.NUMBER: 1.5,
        JsonType.BOOLEAN: True,
        JsonType.OBJECT: {},
        JsonType.ARRAY: [],
        None: "anything",
    }
    return samples[schema.type]


def without_method(operations: tuple[ControlOperation, ...]) -> set[str]:
    """Return the operations for which the client has no method."""
    called = {call(name, operations).match.operation.name for name in METHODS}
    return {operation.name for operation in operations} - called
