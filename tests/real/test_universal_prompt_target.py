"""The Universal Prompt application of the scenarios, while Duo is well."""

from __future__ import annotations

import ssl
from collections.abc import Iterator

import httpx
import pytest

from failmode.steps.errors import CannotDo
from failmode.steps.targets.access import TargetUnderTest
from failmode.steps.targets.capabilities import CLOUD, UNIVERSAL_PROMPT
from failmode.steps.targets.config import load_target
from failmode.steps.targets.settings import LoginDeadline
from failmode.steps.targets.simulated import universal
from failmode.terms.logins import Answer, Enrolment, Verdict
from tests.patience import PATIENT_SECONDS

DEADLINE_SECONDS = PATIENT_SECONDS

pytest.importorskip("duo_universal", reason="duo_universal is missing")
pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def opened() -> Iterator[TargetUnderTest]:
    target = load_target("simulator", None, LoginDeadline(DEADLINE_SECONDS))
    yield target
    target.close()


@pytest.fixture
def target(opened: TargetUnderTest) -> TargetUnderTest:
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
    target: TargetUnderTest, failmode: str, answer: Answer, verdict: Verdict
) -> None:
    target.capability(UNIVERSAL_PROMPT).configure(failmode)
    target.capability(CLOUD).set_answer(answer)

    login = target.capability(UNIVERSAL_PROMPT).login()

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
    target: TargetUnderTest, enrolment: Enrolment, verdict: Verdict
) -> None:
    target.capability(UNIVERSAL_PROMPT).configure("safe")
    target.capability(CLOUD).set_enrolment(enrolment)

    assert target.capability(UNIVERSAL_PROMPT).login().verdict is verdict


def test_the_trace_tells_each_step(target: TargetUnderTest) -> None:
    target.capability(UNIVERSAL_PROMPT).configure("safe")

    trace = target.capability(UNIVERSAL_PROMPT).login().trace

    assert trace[1] == "browser -> GET /oauth/v1/authorize"
    # How many pages say that the push still waits depends on who is faster.
    assert tuple(step for step in trace if not step.startswith("browser -> ")) == (
        "health check -> OK",
        "prompt -> a push",
        "prompt -> back to the application",
        "exchange of the code -> let in",
        "verdict: the code is exchanged -> allowed",
    )


def test_a_scenario_is_skipped_where_the_sdk_is_missing(
    target: TargetUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(universal, "find_spec", lambda _name: None)

    with pytest.raises(CannotDo, match="duo_universal"):
        target.capability(UNIVERSAL_PROMPT).configure("safe")


def test_a_login_that_hangs_is_ended_by_the_deadline_and_not_by_the_browser(
    target: TargetUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeouts: list[float] = []

    class Browser(httpx.Client):
        """A browser that tells how long it would wait."""

        def __init__(self, *, verify: ssl.SSLContext, timeout: float) -> None:
            timeouts.append(timeout)
            super().__init__(verify=verify, timeout=timeout)

    monkeypatch.setattr(httpx, "Client", Browser)
    target.capability(UNIVERSAL_PROMPT).configure("safe")
    target.capability(UNIVERSAL_PROMPT).login()

    assert min(timeouts) > DEADLINE_SECONDS
