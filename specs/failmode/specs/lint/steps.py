"""Lint rules about creation steps: do they create the field of the Details table?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from failmode.specs.console_settings import setting_meaning
from failmode.specs.facts.custom_fields import ActionKind, CreationStep, CustomField
from failmode.specs.lint.checks import Checks
from failmode.specs.model import Document, Severity, Sourced
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import Attribute, normalize
from failmode.terms import OPTION_TYPES

_LAST_CLICKS = frozenset({"create", "done", "finish", "ok", "save", "submit"})

Value = Sourced[str] | Sourced[bool]


class DefaultNotSet(LintRule):
    """A documented default that no creation step sets.

    Why is this bad? A default that no step sets is not there: the field stays unset.
    """

    name = "default-not-set-by-steps"
    severity = Severity.WARNING


class TwoSpellings(LintRule):
    """One value that the table and the steps spell in two ways.

    Why is this bad? One value spelt in two ways makes search and comparison fail.
    """

    name = "two-spellings"
    severity = Severity.WARNING


class StepsDisagree(LintRule):
    """A creation step that sets another value than the table says.

    Why is this bad? Who follows the steps gets another field than the table promises.
    """

    name = "steps-disagree"
    severity = Severity.WARNING


class StepsLeaveOut(LintRule):
    """A documented attribute that no creation step sets.

    Why is this bad? An attribute that no step sets gets the console's own value.
    """

    name = "steps-leave-out"
    severity = Severity.WARNING


class StepsAdd(LintRule):
    """A creation step that sets what the table does not say.

    Why is this bad? What only the steps say is not part of the specified field.
    """

    name = "steps-add"
    severity = Severity.INFO


class StepsUnfinished(LintRule):
    """Creation steps without a click that ends them, such as Create.

    Why is this bad? Without the last click no field is created.
    """

    name = "steps-unfinished"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    DefaultNotSet,
    TwoSpellings,
    StepsDisagree,
    StepsLeaveOut,
    StepsAdd,
    StepsUnfinished,
)


def check_steps(document: Document, log: FindingLog) -> None:
    """Compare the creation steps of a document with its Details table.

    Args:
        document: the document.
        log: takes the findings.
    """
    for field in document.every(CustomField):
        created = field.created
        if created is None:
            continue
        comparison = _Comparison(field, created, log)
        for attribute, documented, done in _pairs(field, created):
            comparison.compare(attribute, documented, done)
        comparison.compare_scopes()
        comparison.compare_options()
        _check_repeated_settings(field.steps, log)
        _check_last_click(field.steps, log)


def _pairs(
    field: CustomField, created: CustomField
) -> Iterator[tuple[Attribute, Value | None, Value | None]]:
    yield Attribute.LABEL, field.label, created.label
    yield Attribute.NAME, field.name, created.name
    yield Attribute.TYPE, field.type, created.type
    yield Attribute.DEFAULT, field.default, created.default
    yield Attribute.REQUIRED, field.required, created.required
    yield Attribute.TECHNICIAN, field.technician, created.technician
    yield Attribute.AUTOMATION, field.automation, created.automation
    yield Attribute.API, field.api, created.api
    yield Attribute.DESCRIPTION, field.description, created.description
    yield Attribute.TOOLTIP, field.tooltip, created.tooltip
    yield Attribute.FOOTER, field.footer, created.footer


@dataclass(frozen=True, slots=True)
class _Comparison:
    """The documented field beside the one that the steps create."""

    field: CustomField
    created: CustomField
    log: FindingLog

    def compare(self, attribute: Attribute, documented: Value | None, done: Value | None) -> None:
        if documented is None:
            if done is not None and done.value is not False:
                self._report_added(attribute, done)
        elif done is None:
            self._report_left_out(attribute, documented)
        elif documented.value != done.value:
            message = (
                f"the steps set the {attribute} to {done.text!r}, the table (line "
                f"{documented.line}) says {documented.text!r}; correct one of them"
            )
            self.log.add(StepsDisagree, done.line, message, documented.text, done.text)
        else:
            self._compare_spelling(attribute, documented, done)

    def _report_left_out(self, attribute: Attribute, documented: Value) -> None:
        rule = DefaultNotSet if attribute is Attribute.DEFAULT else StepsLeaveOut
        message = (
            f"the {attribute} {documented.text!r} is documented, but no creation step "
            f"(from line {self.created.line}) sets it; add it to the steps"
        )
        self.log.add(rule, documented.line, message, documented.text)

    def _report_added(self, attribute: Attribute, done: Value) -> None:
        message = (
            f"the steps set the {attribute} to {done.text!r}, which the table "
            f"(line {self.field.line}) does not say; add it there"
        )
        self.log.add(StepsAdd, done.line, message, done.text)

    def _compare_spelling(self, attribute: Attribute, documented: Value, done: Value) -> None:
        if isinstance(documented.value, StrEnum) and documented.text != done.text:
            message = (
                f"the {attribute} is spelt {documented.text!r} in the table and {done.text!r} in "
                f"the steps (line {done.line}); spell it in one way"
            )
            self.log.add(TwoSpellings, documented.line, message, documented.text, done.text)

    def compare_scopes(self) -> None:
        documented = {scope.value: scope for scope in self.field.scopes}
        done = {scope.value: scope for scope in self.created.scopes}
        names = [", ".join(scope.text for scope in one.values()) for one in (documented, done)]
        if documented and not done:
            message = f"the definition scope {names[0]} is documented, but no step sets it"
            self.log.add(StepsLeaveOut, self.field.scopes[0].line, message, names[0])
        elif documented and documented.keys() != done.keys():
            message = (
                f"the steps set the definition scope to {names[1]}, the table "
                f"(line {self.field.line}) says {names[0]}; correct one of them"
            )
            self.log.add(StepsDisagree, self.created.scopes[0].line, message, *names)
        for value in (value for value in documented if value in done):
            self._compare_spelling(Attribute.SCOPES, documented[value], done[value])

    def compare_options(self) -> None:
        documented = [option.value for option in self.field.options]
        done = [option.value for option in self.created.options]
        names = [", ".join(options) for options in (documented, done)]
        if not documented or documented == done or not _takes_options(self.field):
            return
        if not done:
            message = f"the options {names[0]} are documented, but no creation step adds them"
            self.log.add(StepsLeaveOut, self.field.options[0].line, message, names[0])
            return
        missing = [option for option in documented if option not in done]
        more = [option for option in done if option not in documented]
        what = "other options" if missing or more else "the options in another order"
        message = (
            f"the steps add {what} than the table (line {self.field.options[0].line}): "
            f"{names[1]} instead of {names[0]}"
        )
        self.log.add(StepsDisagree, self.created.options[0].line, message, *names)


def _takes_options(field: CustomField) -> bool:
    return field.type is None or field.type.value in OPTION_TYPES


def _check_repeated_settings(steps: Sequence[CreationStep], log: FindingLog) -> None:
    first: dict[object, tuple[str, int]] = {}
    for action in (action for step in steps for action in step.actions):
        meaning = setting_meaning(action.target) if action.kind is ActionKind.SET else None
        if meaning is None:
            continue
        text = action.value or ""
        earlier, line = first.setdefault(meaning.of, (text, action.line))
        if normalize(earlier) != normalize(text):
            message = (
                f"the steps set the {meaning.name} to {text!r} here and to {earlier!r} "
                f"on line {line}; keep one"
            )
            log.add(StepsDisagree, action.line, message, earlier, text)
        elif earlier != text:
            message = (
                f"the steps spell the {meaning.name} {text!r} here and {earlier!r} on line {line}"
            )
            log.add(TwoSpellings, action.line, message, earlier, text)


def _check_last_click(steps: Sequence[CreationStep], log: FindingLog) -> None:
    actions = [action for step in steps for action in step.actions]
    clicks = {normalize(action.target) for action in actions if action.kind is ActionKind.CLICK}
    if not clicks & _LAST_CLICKS:
        message = "the steps never click Create, so no field is created; add the last click"
        log.add(StepsUnfinished, steps[-1].line, message)


STEP_CHECKS = Checks(RULES, (check_steps,))
