"""A platform is added by rows of documents, and driven by four places of the simulator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY

ROOTS = ("cli", "project", "simulator", "specs", "steps", "terms")

SIMULATOR = "simulator/failmode/simulator"
PLATFORMS = "terms/failmode/terms/platforms.py"
NODE_CLASSES = f"{SIMULATOR}/ninjaone/enums.py"
SEED_DATA = f"{SIMULATOR}/seed/data.py"
PRODUCT = f"{SIMULATOR}/endpoints/macos/product.py"
RULES = "docs/rules.md"
DOCUMENT = "docs/ninjaone/cpval-duo-failopen.md"

Edit = tuple[str, str, str]
"""File, text, and the text in its place."""

LINUX: tuple[Edit, ...] = (
    (
        RULES,
        "| macOS               | `macos`               | macOS         |\n",
        (
            "| macOS               | `macos`               | macOS         |\n"
            "| Linux server | `linux-server` | Duo Unix 2.2.3 |\n"
        ),
    ),
    (
        RULES,
        "| `Macintosh`, `Mac`,",
        "| `Linux Servers` | Linux server |\n| `Macintosh`, `Mac`,",
    ),
    (DOCUMENT, "`Macintosh`, `Disabled` |", "`Macintosh`, `Linux Servers`, `Disabled` |"),
    (DOCUMENT, "- Macintosh\n", "- Macintosh\n- Linux Servers\n"),
    (
        DOCUMENT,
        "| cpvalDuoFailopen | `FAILOPEN` | macOS |",
        (
            "| cpvalDuoFailopen | `FAILOPEN` | Linux server | Duo Unix 2.2.3 | `failmode` | `safe` "
            "| `secure` |\n| cpvalDuoFailopen | `FAILOPEN` | macOS |"
        ),
    ),
)
"""All that a platform needs to have scenarios: rows of documents."""

MAC_SERVER: tuple[Edit, ...] = (
    (
        RULES,
        "| macOS               | `macos`               | macOS         |\n",
        (
            "| macOS               | `macos`               | macOS         |\n"
            "| Mac server | `mac-server` | macOS |\n"
        ),
    ),
    (
        DOCUMENT,
        "| `FAILOPEN` | macOS | macOS |",
        "| `FAILOPEN` | macOS, Mac server | macOS |",
    ),
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
)
"""What the simulator needs in addition to drive a platform: four places of its own."""


def sources(folder: Path, edits: tuple[Edit, ...]) -> Path:
    """Copy the sources and edit the copy."""
    for name in (*ROOTS, "docs"):
        shutil.copytree(REPOSITORY / name, folder / name)
    for file, before, after in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{file} has no single {before!r}"
        (folder / file).write_text(text.replace(before, after), encoding="utf-8")
    return folder


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


def scenarios(folder: Path, chosen: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Write the features and run the chosen scenarios."""
    written = run(folder, "failmode", "specs")
    assert written.returncode == 0, written.stderr
    (folder / "test_own.py").write_text(
        'from pytest_bdd import scenarios\n\nscenarios("features")\n', encoding="utf-8"
    )
    return run(folder, "pytest", "-q", "-p", "no:cacheprovider", "-m", chosen, *options)


def test_a_platform_is_rows_of_documents_and_is_skipped_by_name_where_nothing_drives_it(
    tmp_path: Path,
) -> None:
    assert {file for file, _, _ in LINUX} == {RULES, DOCUMENT}

    ran = scenarios(sources(tmp_path, LINUX), "linux-server and fault-dns-failure", "-rs")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "the target 'simulator' has no Linux server" in " ".join(ran.stdout.split())
    assert re.search(r"\b[1-9]\d* skipped", ran.stdout)
    assert "passed" not in ran.stdout
    login = (tmp_path / "features/ninjaone/cpval-duo-failopen-login.feature").read_text("utf-8")
    opened = r"\| Linux server +\| Linux Servers +\| dns-failure +\| ping +\| failed-open "
    assert re.search(opened, login)
    assert re.search(r"\| Linux server +\| Disabled +\| failmode +\| secure ", login)


def test_the_simulator_drives_a_platform_by_four_places_of_its_own(tmp_path: Path) -> None:
    assert len({file for file, _, _ in MAC_SERVER if not file.startswith("docs/")}) == 4

    chosen = "mac-server and fault-dns-failure"
    ran = scenarios(sources(tmp_path, MAC_SERVER), chosen, "--matrix")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\b[1-9]\d* passed", ran.stdout)
    assert "Mac server" in ran.stdout
    assert re.search(r"All +│ [^\n]*failed-open", ran.stdout)
