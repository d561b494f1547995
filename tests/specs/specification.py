"""A small specification to derive scenarios from, and ways to look at what was derived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.derivation import Derivation
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import (
    Action,
    ActionKind,
    CreationStep,
    CustomField,
    FieldSetting,
)
from failmode.specs.facts.duo_unix import DuoUnixFacts
from failmode.specs.facts.failmode_policies import FailmodeMode, FailmodePolicy
from failmode.specs.facts.platforms import AnswerRow, OptionRow, Platform, PlatformRow, UnsetRow
from failmode.specs.facts.product_settings import ProductSetting
from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow, VerdictTable
from failmode.specs.model import Document, GherkinBlock, Sourced
from failmode.specs.scenarios import Feature, Scenario, Step
from failmode.specs.specification import derive_documents
from failmode.terms.duo_unix import AuthMode
from failmode.terms.fields import AccessPermission, DefinitionScope, FieldType, TechnicianPermission
from failmode.terms.logins import Answer, Evidence, Failmode, Verdict
from failmode.terms.stages import Stage
from tests.failopen_field import OPTIONS

FIELD_DOCUMENT = "docs/ninjaone/duo-failopen.md"
VERDICTS_DOCUMENT = "docs/duo/verdicts.md"
PROXY_DOCUMENT = "docs/duo/proxy.md"
UNIX_DOCUMENT = "docs/duo/unix.md"
RULES_DOCUMENT = "docs/rules.md"
SETTINGS_DOCUMENT = "docs/settings.md"
FIELD_LINE = 12


def options(*labels: str, line: int = FIELD_LINE) -> tuple[Sourced[str], ...]:
    """Make options of one line."""
    return tuple(Sourced(label, line, label) for label in labels)


def failopen_field() -> CustomField:
    """Make a field that feeds the failmode, as a Details table gives it."""
    line = FIELD_LINE
    read_write = Sourced(AccessPermission.READ_WRITE, line, "Read/Write")
    return CustomField(
        line=line,
        label=Sourced("DUO FailOpen", line, "DUO FailOpen"),
        name=Sourced("duoFailopen", line, "duoFailopen"),
        type=Sourced(FieldType.DROPDOWN, line, "drop-down"),
        scopes=(Sourced(DefinitionScope.ORGANIZATION, line, "Organization"),),
        options=options(*OPTIONS),
        default=Sourced("Disabled", line, "Disabled"),
        required=Sourced(value=False, line=line, text="False"),
        technician=Sourced(TechnicianPermission.EDITABLE, line, "Editable"),
        automation=read_write,
        api=read_write,
        description=Sourced("Who gets in.", line, "Who gets in."),
        steps=(
            CreationStep(
                1,
                20,
                (
                    Action(ActionKind.CLICK, "Add", 21),
                    Action(ActionKind.SET, "Label", 22, "DUO FailOpen"),
                ),
            ),
            CreationStep(2, 24, (Action(ActionKind.ADD_OPTION, "All", 25),)),
        ),
    )


def row(
    fault: str,
    stage: str = "preauth",
    outcome: Outcome = Outcome.FAILMODE,
    evidence: Evidence = Evidence.MEASURED,
    *,
    timeout: str = "any",
    line: int = 30,
    reply: Sequence[tuple[str, str]] = (),
    takes: float | None = None,
    auth_modes: Sequence[AuthMode] = (),
) -> VerdictRow:
    """Make one row of a verdict table."""
    return VerdictRow(
        *(fault, Stage(stage), timeout, outcome, evidence, line),
        reply=tuple(reply),
        takes=takes,
        auth_modes=tuple(auth_modes),
    )


def table(
    product: str, *rows: VerdictRow, line: int = 25, version: str | None = None
) -> VerdictTable:
    """Make one verdict table."""
    found = None if version is None else Sourced(version, line, version)
    return VerdictTable(Sourced(product, line, product), rows, found)


FIELD_SETTINGS = tuple(
    FieldSetting("duoFailopen", "FAILOPEN", platform, product, written_as, on, off, line)
    for platform, product, written_as, on, off, line in (
        ("Windows workstation", "Windows Logon", "FailOpen", "1", "0", 40),
        ("Windows server", "Windows Logon", "FailOpen", "1", "0", 40),
        ("macOS", "macOS", "fail_open", "true", "false", 41),
    )
)

RULE_TABLES: tuple[object, ...] = (
    PlatformRow(Platform("Windows workstation", "windows-workstation"), "Windows Logon", 81),
    PlatformRow(Platform("Windows server", "windows-server"), "Windows Logon", 82),
    PlatformRow(Platform("macOS", "macos"), "macOS", 83),
    OptionRow(("Windows",), ("Windows workstation", "Windows server"), every=False, line=84),
    OptionRow(("Windows Workstations",), ("Windows workstation",), every=False, line=85),
    OptionRow(("Windows Servers",), ("Windows server",), every=False, line=86),
    OptionRow(("Macintosh", "Mac"), ("macOS",), every=False, line=87),
    OptionRow(("All",), (), every=True, line=88),
    OptionRow(("Disabled",), (), every=False, line=89),
    UnsetRow(None, 90),
    AnswerRow(Answer.APPROVE, Verdict.ALLOWED, 91),
    AnswerRow(Answer.DENY, Verdict.DENIED, 92),
    AnswerRow(Answer.IGNORE, Verdict.DENIED, 93),
)
"""What the rules rest on, as their tables state it."""


def product_setting(
    setting: str, installer_default: str, *, product: str = "Windows Logon", line: int = 95
) -> ProductSetting:
    """Give a setting that is 0 or 1, kept as `FailOpen`."""
    values = (("#0", "#1"), "FailOpen", ("0", "1"))
    return ProductSetting(
        *(setting, product, setting, *values, installer_default, "", Evidence.DOCUMENTED, line)
    )


PRODUCT_SETTINGS = tuple(product_setting("FAILOPEN", default) for default in ("0", "1"))

REFUSED = row("connection-refused", evidence=Evidence.DOCUMENTED, line=31)
SILENT = row("no-answer", outcome=Outcome.UNKNOWN, evidence=Evidence.UNKNOWN, line=32)


@dataclass(frozen=True, slots=True)
class Specification:
    """The documents of a small but complete specification; tests replace its parts."""

    fields: tuple[CustomField, ...] = (failopen_field(),)
    field_settings: tuple[FieldSetting, ...] = FIELD_SETTINGS
    tables: tuple[VerdictTable, ...] = (
        table("Windows Logon", REFUSED, SILENT),
        table("macOS", REFUSED, SILENT),
    )
    modes: tuple[FailmodeMode, ...] = (
        FailmodeMode("safe", Failmode.OPEN, "lets in", 5, is_default=True),
        FailmodeMode("secure", Failmode.CLOSED, "denies", 6, is_default=False),
    )
    duo_unix: DuoUnixFacts | None = None
    rules: tuple[str, ...] = tuple(RuleTitle)
    rule_tables: tuple[object, ...] = RULE_TABLES
    product_settings: tuple[ProductSetting, ...] = PRODUCT_SETTINGS
    blocks: tuple[GherkinBlock, ...] = ()

    def documents(self) -> tuple[NamedDocument, ...]:
        """Return the specification as it was read; the proxy's modes only beside its verdicts."""
        policy = FailmodePolicy(Sourced("Authentication Proxy", 2, ""), self.modes)
        is_proxy = any(table.product.value == policy.product.value for table in self.tables)
        rules = tuple(RuleHeading(title, number) for number, title in enumerate(self.rules, 10))
        unix = () if self.duo_unix is None else (self.duo_unix,)
        return (
            _named(FIELD_DOCUMENT, "custom-field", (*self.fields, *self.field_settings)),
            *([_named(PROXY_DOCUMENT, "failmode", (policy,))] if is_proxy else ()),
            *([_named(UNIX_DOCUMENT, "duo-unix", unix)] if unix else ()),
            _named(RULES_DOCUMENT, "rules", (*rules, *self.rule_tables), self.blocks),
            _named(SETTINGS_DOCUMENT, "settings", self.product_settings),
            _named(VERDICTS_DOCUMENT, "verdicts", self.tables),
        )

    def derive(self) -> Derivation:
        """Derive what follows from it."""
        return derive_documents(self.documents())

    def with_field(self, **changes: Any) -> Specification:
        """Give the field other attributes."""
        return replace(self, fields=(replace(failopen_field(), **changes),))


