"""What the log says of packets that are dropped, in a flood too."""

from __future__ import annotations

import logging

import pytest

from failmode.simulator.authproxy.servers.dropped_packets import (
    MAX_KINDS,
    SILENCE_SECONDS,
    DroppedPackets,
)

SOURCE = ("192.0.2.7", 1234)


class Time:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        """Return the seconds."""
        return self.seconds


@pytest.fixture
def time() -> Time:
    """Give a clock that stands still."""
    return Time()


@pytest.fixture
def dropped(time: Time, caplog: pytest.LogCaptureFixture) -> DroppedPackets:
    """Give the log of dropped packets."""
    caplog.set_level(logging.INFO)
    return DroppedPackets(logging.getLogger(__name__), time.now)


def test_a_reason_is_logged_once_for_a_source(
    dropped: DroppedPackets, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(1000):
        dropped.log((SOURCE[0], number), f"packet code {number} is not an Access-Request")
    dropped.log(SOURCE, "Unknown Client: 192.0.2.7")
    assert [record.message for record in caplog.records] == [
        "dropping packet from 192.0.2.7:0 - packet code 0 is not an Access-Request",
        "dropping packet from 192.0.2.7:1234 - Unknown Client: 192.0.2.7",
    ]


def test_a_flood_from_forged_addresses_is_bounded_and_counted(
    dropped: DroppedPackets, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(10_000):
        address = f"10.0.{number // 256}.{number % 256}"
        dropped.log((address, 1), f"Unknown Client: {address}")
    assert len(caplog.records) == MAX_KINDS
    time.seconds += SILENCE_SECONDS
    dropped.log(SOURCE, "Unknown Client: 192.0.2.7")
    further, last = [record.message for record in caplog.records[MAX_KINDS:]]
    assert further.startswith(f"dropped {10_000 - MAX_KINDS} more packets, from many addresses")
    assert last.startswith("dropping packet from 192.0.2.7")


def test_what_was_not_logged_is_told_at_the_end(
    dropped: DroppedPackets, caplog: pytest.LogCaptureFixture
) -> None:
    dropped.log(SOURCE, "a reason")
    dropped.flush()
    assert len(caplog.records) == 1
    dropped.log(SOURCE, "a reason")
    dropped.log(SOURCE, "a reason")
    dropped.flush()
    assert caplog.records[-1].message == "dropped 1 more packets, from 192.0.2.7 and the like"
