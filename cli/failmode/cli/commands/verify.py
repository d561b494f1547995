"""`failmode verify`: do the scenarios of the documents hold?"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from failmode.cli.answered import AnsweredRecord, told
from failmode.cli.command import INTERNAL, REFUSED, Command
from failmode.cli.output import count, sanitize
from failmode.cli.project import documents_folder
from failmode.cli.scenario_run import RunResult, ScenarioRun, run_scenarios, unknown_tags
from failmode.cli.specification import specify
from failmode.project import load_project
from failmode.specs import FeaturePlan
from failmode.terms import FailmodeError

_SHOWN = 8
"""So many features that differ are named one by one."""

_NEEDED = ("pytest", "pytest_bdd")


@click.command(cls=Command)
@click.argument("pytest_arguments", metavar="[-- PYTEST...]", nargs=-1)
@click.option("-m", "marks", metavar="EXPR", default="", help="Only scenarios with these tags.")
@click.option("-k", "keywords", metavar="EXPR", default="", help="Only scenarios of these names.")
@click.option("--target", metavar="NAME", help="What to verify. [default: of [tool.failmode]]")
@click.option(
    "--targets",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File that describes targets. [default: of [tool.failmode]]",
)
@click.option("--slow", is_flag=True, help="Run logins that take up to a minute each, too.")
@click.option(
    "--matrix",
    type=click.Choice(["short", "full", "none"]),
    default="short",
    show_default=True,
    help="How much of who gets in is printed.",
)
@click.option("--forget", is_flag=True, help="Accept that something is answered no more.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that run scenarios. [default: two for each processor]",
)
def verify(
    *,
    pytest_arguments: tuple[str, ...],
    marks: str,
    keywords: str,
    target: str | None,
    targets: Path | None,
    slow: bool,
    matrix: str,
    forget: bool,
    workers: int | None,
) -> None:
    """Check the documents against the target: who gets in when Duo cannot be reached?

    The features must be those of the documents. Their scenarios are then run by pytest; what
    follows `--` is passed on to it. Whose logins a whole run answered is remembered beside the
    run's events: what is answered no more by the next one is found, not lost.

    Exit codes: 0 every scenario that was run passed, 1 one failed, something is answered no
    more, or documents and features are not in order, 2 nothing was verified: wrong usage, a
    broken target, no scenario, 3 failmode itself failed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise FailmodeError(
            f"{', '.join(missing)} not installed", remedy="`pip install failmode` brings it."
        )
    project = load_project()
    plan = specify(project, documents_folder(project), project.features).plan
    if plan.errors or plan.changes:
        _print_what_is_out_of_order(plan, project.features)
        sys.exit(1)
    if unknown := unknown_tags(marks, project.features):
        raise click.BadParameter(unknown, param_hint="'-m'")
    run = ScenarioRun(
        root=project.root,
        features=project.features,
        events=project.events,
        target=target or project.target,
        targets=targets or (project.targets if project.targets.is_file() else None),
        deadline_seconds=project.deadline_seconds,
        marks=marks,
        keywords=keywords,
        slow=slow,
        matrix=matrix,
        workers=workers,
        more=pytest_arguments,
    )
    result = run_scenarios(run)
    if result.internal:
        failures = count(result.internal, "scenario")
        click.echo(f"failmode verify: failmode itself failed in {failures}, see above", err=True)
        sys.exit(INTERNAL)
    if obstacle := result.obstacle():
        click.echo(f"failmode verify: {obstacle}", err=True)
        sys.exit(REFUSED)
    is_less = run.is_whole and _answers_less(run, result, forget=forget)
    if result.failed or is_less:
        sys.exit(1)


def _answers_less(run: ScenarioRun, result: RunResult, *, forget: bool) -> bool:
    """Compare what a whole run answered with what an earlier one did, and remember it."""
    record = AnsweredRecord(run.events.with_name("answered.json"))
    if forget:
        record.file.unlink(missing_ok=True)
    if missing := record.missing(run.target, result.answered):
        click.echo(f"failmode verify: {told(missing)}", err=True)
        return True
    record.remember(run.target, result.answered)
    return False


def _print_what_is_out_of_order(plan: FeaturePlan, features: Path) -> None:
    for finding in sorted(plan.errors):
        where = f"{finding.path}:{finding.line}: {finding.rule}"
        click.echo(sanitize(f"{where}: {finding.message}"), err=True)
    if plan.errors:
        errors = count(len(plan.errors), "error")
        click.echo(f"failmode verify: nothing was run: {errors} in the documents", err=True)
        return
    for change in plan.changes[:_SHOWN]:
        click.echo(f"{change.action}: {features / change.path}", err=True)
    if len(plan.changes) > _SHOWN:
        click.echo(f"... and {len(plan.changes) - _SHOWN} more", err=True)
    differ = count(len(plan.changes), "feature")
    click.echo(
        f"failmode verify: nothing was run: {differ} would change by the documents. "
        "Run `failmode specs`; `failmode specs --check` shows the difference",
        err=True,
    )
