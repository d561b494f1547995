"""Steps about the Authentication Proxy and the other applications that ask Duo.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from failmode.steps.context import ScenarioContext
from failmode.steps.targets.capabilities import AUTHENTICATION_PROXY, CLOUD, UNIVERSAL_PROMPT
from failmode.terms.fields import UNSET

_WHICH = r"(?P<which>right|wrong)"


@given(
    parsers.re(
        r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" '
        r"and api_timeout (?P<timeout>set|unset)"
    )
)
def authentication_proxy(scene: ScenarioContext, failmode: str, timeout: str) -> None:
    """Run the proxy with that configuration."""
    scene.failmode = failmode
    scene.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, api_timeout=timeout == "set"
    )


@given(
    parsers.re(
        r'an Authentication Proxy with failmode "(?P<failmode>[^"]+)" and a wrong secret key'
    )
)
def authentication_proxy_with_wrong_key(scene: ScenarioContext, failmode: str) -> None:
    """Run the proxy with a secret key that Duo does not know."""
    scene.failmode = failmode
    scene.target.capability(AUTHENTICATION_PROXY).configure(
        None if failmode == UNSET else failmode, right_key=False
    )


@when(parsers.re(rf"the user logs in over RADIUS with the {_WHICH} password"))
def log_in_over_radius(scene: ScenarioContext, which: str) -> None:
    """One Access-Request."""
    scene.right_password = which == "right"
    login = scene.target.capability(AUTHENTICATION_PROXY).login(right_password=scene.right_password)
    scene.verdict, scene.trace = login.verdict, login.trace
    scene.radius_answer, scene.reply_message = login.answer, login.reply_message


@then(parsers.re(r'the RADIUS answer is "(?P<answer>[^"]+)"'))
def radius_answer(scene: ScenarioContext, answer: str) -> None:
    """The code of the answer."""
    assert scene.radius_answer == answer, f"expected: {answer}; it was {scene.radius_answer}"


@then(parsers.re(r'the Reply-Message is "(?P<text>.*)"'))
def reply_message(scene: ScenarioContext, text: str) -> None:
    """The exact text."""
    assert scene.reply_message == text, (
        f"expected: the Reply-Message {text!r}; it was {scene.reply_message!r}"
    )


@then(parsers.re(r'Duo was asked for "(?P<operation>ping|preauth|auth)"'))
def duo_asked(scene: ScenarioContext, operation: str) -> None:
    """The operation reached Duo's cloud."""
    asked = scene.target.capability(CLOUD).operations_asked()
    assert operation in asked, (
        f"expected: Duo was asked for {operation}; "
        f"it was asked for: {', '.join(asked) or 'nothing'}"
    )


@then("Duo was not asked")
def duo_not_asked(scene: ScenarioContext) -> None:
    """No request reached Duo's cloud."""
    asked = scene.target.capability(CLOUD).operations_asked()
    assert not asked, f"expected: Duo was not asked; it was asked for: {', '.join(asked)}"


@given(parsers.re(r'a Universal Prompt application with failmode "(?P<failmode>[^"]+)"'))
def universal_prompt(scene: ScenarioContext, failmode: str) -> None:
    """Run an application that uses the Universal Prompt."""
    scene.failmode = failmode
    scene.target.capability(UNIVERSAL_PROMPT).configure(failmode)


@when("the user logs in through the Universal Prompt application")
def log_in_through_universal_prompt(scene: ScenarioContext) -> None:
    """One login through the browser."""
    login = scene.target.capability(UNIVERSAL_PROMPT).login()
    scene.verdict, scene.trace = login.verdict, login.trace
