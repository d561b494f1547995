"""What a project expects to be answered, held against what was derived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.model import Finding, Severity
from failmode.specs.rules import LintRule
from failmode.specs.scenarios import VERDICT, Feature
from failmode.terms import Evidence


class AnswerMissing(LintRule):
    """A document or a custom field that must decide logins, and decides none.

    Why is this bad? Who gets in is not tried any more, and no scenario would fail of it.
    """

    name = "answer-missing"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (AnswerMissing,)


@dataclass(frozen=True, slots=True)
class Expectation:
    """A document or a field that a project expects to decide logins.

    Attributes:
        name: path of a document below the documents' folder, or name of a custom field.
        path: the file that says so.
        line: 1-based line of it.
    """

    name: str
    path: str
    line: int


def missing_answers(
    expected: Sequence[Expectation],
    features: Sequence[Feature],
    documents: Sequence[NamedDocument],
) -> Iterator[Finding]:
    """Report what is expected to decide logins and leads to none that has a verdict.

    Args:
        expected: by the project.
        features: what was derived.
        documents: that it was derived from.
    """
    below = {named.name: str(named.below) for named in documents}
    answering = [feature for feature in features if _has_verdict(feature)]
    answered = {feature.field for feature in answering}
    answered.update(below.get(feature.source.document, "") for feature in answering)
    for one in expected:
        if one.name not in answered:
            message = (
                f"{one.name!r} must decide logins, but no scenario with a verdict is derived from "
                f"it: {_why(one, documents)}"
            )
            yield AnswerMissing.finding(one.path, one.line, message, one.name)


def _has_verdict(feature: Feature) -> bool:
    return any(
        row[table.header.index(VERDICT)] != Evidence.UNKNOWN
        for rule in feature.rules
        for scenario in rule.scenarios
        for table in scenario.examples
        if VERDICT in table.header
        for row in table.rows
    )


def _why(one: Expectation, documents: Sequence[NamedDocument]) -> str:
    if one.name.endswith(".md"):
        if any(str(named.below) == one.name for named in documents):
            return "look at what `failmode read` understands of it"
        return "there is no such document"
    fields = [
        field.name.value
        for named in documents
        for field in named.document.every(CustomField)
        if field.name
    ]
    if one.name in fields:
        return "no table of settings says that it feeds FAILOPEN, or no product has verdicts"
    known = ", ".join(fields) or "none"
    return f"no document specifies such a field; those that are specified: {known}"
