"""The fixtures that the steps of the library use; those named `failmode_...` may be replaced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest

from failmode.steps.context import (
    AuthApiScenario,
    DuoUnixScenario,
    EndpointScenario,
    FieldScenario,
    ProxyScenario,
    ScenarioContext,
)
from failmode.steps.errors import TargetError
from failmode.steps.items import scenario_item
from failmode.steps.options import options_of
from failmode.steps.progress import progress_of
from failmode.steps.session_target import session_target
from failmode.steps.targets.access import TargetUnderTest
from failmode.terms import Verdict

_DEADLINE_FACTOR_FOR_A_VERDICT = 4
"""On a busy machine a slow verdict is still a verdict; only a hang must be cut short."""


@pytest.fixture(scope="session")
def failmode_target(request: pytest.FixtureRequest) -> Iterator[TargetUnderTest]:
    """Load the implementation under test, chosen with --target."""
    holder = session_target(request.config)
    try:
        target = holder.get()
    except TargetError as error:
        if options_of(request.config).is_worker:
            pytest.fail(f"failmode: {error}", pytrace=False)
        pytest.exit(f"failmode: {error}", returncode=2)
    yield target
    try:
        holder.close()
    except TargetError as error:
        pytest.fail(f"failmode: {error}", pytrace=False)


@pytest.fixture(scope="session")
def failmode_clock() -> Callable[[], float]:
    """Give the clock by which logins are timed: monotonic seconds."""
    return time.monotonic


@pytest.fixture
def scenario_context(
    request: pytest.FixtureRequest,
    failmode_target: TargetUnderTest,
    failmode_clock: Callable[[], float],
) -> ScenarioContext:
    """Make what the steps of a scenario share, on a target made ready for it."""
    deadline = options_of(request.config).deadline_seconds
    ours = scenario_item(request.node)
    if ours is None or ours.about.expected is not Verdict.HUNG:
        deadline *= _DEADLINE_FACTOR_FOR_A_VERDICT
    session_target(request.config).deadline.seconds = deadline
    try:
        failmode_target.begin()
    except TargetError as error:
        pytest.fail(f"failmode: {error}", pytrace=False)
    context = ScenarioContext(failmode_target, deadline, failmode_clock)
    if (progress := progress_of(request.node)) is not None:
        progress.context = context
    return context


@pytest.fixture
def field_scenario(scenario_context: ScenarioContext) -> FieldScenario:
    """Make what steps about a custom field share."""
    return FieldScenario(scenario_context.target)


@pytest.fixture
def endpoint_scenario() -> EndpointScenario:
    """Make what steps about logins at a computer share."""
    return EndpointScenario()


@pytest.fixture
def proxy_scenario() -> ProxyScenario:
    """Make what steps about the Authentication Proxy share."""
    return ProxyScenario()


@pytest.fixture
def duo_unix_scenario() -> DuoUnixScenario:
    """Make what steps about Duo Unix share."""
    return DuoUnixScenario()


@pytest.fixture
def auth_api_scenario() -> AuthApiScenario:
    """Make what steps about Duo's Auth API share."""
    return AuthApiScenario()
