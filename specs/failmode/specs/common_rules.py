"""Lint rules that more than one of reading, linting, deriving and writing reports."""

from __future__ import annotations

from failmode.specs.model import Severity
from failmode.specs.rules import LintRule


class ValueUnknown(LintRule):
    """A value that is none of those which its attribute or column can have.

    Why is this bad? A value that is none of the vendor's cannot be created or checked.
    """

    name = "value-unknown"
    severity = Severity.ERROR


class RequiredUnclear(LintRule):
    """A yes-or-no value that is neither.

    Why is this bad? Required is yes or no; anything else cannot be created.
    """

    name = "required-unclear"
    severity = Severity.WARNING


class PermissionUnclear(LintRule):
    """An `Editable` column that says no instead of naming a technician permission.

    Why is this bad? `Editable: No` leaves open whether the value can be seen.
    """

    name = "permission-unclear"
    severity = Severity.INFO


class IdentityMissing(LintRule):
    """A custom field without its label, its field name or its type.

    Why is this bad? A field without label, name or type cannot be created.
    """

    name = "identity-missing"
    severity = Severity.ERROR


class OptionPlatform(LintRule):
    """An option of a platform field that names no known platform.

    Why is this bad? What an option covers is derived from the platforms it names.
    """

    name = "option-platform"
    severity = Severity.ERROR


class ScenarioRepeated(LintRule):
    """A scenario name that is used a second time.

    Why is this bad? Of two scenarios with one name the runner drops one in silence.
    """

    name = "scenario-repeated"
    severity = Severity.ERROR


RULES: tuple[type[LintRule], ...] = (
    ValueUnknown,
    RequiredUnclear,
    PermissionUnclear,
    IdentityMissing,
    OptionPlatform,
    ScenarioRepeated,
)
