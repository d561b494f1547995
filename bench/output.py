"""Prints what was measured, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table

from bench.machine import Machine
from bench.results import Outcome, Result, Unit

WIDTH = 80
"""Columns of the table, whatever the terminal's width."""

NOT_INSTALLED = "not installed"


def print_table(outcomes: Mapping[str, Outcome], machine: Machine, console: Console) -> None:
    """Print one table of all results, the notes, and the machine.

    Args:
        outcomes: by the benchmark's name, in the order to print.
        machine: what they were measured on.
        console: where to print.
    """
    table = Table(width=WIDTH, box=box.SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("Measure", ratio=1)
    table.add_column("Ours", justify="right", no_wrap=True)
    table.add_column("Peer")
    table.add_column("Peer's", justify="right", no_wrap=True)
    table.add_column("Ratio", justify="right", no_wrap=True)
    for outcome in outcomes.values():
        last = ""
        for result in outcome.results:
            again = result.measure == last
            table.add_row(
                "" if again else result.measure,
                "" if again else _number(result.ours, result.unit),
                result.peer,
                NOT_INSTALLED if result.theirs is None else _number(result.theirs, result.unit),
                _ratio(result),
            )
            last = result.measure
        table.add_section()
    console.print(table)
    console.print(
        "Ratio: how many times as fast (or as small) as the peer ours is; in brackets our aim."
    )
    for name, outcome in outcomes.items():
        for note in outcome.notes:
            console.print(f"{name}: {note}", markup=False)
    console.print(str(machine), markup=False)


def json_text(outcomes: Mapping[str, Outcome], machine: Machine) -> str:
    """Write all results as one JSON object: machine, and outcomes by the benchmark's name."""
    return json.dumps(
        {
            "machine": machine.to_json(),
            "benchmarks": {name: outcome.to_json() for name, outcome in outcomes.items()},
        },
        indent=2,
    )


def _number(value: float, unit: Unit) -> str:
    if unit is Unit.SECONDS:
        return f"{value:.2f} s"
    if unit is not Unit.PER_SECOND:
        return f"{value:.1f} {unit}"
    return f"{value:.1f} /s" if value < 10 else f"{value:,.0f} /s"


def _ratio(result: Result) -> str:
    if result.ratio is None:
        return "-"
    text = f"{result.ratio:.2g}" if result.ratio < 1 else f"{result.ratio:.1f}"
    return text if result.aim is None else f"{text} ({result.aim:g})"
