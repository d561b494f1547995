"""What a worker of pytest-xdist hands back to the process that controls the run, at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pytest


class EndedWorker(Protocol):
    """What pytest-xdist tells of a worker that is over; one that was lost has no `workeroutput`."""

    workeroutput: Mapping[str, object]


def hand_back(config: pytest.Config, key: str, value: str | list[str]) -> None:
    """Leave something for the process that controls the run; any other process leaves nothing.

    Args:
        config: pytest's, of the process that leaves it.
        key: what it is found under.
        value: of types that pytest-xdist can send.
    """
    output: dict[str, object] | None = getattr(config, "workeroutput", None)
    if output is not None:
        output[key] = value


def handed_back(worker: EndedWorker, key: str) -> object:
    """Return what a worker left; None where it left nothing, or was lost."""
    output: Mapping[str, object] = getattr(worker, "workeroutput", {})
    return output.get(key)
