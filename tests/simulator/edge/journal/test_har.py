"""The journal as HAR 1.2: every field that the format requires, faults marked, no secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openapi_schema_validator import OAS31Validator

from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.tls import TlsUntrusted
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.har import archive
from failmode.simulator.edge.journal.journal import Journal, Message
from failmode.simulator.network import Unreachable
from tests.simulator.edge.stack import HOST, VENDOR, EdgeStack, edge_stack

_TEXT = {"type": "string"}
_SIZE = {"type": "integer", "minimum": -1}
_PAIRS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "value"],
        "properties": {"name": _TEXT, "value": _TEXT, "comment": _TEXT},
        "additionalProperties": False,
    },
}


def _object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give an object of HAR: what it must have, what it may have, and keys of its own with `_`."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {}), "comment": _TEXT},
        "patternProperties": {"^_": True},
        "additionalProperties": False,
    }


_MESSAGE = {
    "httpVersion": _TEXT,
    "cookies": {"type": "array"},
    "headers": _PAIRS,
    "headersSize": _SIZE,
    "bodySize": _SIZE,
}
# As http://www.softwareishard.com/blog/har-12-spec/ lists the fields.
HAR = _object(
    {
        "log": _object(
            {
                "version": {"const": "1.2"},
                "creator": _object({"name": _TEXT, "version": _TEXT}),
                "entries": {
                    "type": "array",
                    "items": _object(
                        {
                            "startedDateTime": {"type": "string", "format": "date-time"},
                            "time": {"type": "number", "minimum": 0},
                            "request": _object(
                                {
                                    "method": {"type": "string", "minLength": 1},
                                    "url": {"type": "string", "pattern": "^https://"},
                                    "queryString": _PAIRS,
                                    **_MESSAGE,
                                },
                                {
                                    "postData": _object(
                                        {"mimeType": _TEXT, "params": _PAIRS, "text": _TEXT}
                                    )
                                },
                            ),
                            "response": _object(
                                {
                                    "status": {"type": "integer"},
                                    "statusText": _TEXT,
                                    "content": _object(
                                        {
                                            "size": {"type": "integer", "minimum": 0},
                                            "mimeType": _TEXT,
                                        },
                                        {"text": _TEXT, "encoding": _TEXT},
                                    ),
                                    "redirectURL": _TEXT,
                                    **_MESSAGE,
                                }
                            ),
                            "cache": _object({}),
                            "timings": _object(
                                {
                                    "send": {"type": "number", "minimum": 0},
                                    "wait": {"type": "number", "minimum": 0},
                                    "receive": {"type": "number", "minimum": 0},
                                }
                            ),
                        },
                        {"serverIPAddress": _TEXT, "connection": _TEXT, "pageref": _TEXT},
                    ),
                },
            },
            {"pages": {"type": "array"}, "browser": _object({"name": _TEXT, "version": _TEXT})},
        )
    }
)


def har(journal: Journal) -> dict[str, Any]:
    """Give the archive of a journal as a reader gets it, checked against the format."""
    shape: dict[str, Any] = json.loads(json.dumps(archive(journal.query(), {VENDOR: HOST}, "1")))
    OAS31Validator(HAR).validate(shape)
    log: dict[str, Any] = shape["log"]
    return log


@pytest.fixture(scope="module")
def running() -> Iterator[EdgeStack]:
    with edge_stack() as edge:
        yield edge


@pytest.fixture
def edge(running: EdgeStack) -> EdgeStack:
    running.rules.clear()
    running.journal.clear()
    return running


def test_an_exchange_is_an_entry_with_its_time_request_and_answer(edge: EdgeStack) -> None:
    edge.clock.freeze(1_777_888_999.5)
    edge.call("/login/auth?a=1&b=", method="POST", body=b"username=alice&passcode=123456")
    (entry,) = har(edge.journal)["entries"]
    edge.clock.resume()
    assert datetime.fromisoformat(entry["startedDateTime"]).timestamp() == 1_777_888_999.5
    request, response = entry["request"], entry["response"]
    assert (request["method"], request["url"]) == ("POST", f"https://{HOST}/login/auth?a=1&b=")
    assert request["queryString"] == [{"name": "a", "value": "1"}, {"name": "b", "value": ""}]
    assert request["bodySize"] == 30
    assert request["postData"] == {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [{"name": "username", "value": "alice"}, {"name": "passcode", "value": "***"}],
        "text": "username=alice&passcode=***",
    }
    assert (response["status"], response["statusText"]) == (200, "OK")
    assert json.loads(response["content"]["text"]) == {"stage": "auth", "username": "alice"}
    assert response["content"]["mimeType"] == "application/json"
    assert (entry["_user"], entry["_stage"], entry["_fault"]) == ("alice", "auth", None)


def test_a_fault_is_marked_and_an_answer_that_never_came_has_status_0(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, Reset(), id="mine"))
    with pytest.raises(Unreachable):
        edge.call()
    (entry,) = har(edge.journal)["entries"]
    assert (entry["_fault"], entry["_rule"]) == ("reset", "mine")
    assert (entry["response"]["status"], entry["response"]["statusText"]) == (0, "")


def test_connections_without_a_request_are_counted_and_left_out(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, TlsUntrusted(), times=1))
    with pytest.raises(Unreachable):
        edge.call()
    edge.call()
    log = har(edge.journal)
    assert len(log["entries"]) == 1
    assert log["comment"] == "Left out: 1 connections that ended without a request"


def test_an_empty_journal_is_a_valid_archive() -> None:
    assert har(Journal(1))["entries"] == []


texts = st.text(max_size=12)
headers = st.lists(
    st.tuples(
        st.sampled_from(["Content-Length", "content-type", "Location", "Host", "X-Odd"]), texts
    ),
    max_size=4,
).map(tuple)


@given(
    method=st.text("GETPOSTx", min_size=1, max_size=5),
    target=texts.map(lambda text: f"/{text}"),
    time=st.floats(allow_nan=False, allow_infinity=False),
    status=st.none() | st.integers(0, 999),
    request=st.builds(Message, headers, st.binary(max_size=20)),
    response=st.builds(Message, headers, st.binary(max_size=20)),
)
def test_whatever_was_recorded_makes_a_valid_archive(
    *,
    method: str,
    target: str,
    time: float,
    status: int | None,
    request: Message,
    response: Message,
) -> None:
    journal = Journal(1)
    journal.record(
        time=time,
        vendor=VENDOR,
        identified=Identified("x"),
        method=method,
        target=target,
        status=status,
        request=request,
        response=response,
    )
    assert len(har(journal)["entries"]) == 1
