"""The creation steps of a custom field: numbered, each with what the technician does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from failmode.specs.console_settings import setting_meaning
from failmode.specs.facts.custom_fields import Action, ActionKind, CreationStep
from failmode.specs.model import Severity
from failmode.specs.read.instructions import instructions
from failmode.specs.read.markdown import Block, Heading, Inline, Paragraph, Span, SpanKind
from failmode.specs.rules import FindingLog, LintRule
from failmode.specs.synonyms import Attribute, normalize

_CREATION_HEADING = re.compile(r"\bcreation\b", re.IGNORECASE)
_STEP_HEADING = re.compile(r"step\s+(\d{1,6})\b", re.IGNORECASE)
_NUMBER_BULLET = re.compile(r"(\d{1,9})[.)]")
_REMARKS = frozenset({"caution", "example", "hint", "important", "note", "tip", "warning"})
_MAX_LABEL_WORDS = 5


class StepNumbers(LintRule):
    """Creation steps that are not numbered one after the other.

    Why is this bad? Steps are followed and cited by number.
    """

    name = "step-numbers"
    severity = Severity.WARNING


class SettingUnknown(LintRule):
    """A setting in the creation steps that the console does not have.

    Why is this bad? A setting that the console does not have cannot be followed.
    """

    name = "setting-unknown"
    severity = Severity.WARNING


class SettingMisspelt(LintRule):
    """A setting in the creation steps whose name is nearly a known one.

    Why is this bad? Readers search the screen for the setting's exact name.
    """

    name = "setting-misspelt"
    severity = Severity.WARNING


RULES: tuple[type[LintRule], ...] = (
    StepNumbers,
    SettingUnknown,
    SettingMisspelt,
)


def is_creation_heading(text: str) -> bool:
    """Return whether a heading opens the creation steps of a custom field."""
    return _CREATION_HEADING.search(text) is not None


def read_steps(blocks: Sequence[Block], log: FindingLog) -> tuple[CreationStep, ...]:
    """Read the creation steps of one section.

    A step is a heading `Step N` with what follows, or an item of a numbered list.

    Args:
        blocks: the blocks below the section's heading.
        log: takes the findings.

    Returns:
        The steps in reading order.
    """
    steps = tuple(
        CreationStep(number, line, _StepReader(log).actions(content))
        for number, line, content in _split(blocks)
    )
    for expected, step in enumerate(steps, start=1):
        if step.number != expected:
            message = f"this is step {step.number} but stands at place {expected}; number it anew"
            log.add(StepNumbers, step.line, message, str(step.number), str(expected))
            break
    return steps


def _split(blocks: Sequence[Block]) -> Iterator[tuple[int, int, list[Paragraph]]]:
    by_heading = any(_step_number(block) is not None for block in blocks)
    number_of: Callable[[Block], int | None] = _step_number if by_heading else _item_number
    current: tuple[int, int, list[Paragraph]] | None = None
    for block in blocks:
        number = number_of(block)
        if number is not None or isinstance(block, Heading):
            if current:
                yield current
            current = None if number is None else (number, block.line, [])
        if current and isinstance(block, Paragraph):
            current[2].append(block)
    if current:
        yield current


def _step_number(block: Block) -> int | None:
    found = _STEP_HEADING.match(block.inline.text) if isinstance(block, Heading) else None
    return int(found.group(1)) if found else None


def _item_number(block: Block) -> int | None:
    bullet = block.bullet if isinstance(block, Paragraph) else None
    found = _NUMBER_BULLET.fullmatch(bullet or "")
    return int(found.group(1)) if found else None


class _StepReader:
    """Collects the actions of one step in the order in which they are carried out."""

    def __init__(self, log: FindingLog) -> None:
        self._log = log
        self._actions: list[Action] = []
        self._announced: list[Action] = []
        self._settings: set[tuple[str, str | None]] = set()
        self._expects_options = False

    def actions(self, paragraphs: Iterable[Paragraph]) -> tuple[Action, ...]:
        for paragraph in paragraphs:
            self._read(paragraph)
        self._carry_out_announced()
        return tuple(self._actions)

    def _read(self, paragraph: Paragraph) -> None:
        text: list[Inline] = []
        for line in paragraph.inline.lines():
            settings = _settings_line(line)
            if settings:
                self._read_sentences(text)
                text = []
                for action in settings:
                    self._append(action)
            else:
                text.append(line)
        if text and self._expects_options and (paragraph.bullet or "")[:1] in {"-", "*", "+"}:
            option = " ".join(line.text for line in text)
            self._append(Action(ActionKind.ADD_OPTION, option, text[0].line))
        else:
            self._read_sentences(text)

    def _read_sentences(self, lines: Sequence[Inline]) -> None:
        lists_options = False
        for instruction in instructions(lines):
            if instruction.announces:
                self._announced.extend(instruction.actions)
            elif instruction.actions:
                self._carry_out_announced()
                for action in instruction.actions:
                    self._append(action)
            if lists_options:
                for name, line in instruction.names:
                    self._append(Action(ActionKind.ADD_OPTION, name, line))
            lists_options = instruction.options
            self._expects_options = self._expects_options or instruction.options

    def _carry_out_announced(self) -> None:
        self._actions.extend(self._announced)
        self._announced = []

    def _append(self, action: Action) -> None:
        if action.kind is ActionKind.SET:
            self._check_name(action)
            # A step often says a setting twice: as a line of its own and in a sentence.
            setting = (normalize(action.target), action.value)
            if setting in self._settings:
                return
            self._settings.add(setting)
        self._actions.append(action)

    def _check_name(self, action: Action) -> None:
        meaning = setting_meaning(action.target)
        if meaning is None:
            expected = ", ".join(attribute.value for attribute in Attribute)
            message = (
                f"the setting {action.target!r} is unknown; "
                f"expected one of: {expected}, or a definition scope"
            )
            self._log.add(SettingUnknown, action.line, message, action.target)
        elif meaning.misspelt:
            message = f"the setting {action.target!r} is read as {meaning.name!r}; correct it"
            self._log.add(SettingMisspelt, action.line, message, action.target, meaning.name)


def _settings_line(line: Inline) -> tuple[Action, ...]:
    """Read a line such as `**Label:** `...`` as settings; nothing when it is no such line."""
    name, values = _label_and_values(line.spans)
    meaning = setting_meaning(name) if name else None
    codes = [span.text for span in values if span.kind is SpanKind.CODE]
    is_bold = any(span.kind is SpanKind.STRONG for span in line.spans)
    if not name or normalize(name) in _REMARKS or not (meaning or (codes and is_bold)):
        return ()
    if meaning and meaning.of is Attribute.OPTIONS:
        items = Inline(line.line, line.raw, tuple(values)).items()
        return tuple(Action(ActionKind.ADD_OPTION, item.text, item.line) for item in items)
    value = ", ".join(codes) or " ".join("".join(span.text for span in values).split())
    return (Action(ActionKind.SET, name, line.line, value),)


def _label_and_values(spans: Sequence[Span]) -> tuple[str, Sequence[Span]]:
    """Split a line at the colon after its label, which is bold or a few words of plain text."""
    visible = [span for span in spans if span.text.strip()]
    if len(visible) <= 1:
        return "", ()
    first, rest = visible[0], visible[1:]
    label = first.text.strip()
    if first.kind is SpanKind.STRONG and label.endswith(":"):
        return label.rstrip(":").rstrip(), rest
    if first.kind is SpanKind.STRONG and rest[0].text.lstrip().startswith(":"):
        return label, [replace(rest[0], text=rest[0].text.lstrip()[1:]), *rest[1:]]
    is_label = label.endswith(":") and len(label.split()) <= _MAX_LABEL_WORDS
    if first.kind is SpanKind.TEXT and is_label and all(map(_is_value, rest)):
        return label.rstrip(":").rstrip(), rest
    return "", ()


def _is_value(span: Span) -> bool:
    return span.kind is SpanKind.CODE or not normalize(span.text)
