"""Lint rules about one custom field: is everything said, and does it fit together?"""

from __future__ import annotations

import re

from failmode.specs.facts.custom_field import CustomField
from failmode.specs.lint.checks import Checks
from failmode.specs.model import Document
from failmode.specs.option_words import covers, is_platform_field
from failmode.specs.rules import (
    DEFAULT_LISTS_SEVERAL,
    DEFAULT_MISSING,
    DEFAULT_NOT_AN_OPTION,
    FIELD_NAME,
    IDENTITY_MISSING,
    OPTION_PLATFORM,
    OPTION_REPEATED,
    OPTIONS_MISSING,
    OPTIONS_UNEXPECTED,
    PERMISSION_MISSING,
    PERMISSION_UNCLEAR,
    REQUIRED_MISSING,
    REQUIRED_UNCLEAR,
    SCOPE_MISSING,
    SECRET_IN_TEXT,
    VALUE_UNKNOWN,
    FindingLog,
    LintRule,
)
from failmode.specs.synonyms import Attribute
from failmode.terms.fields import OPTION_TYPES, FieldType, field_name

_PLAIN_TEXT = frozenset({FieldType.TEXT, FieldType.TEXT_MULTILINE, FieldType.WYSIWYG})
_SECRET = re.compile(
    r"\b(?:secret|password|passphrase|auth(?:entication)? token|private key)\b", re.IGNORECASE
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
        _check_platforms(field, log)
        _check_default(field, log)


def _rules_at(document: Document, line: int) -> frozenset[str]:
    return frozenset(finding.rule for finding in document.findings if finding.line == line)


def _was_reported(unread: frozenset[str], *rules: LintRule) -> bool:
    return any(rule.name in unread for rule in rules)


def _check_identity(field: CustomField, unread: frozenset[str], log: FindingLog) -> None:
    given = {
        Attribute.LABEL: field.label,
        Attribute.NAME: field.name,
        Attribute.TYPE: field.type,
    }
    missing = [attribute.value for attribute, value in given.items() if value is None]
    if missing and not (missing == [Attribute.TYPE] and _was_reported(unread, VALUE_UNKNOWN)):
        message = f"the field has no {' and no '.join(missing)}; add it"
        log.add(IDENTITY_MISSING, field.line, message, *missing)
    if field.label and field.name:
        expected = field_name(field.label.value)
        if expected != field.name.value:
            message = (
                f"the field name {field.name.value!r} does not follow from the label "
                f"{field.label.value!r}; NinjaOne would derive {expected!r}"
            )
            log.add(FIELD_NAME, field.name.line, message, field.name.value, expected)


def _check_access(field: CustomField, unread: frozenset[str], log: FindingLog) -> None:
    if not field.scopes and not _was_reported(unread, VALUE_UNKNOWN):
        message = "the definition scope is not given; say Organization, Location or Device"
        log.add(SCOPE_MISSING, field.line, message)
    given = {
        Attribute.TECHNICIAN: field.technician,
        Attribute.AUTOMATION: field.automation,
        Attribute.API: field.api,
    }
    missing = [attribute.value for attribute, value in given.items() if value is None]
    if _was_reported(unread, PERMISSION_UNCLEAR):
        missing.remove(Attribute.TECHNICIAN)
    if missing and not _was_reported(unread, VALUE_UNKNOWN):
        message = f"not documented: {', '.join(missing)}; say who may read and write the field"
        log.add(PERMISSION_MISSING, field.line, message, *missing)
    if field.required is None and not _was_reported(unread, REQUIRED_UNCLEAR):
        message = "the document does not say whether the field is required; write True or False"
        log.add(REQUIRED_MISSING, field.line, message)


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
            log.add(SECRET_IN_TEXT, text.line, message, field.type.text, found[0])
            return


def _check_options(field: CustomField, log: FindingLog) -> None:
    seen: dict[str, str] = {}
    for option in field.options:
        key = " ".join(option.value.casefold().split())
        if key in seen:
            message = f"the option {option.value!r} is there twice; remove one"
            log.add(OPTION_REPEATED, option.line, message, seen[key], option.value)
        seen.setdefault(key, option.value)
    if field.type is None:
        return
    has_options = field.type.value in OPTION_TYPES
    if has_options and not field.options:
        created = field.created
        listed = ", ".join(option.value for option in created.options) if created else ""
        where = f"only the creation steps list them ({listed})" if listed else "nothing lists them"
        message = f"the type {field.type.text} needs options, and the table has none: {where}"
        log.add(OPTIONS_MISSING, field.line, message, field.type.text, *filter(None, [listed]))
    elif field.options and not has_options:
        names = ", ".join(option.value for option in field.options)
        message = f"the type {field.type.text} has no options, but the table lists: {names}"
        log.add(OPTIONS_UNEXPECTED, field.options[0].line, message, field.type.text, names)


def _check_platforms(field: CustomField, log: FindingLog) -> None:
    if not is_platform_field(option.value for option in field.options):
        return
    for option in field.options:
        if covers(option.value) is None:
            message = (
                f"the option {option.value!r} names no known platform; expected words such as "
                "All, Windows, Windows Workstations, Windows Servers, Macintosh or Disabled"
            )
            log.add(OPTION_PLATFORM, option.line, message, option.value)


def _check_default(field: CustomField, log: FindingLog) -> None:
    options = [option.value for option in field.options]
    has_options = field.type is not None and field.type.value in OPTION_TYPES
    if field.default is None:
        if has_options:
            message = "no default is documented; say what an unset field means"
            log.add(DEFAULT_MISSING, field.line, message)
    elif not options and has_options and "," in field.default.value:
        message = (
            f"the default lists several values: {field.default.value}; if these are the options, "
            "give them a column of their own"
        )
        log.add(DEFAULT_LISTS_SEVERAL, field.default.line, message, field.default.value)
    elif options and has_options and field.default.value not in options:
        message = (
            f"the default {field.default.value!r} is none of the options: {', '.join(options)}"
        )
        log.add(DEFAULT_NOT_AN_OPTION, field.default.line, message, field.default.value, *options)


FIELD_CHECKS = Checks((check_fields,))
