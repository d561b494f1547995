"""Steps about Duo Single Sign-On, whose passwords an Authentication Proxy checks.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from failmode.steps.context import ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import SINGLE_SIGN_ON, Login, SsoPart

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


@steps.then(r'the page of Duo Single Sign-On says "(?P<text>[^"]*)"', needs=SINGLE_SIGN_ON)
def page_of_single_sign_on(scenario_context: ScenarioContext, text: str) -> None:
    """See what the last page said."""
    actual = scenario_context.target.capability(SINGLE_SIGN_ON).page()
    expect(
        actual == text,
        f"expected: the page says {text!r}; it said {actual!r}",
        Mismatch(Matter.ANSWER, "what the page says", text, actual),
    )
