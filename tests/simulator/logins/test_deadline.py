"""The deadline around a call: a hang is told apart, and errors are not swallowed."""

from __future__ import annotations

import threading

import pytest

from failmode.simulator.logins.deadline import BoundedCall, Completed
from tests.patience import PATIENT_SECONDS


def test_a_call_that_ends_in_time_gives_its_result() -> None:
    assert BoundedCall(lambda: None).run(PATIENT_SECONDS) == Completed(None)


def test_a_call_that_does_not_end_is_told_apart_from_one_that_ends_with_none() -> None:
    release = threading.Event()
    try:
        assert BoundedCall(release.wait).run(0.02) is None
    finally:
        release.set()


def test_an_error_of_the_call_is_raised_here() -> None:
    def broken() -> None:
        raise LookupError("the client broke")

    with pytest.raises(LookupError, match="the client broke"):
        BoundedCall(broken).run(PATIENT_SECONDS)


def test_nobody_waits_for_a_call_that_is_given_up() -> None:
    release = threading.Event()
    call = BoundedCall(release.wait)
    threading.Timer(0.02, call.give_up).start()
    try:
        assert call.run(60.0) is None
    finally:
        release.set()


def test_a_call_can_see_that_nobody_waits_for_it_any_longer() -> None:
    seen: list[bool] = []
    release, ended = threading.Event(), threading.Event()

    def slow() -> None:
        seen.append(call.abandoned)
        release.wait()
        seen.append(call.abandoned)
        ended.set()

    call = BoundedCall(slow)
    call.run(0.02)
    release.set()
    ended.wait(PATIENT_SECONDS)

    assert seen == [False, True]
