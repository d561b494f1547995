"""The documents that come with failmode: read below a project's own, replaced and extended."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main
from tests.conftest import REPOSITORY

FIELD = "ninjaone/cpval-duo-failopen.md"
UNREACHABLE = "duo/when-duo-is-unreachable.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project whose only document is that of its custom field."""
    (tmp_path / "pyproject.toml").write_text("[tool.failmode]\n", encoding="utf-8")
    copy(tmp_path, FIELD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def copy(project: Path, name: str) -> Path:
    """Copy a document of this repository to a project's own."""
    own = project / "docs" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "docs" / name, own)
    return own


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_project_needs_no_more_than_the_document_of_its_field(project: Path) -> None:
    written = run("specs")
    assert (written.exit_code, written.stderr) == (0, "")
    login = (project / "features/ninjaone/cpval-duo-failopen-login.feature").read_text("utf-8")
    assert re.search(r"# rule: failmode:rules\.md:\d+ An option covers the platforms", login)
    assert re.search(r"\| failmode:duo/when-duo-is-unreachable\.md:\d+ +\|", login)
    assert re.search(r"# docs/ninjaone/cpval-duo-failopen\.md:\d+", login)


def test_the_standard_documents_say_the_same_as_those_of_this_repository(project: Path) -> None:
    assert run("specs").exit_code == 0
    here = {
        file.relative_to(REPOSITORY)
        for file in (REPOSITORY / "features").rglob("*.feature")
        if file.parent.name != "ninjaone" or file.stem.startswith("cpval-duo-failopen")
    }
    assert {file.relative_to(project) for file in (project / "features").rglob("*.feature")} == here
    own = "features/duo/authentication-proxy.feature"
    standard = (project / own).read_text("utf-8").replace("failmode:", "docs/")
    assert standard.split() == (REPOSITORY / own).read_text("utf-8").split()


def test_a_document_of_the_same_path_replaces_the_standard_one(project: Path) -> None:
    own = copy(project, UNREACHABLE)
    text = own.read_text("utf-8")
    own.write_text(text.replace("# When Duo", "# Here: when Duo", 1), encoding="utf-8")
    assert run("specs").exit_code == 0
    features = "".join(f.read_text("utf-8") for f in (project / "features").rglob("*.feature"))
    assert f"docs/{UNREACHABLE}:" in features
    assert f"failmode:{UNREACHABLE}" not in features
    assert f"{UNREACHABLE} (replaced by docs/{UNREACHABLE})" in run("docs").stdout


def test_any_other_document_extends_them(project: Path) -> None:
    (project / "docs/own.md").write_text(
        "# Own\n\n```gherkin\nScenario: Own\n  Given an empty tenant\n```\n", encoding="utf-8"
    )
    assert run("specs").exit_code == 0
    assert "docs/own.md" in (project / "features/own-written.feature").read_text("utf-8")
    assert (project / "features/duo/authentication-proxy.feature").is_file()


def test_a_project_can_do_without_them(project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.failmode]\nstandard_documents = false\n")
    refused = run("specs")
    assert refused.exit_code == 1
    assert ": table-missing: no document has a table of platforms " in refused.stderr
    assert "or read the standard documents too" in refused.stderr


@pytest.mark.usefixtures("project")
def test_findings_tell_what_the_project_can_mend() -> None:
    told = json.loads(run("lint", "--json").stdout)
    assert {finding["path"] for finding in told} <= {f"docs/{FIELD}"}
    assert "failmode:duo/authentication-proxy.md:" in run("lint").stdout


def test_no_custom_field_comes_with_failmode(project: Path) -> None:
    (project / "docs" / FIELD).unlink()
    (project / "docs/own.md").write_text(
        "# Own\n\n```gherkin\nScenario: Own\n  Given an empty tenant\n```\n", encoding="utf-8"
    )
    assert run("specs").exit_code == 0
    assert not (project / "features/ninjaone").exists()


def test_documents_are_named_from_the_projects_folder_on(project: Path) -> None:
    (project / "policy").mkdir()
    (project / "docs").rename(project / "policy/duo")
    (project / "pyproject.toml").write_text('[tool.failmode]\ndocuments = "policy/duo"\n')
    assert run("specs").exit_code == 0
    login = (project / "features/ninjaone/cpval-duo-failopen-login.feature").read_text("utf-8")
    assert f"# policy/duo/{FIELD}:" in login


@pytest.mark.usefixtures("project")
def test_they_are_listed_and_shown() -> None:
    listed = json.loads(run("docs", "--json").stdout)
    assert {"path": UNREACHABLE, "replaced_by": None} in listed
    assert {"path": FIELD, "replaced_by": f"docs/{FIELD}"} in listed
    text = (REPOSITORY / "docs" / UNREACHABLE).read_text("utf-8")
    assert run("docs", UNREACHABLE).stdout == text
    assert run("docs", f"failmode:{UNREACHABLE}").stdout == text
    missing = run("docs", "duo/none.md")
    assert missing.exit_code == 2
    assert "no document duo/none.md comes with failmode. There are: duo/" in missing.stderr
