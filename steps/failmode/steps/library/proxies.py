"""Steps about the Authentication Proxy and the other applications that ask Duo.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import ProxyScenario, ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.steps.targets.capabilities import (
    AUTHENTICATION_PROXY,
    CALLING_STATIONS,
    CLOUD,
    PROXY_EVENTS,
    TOLD_PARAMETERS,
    UNIVERSAL_PROMPT,
    Login,
    RadiusLogin,
)
from failmode.terms import UNSET, Stage

_OPERATION = rf"(?P<operation>{'|'.join(Stage)})"

steps = StepLibrary()


def _proxy(words: Words) -> About:
    timeout = words.get("timeout")
    return About(
        subject=Subject(SubjectKind.AUTHENTICATION_PROXY, "Authentication Proxy"),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
        client_timeout=None if timeout is None else timeout == "set",
    )


def _universal_prompt(words: Words) -> About:
    return About(
        subject=Subject(SubjectKind.UNIVERSAL_PROMPT, "Universal Prompt"),
        setting=Setting(SettingKind.FAILMODE, words["failmode"]),
    )


@steps.given(
    (
        r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" '
        r"and api_timeout (?P<timeout>set|unset)"
    ),
    about=_proxy,
    needs=AUTHENTICATION_PROXY,
)
def authentication_proxy(scenario_context: ScenarioContext, failmode: str, timeout: str) -> None:
    """Run the proxy with that configuration."""
    scenario_context.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, api_timeout=timeout == "set"
    )


@steps.given(
    r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" and a wrong secret key',
    about=_proxy,
    needs=AUTHENTICATION_PROXY,
)
def authentication_proxy_with_wrong_key(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run the proxy with a secret key that Duo does not know."""
    scenario_context.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, right_key=False
    )


@steps.when(
    r"the user logs in over RADIUS with the (?P<which>right|wrong) password",
    about=lambda words: About(right_password=words["which"] == "right"),
    needs=AUTHENTICATION_PROXY,
)
def log_in_over_radius(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, which: str
) -> None:
    """Send one Access-Request."""
    proxy = scenario_context.target.capability(AUTHENTICATION_PROXY)
    login = proxy.login(right_password=which == "right")
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, AUTHENTICATION_PROXY)


@steps.then(r'the RADIUS answer is "(?P<answer>[^"]+)"')
def radius_answer(proxy_scenario: ProxyScenario, answer: str) -> None:
    """See the code of the answer."""
    actual = proxy_scenario.login.answer
    expect(
        actual == answer,
        f"expected: {answer}; it was {actual}",
        Mismatch(Matter.ANSWER, "the RADIUS answer", answer, actual),
    )


@steps.then(r'the Reply-Message is "(?P<text>.*)"')
def reply_message(proxy_scenario: ProxyScenario, text: str) -> None:
    """See the exact text."""
    actual = proxy_scenario.login.reply_message
    expect(
        actual == text,
        f"expected: the Reply-Message {text!r}; it was {actual!r}",
        Mismatch(Matter.ANSWER, "the Reply-Message", text, actual),
    )


@steps.when(
    r'the user logs in over RADIUS from "(?P<station>[^"]+)"',
    about=lambda _words: About(right_password=True),
    needs=CALLING_STATIONS,
)
def log_in_over_radius_from(
    scenario_context: ScenarioContext, proxy_scenario: ProxyScenario, station: str
) -> None:
    """Send one Access-Request that names the user's machine."""
    login = scenario_context.target.capability(CALLING_STATIONS).login(station)
    proxy_scenario.login = scenario_context.keep_login(login, RadiusLogin, CALLING_STATIONS)


