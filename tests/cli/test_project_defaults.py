"""Commands take from the project what no option or argument says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main

DOCUMENT = "# Note\n\n```gherkin\nScenario: Nothing\n  Given an empty tenant\n```\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project that keeps documents and features elsewhere, and work below it."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.failmode]\ndocuments = "policy"\nfeatures = "generated"\n', encoding="utf-8"
    )
    for name in ("policy", "below"):
        (tmp_path / name).mkdir()
    (tmp_path / "policy/note.md").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "below")
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_documents_and_features_are_those_of_the_project(project: Path) -> None:
    written = run("specs")
    assert (written.exit_code, written.stderr) == (0, "")
    assert "../policy" not in (project / "generated/note-written.feature").read_text("utf-8")
    assert (project / "generated/note-written.feature").is_file()
    assert "../policy/note.md" in run("read").stdout
    assert "in 1 document\n" in run("lint").stdout


def test_options_and_arguments_win(project: Path) -> None:
    (project / "below/other.md").write_text(DOCUMENT, encoding="utf-8")
    assert run("specs", "--docs", ".", "--features", "mine").exit_code == 0
    assert (project / "below/mine/other-written.feature").is_file()
    assert not (project / "generated").exists()
    assert "policy" not in run("read", "other.md").stdout


@pytest.mark.parametrize("command", ["specs", "read", "lint"])
def test_a_project_without_documents_is_told_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.exit_code == 2
    assert result.stderr == (
        f"failmode {command}: there is no folder docs. "
        "Name the documents, or begin a project with `failmode init`.\n"
    )


def test_a_wrong_key_is_one_line_and_exit_2(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.failmode]\ndocuments = 1\n", encoding="utf-8")
    result = run("specs")
    assert result.exit_code == 2
    assert result.stderr == (
        "failmode specs: ../pyproject.toml: [tool.failmode] documents: this is 1. "
        'Expected a text that is not empty. Write for example: documents = "docs"\n'
    )