def _named(
    name: str, kind: str, facts: tuple[object, ...], blocks: tuple[GherkinBlock, ...] = ()
) -> NamedDocument:
    title = Sourced(Path(name).stem, 1, "")
    below = PurePosixPath(name).relative_to("docs")
    return NamedDocument(name, Document(Path(name), kind, title, facts, blocks), below)


def scenarios(features: Iterable[Feature]) -> tuple[Scenario, ...]:
    """List all scenarios of the features."""
    return tuple(s for feature in features for rule in feature.rules for s in rule.scenarios)


def named(features: Iterable[Feature], part: str) -> Scenario:
    """Find the one scenario whose name ends with a text, or else contains it."""
    all_of_them = scenarios(features)
    found = [scenario for scenario in all_of_them if scenario.name.endswith(part)]
    found = found or [scenario for scenario in all_of_them if part in scenario.name]
    assert len(found) == 1, f"{part!r} is in the names {[scenario.name for scenario in found]}"
    return found[0]


def has(features: Iterable[Feature], part: str) -> bool:
    """Return whether any scenario's name contains a text."""
    return any(part in scenario.name for scenario in scenarios(features))


def cells(scenario: Scenario) -> list[dict[str, str]]:
    """List the rows of all examples of a scenario, by column."""
    return [
        dict(zip(examples.header, each, strict=True))
        for examples in scenario.examples
        for each in examples.rows
    ]


def texts(steps: Iterable[Step]) -> list[str]:
    """List the texts of steps."""
    return [step.text for step in steps]
