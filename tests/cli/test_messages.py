"""Commands speak of commands and their options, not of what only the API's callers know."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.controlled import ControlledSimulator, words

ONLY_IN_THE_API = re.compile(r"/_sim\b|\bbody\.|openapi\.json|, HTTP \d|query parameter")
"""What a reader at the command line cannot act upon."""

MESSAGES_OF = (
    *("control", "dashboard", "deployment", "edge.errors", "edge.faults", "endpoints"),
    *("fleet", "logins", "runtime", "seed", "state"),
)
"""The parts of the simulator whose errors reach who steers it."""

ADDRESSES = {
    "client_examples.py": "lines of curl, to be copied",
    "serve.py": "addresses that programs need, to be copied",
}
"""Modules of the command line whose texts may name the API's paths, and why."""

OF_HTTP_ALONE = {"request.py": "a request that no command of ours sends"}
"""Modules of the control API that refuse what only a program of another's sends, and why."""


def folder_of(module: str) -> Path:
    """Find a package's folder, or a module's file."""
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin)
    return file.parent if file.name == "__init__.py" else file


def sources(place: Path) -> Iterator[Path]:
    """Yield the files of a package, or the module itself."""
    return iter(sorted(place.rglob("*.py"))) if place.is_dir() else iter((place,))


def texts(node: ast.AST) -> Iterator[str]:
    """Yield the texts that are written out below a node, f-strings in pieces."""
    for below in ast.walk(node):
        if isinstance(below, ast.Constant) and isinstance(below.value, str):
            yield below.value


def messages_of_errors(tree: ast.AST) -> Iterator[str]:
    """Yield what errors are made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name.endswith("Error"):
                yield from texts(node)


def without_docstrings(module: ast.Module) -> Iterator[str]:
    """Yield every text of a module that is no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documentation = {
        id(statement.value)
        for node in ast.walk(module)
        if isinstance(node, documented)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(module):
        if id(node) not in documentation and isinstance(node, ast.Constant):
            yield str(node.value)


def offending(messages: Iterator[str]) -> list[str]:
    """Find what only the API's callers know."""
    return [text for text in messages if ONLY_IN_THE_API.search(text)]


@pytest.mark.parametrize("part", MESSAGES_OF)
def test_errors_that_reach_the_command_line_name_no_path_of_the_api(part: str) -> None:
    found = {
        str(file): said
        for file in sources(folder_of(f"failmode.simulator.{part}"))
        if file.name not in OF_HTTP_ALONE
        if (said := offending(messages_of_errors(ast.parse(file.read_text("utf-8")))))
    }
    assert found == {}


def test_the_command_line_names_no_path_of_the_api_but_in_what_is_to_be_copied() -> None:
    found = {
        file.name: said
        for file in sources(folder_of("failmode.cli"))
        if file.name not in ADDRESSES
        if (said := offending(without_docstrings(ast.parse(file.read_text("utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("faults add reset --operation preath", "--operation 'preath' is none of Duo's"),
        ("faults add reset --vendor ninjaone --stage auth", "--stage auth is none of NinjaOne's"),
        ("faults remove rule-9", "there is no rule 'rule-9'"),
        ("faults profile storm", "Known: outage"),
        ("users answer nobody approve", "no user 'nobody'"),
        ("users answer alice approve --after -1", "after"),
        ("pushes approve no-such", "no-such"),
        ("clock advance -5", "-5"),
        ("clock freeze 99999999999999", "99999999999999"),
        ("journal why 999999", "the journal has no exchange 999999"),
        ("journal list --limit -1", "limit"),
        ("fields show nothing", "nothing"),
        ("fields remove nothing", "nothing"),
        ("fields set nothing All --organization 1", "nothing"),
        ("devices login nothing", "nothing"),
        ("devices deploy nothing", "nothing"),
        ("matrix --organization nothing --by device", "nothing"),
        ("orgs add", "NAME"),
    ],
)
def test_what_is_refused_is_said_in_the_words_of_the_command(
    controlled: ControlledSimulator, command: str, told: str
) -> None:
    said = words(controlled.refused(*command.split()))
    assert told in said
    assert not ONLY_IN_THE_API.search(said), said
