"""Steps about Duo at a computer beside custom fields: policies, offline access, passcodes, keys.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import EndpointScenario, FieldScenario, ScenarioContext
from failmode.steps.errors import Refused
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    ASSUMPTIONS,
    DEPLOYMENT,
    FACTOR_CHOICES,
    GROUP_POLICY,
    KEY_FIELDS,
    OFFLINE_ACCESS,
    PASSCODE_LOGINS,
    REMOTE_LOGONS,
    USER_MESSAGES,
    VERSIONED_INSTALLERS,
    Login,
)

_PLATFORM = r"(?P<platform>[^\"]+?)"
_VERSION = r'"(?P<version>\d+(?:\.\d+)+)"'

steps = StepLibrary()


def _computer(words: Words) -> About:
    return About(subject=Subject(SubjectKind.ENDPOINT, words["platform"]))


def _installed(words: Words) -> About:
    return About(
        subject=Subject(SubjectKind.ENDPOINT, words["platform"]),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
    )


@steps.given(
    rf"Duo on an? {_PLATFORM} with failmode (?P<failmode>open|closed)",
    about=_installed,
    needs=DEPLOYMENT,
)
def duo_installed(
    scenario_context: ScenarioContext,
    endpoint_scenario: EndpointScenario,
    platform: str,
    failmode: str,
) -> None:
    """Install Duo by hand, with that failmode."""
    endpoint_scenario.platform = platform
    scenario_context.target.capability(DEPLOYMENT).install(platform, fail_open=failmode == "open")


@steps.given(r'Group Policy sets "(?P<setting>[A-Za-z]+)" to "(?P<value>\d+)"', needs=GROUP_POLICY)
def group_policy(
    scenario_context: ScenarioContext, endpoint_scenario: EndpointScenario, setting: str, value: str
) -> None:
    """Let a policy set one of Duo's settings on the computer."""
    policy = scenario_context.target.capability(GROUP_POLICY)
    policy.set(endpoint_scenario.platform, setting, int(value))


@steps.given("the user is enrolled for offline access", needs=OFFLINE_ACCESS)
def enrolled_offline(
    scenario_context: ScenarioContext, endpoint_scenario: EndpointScenario
) -> None:
    """Enrol the user's authenticator on the computer."""
    scenario_context.target.capability(OFFLINE_ACCESS).enroll(endpoint_scenario.platform)


@steps.when(
    rf"the user logs in to the {_PLATFORM} with the (?P<which>right|wrong) offline passcode",
    about=lambda _words: About(right_password=True),
    needs=OFFLINE_ACCESS,
)
def log_in_offline(scenario_context: ScenarioContext, platform: str, which: str) -> None:
    """Log in once, and type the passcode where one is asked for."""
    offline = scenario_context.target.capability(OFFLINE_ACCESS)
    login = offline.login(platform, right_passcode=which == "right")
    scenario_context.keep_login(login, Login, OFFLINE_ACCESS)


@steps.when(
    rf"the user logs in to the {_PLATFORM} with a (?P<which>right|wrong) passcode",
    about=lambda _words: About(right_password=True),
    needs=PASSCODE_LOGINS,
)
def log_in_with_passcode(scenario_context: ScenarioContext, platform: str, which: str) -> None:
    """Log in once, with the right password and a passcode as the second factor."""
    logins = scenario_context.target.capability(PASSCODE_LOGINS)
    login = logins.login(platform, right_passcode=which == "right")
    scenario_context.keep_login(login, Login, PASSCODE_LOGINS)


@steps.when(
    rf"the user logs in to the {_PLATFORM} and chooses a (?P<factor>push|phone call)",
    about=lambda _words: About(right_password=True),
    needs=FACTOR_CHOICES,
)
def log_in_by_factor(scenario_context: ScenarioContext, platform: str, factor: str) -> None:
    """Log in once, with the right password and a factor of the user's choice."""
    choices = scenario_context.target.capability(FACTOR_CHOICES)
    login = choices.login(platform, factor.removesuffix(" call"))
    scenario_context.keep_login(login, Login, FACTOR_CHOICES)


@steps.when(
    rf"the user logs in to the {_PLATFORM} over Remote Desktop",
    about=lambda _words: About(right_password=True),
    needs=REMOTE_LOGONS,
)
def log_in_from_afar(scenario_context: ScenarioContext, platform: str) -> None:
    """Log in once over Remote Desktop, with the right password."""
    login = scenario_context.target.capability(REMOTE_LOGONS).login(platform)
    scenario_context.keep_login(login, Login, REMOTE_LOGONS)


@steps.then(r'the user is told "(?P<text>.*)"', needs=USER_MESSAGES)
def user_told(scenario_context: ScenarioContext, text: str) -> None:
    """See the exact text that the computer shows."""
    actual = scenario_context.target.capability(USER_MESSAGES).last_message()
    expect(
        actual == text,
        f"expected: the user is told {text!r}; it was {actual!r}",
        Mismatch(Matter.ANSWER, "what the user is told", text, actual),
    )


@steps.given(
    (
        r"the keys of Duo's application are in custom fields of the organization"
        r'( but for "(?P<without>[^"]+)")?'
    ),
    needs=KEY_FIELDS,
)
def keys_in_fields(scenario_context: ScenarioContext, without: str | None) -> None:
    """Keep the keys in custom fields, all or all but one."""
    scenario_context.target.capability(KEY_FIELDS).store(without=without)


@steps.when(
    rf"Duo is deployed to the {_PLATFORM} with the keys of the custom fields",
    about=_computer,
    needs=KEY_FIELDS,
)
def deploy_with_keys_of_fields(
    scenario_context: ScenarioContext,
    endpoint_scenario: EndpointScenario,
    field_scenario: FieldScenario,
    platform: str,
) -> None:
    """Deploy, and remember whether that was refused."""
    endpoint_scenario.platform = platform
    try:
        scenario_context.target.capability(KEY_FIELDS).deploy(platform)
    except Refused as refusal:
        field_scenario.remember(refusal)
    else:
        field_scenario.remember(None)


@steps.given(
    rf"Duo for Windows Logon {_VERSION} on a {_PLATFORM}, installed without FAILOPEN",
    about=_computer,
    needs=VERSIONED_INSTALLERS,
)
def version_installed(
    scenario_context: ScenarioContext,
    endpoint_scenario: EndpointScenario,
    version: str,
    platform: str,
) -> None:
    """Run the installer of that version, told nothing of the failmode."""
    endpoint_scenario.platform = platform
    scenario_context.target.capability(VERSIONED_INSTALLERS).install(platform, version)


@steps.when(
    rf"it is upgraded to {_VERSION} by the (?P<package>msi|exe), without FAILOPEN",
    needs=VERSIONED_INSTALLERS,
)
def upgraded(
    scenario_context: ScenarioContext,
    endpoint_scenario: EndpointScenario,
    version: str,
    package: str,
) -> None:
    """Run the installer of that version over what is there, told nothing of the failmode."""
    installers = scenario_context.target.capability(VERSIONED_INSTALLERS)
    installers.upgrade(endpoint_scenario.platform, package, version)


@steps.then(r'this is assumed: "(?P<assumption>[^"]+)"', needs=ASSUMPTIONS)
def login_assumed(scenario_context: ScenarioContext, assumption: str) -> None:
    """See that the verdict is told as one that nobody has documented."""
    actual = scenario_context.login.assumed or "nothing"
    expect(
        actual == assumption,
        f"expected: the verdict rests on an assumption, {assumption}; it rests on {actual}",
        Mismatch(Matter.VERDICT, "what is assumed", assumption, actual),
    )
