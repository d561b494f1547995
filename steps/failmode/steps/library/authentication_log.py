"""Steps about Duo's authentication log: what an administrator reads there after a login.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Sequence

from failmode.steps.context import ScenarioContext
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import AUTHENTICATION_LOG, CLOUD, LogEntry

steps = StepLibrary()


def _log(_words: Words) -> About:
    return About(subject=Subject(SubjectKind.AUTHENTICATION_LOG, "Duo's authentication log"))


@steps.when("Duo is reachable again", needs=CLOUD)
def reachable_again(scenario_context: ScenarioContext) -> None:
    """End what was wrong between the client and Duo's cloud."""
    scenario_context.target.capability(CLOUD).clear_faults()


@steps.then(
    (
        r'Duo\'s authentication log shows one login, "(?P<result>success|denied|fraud)" '
        r'because of "(?P<reason>[a-z_]+)"(, by "(?P<factor>[a-z_]+)")?'
    ),
    about=_log,
    needs=AUTHENTICATION_LOG,
)
def log_shows_one_login(
    scenario_context: ScenarioContext, result: str, reason: str, factor: str | None
) -> None:
    """See that the log has one entry, with that result and reason, and by that factor if named."""
    entries = scenario_context.target.capability(AUTHENTICATION_LOG).entries()
    wanted = f"{result} because of {reason}{f', by {factor}' if factor else ''}"
    expect(
        [(one.result, one.reason, factor and one.factor) for one in entries]
        == [(result, reason, factor)],
        f"expected: one login in Duo's authentication log, {wanted}; it shows {_listed(entries)}",
        Mismatch(Matter.LOG, "the log", wanted, _listed(entries)),
    )


@steps.then("Duo's authentication log shows no login", about=_log, needs=AUTHENTICATION_LOG)
def log_shows_no_login(scenario_context: ScenarioContext) -> None:
    """See that the log is empty."""
    entries = scenario_context.target.capability(AUTHENTICATION_LOG).entries()
    expect(
        not entries,
        f"expected: no login in Duo's authentication log; it shows {_listed(entries)}",
        Mismatch(Matter.LOG, "the log", "no login", _listed(entries)),
    )


def _listed(entries: Sequence[LogEntry]) -> str:
    return (
        "; ".join(
            f"{one.username}: {one.result} because of {one.reason} ({one.factor})"
            for one in entries
        )
        or "no login"
    )
