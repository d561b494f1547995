"""Steps about logins at endpoints: what is deployed, how Duo fares, who gets in.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Callable

from pytest_bdd import given, parsers, then, when

from failmode.steps.context import ScenarioContext
from failmode.steps.targets.capabilities import CLOUD, DEPLOYMENT, ENDPOINT_LOGINS
from failmode.terms.logins import Answer, Enrolment
from failmode.terms.platforms import Platform

_PLATFORM = r"(?P<platform>Windows workstation|Windows server|macOS)"
_STAGE = r"(?P<stage>ping|preauth|auth-status|auth)"
_CONVERT: dict[str, Callable[[str], object]] = {"platform": Platform.from_words}


@given(parsers.re(rf"a {_PLATFORM} in the organization"), converters=_CONVERT)
def platform_in_organization(scene: ScenarioContext, platform: Platform) -> None:
    """The computer that the login will be tried on."""
    scene.platform = platform
    scene.target.capability(DEPLOYMENT).place(platform)


@given(parsers.re(r'the installer\'s own FailOpen default is "(?P<value>[01])"'))
def installer_default(scene: ScenarioContext, value: str) -> None:
    """What the installer does when the deployment leaves FAILOPEN out."""
    scene.target.capability(DEPLOYMENT).installer_default(fail_open=value == "1")


@when(
    parsers.re(
        rf'Duo is deployed to the {_PLATFORM} with (?P<setting>[A-Z_]+) from "(?P<name>[^"]+)"'
    ),
    converters=_CONVERT,
)
def deploy(scene: ScenarioContext, platform: Platform, setting: str, name: str) -> None:
    """Carry the field's option to the one setting that the field feeds."""
    scene.target.capability(DEPLOYMENT).deploy(platform, setting=setting, field=name)


@then(parsers.re(r'the endpoint\'s "(?P<setting>[^"]+)" is "(?P<value>[^"]*)"'))
def endpoint_setting(scene: ScenarioContext, setting: str, value: str) -> None:
    """One of Duo's settings on the computer."""
    assert scene.platform is not None, "no platform was named before this step"
    settings = scene.target.capability(DEPLOYMENT).settings(scene.platform)
    shown = settings.get(setting, "(absent)")
    assert shown == value, (
        f"expected: {setting} is {value!r} on the {scene.platform}; it is {shown!r}"
    )


@given("Duo is reachable")
def duo_reachable(scene: ScenarioContext) -> None:
    """Nothing is wrong between the client and Duo's cloud."""
    scene.fault = scene.stage = None
    scene.target.capability(CLOUD)


@given(parsers.re(rf'Duo suffers "(?P<fault>[a-z0-9-]+)"( at {_STAGE})?'))
def duo_suffers(scene: ScenarioContext, fault: str, stage: str | None) -> None:
    """Let one fault strike, from a stage on or from the first request on."""
    scene.fault, scene.stage = fault, stage
    scene.target.capability(CLOUD).suffer(fault, stage)


@given(
    parsers.re(r'the user answers the push with "(?P<answer>approve|deny|ignore)"'),
    converters={"answer": Answer},
)
def person_answers(scene: ScenarioContext, answer: Answer) -> None:
    """What the person will do with the push."""
    scene.target.capability(CLOUD).person_answers(answer)


@given(
    parsers.re(r'the user is "(?P<enrolment>active|bypass|disabled|locked out|unenrolled)" at Duo'),
    converters={"enrolment": Enrolment},
)
def person_enrolment(scene: ScenarioContext, enrolment: Enrolment) -> None:
    """What the person is at Duo."""
    scene.target.capability(CLOUD).person_is(enrolment)


@when(
    parsers.re(rf"the user logs in to the {_PLATFORM} with the (?P<which>right|wrong) password"),
    converters=_CONVERT,
)
def log_in(scene: ScenarioContext, platform: Platform, which: str) -> None:
    """One login."""
    scene.right_password = which == "right"
    login = scene.target.capability(ENDPOINT_LOGINS).login(
        platform, right_password=scene.right_password
    )
    scene.verdict, scene.trace = login.verdict, login.trace


@then(parsers.re(r'the login is "(?P<verdict>allowed|failed-open|denied|hung)"'))
def login_verdict(scene: ScenarioContext, verdict: str) -> None:
    """What the login came to."""
    scene.expected_verdict = verdict
    assert scene.verdict is not None, "no login was tried before this step"
    assert scene.verdict == verdict, f"expected: {verdict}; the login was {scene.verdict}"
