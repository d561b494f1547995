"""A client waits as long as it is asked to, within limits, and else longer each time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from failmode.steps.targets.retry import RetryPolicy

NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Sun, 01 Mar 2026 12:00:09 GMT", 9.0),
        ("Sun, 01 Mar 2026 11:59:00 GMT", 0.0),
        ("soon", 0.5),
        (None, 0.5),
        ("60", 60.0),
        ("61", None),
    ],
)
def test_a_retry_after_is_honoured_within_the_limit(
    retry_after: str | None, seconds: float | None
) -> None:
    assert RetryPolicy(now=lambda: NOON).wait_seconds(1, retry_after) == seconds


def test_without_one_each_wait_is_twice_the_last_and_the_attempts_end() -> None:
    retry_policy = RetryPolicy(attempts=4, first_wait_seconds=0.5)
    assert [retry_policy.wait_seconds(attempt, None) for attempt in (1, 2, 3, 4)] == [
        0.5,
        1,
        2,
        None,
    ]
    assert retry_policy.wait_seconds(4, "1") is None
