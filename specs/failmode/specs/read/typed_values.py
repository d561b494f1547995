"""Texts of a document as typed values; what cannot be understood becomes a finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from failmode.specs.common_rules import RequiredUnclear, ValueUnknown
from failmode.specs.model import Sourced
from failmode.specs.read.markdown import Inline, Span
from failmode.specs.rules import FindingLog
from failmode.specs.synonyms import BLANK, YES_NO, normalize, spelling

E = TypeVar("E", bound=StrEnum)


def is_blank(text: str) -> bool:
    """Return whether a text says that there is no value: empty, a dash, `N/A`, leave it blank."""
    return normalize(text) in BLANK


def text_value(text: str, line: int) -> Sourced[str] | None:
    """Take a text as it is, or None when it says that there is no value."""
    return None if is_blank(text) else Sourced(text, line, text)


def enum_value(
    text: str, line: int, known: Mapping[str, E], what: str, log: FindingLog
) -> Sourced[E] | None:
    """Take a text as one of an enumeration's values.

    Args:
        text: the document's spelling.
        line: its line.
        known: the values by the key of each spelling.
        what: the name of the attribute, for the finding.
        log: takes a finding when the text is none of them.

    Returns:
        The value, or None when the text is blank or unknown.
    """
    value = known.get(normalize(text))
    if value is not None:
        return Sourced(value, line, text)
    if not is_blank(text):
        expected = ", ".join(expected_spellings(known.values()))
        log.add(
            ValueUnknown, line, f"{what} {text!r} is unknown; expected one of: {expected}", text
        )
    return None


def expected_spellings(values: Iterable[StrEnum]) -> tuple[str, ...]:
    """Return the console's spelling of each value once, in the enumeration's order."""
    return tuple(spelling(value) for value in dict.fromkeys(values))


def yes_or_no(text: str, line: int, what: str, log: FindingLog) -> Sourced[bool] | None:
    """Take a text as yes or no; a remark in parentheses after it does not count.

    Args:
        text: the document's spelling.
        line: its line.
        what: the name of the attribute, for the finding.
        log: takes a finding when the text is neither.

    Returns:
        The answer, or None when the text is blank or neither.
    """
    value = YES_NO.get(normalize(text.partition("(")[0]))
    if value is not None:
        return Sourced(value, line, text)
    if not is_blank(text):
        message = f"{what} {text!r} is neither yes nor no; write True or False"
        log.add(RequiredUnclear, line, message, text)
    return None


def named_items(inline: Inline) -> tuple[Sourced[str], ...]:
    """Return the items of a list in a cell or line, without blank ones."""
    if is_blank(inline.text):
        return ()
    items = inline.items()
    if len(items) == 1 and "," in items[0].text:
        # One pair of back-ticks around the whole list.
        items = tuple(Span(items[0].kind, part, items[0].line) for part in items[0].text.split(","))
    texts = ((item.text.strip(), item.line) for item in items)
    return tuple(Sourced(text, line, text) for text, line in texts if not is_blank(text))
