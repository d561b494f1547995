"""Steps about Duo's authentication log: what an administrator reads there after a login.

PYTEST_DONT_REWRITE: the messages of the assertions are for readers of the documents.
"""

from __future__ import annotations

from collections.abc import Sequence

from failmode.steps.context import ScenarioContext
from failmode.steps.errors import Refused
from failmode.steps.library.step_library import StepLibrary, Words
from failmode.steps.reporting.mismatch import Matter, Mismatch, expect
from failmode.steps.reporting.subject import About, Subject, SubjectKind
from failmode.steps.targets.capabilities import AUTHENTICATION_LOG, CLOUD, LOG_FILTERS, LogEntry

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
        r'(, from "(?P<hostname>[^"]*)" at "(?P<ipaddr>[^"]*)")?'
    ),
    about=_log,
    needs=AUTHENTICATION_LOG,
)
def log_shows_one_login(
    scenario_context: ScenarioContext,
    *,
    result: str,
    reason: str,
    factor: str | None,
    hostname: str | None,
    ipaddr: str | None,
) -> None:
    """See that the log has one entry, with that result and reason, and the rest if it is named."""
    entries = scenario_context.target.capability(AUTHENTICATION_LOG).entries()
    wanted = f"{result} because of {reason}{f', by {factor}' if factor else ''}"
    if hostname is not None:
        wanted += f", from {hostname} at {ipaddr}"
    place = hostname is not None
    expect(
        [
            (
                one.result,
                one.reason,
                factor and one.factor,
                *((one.hostname, one.ipaddr) if place else ()),
            )
            for one in entries
        ]
        == [(result, reason, factor, *((hostname, ipaddr) if place else ()))],
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


@steps.then(
    (
        r"Duo's authentication log can be asked for the (?P<kind>reasons|factors) "
        r'"(?P<words>[a-z0-9_, ]+)"'
    ),
    about=_log,
    needs=LOG_FILTERS,
)
def log_can_be_asked_for(scenario_context: ScenarioContext, kind: str, words: str) -> None:
    """See that Duo knows each of these words."""
    log = scenario_context.target.capability(LOG_FILTERS)
    unknown = []
    for word in words.split(", "):
        try:
            log.entries(kind, word)
        except Refused:
            unknown.append(word)
    refused = ", ".join(unknown)
    expect(
        not unknown,
        f"expected: Duo's authentication log can be asked for each of these {kind}; "
        f"it was refused for {refused}",
        Mismatch(Matter.LOG, f"{kind} of the log", "known", f"refused: {refused}"),
    )


@steps.then(
    (
        r'Duo\'s authentication log, asked for the reason "(?P<reason>[a-z_]+)", '
        r"shows (?P<shown>one login|no login)"
    ),
    about=_log,
    needs=LOG_FILTERS,
)
def log_asked_for_reason(scenario_context: ScenarioContext, reason: str, shown: str) -> None:
    """See that the log shows logins of that reason alone."""
    entries = scenario_context.target.capability(LOG_FILTERS).entries("reasons", reason)
    expect(
        len(entries) == (shown == "one login"),
        f"expected: {shown} in the log, asked for {reason}; it shows {_listed(entries)}",
        Mismatch(Matter.LOG, f"the log, asked for {reason}", shown, _listed(entries)),
    )


def _listed(entries: Sequence[LogEntry]) -> str:
    return (
        "; ".join(
            f"{one.username}: {one.result} because of {one.reason} ({one.factor})"
            f"{f', from {one.hostname} at {one.ipaddr}' if one.hostname or one.ipaddr else ''}"
            for one in entries
        )
        or "no login"
    )
