"""A platform is added in four places of the code and a row of its document; here it is done."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

ROOTS = ("cli", "project", "simulator", "specs", "steps", "terms")

SIMULATOR = "simulator/failmode/simulator"
PLATFORMS = "terms/failmode/terms/platforms.py"
NODE_CLASSES = f"{SIMULATOR}/ninjaone/enums.py"
SEED_DATA = f"{SIMULATOR}/seed/data.py"
PRODUCT = f"{SIMULATOR}/endpoints/macos/product.py"
DOCUMENT = "docs/ninjaone/cpval-duo-failopen.md"

EDITS = (
    (PLATFORMS, '    MACOS = "macos"\n', '    MACOS = "macos"\n    MAC_SERVER = "mac-server"\n'),
    (
        PLATFORMS,
        '    Platform.MACOS: "macOS",\n',
        '    Platform.MACOS: "macOS",\n    Platform.MAC_SERVER: "Mac server",\n',
    ),
    (
        NODE_CLASSES,
        "    Platform.MACOS: NodeClass.MAC,\n",
        "    Platform.MACOS: NodeClass.MAC,\n    Platform.MAC_SERVER: NodeClass.MAC_SERVER,\n",
    ),
    (
        SEED_DATA,
        '    NodeClass.MAC: "MAC",\n',
        '    NodeClass.MAC: "MAC",\n    NodeClass.MAC_SERVER: "MSRV",\n',
    ),
    (
        PRODUCT,
        "    clients={Platform.MACOS.value: Platform.MACOS},\n",
        "    clients={each.value: each for each in (Platform.MACOS, Platform.MAC_SERVER)},\n",
    ),
    (
        DOCUMENT,
        "| `FAILOPEN` | macOS | macOS |",
        "| `FAILOPEN` | macOS, Mac server | macOS |",
    ),
)
"""File, text, and the text in its place: all that a platform needs."""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Copy the sources and add the platform to the copy."""
    for name in (*ROOTS, "docs"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    for file, before, after in EDITS:
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{file} has no single {before!r}"
        (tmp_path / file).write_text(text.replace(before, after), encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the copy."""
    path = os.pathsep.join(str(folder / name) for name in ROOTS)
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_platform_is_four_places_and_a_row(sources: Path) -> None:
    assert len({file for file, _, _ in EDITS if not file.startswith("docs/")}) == 4

    written = run(sources, "failmode", "specs")
    assert written.returncode == 0, written.stderr
    (sources / "test_own.py").write_text(
        'from pytest_bdd import scenarios\n\nscenarios("features")\n', encoding="utf-8"
    )
    chosen = "mac-server and fault-dns-failure"
    ran = run(sources, "pytest", "-q", "-p", "no:cacheprovider", "-m", chosen, "--matrix")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\b[1-9]\d* passed", ran.stdout)
    assert "Mac server" in ran.stdout
    assert re.search(r"All +│ [^\n]*failed-open", ran.stdout)
