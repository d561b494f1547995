"""Lint rules about the tables of the rules: complete, without contradiction, and as prose says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.facts.platforms import AnswerRow, OptionRow, PlatformRow, UnsetRow
from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.reuse import report_reused
from failmode.specs.model import Document, Severity, Sourced
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import FindingLog, LintRule

_CLAIM = re.compile(
    r"`(?P<option>[^`]+)` (?:covers|opens)\s+(?P<claim>.+?)(?=,? and `|, `|[.;:]|$)",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"`(?P<option>[^`]+)`[^`:.]*: (?P<claim>every platform is (?:closed|open))\b")
_HEADING = re.compile(r"(?P<option>\S+) (?:covers|opens) (?P<claim>.+)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_BOTH = 2
_EVERY = frozenset({"every platform", "all platforms", "everything", "every platform is open"})
_NONE = frozenset({"no platform", "no platforms", "nothing", "every platform is closed"})
_TABLES: tuple[tuple[type[object], str], ...] = (
    (PlatformRow, "platforms with the columns Platform, Tag, Product"),
    (OptionRow, "options with the columns Option, Covers"),
    (UnsetRow, "unset fields with the columns Value, Counts as"),
    (AnswerRow, "answers with the columns Answer, Verdict"),
)


class TableMissing(LintRule):
    """A specification in which fields feed settings and that lacks a table which rules need.

    Why is this bad? Nobody can tell which platforms there are, or what an option covers.
    """

    name = "table-missing"
    severity = Severity.ERROR


class PlatformUnknown(LintRule):
    """A platform that no table of platforms declares.

    Why is this bad? A misspelt platform is covered by nothing and guarded by nothing.
    """

    name = "platform-unknown"
    severity = Severity.ERROR


class PlatformRepeated(LintRule):
    """A platform, or a platform's tag, that is declared twice.

    Why is this bad? Two rows for one platform cannot both be true.
    """

    name = "platform-repeated"
    severity = Severity.ERROR


class PlatformProduct(LintRule):
    """A field whose table names another product for a platform than the table of platforms.

    Why is this bad? Only one product guards the logins of a platform.
    """

    name = "platform-product"
    severity = Severity.ERROR


class OptionWordRepeated(LintRule):
    """A word of options that stands in two rows.

    Why is this bad? Two rows for one word cannot both be true.
    """

    name = "option-word-repeated"
    severity = Severity.ERROR


class RuleRowRepeated(LintRule):
    """A second row that says what an unset field counts as, or what an answer leads to.

    Why is this bad? Of two rows only the first is read.
    """

    name = "rule-row-repeated"
    severity = Severity.ERROR


class ProseCoverage(LintRule):
    """A sentence, or a rule's heading, that says otherwise than the table what an option covers.

    Why is this bad? Readers believe the sentence, scenarios follow the table.
    """

    name = "prose-coverage"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    TableMissing,
    PlatformUnknown,
    PlatformRepeated,
    PlatformProduct,
    OptionWordRepeated,
    RuleRowRepeated,
    ProseCoverage,
)


def compare_tables(documents: Sequence[Document], logs: Logs) -> None:
    """Hold the tables of the rules to each other, and to the tables of the fields.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    _check_missing(documents, logs)
    _check_repeated(documents, logs)
    _check_platforms(documents, logs)


