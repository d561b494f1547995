"""Scenarios of products with a verdict table of their own: each row, in each failmode."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from specs.derive_context import Context, NamedDocument, RuleTitle
from specs.derive_findings import REPLY_NOT_EXERCISED
from specs.derive_subject import UNSET
from specs.derive_verdicts import (
    CLOCK_SKEW,
    by_fault,
    counts_as_unreachable,
    first_stage,
    is_pending,
    verdict,
)
from specs.model import (
    Failmode,
    FailmodePolicy,
    Outcome,
    VerdictRow,
    VerdictTable,
)
from specs.scenarios import (
    SOURCE,
    Examples,
    Feature,
    Row,
    Rule,
    Scenario,
    Source,
    Step,
    given,
    then,
    when,
)

_ANY = "any"
_WRONG_KEY_FAULT = "http-401"
_APPROVE = given('the user answers the push with "approve"')
_VERDICT = then('the login is "<verdict>"')
_ANSWER = then('the RADIUS answer is "<answer>"')
_REPLY = then('the Reply-Message is "<reply>"')
_ANSWERS = {
    "failed-open": "Access-Accept",
    "allowed": "Access-Accept",
    "denied": "Access-Reject",
    "hung": "no answer",
    "unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class _Product:
    """A product that is logged in through, in the words of the scenarios.

    Attributes:
        name: as verdict tables are headed.
        tag: of its features.
        timeout: its setting for the client timeout; empty when it has none.
        configured: the step that configures it.
        login: the step that logs in with the right password.
        radius: whether its answers go over RADIUS.
    """

    name: str
    tag: str
    timeout: str
    configured: Step
    login: Step
    radius: bool = False


_PROXY = _Product(
    "Authentication Proxy",
    "proxy",
    "api_timeout",
    given('an Authentication Proxy with failmode "<failmode>" and api_timeout <api_timeout>'),
    when("the user logs in over RADIUS with the right password"),
    radius=True,
)
_PRODUCTS = {
    product.name: product
    for product in (
        _PROXY,
        _Product(
            "Duo Unix",
            "duo-unix",
            "https_timeout",
            given('Duo Unix with failmode "<failmode>" and https_timeout <https_timeout>'),
            when("the user logs in through Duo Unix with the right password"),
        ),
        _Product(
            "Universal Prompt",
            "universal-prompt",
            "",
            given('a Universal Prompt application with failmode "<failmode>"'),
            when("the user logs in through the Universal Prompt application"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class _Mode:
    """One configured failmode, or none.

    Attributes:
        shown: as scenarios write it.
        name: as a verdict row gives texts by.
        failmode: what it does.
        source: the line that documents it.
    """

    shown: str
    name: str
    failmode: Failmode
    source: Source


_USUAL_MODES = (("safe", Failmode.OPEN), ("secure", Failmode.CLOSED))
"""Duo's own names of the two modes, for products without a failmode document."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """One product with its verdict table and the modes that it is run in."""

    product: _Product
    named: NamedDocument
    table: VerdictTable
    modes: tuple[_Mode, ...]

    def source(self, row: VerdictRow) -> str:
        return str(self.named.at(row.line))


PRODUCT_NAMES = frozenset(_PRODUCTS)
"""The products that scenarios can log in through, as verdict tables are headed."""


def is_product(name: str) -> bool:
    """Whether scenarios can log in through the product that a verdict table is headed by."""
    return name in _PRODUCTS


