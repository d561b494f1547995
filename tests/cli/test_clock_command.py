"""`failmode clock`: time as the vendors believe in it."""

from __future__ import annotations

import pytest

from tests.cli.controlled import ControlledSimulator, words

INSTANT = 1_777_888_000.0
"""2026-05-04 09:46:40 UTC."""


def test_the_clock_is_shown_and_returns_to_real_time(controlled: ControlledSimulator) -> None:
    assert controlled.ok("clock").endswith("UTC (real time)\n")
    controlled.ok("clock", "set", "--offset", "-3600")
    assert "3600.000 s behind real time" in controlled.ok("clock", "show")
    assert controlled.read("clock", "resume")["offset_seconds"] == 0


@pytest.mark.parametrize(
    "time", ["1777888000", "2026-05-04T09:46:40", "2026-05-04 09:46:40Z", "2026-05-04T11:46:40+02"]
)
def test_a_frozen_clock_is_set_to_an_instant(controlled: ControlledSimulator, time: str) -> None:
    controlled.ok("clock", "freeze")
    assert controlled.ok("clock", "set", time) == "2026-05-04 09:46:40 UTC (frozen)\n"
    assert controlled.simulator.clock.now() == INSTANT


def test_a_running_clock_goes_on_from_the_instant(controlled: ControlledSimulator) -> None:
    controlled.ok("clock", "set", "--offset", "500")
    controlled.ok("clock", "set", str(INSTANT))
    assert 0 <= controlled.simulator.clock.now() - INSTANT < 30
    assert not controlled.simulator.clock.frozen


def test_it_is_frozen_and_moved_forward(controlled: ControlledSimulator) -> None:
    controlled.ok("clock", "freeze", str(INSTANT))
    assert controlled.read("clock", "advance", "2.5")["now"] == INSTANT + 2.5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["set"], "either TIME or --offset"),
        (["set", "1", "--offset", "1"], "either TIME or --offset"),
        (["set", "never"], "is no time"),
        (["set", "9999999999999"], "is no time"),
        (["set", "--offset", "nan"], "finite"),
        (["advance"], "SECONDS"),
        (["advance", "1e400"], "finite"),
        (["advance", "--", "-5"], "at least 0"),
        (["advance", "-5"], "at least 0"),
        (["advance", "--bogus"], "finite"),
        (["set", "-1.5"], "is no time"),
        (["freeze", "-5"], "is no time"),
    ],
)
def test_what_is_wrong_is_said(
    controlled: ControlledSimulator, arguments: list[str], told: str
) -> None:
    assert told in words(controlled.refused("clock", *arguments))
