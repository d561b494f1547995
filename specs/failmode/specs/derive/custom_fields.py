"""Features of custom fields: of each by itself, and of the logins that it decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from failmode.specs.common_rules import IdentityMissing
from failmode.specs.derive import deployments, field_settings, fields, login_subject
from failmode.specs.derive.context import Context, KindDerivation
from failmode.specs.derive.deployments import deployment_feature
from failmode.specs.derive.field_settings import fed_settings
from failmode.specs.derive.field_subject import FieldSubject
from failmode.specs.derive.fields import field_features
from failmode.specs.derive.logins import login_feature
from failmode.specs.facts.custom_fields import FAILMODE_SETTING, CustomField, FieldSetting
from failmode.specs.facts.platforms import Platform
from failmode.specs.scenarios import Feature


def custom_field_features(context: Context) -> Iterator[Feature]:
    """Derive the features of every custom field that has a name."""
    for subject in named_fields(context):
        yield from field_features(context, subject)
        settings = fed_settings(context, subject)
        if settings:
            derive = login_feature if decides_failmode(settings) else deployment_feature
            feature = derive(context, subject, settings)
            if feature:
                yield feature


def named_fields(context: Context) -> Iterator[FieldSubject]:
    """Give every custom field that has a name; one without is an error."""
    for named in context.documents:
        for field in named.document.every(CustomField):
            if field.name is None:
                context.findings.append(
                    named.finding(
                        field.line,
                        IdentityMissing,
                        "a custom field without a field name: scenarios have nothing to call it "
                        "by; give its Field Name in the Details table",
                    )
                )
                continue
            label = field.label.value if field.label else field.name.value
            yield FieldSubject(named, field, field.name.value, label)


def decides_failmode(settings: Mapping[Platform, FieldSetting]) -> bool:
    """Return whether a field that feeds these settings decides who gets in."""
    return any(setting.setting == FAILMODE_SETTING for setting in settings.values())


CUSTOM_FIELD_DERIVATION = KindDerivation(
    custom_field_features,
    (*fields.RULES, *field_settings.RULES, *login_subject.RULES, *deployments.RULES),
)
