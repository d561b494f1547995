"""`failmode audit`: the right answer for every organization, or one line, never a wrong table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from failmode.cli.commands import audit as audit_command
from failmode.cli.output import WIDTH
from failmode.cli.root import main
from failmode.simulator import ControlClient
from tests.cli.serving import serving
from tests.conftest import REPOSITORY
from tests.failopen_field import OPTIONS
from tests.tenants import DOCUMENTED, REPORT, VALUES, ServedTenant

ADDED = 300
"""Several hundred organizations, beside those of the seed."""

OPEN_ON = {
    "All": {"Windows workstation", "Windows server", "macOS"},
    "Windows": {"Windows workstation", "Windows server"},
    "Windows Workstations": {"Windows workstation"},
    "Windows Servers": {"Windows server"},
    "Macintosh": {"macOS"},
    "Disabled": set(),
    None: set(),
}
"""Where the documents say that each choice opens."""


@pytest.fixture(scope="module")
def served() -> Iterator[ServedTenant]:
    """Run a tenant with several hundred organizations in another process."""
    with (
        serving() as process,
        ControlClient(process.facts["addresses"]["control"]["url"]) as control,
    ):
        tenant = ServedTenant(process, control)
        tenant.define()
        tenant.add_organizations(ADDED)
        yield tenant


@dataclass(frozen=True)
class Auditor:
    """The command, and the tenant that it is run against."""

    tenant: ServedTenant
    folder: Path

    def run(self, *arguments: str, target: str = "customer") -> Result:
        """Run the command as a user would; no secret may be printed."""
        file = self.folder / "targets.toml"
        file.write_text(
            f'[targets.customer]\nkind = "ninjaone"\nurl = "{self.tenant.url}"\n'
            f'ca_file = "{self.tenant.ca_file}"\n'
        )
        command = ["audit", "--target", target, "--targets", str(file), *arguments]
        result = CliRunner().invoke(main, command, env=self.tenant.environment)
        assert self.tenant.secret not in result.output
        assert "Traceback" not in result.output
        return result

    def read(self, *arguments: str) -> dict[str, Any]:
        """Run the command for JSON; it must come to an end."""
        result = self.run("--format", "json", *arguments)
        assert result.exit_code in (0, 1), result.output
        (field,) = json.loads(result.stdout)["fields"]
        return dict(field)

    def refused(self, *arguments: str, target: str = "customer") -> str:
        """Run a command that must not come to an end; give its one line."""
        result = self.run(*arguments, target=target)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("failmode audit: ")
        return line


@pytest.fixture
def auditor(
    served: ServedTenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Auditor]:
    """Give the command with the tenant as it was seeded; what a test changes is put back."""
    monkeypatch.chdir(REPOSITORY)
    served.calm()
    snapshot = served.control.snapshot()
    yield Auditor(served, tmp_path)
    served.calm()
    served.control.restore(snapshot)


def expect_right_answer(field: dict[str, Any]) -> None:
    """See that every organization is there once, with its option and what follows."""
    assert field["differences"] == []
    added = field["organizations"][-ADDED:]
    assert len({one["id"] for one in field["organizations"]}) == len(field["organizations"])
    for index, one in enumerate(added):
        option = (*OPTIONS, None)[index % 7]
        assert (one["name"], one["option"]) == (f"Customer {index}", option)
        assert one["state"] == ("unset" if option is None else "explicit")
        opens = {name for name, failmode in one["failmodes"].items() if failmode == "open"}
        assert opens == OPEN_ON[option]


def test_every_organization_is_told_and_nothing_is_written(auditor: Auditor) -> None:
    expect_right_answer(auditor.read())
    assert auditor.tenant.writes() == []
    assert auditor.run("--format", "csv").exit_code == 0


@pytest.mark.parametrize(
    ("fault", "operation", "options"),
    [
        ("http-429", VALUES, {"retry_after": "1", "times": 2}),
        ("http-429", "organizations-list", {"retry_after": "0", "times": 2}),
        ("http-429", "oauth-token", {"times": 1}),
        ("http-503", VALUES, {"times": 2}),
        ("http-502", REPORT, {"times": 1}),
        ("not-json", VALUES, {"times": 2}),
        ("not-json", "custom-field-get", {"times": 1}),
        ("wrong-keys", VALUES, {"times": 1}),
        ("http-401", REPORT, {"times": 1}),
        ("reset", VALUES, {"times": 2}),
    ],
)
def test_what_passes_changes_nothing(
    auditor: Auditor, fault: str, operation: str, options: dict[str, Any]
) -> None:
    auditor.tenant.fault(fault, operation, **options)
    expect_right_answer(auditor.read())


@pytest.mark.parametrize(
    ("fault", "operation", "options", "told"),
    [
        ("http-429", VALUES, {"retry_after": "3600"}, "it asks to wait 3600; 0 of 304 organi"),
        ("http-503", VALUES, {}, "unwell (HTTP 503), 4 times in a row; 0 of 304 organizations"),
        ("http-403", REPORT, {}, "(HTTP 403); 304 of 304 organizations were read"),
        ("not-json", "organizations-list", {}, "something that is no JSON"),
        ("not-json", VALUES, {}, "something that is no JSON"),
        ("redirect", VALUES, {}, "redirects elsewhere (HTTP 302)"),
        ("wrong-keys", VALUES, {}, "a new access token is not taken: HTTP 401"),
        ("wrong-keys", "oauth-token", {}, "no access token from"),
        ("reset", VALUES, {}, "cannot be reached: "),
        ("malformed-response", VALUES, {}, "shows nothing for cpvalDuoFailopen, and the report"),
        ("malformed-response", REPORT, {}, "a report without results"),
        ("malformed-response", "organizations-list", {}, "target 'customer': "),
        ("malformed-response", "custom-field-get", {}, "target 'customer': "),
    ],
)
def test_what_lasts_is_one_line_and_no_table(
    auditor: Auditor, fault: str, operation: str, options: dict[str, Any], told: str
) -> None:
    auditor.tenant.fault(fault, operation, **options)
    output = auditor.folder / "audit.csv"
    output.write_text("the last one")
    assert told in auditor.refused("--format", "csv", "--output", str(output))
    assert output.read_text() == "the last one"


def test_an_audit_goes_on_where_it_was_interrupted(auditor: Auditor) -> None:
    file = auditor.folder / "progress.jsonl"
    auditor.tenant.fault("http-503", REPORT)
    line = auditor.refused("--resume", str(file))
    assert line.endswith(f"What was read is kept: run it again with --resume {file}")
    assert auditor.tenant.secret not in file.read_text()
    auditor.tenant.calm()
    result = auditor.run("--format", "json", "--resume", str(file))
    assert result.exit_code == 0
    assert "goes on with 304 organizations" in result.stderr
    expect_right_answer(json.loads(result.stdout)["fields"][0])
    assert auditor.tenant.requests(VALUES) == 0
    assert not file.exists()


def test_a_progress_of_another_tenant_is_refused(auditor: Auditor) -> None:
    file = auditor.folder / "progress.jsonl"
    auditor.tenant.fault("http-403", REPORT)
    auditor.refused("--resume", str(file))
    elsewhere = auditor.folder / "elsewhere.toml"
    text = (auditor.folder / "targets.toml").read_text()
    elsewhere.write_text(text.replace("localhost", "127.0.0.1"))
    assert elsewhere.read_text() != text
    command = ["audit", "--target", "customer", "--targets", str(elsewhere), "--resume", str(file)]
    result = CliRunner().invoke(main, command, env=auditor.tenant.environment)
    assert result.exit_code == 2
    assert "it is the progress of another audit" in result.stderr


def test_an_interruption_is_one_line(auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(audit_command, "_tell", interrupt)
    assert auditor.refused() == (
        "failmode audit: interrupted. Run it again; --resume FILE keeps what was read"
    )


def test_differences_come_first_and_are_exit_1(auditor: Auditor) -> None:
    tenant = auditor.tenant
    definition = replace(
        DOCUMENTED,
        default="All",
        options=(*OPTIONS, "Linux"),
        scopes=("LOCATION", "ORGANIZATION"),
    )
    tenant.define(definition)
    tenant.choose(1, "Linux")
    tenant.choose(2, "Windows")
    tenant.calm()
    result = auditor.run()
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= WIDTH
    text = " ".join(result.stdout.split())
    for told in (
        "Default Value documented Disabled (docs/ninjaone/cpval-duo-failopen.md:21) tenant All",
        "Definition Scope documented ORGANIZATION",
        "Option of Harbour Dental (1) documented no such option",
        "also takes values of this field at LOCATION",
        "4 organizations: 2 explicit, 2 unset",
        "Windows server: ? 1, closed 2, open 1",
        "4 differences between documents and tenant",
    ):
        assert told in text
    assert result.stdout.index("Differences") < result.stdout.index("What follows")
    (row,) = (line for line in lines if "Bruce Inc" in line)
    assert row.split() == ["2", "Bruce", "Inc", "Windows", "open", "open", "closed"]
    rows = list(csv.DictReader(StringIO(auditor.run("--format", "csv").stdout)))
    assert [one["record"] for one in rows] == ["difference"] * 4 + ["organization"] * 4
    assert rows[5]["Windows workstation"] == "open"
    assert rows[4]["option"] == "Linux"
    assert rows[4]["macOS"] == "?"


def test_a_tenant_without_the_field_is_one_line(auditor: Auditor) -> None:
    auditor.tenant.define(replace(DOCUMENTED, name="another"))
    assert "the tenant has no custom field 'cpvalDuoFailopen'. Create it" in auditor.refused()


def test_a_field_that_the_api_may_not_read_is_one_line(auditor: Auditor) -> None:
    auditor.tenant.define(replace(DOCUMENTED, api="NONE"))
    assert "its permission for the API is NONE" in auditor.refused()


def test_a_target_that_shows_no_organizations_is_one_line(auditor: Auditor) -> None:
    line = auditor.refused(target="simulator")
    assert "the target 'simulator' cannot show the values of every organization" in line


def test_documents_that_say_nothing_of_a_failmode_are_one_line(auditor: Auditor) -> None:
    folder = auditor.folder / "docs"
    folder.mkdir()
    (folder / "about.md").write_text("# About\n\nNothing of a field.\n", encoding="utf-8")
    assert "has a custom field that decides a failmode" in auditor.refused("--docs", str(folder))


def test_documents_with_an_error_are_one_line(auditor: Auditor) -> None:
    folder = auditor.folder / "docs"
    folder.mkdir()
    text = (REPOSITORY / "docs/ninjaone/cpval-duo-failopen.md").read_text(encoding="utf-8")
    (folder / "field.md").write_text(text.replace("`Macintosh`", "`Toaster`"), encoding="utf-8")
    assert "docs/field.md:" in auditor.refused("--docs", str(folder))
