"""The harness proves itself: every deliberately wrong implementation is caught by a scenario."""

from __future__ import annotations

import multiprocessing
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.defects.catalogue import DEFECTS, Defect

_CAUGHT = re.compile(r"(?m)^docs/\S+\.md:\d+: .+$")


@dataclass(frozen=True)
class Run:
    """One run of pytest: its exit code and all that it printed."""

    code: int | None
    output: str


PROCESSES = multiprocessing.get_context("forkserver")
"""Each defect gets a fresh process, forked where everything is imported and no thread runs."""

PROCESSES.set_forkserver_preload(["tests.defects.catalogue", "steps.plugin", "xdist.plugin"])


def run(defect: Defect, folder: Path) -> Run:
    """Run the defect's feature until its first failing scenario."""
    (folder / "test_defect.py").write_text(
        f'from pytest_bdd import scenarios\nscenarios("{defect.feature}")\n', encoding="utf-8"
    )
    (folder / "targets.toml").write_text(
        f'[targets.defect]\nkind = "python"\ndefect = "{defect.name}"\n'
        'factory = "tests.defects.catalogue:make"\n',
        encoding="utf-8",
    )
    arguments = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(REPOSITORY)]
    arguments += ["--target", "defect", "--targets", str(folder / "targets.toml")]
    arguments += ["-p", "no:cacheprovider", "--assert=plain", "-n0", "-x", "-q", "-k", defect.among]
    arguments.append(str(folder / "test_defect.py"))
    output = folder / "output.txt"
    process = PROCESSES.Process(target=in_process, args=(arguments, output))
    process.start()
    process.join(100)
    process.kill()
    return Run(process.exitcode, output.read_text(encoding="utf-8"))


def in_process(arguments: list[str], output: Path) -> None:
    """Run pytest here, with everything that it prints in a file."""
    with output.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        os.chdir(REPOSITORY)
        code = pytest.main(arguments)
        sys.stdout.flush()
    os._exit(code)


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_scenario_catches(defect: Defect, tmp_path: Path) -> None:
    result = run(defect, tmp_path)
    assert result.code == 1, (
        f"no scenario of {defect.feature} caught {defect.name}\n{result.output}"
    )
    assert _CAUGHT.search(result.output), f"no failing scenario is named\n{result.output}"
    assert "  expected: " in result.output, (
        f"it failed, but not because an expectation was broken\n{result.output}"
    )


def test_names_are_unique() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(names) == len(set(names))
