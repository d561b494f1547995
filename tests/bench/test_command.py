"""`python -m bench` runs everything, with tiny counts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_named_benchmarks_run_and_measure_ours_and_their_peers() -> None:
    done = bench("radius", "documents", "http", "--quick", "--json")

    assert done.returncode == 0, done.stderr
    benchmarks = json.loads(done.stdout)["benchmarks"]
    assert list(benchmarks) == ["documents", "http", "radius"]
    for outcome in benchmarks.values():
        for result in outcome["results"]:
            assert result["ours"] > 0
            assert result["theirs"] is None or result["ratio"] > 0


def test_an_unknown_benchmark_is_refused_by_name() -> None:
    done = bench("speed")

    assert done.returncode == 2
    assert "'speed' is not one of" in done.stderr
