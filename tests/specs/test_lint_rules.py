"""The registry of lint rules: complete, explained, and each rule is raised by a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import failmode.specs
from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.facts.duo_unix import DuoUnixFacts, MistakeOutcome, MistakeRow
from failmode.specs.facts.failmode_policies import FailmodePolicy, ReplyText
from failmode.specs.kinds import KINDS
from failmode.specs.lint.checks import Checks
from failmode.specs.model import Document, Finding, GherkinBlock, Severity, Sourced
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.specification import (
    lint_documents,
    lint_rules,
    plan_features,
    read_documents,
    read_text,
)
from failmode.terms.duo_unix import Mistake
from failmode.terms.fields import FieldType
from failmode.terms.logins import Evidence
from failmode.terms.versions import VersionRange
from tests.specs.lint.test_rules import CASES, CLEAN, SETTINGS
from tests.specs.specification import (
    FIELD_LINE,
    FIELD_SETTINGS,
    REFUSED,
    SILENT,
    Specification,
    failopen_field,
    options,
    table,
)

NAMES = [rule.name for rule in lint_rules()]


def subclasses(of: type[LintRule]) -> Iterator[type[LintRule]]:
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def test_every_rule_that_the_code_has_is_registered_once() -> None:
    for module in walk_packages(failmode.specs.__path__, "failmode.specs."):
        import_module(module.name)
    written = {each for each in subclasses(LintRule) if each.__module__.startswith("failmode.")}
    assert Counter(lint_rules()) == Counter(written)


def test_no_name_is_given_twice() -> None:
    assert [name for name, times in Counter(NAMES).items() if times > 1] == []


@pytest.mark.parametrize("rule", lint_rules(), ids=NAMES)
def test_a_rule_says_what_it_finds_and_why_that_is_bad(rule: type[LintRule]) -> None:
    assert isinstance(rule.severity, Severity)
    for said in (rule.what(), rule.why()):
        assert said[0].isupper() or said[0] == "`"
        assert said.endswith(".")
    assert rule.what() != rule.why()


UNCLEAR = "| Label | Field Name | Type | Editable |\n|---|---|---|---|\n| A | a | Text | No |\n"
SECRET = "| Label | Field Name | Type |\n|---|---|---|\n| A Secret | aSecret | Text |\n"
OTHER_STEPS = (
    "| Label | Field Name | Type |\n|---|---|---|\n| A | a | Text |\n| B | b | Text |\n\n"
    "## Custom Field Creation\n\n### Step 1\n\n**Label:** `C`\n"
)
ALONE = {
    "permission-unclear": ("a.md", UNCLEAR),
    "steps-without-field": ("a.md", OTHER_STEPS),
    "file-name-misspelt": ("cpval-duo-failoppen.md", CLEAN),
    "secret-in-text": ("a.md", SECRET),
    "table-missing": ("settings.md", SETTINGS),
}
"""Rules that a document by itself breaks."""


@pytest.mark.parametrize("rule", ALONE)
def test_a_document_breaks_the_rule(rule: str) -> None:
    name, text = ALONE[rule]
    assert rule in {finding.rule for finding in lint_documents([read_text(Path(name), text)])}


def test_a_document_that_cannot_be_read_breaks_a_rule(tmp_path: Path) -> None:
    (document,) = read_documents([tmp_path / "none.md"])
    assert [finding.rule for finding in lint_documents([document])] == ["unreadable"]


UNIX = table("Duo Unix", REFUSED, line=50)
UNIX_1 = table("Duo Unix", REFUSED, line=51, version="1.10.4 to 1.11")
UNIX_1_11_3 = table("Duo Unix", REFUSED, line=52, version="1.11.3")
UNIX_2_2 = table("Duo Unix", REFUSED, line=53, version="2.2")
OTHER_VERSION = MistakeRow(
    *(
        Mistake.FILE_MISSING,
        "any",
        (),
        MistakeOutcome.DENIED,
        False,
        "",
        (VersionRange.parse("9.9"),),
        Evidence.MEASURED,
        70,
    )
)
COMPLETE = Specification()
TWINS = replace(
    COMPLETE,
    fields=(failopen_field(), replace(failopen_field(), name=Sourced("twin", FIELD_LINE, ""))),
    field_settings=(*FIELD_SETTINGS, *(replace(each, field="twin") for each in FIELD_SETTINGS)),
)
FEATURE = "Feature: One\n  Scenario: A\n    Given a\n"
DERIVED: dict[str, Specification] = {
    "rule-missing": replace(COMPLETE, rules=()),
    "identity-missing": COMPLETE.with_field(name=None),
    "default-platform": COMPLETE.with_field(default=None),
    "option-platform": COMPLETE.with_field(options=options("Windows", "Linux")),
    "field-setting": replace(COMPLETE, field_settings=()),
    "setting-disagrees": replace(
        COMPLETE,
        field_settings=(replace(FIELD_SETTINGS[0], written_as="Open"), *FIELD_SETTINGS[1:]),
    ),
    "verdicts-missing": replace(COMPLETE, tables=()),
    "verdicts-product": replace(COMPLETE, tables=(*COMPLETE.tables, table("macOSS", SILENT))),
    "verdicts-repeated": replace(COMPLETE, tables=(*COMPLETE.tables, table("macOS", SILENT))),
    "verdicts-unused": replace(COMPLETE, fields=()),
    "version-missing": replace(COMPLETE, tables=(*COMPLETE.tables, UNIX)),
    "programs-missing": replace(COMPLETE, tables=(*COMPLETE.tables, UNIX)),
    "versions-overlap": replace(COMPLETE, tables=(*COMPLETE.tables, UNIX_1, UNIX_1_11_3)),
    "versions-gap": replace(COMPLETE, tables=(*COMPLETE.tables, UNIX_1, UNIX_2_2)),
    "version-unknown": replace(COMPLETE, duo_unix=DuoUnixFacts(mistakes=(OTHER_VERSION,))),
    "no-scenario": replace(COMPLETE, duo_unix=DuoUnixFacts()),
    "values-not-derived": COMPLETE.with_field(type=Sourced(FieldType.TEXT, FIELD_LINE, "Text")),
    "scenario-repeated": TWINS,
    "not-writable": COMPLETE.with_field(options=options("All", "Disabled\x07")),
    "not-gherkin": replace(COMPLETE, blocks=(GherkinBlock("Just words.", 80),)),
}
"""Rules that break when features are derived from a specification and written."""


def planned(documents: tuple[NamedDocument, ...], directory: Path) -> tuple[Finding, ...]:
    return plan_features(documents, directory).findings


@pytest.mark.parametrize("rule", DERIVED)
def test_a_specification_breaks_the_rule(rule: str, tmp_path: Path) -> None:
    found = planned(DERIVED[rule].documents(), tmp_path)
    assert rule in {finding.rule for finding in found}


def test_a_reply_that_no_row_brings_about_breaks_a_rule(tmp_path: Path) -> None:
    policy = FailmodePolicy(
        Sourced("Authentication Proxy", 2, ""),
        COMPLETE.modes,
        replies=(ReplyText("It failed", "Access-Reject", "Sorry", 9),),
    )
    proxy = table("Authentication Proxy", REFUSED)
    documents = replace(COMPLETE, tables=(*COMPLETE.tables, proxy)).documents()
    with_replies = tuple(
        replace(each, document=replace(each.document, facts=(policy,)))
        if each.document.one(FailmodePolicy)
        else each
        for each in documents
    )
    found = planned(with_replies, tmp_path)
    assert "reply-not-exercised" in {finding.rule for finding in found}


def test_a_feature_in_the_place_of_another_breaks_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "ninjaone" / "duo-failopen.feature"
    path.parent.mkdir()
    path.write_text(FEATURE, encoding="utf-8")
    assert "feature-by-hand" in {each.rule for each in planned(COMPLETE.documents(), tmp_path)}


def test_two_documents_for_one_feature_break_a_rule(tmp_path: Path) -> None:
    found = planned((*COMPLETE.documents(), *COMPLETE.documents()), tmp_path)
    assert "feature-repeated" in {each.rule for each in found}


def test_no_document_breaks_a_rule(tmp_path: Path) -> None:
    assert [each.rule for each in planned((), tmp_path)] == ["no-document"]


def test_every_rule_is_raised_by_a_test() -> None:
    by_themselves = {"unreadable", "reply-not-exercised", "no-document", "answer-missing"}
    features = {"feature-by-hand", "feature-repeated"}
    raised = {case[0] for case in CASES} | ALONE.keys() | DERIVED.keys()
    assert raised | by_themselves | features == set(NAMES)


class LabelInCapitals(LintRule):
    """A label without a small letter.

    Why is this bad? Capitals are hard to read.
    """

    name = "label-in-capitals"
    severity = Severity.INFO


def check_label(document: Document, log: FindingLog) -> None:
    for field in document.every(CustomField):
        if field.label and field.label.value.isupper():
            log.add(LabelInCapitals, field.label.line, "write the label in small letters")


def test_a_new_rule_stands_in_one_place_beside_its_check() -> None:
    custom_field, *others = KINDS
    checks = (*custom_field.checks, Checks((LabelInCapitals,), (check_label,)))
    kinds = (replace(custom_field, checks=checks), *others)
    document = read_text(Path("a.md"), SECRET.replace("A Secret | aSecret", "A | a"))
    assert LabelInCapitals in lint_rules(kinds)
    assert ("label-in-capitals", 3) in {
        (each.rule, each.line) for each in lint_documents([document], kinds)
    }
    assert LabelInCapitals not in lint_rules()