@steps.then(
    (
        r'the last event of the proxy is "(?P<stage>[^"]+)", "(?P<status>[^"]+)"'
        r'(, saying "(?P<text>[^"]*)")?'
    ),
    needs=PROXY_EVENTS,
)
def last_event(
    scenario_context: ScenarioContext, stage: str, status: str, text: str | None
) -> None:
    """See the last line of `authevents.log`."""
    events = scenario_context.target.capability(PROXY_EVENTS).events()
    last = events[-1] if events else None
    wanted = ", ".join(part for part in (stage, status, text) if part is not None)
    shown = "no event"
    if last is not None:
        parts = (last.auth_stage, last.status, *(() if text is None else (last.msg,)))
        shown = ", ".join(parts)
    expect(
        shown == wanted,
        f"expected: the last event of the proxy is {wanted}; it is {shown}",
        Mismatch(Matter.LOG, "the last event of the proxy", wanted, shown),
    )


@steps.then(
    (
        r'Duo was told "(?P<value>[^"]*)" as "(?P<name>[a-z_]+)" '
        r'at "(?P<operation>preauth|auth)"'
    ),
    needs=TOLD_PARAMETERS,
)
def duo_told(scenario_context: ScenarioContext, value: str, name: str, operation: str) -> None:
    """See one parameter of the last request of a kind."""
    told = scenario_context.target.capability(TOLD_PARAMETERS).told(operation)
    actual = told.get(name, "(absent)")
    expect(
        actual == value,
        f"expected: {operation} told Duo {value!r} as {name}; it told {actual!r}",
        Mismatch(Matter.ANSWER, f"{name} at {operation}", value, actual),
    )


@steps.then(rf'Duo was asked for "{_OPERATION}"', needs=CLOUD)
def duo_asked(scenario_context: ScenarioContext, operation: str) -> None:
    """See that the operation reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    asked = ", ".join(operations) or "nothing"
    expect(
        operation in operations,
        f"expected: Duo was asked for {operation}; it was asked for: {asked}",
        Mismatch(Matter.ANSWER, "what Duo was asked for", operation, asked),
    )


@steps.then(
    rf'Duo was asked for "{_OPERATION}" (?P<times>\d+) times',
    converters={"times": int},
    needs=CLOUD,
)
def duo_asked_often(scenario_context: ScenarioContext, operation: str, times: int) -> None:
    """See how often the operation reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    count = list(operations).count(operation)
    expect(
        count == times,
        f"expected: Duo was asked for {operation} {times} times; it was asked {count} times",
        Mismatch(Matter.ANSWER, f"how often Duo was asked for {operation}", str(times), str(count)),
    )


@steps.then(rf'Duo was not asked for "{_OPERATION}"', needs=CLOUD)
def duo_not_asked_for(scenario_context: ScenarioContext, operation: str) -> None:
    """See that the operation never reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    expect(
        operation not in operations,
        f"expected: Duo was not asked for {operation}; it was asked for: {', '.join(operations)}",
        Mismatch(
            Matter.ANSWER,
            "what Duo was asked for",
            f"anything but {operation}",
            ", ".join(operations),
        ),
    )


@steps.then("Duo was not asked", needs=CLOUD)
def duo_not_asked(scenario_context: ScenarioContext) -> None:
    """See that no request reached Duo's cloud."""
    operations = scenario_context.target.capability(CLOUD).requested_operations()
    asked = ", ".join(operations)
    expect(
        not operations,
        f"expected: Duo was not asked; it was asked for: {asked}",
        Mismatch(Matter.ANSWER, "what Duo was asked for", "nothing", asked),
    )


@steps.given(
    r'a Universal Prompt application with failmode "(?P<failmode>[^"]+)"',
    about=_universal_prompt,
    needs=UNIVERSAL_PROMPT,
)
def universal_prompt(scenario_context: ScenarioContext, failmode: str) -> None:
    """Run an application that uses the Universal Prompt."""
    scenario_context.target.capability(UNIVERSAL_PROMPT).configure(failmode)


@steps.when("the user logs in through the Universal Prompt application", needs=UNIVERSAL_PROMPT)
def log_in_through_universal_prompt(scenario_context: ScenarioContext) -> None:
    """Log in once through the browser."""
    login = scenario_context.target.capability(UNIVERSAL_PROMPT).login()
    scenario_context.keep_login(login, Login, UNIVERSAL_PROMPT)
