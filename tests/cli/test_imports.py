"""What a command imports: only what it needs, as each module is waited for at every start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from failmode.cli.root import COMMANDS, main

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


def test_the_list_of_commands_loads_none_of_them() -> None:
    loaded = {name for name in _imported("--help") if name.startswith("failmode.cli.commands.")}
    assert loaded == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help is not None
    assert COMMANDS[name].summary == " ".join(command.help.split("\n\n")[0].split())
