"""Every rule that a finding can name: its stable name, its severity and what it protects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from failmode.specs.model import Document, Finding, Severity


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule that documents are held to.

    Attributes:
        name: stable name, used in reports.
        severity: how grave a finding of this rule is.
        protects: what goes wrong when the rule is broken.
    """

    name: str
    severity: Severity
    protects: str


_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

UNREADABLE = LintRule("unreadable", _ERROR, "a document that cannot be read specifies nothing")
FRONT_MATTER = LintRule("front-matter", _ERROR, "title, id and kind come from the front matter")
KIND_UNKNOWN = LintRule("kind-unknown", _ERROR, "a misspelt kind hides what a document is for")
NOTHING_UNDERSTOOD = LintRule(
    "nothing-understood", _WARNING, "a document of no known kind yields no scenario"
)

TABLE_BROKEN = LintRule(
    "table-broken", _ERROR, "markdown shows a table with a wrong delimiter row as text"
)
TABLE_UNKNOWN = LintRule(
    "table-unknown", _ERROR, "a specifying table without a known header would be lost in silence"
)
TABLE_IGNORED = LintRule(
    "table-ignored", _INFO, "a reader should know which tables specify nothing"
)
COLUMN_MISSING = LintRule(
    "column-missing", _ERROR, "a table without one of its columns cannot be understood"
)
COLUMN_UNKNOWN = LintRule("column-unknown", _WARNING, "an unknown column is not read")
COLUMN_REPEATED = LintRule("column-repeated", _WARNING, "of two equal columns only one is read")
CELLS_EXTRA = LintRule(
    "cells-extra", _ERROR, "markdown drops the cells that have no header; values shift or vanish"
)
CELLS_MISSING = LintRule(
    "cells-missing", _WARNING, "in a short row the values may stand under the wrong headers"
)
DETAILS_EMPTY = LintRule(
    "details-empty", _WARNING, "a Details table without rows specifies nothing"
)

VALUE_UNKNOWN = LintRule(
    "value-unknown", _ERROR, "a value that is none of the vendor's cannot be created or checked"
)
SECONDS_UNCLEAR = LintRule(
    "seconds-unclear", _ERROR, "how long a login takes decides when it counts as hung"
)
VERSION_UNCLEAR = LintRule(
    "version-unclear", _ERROR, "a fact about a program holds for the versions that it names"
)
REQUIRED_UNCLEAR = LintRule(
    "required-unclear", _WARNING, "required is yes or no; anything else cannot be created"
)
PERMISSION_UNCLEAR = LintRule(
    "permission-unclear", _INFO, "`Editable: No` leaves open whether the value can be seen"
)
IDENTITY_MISSING = LintRule(
    "identity-missing", _ERROR, "a field without label, name or type cannot be created"
)
SCOPE_MISSING = LintRule("scope-missing", _WARNING, "without a scope a field can be set nowhere")
PERMISSION_MISSING = LintRule(
    "permission-missing", _WARNING, "who may read and write the field is left to chance"
)
REQUIRED_MISSING = LintRule(
    "required-missing", _INFO, "whether a value must be given is left to chance"
)
FIELD_NAME = LintRule(
    "field-name", _WARNING, "NinjaOne derives the name from the label; scripts use the name"
)
FIELD_NAME_REUSED = LintRule(
    "field-name-reused", _ERROR, "two definitions of one field name cannot both be true"
)
SECRET_IN_TEXT = LintRule(
    "secret-in-text", _WARNING, "a secret in a plain text field is shown to everyone who may read"
)

OPTIONS_MISSING = LintRule(
    "options-missing", _WARNING, "a field of options cannot be checked without its options"
)
OPTIONS_UNEXPECTED = LintRule(
    "options-unexpected", _WARNING, "a type without options takes any value"
)
OPTION_REPEATED = LintRule("option-repeated", _ERROR, "two equal options cannot be told apart")
OPTION_PLATFORM = LintRule(
    "option-platform", _ERROR, "what an option covers is derived from the platforms it names"
)
DEFAULT_NOT_AN_OPTION = LintRule(
    "default-not-an-option", _ERROR, "a default that is no option can never be the value"
)
DEFAULT_LISTS_SEVERAL = LintRule(
    "default-lists-several", _WARNING, "a default is one value; a list is probably the options"
)
DEFAULT_MISSING = LintRule(
    "default-missing", _INFO, "without a default nobody knows what an unset field means"
)
DEFAULT_NOT_SET = LintRule(
    "default-not-set-by-steps",
    _WARNING,
    "a default that no step sets is not there: the field stays unset",
)
PROSE_DEFAULT = LintRule(
    "prose-default", _WARNING, "readers believe the sentence, the deployment follows the table"
)
PROSE_OPTION = LintRule("prose-option", _WARNING, "readers look for an option that does not exist")
PROSE_REQUIRED = LintRule(
    "prose-required", _INFO, "a field that has to be set but is not required will be left unset"
)

