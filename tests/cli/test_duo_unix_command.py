"""`failmode duo-unix verify`: a program of any version, beside the table of its version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main
from tests.steps.duo_unix.first_stage import write_login_duo

DOCUMENT = """---
kind: duo-unix
---

# Duo Unix

| Program | Mode | Run for | Evidence |
| --- | --- | --- | --- |
| login_duo | synchronous | every row | measured |
| pam_duo | asynchronous | every row | measured |

| User at Duo | Push | Outcome | Evidence |
| --- | --- | --- | --- |
| active | approve | allowed | measured |
"""
TABLES = """# When Duo is unreachable

## Duo Unix 1.11.3

| Fault | Stage | Client timeout | Mode | Outcome | Takes | Evidence |
| --- | --- | --- | --- | --- | --- | --- |
| connection-refused | preauth | any | any | failmode decides | | measured |
| http-503 | preauth | any | any | failmode decides | 3 s | measured |
| http-403 | preauth | any | any | denied | | measured |
| not-json | preauth | any | any | unknown | | unknown |
| tls-silent | preauth | any | any | failmode decides | 22 s | measured |
| http-503 | auth | any | asynchronous | denied | | measured |

## Duo Unix 2.1 to 2.2

| Fault | Stage | Client timeout | Mode | Outcome | Takes | Evidence |
| --- | --- | --- | --- | --- | --- | --- |
| connection-refused | ping | any | any | failmode decides | | measured |
| tls-untrusted | preauth | any | any | failmode decides | | measured |
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a project with documents of its own alone, and work in it."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "duo-unix.md").write_text(DOCUMENT, encoding="utf-8")
    (docs / "unreachable.md").write_text(TABLES, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        "[tool.failmode]\nstandard_documents = false\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)


def stand_in(version: str, *, pings: bool = False) -> Path:
    """Write a login_duo of that version."""
    path = Path(f"login_duo-{version}").absolute()
    write_login_duo(path, version, pings=pings)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["duo-unix", "verify", *map(str, arguments)])


def measured(*arguments: object) -> list[dict[str, Any]]:
    """Give the logins that JSON tells."""
    logins: list[dict[str, Any]] = json.loads(run(*arguments, "--json").stdout)["logins"]
    return logins


def test_a_program_is_held_against_the_table_of_its_own_version() -> None:
    result = run("--login-duo", stand_in("2.2.3", pings=True))
    assert result.exit_code == 0, result.output
    assert "login_duo: Duo Unix 2.2.3" in result.stdout
    assert "by the table of 2.1 to 2.2 (docs/unreachable.md:14)" in result.stdout
    assert "4 logins as the documents say; 0 not" in result.stdout


def test_what_was_measured_stands_beside_what_the_document_says() -> None:
    result = run("--login-duo", stand_in("1.11.3"), "--fault", "connection-refused")
    assert result.exit_code == 0, result.output
    (row,) = [one for one in result.stdout.splitlines() if "connection-refused" in one]
    assert row.split()[:5] == ["connection-refused", "by", "failmode", "by", "failmode"]
    assert row.split()[-1] == "nothing"
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_a_login_that_is_not_as_its_row_says_is_told_with_the_line_and_fails() -> None:
    result = run("--login-duo", stand_in("1.11.3"), "--fault", "http-403")
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert (
        "! docs/unreachable.md:9: http-403 at preauth, login_duo, failmode safe: the document says "
        "denied, measured was failed-open"
    ) in told
    assert "0 logins as the documents say; 2 not" in told


def test_a_login_that_ends_long_before_its_time_is_not_as_its_row_says() -> None:
    result = run("--login-duo", stand_in("1.11.3"), "--fault", "http-503")
    assert result.exit_code == 1
    assert "that it takes 3 s; it took 0" in " ".join(result.stdout.split())


def test_a_verdict_without_the_requests_before_the_fault_is_not_as_its_row_says() -> None:
    # Its logins begin with preauth, so that the fault strikes what the table calls spared.
    binary = stand_in("1.11.3")
    result = run("--login-duo", binary, "--table", "2.1 to 2.2", "--stage", "preauth")
    assert result.exit_code == 1
    assert "Duo was never asked for ping" in " ".join(result.stdout.split())


def test_a_row_that_promises_nothing_is_measured_and_never_fails() -> None:
    result = run("--login-duo", stand_in("1.11.3"), "--fault", "not-json")
    assert result.exit_code == 0, result.output
    assert "2 of which they promise nothing" in result.stdout


def test_rows_of_another_mode_and_slow_ones_are_not_tried() -> None:
    binary = stand_in("1.11.3")
    tried = {(one["fault"], one["stage"]) for one in measured("--login-duo", binary)}
    assert ("tls-silent", "preauth") not in tried
    assert ("http-503", "auth") not in tried
    assert "2 not tried, which take long" in run("--login-duo", binary).stdout


def test_json_has_verdict_seconds_and_requests_of_each_login() -> None:
    first, second = measured("--login-duo", stand_in("1.11.3"), "--fault", "http-403")
    assert (first["failmode"], second["failmode"]) == ("safe", "secure")
    assert (first["expected"], first["verdict"], first["agrees"]) == (
        "denied",
        "failed-open",
        False,
    )
    assert first["source"] == "docs/unreachable.md:9"
    assert 0 < first["seconds"] < 30


def test_a_version_without_a_table_fails_and_names_those_that_there_are() -> None:
    binary = stand_in("9.9.9")
    result = run("--login-duo", binary)
    assert result.exit_code == 2
    told = " ".join(result.stderr.split())
    assert f"Duo Unix 9.9.9 ({binary}) has no verdict table. There are: 1.11.3, 2.1 to 2.2" in told
    assert "--table" in told
    chosen = run("--login-duo", binary, "--table", "1.11.3", "--fault", "http-403")
    assert "by the table of 1.11.3" in chosen.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--login-duo", "absent"), "'absent' does not exist"),
        (("--login-duo", "docs/unreachable.md"), "which version of Duo Unix"),
        (
            ("--table", "7.7"),
            "no verdict table is about Duo Unix 7.7. There are: 1.11.3, 2.1 to 2.2",
        ),
        (("--program", "sudo"), "'sudo' is not one of"),
        (("--program", "sshd with login_duo"), "in which mode sshd with login_duo asks Duo"),
        (("--fault", "tls-silent"), "no row is left to try"),
        (("--fault", "flood"), "'flood' is not one of"),
        (("--workers", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_tried_is_one_clear_refusal(arguments: tuple[str, ...], told: str) -> None:
    given = arguments if "--login-duo" in arguments else ("--login-duo", stand_in("1.11.3"))
    result = run(*given, *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert "Traceback" not in result.output
