"""Targets are found by name: built in, in a file, or offered by a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.steps.errors import TargetError
from failmode.steps.targets.config import load_target, runs_in_one_process
from failmode.steps.targets.kinds import known_kinds
from failmode.steps.targets.settings import LoginDeadline

MODULE = """
class Mine:
    capabilities = {}

    def __init__(self, settings):
        self.settings = settings
        settings.only("colour")

    def begin(self):
        print(self.settings)

    def close(self):
        pass


def failing(settings):
    raise ValueError("not today")


constant = 3
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a package on Python's path, installed with an entry point of its own."""
    (tmp_path / "offering.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "broken.py").write_text("1 / 0", encoding="utf-8")
    installed = tmp_path / "offering-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: offering\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(
        "[failmode.targets]\noffered = offering:Mine\nsimulator = offering:failing\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def targets_file(folder: Path, table: str) -> Path:
    """Write a targets file with that table for `mine`."""
    file = folder / "targets.toml"
    file.write_text(f"[targets.mine]\n{table}\n", encoding="utf-8")
    return file


def test_a_package_offers_a_kind(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = targets_file(package, 'kind = "offered"\ncolour = "red"')
    target = load_target("mine", file, LoginDeadline(2.0))
    target.begin()
    printed = capsys.readouterr().out
    assert target.name == "mine"
    assert "{'colour': 'red'}" in printed
    assert "LoginDeadline(seconds=2.0)" in printed


def test_a_kind_that_a_package_offers_needs_no_table(package: Path) -> None:
    assert "offered" in known_kinds()
    assert load_target("offered", None, LoginDeadline(2.0)).name == "offered"
    assert (
        load_target("offered", targets_file(package, 'kind = "x"'), LoginDeadline(2.0)).name
        == "offered"
    )


@pytest.mark.usefixtures("package")
def test_a_package_cannot_take_the_place_of_what_is_built_in() -> None:
    target = load_target("simulator", None, LoginDeadline(2.0))
    target.close()


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("kind = 'offered'\ncolor = 1", "unknown option 'color'"),
        (
            "kind = 'x'",
            'kind is \'x\'. Write kind = "authentication-proxy" or kind = "ninjaone" or',
        ),
        ("", "kind is None"),
        ("kind = 'python'", "factory is None"),
        ("kind = 'python'\nfactory = 'no.such:make'", "no.such:make cannot be loaded: ModuleNot"),
        ("kind = 'python'\nfactory = 'broken:make'", "broken:make cannot be loaded: ZeroDivision"),
        ("kind = 'python'\nfactory = 'offering'", "cannot be loaded: AttributeError"),
        ("kind = 'python'\nfactory = 'offering:constant'", "is 3, which cannot be called"),
        (
            "kind = 'python'\nfactory = 'offering:failing'",
            "the factory offering:failing failed: ValueError: not today (",
        ),
        (
            "kind = 'python'\nfactory = 'builtins:id'",
            "returned a int, which lacks capabilities, begin, close",
        ),
    ],
)
def test_a_wrong_table_is_told_in_one_line(package: Path, table: str, told: str) -> None:
    with pytest.raises(TargetError) as caught:
        load_target("mine", targets_file(package, table), LoginDeadline(2.0))
    (line,) = str(caught.value).splitlines()
    assert "target 'mine'" in line
    assert told in line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no table [targets.mine]. Targets of this file: none"),
        ("[targets.other]\n", "Targets of this file: other"),
        ("targets = 3", "targets is 3. Write a table"),
        ("[targets]\nmine = 3", "target 'mine' is 3. Write a table [targets.mine]"),
        ("[targets.mine\n", "is not TOML"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TargetError) as caught:
        runs_in_one_process("mine", file)
    (line,) = str(caught.value).splitlines()
    assert told in line


def test_a_name_that_nothing_has_is_told_without_a_file() -> None:
    with pytest.raises(TargetError, match=r"no target 'nobody'\. Use --target simulator, or"):
        runs_in_one_process("nobody", None)
