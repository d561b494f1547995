"""`failmode read`: what documents specify."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.output import counted, print_findings, print_json, shown
from failmode.simulator.edge.faults.catalogue import catalogue
from failmode.specs.model import (
    Action,
    ActionKind,
    CustomField,
    Document,
    DuoUnixFacts,
    FailmodePolicy,
    Severity,
    Sourced,
    VerdictRow,
    VerdictTable,
)
from failmode.specs.read.reader import read_documents
from failmode.specs.serialize import document_to_json

NOT_SAID = "\N{EM DASH}"
"""What stands for an attribute that the document does not give."""

Cells = tuple[str, str, int | None]


@click.command()
@click.argument(
    "documents", metavar="DOC...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a document.")
def read(*, documents: tuple[Path, ...], as_json: bool) -> None:
    """Show what documents specify, with the line of every value.

    DOC is a markdown file, or a folder whose *.md files are all taken. Exit codes: 0 all was
    understood, 1 an error in a document, 2 wrong usage. `failmode lint` finds more.
    """
    found = read_documents(documents, catalogue().names)
    if as_json:
        print_json([document_to_json(document) for document in found])
    else:
        console = Console(highlight=False)
        for document in found:
            _print(console, document)
    findings = [finding for document in found for finding in document.findings]
    if any(finding.severity is Severity.ERROR for finding in findings):
        sys.exit(1)


def _print(console: Console, document: Document) -> None:
    title = f": {document.title.value}" if document.title else ""
    head = Text(shown(f"{document.path} ({document.kind.value})"), style="bold")
    console.print(head + Text(shown(title)), soft_wrap=True)
    for field in document.fields:
        console.print(_table("attribute", "value", _field_rows(field)))
        if field.steps:
            console.print(_table("step", "action", _step_rows(field)))
    if document.failmode:
        console.print(_table("failmode", "what it says", _failmode_rows(document.failmode)))
    for verdicts in document.verdicts:
        console.print(_verdict_table(verdicts))
    if document.duo_unix:
        for grid in _duo_unix_tables(document.duo_unix):
            console.print(grid)
    if document.rules:
        rows = [("", rule.title, rule.line) for rule in document.rules]
        console.print(_table("", "rule", rows))
    scenarios = [name for block in document.gherkin for name in block.scenarios]
    if scenarios:
        console.print(_table("", "scenario", [("", name.value, name.line) for name in scenarios]))
    print_findings(console, document.findings)
    console.print(f"{counted(document.findings)}\n")


def _table(name: str, value: str, rows: Iterable[Cells]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(name, no_wrap=True)
    table.add_column(value, overflow="fold", ratio=1)
    table.add_column("line", justify="right", no_wrap=True)
    for left, text, line in rows:
        table.add_row(Text(shown(left)), Text(shown(text)), "" if line is None else str(line))
    return table


def _field_rows(field: CustomField) -> Iterator[Cells]:
    yield _row("label", field.label)
    yield _row("field name", field.name)
    yield _row("type", field.type)
    yield _rows("definition scope", field.scopes)
    yield _rows("options", field.options)
    yield _row("default", field.default)
    yield _row("required", field.required)
    yield _row("technician", field.technician)
    yield _row("automation", field.automation)
    yield _row("API", field.api)
    yield _row("description", field.description)
    yield _row("tool tip", field.tooltip)
    yield _row("footer text", field.footer)
    yield _row("tab", field.tab)


def _row(name: str, value: Sourced[str] | Sourced[bool] | None) -> Cells:
    return (name, NOT_SAID, None) if value is None else (name, str(value.value), value.line)


def _rows(name: str, values: tuple[Sourced[str], ...]) -> Cells:
    if not values:
        return (name, NOT_SAID, None)
    return (name, ", ".join(value.value for value in values), values[0].line)


def _step_rows(field: CustomField) -> Iterator[Cells]:
    for step in field.steps:
        number = str(step.number)
        if not step.actions:
            yield number, NOT_SAID, step.line
        for action in step.actions:
            yield number, _action(action), action.line
            number = ""


def _action(action: Action) -> str:
    if action.kind is ActionKind.SET:
        return f"set {action.target} to {action.value}"
    return f"{action.kind.value} {action.target}"


def _failmode_rows(policy: FailmodePolicy) -> Iterator[Cells]:
    yield "product", policy.product.value, policy.product.line
    for mode in policy.modes:
        default = ", default" if mode.is_default else ""
        yield mode.name, f"fail {mode.failmode.value}{default}: {mode.text}", mode.line
    if policy.config_file:
        yield "configuration file", policy.config_file.value, policy.config_file.line
    for directory in policy.config_directories:
        yield "directory", directory.value, directory.line
    for reply in policy.replies:
        yield reply.answer, f"{reply.text} ({reply.situation})", reply.line


def _verdict_table(verdicts: VerdictTable) -> Table:
    version = f" {verdicts.version.value}" if verdicts.version else ""
    columns: dict[str, Callable[[VerdictRow], str]] = {
        "fault": lambda row: row.fault,
        "stage": lambda row: row.stage,
        "timeout": lambda row: row.timeout,
    }
    if any(row.programs for row in verdicts.rows):
        columns["program"] = lambda row: ", ".join(row.programs) or "any"
    columns["outcome"] = _outcome
    columns["evidence"] = lambda row: row.evidence
    columns["line"] = lambda row: str(row.line)
    rows = ([column(row) for column in columns.values()] for row in verdicts.rows)
    return _grid(f"{verdicts.product.value}{version}", tuple(columns), rows)


def _outcome(row: VerdictRow) -> str:
    return row.outcome if row.takes is None else f"{row.outcome} after {row.takes:g} s"


def _duo_unix_tables(facts: DuoUnixFacts) -> Iterator[Table]:
    if facts.programs:
        yield _grid(
            "Programs of Duo Unix",
            ("program", "run for", "line"),
            ((row.program, row.coverage, str(row.line)) for row in facts.programs),
        )
    if facts.people:
        yield _grid(
            "While Duo is reachable",
            ("user at Duo", "push", "outcome", "evidence", "line"),
            (
                (row.enrolment, row.push or NOT_SAID, row.outcome, row.evidence, str(row.line))
                for row in facts.people
            ),
        )
    if facts.mistakes:
        yield _grid(
            "Configuration mistakes",
            ("mistake", "file says", "outcome", "versions", "evidence", "line"),
            (
                (
                    *(row.mistake, row.failmode, row.outcome, ", ".join(row.versions)),
                    *(row.evidence, str(row.line)),
                )
                for row in facts.mistakes
            ),
        )


def _grid(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(
        title=Text(shown(title), style="bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    for index, column in enumerate(columns):
        table.add_column(column, no_wrap=index == 0)
    for row in rows:
        table.add_row(*(Text(shown(cell)) for cell in row))
    return table