TWO_SPELLINGS = LintRule(
    "two-spellings", _WARNING, "one value spelt in two ways makes search and comparison fail"
)
STEPS_DISAGREE = LintRule(
    "steps-disagree", _WARNING, "who follows the steps gets another field than the table promises"
)
STEPS_LEAVE_OUT = LintRule(
    "steps-leave-out", _WARNING, "an attribute that no step sets gets the console's own value"
)
STEPS_ADD = LintRule(
    "steps-add", _INFO, "what only the steps say is not part of the specified field"
)
STEP_NUMBERS = LintRule("step-numbers", _WARNING, "steps are followed and cited by number")
STEPS_UNFINISHED = LintRule(
    "steps-unfinished", _WARNING, "without the last click no field is created"
)
STEPS_WITHOUT_FIELD = LintRule(
    "steps-without-field", _WARNING, "steps that create no documented field check nothing"
)
SETTING_UNKNOWN = LintRule(
    "setting-unknown", _WARNING, "a setting that the console does not have cannot be followed"
)
SETTING_MISSPELT = LintRule(
    "setting-misspelt", _WARNING, "readers search the screen for the setting's exact name"
)

FAILMODE_UNCLEAR = LintRule(
    "failmode-unclear", _ERROR, "a mode must say who gets in when Duo cannot be reached"
)
FAILMODE_CONTRADICTION = LintRule(
    "failmode-contradiction", _ERROR, "a mode that does the opposite of its name misleads"
)
FAILMODE_DEFAULT = LintRule(
    "failmode-default", _ERROR, "exactly one mode is the default when none is configured"
)
FAILMODE_ONE_WAY = LintRule(
    "failmode-one-way", _WARNING, "modes that all do the same leave nothing to choose"
)
MODE_REPEATED = LintRule("mode-repeated", _ERROR, "two rows for one mode cannot both be true")
FAILMODE_DISAGREES = LintRule(
    "failmode-disagrees", _ERROR, "two documents cannot both be right about one product's default"
)
REPLIES_ALONE = LintRule(
    "replies-alone", _WARNING, "reply texts without failmodes belong to no product"
)
DEFAULTS_OPPOSED = LintRule(
    "defaults-opposed",
    _INFO,
    "administrators expect one direction when Duo is down, the products take two",
)

VERDICT_REPEATED = LintRule("verdict-repeated", _ERROR, "two rows for one case cannot both be true")
VERDICT_INVENTED = LintRule(
    "verdict-invented", _ERROR, "a verdict without evidence would be tested as a fact"
)
VERDICT_PENDING = LintRule(
    "verdict-pending", _WARNING, "evidence for an unknown verdict is a slip of one of the two"
)
TAKES_WITHOUT_END = LintRule(
    "takes-without-end", _ERROR, "a login that never ends, or that nobody knows, takes no time"
)
PROGRAM_REPEATED = LintRule(
    "program-repeated", _ERROR, "two rows for one program cannot both be true"
)
PERSON_REPEATED = LintRule("person-repeated", _ERROR, "two rows for one user cannot both be true")
MISTAKE_REPEATED = LintRule(
    "mistake-repeated", _ERROR, "two rows for one mistake cannot both be true"
)
REPLY_UNLISTED = LintRule(
    "reply-unlisted", _WARNING, "a reply text that the product's list lacks is probably misspelt"
)

GHERKIN_SYNTAX = LintRule("gherkin-syntax", _ERROR, "a broken scenario cannot be run")
SCENARIO_REPEATED = LintRule(
    "scenario-repeated", _ERROR, "of two scenarios with one name the runner drops one in silence"
)

DOCUMENT_ID_REUSED = LintRule(
    "document-id-reused", _WARNING, "two documents with one id overwrite each other when published"
)
TITLE_DIFFERS = LintRule("title-differs", _INFO, "readers find a field's document by its label")
FILE_NAME_MISSPELT = LintRule(
    "file-name-misspelt", _INFO, "links and searches go by the file's name"
)

RULES: Mapping[str, LintRule] = {
    rule.name: rule for rule in list(globals().values()) if isinstance(rule, LintRule)
}
"""Every rule by name, in the order of this module."""


class FindingLog:
    """Collects the findings of one document.

    Args:
        path: the document as it was named.
    """

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self._findings: dict[Finding, None] = {}

    def add(self, rule: LintRule, line: int, message: str, *values: str) -> None:
        """Add a finding.

        Args:
            rule: the broken rule.
            line: 1-based line.
            message: what is wrong, what was expected, what to do.
            values: the values that disagree.
        """
        finding = Finding(self._path, line, rule.name, rule.severity, message, values)
        self._findings.setdefault(finding)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings by line; each only once."""
        return tuple(sorted(self._findings))


Logs = Mapping[Path, FindingLog]
"""The log of each document's findings, by the document's path."""

Check = Callable[[Document, FindingLog], None]
"""Holds one document to rules."""

Comparison = Callable[[Sequence[Document], Logs], None]
"""Holds documents to rules that only show when they are seen together."""