def product_feature(context: Context, named: NamedDocument, table: VerdictTable) -> Feature:
    """The feature of one product: each row of its verdict table, in each of its modes.

    Args:
        context: documents, rules and findings.
        named: the document of the table.
        table: the verdict table of a product for which `is_product` holds.
    """
    product = _PRODUCTS[table.product.value]
    source = named.at(table.product.line)
    subject = _Subject(product, named, table, _modes(context, product, source))
    titles: list[tuple[RuleTitle, Callable[[VerdictRow], bool]]] = [
        (RuleTitle.UNREACHABLE, counts_as_unreachable),
        (RuleTitle.WHATEVER, lambda r: not is_pending(r) and r.outcome in _SETTLED),
        (RuleTitle.HUNG, lambda r: not is_pending(r) and r.outcome is Outcome.HUNG),
    ]
    rules = [_rule(context, subject, title, wanted) for title, wanted in titles]
    if product.radius:
        rules += [
            _second_factor(context, subject),
            _primary(context, subject),
            _wrong_key(context, subject),
        ]
    rules.append(_rule(context, subject, RuleTitle.PENDING, is_pending))
    slug = product.name.casefold().replace(" ", "-")
    return Feature(
        PurePosixPath(named.feature_path().parent / f"{slug}.feature"),
        f"{product.name} when Duo is unreachable",
        source,
        tuple(rule for rule in rules if rule.scenarios),
        (
            f"Each row of the verdict table of {product.name}, in each failmode.",
            "The user's password is right, and the user would approve a push.",
        ),
        tags=(product.tag,),
    )


_SETTLED = frozenset({Outcome.ALLOWED, Outcome.DENIED})


def _policy(context: Context, product: _Product) -> tuple[NamedDocument, FailmodePolicy] | None:
    """The failmode document of the product, if there is one."""
    name = product.name.casefold()
    for named in context.documents:
        policy = named.document.failmode
        if policy is not None and name in policy.product.value.casefold():
            return named, policy
    return None


