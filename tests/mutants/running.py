"""Runs pytest with one module changed, each time in a process of its own."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from tests.mutants.areas import LEFT_OUT, REPOSITORY, SIMULATOR, Mutant, known_members
from tests.mutants.calls import CallRecorder, Calls, Chosen, read_calls
from tests.mutants.importing import import_mutated

_PROCESSES = multiprocessing.get_context("forkserver")
# What others wrote is imported once. Nothing of failmode is: it has to be imported with the change.
_PROCESSES.set_forkserver_preload(
    ["flask", "httpx", "pytest_bdd", "pytest_timeout", "rich.console", "sqlalchemy", "xdist"]
)
_FAILED = re.compile(r"(?m)^(?:FAILED|ERROR) (\S+)")
_TESTS_FAILED = 1
_INTERRUPTED = 2
_NOTHING_COLLECTED = 5


class Outcome(StrEnum):
    """What a run came to."""

    SURVIVED = "survived"
    CAUGHT = "caught"
    NOT_IMPORTED = "not imported"
    HUNG = "hung"
    NOTHING_RUN = "nothing run"


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


@dataclass(frozen=True, slots=True)
class _Order:
    """What a process of pytest is to do."""

    arguments: tuple[str, ...]
    output: Path
    mutant: Mutant | None = None
    chosen: tuple[str, ...] | None = None
    calls: Path | None = None


def run(
    files: Sequence[Path], mutant: Mutant, chosen: Sequence[str], *, limit_seconds: float
) -> Run:
    """Run those who can notice a change, until the first failure, at low priority.

    Args:
        files: of all scenarios or tests that may be run.
        mutant: what is changed.
        chosen: which of them, by pytest's ids, in the order in which they are run.
        limit_seconds: after this long the run counts as hung and is killed, with its children.
    """
    if not chosen:
        return Run(Outcome.SURVIVED, "", "nobody calls the changed function")
    named = dict.fromkeys(REPOSITORY / one.split("::", 1)[0] for one in chosen)
    with tempfile.TemporaryDirectory(prefix="failmode-mutant-") as folder:
        output = Path(folder) / "output.txt"
        done = _run(_Order(_arguments(named), output, mutant, tuple(chosen)), limit_seconds)
        if done.outcome is not Outcome.NOTHING_RUN:
            return done
        # The change is in what the ids are made of.
        return _run(_Order(_arguments(files), output, mutant), limit_seconds)


def record(files: Sequence[Path], *, limit_seconds: float) -> tuple[Run, Calls]:
    """Run all of some files with nothing changed, and write down who calls what.

    On a busy machine time may run out for one test: whoever fails here judges nobody.

    Args:
        files: of scenarios or tests.
        limit_seconds: as for `run`.

    Returns:
        The run, and its calls; none unless it came to its end.
    """
    with tempfile.TemporaryDirectory(prefix="failmode-mutant-") as folder:
        calls = Path(folder) / "calls.json"
        arguments = (*_arguments(files), "--maxfail=0")
        done = _run(_Order(arguments, Path(folder) / "output.txt", calls=calls), limit_seconds)
        if done.outcome not in (Outcome.SURVIVED, Outcome.CAUGHT):
            return done, Calls((), frozenset())
        return done, read_calls(calls.read_text(encoding="utf-8"))


def _arguments(files: Iterable[Path]) -> tuple[str, ...]:
    arguments = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(REPOSITORY)]
    arguments += ["-p", "no:cacheprovider", "-n0", "-q", "-x", "--tb=line", "--assert=plain"]
    arguments += ["-k", f"not ({LEFT_OUT})", "-m", "not real and not slow"]
    return (*arguments, *map(str, files))


def _run(order: _Order, limit_seconds: float) -> Run:
    process = _PROCESSES.Process(target=_pytest, args=(order,))
    process.start()
    process.join(limit_seconds)
    hung = process.is_alive()
    if process.pid is not None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.join()
    output = order.output
    text = output.read_text(encoding="utf-8", errors="replace") if output.exists() else ""
    return _read(process.exitcode, text, hung=hung)


def _read(code: int | None, output: str, *, hung: bool) -> Run:
    failed = _FAILED.search(output)
    if hung:
        return Run(Outcome.HUNG, "", output)
    if code == 0:
        return Run(Outcome.SURVIVED, "", output)
    if code == _NOTHING_COLLECTED:
        return Run(Outcome.NOTHING_RUN, "", output)
    if code == _TESTS_FAILED or (code == _INTERRUPTED and failed and "::" in failed[1]):
        return Run(Outcome.CAUGHT, "" if failed is None else failed[1], output)
    return Run(Outcome.NOT_IMPORTED, "", output)


def _pytest(order: _Order) -> None:
    os.setsid()
    os.nice(10)
    with order.output.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        os.chdir(REPOSITORY)
        plugins: list[object] = []
        if order.mutant is not None:
            mutation = order.mutant.mutation
            import_mutated(
                order.mutant.module,
                order.mutant.file,
                mutation.path,
                known_members(),
                mutation.key,
            )
        if order.chosen is not None:
            plugins.append(Chosen(order.chosen))
        if order.calls is not None:
            recorder = CallRecorder(SIMULATOR, order.calls)
            recorder.start()
            plugins.append(recorder)
        code = pytest.main(list(order.arguments), plugins)
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
