"""What the package says of itself, and what it needs for what."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.conftest import REPOSITORY

WITHOUT_PYTEST = """
import sys
sys.modules.update(dict.fromkeys(("pytest", "pytest_bdd", "xdist", "pexpect", "granian")))
from failmode.cli import main
main(sys.argv[1:])
"""
"""A command line for which none of these packages is installed."""

SIMULATOR_WITHOUT_PYTEST = """
import sys
sys.modules.update(dict.fromkeys(("pytest", "pytest_bdd", "xdist", "pexpect", "granian")))
from failmode.simulator import Simulator
with Simulator() as simulator:
    print(simulator.addresses.duo.url)
"""


def table(*keys: str) -> dict[str, Any]:
    """Read a table of pyproject.toml."""
    found: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    for key in keys:
        found = found[key]
    return found


def names(requirements: list[str]) -> set[str]:
    """Read the names of what is required."""
    return {re.split(r"[^A-Za-z0-9._-]", one)[0].lower() for one in requirements}


def run(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a Python program."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_licence_authors_and_classifiers_are_said_and_no_address_where_nothing_is() -> None:
    project = table("project")
    assert project["license"] == "MIT"
    assert (REPOSITORY / "LICENSE").read_text("utf-8").startswith("MIT License\n")
    assert project["authors"] == [{"name": "failmode maintainers"}]
    assert "urls" not in project
    classifiers = project["classifiers"]
    assert "Operating System :: POSIX :: Linux" in classifiers
    assert not [one for one in classifiers if "Windows" in one or "MacOS" in one]


def test_every_part_is_typed_for_its_users() -> None:
    parts = {folder for folder in REPOSITORY.glob("*/failmode/*/") if folder.name != "__pycache__"}
    assert {part.name for part in parts} >= {"cli", "project", "simulator", "specs", "terms"}
    assert not [part.name for part in parts if not (part / "py.typed").is_file()]


def test_what_few_need_is_left_to_extras() -> None:
    base = names(table("project")["dependencies"])
    extras = table("project", "optional-dependencies")
    assert {"pytest", "pytest-bdd", "pytest-xdist", "pytest-timeout"} <= base
    assert names(extras["duo"]) == {"duo-universal", "pexpect"}
    assert names(extras["serve"]) == {"granian", "psycopg"}
    assert base.isdisjoint(names([one for group in extras.values() for one in group]))


def test_the_lock_has_all_that_is_named() -> None:
    lock = (REPOSITORY / "requirements/dev.lock").read_text("utf-8")
    locked = set(re.findall(r"(?m)^([a-z0-9._-]+)(?:\[[^\]]*\])?==", lock))
    wanted = names(table("project")["dependencies"]) | names(table("dependency-groups")["dev"])
    assert wanted - locked == set()


def test_documents_are_read_and_projects_begun_without_pytest(tmp_path: Path) -> None:
    for command in (["init"], ["lint"], ["read"], ["specs", "--check"], ["docs"], ["products"]):
        done = run(WITHOUT_PYTEST, *command, folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, ""), command


def test_the_simulator_runs_without_pytest(tmp_path: Path) -> None:
    done = run(SIMULATOR_WITHOUT_PYTEST, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://")


def test_verify_without_pytest_says_in_one_line_what_to_install(tmp_path: Path) -> None:
    done = run(WITHOUT_PYTEST, "verify", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.endswith(
        " verify: pytest, pytest_bdd not installed. `pip install failmode` brings it."
    )
