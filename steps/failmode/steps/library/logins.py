"""Steps about logins at endpoints: what is deployed, how Duo fares, who gets in.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import EndpointScenario, ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    CLOUD,
    DEPLOYMENT,
    ENDPOINT_LOGINS,
    INSTALLERS,
    LOGIN_COURSES,
    Login,
)
from failmode.terms import Answer, Enrolment, Stage, Verdict

_PLATFORM = r"(?P<platform>[^\"]+?)"
_STAGE = r"(?P<stage>ping|preauth|auth-status|auth)"

steps = StepLibrary()


def _endpoint(words: Words) -> About:
    return About(subject=Subject(SubjectKind.ENDPOINT, words["platform"]))


def _fault(words: Words) -> About:
    stage = words.get("stage")
    return About(fault=words["fault"], stage=None if stage is None else Stage(stage))


@steps.given(rf"an? {_PLATFORM} in the organization", about=_endpoint, needs=DEPLOYMENT)
def platform_in_organization(
    scenario_context: ScenarioContext, endpoint_scenario: EndpointScenario, platform: str
) -> None:
    """Require the computer that the login will be tried on."""
    endpoint_scenario.platform = platform
    scenario_context.target.capability(DEPLOYMENT).require_computer(platform)


@steps.given(r'the installer\'s own FailOpen default is "(?P<value>[01])"', needs=DEPLOYMENT)
def installer_default(scenario_context: ScenarioContext, value: str) -> None:
    """Choose what the installer does when the deployment leaves FAILOPEN out."""
    scenario_context.target.capability(DEPLOYMENT).installer_default(fail_open=value == "1")


@steps.when(
    rf'Duo is deployed to the {_PLATFORM} with (?P<setting>[A-Z_]+) from "(?P<name>[^"]+)"',
    needs=DEPLOYMENT,
    field="name",
)
def deploy(scenario_context: ScenarioContext, platform: str, setting: str, name: str) -> None:
    """Carry the field's option to the one setting that the field feeds."""
    scenario_context.target.capability(DEPLOYMENT).deploy(platform, setting=setting, field=name)


@steps.then(
    rf'the installer on the {_PLATFORM} was given "(?P<name>[^"]+)" as "(?P<value>[^"]*)"',
    needs=INSTALLERS,
)
def installer_given(
    scenario_context: ScenarioContext, platform: str, name: str, value: str
) -> None:
    """See one of the properties that the installer was given."""
    given = scenario_context.target.capability(INSTALLERS).given(platform)
    actual = given.get(name, "(absent)")
    expect(
        actual == value,
        f"expected: the installer on the {platform} was given {name} as {value!r}; "
        f"it is {actual!r}",
        Mismatch(Matter.SETTING, f"{name} for the installer", value, actual),
    )


@steps.then(r'the endpoint\'s "(?P<setting>[^"]+)" is "(?P<value>[^"]*)"', needs=DEPLOYMENT)
def endpoint_setting(
    scenario_context: ScenarioContext, endpoint_scenario: EndpointScenario, setting: str, value: str
) -> None:
    """See one of Duo's settings on the computer."""
    platform = endpoint_scenario.platform
    settings = scenario_context.target.capability(DEPLOYMENT).settings(platform)
    actual = settings.get(setting, "(absent)")
    expect(
        actual == value,
        f"expected: {setting} is {value!r} on the {platform}; it is {actual!r}",
        Mismatch(Matter.SETTING, setting, value, actual),
    )


@steps.given("Duo is reachable", needs=CLOUD)
def duo_reachable(scenario_context: ScenarioContext) -> None:
    """Leave everything between the client and Duo's cloud as it is."""
    scenario_context.target.capability(CLOUD)


@steps.given(rf'Duo suffers "(?P<fault>[a-z0-9-]+)"( at {_STAGE})?', about=_fault, needs=CLOUD)
def duo_suffers(scenario_context: ScenarioContext, fault: str, stage: str | None) -> None:
    """Let one fault act, from a stage on or from the first request on."""
    scenario_context.target.capability(CLOUD).inject_fault(fault, stage)


@steps.given(
    r'the user answers the push with "(?P<answer>approve|deny|fraud|ignore)"',
    converters={"answer": Answer},
    needs=CLOUD,
)
def user_answers(scenario_context: ScenarioContext, answer: Answer) -> None:
    """Choose what the user will do with the push."""
    scenario_context.target.capability(CLOUD).set_answer(answer)


@steps.given(
    (
        r'the user answers the push with "(?P<answer>approve|deny|fraud)" '
        r"after (?P<seconds>\d+(?:\.\d+)?) s"
    ),
    converters={"answer": Answer, "seconds": float},
    needs=LOGIN_COURSES,
)
def user_answers_late(scenario_context: ScenarioContext, answer: Answer, seconds: float) -> None:
    """Choose what the user will do with the push, and how long that takes."""
    scenario_context.target.capability(LOGIN_COURSES).answer_late(answer, seconds)


@steps.given(
    r'the user is "(?P<enrolment>active|bypass|disabled|locked out|unenrolled)" at Duo',
    converters={"enrolment": Enrolment},
    needs=CLOUD,
)
def user_enrolment(scenario_context: ScenarioContext, enrolment: Enrolment) -> None:
    """Choose what the user is at Duo."""
    scenario_context.target.capability(CLOUD).set_enrolment(enrolment)


@steps.when(
    rf"the user logs in to the {_PLATFORM} with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=ENDPOINT_LOGINS,
)
def log_in(scenario_context: ScenarioContext, platform: str, which: str) -> None:
    """Log in once."""
    logins = scenario_context.target.capability(ENDPOINT_LOGINS)
    login = logins.login(platform, right_password=which == "right")
    scenario_context.keep_login(login, Login, ENDPOINT_LOGINS)


@steps.then(
    r'the login is "(?P<verdict>allowed|failed-open|denied|hung)"',
    about=lambda words: About(expected=Verdict(words["verdict"])),
)
def login_verdict(scenario_context: ScenarioContext, verdict: str) -> None:
    """See what the login came to."""
    actual = scenario_context.login.verdict
    expect(
        actual == verdict,
        f"expected: {verdict}; the login was {actual}",
        Mismatch(Matter.VERDICT, "the login", verdict, actual),
    )
