"""Causes of failures in words, at most so many lines each."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from failmode.steps.reporting.causes import Cause, Happening
from failmode.steps.reporting.events import ScenarioEnded
from failmode.steps.reporting.mismatch import Matter
from failmode.terms import UNSET

_MOST_LINES = 8
_LABEL = 10
_SHOWN = 3


def cause_lines(number: int, cause: Cause, width: int) -> list[str]:
    """Tell a cause: which line, which rule, what happened, and who must change what.

    Args:
        number: of the cause, from 1.
        cause: what makes scenarios fail.
        width: columns.
    """
    change = _paragraph("change", ", or ".join(cause.change), width)
    rule = [_cut(_labelled("rule", cause.rule), width)] if cause.rule else []
    promise = [_cut(_labelled("promised", _promise(cause)), width)] if _promise(cause) else []
    room = _MOST_LINES - 1 - len(change) - len(rule) - len(promise)
    happened = _happened(cause.happenings)
    if len(happened) > room:
        happened = [*happened[: room - 1], f"and {len(happened) - room + 1} more, in the report"]
    labels = ["happened", *([""] * len(happened))]
    return [
        cause_heading(number, cause, width),
        *promise,
        *rule,
        *(
            _cut(_labelled(label, text), width)
            for label, text in zip(labels, happened, strict=False)
        ),
        *change,
    ]


def cause_short(number: int, cause: Cause, width: int) -> list[str]:
    """Tell a cause in three lines."""
    first, *more = _happened(cause.happenings)
    change = f"{cause.change[0]}{' ...' if len(cause.change) > 1 else ''}"
    return [
        cause_heading(number, cause, width),
        _cut(_labelled("happened", f"{first}{f'; {len(more)} more' if more else ''}"), width),
        _cut(_labelled("change", change), width),
    ]


def cause_heading(number: int, cause: Cause, width: int) -> str:
    """Tell in one line which lines of the documents are not kept, and in how many scenarios."""
    count = _scenarios(len(cause.events))
    where = f"{number}. {_lines(cause.lines)}"
    about = _some(cause.settings)
    room = width - len(count) - 2
    with_settings = f"{where}: {about}" if about else where
    return f"{_cut(with_settings, room):<{room}}  {count}"


def _promise(cause: Cause) -> str:
    """Say what is promised, as far as it is one thing."""
    first = cause.happenings[0]
    if first.matter in (Matter.CREATION, Matter.DEFINITION):
        unset = UNSET in cause.settings
        return f"{first.name} is {first.expected}{', also where nothing was chosen' * unset}"
    return ""


def _happened(happenings: Sequence[Happening]) -> list[str]:
    """Tell what happened, in one line for each kind of thing that was compared."""
    groups: dict[object, list[Happening]] = {}
    for one in happenings:
        groups.setdefault(one.name if one.matter is None else one.matter, []).append(one)
    return ["; ".join(map(_happening, group)) for group in groups.values()]


def _happening(one: Happening) -> str:
    where = f" on {_some(one.subjects)}" if one.subjects else ""
    if one.matter is None:
        return f"{one.name}{where}"
    if one.matter is Matter.VERDICT:
        logins = "a login" if one.scenarios == 1 else f"{one.scenarios} logins"
        return f"{logins} {one.actual}, not {one.expected}{where}"
    by = ", by the creation steps" if one.matter is Matter.CREATION else ""
    return f"{one.name} is {one.actual}, not {one.expected}{by}{where}"


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return shown if len(names) <= _SHOWN else f"{shown} and {len(names) - _SHOWN} more"


def _lines(lines: Sequence[str]) -> str:
    """Name lines of documents, those of the same document by their numbers alone."""
    first, _, _ = lines[0].rpartition(":")
    others = [
        one.rpartition(":")[2] if one.startswith(f"{first}:") else one for one in lines[1:_SHOWN]
    ]
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return ", ".join((lines[0], *others)) + more


def example_of(cause: Cause) -> ScenarioEnded:
    """Choose the scenario that tells most of a cause: one in which a login was tried."""
    return next((one for one in cause.events if one.trace), cause.events[0])


def _scenarios(number: int) -> str:
    return f"{number} scenario{'' if number == 1 else 's'}"


def _labelled(label: str, text: str) -> str:
    return f"   {label:<{_LABEL}}{text}"


def _paragraph(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=_labelled(label, ""),
        subsequent_indent=_labelled("", ""),
        max_lines=2,
        placeholder=" ...",
    )


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 4].rstrip()} ..."
