"""Products with a verdict table of their own, and the failmodes that they are run in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice

from failmode.specs.derive.context import Context
from failmode.specs.derive.table_lookup import table_name
from failmode.specs.derive.verdicts import is_slow
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.duo_unix import Coverage, DuoUnixFacts, ProgramRow
from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.facts.products import ProductRow
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.products import Product
from failmode.specs.scenarios import Source, Step, given, then, when
from failmode.specs.synonyms import ANY
from failmode.terms import UNSET, Failmode, Tag, Verdict

APPROVE = given('the user answers the push with "approve"')
REACHABLE = given("Duo is reachable")
VERDICT = then('the login is "<verdict>"')


@dataclass(frozen=True, slots=True)
class AnswerSteps:
    """How scenarios speak of what the client of a product is answered.

    Attributes:
        answer: the step that sees the answer.
        reply: the step that sees the text that goes with it.
        words: the answer by what the login comes to.
        rejected_login: the step that logs in with the wrong password.
        tells_the_accepted: whether who is let in is told anything.
        tells_the_denied: whether who is not is told why.
    """

    answer: Step
    reply: Step
    words: Mapping[str, str]
    rejected_login: Step
    tells_the_accepted: bool = True
    tells_the_denied: bool = True


@dataclass(frozen=True, slots=True)
class ProductSteps:
    """How scenarios speak of a product that they log in through.

    Attributes:
        product: its name.
        tag: of its features.
        timeout: its setting for the client timeout; empty when it has none.
        configured: the step that configures it.
        login: the step that logs in with the right password.
        answers: what its client is answered; None where scenarios do not look at it.
        wrong_key: the step that configures it with a secret key that Duo does not know; None where
            there is none.
        has_primary: whether something before Duo decides about the password.
        programs: whether it is one of several programs that a user logs in through.
        clocked: whether a step tells how long a login took.
    """

    product: str
    tag: str
    timeout: str
    configured: Step
    login: Step
    answers: AnswerSteps | None = None
    wrong_key: Step | None = None
    has_primary: bool = True
    programs: bool = False
    clocked: bool = True


RADIUS_ANSWERS = AnswerSteps(
    answer=then('the RADIUS answer is "<answer>"'),
    reply=then('the Reply-Message is "<reply>"'),
    words={
        Verdict.FAILED_OPEN: "Access-Accept",
        Verdict.ALLOWED: "Access-Accept",
        Verdict.DENIED: "Access-Reject",
        Verdict.HUNG: "no answer",
        "unknown": "unknown",
    },
    rejected_login=when("the user logs in over RADIUS with the wrong password"),
)
PROXY = ProductSteps(
    Product.AUTHENTICATION_PROXY,
    "proxy",
    "api_timeout",
    given('an Authentication Proxy with failmode "<failmode>" and api_timeout <api_timeout>'),
    when("the user logs in over RADIUS with the right password"),
    answers=RADIUS_ANSWERS,
    wrong_key=given('an Authentication Proxy with failmode "<failmode>" and a wrong secret key'),
)
UNIX = ProductSteps(
    Product.DUO_UNIX,
    "duo-unix",
    "https_timeout",
    given('Duo Unix "{version}" with failmode "<failmode>" and https_timeout <https_timeout>'),
    when("the user logs in through <program>"),
    programs=True,
)
PRODUCT_STEPS: Mapping[str, ProductSteps] = {
    steps.product: steps
    for steps in (
        PROXY,
        UNIX,
        ProductSteps(
            Product.UNIVERSAL_PROMPT,
            "universal-prompt",
            "",
            given('a Universal Prompt application with failmode "<failmode>"'),
            when("the user logs in through the Universal Prompt application"),
        ),
    )
}
"""The products with steps of their own that scenarios log in through, as tables are headed."""


def product_steps(table: VerdictTable, *, has_failmode: bool = True) -> ProductSteps:
    """Return how scenarios speak of the product of a verdict table.

    Args:
        table: the verdict table.
        has_failmode: whether there is anything to configure.
    """
    name = table.product.value
    own = PRODUCT_STEPS.get(name)
    if own is not None:
        return own
    spoken = name.replace('"', "'")
    timeout = "client_timeout" if any(row.timeout != ANY for row in table.rows) else ""
    configured = f'the product "{spoken}"'
    if has_failmode:
        configured += ' with failmode "<failmode>"'
    if timeout:
        configured += f"{' and' if has_failmode else ','} its timeout <{timeout}>"
    return ProductSteps(
        name,
        Tag.PRODUCT,
        timeout,
        given(configured),
        when(f'the user logs in through the product "{spoken}"'),
        clocked=False,
    )


@dataclass(frozen=True, slots=True)
class Mode:
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


_USUAL_MODES = tuple((failmode.setting, failmode) for failmode in Failmode)
"""Duo's own names of the two modes, for its products without a failmode document."""

_NO_WORD = re.compile(r"[^\w.]+")

_NO_MODE = "none"
"""What stands for the failmode of a product that has none."""


