"""Lint rules about sentences: do they say of a field what its Details table says?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.lint.default_direction import (
    decides_failmode,
    default_direction,
    stated_direction,
)
from failmode.specs.model import Document, Severity
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import NO_DEFAULT, normalize
from failmode.terms import OPTION_TYPES

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")
_DEFAULT_IS = re.compile(
    r"\bdefault(?: (?:value|option|setting|behaviou?r))? is (?:set to |to )?(?P<claim>[^.,;()]+)",
    re.IGNORECASE,
)
_BY_DEFAULT = re.compile(
    r"\b(?P<claim>enabled|disabled|blank|empty|unset) by default\b", re.IGNORECASE
)
_IF_CHOSEN = re.compile(
    r"\b(?:if|when)\s+(?:it is |it's |this is |set to )?[`'\"\u201c\u2018]?"
    r"(?P<claim>enabled|disabled)\b",
    re.IGNORECASE,
)
_CHOOSE = re.compile(
    r"\b(?:choos(?:e|ing)|select(?:ing)?|set (?:it |this )?to)\s+"
    r"[`'\"\u201c\u2018](?P<claim>[^`'\"\u201d\u2019]+)[`'\"\u201d\u2019]",
    re.IGNORECASE,
)
_THE_OPTION = re.compile(r"`(?P<claim>[^`]+)` option\b", re.IGNORECASE)
_REQUIRED = re.compile(r"\b(?:is required|is mandatory|must be set|has to be set)\b", re.IGNORECASE)


class ProseDefault(LintRule):
    """A sentence that names another default than the table.

    Why is this bad? Readers believe the sentence, the deployment follows the table.
    """

    name = "prose-default"
    severity = Severity.WARNING


class ProseOption(LintRule):
    """A sentence that speaks of an option which the table does not have.

    Why is this bad? Readers look for an option that does not exist.
    """

    name = "prose-option"
    severity = Severity.WARNING


class ProseRequired(LintRule):
    """A sentence that calls a field required which the table does not.

    Why is this bad? A field that has to be set but is not required will be left unset.
    """

    name = "prose-required"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (
    ProseDefault,
    ProseOption,
    ProseRequired,
)


def compare_prose(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the sentences about each field with the field's attributes.

    The field's own texts always count; the document's prose counts when it is about one field.

    Args:
        documents: every document; the words of options may be declared in any of them.
        logs: takes the findings of each document.
    """
    words = OptionWords.of(documents)
    for document in documents:
        for field in document.every(CustomField):
            sentences = list(_sentences(field, document))
            claims = [*_check_default(field, sentences, words), *_check_required(field, sentences)]
            if field.type and field.type.value in OPTION_TYPES and field.options:
                claims += _check_options(field, sentences)
            _report(claims, logs[document.path])


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Claim:
    rule: type[LintRule]
    message: str
    values: tuple[str, ...]
    line: int


def _sentences(field: CustomField, document: Document) -> Iterator[_Sentence]:
    texts = [text for text in (field.description, field.tooltip, field.footer) if text]
    sourced = [(text.text, text.line) for text in texts]
    if len(document.every(CustomField)) == 1:
        sourced += [(text.text, text.line) for text in document.prose]
    for text, line in sourced:
        for sentence in _SENTENCE_END.split(text):
            yield _Sentence(sentence, line)


def _report(claims: Iterable[_Claim], log: FindingLog) -> None:
    """Report each claim once, with every line on which it stands."""
    lines: dict[tuple[type[LintRule], str, tuple[str, ...]], list[int]] = {}
    for claim in claims:
        places = lines.setdefault((claim.rule, claim.message, claim.values), [])
        if claim.line not in places:
            places.append(claim.line)
    for (rule, message, values), places in lines.items():
        also = ", ".join(str(line) for line in sorted(places[1:]))
        log.add(rule, places[0], message + (f" (also on line {also})" if also else ""), *values)


def _check_default(
    field: CustomField, sentences: Iterable[_Sentence], words: OptionWords
) -> Iterator[_Claim]:
    documented = field.default.value if field.default else None
    for sentence in sentences:
        for pattern in (_DEFAULT_IS, _BY_DEFAULT):
            for found in pattern.finditer(sentence.text):
                claim = found["claim"].strip(" `'\"*")
                if _agrees(field, claim, words):
                    continue
                shown = repr(documented) if documented else "no default"
                message = (
                    f"the text says that the default is {claim!r}, the table has {shown}; "
                    "correct one of them"
                )
                yield _Claim(ProseDefault, message, (claim, documented or ""), sentence.line)


def _agrees(field: CustomField, claim: str, words: OptionWords) -> bool:
    """Return whether a claim about the default fits the table; what is not understood fits."""
    documented = field.default.value if field.default else None
    direction = stated_direction(claim)
    if direction and decides_failmode(field):
        return default_direction(field, words) is direction
    if normalize(claim) in NO_DEFAULT:
        return documented is None
    option = _option_called(field, claim)
    if option is not None:
        return documented == option
    return normalize(claim) not in {"enabled", "disabled"}


def _option_called(field: CustomField, claim: str) -> str | None:
    for option in field.options:
        if _stem(option.value) == _stem(claim):
            return option.value
    return None


def _stem(text: str) -> str:
    """Take `Enable` and `enabled` as one word."""
    return normalize(text).removesuffix("d")


def _check_options(field: CustomField, sentences: Iterable[_Sentence]) -> Iterator[_Claim]:
    names = ", ".join(option.value for option in field.options)
    for sentence in sentences:
        for pattern in (_IF_CHOSEN, _CHOOSE, _THE_OPTION):
            for found in pattern.finditer(sentence.text):
                claim = found["claim"].strip(" ,.;:")
                if claim and _option_called(field, claim) is None:
                    message = (
                        f"the text speaks of {claim.casefold()!r}, but no option has that name; "
                        f"the options are: {names}"
                    )
                    yield _Claim(ProseOption, message, (claim.casefold(), names), sentence.line)


def _check_required(field: CustomField, sentences: Iterable[_Sentence]) -> Iterator[_Claim]:
    if field.required is None or field.required.value:
        return
    for sentence in sentences:
        found = _REQUIRED.search(sentence.text)
        if found:
            message = (
                f"the text says {found[0].casefold()!r}, but the field is not required; "
                "say which of the two holds"
            )
            values = (found[0].casefold(), field.required.text)
            yield _Claim(ProseRequired, message, values, sentence.line)


PROSE_CHECKS = Checks(RULES, beside_each_other=(compare_prose,))
