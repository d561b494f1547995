"""Fixtures for every layer: a running simulator, and the data beside the repository, if any."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from failmode.simulator import Simulator, SimulatorConfig

# A busy machine is no defect: examples are not timed, the whole test is. Every run on a desk tries
# new examples; CI always tries the same, so that its answer depends on the change alone.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=600)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "desk")
)

REQUIRE_REAL = "FAILMODE_REQUIRE_REAL"
"""Environment variable that turns skips for missing programs into failures (set in CI)."""

REPOSITORY = Path(__file__).resolve().parent.parent

SHARED = REPOSITORY.parent / "shared"
"""Data that is no part of the repository; whoever has not got it need not know of it."""


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an environment that was set up before pyproject.toml named the plugin.

    Ctrl-C reaches the programs that tests start also where the shell has the tests ignore it, as
    it does in the background.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.pluginmanager.hasplugin("failmode"):
        pytest.exit("the plugin of failmode is not installed; run: make setup", returncode=2)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start two workers for each core under `-n auto`: scenarios mostly wait for the network."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Refuse a marker that does not exist before workers start, which would only say that they end.

    Raises:
        UsageError: as pytest does without workers.
    """
    known = {re.split(r"[:(]", line)[0].strip() for line in config.getini("markers")}
    words = set(re.findall(r"[^\s()]+", re.sub(r"\([^()]*=[^()]*\)", "", config.option.markexpr)))
    unknown = words - known - {"and", "or", "not"}
    if unknown:
        raise pytest.UsageError(
            f"Unknown marker(s) in '-m' expression: {', '.join(sorted(unknown))}. "
            "Use 'pytest --markers' to see available markers."
        )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the data beside the repository, and leave it out where that is not there."""
    for item in items:
        if "shared_dir" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.shared)
    if not SHARED.is_dir():
        items[:] = [item for item in items if item.get_closest_marker("shared") is None]


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """Give the folder of data that lies beside the repository."""
    return SHARED


@pytest.fixture(scope="session")
def seeds_dir(shared_dir: Path) -> Path:
    """Give the folder of the two documents the project started from."""
    return shared_dir / "seeds"


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the simulator of a module; a module may put its own in place."""
    from failmode.simulator import SimulatorConfig  # noqa: PLC0415 - most tests need no simulator

    return SimulatorConfig()


@pytest.fixture(scope="module")
def running(simulator_config: SimulatorConfig) -> Iterator[Simulator]:
    """Start one simulator for the module."""
    from failmode.simulator import Simulator  # noqa: PLC0415 - most tests need no simulator

    with Simulator(simulator_config) as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator) -> Simulator:
    """Give the module's simulator as it was in the beginning."""
    running.reset()
    return running


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a `real` test into a failure where FAILMODE_REQUIRE_REAL is set."""
    report = yield
    if report.skipped and item.get_closest_marker("real") and os.environ.get(REQUIRE_REAL):
        report.outcome = "failed"
        report.longrepr = f"{REQUIRE_REAL} is set, but this was skipped: {report.longrepr}"
    return report
