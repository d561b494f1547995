"""The end of a run on one screen: who gets in, what failed and why, what nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.text import Text

from failmode.steps.reporting.causes import (
    Cause,
    broken_code,
    causes,
    internal_failures,
)
from failmode.steps.reporting.causes_text import cause_heading, cause_lines, cause_short
from failmode.steps.reporting.cells import (
    Cell,
    Foundation,
    by_field,
    by_product,
    cells,
    combinations,
    foundation,
)
from failmode.steps.reporting.events import Outcome, ScenarioEnded
from failmode.steps.reporting.fitting import Form, Section, fit
from failmode.steps.reporting.not_run import not_run_lines, not_run_short, subjects_not_tried
from failmode.terms import Evidence, Verdict

LINES = 23
"""So many lines the headline may have: a screen of 24 and the next prompt."""

STYLES: Mapping[Verdict, str] = {
    Verdict.FAILED_OPEN: "bold yellow",
    Verdict.DENIED: "cyan",
    Verdict.ALLOWED: "green",
    Verdict.HUNG: "magenta",
}
FAILED = "bold red"
_FULL = "--matrix full shows"
_BUILT_IN = "simulator"
"""The target that goes without saying."""

_IN_SHORT: Mapping[Verdict, str] = {Verdict.FAILED_OPEN: "open"}
"""Verdicts in the words of a cell that tells several."""

_MIXED = " open: failed-open."
"""What explains a cell that tells several verdicts."""

_FEW = 12
"""A word of more letters is too long to be repeated."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a headline tells of.

    Attributes:
        events: the scenarios, in any order.
        target: name of the target.
        seconds: how long they took.
        interrupted: whether the run was cut off.
        broken: what broke beside the scenarios: where, and how in one line.
        report: the file with the whole report; empty where none is written.
    """

    events: Sequence[ScenarioEnded]
    target: str
    seconds: float
    interrupted: bool = False
    broken: Sequence[tuple[str, str]] = field(default=())
    report: str = ""


def headline(run: Run, width: int, *, matrix: bool = True, lines: int = LINES) -> list[Text]:
    """Tell a run on one screen.

    Args:
        run: what ended.
        width: columns of the screen.
        matrix: whether it is told who gets in.
        lines: so many there may be at most.
    """
    found = cells(run.events)
    sections: list[Section] = []
    if matrix:
        sections += [*_fields(found, width), _products(found, width)]
    sections += [
        _failures(causes(run.events), width),
        _not_run(run.events, found, width),
        _broken(run, width),
        _end(run, width),
    ]
    return fit(sections, lines)


def _fields(found: Sequence[Cell], width: int) -> list[Section]:
    sections: list[Section] = []
    for number, (name, those) in enumerate(by_field(found).items()):
        if not any(one.is_tried for one in those):
            where = f" by {name}" if name else ""
            line = f"Who gets in{where}: no login was tried, see below"
            sections.append([Form((Text(cut(line, width), style="bold"),))])
            continue
        table = _platforms(name, those, width)
        left_out = Text(cut(f"Who gets in by {name}: {_FULL} it", width), style="bold")
        failed = any(one.outcome is Outcome.FAILED for one in those)
        loss = (60 if failed else 52) - 10 * min(number, 2)
        sections.append([Form(tuple(table)), Form((left_out,), loss)])
    return sections


def _platforms(name: str, those: Sequence[Cell], width: int) -> list[Text]:
    platforms = list(dict.fromkeys(cell.subject.name for cell in those))
    settings = list(dict.fromkeys(cell.setting for cell in those))
    of_platform = {one: [c for c in those if c.subject.name == one] for one in platforms}
    rows: list[list[Text]] = []
    mixed = False
    for setting in settings:
        row = [Text(setting)]
        for platform in platforms:
            tried = [c for c in of_platform[platform] if c.setting == setting]
            verdicts = _kept_verdicts(tried)
            mixed = mixed or (len(verdicts) > 1 and not _IN_SHORT.keys().isdisjoint(verdicts))
            row.append(summary(tried, foundation(tried, of_platform[platform])))
        rows.append(row)
    by = f", by {name}" if name else ""
    title = Text(cut(f"Who gets in when Duo cannot be reached{by}", width), style="bold")
    head = [Text("option"), *(Text(one) for one in platforms)]
    return [title, *columns([head, *rows], width), *_legend(of_platform, width, mixed=mixed)]


def _legend(of_platform: Mapping[str, Sequence[Cell]], width: int, *, mixed: bool) -> list[Text]:
    each = {name: foundation(those, those) for name, those in of_platform.items()}
    some = next((one for one in each.values() if one.known), None)
    if some is None:
        return []
    classes = sum((one.evidence for one in each.values()), Counter[Evidence]())
    evidence = ", ".join(one for one in Evidence if classes[one])
    assumed = sum(one.assumed for one in each.values())
    example = f"{some.known}/{some.total}"
    known = f"known for {some.known} of {some.total} combinations of fault and stage"
    rest = "the rest is unknown, so it was not run" if some.unknown else "nothing is unknown"
    lines = [
        f"{example}: {known}{f' ({evidence})' if evidence else ''};",
        f"{rest}. Assumed: {assumed or 'none'}.{_MIXED if mixed else ''}",
    ]
    return [Text(cut(line, width), style="dim") for line in lines]


def summary(tried: Sequence[Cell], founded: Foundation) -> Text:
    """Tell in a few words what some logins came to, and how well that is founded."""
    text = Text()
    failed = [cell for cell in tried if cell.outcome is Outcome.FAILED]
    for actual in dict.fromkeys(cell.actual or "error" for cell in failed):
        text.append(f"{' ' * bool(text.plain)}FAIL {actual}", style=FAILED)
    verdicts = _kept_verdicts(tried)
    several = len(verdicts) > 1
    if several or not failed:
        for verdict, number in verdicts.items():
            word = _IN_SHORT.get(verdict, verdict) if several else verdict
            text.append(f"{' ' * bool(text.plain)}{word}", style=STYLES[verdict])
            if several:
                text.append(f" {number}")
    if not text.plain:
        return Text("-", style="dim")
    if founded.assumed:
        text.append(" assumed", style="dim")
    counts_say_it = several and not failed and not founded.assumed
    known = "" if counts_say_it else f" {founded.known}"
    text.append(f"{known}/{founded.total}", style="dim")
    return text


def _kept_verdicts(tried: Sequence[Cell]) -> dict[Verdict, int]:
    """Count the combinations by the verdict that they came to, as the documents promise it."""
    passed = [cell for cell in tried if cell.outcome is Outcome.PASSED]
    return {
        verdict: len(combinations(cell for cell in passed if cell.actual is verdict))
        for verdict in dict.fromkeys(cell.actual for cell in passed)
        if verdict is not None
    }


def _products(found: Sequence[Cell], width: int) -> Section:
    products = {
        subject.name: those
        for subject, those in by_product(found).items()
        if any(one.is_tried for one in those)
    }
    if not products:
        return []
    told = [(name, _product(those)) for name, those in products.items()]
    untried = subjects_not_tried(found)
    not_tried = [Text(cut(f"not tried: {_some(untried)}", width), style="dim")] if untried else []
    short = f"{len(products)} products{_failed_of(products)}: {_FULL} them"
    return [
        Form((*_product_lines(told, width), *not_tried)),
        Form((*_product_lines(_alike(told), width), *not_tried), 3),
        Form(tuple(_product_lines(_alike(told), width)), 6),
        Form((Text(cut(short, width), style="bold"),), 10),
    ]


def _product_lines(told: Sequence[tuple[str, Text]], width: int) -> list[Text]:
    title = "Products: on how many of the known faults a login fails open, by failmode"
    longest = max(len(name) for name, _ in told)
    lines = [Text(title, "bold")]
    for name, verdicts in told:
        line = Text(f"{name:<{longest}}  ")
        line.append_text(verdicts)
        line.truncate(width, overflow="ellipsis")
        lines.append(line)
    return lines


def _alike(told: Sequence[tuple[str, Text]]) -> list[tuple[str, Text]]:
    """Put products of which the same is told on one line, where the first of them stands."""
    names: dict[str, list[str]] = {}
    verdicts: dict[str, Text] = {}
    for name, text in told:
        names.setdefault(text.plain, []).append(name)
        verdicts.setdefault(text.plain, text)
    return [
        (first if not more else f"{first} and {len(more)} more", verdicts[plain])
        for plain, (first, *more) in names.items()
    ]


def _failed_of(products: Mapping[str, Sequence[Cell]]) -> str:
    failed = [n for n, those in products.items() if any(c.outcome is Outcome.FAILED for c in those)]
    return f", {', '.join(failed)} otherwise than documented" if failed else ""


def _product(those: Sequence[Cell]) -> Text:
    """Tell with which failmode a product lets in, on how many of the known faults."""
    text = Text()
    told: dict[tuple[int, int, int], list[str]] = {}
    for setting in dict.fromkeys(cell.setting for cell in those):
        tried = [c for c in those if c.setting == setting and c.is_tried]
        if not tried:
            continue
        opened = len(combinations(c for c in tried if c.actual is Verdict.FAILED_OPEN))
        hung = len(combinations(c for c in tried if c.actual is Verdict.HUNG))
        told.setdefault((opened, hung, len(combinations(tried))), []).append(setting)
    for (opened, _, known), settings in told.items():
        text.append(f"{', ' * bool(text.plain)}{'/'.join(settings)} ")
        text.append(f"{opened} of {known}", style=STYLES[Verdict.FAILED_OPEN] if opened else "")
    if hung := max((hung for _, hung, _ in told), default=0):
        text.append(f", hangs on {hung}")
    if failed := sum(c.outcome is Outcome.FAILED for c in those):
        text.append(f", FAIL {failed}", style=FAILED)
    return text


def _failures(found: Sequence[Cause], width: int) -> Section:
    if not found:
        return []
    number = sum(len(one.events) for one in found)
    many = "1 cause" if len(found) == 1 else f"{len(found)} causes"
    scenarios = "1 scenario" if number == 1 else f"{number} scenarios"
    title = f"FAILED: {scenarios}, {many}"
    heading = Text(title, style=FAILED)

    def told(lines: Iterable[str]) -> tuple[Text, ...]:
        return (heading, *(Text(line) for line in lines))

    numbered = list(enumerate(found, start=1))
    rest = [cause_heading(n, one, width) for n, one in numbered]
    forms = [
        Form(told(line for n, one in numbered for line in cause_lines(n, one, width))),
        Form(
            told(
                [
                    *cause_lines(1, found[0], width),
                    *(line for n, one in numbered[1:] for line in cause_short(n, one, width)),
                ]
            ),
            20,
        ),
        Form(told([*cause_lines(1, found[0], width), *rest[1:]]), 25),
        Form(told([*cause_short(1, found[0], width), *rest[1:]]), 50),
    ]
    for shown in (6, 3, 1):
        if shown < len(rest):
            more = f"   ... and {len(rest) - shown} causes more, all in the report"
            forms.append(Form(told([*rest[:shown], more]), 55 - shown))
    return forms


def _not_run(events: Sequence[ScenarioEnded], found: Sequence[Cell], width: int) -> Section:
    lines = [Text(cut(line, width)) for line in not_run_lines(events, found)]
    if not lines:
        return []
    title = Text("Scenarios that were not run", style="bold")
    return [
        Form((title, *lines)),
        Form(tuple(lines), 5),
        Form((Text(cut(not_run_short(events), width)),), 15),
    ]


def _broken(run: Run, width: int) -> Section:
    """Tell what broke: never a finding about documents or what is under test."""
    lines: list[Text] = []
    ours = internal_failures(run.events)
    theirs = broken_code(run.events)
    if ours:
        lines.append(Text(f"FAILMODE ITSELF FAILED in {_count(len(ours))}: no finding", FAILED))
        lines += _reasons(ours, width)
    if theirs:
        lines.append(Text(f"The target or a step of yours broke in {_count(len(theirs))}", FAILED))
        lines += _reasons(theirs, width)
    if run.broken:
        lines.append(Text("Broken beside the scenarios", FAILED))
        lines += [Text(cut(f"   {where}: {what}", width)) for where, what in run.broken[:2]]
    return [Form(tuple(lines))] if lines else []


def _reasons(events: Iterable[ScenarioEnded], width: int) -> list[Text]:
    times = Counter(one.reason.partition("\n")[0] for one in events)
    return [Text(cut(f"   {number} x {reason}", width)) for reason, number in times.most_common(2)]


def _end(run: Run, width: int) -> Section:
    outcomes = Counter(one.outcome for one in run.events)
    failed, passed = outcomes[Outcome.FAILED], outcomes[Outcome.PASSED]
    left = outcomes[Outcome.PENDING] + outcomes[Outcome.SKIPPED]
    cut_off = "INTERRUPTED: " if run.interrupted else ""
    text = f"{cut_off}{passed} passed, {failed} failed, {left} not run"
    text += f"{f' on {run.target}' if run.target != _BUILT_IN else ''} ({run.seconds:.0f} s)"
    line = Text(cut(text, width), style=FAILED if failed or run.interrupted else "bold green")
    if not run.report:
        return [Form((line,))]
    report = f"report: {run.report}"
    if len(line.plain) + len(report) + 2 <= width:
        return [Form((Text.assemble(line, f"; {report}"),))]
    return [Form((line, Text(report)))]


def columns(rows: Sequence[Sequence[Text]], width: int) -> list[Text]:
    """Align cells in columns; where they are too wide together, cells are cut.

    Args:
        rows: the cells, those of the heading first.
        width: columns of the screen.
    """
    widths = [max(len(row[n].plain) for row in rows) for n in range(len(rows[0]))]
    gap = 2
    while sum(widths) + gap * (len(widths) - 1) > width and max(widths) > _FEW:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for number, row in enumerate(rows):
        line = Text(style="bold" if number == 0 else "")
        for cell, columns_ in zip(row, widths, strict=True):
            short = cell.copy()
            short.truncate(columns_, overflow="ellipsis", pad=True)
            line.append_text(short)
            line.append(" " * gap)
        line.rstrip()
        line.truncate(width, overflow="ellipsis")
        lines.append(line)
    return lines


def cut(text: str, width: int) -> str:
    """Shorten a text to one line."""
    line = " ".join(text.splitlines())
    return line if len(line) <= width else f"{line[: width - 4].rstrip()} ..."


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"


def _count(number: int) -> str:
    return f"{number} scenario{'' if number == 1 else 's'}"
