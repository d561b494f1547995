"""What a step of the library expects is data, so that reports can group failures by it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from failmode.steps.library import describe

MODULES = sorted(Path(describe.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_step_asserts_without_saying_what_differs(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Assert)]
