"""Runs pytest on features in a fresh process, as a user would, without paying for the imports."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.patience import LONGEST_RUN_SECONDS

_PROCESSES = multiprocessing.get_context("forkserver")
# Each run is forked from a process where everything is imported and no thread runs.
_PROCESSES.set_forkserver_preload(
    ["tests.defects.catalogue", "failmode.steps.plugin", "xdist.plugin"]
)


@dataclass(frozen=True)
class Run:
    """One run of pytest: its exit code and all that it printed."""

    code: int | None
    output: str


def run_feature(
    feature: str,
    folder: Path,
    target: str,
    targets: str,
    *options: str,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run the scenarios of one feature.

    Args:
        feature: path below features/.
        folder: an empty directory for the run's own files.
        target: name of the target.
        targets: text of the TOML file that describes it.
        options: further options of pytest.
        environment: further environment variables.
    """
    module = folder / "test_feature.py"
    module.write_text(
        f'from pytest_bdd import scenarios\nscenarios("{feature}")\n', encoding="utf-8"
    )
    file = folder / "targets.toml"
    file.write_text(targets, encoding="utf-8")
    arguments = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(REPOSITORY)]
    arguments += ["--target", target, "--targets", str(file)]
    arguments += ["-p", "no:cacheprovider", "--assert=plain", "-n0", "-q", *options, str(module)]
    output = folder / "output.txt"
    process = _PROCESSES.Process(target=_pytest, args=(arguments, output, dict(environment or {})))
    process.start()
    process.join(LONGEST_RUN_SECONDS)
    process.kill()
    return Run(process.exitcode, output.read_text(encoding="utf-8"))


def _pytest(arguments: list[str], output: Path, environment: dict[str, str]) -> None:
    with output.open("w", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        os.chdir(REPOSITORY)
        os.environ.update(environment)
        code = pytest.main(arguments)
        sys.stdout.flush()
    os._exit(code)
