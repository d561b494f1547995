"""The Universal Prompt application of the scenarios, while Duo is well."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.steps.errors import CannotDo
from failmode.steps.targets.config import TargetSettings
from failmode.steps.targets.simulated import universal
from failmode.steps.targets.simulated.target import SimulatorTarget
from failmode.terms.logins import Answer, Enrolment, Verdict

pytest.importorskip("duo_universal", reason="duo_universal is missing")
pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorTarget]:
    settings = TargetSettings("simulator", {}, tmp_path_factory.mktemp("target"), 10.0)
    target = SimulatorTarget(settings)
    yield target
    target.close()


@pytest.fixture
def target(opened: SimulatorTarget) -> SimulatorTarget:
    opened.begin()
    return opened


@pytest.mark.parametrize("failmode", ["safe", "secure"])
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (Answer.APPROVE, Verdict.ALLOWED),
        (Answer.DENY, Verdict.DENIED),
        (Answer.IGNORE, Verdict.DENIED),
    ],
)
def test_only_the_second_factor_lets_in_while_duo_is_well(
    target: SimulatorTarget, failmode: str, answer: Answer, verdict: Verdict
) -> None:
    target.universal_prompt().configure(failmode)
    target.cloud().person_answers(answer)

    login = target.universal_prompt().login()

    assert login.verdict is verdict, login.trace


@pytest.mark.parametrize(
    ("enrolment", "verdict"),
    [
        (Enrolment.BYPASS, Verdict.ALLOWED),
        (Enrolment.DISABLED, Verdict.DENIED),
        (Enrolment.LOCKED_OUT, Verdict.DENIED),
        (Enrolment.UNENROLLED, Verdict.DENIED),
    ],
)
def test_the_account_decides_where_nobody_is_asked(
    target: SimulatorTarget, enrolment: Enrolment, verdict: Verdict
) -> None:
    target.universal_prompt().configure("safe")
    target.cloud().person_is(enrolment)

    assert target.universal_prompt().login().verdict is verdict


def test_the_trace_tells_each_step(target: SimulatorTarget) -> None:
    target.universal_prompt().configure("safe")

    assert target.universal_prompt().login().trace == (
        "health check -> OK",
        "prompt -> a push",
        "prompt -> back to the application",
        "exchange of the code -> let in",
    )


def test_a_scenario_is_skipped_where_the_sdk_is_missing(
    target: SimulatorTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(universal, "find_spec", lambda _name: None)

    with pytest.raises(CannotDo, match="duo_universal"):
        target.universal_prompt().configure("safe")
