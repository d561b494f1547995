"""The typed model of what the documents specify; every value keeps the line it was read from.

Enumerations carry NinjaOne's own API names (its OpenAPI description, `AttributePublicApiDTO`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from failmode.terms.duo_unix import Mistake, Program
from failmode.terms.fields import AccessPermission, DefinitionScope, FieldType, TechnicianPermission
from failmode.terms.logins import Enrolment, Evidence, Failmode
from failmode.terms.platforms import Platform
from failmode.terms.stages import Stage

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Sourced(Generic[T_co]):
    """A value and where it stands.

    Attributes:
        value: the value, typed.
        line: 1-based line of the document.
        text: the document's own spelling, markup removed.
    """

    value: T_co
    line: int
    text: str


class ActionKind(StrEnum):
    """What one line of a creation step tells the technician to do."""

    NAVIGATE = "navigate"
    CLICK = "click"
    SET = "set"
    ADD_OPTION = "add option"


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a creation step.

    Attributes:
        kind: what to do.
        target: the menu path joined with " > ", the button, the setting's name, or the option.
        value: what a setting is set to; None for the other kinds.
        line: 1-based line of the document.
    """

    kind: ActionKind
    target: str
    line: int
    value: str | None = None


@dataclass(frozen=True, slots=True)
class CreationStep:
    """One numbered creation step with its actions in the order in which they are carried out.

    A document may name the button that ends a step before the settings ("Set the following ...
    and click Next"); that click is then the step's last action.
    """

    number: int
    line: int
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class CustomField:
    """One row of a Details table, with the creation steps of its document.

    An attribute is None where the document does not say; `options` is empty where none are given.
    """

    line: int
    label: Sourced[str] | None = None
    name: Sourced[str] | None = None
    type: Sourced[FieldType] | None = None
    scopes: tuple[Sourced[DefinitionScope], ...] = ()
    options: tuple[Sourced[str], ...] = ()
    default: Sourced[str] | None = None
    required: Sourced[bool] | None = None
    technician: Sourced[TechnicianPermission] | None = None
    automation: Sourced[AccessPermission] | None = None
    api: Sourced[AccessPermission] | None = None
    description: Sourced[str] | None = None
    tooltip: Sourced[str] | None = None
    footer: Sourced[str] | None = None
    tab: Sourced[str] | None = None
    steps: tuple[CreationStep, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSetting:
    """The setting of Duo that a custom field feeds on one platform.

    Attributes:
        field: the custom field's name.
        setting: the setting, by the name that deployments call it by: `FAILOPEN`.
        platform: where.
        product: the product of Duo that runs there, as its verdict table is headed.
        written_as: the product's own name of the setting.
        on: how the product writes that it is on.
        off: how the product writes that it is off.
        line: 1-based line of the document.
    """

    field: str
    setting: str
    platform: Platform
    product: str
    written_as: str
    on: str
    off: str
    line: int


@dataclass(frozen=True, slots=True)
class FailmodeMode:
    """One named mode of a failmode document.

    Attributes:
        name: the mode's name in configuration, lower case (`safe`, `secure`).
        failmode: what it does when Duo cannot be reached.
        text: the document's sentence about it.
        line: 1-based line of the document.
        is_default: whether the document calls it the default.
    """

    name: str
    failmode: Failmode
    text: str
    line: int
    is_default: bool


@dataclass(frozen=True, slots=True)
class ReplyText:
    """A text that the product answers with in a named situation."""

    situation: str
    answer: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class FailmodePolicy:
    """What a failmode document specifies for one product."""

    product: Sourced[str]
    modes: tuple[FailmodeMode, ...]
    config_file: Sourced[str] | None = None
    config_directories: tuple[Sourced[str], ...] = ()
    replies: tuple[ReplyText, ...] = ()


class Outcome(StrEnum):
    """What a row of a verdict table says a fault leads to."""

    FAILMODE = "failmode decides"
    FAILS_OPEN = "fails open"
    ALLOWED = "allowed"
    DENIED = "denied"
    HUNG = "hung"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """One row of a verdict table.

    Attributes:
        fault: name of the fault, from the project's fault list.
        stage: `ping`, `preauth`, `auth` or `auth-status`.
        timeout: `set`, `unset` or `any`: whether the client's own timeout is configured.
        outcome: what it leads to.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        reply: the exact text the client sees by failmode name (`safe`, `secure`); a name is absent
            where the document does not say, and the text is empty where no text is sent.
        takes: seconds from the login's beginning to its verdict, where the document says that
            they are many; None elsewhere.
        programs: the programs that the row holds for; empty: for every one.
        line: 1-based line of the document.
    """

    fault: str
    stage: Stage
    timeout: str
    outcome: Outcome
    evidence: Evidence
    line: int
    reply: tuple[tuple[str, str], ...] = ()
    takes: float | None = None
    programs: tuple[Program, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictTable:
    """The verdict table of one product.

    Attributes:
        product: the product's usual name.
        rows: in the document's order.
        version: the version that the heading names, such as `1.11.3`.
    """

    product: Sourced[str]
    rows: tuple[VerdictRow, ...]
    version: Sourced[str] | None = None


class Coverage(StrEnum):
    """What is run through a program."""

    EVERY_ROW = "every row"
    EACH_VERDICT = "each verdict"


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """One program of Duo Unix, and what is run through it."""

    program: Program
    coverage: Coverage
    line: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What Duo, being reachable, leads to for one user.

    Attributes:
        enrolment: what the user is at Duo.
        push: `approve` or `deny`; None where no push is sent.
        outcome: ALLOWED or DENIED, or UNKNOWN.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    enrolment: Enrolment
    push: str | None
    outcome: Outcome
    evidence: Evidence
    line: int


class MistakeOutcome(StrEnum):
    """What a configuration mistake leads to."""

    FAILS_OPEN = "fails open"
    FAILMODE = "failmode decides"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MistakeRow:
    """One configuration mistake, and who gets in by it.

    Attributes:
        mistake: what is wrong.
        failmode: what the file says: `safe`, `secure` or `any`.
        programs: through which it was seen; empty: through all.
        outcome: what it leads to.
        log: a text that the client's log then has; empty where the document does not say.
        versions: of Duo Unix, that the row holds for.
        evidence: how sure that is; UNKNOWN makes the scenarios pending.
        line: 1-based line of the document.
    """

    mistake: Mistake
    failmode: str
    programs: tuple[Program, ...]
    outcome: MistakeOutcome
    log: str
    versions: tuple[str, ...]
    evidence: Evidence
    line: int


@dataclass(frozen=True, slots=True)
class DuoUnixFacts:
    """What a document says about Duo Unix beside its verdict tables."""

    programs: tuple[ProgramRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    mistakes: tuple[MistakeRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A heading of the rules document that scenarios refer to."""

    title: str
    line: int


@dataclass(frozen=True, slots=True)
class GherkinBlock:
    """A fenced `gherkin` block, taken over as it stands.

    Attributes:
        text: the block's content.
        line: 1-based line of the content's first line.
        scenarios: the names of its scenarios and scenario outlines.
    """

    text: str
    line: int
    scenarios: tuple[Sourced[str], ...] = ()


class Severity(StrEnum):
    """How grave a finding is; an error stops `failmode specs`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something to say about a document.

    Attributes:
        path: the document as it was named.
        line: 1-based line.
        rule: stable name of the lint rule.
        severity: how grave it is.
        message: what is wrong, what was expected, what to do.
        values: the values that disagree.
    """

    path: str
    line: int
    rule: str
    severity: Severity
    message: str
    values: tuple[str, ...] = ()


class DocumentKind(StrEnum):
    """The kinds of document that are understood."""

    CUSTOM_FIELD = "custom-field"
    FAILMODE = "failmode"
    VERDICTS = "verdicts"
    DUO_UNIX = "duo-unix"
    RULES = "rules"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """One document and everything read from it.

    Attributes:
        path: the document as it was named.
        kind: what the document mainly is; its parts are read whatever the kind.
        title: from the front matter, the first heading of level 1, or a title-like first line.
        fields: the rows of its Details tables.
        field_settings: which settings custom fields feed, by its tables of settings.
        failmode: the failmode policy that it states.
        verdicts: its verdict tables.
        duo_unix: its tables of programs, people and configuration mistakes of Duo Unix.
        rules: its rule headings, for a rules document.
        gherkin: its fenced `gherkin` blocks.
        findings: what is wrong with the document as such, by line.
        prose: its paragraphs and list items outside tables and creation steps, and the front
            matter's description; `value` is the plain text, `text` keeps back-ticks.
        meta: the front matter's single values by key.
    """

    path: Path
    kind: DocumentKind
    title: Sourced[str] | None
    fields: tuple[CustomField, ...] = ()
    field_settings: tuple[FieldSetting, ...] = ()
    failmode: FailmodePolicy | None = None
    verdicts: tuple[VerdictTable, ...] = ()
    duo_unix: DuoUnixFacts | None = None
    rules: tuple[Rule, ...] = ()
    gherkin: tuple[GherkinBlock, ...] = ()
    findings: tuple[Finding, ...] = ()
    prose: tuple[Sourced[str], ...] = ()
    meta: tuple[tuple[str, Sourced[str]], ...] = ()
