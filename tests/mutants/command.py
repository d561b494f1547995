"""The command: choose mutations, run them, print who noticed each."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.mutants.areas import (
    REPOSITORY,
    Area,
    Mutant,
    all_mutants,
    features_of,
    function_of,
    unit_tests_of,
)
from tests.mutants.calls import Calls, Item, joined
from tests.mutants.recordings import Recordings
from tests.mutants.results import Catcher, Result, ResultFile, digest_of, result
from tests.mutants.running import Outcome, record, run
from tests.mutants.survivors import Explained, explained, gone

RESULTS = REPOSITORY / ".failmode" / "mutants.jsonl"
RECORDINGS = REPOSITORY / ".failmode" / "mutants-calls"
SAMPLE = 72
_RUN_LIMIT_SECONDS = 600.0
_BUSIER = 3.0
_RECORD_LIMIT_SECONDS = 3600.0
_AIM_PERCENT = 90
_FAILING_SHARE = 0.02
"""From which part of what is run on, failing while nothing is changed, it is no judge at all."""


@click.command()
@click.option("--sample", type=click.IntRange(min=1), default=SAMPLE, show_default=True)
@click.option("--all", "everything", is_flag=True, help="Every mutation instead of a sample.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the sample.")
@click.option("--match", default="", help="Only mutations whose name has this regular expression.")
@click.option("--jobs", type=click.IntRange(1, 16), default=1, show_default=True)
@click.option("--minutes", type=float, default=None, help="Begin no mutation after this long.")
@click.option("--fresh", is_flag=True, help="Forget the results of earlier runs.")
@click.option("--list", "only_list", is_flag=True, help="Name the mutations, and run none.")
def main(
    *,
    sample: int,
    everything: bool,
    seed: int,
    match: str,
    jobs: int,
    minutes: float | None,
    fresh: bool,
    only_list: bool,
) -> None:
    """Change one thing at a time in the simulator, and see who notices.

    The scenarios that call the changed function are run first, then the tests of its package that
    do. A run that was ended goes on where it was: results are kept in .failmode as long as the
    module is the same, and where no scenario noticed, the scenarios and tests too. Who calls what
    is kept as well, for each file of scenarios or tests, as long as the simulator is the same.

    Exit: 0 all noticed or listed in survivors.toml, 1 not so, 2 used wrongly.
    """
    try:
        pattern = re.compile(match)
    except re.error as error:
        raise click.BadParameter(f"{match!r} is no regular expression: {error}") from None
    mutants = list(all_mutants())
    chosen = [one for one in mutants if pattern.search(one.mutation.key)]
    if not chosen:
        raise click.UsageError("no mutation has such a name; --list names them")
    if not everything and len(chosen) > sample:
        chosen = random.Random(seed).sample(chosen, sample)
        chosen.sort(key=lambda one: (one.mutation.path, one.mutation.line))
    if only_list:
        for one in chosen:
            click.echo(one.mutation.key)
        return
    file = ResultFile(RESULTS)
    if fresh:
        file.forget()
    until = None if minutes is None else time.monotonic() + 60 * minutes
    results = _run_all(chosen, file, jobs=jobs, until=until)
    sys.exit(_report(chosen, results, {one.mutation.key for one in mutants}))


def _run_all(
    chosen: Sequence[Mutant], file: ResultFile, *, jobs: int, until: float | None
) -> Mapping[str, Result]:
    """Run what has no result yet, and return what is known then."""
    known = file.read()
    results = {}
    for one in chosen:
        kept = known.get(one.mutation.key)
        if kept is not None and kept.digest == digest_of(one, kept.catcher):
            results[kept.key] = kept
    left = [one for one in chosen if one.mutation.key not in results]
    done = len(results)
    with ThreadPoolExecutor(jobs) as pool:
        watched = _watch({one.area for one in left}, pool)

        def attempt(mutant: Mutant) -> tuple[Mutant, Result | None]:
            if until is not None and time.monotonic() > until:
                return mutant, None
            return mutant, _try(mutant, watched[mutant.area])

        for mutant, found in pool.map(attempt, left):
            if found is not None:
                done += 1
                results[found.key] = found
                file.add(found)
                click.echo(f"{done}/{len(chosen)} {found.catcher}: {mutant.mutation.key}", err=True)
    return results


@dataclass(frozen=True, slots=True)
class _Watchers:
    """Who may notice a change in an area, and what they call while nothing is changed."""

    scenarios: tuple[Path, ...]
    scenario_calls: Calls
    tests: tuple[Path, ...]
    test_calls: Calls


def _watch(areas: Iterable[Area], pool: ThreadPoolExecutor) -> Mapping[Area, _Watchers]:
    """See who passes while nothing is changed, and who calls what.

    Raises:
        ClickException: when more fails than a busy machine explains.
    """
    places = {area: (features_of(area), unit_tests_of(area)) for area in areas}
    recordings = Recordings(RECORDINGS)
    found: dict[Path, Calls] = {}
    pairs = tuple(places.values())
    for future in [
        pool.submit(_recorded, {file for pair in pairs for file in pair[number]}, recordings)
        for number in (0, 1)
    ]:
        found.update(future.result())
    return {
        area: _Watchers(
            scenarios,
            joined(found[file] for file in scenarios),
            tests,
            joined(found[file] for file in tests),
        )
        for area, (scenarios, tests) in places.items()
    }


def _recorded(files: Iterable[Path], recordings: Recordings) -> Mapping[Path, Calls]:
    """Return what each file calls; those without a recording are run.

    Raises:
        ClickException: as `_watch` does.
    """
    kept = {file: recordings.find(file) for file in sorted(files)}
    found = {file: calls for file, calls in kept.items() if calls is not None}
    left = tuple(file for file in kept if file not in found)
    if left:
        done, calls = record(left, limit_seconds=_RECORD_LIMIT_SECONDS)
        ended = done.outcome in (Outcome.SURVIVED, Outcome.CAUGHT)
        if not ended or len(calls.failed) > _FAILING_SHARE * len(calls.items):
            raise click.ClickException(
                f"too much fails although nothing is changed, of {len(left)} files of which "
                f"{left[0].relative_to(REPOSITORY)} is the first ({done.by or done.outcome}):\n"
                f"{done.output[-2000:]}"
            )
        for name in calls.failed:
            click.echo(f"it fails although nothing is changed, and judges nobody: {name}", err=True)
        for file in left:
            found[file] = calls.of_file(file.relative_to(REPOSITORY).as_posix())
            recordings.keep(file, found[file])
    number = sum(len(calls.items) for calls in found.values())
    click.echo(f"{number} pass unchanged ({len(left)} of {len(kept)} files were run)", err=True)
    return found


def _try(mutant: Mutant, watchers: _Watchers) -> Result:
    function = function_of(mutant)
    chosen = watchers.scenario_calls.of(function)
    scenarios = run(watchers.scenarios, mutant, _ids(chosen), limit_seconds=limit_of(chosen))
    tests = None
    if scenarios.outcome is Outcome.SURVIVED:
        chosen = watchers.test_calls.of(function)
        tests = run(watchers.tests, mutant, _ids(chosen), limit_seconds=limit_of(chosen))
    return result(mutant, scenarios, tests)


def _ids(items: Iterable[Item]) -> list[str]:
    return [item.id for item in items]


def limit_of(items: Iterable[Item]) -> float:
    """Return after how many seconds these hang, also on a machine that has become busier."""
    return _RUN_LIMIT_SECONDS + _BUSIER * sum(item.seconds for item in items)


def _report(chosen: Sequence[Mutant], results: Mapping[str, Result], keys: set[str]) -> int:
    """Print the table and what is wrong; return the exit code."""
    listed = explained()
    table = Table("place", "mutation", "noticed by", show_lines=False, pad_edge=False)
    for one in chosen:
        found = results.get(one.mutation.key)
        if found is not None:
            place = f"{one.mutation.path}:{one.mutation.line} {one.mutation.scope}"
            change = f"{one.mutation.before} -> {one.mutation.after}"
            why = listed.reason(found)
            shown = _noticed_by(found) if why is None else f"{_noticed_by(found)} ({why})"
            table.add_row(escape(place), escape(change), escape(shown))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    counted = Counter(one.catcher for one in results.values())
    total = len(results)
    for catcher in Catcher:
        percent = round(100 * counted[catcher] / total) if total else 0
        click.echo(f"{catcher:<11}{counted[catcher]:>5} of {total} ({percent} %)")
    click.echo(f"not run    {len(chosen) - total:>5}")
    click.echo(_compared_with_aim(results.values(), listed))
    unlisted = [
        one.key
        for one in results.values()
        if one.catcher is Catcher.NOBODY and listed.reason(one) is None
    ]
    for key in unlisted:
        click.echo(f"nobody notices, and survivors.toml does not list: {key}")
    stale = gone(listed, keys)
    for key in stale:
        click.echo(f"survivors.toml lists what does not exist: {key}")
    return 1 if unlisted or stale else 0


def _compared_with_aim(results: Iterable[Result], listed: Explained) -> str:
    """Say how many scenarios notice of those that can be imported, and change what they can see."""
    run_at_all = [one for one in results if one.catcher is not Catcher.IMPORT]
    seen = [one.catcher for one in run_at_all if listed.reason(one) is None]
    caught = seen.count(Catcher.SCENARIO)
    percent = round(100 * caught / len(seen)) if seen else 0
    return (
        f"survivors.toml explains {len(run_at_all) - len(seen)} of {len(run_at_all)}; "
        f"of the other {len(seen)} scenarios notice {caught} ({percent} %; aim: {_AIM_PERCENT} %)"
    )


def _noticed_by(found: Result) -> str:
    if not found.by:
        return found.catcher.value
    return f"{found.catcher}: {Path(found.by).name.split('[')[0]}"
