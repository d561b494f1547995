"""Events of scenarios, for tests of what a run tells."""

from __future__ import annotations

from dataclasses import replace

from failmode.steps.reporting.events import (
    FailureKind,
    Outcome,
    ScenarioEnded,
    Skip,
    SkipKind,
)
from failmode.steps.reporting.mismatch import Matter, Mismatch
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.terms.logins import Evidence, Verdict
from failmode.terms.stages import Stage

FIELD = "duoFailopen"
DOCUMENT = "docs/field.md:21"
RULE = "docs/rules.md:60 An unset field has the documented default"
PROXY = Subject(SubjectKind.AUTHENTICATION_PROXY, "Authentication Proxy")


def scenario(order: int, outcome: Outcome = Outcome.PASSED) -> ScenarioEnded:
    """Make the event of a scenario about nothing in particular."""
    return ScenarioEnded(
        order=order,
        test=f"features/a.feature::test[{order}]",
        name="a scenario",
        feature="features/a.feature",
        line=1,
        document=(DOCUMENT,),
        rules=(RULE,),
        tags=(),
        row={},
        about=About(),
        actual=None,
        outcome=outcome,
        reason="",
        evidence=None,
        assumed="",
        steps=(),
        trace=(),
        exchanges=(),
        duration_seconds=0.1,
    )


def login(
    order: int,
    subject: Subject,
    setting: str,
    expected: Verdict | None,
    *,
    actual: Verdict | None = None,
    fault: str = "http-503",
    field: str | None = None,
    evidence: Evidence | None = Evidence.DOCUMENTED,
) -> ScenarioEnded:
    """Make the event of a login while Duo cannot be reached, which comes out as it has to.

    Args:
        order: its place in the run.
        subject: through what.
        setting: the option or the failmode.
        expected: None for one that nobody knows, which is not run.
        actual: what came of it; the same as expected when left out.
        fault: what Duo suffers.
        field: the custom field that decides; None for a failmode.
        evidence: how sure the documents are.
    """
    kind = SettingKind.FAILMODE if field is None else SettingKind.OPTION
    came = actual or expected
    event = replace(
        scenario(order, Outcome.PASSED if came == expected else Outcome.FAILED),
        document=(f"docs/verdicts.md:{40 + order}", DOCUMENT),
        about=About(
            subject=subject,
            setting=Setting(kind, setting),
            field=field,
            fault=fault,
            stage=Stage.PREAUTH,
            right_password=True,
            expected=expected,
        ),
        actual=came,
        evidence=evidence,
    )
    if expected is None:
        skip = Skip(SkipKind.PENDING)
        return replace(event, outcome=Outcome.PENDING, evidence=Evidence.UNKNOWN, skip=skip)
    if came is not None and came != expected:
        mismatch = Mismatch(Matter.VERDICT, "the login", expected, came)
        return broken_promise(event, mismatch)
    return event


def broken_promise(event: ScenarioEnded, mismatch: Mismatch) -> ScenarioEnded:
    """Let a scenario see something else than it has to."""
    return replace(
        event,
        outcome=Outcome.FAILED,
        failure=FailureKind.PROMISE,
        mismatch=mismatch,
        reason=f"expected: {mismatch.expected}; it was {mismatch.actual}",
    )


def computer(name: str) -> Subject:
    """Name a computer of a platform."""
    return Subject(SubjectKind.ENDPOINT, name)


def skipped(order: int, skip: Skip) -> ScenarioEnded:
    """Make the event of a scenario that was not run."""
    return replace(scenario(order, Outcome.SKIPPED), skip=skip, reason="a reason")


def matrix_of(field: str, *options: str, first: int = 0) -> list[ScenarioEnded]:
    """Make a field's logins: every option opens Windows, two faults of three are known."""
    events: list[ScenarioEnded] = []
    for option in options:
        for platform, verdict in (
            ("Windows server", Verdict.FAILED_OPEN),
            ("macOS", Verdict.DENIED),
        ):
            for fault in ("http-503", "reset"):
                order = first + len(events)
                events.append(
                    login(order, computer(platform), option, verdict, fault=fault, field=field)
                )
            pending = login(
                first + len(events), computer(platform), option, None, fault="trickle", field=field
            )
            events.append(pending)
    return events
