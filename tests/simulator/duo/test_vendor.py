"""Duo as its edge serves it."""

from __future__ import annotations

import json

import bson
import pytest

from failmode.simulator.duo.vendor import malformed
from failmode.simulator.edge.http.messages import Request

MALFORMED = {"stat": "OK", "response": {}}


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
    answer = malformed(Request("POST", path, "1.1", (), b""))
    read = bson.decode if kind.endswith("bson") else json.loads
    assert answer.headers == (("Content-Type", kind),)
    assert read(answer.body) == MALFORMED
