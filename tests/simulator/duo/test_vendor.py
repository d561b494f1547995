"""Duo as its edge serves it."""

from __future__ import annotations

import json

import bson
import pytest

from failmode.simulator.duo.vendor import flawed
from failmode.simulator.edge.faults.fault import Flaw
from failmode.simulator.edge.http.messages import Request

MALFORMED = {"stat": "OK", "response": {}}
FLAWED = {
    Flaw.EMPTY_RESPONSE: (200, "OK", True, False),
    Flaw.NO_RESPONSE: (200, "OK", False, False),
    Flaw.BAD_STAT: (200, "MAYBE", True, False),
    Flaw.NO_CODE: (400, "FAIL", False, False),
}
"""HTTP status, stat, and whether there are a response and a code."""


@pytest.mark.parametrize("path", ["/auth/v2/preauth", "/rest/v1/preauth.bson"])
@pytest.mark.parametrize("flaw", Flaw)
def test_a_flawed_answer_has_its_flaw_and_no_other(flaw: Flaw, path: str) -> None:
    answer = flawed(Request("POST", path, "1.1", (), b""), flaw)
    envelope = (bson.decode if path.endswith("bson") else json.loads)(answer.body)
    shape = (answer.status, envelope["stat"], "response" in envelope, "code" in envelope)
    assert shape == FLAWED[flaw]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/auth/v2/preauth", "application/json"),
        ("/rest/v1/preauth.json", "application/json"),
        ("/rest/v1/preauth.bson", "application/bson"),
    ],
)
def test_a_malformed_response_comes_in_the_encoding_that_the_path_asks_for(
    path: str, kind: str
) -> None:
    answer = flawed(Request("POST", path, "1.1", (), b""), Flaw.EMPTY_RESPONSE)
    read = bson.decode if kind.endswith("bson") else json.loads
    assert answer.headers == (("Content-Type", kind),)
    assert read(answer.body) == MALFORMED
