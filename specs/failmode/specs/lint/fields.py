"""Lint rules about one custom field: is everything said, and does it fit together?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from failmode.specs.common_rules import (
    IdentityMissing,
    OptionPlatform,
    PermissionUnclear,
    RequiredUnclear,
    ValueUnknown,
)
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.lint.checks import Checks, Logs
from failmode.specs.model import Document, Severity
from failmode.specs.option_words import OptionWords
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import Attribute
from failmode.terms import OPTION_TYPES, FieldType, field_name

_PLAIN_TEXT = frozenset({FieldType.TEXT, FieldType.TEXT_MULTILINE, FieldType.WYSIWYG})
_SECRET = re.compile(
    r"\b(?:secret|password|passphrase|auth(?:entication)? token|private key)\b", re.IGNORECASE
)


class ScopeMissing(LintRule):
    """A custom field without a definition scope.

    Why is this bad? Without a scope a field can be set nowhere.
    """

    name = "scope-missing"
    severity = Severity.WARNING


class PermissionMissing(LintRule):
    """A custom field without one of its three permissions.

    Why is this bad? Who may read and write the field is left to chance.
    """

    name = "permission-missing"
    severity = Severity.WARNING


class RequiredMissing(LintRule):
    """A custom field that is neither called required nor optional.

    Why is this bad? Whether a value must be given is left to chance.
    """

    name = "required-missing"
    severity = Severity.INFO


class FieldName(LintRule):
    """A field name that does not follow from the label.

    Why is this bad? NinjaOne derives the name from the label; scripts use the name.
    """

    name = "field-name"
    severity = Severity.WARNING


class SecretInText(LintRule):
    """A plain text field whose label or description speaks of a secret.

    Why is this bad? A secret in a plain text field is shown to everyone who may read.
    """

    name = "secret-in-text"
    severity = Severity.WARNING


class OptionsMissing(LintRule):
    """A type that needs options, in a table that lists none.

    Why is this bad? A field of options cannot be checked without its options.
    """

    name = "options-missing"
    severity = Severity.WARNING


class OptionsUnexpected(LintRule):
    """Options of a field whose type has none.

    Why is this bad? A type without options takes any value.
    """

    name = "options-unexpected"
    severity = Severity.WARNING


class OptionRepeated(LintRule):
    """An option that a field lists twice, whatever its case.

    Why is this bad? Two equal options cannot be told apart.
    """

    name = "option-repeated"
    severity = Severity.ERROR


class DefaultNotAnOption(LintRule):
    """A default that is none of the field's options.

    Why is this bad? A default that is no option can never be the value.
    """

    name = "default-not-an-option"
    severity = Severity.ERROR


class DefaultListsSeveral(LintRule):
    """A default with commas, of a field without options.

    Why is this bad? A default is one value; a list is probably the options.
    """

    name = "default-lists-several"
    severity = Severity.WARNING


class DefaultMissing(LintRule):
    """A field of options without a documented default.

    Why is this bad? Without a default nobody knows what an unset field means.
    """

    name = "default-missing"
    severity = Severity.INFO


RULES: tuple[type[LintRule], ...] = (
    ScopeMissing,
    PermissionMissing,
    RequiredMissing,
    FieldName,
    SecretInText,
    OptionsMissing,
    OptionsUnexpected,
    OptionRepeated,
    DefaultNotAnOption,
    DefaultListsSeveral,
    DefaultMissing,
)


def check_fields(document: Document, log: FindingLog) -> None:
    """Check every custom field of a document by itself.

    Args:
        document: the document.
        log: takes the findings.
    """
    for field in document.every(CustomField):
        unread = _rules_at(document, field.line)
        _check_identity(field, unread, log)
        _check_access(field, unread, log)
        _check_secret(field, log)
        _check_options(field, log)
        _check_default(field, log)


def _rules_at(document: Document, line: int) -> frozenset[str]:
    return frozenset(finding.rule for finding in document.findings if finding.line == line)


def _was_reported(unread: frozenset[str], *rules: type[LintRule]) -> bool:
    return any(rule.name in unread for rule in rules)


def _check_identity(field: CustomField, unread: frozenset[str], log: FindingLog) -> None:
    given = {
        Attribute.LABEL: field.label,
        Attribute.NAME: field.name,
        Attribute.TYPE: field.type,
    }
    missing = [attribute.value for attribute, value in given.items() if value is None]
    if missing and not (missing == [Attribute.TYPE] and _was_reported(unread, ValueUnknown)):
        message = f"the field has no {' and no '.join(missing)}; add it"
        log.add(IdentityMissing, field.line, message, *missing)
    if field.label and field.name:
        expected = field_name(field.label.value)
        if expected != field.name.value:
            message = (
                f"the field name {field.name.value!r} does not follow from the label "
                f"{field.label.value!r}; NinjaOne would derive {expected!r}"
            )
            log.add(FieldName, field.name.line, message, field.name.value, expected)


def _check_access(field: CustomField, unread: frozenset[str], log: FindingLog) -> None:
    if not field.scopes and not _was_reported(unread, ValueUnknown):
        message = "the definition scope is not given; say Organization, Location or Device"
        log.add(ScopeMissing, field.line, message)
    given = {
        Attribute.TECHNICIAN: field.technician,
        Attribute.AUTOMATION: field.automation,
        Attribute.API: field.api,
    }
    missing = [attribute.value for attribute, value in given.items() if value is None]
    if _was_reported(unread, PermissionUnclear):
        missing.remove(Attribute.TECHNICIAN)
    if missing and not _was_reported(unread, ValueUnknown):
        message = f"not documented: {', '.join(missing)}; say who may read and write the field"
        log.add(PermissionMissing, field.line, message, *missing)
    if field.required is None and not _was_reported(unread, RequiredUnclear):
        message = "the document does not say whether the field is required; write True or False"
        log.add(RequiredMissing, field.line, message)


def _check_secret(field: CustomField, log: FindingLog) -> None:
    if field.type is None or field.type.value not in _PLAIN_TEXT:
        return
    for text in (field.label, field.description, field.tooltip):
        found = _SECRET.search(text.value) if text else None
        if text and found:
            message = (
                f"the text speaks of a secret ({found[0].casefold()!r}), but the type is "
                f"{field.type.text}; the type Secure hides the value"
            )
            log.add(SecretInText, text.line, message, field.type.text, found[0])
            return


def _check_options(field: CustomField, log: FindingLog) -> None:
    seen: dict[str, str] = {}
    for option in field.options:
        key = " ".join(option.value.casefold().split())
        if key in seen:
            message = f"the option {option.value!r} is there twice; remove one"
            log.add(OptionRepeated, option.line, message, seen[key], option.value)
        seen.setdefault(key, option.value)
    if field.type is None:
        return
    has_options = field.type.value in OPTION_TYPES
    if has_options and not field.options:
        created = field.created
        listed = ", ".join(option.value for option in created.options) if created else ""
        where = f"only the creation steps list them ({listed})" if listed else "nothing lists them"
        message = f"the type {field.type.text} needs options, and the table has none: {where}"
        log.add(OptionsMissing, field.line, message, field.type.text, *filter(None, [listed]))
    elif field.options and not has_options:
        names = ", ".join(option.value for option in field.options)
        message = f"the type {field.type.text} has no options, but the table lists: {names}"
        log.add(OptionsUnexpected, field.options[0].line, message, field.type.text, names)


def compare_options(documents: Sequence[Document], logs: Logs) -> None:
    """Compare the options of platform fields with the words that documents declare.

    Args:
        documents: every document.
        logs: takes the findings of each document.
    """
    words = OptionWords.of(documents)
    for document in documents:
        for field in document.every(CustomField):
            if not words.is_platform_field(option.value for option in field.options):
                continue
            for option in field.options:
                if words.covers(option.value) is None:
                    message = (
                        f"the option {option.value!r} names no declared platform; known words: "
                        f"{words.known}"
                    )
                    logs[document.path].add(OptionPlatform, option.line, message, option.value)


def _check_default(field: CustomField, log: FindingLog) -> None:
    options = [option.value for option in field.options]
    has_options = field.type is not None and field.type.value in OPTION_TYPES
    if field.default is None:
        if has_options:
            message = "no default is documented; say what an unset field means"
            log.add(DefaultMissing, field.line, message)
    elif not options and has_options and "," in field.default.value:
        message = (
            f"the default lists several values: {field.default.value}; if these are the options, "
            "give them a column of their own"
        )
        log.add(DefaultListsSeveral, field.default.line, message, field.default.value)
    elif options and has_options and field.default.value not in options:
        message = (
            f"the default {field.default.value!r} is none of the options: {', '.join(options)}"
        )
        log.add(DefaultNotAnOption, field.default.line, message, field.default.value, *options)


FIELD_CHECKS = Checks(RULES, (check_fields,), (compare_options,))
