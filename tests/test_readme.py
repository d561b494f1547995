"""The README's examples: each `console` block is run and must print what it shows.

In the blocks, a line that starts with `$ ` is a command, and the lines below it are its output.
`...` stands for any text within a line, and alone on a line for any lines. A block whose
information string says `console no-run` is for reading only (it needs a server or a tenant).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.conftest import REPOSITORY

DOCUMENTS = ("README.md",)


@dataclass(frozen=True)
class Example:
    """One command of a document and the output that it promises."""

    document: str
    line: int
    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}: {self.command}"


def examples() -> list[Example]:
    """Every runnable command of the documents."""
    found = []
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        for token in MarkdownIt().parse(text):
            if token.type != "fence" or token.info.strip() != "console" or token.map is None:
                continue
            for chunk in re.split(r"(?m)^(?=\$ )", token.content):
                if chunk.startswith("$ "):
                    before = token.content[: token.content.index(chunk)].count("\n")
                    command, _, output = chunk[2:].partition("\n")
                    found.append(Example(document, token.map[0] + 2 + before, command, output))
    return found


def pattern(output: str) -> re.Pattern[str]:
    """The promised output as a pattern."""
    lines = [
        r"(?:[^\n]*\n)*?" if line.strip() == "..." else
        ".*".join(re.escape(part.rstrip()) for part in line.split("...")) + r"[ ]*\n"
        for line in output.rstrip("\n").split("\n")
    ]  # fmt: skip
    return re.compile("".join(lines) + r"\s*")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of what the examples read, so that they may write."""
    for folder in ("docs", "features"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize("example", examples(), ids=str)
def test_the_readme_shows_true_output(example: Example, clone: Path) -> None:
    bin_directory = Path(sys.executable).parent
    result = subprocess.run(
        ["bash", "-c", example.command],
        cwd=clone,
        env={**os.environ, "PATH": f"{bin_directory}:{os.environ['PATH']}", "COLUMNS": "80",
             "NO_COLOR": "1", "TERM": "dumb"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )  # fmt: skip
    printed = result.stdout + result.stderr
    assert pattern(example.output).fullmatch(
        printed if printed.endswith("\n") else printed + "\n"
    ), f"{example}\nshown:\n{example.output}\nprinted:\n{printed}"


def test_the_readme_has_examples() -> None:
    assert examples(), "README.md shows no console example that can be run"
