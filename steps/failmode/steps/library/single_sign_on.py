"""Steps about Duo Single Sign-On, whose passwords an Authentication Proxy checks.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Mapping

from failmode.steps.context import ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    SINGLE_SIGN_ON,
    SSO_DIRECTORIES,
    SSO_EVENTS,
    Login,
    SsoPart,
    SsoTrouble,
)

steps = StepLibrary()


def _sso(_words: Words) -> About:
    return About(subject=Subject(SubjectKind.AUTHENTICATION_PROXY, "[sso]"))


@steps.given(
    r"Duo Single Sign-On with an Authentication Proxy that has \[sso\]",
    about=_sso,
    needs=SINGLE_SIGN_ON,
)
def single_sign_on(scenario_context: ScenarioContext) -> None:
    """Run a directory and the proxy, and set Duo Single Sign-On up for them."""
    scenario_context.target.capability(SINGLE_SIGN_ON).configure()


@steps.given(
    (
        r"Duo Single Sign-On with an Authentication Proxy that has \[sso\], "
        r"and (?P<count>1 directory|2 directories)"
    ),
    about=_sso,
    needs=SSO_DIRECTORIES,
)
def single_sign_on_with_directories(scenario_context: ScenarioContext, count: str) -> None:
    """Run so many directories and the proxy, and set Duo Single Sign-On up for them."""
    scenario_context.target.capability(SSO_DIRECTORIES).configure(int(count[0]))


@steps.given(
    rf"the first directory (?P<trouble>{'|'.join(SsoTrouble)})",
    needs=SSO_DIRECTORIES,
)
def troubled_directory(scenario_context: ScenarioContext, trouble: str) -> None:
    """Let something be wrong with the directory that is asked first."""
    scenario_context.target.capability(SSO_DIRECTORIES).trouble_first(SsoTrouble(trouble))


@steps.given(
    rf"(?P<part>{'|'.join(SsoPart)}) is away",
    needs=SINGLE_SIGN_ON,
)
def part_is_away(scenario_context: ScenarioContext, part: str) -> None:
    """Stop a part."""
    scenario_context.target.capability(SINGLE_SIGN_ON).take_away(SsoPart(part))


@steps.when(
    r"the user logs in at Duo Single Sign-On with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=SINGLE_SIGN_ON,
)
def log_in_at_single_sign_on(scenario_context: ScenarioContext, which: str) -> None:
    """Log in at its page, with a browser."""
    sso = scenario_context.target.capability(SINGLE_SIGN_ON)
    login = sso.login(right_password=which == "right")
    scenario_context.keep_login(login, Login, SINGLE_SIGN_ON)


@steps.when(
    "the user logs in at Duo Single Sign-On without a password",
    about=lambda _words: About(right_password=False),
    needs=SSO_DIRECTORIES,
)
def log_in_at_single_sign_on_without_password(scenario_context: ScenarioContext) -> None:
    """Send the form of its page with nothing for a password."""
    login = scenario_context.target.capability(SSO_DIRECTORIES).login_without_password()
    scenario_context.keep_login(login, Login, SSO_DIRECTORIES)


@steps.then(r'the page of Duo Single Sign-On says "(?P<text>[^"]*)"', needs=SINGLE_SIGN_ON)
def page_of_single_sign_on(scenario_context: ScenarioContext, text: str) -> None:
    """See what the last page said."""
    actual = scenario_context.target.capability(SINGLE_SIGN_ON).page()
    expect(
        actual == text,
        f"expected: the page says {text!r}; it said {actual!r}",
        Mismatch(Matter.ANSWER, "what the page says", text, actual),
    )


@steps.then(
    r'the page of Duo Single Sign-On gives "(?P<reason>[^"]*)" as the reason',
    needs=SSO_DIRECTORIES,
)
def reason_of_single_sign_on(scenario_context: ScenarioContext, reason: str) -> None:
    """See which reason the last page gave."""
    actual = scenario_context.target.capability(SSO_DIRECTORIES).reason()
    expect(
        actual == reason,
        f"expected: the page gives {reason!r} as the reason; it gave {actual!r}",
        Mismatch(Matter.ANSWER, "the reason that the page gives", reason, actual),
    )


@steps.then(r'Duo\'s check of the first directory says "(?P<said>[^"]+)"', needs=SSO_DIRECTORIES)
def check_of_directory(scenario_context: ScenarioContext, said: str) -> None:
    """Have the proxy check the directory for Duo."""
    actual = scenario_context.target.capability(SSO_DIRECTORIES).check_first()
    expect(
        actual == said,
        f"expected: the check says {said!r}; it said {actual!r}",
        Mismatch(Matter.ANSWER, "the check of the directory", said, actual),
    )


@steps.then(
    (
        r'an application that asks Duo for "(?P<names>[^"]+)" of the user '
        r'gets "(?P<values>[^"]*)"'
    ),
    needs=SSO_DIRECTORIES,
)
def attributes_of_user(scenario_context: ScenarioContext, names: str, values: str) -> None:
    """Have the proxy read attributes of the user for Duo."""
    actual = scenario_context.target.capability(SSO_DIRECTORIES).attributes(names.split(", "))
    expect(
        actual == values,
        f"expected: the application gets {values!r}; it got {actual!r}",
        Mismatch(Matter.ANSWER, "the attributes of the user", values, actual),
    )


@steps.then(
    r'an event of ssoevents\.log is "(?P<event>[^"]+)" with the keys "(?P<keys>[^"]+)"',
    needs=SSO_EVENTS,
)
def sso_event(scenario_context: ScenarioContext, event: str, keys: str) -> None:
    """See that there is such a line, and which keys the last one has, in alphabetical order."""
    actual = ", ".join(sorted(_last(scenario_context, event)))
    expect(
        actual == keys,
        f"expected: an event {event} with the keys {keys}; it has {actual or 'not been written'}",
        Mismatch(Matter.LOG, f"the keys of the event {event}", keys, actual),
    )


@steps.then(
    (
        r'the event "(?P<event>[^"]+)" of ssoevents\.log has "(?P<value>[^"]*)" '
        r'as "(?P<key>[a-z_]+)"'
    ),
    needs=SSO_EVENTS,
)
def sso_event_value(scenario_context: ScenarioContext, event: str, value: str, key: str) -> None:
    """See one value of the last such line of `ssoevents.log`."""
    actual = str(_last(scenario_context, event).get(key, "(absent)"))
    expect(
        actual == value,
        f"expected: the event {event} has {value!r} as {key}; it has {actual!r}",
        Mismatch(Matter.LOG, f"{key} of the event {event}", value, actual),
    )


def _last(scenario_context: ScenarioContext, msg: str) -> Mapping[str, object]:
    events = scenario_context.target.capability(SSO_EVENTS).events()
    return next((one for one in reversed(events) if one.get("msg") == msg), {})
