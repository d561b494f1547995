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
from failmode.cli.project import whole_specification
from failmode.cli.specification import specify
from failmode.project import ProjectConfig, load_project
from failmode.simulator import fault_names
from failmode.specs import (
    Document,
    Finding,
    Severity,
    document_kinds,
    finding_to_json,
    lint_documents,
    lint_rules,
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
    project = load_project()
    whole = whole_specification(project, documents)
    if whole is None:
        kinds = document_kinds(fault_names())
        read = read_documents(documents, kinds)
        findings = lint_documents(read, kinds)
    else:
        read, findings = _as_part_of(whole, project, documents)
    if as_json:
        print_json([finding_to_json(finding) for finding in findings])
    else:
        console = Console(highlight=False)
        print_findings(console, findings)
        console.print(f"{count_findings(findings)} in {count(len(read), 'document')}")
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


def _as_part_of(
    whole: Path, project: ProjectConfig, documents: Sequence[Path]
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Find all that is wrong with documents as a part of their specification.

    Args:
        whole: the folder of the specification.
        project: of the working directory.
        documents: files and folders; empty for the whole.

    Returns:
        The documents, and what is wrong with them as such and what would keep `failmode specs`
        from deriving scenarios from them.
    """
    is_project = whole.resolve() == project.documents.resolve()
    features = project.features if is_project else whole.resolve().parent / "features"
    specification = specify(project, whole, features)
    found = tuple(sorted(specification.plan.findings))
    each = (one.document for one in specification.documents)
    own = tuple(one for one in each if one.path.resolve().is_relative_to(whole.resolve()))
    if not documents or {path.resolve() for path in documents} == {whole.resolve()}:
        return own, found
    shown = read_documents(documents, document_kinds(fault_names()))
    wanted = {document.path.resolve() for document in shown}
    if wanted.issuperset(document.path.resolve() for document in own):
        return shown, found
    return shown, tuple(one for one in found if Path(one.path).resolve() in wanted)


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
