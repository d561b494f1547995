"""What stands behind an operation of the control API: what it takes, does and answers.

Routes, names, the OpenAPI document and the check of the client all come from these objects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import ConflictError
from failmode.simulator.control.schemas import JsonObject, Schema
from failmode.simulator.errors import RowsReplacedError
from failmode.simulator.http_api.operation import Operation


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """One checked request.

    Attributes:
        path: the path's variable parts by name, converted.
        query: the query parameters that were given, converted.
        body: the decoded body; empty where the operation takes none.
        headers: the request headers that the operation reads and that were given, converted.
    """

    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: JsonObject
    headers: Mapping[str, Any] = field(default_factory=dict)


Handler = Callable[[SimulatorController, ControlRequest], Any]
"""Does the operation; returns the JSON answer, None for an empty one, or, where the media type is
not JSON, pieces of bytes."""

JSON = "application/json"
"""Media type of most answers."""


@dataclass(frozen=True, slots=True)
class ControlEndpoint:
    """What answers an operation.

    Attributes:
        tag: the topic under which it is listed.
        handler: does it.
        response: schema of the body of the answer; None when there is no body (status 204).
        status: HTTP status of success.
        body: schema of the request's body; None when it takes none.
        query: schemas of the query parameters, all optional.
        parameters: schemas of the path's variable parts, by name.
        refusals: HTTP statuses of refusals beyond those that any operation may have.
        headers: schemas of the request headers that it reads, all optional.
        media_type: of the answer; anything but JSON is sent as the handler's pieces of bytes.
    """

    tag: str
    handler: Handler
    response: Schema | None = None
    status: int = 200
    body: Schema | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)
    parameters: Mapping[str, Schema] = field(default_factory=dict)
    refusals: tuple[int, ...] = ()
    headers: Mapping[str, Schema] = field(default_factory=dict)
    media_type: str = JSON

    def __post_init__(self) -> None:
        taken = {**self.parameters, **self.query, **self.headers}
        if self.body is not None:
            taken["body"] = self.body
        for name, schema in taken.items():
            for number in schema.unbounded(name):
                raise ValueError(f"{number} has no smallest or no largest number")

    def answer(self, controller: SimulatorController, request: ControlRequest) -> Any:
        """Do the operation; see `Handler`.

        Raises:
            ControlError: when it is refused.
        """
        try:
            return self.handler(controller, request)
        except RowsReplacedError as error:
            raise ConflictError(error.what, error.remedy) from error

    @property
    def members(self) -> Mapping[str, Schema]:
        """Schemas of the body's members, by name; none where it takes no body."""
        return {} if self.body is None or self.body.members is None else self.body.members


ControlOperation = Operation[ControlEndpoint]
"""An operation of the control API; its path is an OpenAPI path template."""
