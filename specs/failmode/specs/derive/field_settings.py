"""The setting of Duo that a custom field feeds, by the tables of settings."""

from __future__ import annotations

from failmode.specs.derive.context import Context
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, FieldSetting
from failmode.specs.facts.platforms import Platform
from failmode.specs.model import Severity
from failmode.specs.rules import LintRule


class FieldSettingUnclear(LintRule):
    """A failmode field that feeds no setting of Duo, or more than one.

    Why is this bad? A field that feeds no setting, or two, decides no login.
    """

    name = "field-setting"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (FieldSettingUnclear,)


def fed_settings(context: Context, subject: FieldSubject) -> dict[Platform, FieldSetting]:
    """Find the setting that a field feeds, on each declared platform, in their order.

    A field that feeds two settings, or one that is named for the failmode and feeds none, is an
    error.
    """
    rows = [(n, s) for n in context.documents for s in n.document.every(FieldSetting)]
    fed: dict[str, FieldSetting] = {}
    for named, row in rows:
        if row.field != subject.name:
            continue
        first = next(iter(fed.values()), row)
        if row.platform in fed or row.setting != first.setting:
            message = (
                f"the field {row.field!r} feeds {first.setting} already (line {first.line}); a "
                "field feeds one setting, once on each platform"
            )
            context.findings.append(
                named.finding(row.line, FieldSettingUnclear, message, row.field)
            )
            return {}
        fed[row.platform] = row
    if not fed and _is_named_for_failmode(context, subject):
        message = (
            f"no document says which setting of Duo the field {subject.name!r} feeds, so no login "
            "can be derived from it; give a table with the columns Field Name, Setting, Platform, "
            "Product, Written as, On and Off"
        )
        line = subject.field.line
        context.findings.append(
            subject.named.finding(line, FieldSettingUnclear, message, subject.name)
        )
    declared = context.words.platforms.items()
    return {platform: fed[name] for name, platform in declared if name in fed}


def _is_named_for_failmode(context: Context, subject: FieldSubject) -> bool:
    named = subject.name.casefold().endswith(FAILMODE_SETTING.casefold())
    options = (option.value for option in subject.field.options)
    return named and (not context.words.rows or context.words.is_platform_field(options))
