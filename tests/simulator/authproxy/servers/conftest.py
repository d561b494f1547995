"""Everything but a proxy, once for each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulator.authproxy.stack import Stack, running


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start the stack once for a module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture
def stack(started: Stack) -> Iterator[Stack]:
    """Give the stack, without faults before and after."""
    started.reset()
    yield started
    started.reset()
