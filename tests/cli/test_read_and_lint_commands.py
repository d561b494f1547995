"""The commands `failmode read` and `failmode lint`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main
from failmode.specs.specification import lint_rules

GOOD = (
    "# Duo Authentication Proxy failmode\n\n| Mode | When Duo cannot be reached | Default |\n"
    "|---|---|---|\n| safe | The user is allowed [in]. | yes |\n| secure | Denied. | no |\n"
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Write a document without any finding."""
    path = tmp_path / "good.md"
    path.write_text(GOOD)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Write a document with an error."""
    path = tmp_path / "bad.md"
    path.write_text("| Label | Field Name | Type |\n|---|---|---|\n| A | a | \x1b[31mRed |\n")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_read_gives_one_object_for_each_document(good: Path, bad: Path) -> None:
    result = run("read", "--json", good, bad)
    first, second = json.loads(result.stdout)
    assert (first["path"], first["kind"]) == (str(good), "failmode")
    assert first["title"] == "Duo Authentication Proxy failmode"
    assert first["fields"] == []
    assert first["failmode"]["default"] == "safe"
    assert second["failmode"] is None
    (field,) = second["fields"]
    assert list(field) == [
        "line",
        "label",
        "name",
        "type",
        "scopes",
        "options",
        "default",
        "required",
        "permissions",
        "description",
        "tooltip",
        "footer",
        "tab",
        "steps",
    ]
    assert field["type"] is None
    assert field["steps"] is None
    (finding,) = second["findings"]
    assert list(finding) == ["rule", "severity", "line", "message", "values"]
    assert (finding["rule"], finding["severity"], finding["line"]) == ("value-unknown", "error", 3)


def test_read_succeeds_when_all_was_understood_and_fails_otherwise(good: Path, bad: Path) -> None:
    assert run("read", good).exit_code == 0
    assert run("read", good, bad).exit_code == 1


def test_read_shows_values_as_they_are_within_eighty_columns(good: Path) -> None:
    shown = run("read", good).stdout
    assert "allowed [in]" in shown
    assert "safe" in shown
    table = shown.split("\n")[1:]
    assert max(map(len, table)) <= 80


def test_a_document_cannot_send_escapes_to_the_terminal(bad: Path) -> None:
    for command in ("read", "lint"):
        result = run(command, bad)
        assert result.exit_code == 1
        assert "\x1b" not in result.stdout
        assert "value-unknown" in result.stdout


def test_lint_names_the_place_the_rule_and_the_count(bad: Path) -> None:
    result = run("lint", bad)
    assert f"{bad}:3: error value-unknown" in result.stdout
    assert "1 error," in result.stdout
    assert "in 1 document" in result.stdout


def test_lint_reports_json_with_the_paths(bad: Path) -> None:
    result = run("lint", "--json", bad)
    findings = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {finding["path"] for finding in findings} == {str(bad)}
    assert list(findings[0]) == ["path", "rule", "severity", "line", "message", "values"]


def test_lint_succeeds_without_errors(good: Path) -> None:
    result = run("lint", good)
    assert (result.exit_code, result.stdout) == (
        0,
        "0 errors, 0 warnings, 0 infos in 1 document\n",
    )
    assert json.loads(run("lint", "--json", good).stdout) == []


def test_lint_takes_folders(good: Path, bad: Path) -> None:
    assert good.parent == bad.parent
    assert "in 2 documents" in run("lint", good.parent).stdout


@pytest.mark.parametrize("command", ["read", "lint"])
def test_a_missing_document_is_a_finding_and_no_traceback(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "none.md")
    assert result.exit_code == 1
    assert "there is no such file" in result.stdout
    assert isinstance(result.exception, SystemExit)


def test_lint_lists_its_rules() -> None:
    listed = json.loads(run("lint", "--rules", "--json").stdout)
    expected = {rule.name: (rule.severity, rule.what(), rule.why()) for rule in lint_rules()}
    found = {each["rule"]: (each["severity"], each["what"], each["why"]) for each in listed}
    assert found == expected
    assert len(listed) == len(expected)


def test_the_list_of_rules_fits_a_terminal_of_80_columns() -> None:
    lines = run("lint", "--rules").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    said = " ".join(" ".join(lines).split())
    for rule in lint_rules():
        assert f"{rule.name} {rule.severity} {rule.what()} Why? {rule.why()}" in said
