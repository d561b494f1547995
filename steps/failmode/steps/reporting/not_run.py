"""What a run left out, by cause, a line each: nobody knows, something is missing, too slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from failmode.steps.reporting.cells import Cell, by_product, combinations
from failmode.steps.reporting.events import Outcome, ScenarioEnded, Skip, SkipKind
from failmode.steps.reporting.subject import SubjectKind

_APT = "apt-get install "
_SHOWN = 3


def not_run_lines(events: Sequence[ScenarioEnded], found: Sequence[Cell]) -> list[str]:
    """Tell what was not run, at most one line for each kind of cause.

    Args:
        events: the scenarios of the run.
        found: the cells of the run.
    """
    skips = [one.skip for one in events if one.skip is not None]
    by_kind = {kind: [one for one in skips if one.kind is kind] for kind in SkipKind}
    lines = []
    if pending := by_kind[SkipKind.PENDING]:
        lines.append(f"unknown    {len(pending)}: nobody knows what happens{_unknown(found)}")
    if missing := by_kind[SkipKind.NOT_INSTALLED]:
        lines.append(f"missing    {len(missing)}: {_missing(missing)}")
    if slow := by_kind[SkipKind.SLOW]:
        lines.append(f"slow       {len(slow)}: {_durations(slow)}; --slow runs them")
    if cannot := by_kind[SkipKind.TARGET]:
        lines.append(f"target     {len(cannot)}: it cannot {_most(cannot)}")
    if other := by_kind[SkipKind.OTHER]:
        lines.append(f"skipped    {len(other)}: {_most(other)}")
    return lines


def not_run_short(events: Iterable[ScenarioEnded]) -> str:
    """Tell in one line how many scenarios were not run."""
    words = {
        SkipKind.PENDING: "unknown",
        SkipKind.NOT_INSTALLED: "a program is missing",
        SkipKind.SLOW: "slow",
        SkipKind.TARGET: "target cannot",
        SkipKind.OTHER: "skipped",
    }
    kinds = Counter(one.skip.kind for one in events if one.skip is not None)
    listed = ", ".join(f"{kinds[kind]} {word}" for kind, word in words.items() if kinds[kind])
    return f"not run    {listed}" if listed else ""


def unknown_by_subject(found: Iterable[Cell]) -> dict[str, int]:
    """Count for each subject the combinations of fault and stage that nobody knows about."""
    pending: dict[str, list[Cell]] = {}
    for cell in found:
        if cell.outcome is Outcome.PENDING:
            pending.setdefault(cell.subject.name, []).append(cell)
    return {name: len(combinations(those)) for name, those in pending.items()}


def subjects_not_tried(found: Sequence[Cell]) -> list[str]:
    """Name the products through which no login was tried."""
    return [
        subject.name
        for subject, those in by_product(found).items()
        if subject.kind is not SubjectKind.ENDPOINT and not any(one.is_tried for one in those)
    ]


def _unknown(found: Sequence[Cell]) -> str:
    counts = unknown_by_subject(found)
    if not counts:
        return ""
    ordered = sorted(counts.items(), key=lambda one: -one[1])
    shown = ", ".join(f"{name} {number}" for name, number in ordered[:_SHOWN])
    rest = sum(number for _, number in ordered[_SHOWN:])
    return f" ({shown}{f', others {rest}' * bool(rest)})"


def _missing(skips: Sequence[Skip]) -> str:
    times = Counter(one.what for one in skips)
    remedies: dict[str, str] = {}
    for one in skips:
        remedies.setdefault(one.what, one.remedy)
    packages = dict.fromkeys(
        package
        for remedy in remedies.values()
        if remedy.startswith(_APT)
        for package in remedy.removeprefix(_APT).split()
    )
    told = [f"{_APT}{' '.join(packages)}"] if packages else []
    told += [
        f"{what} ({remedies[what]})"
        for what, _ in times.most_common()
        if not remedies[what].startswith(_APT)
    ]
    return "; ".join(told)


def _durations(skips: Iterable[Skip]) -> str:
    seconds = [float(one.what.removesuffix(" s")) for one in skips if one.what]
    return f"up to {max(seconds):g} s a login" if seconds else "long logins"


def _most(skips: Iterable[Skip]) -> str:
    times = Counter(one.what for one in skips).most_common()
    more = f" and {len(times) - 1} more" if len(times) > 1 else ""
    return f"{times[0][0]}{more}"
