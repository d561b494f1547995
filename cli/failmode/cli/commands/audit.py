"""`failmode audit`: what every organization of a tenant chose, beside what the documents say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from failmode.cli.audit_report import audit_csv, audit_json, audit_table
from failmode.cli.command import Command
from failmode.cli.project import documents_folder
from failmode.cli.specification import named_documents
from failmode.project import ProjectConfig, load_project
from failmode.simulator import fault_names
from failmode.specs import (
    FailmodeField,
    Severity,
    SpecsError,
    document_kinds,
    failmode_fields,
    lint_documents,
)
from failmode.steps import (
    AuditError,
    AuditProgress,
    AuditProgressFile,
    DocumentedAttribute,
    DocumentedField,
    FieldAudit,
    LoginDeadline,
    compare_with_tenant,
    load_target,
    read_tenant,
    target_identity,
)
from failmode.terms import UNSET


@click.command(cls=Command)
@click.option("--target", metavar="NAME", help="The tenant. [default: of [tool.failmode]]")
@click.option(
    "--targets",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File that describes targets. [default: of [tool.failmode]]",
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Directory of the documents. [default: of [tool.failmode]]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How the audit is shown.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write to; an older one is replaced once the audit is complete.",
)
@click.option(
    "--resume",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File that keeps what was read until the audit is complete; an interrupted audit goes on "
    "from there.",
)
def audit(
    *,
    target: str | None,
    targets: Path | None,
    docs: Path | None,
    form: str,
    output: Path | None,
    resume: Path | None,
) -> None:
    """Show what every organization of a tenant chose, and what the documents say follows.

    What differs between the documents and the tenant comes first. The tenant is only read, one
    request at a time, and waited for where it asks for patience.

    Exit codes: 0 no difference, 1 a difference, 2 no audit: wrong usage, a tenant that cannot be
    reached or read in whole.
    """
    project = load_project()
    name = target or project.target
    file = targets or (project.targets if project.targets.is_file() else None)
    fields = [_documented(one) for one in _fields(project, docs or documents_folder(project))]
    progress = _progress(resume, target_identity(name, file), fields)
    try:
        with closing(progress):
            audits = _audit(name, file, fields, progress)
            text = _shown(name, audits, form, is_terminal=output is None and sys.stdout.isatty())
            _write(text, output)
            progress.finish()
    except KeyboardInterrupt:
        raise AuditError("interrupted", remedy=progress.remedy) from None
    if any(one.differences for one in audits):
        sys.exit(1)


def _fields(project: ProjectConfig, docs: Path) -> Sequence[FailmodeField]:
    kinds = document_kinds(fault_names())
    documents = named_documents(project, docs, kinds)
    linted = lint_documents([one.document for one in documents], kinds)
    errors = [one for one in linted if one.severity is Severity.ERROR]
    if errors:
        raise SpecsError(
            f"{errors[0].message} (one of {len(errors)})",
            where=f"{errors[0].path}:{errors[0].line}",
            remedy="Mend the documents: `failmode lint` tells all that is wrong",
        )
    fields = failmode_fields(documents)
    if not fields:
        raise SpecsError(
            f"no document in {docs} has a custom field that decides a failmode",
            remedy="Name the documents with --docs",
        )
    return fields


def _documented(field: FailmodeField) -> DocumentedField:
    return DocumentedField(
        name=field.name,
        label=field.label,
        source=field.source,
        attributes=tuple(
            DocumentedAttribute(one.name, one.value, one.source) for one in field.attributes
        ),
        platforms=field.platforms,
        choices=field.choices,
        unset=UNSET,
    )


def _progress(resume: Path | None, target: str, fields: Sequence[DocumentedField]) -> AuditProgress:
    if resume is None:
        return AuditProgress()
    progress = AuditProgressFile(resume, target, [field.name for field in fields])
    if progress.known:
        click.echo(
            f"failmode audit: goes on with {len(progress.known)} organizations that were read from "
            f"{progress.began_at} on",
            err=True,
        )
    return progress


def _audit(
    name: str, file: Path | None, fields: Sequence[DocumentedField], progress: AuditProgress
) -> tuple[FieldAudit, ...]:
    target = load_target(name, file, LoginDeadline(1.0))
    try:
        tenant = read_tenant(target, [field.name for field in fields], progress, _tell)
    finally:
        target.close()
        _end_telling()
    return tuple(compare_with_tenant(field, tenant) for field in fields)


def _tell(done: int, of: int) -> None:
    """Show how far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {of} organizations", err=True, nl=False)


def _end_telling() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)


def _shown(name: str, audits: Sequence[FieldAudit], form: str, *, is_terminal: bool) -> str:
    if form == "csv":
        return audit_csv(audits)
    if form == "json":
        return audit_json(name, audits)
    return audit_table(name, audits, is_terminal=is_terminal)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    beside = output.with_name(f"{output.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(output)
    except OSError as error:
        raise AuditError(
            f"{output} cannot be written: {error.strerror}", remedy="Give --output another file"
        ) from error