def _modes(context: Context, product: _Product, table: Source) -> tuple[_Mode, ...]:
    """The modes of the product's failmode document, then none configured; else the usual two."""
    found = _policy(context, product)
    if found is None:
        return tuple(_Mode(name, name, failmode, table) for name, failmode in _USUAL_MODES)
    named, policy = found
    configured = [_Mode(m.name, m.name, m.failmode, named.at(m.line)) for m in policy.modes]
    defaults = (
        mode for mode, said in zip(configured, policy.modes, strict=True) if said.is_default
    )
    return (*configured, *(replace(mode, shown=UNSET) for mode in islice(defaults, 1)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What distinguishes the outlines of one rule: their steps differ, so one is not enough.

    Attributes:
        whole_login: the fault has no stage to begin at.
        later: it strikes after a first request went well.
        reply: the text of the answer is known.
    """

    whole_login: bool
    later: bool
    reply: bool

    @property
    def circumstance(self) -> str:
        if self.whole_login:
            return "throughout the login"
        return "after a first request went well" if self.later else "from the first request on"


_NAMES = {
    RuleTitle.UNREACHABLE: "the failmode decides",
    RuleTitle.WHATEVER: "the failmode does not matter",
    RuleTitle.HUNG: "no verdict before the deadline",
    RuleTitle.PENDING: "not known",
}


def _rule(
    context: Context,
    subject: _Subject,
    title: RuleTitle,
    wanted: Callable[[VerdictRow], bool],
) -> Rule:
    """The scenarios of the wanted rows; one outline for each shape that they come in."""
    first = first_stage(subject.table)
    cases: dict[_Shape, list[tuple[VerdictRow, _Mode]]] = {}
    for row in filter(wanted, subject.table.rows):
        for mode in subject.modes:
            shape = _Shape(
                row.fault == CLOCK_SKEW,
                row.stage != first and row.fault != CLOCK_SKEW,
                _says_reply(subject.product, row, mode),
            )
            cases.setdefault(shape, []).append((row, mode))
    return Rule(
        title,
        tuple(_outline(context, subject, title, shape, found) for shape, found in cases.items()),
    )


def _says_reply(product: _Product, row: VerdictRow, mode: _Mode) -> bool:
    """Whether the text of the answer is known; a login that hangs has no answer."""
    return product.radius and row.outcome is not Outcome.HUNG and mode.name in dict(row.reply)


def _outline(
    context: Context,
    subject: _Subject,
    title: RuleTitle,
    shape: _Shape,
    cases: Sequence[tuple[VerdictRow, _Mode]],
) -> Scenario:
    product = subject.product
    titles = [title]
    name = f"{product.name}: {_NAMES[title]}, {shape.circumstance}"
    steps = [
        product.configured,
        given('Duo suffers "<fault>"' if shape.whole_login else 'Duo suffers "<fault>" at <stage>'),
        _APPROVE,
        product.login,
        _VERDICT,
    ]
    if not shape.whole_login:
        titles.append(RuleTitle.STAGE)
    if product.timeout:
        titles.append(RuleTitle.ANY_TIMEOUT)
    if UNSET in {mode.shown for mode in subject.modes}:
        titles.append(RuleTitle.DEFAULT_MODE)
    if product.radius:
        steps.append(_ANSWER)
        if shape.reply:
            titles.append(RuleTitle.REPLY)
            steps.append(_REPLY)
        elif title is not RuleTitle.HUNG:
            name += ", with a text that is not known"
        if shape.later:
            steps.append(then(f'Duo was asked for "{first_stage(subject.table)}"'))
    source = subject.named.at(subject.table.product.line)
    return Scenario(
        name,
        source,
        context.cite(source, *titles),
        tuple(steps),
        ("pending",) if title is RuleTitle.PENDING else (),
        tuple(_examples(subject, shape, cases)),
    )


def _examples(
    subject: _Subject, shape: _Shape, cases: Sequence[tuple[VerdictRow, _Mode]]
) -> Iterable[Examples]:
    """One tagged table of examples for each stage and fault."""
    product = subject.product
    header = ["fault", "stage"]
    header += [product.timeout] if product.timeout else []
    header += ["failmode", "verdict"]
    header += ["answer"] if product.radius else []
    header += ["reply"] if shape.reply else []
    header.append(SOURCE)
    for stage, fault, found in by_fault(dict.fromkeys(row for row, _ in cases)):
        rows: list[Row] = []
        for row in found:
            for mode in (mode for case, mode in cases if case is row):
                result = verdict(row, mode.failmode)
                cells = [row.fault, row.stage]
                if product.timeout:
                    cells.append("unset" if row.timeout == _ANY else row.timeout)
                cells += [mode.shown, result]
                cells += [_ANSWERS[result]] if product.radius else []
                cells += [dict(row.reply)[mode.name]] if shape.reply else []
                rows.append((*cells, subject.source(row)))
        yield Examples(
            tuple(header),
            tuple(rows),
            f"{fault} at {stage}",
            (f"fault-{fault}", f"stage-{stage}"),
        )


def _unset_timeout(product: _Product) -> Step:
    """The step that configures the product as shipped, with the mode of the row."""
    return given(product.configured.text.replace(f"<{product.timeout}>", "unset"))


def _second_factor(context: Context, subject: _Subject) -> Rule:
    product = subject.product
    source = subject.named.at(subject.table.product.line)
    return Rule(
        RuleTitle.SECOND_FACTOR,
        (
            Scenario(
                f"{product.name}: who gets in while Duo is reachable",
                source,
                context.cite(source, RuleTitle.SECOND_FACTOR, RuleTitle.DEFAULT_MODE),
                (
                    _unset_timeout(product),
                    given("Duo is reachable"),
                    given('the user answers the push with "<decision>"'),
                    product.login,
                    _VERDICT,
                    _ANSWER,
                    then('Duo was asked for "auth"'),
                ),
                examples=(
                    Examples(
                        ("failmode", "decision", "verdict", "answer", SOURCE),
                        tuple(
                            (mode.shown, decision, result, _ANSWERS[result], str(mode.source))
                            for mode in subject.modes
                            for decision, result in (("approve", "allowed"), ("deny", "denied"))
                        ),
                    ),
                ),
            ),
        ),
    )


def _primary(context: Context, subject: _Subject) -> Rule:
    """The primary server rejects: with Duo reachable, and with the first row of each outcome."""
    product = subject.product
    source = subject.named.at(subject.table.product.line)
    rules = context.cite(source, RuleTitle.PRIMARY, RuleTitle.WRONG_PASSWORD)
    first = first_stage(subject.table)
    telling: dict[Outcome, VerdictRow] = {}
    for row in subject.table.rows:
        if row.stage == first and not is_pending(row) and row.outcome is not Outcome.HUNG:
            telling.setdefault(row.outcome, row)
    rejected = (
        when("the user logs in over RADIUS with the wrong password"),
        then('the login is "denied"'),
        then('the RADIUS answer is "Access-Reject"'),
        then("Duo was not asked"),
    )
    return Rule(
        RuleTitle.PRIMARY,
        (
            Scenario(
                f"{product.name}: the primary server rejects while Duo is reachable",
                source,
                rules,
                (_unset_timeout(product), given("Duo is reachable"), _APPROVE, *rejected),
                examples=(
                    Examples(
                        ("failmode", SOURCE),
                        tuple((mode.shown, str(mode.source)) for mode in subject.modes),
                    ),
                ),
            ),
            Scenario(
                f"{product.name}: the primary server rejects while Duo is unwell",
                source,
                rules,
                (
                    _unset_timeout(product),
                    given('Duo suffers "<fault>"'),
                    _APPROVE,
                    *rejected,
                ),
                examples=(
                    Examples(
                        ("failmode", "fault", SOURCE),
                        tuple(
                            (mode.shown, row.fault, subject.source(row))
                            for row in telling.values()
                            for mode in subject.modes
                        ),
                    ),
                ),
            ),
        ),
    )


def _wrong_key(context: Context, subject: _Subject) -> Rule:
    """Duo itself refuses the signature: the row of HTTP 401 at the first stage, without a fault."""
    product = subject.product
    source = subject.named.at(subject.table.product.line)
    first = first_stage(subject.table)
    cases = [
        (row, mode)
        for row in subject.table.rows
        if (row.fault, row.stage) == (_WRONG_KEY_FAULT, first) and not is_pending(row)
        for mode in subject.modes
        if _says_reply(product, row, mode)
    ]
    rows: list[Row] = []
    for row, mode in cases:
        result = verdict(row, mode.failmode)
        text = dict(row.reply)[mode.name]
        rows.append((mode.shown, result, _ANSWERS[result], text, subject.source(row)))
    scenario = Scenario(
        f"{product.name}: a wrong secret key",
        source,
        context.cite(source, RuleTitle.WRONG_KEY, RuleTitle.DEFAULT_MODE, RuleTitle.REPLY),
        (
            given('an Authentication Proxy with failmode "<failmode>" and a wrong secret key'),
            given("Duo is reachable"),
            _APPROVE,
            product.login,
            _VERDICT,
            _ANSWER,
            _REPLY,
            then(f'Duo was asked for "{first}"'),
        ),
        examples=(Examples(("failmode", "verdict", "answer", "reply", SOURCE), tuple(rows)),),
    )
    return Rule(RuleTitle.WRONG_KEY, (scenario,) if rows else ())


def reply_findings(context: Context, table: VerdictTable) -> None:
    """Say which texts of the product's own document no row of its verdict table brings about.

    Args:
        context: documents, and where the findings go.
        table: the verdict table of a product for which `is_product` holds.
    """
    product = _PRODUCTS[table.product.value]
    found = _policy(context, product)
    if found is None or not found[1].replies:
        return
    document, policy = found
    exercised = {text for row in table.rows for _, text in row.reply}
    for reply in policy.replies:
        if reply.text not in exercised:
            context.findings.append(
                document.finding(
                    reply.line,
                    REPLY_NOT_EXERCISED,
                    f"no scenario brings about the answer {reply.text!r}",
                    reply.text,
                )
            )
