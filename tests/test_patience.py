"""What tests wait for, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.patience import quickest, with_time_enough

DAWDLING = [9.0, 8.0, 7.0, 6.0, 5.5, 1.0]


@pytest.mark.parametrize(
    ("took", "least", "left"),
    [
        ([0.5, 9.0], 0.5, 1),
        ([9.0, 8.0, 1.0, 9.0], 1.0, 1),
        (DAWDLING, 5.5, 1),
    ],
    ids=["at once", "late at first", "always"],
)
def test_what_is_late_is_tried_again_a_few_times_and_the_quickest_counts(
    took: list[float], least: float, left: int
) -> None:
    attempts: Iterator[float] = iter(took)
    assert quickest(lambda: next(attempts), bound=1.0) == least
    assert len(list(attempts)) == left


def test_what_ran_out_of_time_is_tried_with_more_until_a_patient_attempt_counts() -> None:
    tried: list[float] = []

    def attempt(seconds: float) -> float:
        tried.append(seconds)
        return seconds

    assert with_time_enough(attempt, lambda seconds: seconds > 1, seconds=0.5) == 5.0
    assert with_time_enough(attempt, lambda _: False, seconds=0.5) == 30.0
    assert tried == [0.5, 5.0, 0.5, 5.0, 30.0]
