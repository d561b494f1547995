"""What breaks inside the target: a scenario fails on it, whatever a step would make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from failmode.simulator import Simulator
from failmode.steps import TargetSettings
from failmode.steps.targets.simulated.target import SimulatorTarget
from tests.harness import Run, run_feature

PROXY = "duo/authentication-proxy.feature"


class BrokenInside(SimulatorTarget):
    """The built-in target, whose cloud breaks at preauth of every login."""

    def begin(self) -> None:
        """Make ready, and break."""
        super().begin()

        def breaks(*_: Any) -> None:
            raise ArithmeticError("the cloud's own mistake")

        simulator: Simulator = self._simulator
        simulator.duo.authentication.preauth = breaks  # type: ignore[method-assign, assignment]


def make(settings: TargetSettings) -> SimulatorTarget:
    """Make the target; see `failmode.targets`."""
    return BrokenInside(settings)


def run(folder: Path, feature: str, among: str) -> Run:
    targets = (
        '[targets.broken]\nkind = "python"\nfactory = "tests.steps.targets.test_health:make"\n'
    )
    return run_feature(feature, folder, "broken", targets, "-x", "-k", among)


@pytest.mark.parametrize(
    ("feature", "among"),
    [
        (PROXY, "who_gets_in"),
        ("duo/universal-prompt.feature", "does_not_matter"),
        ("ninjaone/cpval-duo-failopen-login.feature", "who_gets_in"),
    ],
)
def test_a_scenario_fails_on_what_breaks_inside_the_simulator(
    feature: str, among: str, tmp_path: Path
) -> None:
    result = run(tmp_path, feature, among)

    assert result.code == 1, result.output
    assert "the simulator itself failed, duo: " in result.output
