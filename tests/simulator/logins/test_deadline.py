"""The deadline around a call: a hang is told apart, and errors are not swallowed."""

from __future__ import annotations

import threading

import pytest

from failmode.simulator.logins.deadline import Completed, run_with_deadline


def test_a_call_that_ends_in_time_gives_its_result() -> None:
    assert run_with_deadline(5.0, lambda: None) == Completed(None)


def test_a_call_that_does_not_end_is_told_apart_from_one_that_ends_with_none() -> None:
    release = threading.Event()
    try:
        assert run_with_deadline(0.02, release.wait) is None
    finally:
        release.set()


def test_an_error_of_the_call_is_raised_here() -> None:
    def broken() -> None:
        raise LookupError("the client broke")

    with pytest.raises(LookupError, match="the client broke"):
        run_with_deadline(5.0, broken)