@dataclass(frozen=True, slots=True)
class ProductSubject:
    """One product with its verdict table and the modes that it is run in.

    Attributes:
        steps: how scenarios speak of it.
        named: the document of the verdict table.
        table: the verdict table.
        modes: the failmodes that it is run in.
        programs: the programs that every row is run through; empty where there is but one.
        server: the kind of server of the proxy; empty for the one that its table is about, and for
            other products.
    """

    steps: ProductSteps
    named: NamedDocument
    table: VerdictTable
    modes: tuple[Mode, ...]
    programs: tuple[ProgramRow, ...] = ()
    server: str = ""

    @property
    def name(self) -> str:
        """The product, and its version where the table has one."""
        server = f" [{self.server}]" if self.server else ""
        return f"{table_name(self.table)}{server}"

    @property
    def tag(self) -> str:
        """The tag of the scenarios of this product, in this version."""
        return _NO_WORD.sub("-", self.name.casefold()).strip("-")

    @property
    def heading(self) -> Source:
        """The heading of the verdict table."""
        return self.named.at(self.table.product.line)

    @property
    def configured(self) -> Step:
        """The step that configures the product, in the version of the table."""
        step = self.steps.configured
        version = self.table.version
        return replace(step, text=step.text.replace("{version}", version.value if version else ""))

    @property
    def configured_as_shipped(self) -> Step:
        """The same with the client's timeout unset."""
        step = self.configured
        return replace(step, text=step.text.replace(f"<{self.steps.timeout}>", "unset"))

    def is_slow(self, row: VerdictRow) -> bool:
        """Return whether a usual run should not wait for a row.

        Where the same rows are run for one kind of server anyway, those that wait for a timeout
        are not waited for again.
        """
        waits = row.outcome is Outcome.HUNG or row.timeout != ANY
        return is_slow(row) or (bool(self.server) and waits)

    def source(self, row: VerdictRow) -> str:
        """Name the line of a row."""
        return str(self.named.at(row.line))


def product_subject(context: Context, named: NamedDocument, table: VerdictTable) -> ProductSubject:
    """Gather what scenarios need to know of the product of a verdict table."""
    if table.product.value in PRODUCT_STEPS:
        steps = product_steps(table)
        modes = _own_modes(context, steps, named.at(table.product.line))
    else:
        modes = _declared_modes(context, table.product.value, named.at(table.product.line))
        has_failmode = any(mode.shown != _NO_MODE for mode in modes)
        steps = product_steps(table, has_failmode=has_failmode)
    programs = programs_for(context, Coverage.EVERY_ROW) if steps.programs else ()
    return ProductSubject(steps, named, table, modes, programs)


def programs_for(context: Context, coverage: Coverage) -> tuple[ProgramRow, ...]:
    """List the programs that the documents want run for this."""
    return tuple(
        row
        for named in context.documents
        for facts in named.document.every(DuoUnixFacts)
        for row in facts.programs
        if row.coverage is coverage
    )


def policy_of(context: Context, product: str) -> tuple[NamedDocument, FailmodePolicy] | None:
    """Find the failmode document of a product, if there is one."""
    name = product.casefold()
    for named in context.documents:
        policy = named.document.one(FailmodePolicy)
        if policy is not None and policy.product.value.casefold() == name:
            return named, policy
    return None


def product_row(context: Context, product: str) -> tuple[NamedDocument, ProductRow] | None:
    """Find the row of a product in the tables of products, if there is one."""
    for named in context.documents:
        for row in named.document.every(ProductRow):
            if row.product.value.casefold() == product.casefold():
                return named, row
    return None


def _own_modes(context: Context, steps: ProductSteps, table: Source) -> tuple[Mode, ...]:
    """List the modes of the product's failmode document, and none; else the usual two."""
    found = policy_of(context, steps.product)
    if found is None:
        return tuple(Mode(name, name, failmode, table) for name, failmode in _USUAL_MODES)
    return _documented_modes(*found)


def _documented_modes(named: NamedDocument, policy: FailmodePolicy) -> tuple[Mode, ...]:
    configured = [Mode(m.name, m.name, m.failmode, named.at(m.line)) for m in policy.modes]
    defaults = (
        mode for mode, said in zip(configured, policy.modes, strict=True) if said.is_default
    )
    return (*configured, *(replace(mode, shown=UNSET) for mode in islice(defaults, 1)))


def _declared_modes(context: Context, product: str, table: Source) -> tuple[Mode, ...]:
    """List the modes of a product that has no steps of its own.

    They are those of its failmode document, or else open and closed, with the default of its row in
    a table of products. A product without a failmode has one mode, which stands for none.
    """
    policy, declared = policy_of(context, product), product_row(context, product)
    if policy is not None:
        return _documented_modes(*policy)
    if declared is None:
        return _open_and_closed(table)
    named, row = declared
    source = named.at(row.line)
    if row.has_no_failmode:
        return (Mode(_NO_MODE, "", Failmode.CLOSED, source),)
    default = row.default.failmode if row.default else None
    unset = () if default is None else (Mode(UNSET, default.setting, default, source),)
    return (*_open_and_closed(source), *unset)


def _open_and_closed(source: Source) -> tuple[Mode, ...]:
    return tuple(Mode(mode.value, mode.setting, mode, source) for mode in Failmode)
