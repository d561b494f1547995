"""What a trace tells a person: in one line, masked, printable and not too long."""

from __future__ import annotations

import pytest

from failmode.simulator.endpoints.trace import Step, Trace


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("preauth", "Duo", "POST", "HTTP 200"), "preauth (Duo): POST -> HTTP 200"),
        (Step("verdict", "", "", "allowed"), "verdict -> allowed"),
        (Step("warning", "", "the option is not known", ""), "warning: the option is not known"),
        (Step("begin", "", "", ""), "begin"),
    ],
)
def test_a_step_is_one_line_of_what_there_is(step: Step, expected: str) -> None:
    assert str(step) == expected


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    shown = Trace().sanitize("x" * 201)
    assert shown == "x" * 197 + "..."
    assert Trace().sanitize("x" * 200) == "x" * 200


def test_secrets_and_control_characters_are_not_shown() -> None:
    assert Trace(["s3cret"]).sanitize("a\ns3cret") == r"a\x0a***"
