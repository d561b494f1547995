"""Lint rules about outcomes and the evidence for them."""

from __future__ import annotations

from failmode.specs.facts.duo_unix import MistakeOutcome
from failmode.specs.facts.verdict_tables import Outcome
from failmode.specs.model import Severity
from failmode.specs.rules import FindingLog, LintRule
from failmode.terms import Evidence


class VerdictInvented(LintRule):
    """An outcome that is stated with unknown evidence.

    Why is this bad? A verdict without evidence would be tested as a fact.
    """

    name = "verdict-invented"
    severity = Severity.ERROR


class VerdictPending(LintRule):
    """An unknown outcome that is stated with evidence.

    Why is this bad? Evidence for an unknown verdict is a slip of one of the two.
    """

    name = "verdict-pending"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    VerdictInvented,
    VerdictPending,
)


def check_evidence(
    case: str, outcome: Outcome | MistakeOutcome, evidence: Evidence, line: int, log: FindingLog
) -> None:
    """Check that an outcome has evidence, and that what is unknown has none.

    Args:
        case: what the outcome is of, for findings.
        outcome: what is said to happen.
        evidence: how sure that is.
        line: the row's line.
        log: takes the findings.
    """
    unknown = outcome in (Outcome.UNKNOWN, MistakeOutcome.UNKNOWN)
    if evidence is Evidence.UNKNOWN and not unknown:
        message = (
            f"{case} is said to be {outcome.value!r} with unknown "
            "evidence; name the evidence or write the outcome unknown"
        )
        log.add(VerdictInvented, line, message, outcome, evidence)
    elif unknown and evidence is not Evidence.UNKNOWN:
        message = (
            f"{case} has the evidence {evidence.value!r} for an unknown "
            "outcome; write the outcome or make the evidence unknown"
        )
        log.add(VerdictPending, line, message, outcome, evidence)
