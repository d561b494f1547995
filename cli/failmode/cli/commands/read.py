"""`failmode read`: what documents specify."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.command import Command
from failmode.cli.findings import count_findings, print_findings
from failmode.cli.output import print_json, sanitize
from failmode.cli.project import documents_folder
from failmode.project import load_project
from failmode.simulator import fault_names
from failmode.specs import (
    Document,
    DocumentKind,
    Grid,
    Severity,
    document_grids,
    document_kinds,
    document_to_json,
    read_documents,
)


@click.command(cls=Command)
@click.argument("documents", metavar="[DOC]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a document.")
def read(*, documents: tuple[Path, ...], as_json: bool) -> None:
    """Show what documents specify, with the line of every value.

    DOC is a markdown file, or a folder whose *.md files are all taken; without any, the project's
    documents are shown: the folder that [tool.failmode] names, else docs. Exit codes: 0 all was
    understood, 1 an error in a document, 2 wrong usage. `failmode lint` finds more.
    """
    kinds = document_kinds(fault_names())
    found = read_documents(documents or [documents_folder(load_project())], kinds)
    if as_json:
        print_json([document_to_json(document, kinds) for document in found])
    else:
        console = Console(highlight=False)
        for document in found:
            print_document(console, document, kinds)
    findings = [finding for document in found for finding in document.findings]
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


def print_document(console: Console, document: Document, kinds: Sequence[DocumentKind]) -> None:
    """Print what a document specifies, and what is wrong with it as such.

    Args:
        console: where to print.
        document: the document as it was read.
        kinds: the kinds of document whose facts are shown.
    """
    title = f": {document.title.value}" if document.title else ""
    head = Text(sanitize(f"{document.path} ({document.kind})"), style="bold")
    console.print(head + Text(sanitize(title)), soft_wrap=True)
    for grid in document_grids(document, kinds):
        console.print(_table(grid))
    print_findings(console, document.findings)
    console.print(f"{count_findings(document.findings)}\n")


def _table(grid: Grid) -> Table:
    """Lay out a grid: a short first column, the text folded, the line at the right edge."""
    table = Table(
        title=Text(sanitize(grid.title), style="bold") if grid.title else None,
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    *texts, line = grid.columns
    for index, column in enumerate(texts):
        is_label = index == 0 and len(texts) > 1
        ratio = 1 if index == len(texts) - 1 and not grid.title else None
        table.add_column(column, no_wrap=is_label, overflow="fold", ratio=ratio)
    table.add_column(line, justify="right", no_wrap=True)
    for row in grid.rows:
        table.add_row(*(Text(sanitize(cell)) for cell in row))
    return table
