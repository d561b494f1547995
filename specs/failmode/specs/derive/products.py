"""Scenarios of products with a verdict table of their own: each row, in each failmode."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.context import Context
from failmode.specs.derive.product_subject import (
    APPROVE,
    VERDICT,
    Mode,
    ProductSubject,
    product_subject,
)
from failmode.specs.derive.proxy import has_known_reply, proxy_rules
from failmode.specs.derive.proxy_servers import further_servers
from failmode.specs.derive.verdicts import (
    CLOCK_SKEW,
    by_fault,
    counts_as_unreachable,
    evidence,
    first_stage,
    is_pending,
    verdict,
)
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.products import Product
from failmode.specs.scenarios import (
    Examples,
    Feature,
    Row,
    Rule,
    Scenario,
    Step,
    given,
    then,
)
from failmode.specs.synonyms import ANY
from failmode.terms import UNSET, AuthMode, Column, Program, Tag

_SETTLED = frozenset({Outcome.FAILS_OPEN, Outcome.ALLOWED, Outcome.DENIED})


def product_features(
    context: Context, named: NamedDocument, table: VerdictTable
) -> Iterator[Feature]:
    """Derive the features of a product: each row of its verdict table, in each of its modes.

    The Authentication Proxy has one for each kind of server.

    Args:
        context: documents, rules and findings.
        named: the document of the table.
        table: the verdict table of a product that scenarios can log in through.
    """
    subject = product_subject(context, named, table)
    yield _feature(context, subject)
    if subject.steps.product == Product.AUTHENTICATION_PROXY:
        for server in further_servers(context, subject):
            yield _feature(context, server)


def _feature(context: Context, subject: ProductSubject) -> Feature:
    titles: list[tuple[RuleTitle, Callable[[VerdictRow], bool]]] = [
        (RuleTitle.UNREACHABLE, counts_as_unreachable),
        (RuleTitle.FAILMODE_INDEPENDENT, lambda r: not is_pending(r) and r.outcome in _SETTLED),
        (RuleTitle.HUNG, lambda r: not is_pending(r) and r.outcome is Outcome.HUNG),
    ]
    rules = [_rule(context, subject, title, applies) for title, applies in titles]
    if subject.steps.answers is not None:
        rules += proxy_rules(context, subject, subject.steps.answers)
    rules.append(_rule(context, subject, RuleTitle.PENDING, is_pending))
    slug = subject.tag
    tag = subject.steps.tag
    server = (subject.server,) if subject.server else ()
    return Feature(
        PurePosixPath(subject.named.feature_path().parent / f"{slug}.feature"),
        f"{subject.name} when Duo is unreachable",
        subject.heading,
        tuple(rule for rule in rules if rule.scenarios),
        (
            f"Each row of the verdict table of {subject.name}{_in_each_mode(subject)}.",
            "The user's password is right, and the user would approve a push.",
        ),
        tags=(tag, *((slug,) if subject.steps.programs or tag == Tag.PRODUCT else ()), *server),
    )


def _in_each_mode(subject: ProductSubject) -> str:
    return ", in each failmode" if len(subject.modes) > 1 else ", which has no failmode"


@dataclass(frozen=True, slots=True)
class _Shape:
    """What distinguishes the outlines of one rule: their steps differ, so one is not enough.

    Attributes:
        whole_login: the fault has no stage to begin at.
        later: it acts after a first request went well.
        reply: the text of the answer is known.
        timed: how long the login takes is known, and is long.
    """

    whole_login: bool
    later: bool
    reply: bool
    timed: bool

    @property
    def circumstance(self) -> str:
        if self.whole_login:
            return "throughout the login"
        return "after a first request went well" if self.later else "from the first request on"


@dataclass(frozen=True, slots=True)
class _Case:
    """One row in one failmode through one program (None for a product that is one program)."""

    row: VerdictRow
    mode: Mode
    program: Program | None


_NAMES = {
    RuleTitle.UNREACHABLE: "the failmode decides",
    RuleTitle.FAILMODE_INDEPENDENT: "the failmode does not matter",
    RuleTitle.HUNG: "no verdict before the deadline",
    RuleTitle.PENDING: "not known",
}


def _rule(
    context: Context,
    subject: ProductSubject,
    title: RuleTitle,
    applies: Callable[[VerdictRow], bool],
) -> Rule:
    """Derive scenarios of the chosen rows; one outline for each shape that they come in."""
    first = first_stage(subject.table)
    cases: dict[_Shape, list[_Case]] = {}
    for row in filter(applies, subject.table.rows):
        for program in _programs(subject, row):
            for mode in subject.modes:
                shape = _Shape(
                    row.fault == CLOCK_SKEW,
                    row.stage != first and row.fault != CLOCK_SKEW,
                    has_known_reply(subject.steps, row, mode),
                    row.takes is not None,
                )
                cases.setdefault(shape, []).append(_Case(row, mode, program))
    return Rule(
        title,
        tuple(_outline(context, subject, title, shape, found) for shape, found in cases.items()),
    )


def _programs(subject: ProductSubject, row: VerdictRow) -> tuple[Program | None, ...]:
    """List the programs that a row is run through: those that ask Duo in its mode."""
    if not subject.steps.programs:
        return (None,)
    return tuple(
        one.program for one in subject.programs if one.auth_mode in (row.auth_modes or AuthMode)
    )


def _outline(
    context: Context,
    subject: ProductSubject,
    title: RuleTitle,
    shape: _Shape,
    cases: Sequence[_Case],
) -> Scenario:
    steps = subject.steps
    name = f"{subject.name}: {_NAMES[title]}, {shape.circumstance}"
    login = steps.login
    if shape.timed:
        name += ", after a while"
        login = replace(login, text=f"{login.text}, which takes about <takes> seconds")
    if steps.answers and not shape.reply and title is not RuleTitle.HUNG:
        name += ", with a text that is not known"
    return Scenario(
        name,
        subject.heading,
        context.cite(subject.heading, title, *_further_titles(subject, shape)),
        (
            subject.configured,
            given(f'Duo suffers "<fault>"{"" if shape.whole_login else " at <stage>"}'),
            APPROVE,
            login,
            VERDICT,
            *_further_checks(subject, shape),
        ),
        (Tag.PENDING,) if title is RuleTitle.PENDING else (),
        tuple(_examples(subject, shape, cases)),
    )


def _further_titles(subject: ProductSubject, shape: _Shape) -> Iterator[RuleTitle]:
    """List the rules that an outline follows beside the one that it stands under."""
    if subject.server:
        yield RuleTitle.PROXY_SERVERS
    if not shape.whole_login:
        yield RuleTitle.STAGE
    if subject.steps.timeout:
        yield RuleTitle.ANY_TIMEOUT
    if UNSET in {mode.shown for mode in subject.modes}:
        yield RuleTitle.DEFAULT_MODE
    if subject.steps.programs:
        yield RuleTitle.VERSIONS
        yield RuleTitle.PROGRAMS
    if shape.timed:
        yield RuleTitle.DURATION
    if shape.reply:
        yield RuleTitle.REPLY


def _further_checks(subject: ProductSubject, shape: _Shape) -> Iterator[Step]:
    """Write the steps for what a login of this shape shows beside its verdict."""
    if shape.timed and subject.steps.clocked:
        yield then("it took about <takes> seconds")
    answers = subject.steps.answers
    if answers:
        yield answers.answer
        if shape.reply:
            yield answers.reply
    if shape.later and (answers or subject.steps.programs):
        yield then(f'Duo was asked for "{first_stage(subject.table)}"')


def _examples(subject: ProductSubject, shape: _Shape, cases: Sequence[_Case]) -> Iterator[Examples]:
    """Write one tagged table of examples for each stage, fault and program, slow ones apart."""
    columns = _columns(subject, shape)
    for stage, fault, found in by_fault(dict.fromkeys(case.row for case in cases)):
        groups: dict[tuple[Program | None, bool], list[Row]] = {}
        for row in found:
            for case in (case for case in cases if case.row is row):
                cells = tuple(column(case) for column in columns.values())
                groups.setdefault((case.program, subject.is_slow(row)), []).append(cells)
        for (program, slow), rows in sorted(groups.items(), key=lambda group: group[0][1]):
            tags = [f"fault-{fault}", f"stage-{stage}"]
            tags += program.tags if program else ()
            tags += [Tag.SLOW] if slow else []
            name = f"{fault} at {stage}, {program}" if program else f"{fault} at {stage}"
            yield Examples(tuple(columns), tuple(rows), name, tuple(tags))


def _columns(subject: ProductSubject, shape: _Shape) -> dict[str, Callable[[_Case], str]]:
    """List the columns of the examples, each with what it shows of a case."""
    steps = subject.steps

    def result(case: _Case) -> str:
        return verdict(case.row, case.mode.failmode)

    columns: dict[str, Callable[[_Case], str]] = {
        "fault": lambda case: case.row.fault,
        Column.STAGE: lambda case: case.row.stage,
    }
    if steps.timeout:
        columns[steps.timeout] = lambda case: (
            "unset" if case.row.timeout == ANY else case.row.timeout
        )
    if steps.programs:
        columns["program"] = lambda case: case.program or ""
    if "<failmode>" in steps.configured.text:
        columns["failmode"] = lambda case: case.mode.shown
    columns["verdict"] = result
    if shape.timed:
        columns[Column.TAKES] = lambda case: f"{case.row.takes:g}"
    if steps.answers:
        words = steps.answers.words
        columns["answer"] = lambda case: words[result(case)]
    if shape.reply:
        columns["reply"] = lambda case: dict(case.row.reply)[case.mode.name]
    columns[Column.EVIDENCE] = lambda case: evidence(case.row)
    columns[Column.SOURCE] = lambda case: subject.source(case.row)
    return columns
