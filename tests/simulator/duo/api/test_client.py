"""The client that makes signed calls as somebody else's program would."""

from __future__ import annotations

import pytest

from failmode.simulator.duo.api.client import SignedAnswer


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", "null"])
def test_what_is_no_object_has_an_empty_envelope(text: str) -> None:
    assert SignedAnswer(200, text).envelope == {}


def test_an_object_is_the_envelope() -> None:
    assert SignedAnswer(200, '{"stat": "OK"}').envelope == {"stat": "OK"}
