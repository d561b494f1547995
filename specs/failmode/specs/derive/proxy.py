"""Scenarios of the Authentication Proxy beside its verdict table."""

from __future__ import annotations

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.product_subject import (
    APPROVE,
    REACHABLE,
    VERDICT,
    AnswerSteps,
    Mode,
    ProductSteps,
    ProductSubject,
    policy_of,
)
from failmode.specs.derive.verdicts import (
    WRONG_KEY_FAULT,
    evidence,
    first_stage,
    is_pending,
    verdict,
)
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.model import Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import (
    Examples,
    Row,
    Rule,
    Scenario,
    given,
    then,
)
from failmode.terms import Column, Verdict


class ReplyNotExercised(LintRule):
    """A reply text that no row of the verdict table brings about.

    Why is this bad? A reader should know which texts are never seen.
    """

    name = "reply-not-exercised"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (ReplyNotExercised,)


def proxy_rules(
    context: Context, subject: ProductSubject, answers: AnswerSteps
) -> tuple[Rule, ...]:
    """Derive what holds for the proxy whatever the fault.

    Args:
        context: documents, rules and findings.
        subject: the Authentication Proxy, with one kind of server.
        answers: what its client is answered.
    """
    primary = (_primary(context, subject, answers),) if subject.steps.has_primary else ()
    return (
        _second_factor(context, subject, answers),
        *primary,
        _wrong_key(context, subject, answers),
    )


def has_known_reply(steps: ProductSteps, row: VerdictRow, mode: Mode) -> bool:
    """Return whether the text of the answer is known; a login that hangs has no answer."""
    if steps.answers is None or row.outcome is Outcome.HUNG:
        return False
    return mode.name in dict(row.reply)


def _second_factor(context: Context, subject: ProductSubject, answers: AnswerSteps) -> Rule:
    steps = subject.steps
    source = subject.heading
    return Rule(
        RuleTitle.SECOND_FACTOR,
        (
            Scenario(
                f"{subject.name}: who gets in while Duo is reachable",
                source,
                context.cite(source, RuleTitle.SECOND_FACTOR, RuleTitle.DEFAULT_MODE),
                (
                    subject.configured_as_shipped,
                    REACHABLE,
                    given('the user answers the push with "<decision>"'),
                    steps.login,
                    VERDICT,
                    answers.answer,
                    then('Duo was asked for "auth"'),
                ),
                examples=(
                    Examples(
                        ("failmode", "decision", "verdict", "answer", Column.SOURCE),
                        tuple(
                            (mode.shown, decision, result, answers.words[result], str(mode.source))
                            for mode in subject.modes
                            for decision, result in (("approve", "allowed"), ("deny", "denied"))
                        ),
                    ),
                ),
            ),
        ),
    )


def _primary(context: Context, subject: ProductSubject, answers: AnswerSteps) -> Rule:
    """Derive that the primary server's rejection is final, whether Duo is reachable or not."""
    source = subject.heading
    rules = context.cite(source, RuleTitle.PRIMARY, RuleTitle.WRONG_PASSWORD)
    first = first_stage(subject.table)
    representative: dict[Outcome, VerdictRow] = {}
    for row in subject.table.rows:
        if row.stage == first and not is_pending(row) and row.outcome is not Outcome.HUNG:
            representative.setdefault(row.outcome, row)
    rejected = (
        answers.rejected_login,
        then('the login is "denied"'),
        then(answers.answer.text.replace("<answer>", answers.words[Verdict.DENIED])),
        then("Duo was not asked"),
    )
    return Rule(
        RuleTitle.PRIMARY,
        (
            Scenario(
                f"{subject.name}: the primary server rejects while Duo is reachable",
                source,
                rules,
                (subject.configured_as_shipped, REACHABLE, APPROVE, *rejected),
                examples=(
                    Examples(
                        ("failmode", Column.SOURCE),
                        tuple((mode.shown, str(mode.source)) for mode in subject.modes),
                    ),
                ),
            ),
            Scenario(
                f"{subject.name}: the primary server rejects while Duo is unwell",
                source,
                rules,
                (
                    subject.configured_as_shipped,
                    given('Duo suffers "<fault>"'),
                    APPROVE,
                    *rejected,
                ),
                examples=(
                    Examples(
                        ("failmode", "fault", Column.SOURCE),
                        tuple(
                            (mode.shown, row.fault, subject.source(row))
                            for row in representative.values()
                            for mode in subject.modes
                        ),
                    ),
                ),
            ),
        ),
    )


def _wrong_key(context: Context, subject: ProductSubject, answers: AnswerSteps) -> Rule:
    """Derive the login whose signature Duo refuses, by the row of HTTP 401 at the first stage."""
    steps = subject.steps
    source = subject.heading
    first = first_stage(subject.table)
    cases = [
        (row, mode)
        for row in subject.table.rows
        if (row.fault, row.stage) == (WRONG_KEY_FAULT, first) and not is_pending(row)
        for mode in subject.modes
        if has_known_reply(steps, row, mode)
    ]
    rows: list[Row] = []
    for row, mode in cases:
        result = verdict(row, mode.failmode)
        text = dict(row.reply)[mode.name]
        rows.append(
            (mode.shown, result, answers.words[result], text, evidence(row), subject.source(row))
        )
    scenario = Scenario(
        f"{subject.name}: a wrong secret key",
        source,
        context.cite(source, RuleTitle.WRONG_KEY, RuleTitle.DEFAULT_MODE, RuleTitle.REPLY),
        (
            steps.wrong_key or subject.configured,
            REACHABLE,
            APPROVE,
            steps.login,
            VERDICT,
            answers.answer,
            answers.reply,
            then(f'Duo was asked for "{first}"'),
        ),
        examples=(
            Examples(
                ("failmode", "verdict", "answer", "reply", Column.EVIDENCE, Column.SOURCE),
                tuple(rows),
            ),
        ),
    )
    return Rule(RuleTitle.WRONG_KEY, (scenario,) if rows else ())


def reply_findings(context: Context, table: VerdictTable) -> None:
    """Say which texts of the product's own document no row of its verdict table brings about.

    Args:
        context: documents, and where the findings go.
        table: the verdict table of a product.
    """
    found = policy_of(context, table.product.value)
    if found is None or not found[1].replies:
        return
    document, policy = found
    exercised = {text for row in table.rows for _, text in row.reply}
    for reply in policy.replies:
        if reply.text not in exercised:
            context.findings.append(
                document.finding(
                    reply.line,
                    ReplyNotExercised,
                    f"no scenario brings about the answer {reply.text!r}",
                    reply.text,
                )
            )
