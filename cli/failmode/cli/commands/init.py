"""`failmode init`: a project that can be verified at once."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from failmode.cli.command import Command
from failmode.cli.new_project import CI, USUAL_LABEL, Action, Field, NewProject
from failmode.cli.output import count, sanitize
from failmode.cli.project import documents_folder
from failmode.cli.specification import specify
from failmode.project import ProjectConfig, load_project
from failmode.specs import write_features


@click.command(cls=Command)
@click.argument(
    "directory", required=False, default=Path(), type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--field",
    "label",
    metavar="NAME",
    default=USUAL_LABEL,
    show_default=True,
    help="Label of the custom field that decides who gets in.",
)
@click.option(
    "--ci",
    type=click.Choice([one.value for one in CI]),
    help="Write what runs `failmode verify` there.",
)
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def init(*, directory: Path, label: str, ci: str | None, force: bool) -> None:
    """Begin a project in DIRECTORY: the document of a custom field, and what it takes to verify it.

    What is there already is kept; to a pyproject.toml and a .gitignore what they lack is added.
    The documents that come with failmode are read below the project's own: see `failmode docs`.

    Exit codes: 0 the project can be verified, 1 an error in its documents, 2 wrong usage.
    """
    new = NewProject(directory, Field.labelled(label), CI(ci) if ci else None, force)
    for written in new.write():
        note = " (it is there already)" if written.action is Action.KEPT else ""
        click.echo(sanitize(f"{written.action}: {written.file}{note}"))
    project = load_project(directory)
    _write_features(project)
    if new.field.name not in project.must_answer:
        click.echo(f'{project.file}: add "{new.field.name}" to must_answer, so that it is missed')
    there = "" if directory.resolve() == Path.cwd() else f"cd {directory} && "
    click.echo(f"Next: {there}failmode verify")


def _write_features(project: ProjectConfig) -> None:
    plan = specify(project, documents_folder(project), project.features).plan
    for finding in plan.errors:
        click.echo(sanitize(f"{finding.path}:{finding.line}: {finding.message}"), err=True)
    if plan.errors or plan.is_pruning:
        click.echo("failmode init: no feature was written; see `failmode specs`", err=True)
        sys.exit(1)
    write_features(plan, project.features)
    changed = count(len(plan.changes), "feature")
    click.echo(f"{changed} written to {project.features}, {plan.unchanged} up to date")
