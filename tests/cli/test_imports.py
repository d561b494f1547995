"""What a command imports: only what it needs, as each module is waited for at every start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_REPOSITORY = Path(__file__).parents[2]
_PROGRAM = """
import sys
from failmode.cli import main
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""
_SIMULATION = frozenset({"asyncio", "flask", "sqlalchemy"})
_SOCKETS = frozenset({"ssl", "socket"})
_INSTALLATION = frozenset({"importlib.metadata"})


def _imported(*arguments: str) -> set[str]:
    """Run a command, and give the names of the modules that it has imported."""
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        cwd=_REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    modules = set(ran.stderr.split())
    assert "failmode.cli.root" in modules, ran.stderr
    return modules


@pytest.mark.parametrize(
    "arguments",
    [("lint", "docs"), ("lint", "--rules"), ("read", "docs"), ("specs", "--check")],
    ids=" ".join,
)
def test_documents_are_read_without_the_machinery_of_faults(arguments: tuple[str, ...]) -> None:
    assert not _imported(*arguments) & (_SIMULATION | _SOCKETS | _INSTALLATION)


@pytest.mark.parametrize(
    "name",
    [
        "clock",
        "users",
        "pushes",
        "journal",
        "faults",
        "examples",
        "orgs",
        "fields",
        "devices",
        "matrix",
    ],
)
def test_what_steers_a_simulator_elsewhere_loads_none(name: str) -> None:
    assert not _imported(name, "--help") & _SIMULATION
