"""The built wheel: one package, which collides with nobody's steps, specs, simulator or terms."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

OWN_PACKAGES = ("steps", "specs", "simulator", "terms", "cli", "project")
"""Packages that a user's repository may well have, by names that failmode has inside."""

OPTIONAL = {"urllib3"}
"""Modules that come with an SDK which is used only where it is installed: duo_universal."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own and give the folder of its scripts.

    What the wheel depends on is taken from the environment that runs the tests: nothing is
    downloaded. A `.pth` file there, and so the editable installation, is not read.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    base = {"base": str(folder), "platbase": str(folder)}
    library = Path(sysconfig.get_path("purelib", "venv", base))
    (library / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    bin_folder = Path(sysconfig.get_path("scripts", "venv", base))
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"),
            *("--python", bin_folder / "python", "install", "--no-deps", "--no-index"),
            *("--ignore-installed", wheel),
        ],
        check=True,
        capture_output=True,
    )
    return bin_folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a user's repository with packages of its own by the names of failmode's parts."""
    for name in OWN_PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(f"raise ImportError('the own {name}')\n")
    shutil.copytree(REPOSITORY / "docs", tmp_path / "docs")
    return tmp_path


def run(
    command: list[str | Path], folder: Path, *, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in the user's repository, which stands first on Python's path."""
    return subprocess.run(
        command,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(folder), **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_one_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    own = {top for top in tops if not re.fullmatch(r"failmode-.*\.dist-info", top)}
    assert own == {"failmode", "failmode_pytest.py"}
    assert "failmode/__init__.py" not in names
    parts = {name.split("/")[1] for name in names if name.startswith("failmode/")}
    assert parts == {"cli", "project", "simulator", "specs", "steps", "terms", "__main__.py"}


def test_the_wheel_holds_what_is_no_module(wheel: Path) -> None:
    held = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    roots = [
        REPOSITORY / name for name in ("cli", "project", "simulator", "specs", "steps", "terms")
    ]
    wanted = {
        file.relative_to(root)
        for root in roots
        for file in root.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    }
    assert wanted
    assert wanted <= held


def test_the_wheel_holds_the_standard_documents(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    folder = "failmode/specs/standard/"
    held = {
        name.removeprefix(folder): archive.read(name).decode()
        for name in archive.namelist()
        if name.startswith(folder)
    }
    assert held == {
        str(file.relative_to(REPOSITORY / "docs")): file.read_text("utf-8")
        for file in (REPOSITORY / "docs").rglob("*")
        if file.is_file()
    }


def test_the_wheel_says_what_it_imports(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    declared = {
        re.split(r"[^A-Za-z0-9._-]", line.removeprefix("Requires-Dist: "))[0].lower()
        for line in archive.read(metadata).decode().splitlines()
        if line.startswith("Requires-Dist: ")
    }
    distributions = packages_distributions()
    imported = {
        module
        for name in archive.namelist()
        if name.endswith(".py")
        for module in _imports(archive.read(name).decode())
    }
    missing = {
        module
        for module in imported - sys.stdlib_module_names - {"failmode"} - OPTIONAL
        if not {name.lower() for name in distributions.get(module, [module])} & declared
    }
    assert missing == set()


def _imports(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("start", [["failmode"], ["python", "-m", "failmode"]], ids=" ".join)
def test_it_is_started_by_name_and_as_a_module(
    scripts: Path, repository: Path, start: list[str]
) -> None:
    command: list[str | Path] = [scripts / start[0], *start[1:]]
    for help_option in ("-h", "--help"):
        shown = run([*command, help_option], repository)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert "When Duo cannot be reached" in shown.stdout


def test_documents_are_read_and_linted_beside_packages_of_the_same_names(
    scripts: Path, repository: Path
) -> None:
    read = run([scripts / "failmode", "read", "--json", "docs"], repository)
    assert (read.returncode, read.stderr) == (0, "")
    assert "cpvalDuoFailopen" in read.stdout
    lint = run([scripts / "failmode", "lint", "docs"], repository)
    assert (lint.returncode, lint.stderr) == (0, "")


def test_a_scenario_runs_beside_packages_of_the_same_names(scripts: Path, repository: Path) -> None:
    specs = run([scripts / "failmode", "specs"], repository)
    assert (specs.returncode, specs.stderr) == (0, "")
    (repository / "test_own.py").write_text(
        'from pytest_bdd import scenarios\n\nscenarios("features")\n'
    )
    ran = run(
        [scripts / "python", "-m", "pytest", "-q", "-k", "default"],
        repository,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\b[1-9]\d* passed", ran.stdout)


def test_an_empty_directory_becomes_a_project_that_is_verified(
    scripts: Path, tmp_path: Path
) -> None:
    failmode = scripts / "failmode"
    begun = run([failmode, "init", "--field", "ACME Failopen"], tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert run([failmode, "specs", "--check"], tmp_path).returncode == 0

    few = ("-m", "login and macos", "-k", "deployment_writes")
    verified = run([failmode, "verify", "--workers", "2", *few], tmp_path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert re.search(r"\b[1-9]\d* passed", verified.stdout)
    assert (tmp_path / ".failmode/verify.jsonl").is_file()

    tested = run([scripts / "python", "-m", "pytest", "-q", "-n0", *few], tmp_path)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert re.search(r"\b[1-9]\d* passed", tested.stdout)

    document = tmp_path / "docs/ninjaone/acme-failopen.md"
    document.write_text(
        document.read_text("utf-8").replace("| `Disabled` |", "| `All` |"), encoding="utf-8"
    )
    assert run([failmode, "verify", *few], tmp_path).returncode == 1
    assert run([failmode, "specs"], tmp_path).returncode == 0
    broken = run([failmode, "verify", "--workers", "1", *few], tmp_path)
    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert "docs/ninjaone/acme-failopen.md:" in broken.stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(?m)^\| ----- \| ---------- .*\n", ""),
        ("cpvalDuoFailopen|cPVAL DUO FAILOPEN", "otherName"),
        (r"(?m)^\| cpvalDuoFailopen .*\n", ""),
        (r"(?s)\A.*\Z", "# Nothing\n"),
    ],
    ids=["no delimiter row", "another name", "feeds nothing", "all gone"],
)
def test_what_was_answered_cannot_vanish_unnoticed(
    scripts: Path, tmp_path: Path, old: str, new: str
) -> None:
    failmode = scripts / "failmode"
    assert run([failmode, "init"], tmp_path).returncode == 0
    features = {file: file.read_text("utf-8") for file in tmp_path.rglob("*.feature")}
    document = tmp_path / "docs/ninjaone/cpval-duo-failopen.md"
    text = document.read_text("utf-8")
    document.write_text(re.sub(old, new, text))
    assert document.read_text("utf-8") != text

    specs = run([failmode, "specs"], tmp_path)
    assert specs.returncode == 1, specs.stdout
    assert {file: file.read_text("utf-8") for file in tmp_path.rglob("*.feature")} == features
    lint = run([failmode, "lint", "--json"], tmp_path)
    assert lint.returncode == 1
    errors = [one for one in json.loads(lint.stdout) if one["severity"] == "error"]
    told = specs.stderr.splitlines()
    assert all(any(line.startswith(_place(one)) for line in told) for one in errors)
    verify = run([failmode, "verify"], tmp_path)
    assert verify.returncode == 1
    assert "nothing was run" in verify.stderr


def _place(finding: Mapping[str, object]) -> str:
    return f"{finding['path']}:{finding['line']}: {finding['rule']}: "


def test_a_document_that_yields_no_scenario_says_so(scripts: Path, tmp_path: Path) -> None:
    failmode = scripts / "failmode"
    assert run([failmode, "init"], tmp_path).returncode == 0
    (tmp_path / "docs/okta.md").write_text(
        "# Okta RADIUS agent failmode\n\n| Mode | When Okta cannot be reached | Default |\n"
        "|---|---|---|\n| safe | The user is allowed in. | yes |\n| secure | Denied. | no |\n",
        encoding="utf-8",
    )
    assert "docs/okta.md" in run([failmode, "lint"], tmp_path).stdout


def test_a_users_repository_keeps_its_own_documents_beside_the_standard_ones(
    scripts: Path, tmp_path: Path
) -> None:
    failmode = scripts / "failmode"
    assert run([failmode, "init"], tmp_path).returncode == 0
    standard = run([failmode, "docs", "duo/authentication-proxy.md"], tmp_path).stdout
    own = tmp_path / "docs/duo/authentication-proxy.md"
    own.parent.mkdir()
    own.write_text(standard, encoding="utf-8")
    assert run([failmode, "specs"], tmp_path).returncode == 0
    feature = (tmp_path / "features/duo/authentication-proxy.feature").read_text("utf-8")
    assert "docs/duo/authentication-proxy.md:" in feature
    assert "failmode:rules.md:" in feature


@pytest.mark.parametrize("start", [["pytest"], ["python", "-m", "pytest"]], ids=" ".join)
def test_a_suite_without_scenarios_is_left_alone_down_to_its_warnings(
    scripts: Path, repository: Path, start: list[str]
) -> None:
    (repository / "steps/__init__.py").write_text("VALUE = 1\n")
    (repository / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (repository / "conftest.py").write_text("import steps\n")
    (repository / "test_own.py").write_text(
        "import sys\nimport steps\n\n\ndef test_own():\n    assert steps.VALUE == 1\n"
        "    loaded = ('failmode.simulator', 'failmode.specs', 'flask')\n"
        "    assert not [name for name in sys.modules if name.startswith(loaded)]\n"
    )
    program = "import sys; from pytest import console_main; sys.exit(console_main())"
    command = ["python", "-c", program] if start == ["pytest"] else start
    ran = run([scripts / command[0], *command[1:], "-q", "-n0"], repository)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.splitlines()[-1].startswith("1 passed in ")


def test_the_simulator_is_served_beside_packages_of_the_same_names(
    scripts: Path, repository: Path
) -> None:
    ports = [f"--{name}-port=0" for name in ("ninjaone", "duo", "control", "radius", "ldap")]
    served = subprocess.Popen(
        [scripts / "failmode", "serve", "--json", *ports],
        cwd=repository,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(repository)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with served:
        try:
            assert served.stdout is not None
            line = served.stdout.readline()
            assert line, served.communicate()[1]
            assert json.loads(line)["addresses"]["duo"]["port"] > 0
        finally:
            served.terminate()
