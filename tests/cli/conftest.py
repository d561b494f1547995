"""Fixtures of the command line's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.runtime import Simulator
from tests.cli.controlled import ControlledSimulator


@pytest.fixture(scope="package")
def _running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def controlled(_running: Simulator) -> ControlledSimulator:
    """Give a simulator as it is after a reset, and its command line."""
    _running.reset()
    return ControlledSimulator(_running)
