"""`failmode specs` writes, checks, and says what is wrong in one line each."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main

REPOSITORY = Path(__file__).resolve().parents[2]
FIELD = "ninjaone/cpval-duo-failopen.md"


KEPT_FAULTS = ("dns-failure", "http-403", "no-answer", "clock-skew", "connection-refused")
"""Of the verdict tables only these rows are copied: what the command does is the same with few.

Each table has one of them.
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project's documents with shorter verdict tables, and their features."""
    directory = tmp_path_factory.mktemp("template")
    shutil.copytree(REPOSITORY / "docs", directory / "docs")
    tables = directory / "docs/duo/when-duo-is-unreachable.md"
    lines = tables.read_text(encoding="utf-8").splitlines(keepends=True)
    is_row = re.compile(r"\| [a-z]+-[a-z0-9-]+ +\| (ping|preauth|auth) ")
    kept = (line for line in lines if not is_row.match(line) or line[2:].startswith(KEPT_FAULTS))
    tables.write_text("".join(kept), encoding="utf-8")
    result = run("--docs", str(directory / "docs"), "--features", str(directory / "features"))
    assert result.exit_code == 0
    return directory


@pytest.fixture
def project(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the small project, and make it the current directory."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["specs", *arguments], catch_exceptions=False)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that a file has."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(directory: Path) -> dict[Path, bytes]:
    """Read every file below a directory."""
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_second_run_changes_nothing(project: Path) -> None:
    before = contents(project)
    for arguments in ((), ("--check",)):
        result = run(*arguments)
        count = len(list(project.glob("features/**/*.feature")))
        assert (result.exit_code, result.stdout) == (0, f"{count} features are up to date\n")
    assert contents(project) == before


def test_an_edited_document_changes_the_scenarios(project: Path) -> None:
    edit(project / "docs/duo/when-duo-is-unreachable.md", "| failmode decides |", "| denied |")
    result = run()
    assert result.exit_code == 0
    assert "update: features/duo/authentication-proxy.feature\n" in result.stdout
    text = (project / "features/duo/authentication-proxy.feature").read_text(encoding="utf-8")
    assert "failed-open" not in text
    assert run("--check").exit_code == 0


def test_check_shows_the_difference_and_writes_nothing(project: Path) -> None:
    edit(project / "docs/rules.md", "# The rules\n", "# The rules\n\nOne more line.\n")
    before = contents(project)
    result = run("--check")
    assert result.exit_code == 1
    assert "--- features/duo/authentication-proxy.feature\n" in result.stdout
    assert "\n+    # rule: docs/rules.md:" in result.stdout
    assert re.search(
        r"failmode specs: \d+ feature\(s\) differ; run `failmode specs`", result.stderr
    )
    assert contents(project) == before


def test_a_missing_and_a_stale_feature_are_differences(project: Path) -> None:
    (project / "features/duo/duo-unix.feature").rename(project / "features/old.feature")
    result = run("--check")
    assert result.exit_code == 1
    assert "--- /dev/null\n+++ features/duo/duo-unix.feature\n" in result.stdout
    assert "--- features/old.feature\n+++ /dev/null\n" in result.stdout
    assert run("--prune").exit_code == 0
    assert not (project / "features/old.feature").exists()
    assert run("--check").exit_code == 0


def test_nothing_is_removed_unless_it_is_meant(project: Path) -> None:
    (project / "docs/duo/duo-unix.md").unlink()
    tables = project / "docs/duo/when-duo-is-unreachable.md"
    text = tables.read_text(encoding="utf-8")
    tables.write_text(text[: text.index("## Duo Unix")], encoding="utf-8")
    edit(project / "docs" / FIELD, "| cpvalDuoFailopen | `FAILOPEN` |", "| other | `FAILOPEN` |")
    before = contents(project / "features")
    result = run()
    assert result.exit_code == 1
    assert contents(project / "features") == before


def test_what_would_be_answered_no_more_is_named(project: Path) -> None:
    edit(
        project / "docs" / FIELD, "| cpvalDuoFailopen | `FAILOPEN` | macOS |", "| o | `X` | macOS |"
    )
    before = contents(project / "features")
    for arguments in ((), ("--check",)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert "login.feature: answered no more: macOS with " in result.stderr
        assert "`failmode specs --prune` if it is meant" in result.stderr
        assert contents(project / "features") == before
    report = json.loads(run("--json").stdout)
    assert (report["written"], len(report["lost"])) == (False, 1)
    assert run("--prune").exit_code == 0
    assert run("--check").exit_code == 0


def test_a_removed_feature_is_named(project: Path) -> None:
    (project / "features/old.feature").write_text(
        (project / "features/duo/duo-unix.feature").read_text(encoding="utf-8"), encoding="utf-8"
    )
    result = run()
    assert result.exit_code == 1
    assert "features/old.feature: no document leads to this feature\n" in result.stderr
    assert (project / "features/old.feature").exists()


@pytest.mark.parametrize(
    ("document", "old", "new", "expected"),
    [
        (FIELD, "`Macintosh`, `Disabled` |", "`Amiga`, `Disabled` |", ":21: option-platform: "),
        (FIELD, "| Label | Field Name |", "| Lable | Feld |", ":19: column-missing: "),
        (
            "rules.md",
            "## All covers every platform",
            "## All covers everything",
            ":1: rule-missing: ",
        ),
        (
            "duo/when-duo-is-unreachable.md",
            "## Authentication Proxy",
            "## Authentication Prox",
            ": verdicts-product: ",
        ),
    ],
    ids=["unknown platform", "unknown header", "missing rule", "misspelt product"],
)
def test_an_error_is_one_line_with_its_place_and_nothing_is_written(
    project: Path, document: str, old: str, new: str, expected: str
) -> None:
    edit(project / "docs" / document, old, new)
    before = contents(project / "features")
    result = run()
    assert result.exit_code == 1
    matching = [
        each
        for each in result.stderr.splitlines()
        if each.startswith(f"docs/{document}:") and expected in each
    ]
    assert matching, result.stderr
    assert "nothing was written" in result.stderr
    assert contents(project / "features") == before


def test_an_unreadable_document_is_an_error_with_its_place(project: Path) -> None:
    (project / "docs/broken.md").write_bytes(b"one\ntwo \xff\n")
    before = contents(project / "features")
    result = run()
    assert result.exit_code == 1
    assert "docs/broken.md:2: unreadable: " in result.stderr
    assert contents(project / "features") == before


def test_a_duplicate_scenario_name_is_an_error(project: Path) -> None:
    name = "cPVAL DUO FAILOPEN: each documented option is accepted"
    with (project / "docs/rules.md").open("a", encoding="utf-8") as file:
        file.write(f"\n```gherkin\nScenario: {name}\n  Given an empty tenant\n```\n")
    result = run()
    assert result.exit_code == 1
    assert ": scenario-repeated: " in result.stderr


def test_a_folder_without_documents_is_an_error_and_removes_nothing(project: Path) -> None:
    shutil.rmtree(project / "docs")
    (project / "docs").mkdir()
    before = contents(project / "features")
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith("docs:1: unreadable: ")
    assert contents(project / "features") == before


def test_json_says_what_was_done(project: Path) -> None:
    (project / "features/duo/duo-unix.feature").unlink()
    checked = json.loads(run("--check", "--json").stdout)
    assert checked["written"] is False
    assert [(c["path"], c["action"]) for c in checked["changes"]] == [
        ("features/duo/duo-unix.feature", "create")
    ]
    written = json.loads(run("--json").stdout)
    assert written["written"] is True
    assert json.loads(run("--json").stdout)["changes"] == []
    assert {finding["rule"] for finding in written["findings"]} >= {"reply-not-exercised"}


def test_the_documents_may_lie_elsewhere(project: Path) -> None:
    target = project / "elsewhere"
    result = run("--docs", str(project / "docs"), "--features", str(target))
    assert result.exit_code == 0
    assert {path.relative_to(target): text for path, text in contents(target).items()} == {
        path.relative_to(project / "features"): text
        for path, text in contents(project / "features").items()
    }


@pytest.mark.parametrize("arguments", [("--docs", "nowhere"), ("--what",), ("one",)])
@pytest.mark.usefixtures("project")
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_an_unusable_directory_is_one_line_and_exit_code_2(project: Path) -> None:
    (project / "file").write_text("", encoding="utf-8")
    result = run("--features", "file/features")
    assert result.exit_code == 2
    assert result.stderr.startswith("failmode specs: ")
    assert result.stderr.count("\n") == 1


def lint(*arguments: str) -> Result:
    """Lint documents."""
    return CliRunner().invoke(main, ["lint", *arguments], catch_exceptions=False)


@pytest.mark.parametrize(
    ("document", "old", "new", "rule"),
    [
        ("rules.md", "## A Reply-Message is exact", "## A reply is exact", "rule-missing"),
        ("duo/when-duo-is-unreachable.md", "## Windows Logon", "## Logon", "verdicts-missing"),
        ("duo/duo-unix.md", "| every row", "| each verdict", "programs-missing"),
        (FIELD, "| `Disabled` | False", "| | False", "default-platform"),
        (FIELD, "| Windows Logon |", "| macOS |", "platform-product"),
    ],
)
def test_lint_finds_whatever_keeps_scenarios_from_being_derived(
    project: Path, document: str, old: str, new: str, rule: str
) -> None:
    edit(project / "docs" / document, old, new)
    refused = {line.split(": ")[1] for line in run().stderr.splitlines() if line.startswith("docs")}
    assert rule in refused
    found = json.loads(lint("--json").stdout)
    assert refused <= {finding["rule"] for finding in found}


def test_lint_of_one_document_sees_it_beside_the_others(project: Path) -> None:
    result = lint(f"docs/{FIELD}")
    assert (result.exit_code, "verdicts-missing" in result.stdout) == (0, False)
    (project / "docs/duo/when-duo-is-unreachable.md").unlink()
    assert lint(f"docs/{FIELD}").exit_code == 0, "the document that comes with failmode counts"
    (project / "pyproject.toml").write_text("[tool.failmode]\nstandard_documents = false\n")
    result = lint(f"docs/{FIELD}")
    assert result.exit_code == 1
    assert "verdicts-missing" in result.stdout
    assert "duo-unix.md" not in result.stdout


@pytest.mark.parametrize(
    ("expected", "why"),
    [
        ("cpvalDuoFailopen", ""),
        (FIELD, ""),
        ("duo/when-duo-is-unreachable.md", ""),
        ("cpvalOther", "no document specifies such a field; those that are specified: cpvalDuo"),
        ("duo/none.md", "there is no such document"),
        ("rules.md", "look at what `failmode read` understands of it"),
    ],
)
def test_what_must_answer_and_does_not_is_an_error_at_its_key(
    project: Path, expected: str, why: str
) -> None:
    table = f'[tool.failmode]\n\nmust_answer = ["{expected}"]\n'
    (project / "pyproject.toml").write_text(table, encoding="utf-8")
    for result in (run("--check"), lint()):
        assert result.exit_code == (1 if why else 0)
        output = " ".join((result.stdout + result.stderr).split())
        assert ("pyproject.toml:3: " in output) is bool(why)
        assert why in output


def test_a_field_that_feeds_nothing_any_more_answers_no_more(project: Path) -> None:
    table = '[tool.failmode]\nmust_answer = ["cpvalDuoMode"]\n'
    (project / "pyproject.toml").write_text(table, encoding="utf-8")
    path = project / "docs" / FIELD
    edit(path, "| cpvalDuoFailopen | `FAILOPEN` |", "| other | `FAILOPEN` |")
    edit(path, "cpvalDuoFailopen", "cpvalDuoMode")
    edit(path, "cPVAL DUO FAILOPEN", "cPVAL DUO MODE")
    result = run("--prune")
    assert result.exit_code == 1
    assert "pyproject.toml:2: answer-missing: 'cpvalDuoMode' must decide logins" in result.stderr
    assert "no table of settings says that it feeds FAILOPEN" in result.stderr


@pytest.mark.parametrize("expected", ["cpvalDuoFailopen", FIELD, "duo/when-duo-is-unreachable.md"])
def test_what_must_answer_is_named_from_the_folder_of_the_documents_on(
    project: Path, expected: str
) -> None:
    (project / "policy").mkdir()
    (project / "docs").rename(project / "policy/duo")
    (project / "pyproject.toml").write_text(
        f'[tool.failmode]\ndocuments = "policy/duo"\nmust_answer = ["{expected}"]\n',
        encoding="utf-8",
    )
    assert "answer-missing" not in run("--check").stderr
    assert lint().exit_code == 0
