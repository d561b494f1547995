"""`failmode lint`: what is wrong with documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from failmode.cli.command import Command
from failmode.cli.findings import SEVERITY_STYLES, count_findings, print_findings
from failmode.cli.output import count, print_json
from failmode.cli.project import expectations, whole_specification
from failmode.cli.specification import for_the_project, named_documents
from failmode.project import ProjectConfig, load_project
from failmode.simulator import fault_names
from failmode.specs import (
    Document,
    DocumentKind,
    Finding,
    NamedDocument,
    Severity,
    document_kinds,
    finding_to_json,
    lint_documents,
    lint_rules,
    plan_features,
    read_documents,
    rule_to_json,
)


@click.command(cls=Command)
@click.argument("documents", metavar="[DOC]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rules", is_flag=True, help="Print what each rule finds, and why, instead.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def lint(*, documents: tuple[Path, ...], rules: bool, as_json: bool) -> None:
    """Find what is wrong with documents; several are also compared with each other.

    DOC is a markdown file, or a folder whose *.md files are all taken; without any, the project's
    documents are linted: the folder that [tool.failmode] names, else docs. What keeps `failmode
    specs` from deriving scenarios is found too, for a folder and for documents of the project.

    Exit codes: 0 no error, 1 an error in a document, 2 wrong usage.
    """
    if rules:
        _print_rules(as_json=as_json)
        return
    kinds = document_kinds(fault_names())
    project = load_project()
    whole = whole_specification(project, documents)
    if whole is None:
        read = read_documents(documents, kinds)
        findings = lint_documents(read, kinds)
    else:
        beside = named_documents(project, whole, kinds)
        read = _shown(documents, whole, beside, kinds)
        findings = _findings(project, whole, beside, read, kinds)
    if as_json:
        print_json([finding_to_json(finding) for finding in findings])
    else:
        console = Console(highlight=False)
        print_findings(console, findings)
        console.print(f"{count_findings(findings)} in {count(len(read), 'document')}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


def _shown(
    documents: Sequence[Path],
    whole: Path,
    beside: Sequence[NamedDocument],
    kinds: Sequence[DocumentKind],
) -> tuple[Document, ...]:
    """Find the documents whose findings are wanted; of a whole folder each is read once."""
    if documents and {path.resolve() for path in documents} != {whole.resolve()}:
        return read_documents(documents, kinds)
    return tuple(
        one.document
        for one in beside
        if one.document.path.resolve().is_relative_to(whole.resolve())
    )


def _findings(
    project: ProjectConfig,
    whole: Path,
    documents: Sequence[NamedDocument],
    shown: Sequence[Document],
    kinds: Sequence[DocumentKind],
) -> tuple[Finding, ...]:
    """Find all that is wrong with documents as a part of their specification.

    Args:
        project: of the working directory.
        whole: the folder of the specification.
        documents: of the specification, with the standard ones.
        shown: the documents whose findings are wanted.
        kinds: the kinds of document that are understood.

    Returns:
        What is wrong with them as such, and what would keep `failmode specs` from deriving
        scenarios from them.
    """
    is_project = whole.resolve() == project.documents.resolve()
    plan = plan_features(
        documents,
        project.features if is_project else whole.with_name("features"),
        lint_documents([one.document for one in documents], kinds),
        kinds,
        expectations(project) if is_project else (),
    )
    found = sorted(for_the_project(plan.findings))
    wanted = {document.path.resolve() for document in shown}
    below = whole.resolve()
    folder = {one.document.path.resolve() for one in documents}
    if all(path in wanted or not path.is_relative_to(below) for path in folder):
        return tuple(found)
    return tuple(finding for finding in found if Path(finding.path).resolve() in wanted)


def _print_rules(*, as_json: bool) -> None:
    rules = sorted(lint_rules(), key=lambda rule: rule.name)
    if as_json:
        print_json([rule_to_json(rule) for rule in rules])
        return
    console = Console(highlight=False)
    for rule in rules:
        head = Text(rule.name, style="bold")
        head.append(f" {rule.severity.value}", style=SEVERITY_STYLES[rule.severity])
        console.print(head)
        for paragraph in (rule.what(), f"Why? {rule.why()}"):
            console.print(Padding(Text(paragraph), (0, 0, 0, 4), expand=False))
    console.print(f"{len(rules)} rules")
