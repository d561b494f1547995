"""The command line `python -m bench`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Mapping

import click
from rich.console import Console

from bench import documents, http, ldap, memory, polls, radius, scenarios, startup
from bench.budget import FULL, QUICK
from bench.errors import BenchError
from bench.machine import Machine
from bench.output import WIDTH, json_text, print_table
from bench.results import Benchmark, Outcome

BENCHMARKS: Mapping[str, Benchmark] = {
    "documents": documents.run,
    "scenarios": scenarios.run,
    "startup": startup.run,
    "http": http.run,
    "polls": polls.run,
    "memory": memory.run,
    "radius": radius.run,
    "ldap": ldap.run,
}
"""The benchmarks by name, in the order in which they run."""


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--quick", is_flag=True, help="Tiny counts: shows that everything runs, no more.")
def main(*, names: tuple[str, ...], as_json: bool, quick: bool) -> None:
    """Measure ours beside its peers in the same run; all benchmarks, or those named."""
    # The servers beside us are stopped on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    progress = Console(stderr=True)
    machine = Machine.here()
    outcomes: dict[str, Outcome] = {}
    try:
        for name, benchmark in BENCHMARKS.items():
            if not names or name in names:
                with progress.status(f"measuring {name}"):
                    outcomes[name] = benchmark(QUICK if quick else FULL)
    except BenchError as error:
        click.echo(f"bench: {error}", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json_text(outcomes, machine))
    else:
        print_table(outcomes, machine, Console(width=WIDTH, highlight=False))
