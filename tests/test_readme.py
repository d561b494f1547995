"""The README's examples: each `console` block is run and must print what it shows.

In the blocks, a line that starts with `$ ` is a command, lines that start with `> ` continue it,
and the lines below are its output. `...` stands for any text within a line, and alone on a line
for any lines. The commands of `console served` blocks are run one after the other in one directory,
beside a `failmode serve --state-dir state` whose ports take the place of the usual ones; a block
such as `python clients.py` is a file there. `console no-run` is for reading only.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.serving import serving
from tests.conftest import REPOSITORY

DOCUMENTS = ("README.md",)

USUAL_PORTS = {"ninjaone": "8443", "duo": "8444", "control": "8440", "radius": "1812"}
"""The ports of `failmode serve`, as the documents name them."""


@dataclass(frozen=True)
class Example:
    """One command of a document and the output that it promises."""

    document: str
    line: int
    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.document}:{self.line}: {self.command}"


def examples(kind: str = "console") -> list[Example]:
    """Find every runnable command in the documents' blocks of a kind."""
    found = []
    for document in DOCUMENTS:
        text = (REPOSITORY / document).read_text(encoding="utf-8")
        for token in MarkdownIt().parse(text):
            if token.type != "fence" or token.info.strip() != kind or token.map is None:
                continue
            for chunk in re.split(r"(?m)^(?=\$ )", token.content):
                if chunk.startswith("$ "):
                    before = token.content[: token.content.index(chunk)].count("\n")
                    # Lines that begin with `> ` continue the command.
                    lines = chunk[2:].splitlines(keepends=True)
                    at = next((n for n, one in enumerate(lines[1:], 1) if one[:2] != "> "), None)
                    command = "".join([lines[0], *(one[2:] for one in lines[1:at])])
                    output = "".join(lines[at:]) if at is not None else ""
                    found.append(
                        Example(document, token.map[0] + 2 + before, command.rstrip("\n"), output)
                    )
    return found


def files() -> dict[str, str]:
    """Find the documents' files, by name."""
    return {
        token.info.split()[1]: token.content
        for document in DOCUMENTS
        for token in MarkdownIt().parse((REPOSITORY / document).read_text(encoding="utf-8"))
        if token.type == "fence" and re.fullmatch(r"(python|ini) \S+", token.info.strip())
    }


def pattern(output: str) -> re.Pattern[str]:
    """Make the promised output a pattern."""
    lines = [
        r"(?:[^\n]*\n)*?" if line.strip() == "..." else
        ".*".join(re.escape(part.rstrip()) for part in line.split("...")) + r"[ ]*\n"
        for line in output.rstrip("\n").split("\n")
    ]  # fmt: skip
    return re.compile("".join(lines) + r"\s*")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Copy what the examples read, so that they may write."""
    for folder in ("docs", "features"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    return tmp_path


def check(example: Example, directory: Path, **environment: str) -> None:
    """Run an example and compare what it prints with what the document shows."""
    bin_directory = Path(sys.executable).parent
    result = subprocess.run(
        ["bash", "-c", example.command],
        cwd=directory,
        env={**os.environ, "PATH": f"{bin_directory}:{os.environ['PATH']}", "COLUMNS": "80",
             "NO_COLOR": "1", "TERM": "dumb", **environment},
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


@pytest.mark.parametrize("example", examples(), ids=str)
def test_the_readme_shows_true_output(example: Example, clone: Path) -> None:
    check(example, clone)


@pytest.mark.real
def test_the_readme_shows_true_output_of_real_programs(tmp_path: Path) -> None:
    for program in ("login_duo", "pamtester"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing (Debian packages: login-duo libpam-duo pamtester)")
    if os.geteuid() != 0:
        pytest.skip("login_duo lets only root name a configuration file and a user")
    state = tmp_path / "state"
    with serving(f"--state-dir={state}") as served:
        ports = {usual: str(served.port(name)) for name, usual in USUAL_PORTS.items()}
        wanted = re.compile(r"\b(?:" + "|".join(ports) + r")\b")

        def here(text: str) -> str:
            return wanted.sub(lambda found: ports[found[0]], text)

        for name, text in files().items():
            (tmp_path / name).write_text(here(text), encoding="utf-8")
        for example in examples("console served"):
            there = replace(example, command=here(example.command), output=here(example.output))
            check(there, tmp_path, FAILMODE_CONTROL=served.facts["addresses"]["control"]["url"])


def test_the_readme_has_examples() -> None:
    assert examples(), "README.md shows no console example that can be run"
    assert examples("console served"), "README.md shows no example beside a running simulator"
