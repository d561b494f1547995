"""`failmode init` makes a project that can be verified, and keeps whatever is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from failmode.cli.root import main
from tests.conftest import REPOSITORY

DOCUMENT = "docs/ninjaone/cpval-duo-failopen.md"
OTHERS = '# kept\r\n[project]\r\nname = "mine"   # and this\r\n\r\n[tool.other]\r\na = {b=1}'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def init(*arguments: str) -> Result:
    """Begin a project, which must succeed."""
    result = run("init", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result


def contents(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_an_empty_folder_becomes_a_project_in_step_with_its_documents(folder: Path) -> None:
    told = init().stdout.splitlines()
    written = {name for name in contents(folder) if not name.startswith("features/")}
    assert written == {"pyproject.toml", DOCUMENT, "targets.toml", ".gitignore"}
    assert told[-1] == "Next: failmode verify"
    assert len(told) < 24
    table = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["tool"]["failmode"]
    assert table == {"must_answer": ["cpvalDuoFailopen"]}
    assert run("specs", "--check").exit_code == 0
    assert run("lint").exit_code == 0


def test_the_document_is_that_of_this_repository_beside_its_link(folder: Path) -> None:
    init()
    ours = (REPOSITORY / DOCUMENT).read_text("utf-8")
    assert (folder / DOCUMENT).read_text("utf-8") == ours.replace(
        "[the rules](../rules.md)", "the rules (`failmode docs rules.md`)"
    )


def test_another_field_is_named_throughout(folder: Path) -> None:
    init("--field", "ACME Duo Fail-Open")
    text = (folder / "docs/ninjaone/acme-duo-fail-open.md").read_text("utf-8")
    assert "| ACME Duo Fail-Open | acmeDuoFailOpen |" in text
    named = [name for name, held in contents(folder).items() if b"cpvalduofailopen" in held.lower()]
    assert not named
    login = (folder / "features/ninjaone/acme-duo-fail-open-login.feature").read_text("utf-8")
    assert '"acmeDuoFailOpen"' in login
    assert run("specs", "--check").exit_code == 0


def test_a_folder_is_made_where_it_is_named(folder: Path) -> None:
    assert init("new/project").stdout.endswith("Next: cd new/project && failmode verify\n")
    assert (folder / "new/project" / DOCUMENT).is_file()
    assert list(folder.iterdir()) == [folder / "new"]


def test_a_second_time_everything_is_kept(folder: Path) -> None:
    init("--ci", "github")
    before = contents(folder)
    told = init("--ci", "github").stdout
    assert contents(folder) == before
    assert not re.search(r"^(create|update)", told, re.MULTILINE)


def test_a_pyproject_and_a_gitignore_keep_all_that_they_have(folder: Path) -> None:
    (folder / "pyproject.toml").write_bytes(OTHERS.encode())
    (folder / ".gitignore").write_bytes(b"*.log\n__pycache__/")
    init()
    assert (folder / "pyproject.toml").read_bytes() == (
        f'{OTHERS}\r\n\r\n[tool.failmode]\r\nmust_answer = ["cpvalDuoFailopen"]\r\n'.encode()
    )
    assert (folder / ".gitignore").read_bytes() == (
        b"*.log\n__pycache__/\n.failmode/\n.pytest_cache/\n"
    )


def test_a_file_is_replaced_by_force_alone(folder: Path) -> None:
    own = {DOCUMENT: b"# Own\n", "targets.toml": b"[targets]\n", ".gitlab-ci.yml": b"own: {}\n"}
    for name, text in own.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
    run("init", "--ci", "gitlab")
    assert {name: (folder / name).read_bytes() for name in own} == own
    told = init("--ci", "gitlab", "--force").stdout
    assert all(f"update: {name}" in told for name in own)
    assert not [name for name, text in own.items() if (folder / name).read_bytes() == text]


def test_what_a_project_has_configured_counts(folder: Path) -> None:
    text = '[tool.failmode]\ndocuments = "policy"\nfeatures = "generated"\n'
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    told = init().stdout
    assert (folder / "pyproject.toml").read_text("utf-8") == text
    assert (folder / "policy/ninjaone/cpval-duo-failopen.md").is_file()
    assert (folder / "generated/ninjaone/cpval-duo-failopen.feature").is_file()
    assert 'pyproject.toml: add "cpvalDuoFailopen" to must_answer' in told


def test_a_project_within_another_has_a_table_of_its_own(folder: Path) -> None:
    init()
    init("below", "--field", "Other Failopen")
    assert "otherFailopen" in (folder / "below/pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tool.failmode\n", "this is not TOML"),
        ("tool = {other = 1}\n", "the table [tool.failmode] cannot be added at its end"),
        ("[tool.failmode]\nnone = 1\n", "there is no such key"),
    ],
)
def test_a_pyproject_that_cannot_take_the_table_is_left_as_it_is(
    folder: Path, text: str, told: str
) -> None:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    result = run("init")
    assert result.exit_code == 2
    assert told in result.stderr
    assert contents(folder) == {"pyproject.toml": text.encode()}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("label", ["", "a", "1st", "A | B", "`A`", "A\nB", "../up", "A  B", "Über"])
def test_a_label_that_a_document_cannot_carry_is_refused(label: str) -> None:
    result = run("init", "--field", label)
    assert result.exit_code == 2
    assert result.stderr.startswith("failmode init: --field: ")
    assert " is no label. Begin with a letter, and use " in result.stderr


def test_errors_of_documents_that_are_there_are_told(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs/broken.md").write_text("# B\n\n```gherkin\n```\n", encoding="utf-8")
    result = run("init")
    assert result.exit_code == 1
    assert "docs/broken.md:4: the block has no scenario" in result.stderr
    assert not (folder / "features").exists()


@pytest.mark.parametrize(
    ("ci", "file"), [("github", ".github/workflows/failmode.yml"), ("gitlab", ".gitlab-ci.yml")]
)
def test_continuous_integration_installs_and_verifies(folder: Path, ci: str, file: str) -> None:
    init("--ci", ci)
    text = (folder / file).read_text("utf-8")
    assert yaml.safe_load(text)
    assert text.index("pip install failmode") < text.index("failmode verify")
    assert ".failmode/verify.jsonl" in text


def test_the_targets_are_valid_once_they_are_taken_in(folder: Path) -> None:
    init()
    text = (folder / "targets.toml").read_text("utf-8")
    assert tomllib.loads(text) == {}
    tables = re.sub(r"(?m)^# (\[|\w+ = )", r"\1", text)
    assert set(tomllib.loads(tables)["targets"]) == {"customer", "mine"}
