"""What the ratios mean, and how results are shown."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from bench.machine import Machine
from bench.output import WIDTH, json_text, print_table
from bench.results import Outcome, Result, Unit

MACHINE = Machine(cores=2, python="CPython 3.11.7", system="Linux x86_64", load=0.5)


def result(unit: Unit = Unit.PER_SECOND, theirs: float | None = 50.0) -> Result:
    """Ours at 100 beside a peer."""
    return Result(measure="work", unit=unit, ours=100.0, peer="a peer", theirs=theirs, aim=1.5)


def table(outcome: Outcome) -> str:
    """Give the table as printed."""
    stream = io.StringIO()
    print_table({"work": outcome}, MACHINE, Console(file=stream, width=WIDTH))
    return stream.getvalue()


@pytest.mark.parametrize(("unit", "ratio"), [(Unit.PER_SECOND, 2.0), (Unit.SECONDS, 0.5)])
def test_a_ratio_above_one_means_that_ours_is_faster(unit: Unit, ratio: float) -> None:
    assert result(unit).ratio == ratio


def test_a_missing_peer_is_named_and_has_no_ratio() -> None:
    missing = result(theirs=None)

    assert missing.ratio is None
    assert "not installed" in table(Outcome((missing,)))


def test_the_table_shows_both_numbers_the_ratio_and_the_aim_in_80_columns() -> None:
    shown = table(Outcome((result(),), ("a note that is " + "long " * 40,)))

    assert all(text in shown for text in ("100 /s", "50 /s", "2.0 (1.5)", "a note", "2 cores"))
    assert max(len(line) for line in shown.splitlines()) <= WIDTH


def test_json_has_the_machine_and_every_result() -> None:
    shown = json.loads(json_text({"work": Outcome((result(), result(theirs=None)))}, MACHINE))

    assert shown["machine"]["cores"] == 2
    assert [one["ratio"] for one in shown["benchmarks"]["work"]["results"]] == [2.0, None]
