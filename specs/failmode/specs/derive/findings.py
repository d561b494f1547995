"""The rules that a finding can name when scenarios are derived and written."""

from __future__ import annotations

from failmode.specs.model import Severity
from failmode.specs.rules import LintRule

RULE_MISSING = LintRule(
    "rule-missing", Severity.ERROR, "a scenario must name the rule that it was derived by"
)
DEFAULT_PLATFORM = LintRule(
    "default-platform", Severity.ERROR, "an unset failmode field counts as its documented default"
)
FIELD_SETTING = LintRule(
    "field-setting", Severity.ERROR, "a field that feeds no setting, or two, decides no login"
)
VERDICTS_MISSING = LintRule(
    "verdicts-missing", Severity.ERROR, "what counts as unreachable is read from a verdict table"
)
VERDICTS_PRODUCT = LintRule(
    "verdicts-product", Severity.ERROR, "a table that no scenario can use would be lost in silence"
)
VERDICTS_REPEATED = LintRule(
    "verdicts-repeated", Severity.ERROR, "two tables of one product cannot both be the truth"
)
VERDICTS_UNUSED = LintRule(
    "verdicts-unused", Severity.WARNING, "a table that no scenario uses checks nothing"
)
VERSION_MISSING = LintRule(
    "version-missing", Severity.ERROR, "versions of Duo Unix differ in what counts as unreachable"
)
VERSION_UNKNOWN = LintRule(
    "version-unknown", Severity.ERROR, "a row for a version that no table is about is never run"
)
PROGRAMS_MISSING = LintRule(
    "programs-missing", Severity.ERROR, "a verdict table that no program is run for checks nothing"
)
VALUES_NOT_DERIVED = LintRule(
    "values-not-derived", Severity.INFO, "a reader should know which fields are never set"
)
REPLY_NOT_EXERCISED = LintRule(
    "reply-not-exercised", Severity.INFO, "a reader should know which texts are never seen"
)
