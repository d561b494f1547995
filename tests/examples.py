"""The examples of README.md and of the guide's pages: commands that are run, files that are used.

In a block, a line that starts with `$ ` is a command, lines that start with `> ` continue it,
and the lines below are its output. `...` stands for any text within a line, and alone on a line
for any lines. The word behind `console` says where the commands of a block run:

- `console`: each by itself, in a copy of the repository's documents and features;
- `console project`: one after the other, in one folder for the page that is empty at first;
- `console served`: the same, beside a `failmode serve --state-dir state` whose ports take the
  place of the usual ones; options behind it, such as `--failmode secure`, are added to that
  command, which is started anew where they change;
- `console no-run`: nowhere; for reading only.

A block such as `python clients.py` is a file of the page's folder, written when it is reached.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.cli.serving import serving
from tests.conftest import REPOSITORY
from tests.patience import LONGEST_RUN_SECONDS

USUAL_PORTS = {"ninjaone": "8443", "duo": "8444", "control": "8440", "radius": "1812",
               "ldap": "1389"}  # fmt: skip
"""The ports of `failmode serve`, as the pages name them."""

PACKAGES = {
    "ldapwhoami": "ldap-utils",
    "login_duo": "login-duo",
    "pamtester": "pamtester libpam-duo libpam-wrapper",
    "radclient": "freeradius-utils",
}
"""Programs of others that examples start, with the Debian packages that bring them."""

_FILE = re.compile(r"(?:gherkin|ini|markdown|python|text|toml|yaml) (\S+)")


@dataclass(frozen=True)
class Example:
    """One command of a page and the output that it promises.

    Attributes:
        page: where it stands.
        line: and there, from 1.
        command: for a shell.
        output: what it prints.
        served: options of the `failmode serve` that runs beside it; None: nothing runs.
    """

    page: str
    line: int
    command: str
    output: str
    served: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.command}"


@dataclass(frozen=True)
class File:
    """One file that a page shows."""

    name: str
    text: str


@dataclass(frozen=True)
class Page:
    """The examples of one page, in order.

    Attributes:
        name: path in the repository.
        single: commands that run each by itself.
        sequence: files and commands that share a folder.
        in_a_project: whether the sequence makes a project of its own.
    """

    name: str
    single: tuple[Example, ...]
    sequence: tuple[Example | File, ...]
    in_a_project: bool

    def __str__(self) -> str:
        return self.name

    @property
    def commands(self) -> str:
        """The commands of the sequence, as one text."""
        return "\n".join(one.command for one in self.sequence if isinstance(one, Example))

    @property
    def needs(self) -> tuple[str, ...]:
        """The programs of others that the sequence starts."""
        return _programs_of_others(self.commands)

    @property
    def without_programs_of_others(self) -> Page:
        """The page without the commands of its sequence that start them."""
        kept = tuple(
            one
            for one in self.sequence
            if isinstance(one, File) or not _programs_of_others(one.command)
        )
        return replace(self, sequence=kept)


def _programs_of_others(commands: str) -> tuple[str, ...]:
    return tuple(name for name in PACKAGES if re.search(rf"\b{name} ", commands))


def read_page(name: str) -> Page:
    """Read the examples of a page.

    Args:
        name: its path in the repository.
    """
    single: list[Example] = []
    sequence: list[Example | File] = []
    in_a_project = False
    for token in MarkdownIt().parse((REPOSITORY / name).read_text(encoding="utf-8")):
        if token.type != "fence" or token.map is None:
            continue
        kind, first_line = token.info.strip(), token.map[0] + 2
        if kind == "console":
            single += _examples(name, first_line, token.content)
        elif kind == "console project":
            in_a_project = True
            sequence += _examples(name, first_line, token.content)
        elif kind == "console served" or kind.startswith("console served --"):
            options = tuple(kind.split()[2:])
            sequence += _examples(name, first_line, token.content, served=options)
        elif kind.startswith("console ") and kind != "console no-run":
            raise ValueError(f"{name}:{first_line - 1}: nobody knows what {kind!r} means")
        elif found := _FILE.fullmatch(kind):
            sequence.append(File(found[1], token.content))
    return Page(name, tuple(single), tuple(sequence), in_a_project)


def _examples(
    page: str, first_line: int, text: str, served: tuple[str, ...] | None = None
) -> list[Example]:
    found = []
    for start in re.finditer(r"(?m)^\$ ", text):
        chunk = re.split(r"(?m)^(?=\$ )", text[start.start() :])[1]
        before = text[: start.start()].count("\n")
        # Lines that begin with `> ` continue the command.
        lines = chunk[2:].splitlines(keepends=True)
        at = next((n for n, one in enumerate(lines[1:], 1) if one[:2] != "> "), len(lines))
        command = "".join([lines[0], *(one[2:] for one in lines[1:at])]).rstrip("\n")
        found.append(Example(page, first_line + before, command, "".join(lines[at:]), served))
    return found


def copy_of_the_documents(folder: Path) -> Path:
    """Copy what single examples read, so that they may write."""
    for name in ("docs", "features"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def run_single(example: Example, folder: Path) -> None:
    """Run an example by itself."""
    _check(example, copy_of_the_documents(folder))


def run_sequence(page: Page, folder: Path) -> None:
    """Write the files of a page and run its commands, in order."""
    for program in page.needs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is missing (Debian: apt-get install {PACKAGES[program]})")
    if "login_duo" in page.needs and os.geteuid() != 0:
        pytest.skip("login_duo lets only root name a configuration file and a user")
    with _Servers(folder / "state", page) as servers:
        for one in page.sequence:
            if isinstance(one, File):
                file = folder / one.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(_with_ports(one.text, servers.ports), encoding="utf-8")
                continue
            servers.follow(one)
            command = _with_ports(one.command, servers.ports)
            output = _with_ports(one.output, servers.ports)
            _check(replace(one, command=command, output=output), folder, **servers.environment)


class _Servers(AbstractContextManager["_Servers"]):
    """The `failmode serve` beside a sequence: the first from the start, then one after the other.

    Args:
        directory: the state directory of each.
        page: whose sequence it is.
    """

    def __init__(self, directory: Path, page: Page) -> None:
        self.ports: dict[str, str] = {}
        self.environment: dict[str, str] = {}
        self._directory = directory
        self._options: tuple[str, ...] | None = None
        self._running = ExitStack()
        for one in page.sequence:
            if isinstance(one, Example) and one.served is not None:
                # Files that stand before the first command name ports as well.
                self.follow(one)
                break

    def follow(self, example: Example) -> None:
        """Start the server that an example wants, in place of the one that runs."""
        if example.served is None or example.served == self._options:
            return
        self._running.close()
        state = f"--state-dir={self._directory}"
        server = self._running.enter_context(serving(state, *example.served))
        self._options = example.served
        self.ports = {usual: str(server.port(name)) for name, usual in USUAL_PORTS.items()}
        self.environment = {"FAILMODE_CONTROL": server.facts["addresses"]["control"]["url"]}

    def __exit__(self, *_: object) -> None:
        self._running.close()


def _with_ports(text: str, ports: dict[str, str]) -> str:
    if not ports:
        return text
    return re.sub(r"\b(?:" + "|".join(ports) + r")\b", lambda found: ports[found[0]], text)


def _check(example: Example, folder: Path, **environment: str) -> None:
    """Run an example and compare what it prints with what the page shows."""
    scripts = Path(sys.executable).parent
    result = subprocess.run(
        ["bash", "-c", example.command],
        cwd=folder,
        env={**_environment(), "PATH": f"{scripts}:{os.environ['PATH']}", "COLUMNS": "80",
             "NO_COLOR": "1", "TERM": "dumb", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=False,
    )  # fmt: skip
    printed = result.stdout
    assert _pattern(example.output).fullmatch(
        printed if printed.endswith("\n") else printed + "\n"
    ), f"{example}\nshown:\n{example.output}\nprinted:\n{printed}"


def _environment() -> dict[str, str]:
    """Give the environment without what this run of pytest has put into it."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}


def _pattern(output: str) -> re.Pattern[str]:
    """Make the promised output a pattern."""
    lines = [
        r"(?:[^\n]*\n)*?" if line.strip() == "..." else
        ".*".join(re.escape(part.rstrip()) for part in line.split("...")) + r"[ ]*\n"
        for line in output.rstrip("\n").split("\n")
    ]  # fmt: skip
    return re.compile("".join(lines) + r"\s*")
