"""How an edge and worker processes write requests and answers to each other.

Everything stands in the body of a plain HTTP exchange: a head in JSON behind its length, then the
body as it is. So no header of a client can be taken for one of ours, and nothing is parsed twice.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.identify import Identified
from failmode.terms import Stage

ANSWERED = HTTPStatus.OK
"""Status of what a worker sends: an answer, by `write_answer`."""

FAILED = HTTPStatus.INTERNAL_SERVER_ERROR
"""Status of what a worker sends: why there is none, by `write_failure`."""

REPLACED = HTTPStatus.CONFLICT
"""Status of what a worker sends: nothing, because the request's rows were replaced meanwhile."""

_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker process answers.

    Attributes:
        response: the application's answer.
        identified: what the request was about; None where the worker does not know.
        worker: id of the process.
    """

    response: Response
    identified: Identified | None
    worker: int


def write_call(call: ApplicationCall) -> bytes:
    """Write a call for a worker."""
    request = call.request
    head = [request.method, request.target, request.version, request.headers]
    return _write([*head, call.client, call.skew_seconds], request.body)


def read_call(data: bytes) -> ApplicationCall:
    """Read what `write_call` wrote.

    Raises:
        ValueError: for anything else.
    """
    (method, target, version, headers, client, skew_seconds), body = _read(data, 6)
    pairs = tuple((name, value) for name, value in headers)
    return ApplicationCall(Request(method, target, version, pairs, body), client, skew_seconds)


def write_answer(answered: WorkerAnswer) -> bytes:
    """Write an answer for the edge."""
    response, about = answered.response, answered.identified
    named = None if about is None else [about.operation, about.stage, about.user]
    return _write([response.status, response.headers, named, answered.worker], response.body)


def read_answer(data: bytes) -> WorkerAnswer:
    """Read what `write_answer` wrote.

    Raises:
        ValueError: for anything else.
    """
    (status, headers, about, worker), body = _read(data, 4)
    response = Response(status, tuple((name, value) for name, value in headers), body)
    return WorkerAnswer(response, None if about is None else _identified(*about), worker)


def write_failure(reason: str, remedy: str) -> bytes:
    """Write for the edge why there is no answer, and what to do about it."""
    return json.dumps([reason, remedy]).encode("ascii")


def read_failure(data: bytes) -> tuple[str, str]:
    """Read what `write_failure` wrote.

    Raises:
        ValueError: for anything else.
    """
    read = json.loads(data)
    if not isinstance(read, list) or [type(one) for one in read] != [str, str]:
        raise ValueError("the failure is not what the other side writes")
    reason, remedy = read
    return reason, remedy


def _identified(operation: str, stage: str | None, user: str | None) -> Identified:
    return Identified(operation, None if stage is None else Stage(stage), user)


def _write(head: list[Any], body: bytes) -> bytes:
    encoded = json.dumps(head, separators=(",", ":")).encode("ascii")
    return b"".join((_LENGTH.pack(len(encoded)), encoded, body))


def _read(data: bytes, parts: int) -> tuple[list[Any], bytes]:
    if len(data) < _LENGTH.size:
        raise ValueError(f"{len(data)} bytes are no envelope")
    end = _LENGTH.size + int(_LENGTH.unpack_from(data)[0])
    head = json.loads(data[_LENGTH.size : end])
    if len(data) < end or not isinstance(head, list) or len(head) != parts:
        raise ValueError("the envelope's head is not what the other side writes")
    return head, data[end:]
