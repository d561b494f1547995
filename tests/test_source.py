"""What must be right in the text of every module, and what no linter sees."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_FOLDERS = ("bench", "cli", "project", "simulator", "specs", "steps", "terms", "tests")
_MODULES = sorted(path for name in _FOLDERS for path in (_ROOT / name).rglob("*.py"))


def _repeated_keys(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each key that stands more than once in the same dictionary display."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            yield from ((node.lineno, key) for key, times in Counter(keys).items() if times > 1)


def test_a_key_that_is_an_attribute_and_stands_twice_is_found() -> None:
    source = "FINAL = {\n    **OTHERS,\n    Outcome.FRAUD: 1,\n    Outcome.FRAUD: 2,\n}\n"

    assert list(_repeated_keys(source)) == [(1, "Outcome.FRAUD")]


@pytest.mark.parametrize("folder", _FOLDERS)
def test_no_dictionary_has_a_key_twice(folder: str) -> None:
    found = {
        f"{path.relative_to(_ROOT)}:{line}": key
        for path in _MODULES
        if path.is_relative_to(_ROOT / folder)
        for line, key in _repeated_keys(path.read_text("utf-8"))
    }

    assert found == {}
