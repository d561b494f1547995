"""Gherkin text of derived features; the same features always give the same bytes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from failmode.specs.errors import NotWritableError
from failmode.specs.scenarios import Examples, Feature, Keyword, Row, Rule, Scenario, Source, Step

GENERATED = "# Generated from the documents by `failmode specs`: do not edit."
"""First line of every generated feature; what lacks it was written by hand."""

HEADER = (
    GENERATED,
    "# To change a scenario, change its document and run `failmode specs` again.",
)


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """One feature file as it shall be.

    Attributes:
        path: below the features directory.
        text: its whole text.
        source: the document line that it was written from.
    """

    path: PurePosixPath
    text: str
    source: Source


_INDENT = "  "
_LINE_SEPARATORS = "\u2028\u2029"


def cell(text: str) -> str:
    r"""Escape a text for a table cell: `|`, `\` and line feeds.

    Args:
        text: what the cell shall say.

    Raises:
        NotWritableError: for space around the text, which Gherkin trims, and for control
            characters, which end a line for some readers.
    """
    if text != text.strip():
        raise NotWritableError(text, "begins or ends with space, which Gherkin trims in a cell")
    _refuse_control(text.replace("\n", ""))
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def line(text: str) -> str:
    """Check a text that stands on a line of its own: a step, a name, a description.

    Args:
        text: what the line shall say.

    Raises:
        NotWritableError: for more than one line, for nothing, and for space around the text.
    """
    if not text or text != text.strip():
        raise NotWritableError(text, "is empty, or begins or ends with space")
    _refuse_control(text)
    return text


def render(feature: Feature) -> str:
    """Write a feature.

    Args:
        feature: what to write.

    Returns:
        The whole text of the file, with a line feed at its end.

    Raises:
        NotWritableError: for a text that Gherkin cannot carry.
    """
    _refuse_placeholders(feature)
    lines = [*HEADER, "", f"# {feature.source}", *_tags(feature.tags, 0)]
    lines.append(f"Feature: {line(feature.name)}")
    lines += [_INDENT + line(text) for text in feature.description]
    if feature.background:
        lines += ["", f"{_INDENT}Background:", *_steps(feature.background, 2)]
    for rule in feature.rules:
        lines += ["", *_rule(rule)]
    return "\n".join(lines) + "\n"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{_INDENT}Rule: {line(rule.name)}"
    for scenario in rule.scenarios:
        yield ""
        yield from _scenario(scenario)


def _scenario(scenario: Scenario) -> Iterator[str]:
    yield _INDENT * 2 + f"# {scenario.source}"
    for rule in scenario.rules:
        yield _INDENT * 2 + f"# rule: {_cited(rule)}"
    yield from _tags(scenario.tags, 2)
    keyword = "Scenario Outline" if scenario.examples else "Scenario"
    yield _INDENT * 2 + f"{keyword}: {line(scenario.name)}"
    yield from _steps(scenario.steps, 3)
    for examples in scenario.examples:
        yield ""
        yield from _examples(examples)


def _cited(rule: Source) -> str:
    return f"{rule} {rule.title}".rstrip()


def _examples(examples: Examples) -> Iterator[str]:
    yield from _tags(examples.tags, 3)
    yield _INDENT * 3 + f"Examples: {examples.name}".rstrip()
    yield from _table((examples.header, *examples.rows), 4)


def _tags(tags: Sequence[str], depth: int) -> Iterator[str]:
    if tags:
        yield _INDENT * depth + " ".join(f"@{tag}" for tag in tags)


def _steps(steps: Sequence[Step], depth: int) -> Iterator[str]:
    previous: Keyword | None = None
    for step in steps:
        keyword = "And" if step.keyword is previous else step.keyword.value
        previous = step.keyword
        yield _INDENT * depth + f"{keyword} {line(step.text)}"
        if step.table:
            yield from _table(step.table, depth + 1)


def _table(rows: Sequence[Row], depth: int) -> Iterator[str]:
    written = [[cell(text) for text in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for row in written:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield _INDENT * depth + "| " + " | ".join(cells) + " |"


def _refuse_placeholders(feature: Feature) -> None:
    """Refuse a value of a data table that an outline would take for one of its columns."""
    background = [cell for step in feature.background for row in step.table for cell in row]
    for rule in feature.rules:
        for scenario in rule.scenarios:
            own = [cell for step in scenario.steps for row in step.table for cell in row]
            columns = {f"<{name}>" for examples in scenario.examples for name in examples.header}
            for text in (*background, *own):
                for column in sorted(columns):
                    if column in text:
                        why = f"has {column}, which an outline replaces by a value of its examples"
                        raise NotWritableError(text, why)


def _refuse_control(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} or character in _LINE_SEPARATORS:
            raise NotWritableError(text, f"has the control character U+{ord(character):04X}")
