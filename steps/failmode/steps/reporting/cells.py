"""The logins of a run while something was wrong: what was tried, expected and seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from failmode.steps.reporting.events import Outcome, ScenarioEnded
from failmode.steps.reporting.subject import SettingKind, Subject, SubjectKind
from failmode.terms import Evidence, Stage, Verdict

MISTAKE = "configuration mistake"
"""The stage of a login that a mistake in the configuration decides."""

_DECIDED_BY = {
    SubjectKind.ENDPOINT: SettingKind.OPTION,
    SubjectKind.AUTHENTICATION_PROXY: SettingKind.FAILMODE,
    SubjectKind.UNIVERSAL_PROMPT: SettingKind.FAILMODE,
    SubjectKind.DUO_UNIX: SettingKind.FAILMODE,
    SubjectKind.PRODUCT: SettingKind.FAILMODE,
}
"""What reports show, and what decides there."""

_TRIED = (Outcome.PASSED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Combination:
    """One way in which Duo fails a login.

    Attributes:
        fault: what Duo suffers, or the mistake in the configuration.
        stage: where; empty for from the first request on.
        timeout: whether the client's own timeout is set.
    """

    fault: str
    stage: str
    timeout: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One login of a run: what was tried, what was expected, what came of it.

    Attributes:
        subject: what the user logged in through.
        field: the custom field whose option decides; empty where none does.
        setting: the option of the field, or the failmode.
        combination: what was wrong.
        expected: None where the documents do not know it.
        actual: None where no login was tried.
        outcome: how the scenario ended.
        evidence: how sure the documents are of the verdict; None where none says so.
        assumed: whether the target decided it upon an assumption.
    """

    subject: Subject
    field: str
    setting: str
    combination: Combination
    expected: Verdict | None
    actual: Verdict | None
    outcome: Outcome
    evidence: Evidence | None
    assumed: bool

    @property
    def is_tried(self) -> bool:
        """Whether a login was tried whose verdict is known beforehand."""
        return self.outcome in _TRIED


def cells(events: Iterable[ScenarioEnded]) -> list[Cell]:
    """Read the cells of a run, in the documents' order.

    Shown is who gets in with the right password while something is wrong.
    """
    in_order = sorted(events, key=lambda event: event.order)
    return [cell for event in in_order if (cell := _cell(event)) is not None]


def by_field(found: Iterable[Cell]) -> dict[str, list[Cell]]:
    """Sort the logins at computers by the custom field that decides over them."""
    fields: dict[str, list[Cell]] = {}
    for cell in found:
        if cell.subject.kind is SubjectKind.ENDPOINT:
            fields.setdefault(cell.field, []).append(cell)
    return fields


def by_product(found: Iterable[Cell]) -> dict[Subject, list[Cell]]:
    """Sort the logins through everything that a failmode of its own decides over."""
    products: dict[Subject, list[Cell]] = {}
    for cell in found:
        if cell.subject.kind is not SubjectKind.ENDPOINT:
            products.setdefault(cell.subject, []).append(cell)
    return products


def combinations(found: Iterable[Cell]) -> set[Combination]:
    """Find the different ways in which Duo fails these logins.

    A login under a fault from its first request on is none of its own where the same fault is
    there with a stage.
    """
    each = {cell.combination for cell in found}
    staged = {one.fault for one in each if one.stage}
    return {one for one in each if one.stage or one.fault not in staged}


@dataclass(frozen=True, slots=True)
class Foundation:
    """How well the verdicts of some logins are founded.

    Attributes:
        known: how many combinations were tried whose verdict the documents know.
        assumed: how many of the tried ones the target decided upon an assumption.
        unknown: how many combinations nobody knows the verdict of.
        evidence: how many tried combinations are how sure.
    """

    known: int
    assumed: int
    unknown: int
    evidence: Counter[Evidence]

    @property
    def total(self) -> int:
        """How many combinations there are."""
        return self.known + self.unknown


def foundation(tried: Sequence[Cell], all_of_subject: Sequence[Cell]) -> Foundation:
    """Find how well some logins are founded.

    Args:
        tried: the logins.
        all_of_subject: those through the same subject with any setting: what is unknown is written
            for some settings only.
    """
    run = [cell for cell in tried if cell.is_tried]
    known = combinations(run)
    pending = combinations(c for c in all_of_subject if c.outcome is Outcome.PENDING)
    evidence = {c.combination: c.evidence for c in run if c.evidence and c.combination in known}
    return Foundation(
        known=len(known),
        assumed=len({c.combination for c in run if c.assumed} & known),
        unknown=len(pending - known),
        evidence=Counter(evidence.values()),
    )


def stage_order(stage: str) -> int:
    """Order stages as they come in a login, mistakes last."""
    order = ("", *Stage)
    return order.index(stage) if stage in order else len(order)


def _cell(event: ScenarioEnded) -> Cell | None:
    about = event.about
    fault = about.mistake or about.fault
    if about.subject is None or about.setting is None or not fault:
        return None
    if about.right_password is False or _DECIDED_BY.get(about.subject.kind) != about.setting.kind:
        return None
    stage = MISTAKE if about.mistake else about.stage or ""
    return Cell(
        subject=about.subject,
        field=about.field or "",
        setting=about.setting.value,
        combination=Combination(fault, stage, bool(about.client_timeout)),
        expected=about.expected,
        actual=event.actual,
        outcome=event.outcome,
        evidence=event.evidence,
        assumed=bool(event.assumed),
    )