def compare_prose(documents: Sequence[Document], logs: Logs) -> None:
    """Compare what sentences and headings of the rules say of an option with its row.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    words = OptionWords.of(documents)
    if not words.rows:
        return
    for document in documents:
        headings = document.every(RuleHeading)
        if headings or bool(document.every(OptionRow)):
            for heading in headings:
                for said in _of_heading(heading):
                    _compare(words, said, logs[document.path])
            for text in document.prose:
                for said in _of_prose(text):
                    _compare(words, said, logs[document.path])


def _check_missing(documents: Sequence[Document], logs: Logs) -> None:
    fed = [(document, row) for document in documents for row in document.every(FieldSetting)]
    missing = [
        columns for of, columns in _TABLES if not any(document.every(of) for document in documents)
    ]
    if fed and missing:
        document, row = fed[0]
        message = (
            f"no document has a table of {'; nor of '.join(missing)}; so nobody can tell what "
            f"follows from the field {row.field!r}: add it, or read the standard documents too"
        )
        logs[document.path].add(TableMissing, row.line, message, row.field)


def _check_repeated(documents: Sequence[Document], logs: Logs) -> None:
    platforms = [(d, row) for d in documents for row in d.every(PlatformRow)]
    names = [(d, _sourced(row.platform.name, row.line)) for d, row in platforms]
    tags = [(d, _sourced(row.platform.tag, row.line)) for d, row in platforms]
    words = [
        (d, _sourced(" ".join(word.casefold().split()), row.line))
        for d in documents
        for row in d.every(OptionRow)
        for word in row.words
    ]
    unset = [(d, _sourced("unset field", row.line)) for d in documents for row in d.every(UnsetRow)]
    answers = [
        (d, _sourced(row.answer.value, row.line)) for d in documents for row in d.every(AnswerRow)
    ]
    report_reused(PlatformRepeated, "platform", names, logs)
    report_reused(PlatformRepeated, "platform's tag", tags, logs)
    report_reused(OptionWordRepeated, "option word", words, logs)
    report_reused(RuleRowRepeated, "row of an", unset, logs)
    report_reused(RuleRowRepeated, "answer", answers, logs)


def _sourced(text: str, line: int) -> Sourced[str]:
    return Sourced(text, line, text)


def _check_platforms(documents: Sequence[Document], logs: Logs) -> None:
    declared: dict[str, tuple[Document, PlatformRow]] = {}
    for document in documents:
        for row in document.every(PlatformRow):
            declared.setdefault(row.platform.name, (document, row))
    if not declared:
        return
    named = [
        (document, name, row.line)
        for document in documents
        for row in document.every(OptionRow)
        for name in row.platforms
    ]
    named += [(d, row.platform, row.line) for d in documents for row in d.every(FieldSetting)]
    for document, name, line in named:
        if name not in declared:
            message = (
                f"the platform {name!r} is in no table of platforms; known: {', '.join(declared)}"
            )
            logs[document.path].add(PlatformUnknown, line, message, name)
    for document in documents:
        for setting in document.every(FieldSetting):
            if setting.platform not in declared:
                continue
            other, row = declared[setting.platform]
            if setting.product != row.product:
                message = (
                    f"{setting.product!r} runs on {setting.platform} here, and {row.product!r} by "
                    f"{other.path}:{row.line}; correct one of them"
                )
                logs[document.path].add(
                    PlatformProduct, setting.line, message, setting.product, row.product
                )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence or a heading says of an option.

    Attributes:
        option: the option.
        claims: the claims of the sentence up to the one about this option.
        line: 1-based line of the document.
    """

    option: str
    claims: tuple[str, ...]
    line: int


def _of_heading(heading: RuleHeading) -> Iterator[_Said]:
    found = _HEADING.fullmatch(heading.title)
    if found:
        yield _Said(found["option"], (found["claim"],), heading.line)


def _of_prose(text: Sourced[str]) -> Iterator[_Said]:
    for sentence in _SENTENCE_END.split(text.text):
        claims: list[str] = []
        for found in _CLAIM.finditer(sentence):
            claims.append(found["claim"])
            yield _Said(found["option"], tuple(claims), text.line)
        for found in _CHOICE.finditer(sentence):
            yield _Said(found["option"], (found["claim"],), text.line)


def _compare(words: OptionWords, said: _Said, log: FindingLog) -> None:
    covered = words.covers(said.option)
    claimed = _claimed(words, said.claims)
    if covered is None or claimed is None or claimed == {one.name for one in covered}:
        return
    shown = ", ".join(name for name in words.platforms if name in {one.name for one in covered})
    message = (
        f"the text says that {said.option!r} covers {said.claims[-1]}, the table has "
        f"{shown or 'no platform'}; correct one of them"
    )
    log.add(ProseCoverage, said.line, message, said.option, said.claims[-1], shown)


def _claimed(words: OptionWords, claims: tuple[str, ...]) -> set[str] | None:
    """Find the platforms that the last claim names; None when it is not understood.

    `both` stands for the two platforms that the claims before it name.
    """
    claim = claims[-1].strip().casefold()
    if claim in _EVERY:
        return set(words.platforms)
    if claim in _NONE:
        return set()
    if claim == "both":
        before: set[str] = set()
        for index in range(1, len(claims)):
            before |= _claimed(words, claims[:index]) or set()
        return before if len(before) == _BOTH else None
    spelt = {name.casefold(): name for name in words.platforms}
    spelt |= {f"{key}s": name for key, name in spelt.items()}
    parts = [part.strip() for part in re.split(r",|\band\b", claim) if part.strip()]
    if not parts or any(part not in spelt for part in parts):
        return None
    return {spelt[part] for part in parts}


RULE_TABLE_CHECKS = Checks(RULES, beside_each_other=(compare_tables, compare_prose))
