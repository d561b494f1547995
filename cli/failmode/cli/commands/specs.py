"""`failmode specs`: features/ brought up to date with docs/, or the difference shown."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click

from failmode.cli.command import Command
from failmode.cli.output import print_json, sanitize
from failmode.simulator import fault_names
from failmode.specs import (
    Change,
    FeaturePlan,
    Finding,
    Severity,
    document_kinds,
    finding_to_json,
    lint_documents,
    name_documents,
    plan_features,
    read_documents,
    write_features,
)

_DIRECTORY = click.Path(path_type=Path, file_okay=False)


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Write nothing: show what would change, exit 1 if any.")
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("docs"),
    show_default=True,
    help="Directory of the documents.",
)
@click.option(
    "--features",
    type=_DIRECTORY,
    default=Path("features"),
    show_default=True,
    help="Directory of the features.",
)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def specs(*, check: bool, docs: Path, features: Path, as_json: bool) -> None:
    """Derive the features from the documents and write those that changed.

    With an error in any document nothing is written. Exit codes: 0 all is well, 1 an error in a
    document, or with --check a difference, 2 wrong usage or an unusable directory.
    """
    kinds = document_kinds(fault_names())
    documents = read_documents([docs], kinds)
    linted = lint_documents(documents, kinds)
    plan = plan_features(name_documents(documents, docs), features, linted, kinds)
    if not check and not plan.errors:
        write_features(plan, features)
    if as_json:
        print_json(_report(plan, features, check=check))
    else:
        _print(plan, features, linted, check=check)
    if plan.errors or (check and plan.changes):
        sys.exit(1)


def _print(plan: FeaturePlan, features: Path, linted: Collection[Finding], *, check: bool) -> None:
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
        else:
            click.echo(f"{change.action}: {features / change.path}")
    if check and plan.changes:
        message = f"failmode specs: {len(plan.changes)} feature(s) differ; run `failmode specs`"
        click.echo(message, err=True)
    elif not plan.changes:
        click.echo(f"{plan.unchanged} features are up to date")


def _line(finding: Finding) -> str:
    return f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}"


def _report(plan: FeaturePlan, features: Path, *, check: bool) -> dict[str, object]:
    return {
        "written": not check and not plan.errors,
        "changes": [_change(change, features) for change in plan.changes],
        "unchanged": plan.unchanged,
        "findings": [finding_to_json(finding) for finding in sorted(plan.findings)],
    }


def _change(change: Change, features: Path) -> dict[str, str]:
    path = features / change.path
    return {"path": str(path), "action": change.action.value, "diff": change.diff(features)}
