"""Fixtures of the command line's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.runtime import Simulator
from tests.cli.steered import Steered


@pytest.fixture(scope="package")
def _running() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@pytest.fixture
def steered(_running: Simulator) -> Steered:
    """Give a simulator as it is after a reset, and its command line."""
    _running.reset()
    return Steered(_running)
