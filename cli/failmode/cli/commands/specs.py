"""`failmode specs`: features/ brought up to date with docs/, or the difference shown."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click

from failmode.cli.command import Command
from failmode.cli.output import print_json, sanitize
from failmode.cli.project import documents_folder
from failmode.cli.specification import specify
from failmode.project import load_project
from failmode.specs import (
    Change,
    FeaturePlan,
    Finding,
    Severity,
    finding_to_json,
    write_features,
)

_SHOWN = 4
"""So many lost answers are named one by one."""


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Write nothing: show what would change, exit 1 if any.")
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Directory of the documents. [default: documents of [tool.failmode], else docs]",
)
@click.option(
    "--features",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory of the features. [default: features of [tool.failmode], else features]",
)
@click.option("--prune", is_flag=True, help="Remove features, and what they answer, that are gone.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def specs(
    *, check: bool, docs: Path | None, features: Path | None, prune: bool, as_json: bool
) -> None:
    """Derive the features from the documents and write those that changed.

    With an error in any document nothing is written; nor when a feature would be removed, or
    something be answered no more, unless --prune says that it is meant.

    Exit codes: 0 all is well, 1 an error in a document, something that would be lost, or with
    --check a difference, 2 wrong usage or an unusable directory.
    """
    project = load_project()
    docs, features = docs or documents_folder(project), features or project.features
    specification = specify(project, docs, features)
    plan = specification.plan
    refused = bool(plan.errors) or (plan.is_pruning and not prune)
    written = not check and not refused
    if written:
        write_features(plan, features, prune=prune)
    if as_json:
        print_json(_report(plan, features, written=written))
    else:
        _print(plan, features, specification.linted, check=check, written=written)
    if refused or (check and plan.changes):
        sys.exit(1)


def _print(
    plan: FeaturePlan,
    features: Path,
    linted: Collection[Finding],
    *,
    check: bool,
    written: bool,
) -> None:
    """Say what stops the features, and what `failmode lint` does not say already."""
    for finding in sorted(plan.findings):
        new = finding not in linted and finding.severity is Severity.WARNING
        if new or finding.severity is Severity.ERROR:
            click.echo(sanitize(_line(finding)), err=True)
    if plan.errors:
        click.echo(f"failmode specs: nothing was written: {len(plan.errors)} error(s)", err=True)
        return
    for change in plan.changes:
        if check:
            click.echo(change.diff(features), nl=False)
        elif written:
            click.echo(f"{change.action}: {features / change.path}")
    if not written and plan.is_pruning:
        _print_pruning(plan, features, check=check)
    elif check and plan.changes:
        message = f"failmode specs: {len(plan.changes)} feature(s) differ; run `failmode specs`"
        click.echo(message, err=True)
    elif not plan.changes:
        click.echo(f"{plan.unchanged} features are up to date")


def _print_pruning(plan: FeaturePlan, features: Path, *, check: bool) -> None:
    """Say what is there that the documents do not lead to any more."""
    for change in plan.removals:
        click.echo(f"{features / change.path}: no document leads to this feature", err=True)
    for loss in plan.losses:
        shown = ", ".join(str(answer) for answer in loss.answers[:_SHOWN])
        more = f" and {len(loss.answers) - _SHOWN} more" if len(loss.answers) > _SHOWN else ""
        message = f"{features / loss.path}: answered no more: {shown}{more}"
        click.echo(sanitize(message), err=True)
    before = "" if check else "nothing was written: "
    click.echo(
        f"failmode specs: {before}the documents lead to fewer scenarios than there are; restore "
        "what they lack, or run `failmode specs --prune` if it is meant",
        err=True,
    )


def _line(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}"


def _report(plan: FeaturePlan, features: Path, *, written: bool) -> dict[str, object]:
    return {
        "written": written,
        "changes": [_change(change, features) for change in plan.changes],
        "unchanged": plan.unchanged,
        "lost": [
            {"path": str(features / loss.path), "answers": [str(one) for one in loss.answers]}
            for loss in plan.losses
        ],
        "findings": [finding_to_json(finding) for finding in sorted(plan.findings)],
    }


def _change(change: Change, features: Path) -> dict[str, str]:
    path = features / change.path
    return {"path": str(path), "action": change.action.value, "diff": change.diff(features)}
