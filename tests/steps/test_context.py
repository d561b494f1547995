"""A step that needs what no step before it did says so, with a step that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from failmode.steps.context import (
    DuoUnixScenario,
    EndpointScenario,
    FieldScenario,
    ProxyScenario,
    ScenarioContext,
)
from failmode.steps.errors import IncompleteScenarioError, TargetError
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import AUTHENTICATION_PROXY, Capability, RadiusLogin
from failmode.terms.logins import Verdict


class Nothing:
    """A target that offers nothing."""

    capabilities: Mapping[Capability[Any], object] = {}

    def begin(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


TARGET = TargetUnderTest("mine", Nothing(), made_by="this test")


@pytest.mark.parametrize(
    ("read", "missing"),
    [
        (lambda: ScenarioContext(TARGET, 1.0, lambda: 0.0).login, "no login was tried"),
        (lambda: FieldScenario(TARGET).refusal, "no request was made"),
        (lambda: EndpointScenario().platform, "no platform was named"),
        (lambda: ProxyScenario().login, "no login over RADIUS was tried"),
        (lambda: DuoUnixScenario().settings, "no Duo Unix was configured"),
        (lambda: DuoUnixScenario().timed, "no login through Duo Unix was tried"),
    ],
)
def test_what_is_missing_is_told_in_one_line(read: Callable[[], object], missing: str) -> None:
    with pytest.raises(IncompleteScenarioError) as caught:
        read()
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"the scenario is incomplete: {missing} before this step. Add a step")


def test_a_login_is_kept_for_later_steps() -> None:
    context = ScenarioContext(TARGET, 1.0, lambda: 0.0)
    login = RadiusLogin(Verdict.DENIED, "Access-Reject", "", ())
    assert context.keep_login(login, RadiusLogin, AUTHENTICATION_PROXY) is login
    assert context.login is login


@pytest.mark.parametrize(
    "returned",
    [
        None,
        "denied",
        RadiusLogin("denied", "Access-Reject", "", ()),  # type: ignore[arg-type]  # as adapters do
        RadiusLogin(Verdict.DENIED, "Access-Reject", "", (1,)),  # type: ignore[arg-type]
        RadiusLogin(Verdict.DENIED, "Access-Reject", "", None),  # type: ignore[arg-type]
    ],
)
def test_a_target_that_returns_no_login_is_told_with_its_capability(returned: object) -> None:
    context = ScenarioContext(TARGET, 1.0, lambda: 0.0)
    with pytest.raises(TargetError) as caught:
        context.keep_login(returned, RadiusLogin, AUTHENTICATION_PROXY)
    (line,) = str(caught.value).splitlines()
    assert line.startswith("target 'mine': login of its authentication proxy returned ")
    assert context.last_login is None
