"""Runs the programs in `node/`, which drive clients from the npm registry, for tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.real.line_program import Ask, line_program

_FOLDER = Path(__file__).parent / "node"


@contextmanager
def node_program(name: str, environment: Mapping[str, str]) -> Iterator[Ask]:
    """Run a program that answers a line of JSON with a line of JSON.

    Skips where Node.js is missing, or the packages are not installed.

    Args:
        name: file in `node/`.
        environment: what it is told beside PATH.
    """
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is missing (Debian: nodejs)")
    if not (_FOLDER / "node_modules").is_dir():
        pytest.skip("the npm packages are missing; `make test` installs them where npm is")
    routed = ["--require", "./route.cjs"] if "SIMULATOR_CA" in environment else []
    command = [node, *routed, name]
    with line_program(command, environment=environment, folder=_FOLDER) as ask:
        yield ask
