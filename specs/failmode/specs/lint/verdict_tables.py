"""Lint rules about verdict tables."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.evidence import check_evidence
from failmode.specs.model import Document, Severity
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import ANY
from failmode.terms import AuthMode


class VerdictRepeated(LintRule):
    """Two rows of a verdict table that decide the same login.

    Why is this bad? Two rows for one case cannot both be true.
    """

    name = "verdict-repeated"
    severity = Severity.ERROR


class TakesWithoutEnd(LintRule):
    """A time for a login that hangs or whose outcome is unknown.

    Why is this bad? A login that never ends, or that nobody knows, takes no time.
    """

    name = "takes-without-end"
    severity = Severity.ERROR


class ReplyUnlisted(LintRule):
    """A reply text that the document of its product does not list.

    Why is this bad? A reply text that the product's list lacks is probably misspelt.
    """

    name = "reply-unlisted"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    VerdictRepeated,
    TakesWithoutEnd,
    ReplyUnlisted,
)


def check_verdicts(document: Document, log: FindingLog) -> None:
    """Check the verdict tables of a document.

    Args:
        document: the document.
        log: takes the findings.
    """
    for table in document.every(VerdictTable):
        _check_repeated(table, log)
        for row in table.rows:
            _check_takes(row, log)
            case = f"{row.fault} at {row.stage}"
            check_evidence(case, row.outcome, row.evidence, row.line, log)


def _check_repeated(table: VerdictTable, log: FindingLog) -> None:
    seen: dict[tuple[str, str], list[VerdictRow]] = {}
    for row in table.rows:
        earlier_rows = seen.setdefault((row.fault, row.stage), [])
        for earlier in earlier_rows:
            if _alike(row, earlier):
                message = (
                    f"{row.fault} at {row.stage} with client timeout {row.timeout} is also on "
                    f"line {earlier.line} ({earlier.outcome}); keep one row"
                )
                log.add(VerdictRepeated, row.line, message, earlier.outcome, row.outcome)
                break
        earlier_rows.append(row)


def _alike(row: VerdictRow, earlier: VerdictRow) -> bool:
    """Return whether two rows of one fault and stage decide the same login."""
    same_timeout = row.timeout == earlier.timeout or ANY in {row.timeout, earlier.timeout}
    mine, others = (set(r.auth_modes or tuple(AuthMode)) for r in (row, earlier))
    return same_timeout and not mine.isdisjoint(others)


def _check_takes(row: VerdictRow, log: FindingLog) -> None:
    if row.takes is not None and row.outcome in (Outcome.HUNG, Outcome.UNKNOWN):
        message = (
            f"{row.fault} at {row.stage} is {row.outcome.value!r} and yet takes {row.takes:g} s; "
            "leave the time blank, or correct the outcome"
        )
        log.add(TakesWithoutEnd, row.line, message, row.outcome, f"{row.takes:g} s")


def compare_replies(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the texts of verdict tables with those that the products' documents list.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    listed: dict[str, set[str]] = {}
    for document in documents:
        for policy in document.every(FailmodePolicy):
            if policy.replies:
                texts = listed.setdefault(policy.product.value, set())
                texts.update(reply.text for reply in policy.replies)
    for document in documents:
        for table in document.every(VerdictTable):
            known = listed.get(table.product.value)
            for row in table.rows if known else ():
                for mode, text in row.reply:
                    if known and text and text not in known:
                        message = (
                            f"the Reply-Message when {mode} is none of the texts that the "
                            f"document of {table.product.value} lists; correct or list it"
                        )
                        logs[document.path].add(ReplyUnlisted, row.line, message, text)


VERDICT_CHECKS = Checks(RULES, (check_verdicts,), (compare_replies,))
