"""Runs pytest with one module changed, each time in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.mutants.areas import REPOSITORY, Mutant, known_members
from tests.mutants.importing import import_mutated

_PROCESSES = multiprocessing.get_context("forkserver")
# What others wrote is imported once. Nothing of failmode is: it has to be imported with the change.
_PROCESSES.set_forkserver_preload(
    ["flask", "httpx", "pytest_bdd", "pytest_timeout", "rich.console", "sqlalchemy.orm", "xdist"]
)
_FAILED = re.compile(r"(?m)^(?:FAILED|ERROR) (\S+)")
_TESTS_FAILED = 1
_INTERRUPTED = 2


class Outcome(StrEnum):
    """What a run came to."""

    SURVIVED = "survived"
    CAUGHT = "caught"
    NOT_IMPORTED = "not imported"
    HUNG = "hung"


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    Attributes:
        outcome: what it came to.
        by: the first scenario or test that failed; "" when none did.
        output: all that pytest printed.
    """

    outcome: Outcome
    by: str
    output: str


def run(
    mutant: Mutant | None, places: Sequence[Path], *, left_out: str = "", limit_seconds: float
) -> Run:
    """Run features or tests until the first failure, at low priority.

    Args:
        mutant: what is changed; None: nothing.
        places: features, or folders of tests.
        left_out: what is not run, as a pytest expression.
        limit_seconds: after this long the run counts as hung and is killed, with its children.
    """
    arguments = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(REPOSITORY)]
    arguments += ["-p", "no:cacheprovider", "-n0", "-q", "-x", "--tb=line", "--assert=plain"]
    arguments += ["-k", f"not ({left_out})"] if left_out else []
    arguments += ["-m", "not real and not slow", *map(str, places)]
    with tempfile.TemporaryDirectory(prefix="failmode-mutant-") as folder:
        output = Path(folder) / "output.txt"
        process = _PROCESSES.Process(target=_pytest, args=(mutant, arguments, output))
        process.start()
        process.join(limit_seconds)
        hung = process.is_alive()
        if process.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.join()
        text = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
    return _read(process.exitcode, text, hung=hung)


def _read(code: int | None, output: str, *, hung: bool) -> Run:
    failed = _FAILED.search(output)
    if hung:
        return Run(Outcome.HUNG, "", output)
    if code == 0:
        return Run(Outcome.SURVIVED, "", output)
    if code == _TESTS_FAILED or (code == _INTERRUPTED and failed and "::" in failed[1]):
        return Run(Outcome.CAUGHT, "" if failed is None else failed[1], output)
    return Run(Outcome.NOT_IMPORTED, "", output)


def _pytest(mutant: Mutant | None, arguments: list[str], output: Path) -> None:
    os.setsid()
    os.nice(10)
    with output.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        os.chdir(REPOSITORY)
        if mutant is not None:
            key = mutant.mutation.key
            import_mutated(mutant.module, mutant.file, mutant.mutation.path, known_members(), key)
        import pytest  # noqa: PLC0415 - its plugins import what was changed

        code = pytest.main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
