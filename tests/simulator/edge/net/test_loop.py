"""The loop on which all edges live."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from failmode.simulator.edge.net import loop
from failmode.simulator.errors import ConfigError
from failmode.simulator.runtime import Simulator


def test_on_windows_the_simulator_says_where_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "sys", SimpleNamespace(platform="win32"))
    with pytest.raises(ConfigError, match=r"does not run on Windows.*Linux or macOS"):
        Simulator().start()
