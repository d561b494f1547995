"""Steps about Duo's authentication log: what an administrator reads there after a login.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pytest_bdd import given, parsers, then, when

from failmode.steps.context import ScenarioContext
from failmode.steps.targets.capabilities import AUTHENTICATION_LOG, CLOUD, DEPLOYMENT, LogEntry
from failmode.terms.platforms import Platform

_CONVERT: dict[str, Callable[[str], object]] = {"platform": Platform.from_words}


@given(
    parsers.re(
        r"Duo on a (?P<platform>Windows workstation|Windows server) "
        r"with failmode (?P<failmode>open|closed)"
    ),
    converters=_CONVERT,
)
def duo_on_windows(scene: ScenarioContext, platform: Platform, failmode: str) -> None:
    """Install Duo by hand, with that failmode."""
    scene.platform, scene.failmode = platform, failmode
    scene.target.capability(DEPLOYMENT).install(platform, fail_open=failmode == "open")


@when("Duo is reachable again")
def reachable_again(scene: ScenarioContext) -> None:
    """What was wrong between the client and Duo's cloud is over."""
    scene.target.capability(CLOUD).recover()


@then(
    parsers.re(
        r'Duo\'s authentication log shows one login, "(?P<result>success|denied|fraud)" '
        r'because of "(?P<reason>[a-z_]+)"'
    )
)
def log_shows_one_login(scene: ScenarioContext, result: str, reason: str) -> None:
    """The log has one entry, with that result and reason."""
    entries = scene.target.capability(AUTHENTICATION_LOG).entries()
    assert [(one.result, one.reason) for one in entries] == [(result, reason)], (
        f"expected: one login in Duo's authentication log, {result} because of {reason}; "
        f"it shows {_shown(entries)}"
    )


@then("Duo's authentication log shows no login")
def log_shows_no_login(scene: ScenarioContext) -> None:
    """The log is empty."""
    entries = scene.target.capability(AUTHENTICATION_LOG).entries()
    assert not entries, (
        f"expected: no login in Duo's authentication log; it shows {_shown(entries)}"
    )


def _shown(entries: Sequence[LogEntry]) -> str:
    return (
        "; ".join(
            f"{one.username}: {one.result} because of {one.reason} ({one.factor})"
            for one in entries
        )
        or "no login"
    )
