"""How an audit is shown: a table for people, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from failmode.cli.output import WIDTH, count, sanitize
from failmode.steps import Difference, FieldAudit, OrganizationChoice, ValueState
from failmode.terms import UNSET, Failmode

_UNDOCUMENTED = "?"
_STYLES = {Failmode.OPEN.value: "bold red", Failmode.CLOSED.value: "green"}


def audit_table(target: str, audits: Sequence[FieldAudit], *, is_terminal: bool) -> str:
    """Show an audit as tables of 80 columns, what differs first.

    Args:
        target: name of the target.
        audits: what was found, field by field.
        is_terminal: whether colours are understood.
    """
    text = StringIO()
    console = Console(file=text, width=WIDTH, highlight=False, force_terminal=is_terminal)
    for audit in audits:
        _print_field(console, target, audit)
    return text.getvalue()


def audit_csv(audits: Sequence[FieldAudit]) -> str:
    """Show an audit as one table: rows of differences first, then a row for each organization."""
    platforms = list(dict.fromkeys(name for audit in audits for name in audit.field.platforms))
    text = StringIO(newline="")
    columns = [
        *("record", "field", "attribute", "documented", "tenant", "source"),
        *("organization_id", "organization", "option", "state", *platforms),
    ]
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for audit in audits:
        for one in audit.differences:
            writer.writerow(
                {
                    "record": "difference",
                    "field": audit.field.name,
                    "attribute": one.attribute,
                    "documented": one.documented,
                    "tenant": one.actual,
                    "source": one.source,
                }
            )
    for audit in audits:
        for choice in audit.choices:
            writer.writerow(
                {
                    "record": "organization",
                    "field": audit.field.name,
                    "organization_id": choice.organization.id,
                    "organization": choice.organization.name,
                    "option": choice.option or UNSET,
                    "state": choice.state.value,
                    **_failmodes(audit, choice),
                }
            )
    return text.getvalue()


def audit_json(target: str, audits: Sequence[FieldAudit]) -> str:
    """Show an audit as one JSON object."""
    fields = [
        {
            "field": audit.field.name,
            "label": audit.field.label,
            "source": audit.field.source,
            "differences": [asdict(one) for one in audit.differences],
            "also_set_at": list(audit.beyond),
            "organizations": [
                {
                    "id": choice.organization.id,
                    "name": choice.organization.name,
                    "option": choice.option,
                    "state": choice.state.value,
                    "failmodes": dict(choice.failmodes) or None,
                }
                for choice in audit.choices
            ],
        }
        for audit in audits
    ]
    return f"{json.dumps({'target': target, 'fields': fields}, indent=2)}\n"


def _print_field(console: Console, target: str, audit: FieldAudit) -> None:
    head = Text(f"{audit.field.label} ({audit.field.name})", style="bold")
    console.print(head + Text(f" in the target {target!r}"))
    if audit.differences:
        console.print(Text("\nDifferences between the documents and the tenant", style="bold"))
    for one in audit.differences:
        _print_difference(console, one)
    if audit.beyond:
        console.print(
            f"\nThe tenant also takes values of this field at {', '.join(audit.beyond)}: they "
            "overrule those of the organization, and are not shown here."
        )
    if audit.choices:
        console.print(Text("\nWhat follows while Duo cannot be reached", style="bold"))
        console.print(_choices(audit))
    for line in _summary(audit):
        console.print(line)


def _print_difference(console: Console, difference: Difference) -> None:
    grid = Table.grid(padding=(0, 0, 0, 2))
    grid.add_column(width=12)
    grid.add_column(overflow="fold")
    grid.add_row("  documented", Text(sanitize(f"{difference.documented} ({difference.source})")))
    grid.add_row("  tenant", Text(sanitize(difference.actual)))
    console.print(Text(f"  {sanitize(difference.attribute)}"))
    console.print(grid)


def _choices(audit: FieldAudit) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    table.add_column("id", justify="right", no_wrap=True)
    table.add_column("organization", overflow="fold", ratio=1)
    table.add_column("option", overflow="fold", max_width=22)
    for platform in audit.field.platforms:
        table.add_column(platform, overflow="fold", max_width=11)
    for choice in audit.choices:
        verdicts = _failmodes(audit, choice).values()
        table.add_row(
            str(choice.organization.id),
            Text(sanitize(choice.organization.name)),
            Text(sanitize(_option(choice))),
            *(Text(one, style=_STYLES.get(one, "yellow")) for one in verdicts),
        )
    return table


def _option(choice: OrganizationChoice) -> str:
    """Tell an option, and where it comes from unless it is the organization's own."""
    if choice.option is None:
        return UNSET
    inherited = " (inherited)" if choice.state is ValueState.INHERITED else ""
    return f"{choice.option}{inherited}"


def _summary(audit: FieldAudit) -> Iterator[str]:
    states = Counter(choice.state.value for choice in audit.choices)
    listed = ", ".join(f"{number} {state}" for state, number in states.most_common())
    yield f"{count(len(audit.choices), 'organization')}: {listed or 'none'}"
    yield from _failmode_counts(audit)
    yield f"{count(len(audit.differences), 'difference')} between documents and tenant"


def _failmode_counts(audit: FieldAudit) -> Iterator[str]:
    for platform in audit.field.platforms:
        found = Counter(_failmodes(audit, choice)[platform] for choice in audit.choices)
        if found:
            told = ", ".join(f"{word} {number}" for word, number in sorted(found.items()))
            yield f"  {platform}: {told}"


def _failmodes(audit: FieldAudit, choice: OrganizationChoice) -> Mapping[str, str]:
    """Tell the failmode on each platform; `?` where the document has no such option."""
    return {
        platform: str(choice.failmodes.get(platform, _UNDOCUMENTED))
        for platform in audit.field.platforms
    }
