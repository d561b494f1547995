"""Tables about Duo Unix are read: versions, programs, people, configuration mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from failmode.cli.commands.read import read as read_command
from failmode.specs.facts.duo_unix import Coverage, DuoUnixFacts, MistakeOutcome
from failmode.specs.facts.verdict_tables import Outcome, VerdictTable
from failmode.terms.duo_unix import AuthMode, LoginCourse, Mistake, Program
from failmode.terms.logins import Enrolment, Evidence
from failmode.terms.versions import VersionRange
from tests.specs.read.reading import read

TEXT = """# Duo Unix

## Duo Unix 1.11.3 of Debian

| Fault | Stage | Mode | Outcome | Takes | Evidence |
|---|---|---|---|---|---|
| connect-timeout | auth | `asynchronous` | denied | 27 s | measured |
| reset | auth | any | denied | | measured |

## Programs

| Program | Mode | Run for | Evidence | Remark |
|---|---|---|---|---|
| login_duo | synchronous | every row | measured | |
| sshd with pam_duo | synchronous | each verdict | by reading | |

| User at Duo | Push | Outcome | Evidence |
|---|---|---|---|
| active | deny | denied | measured |
| locked out | none | denied | documented |

| Course of the login | Fault | Status asked | Program | Outcome | Log | Versions | Evidence |
|---|---|---|---|---|---|---|---|
| push never decided | | 20 | pam_duo | fails open | `Successful` | 1.11.3 | measured |
| outage after a refused push | http-500 | | pam_duo | failmode decides | | 2.2 | by reading |

| Versions | Rows as in | Measured with | Remark |
|---|---|---|---|
| 1.12 to 2.0.3 | 1.10.4 to 1.11 | 1.12.0, 2.0.3 | |
| 2.2 | | 2.2.3 | |

| Mistake | File says | Outcome | Log | Versions | Evidence |
|---|---|---|---|---|---|
| unknown key after failmode | any | failmode decides | `Parse error` | 1.11.3, 2.2.3 | measured |
"""


def test_a_verdict_table_has_the_version_of_its_heading_and_rows_by_mode() -> None:
    (table,) = read(TEXT).every(VerdictTable)
    assert table.version is not None
    assert (table.product.value, table.version.value) == ("Duo Unix", "1.11.3")
    assert [(row.auth_modes, row.takes) for row in table.rows] == [
        ((AuthMode.ASYNCHRONOUS,), 27.0),
        ((), None),
    ]


@pytest.mark.parametrize(
    ("heading", "version"),
    [
        ("Duo Unix", None),
        ("Duo Unix 2.2.3", "2.2.3"),
        ("Duo Unix 1.10.4 to 2.0.3", "1.10.4 to 2.0.3"),
        ("Duo Unix since 2024", None),
    ],
)
def test_only_dotted_numbers_of_a_heading_are_a_version_or_a_range(
    heading: str, version: str | None
) -> None:
    (table,) = read(TEXT.replace("Duo Unix 1.11.3 of Debian", heading)).every(VerdictTable)
    assert (table.version.value if table.version else None) == version


def test_programs_people_and_mistakes_are_read_with_their_lines() -> None:
    document = read(TEXT)
    assert document.findings == ()
    facts = document.one(DuoUnixFacts)
    assert facts is not None
    assert [(row.program, row.coverage, row.evidence, row.line) for row in facts.programs] == [
        (Program.LOGIN_DUO, Coverage.EVERY_ROW, Evidence.MEASURED, 14),
        (Program.SSHD_PAM_DUO, Coverage.EACH_VERDICT, Evidence.BY_READING, 15),
    ]
    assert {row.auth_mode for row in facts.programs} == {AuthMode.SYNCHRONOUS}
    assert [(row.enrolment, row.push, row.outcome) for row in facts.people] == [
        (Enrolment.ACTIVE, "deny", Outcome.DENIED),
        (Enrolment.LOCKED_OUT, None, Outcome.DENIED),
    ]
    (mistake,) = facts.mistakes
    assert (mistake.mistake, mistake.outcome) == (
        Mistake.UNKNOWN_KEY_AFTER,
        MistakeOutcome.FAILMODE,
    )
    assert (mistake.versions, mistake.log, mistake.programs) == (
        (VersionRange.parse("1.11.3"), VersionRange.parse("2.2.3")),
        "Parse error",
        (),
    )


def test_courses_of_a_login_and_versions_are_read() -> None:
    facts = read(TEXT).one(DuoUnixFacts)
    assert facts is not None
    undecided, outage = facts.courses
    assert (undecided.course, undecided.status_asked, undecided.log) == (
        LoginCourse.PUSH_NEVER_DECIDED,
        20,
        "Successful",
    )
    assert (outage.fault, outage.status_asked, outage.programs) == (
        "http-500",
        None,
        (Program.PAM_DUO,),
    )
    assert [(str(row.versions), str(row.rows_as_in)) for row in facts.versions] == [
        ("1.12 to 2.0.3", "1.10.4 to 1.11"),
        ("2.2", "None"),
    ]
    assert list(map(str, facts.versions[0].measured_with)) == ["1.12.0", "2.0.3"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| http-500 | | pam", "| | | pam"),
        ("| | 20 |", "| http-500 | 20 |"),
        ("| | 20 |", "| | often |"),
        ("decided | | 20 | pam_duo |", "decided | | 20 | |"),
    ],
)
def test_a_course_that_cannot_be_tried_as_it_stands_is_an_error(old: str, new: str) -> None:
    assert old in TEXT
    findings = read(TEXT.replace(old, new)).findings
    assert [finding.rule for finding in findings] == ["value-unknown"]


def test_a_document_without_verdicts_is_of_the_kind_duo_unix() -> None:
    assert read(TEXT[TEXT.index("## Programs") :]).kind == "duo-unix"


def test_the_command_shows_every_table_in_80_columns(tmp_path: Path) -> None:
    path = tmp_path / "unix.md"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(read_command, [str(path)], env={"COLUMNS": "80"})
    assert result.exit_code == 0
    for part in ("Duo Unix 1.11.3", "after 27", "every row", "locked out", "async"):
        assert part in result.output
    assert max(map(len, result.output.splitlines()[1:])) <= 80


def test_the_command_gives_every_fact_as_json(tmp_path: Path) -> None:
    path = tmp_path / "unix.md"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(read_command, ["--json", str(path)])
    (document,) = json.loads(result.output)
    (table,) = document["verdicts"]
    assert (table["version"], table["rows"][0]["takes_seconds"]) == ("1.11.3", 27.0)
    assert table["rows"][0]["modes"] == ["asynchronous"]
    assert document["duo_unix"]["programs"][0]["mode"] == "synchronous"
    assert document["duo_unix"]["mistakes"][0]["versions"] == ["1.11.3", "2.2.3"]
    assert document["duo_unix"]["people"][1] == {
        "line": 20,
        "user": "locked out",
        "push": None,
        "outcome": "denied",
        "evidence": "documented",
    }
