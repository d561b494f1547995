"""How far a running scenario came, and the event that tells of it once it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import pytest
from pytest_bdd.parser import Scenario, Step

from failmode.steps.attribution import Attribution, attribute_failure
from failmode.steps.context import ScenarioContext
from failmode.steps.errors import CannotDo, NotInstalled, StepsError
from failmode.steps.items import ScenarioItem
from failmode.steps.reporting.events import (
    Outcome,
    ScenarioEnded,
    Skip,
    SkipKind,
    StepRecord,
    StepState,
)
from failmode.terms import Tag


@dataclass
class Progress:
    """How far a running scenario came.

    Attributes:
        scenario: as it runs.
        done: how many of its steps are over.
        failed: its step that failed.
        context: what its steps share, once a step needed it.
    """

    scenario: Scenario
    done: int = 0
    failed: Step | None = None
    context: ScenarioContext | None = None


_KEY = pytest.StashKey[Progress]()
_SKIP_KEY = pytest.StashKey[Skip]()


def start_progress(item: pytest.Item, scenario: Scenario) -> None:
    """Follow a scenario from its first step on."""
    item.stash[_KEY] = Progress(scenario)


def progress_of(item: pytest.Item) -> Progress | None:
    """Find how far a scenario came; None where none was started."""
    return item.stash.get(_KEY, None)


def skip_scenario(item: pytest.Item, skip: Skip, reason: str) -> NoReturn:
    """Skip a scenario, and remember why.

    Args:
        item: pytest's item of it.
        skip: why, for reports.
        reason: the same for readers.
    """
    item.stash[_SKIP_KEY] = skip
    pytest.skip(reason)


def skip_for(error: CannotDo) -> Skip:
    """Tell why a scenario is skipped that a target cannot run."""
    if isinstance(error, NotInstalled):
        return Skip(SkipKind.NOT_INSTALLED, error.missing, error.install)
    return Skip(SkipKind.TARGET, error.cause)


def scenario_ended(
    item: pytest.Item,
    ours: ScenarioItem,
    order: int,
    call: pytest.CallInfo[None],
    report: pytest.TestReport,
    *,
    built_in: bool,
) -> ScenarioEnded:
    """Make the event of a scenario that is over.

    Args:
        item: pytest's item of it.
        ours: what it is.
        order: its place in the run's collection.
        call: how it was called.
        report: what pytest made of that.
        built_in: whether the run's target is our own, where the scenario itself does not know.
    """
    outcome = _outcome(report, pending=Tag.PENDING in ours.tags)
    progress = progress_of(item)
    if progress is not None and progress.context is not None:
        built_in = progress.context.target.is_built_in
    return _event(
        item,
        ours,
        order=order,
        outcome=outcome,
        reason=_reason(call, report),
        duration_seconds=report.duration,
        skip=item.stash.get(_SKIP_KEY, Skip(SkipKind.OTHER, _reason(call, report)))
        if report.skipped
        else None,
        found=attribute_failure(call.excinfo, built_in=built_in)
        if outcome is Outcome.FAILED and call.excinfo
        else None,
    )


def scenario_left_out(
    item: pytest.Item, ours: ScenarioItem, order: int, reason: str, cause: str
) -> ScenarioEnded:
    """Make the event of a scenario that is skipped before the run.

    Args:
        item: pytest's item of it.
        ours: what it is.
        order: its place in the run's collection.
        reason: why it is not run.
        cause: what the target cannot do.
    """
    return _event(
        item,
        ours,
        order=order,
        outcome=Outcome.SKIPPED,
        reason=reason,
        duration_seconds=0.0,
        skip=Skip(SkipKind.TARGET, cause),
        found=None,
    )


def _event(
    item: pytest.Item,
    ours: ScenarioItem,
    *,
    order: int,
    outcome: Outcome,
    reason: str,
    duration_seconds: float,
    skip: Skip | None,
    found: Attribution | None,
) -> ScenarioEnded:
    progress = progress_of(item) or Progress(ours.scenario)
    context, feature = progress.context, ours.scenario.feature
    login = context.last_login if context else None
    return ScenarioEnded(
        order=order,
        test=item.nodeid,
        name=ours.scenario.name,
        feature=feature.rel_filename or feature.filename,
        line=ours.scenario.line_number,
        document=ours.document or (f"{feature.filename}:{ours.scenario.line_number}",),
        rules=ours.rules,
        tags=ours.tags,
        row=ours.row,
        about=ours.about,
        actual=login.verdict if login else None,
        assumed=login.assumed if login else "",
        outcome=outcome,
        reason=reason,
        evidence=ours.evidence,
        steps=_steps(progress),
        trace=login.trace if login else (),
        exchanges=context.target.exchanges() if context else (),
        duration_seconds=duration_seconds,
        failure=found.kind if found else None,
        mismatch=found.mismatch if found else None,
        skip=skip,
        traceback=found.traceback if found else "",
    )


def _outcome(report: pytest.TestReport, *, pending: bool) -> Outcome:
    if report.skipped:
        return Outcome.PENDING if pending else Outcome.SKIPPED
    return Outcome.PASSED if report.passed else Outcome.FAILED


def _steps(progress: Progress) -> tuple[StepRecord, ...]:
    found = []
    for number, step in enumerate(progress.scenario.steps):
        state = StepState.DONE if number < progress.done else StepState.NOT_RUN
        if step is progress.failed:
            state = StepState.FAILED
        found.append(StepRecord(f"{step.keyword.strip()} {step.name}", step.line_number, state))
    return tuple(found)


def _reason(call: pytest.CallInfo[None], report: pytest.TestReport) -> str:
    if report.passed or call.excinfo is None:
        return ""
    error = call.excinfo.value
    if isinstance(
        error, AssertionError | StepsError | pytest.skip.Exception | pytest.fail.Exception
    ):
        return str(error)
    return f"{type(error).__name__}: {error}"
