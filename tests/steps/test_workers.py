"""What a worker of pytest-xdist hands back reaches the process that controls the run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from failmode.steps.workers import EndedWorker, hand_back, handed_back


def test_what_a_worker_hands_back_is_found_under_its_key_alone() -> None:
    config = SimpleNamespace(workeroutput={})
    hand_back(cast("pytest.Config", config), "why", "no target")
    ended = cast("EndedWorker", SimpleNamespace(workeroutput=config.workeroutput))
    assert handed_back(ended, "why") == "no target"
    assert handed_back(ended, "other") is None


def test_a_process_that_is_no_worker_hands_nothing_back_and_a_lost_worker_neither() -> None:
    config = SimpleNamespace()
    hand_back(cast("pytest.Config", config), "why", "no target")
    assert vars(config) == {}
    assert handed_back(cast("EndedWorker", SimpleNamespace()), "why") is None
