"""A running simulator for the tests of any project, as fixtures; nothing starts unless asked for.

A project's own fixture of the same name takes the place of one of these, as everywhere in pytest;
what is in its way is then an attribute of `failmode_fresh_simulator`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    # The plugin is loaded in every run, also where nobody asks for a simulator.
    from failmode.simulator import (
        AuthProxy,
        Clock,
        DuoCloud,
        Faults,
        Journal,
        NinjaOneTenant,
        Simulator,
        SimulatorConfig,
    )


@pytest.fixture(scope="session")
def failmode_simulator_config() -> SimulatorConfig:
    """Configure the simulator; a project's own fixture of this name returns another one."""
    from failmode.simulator import SimulatorConfig  # noqa: PLC0415 - see above

    return SimulatorConfig()


@pytest.fixture(scope="session")
def failmode_simulator(failmode_simulator_config: SimulatorConfig) -> Iterator[Simulator]:
    """Run one simulator for the session, on free ports; each worker of pytest-xdist has its own."""
    from failmode.simulator import Simulator  # noqa: PLC0415 - see above

    with Simulator(failmode_simulator_config) as simulator:
        yield simulator


@pytest.fixture
def failmode_fresh_simulator(failmode_simulator: Simulator) -> Simulator:
    """Give the running simulator as it was in the beginning: people, fields, faults, time."""
    failmode_simulator.reset()
    return failmode_simulator


@pytest.fixture
def duo(failmode_fresh_simulator: Simulator) -> DuoCloud:
    """Give Duo's cloud: people, devices, applications."""
    return failmode_fresh_simulator.duo


@pytest.fixture
def ninjaone(failmode_fresh_simulator: Simulator) -> NinjaOneTenant:
    """Give the NinjaOne tenant: organizations, devices, custom fields."""
    return failmode_fresh_simulator.ninjaone


@pytest.fixture
def faults(failmode_fresh_simulator: Simulator) -> Faults:
    """Give what makes Duo or NinjaOne unreachable; no fault is in force."""
    return failmode_fresh_simulator.faults


@pytest.fixture
def clock(failmode_fresh_simulator: Simulator) -> Clock:
    """Give the clock of the simulated vendors; it shows real time."""
    return failmode_fresh_simulator.clock


@pytest.fixture
def journal(failmode_fresh_simulator: Simulator) -> Journal:
    """Give the journal of what goes over the wire; it is empty."""
    return failmode_fresh_simulator.journal


class RunAuthenticationProxy(Protocol):
    """Runs an Authentication Proxy until the test ends."""

    def __call__(self, configuration: str | Path) -> AuthProxy:
        """Start it from the text of an `authproxy.cfg`, or from the path of one."""
        ...


@pytest.fixture
def run_authentication_proxy(
    failmode_fresh_simulator: Simulator,
) -> Iterator[RunAuthenticationProxy]:
    """Give what runs an Authentication Proxy from an `authproxy.cfg`; its Duo is the simulated."""
    with ExitStack() as running:
        yield lambda configuration: running.enter_context(
            failmode_fresh_simulator.run_proxy(configuration)
        )
