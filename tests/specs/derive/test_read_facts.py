"""Every fact that scenarios rest on is a cell of a document: who edits it changes scenarios."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from failmode.specs.documents import name_documents
from failmode.specs.scenarios import Feature
from failmode.specs.specification import derive_documents, lint_documents, read_documents
from tests.conftest import REPOSITORY
from tests.specs.specification import cells, has, named

RULES = "rules.md"
FIELD = "ninjaone/cpval-duo-failopen.md"
SETTINGS = "duo/logon-settings.md"
WRITES = "cPVAL DUO FAILOPEN: what the deployment writes"
INSTALLER = "cPVAL DUO FAILOPEN: the installer's own default changes no verdict"
REACHABLE = "cPVAL DUO FAILOPEN: who gets in while Duo is reachable"


class Documents:
    """A copy of this repository's documents, with cells to edit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(REPOSITORY / "docs", folder)

    def edit(self, document: str, before: str, after: str) -> None:
        """Replace a text that stands there once."""
        path = self.folder / document
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{document} has {text.count(before)} times {before!r}"
        path.write_text(text.replace(before, after), encoding="utf-8")

    def features(self) -> tuple[Feature, ...]:
        """Derive the features."""
        documents = read_documents([self.folder])
        return derive_documents(name_documents(documents, self.folder)).features

    def findings(self, rule: str) -> list[tuple[str, int]]:
        """Find where a rule is broken."""
        found = lint_documents(read_documents([self.folder]))
        return [
            (str(Path(each.path).relative_to(self.folder)), each.line)
            for each in found
            if each.rule == rule
        ]

    def line(self, document: str, part: str) -> int:
        """Find the first line with a text."""
        lines = (self.folder / document).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if part in line)


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    """Copy the documents."""
    return Documents(tmp_path / "docs")


def written(documents: Documents, option: str) -> dict[str, str]:
    scenario = named(documents.features(), WRITES)
    return {each["platform"]: each["value"] for each in cells(scenario) if each["option"] == option}


def test_disabled_can_open_every_platform(documents: Documents) -> None:
    assert set(written(documents, "Disabled").values()) == {"0", "false"}
    documents.edit(RULES, "`Disable` | no platform ", "`Disable` | every platform ")
    assert set(written(documents, "Disabled").values()) == {"1", "true"}
    assert set(written(documents, "(unset)").values()) == {"1", "true"}


def test_macintosh_can_cover_nothing(documents: Documents) -> None:
    assert written(documents, "Macintosh")["macOS"] == "true"
    documents.edit(RULES, "`Macs`, `macOS`           | macOS ", "`Macs`, `macOS` | no platform ")
    assert written(documents, "Macintosh")["macOS"] == "false"


def test_all_can_cover_less(documents: Documents) -> None:
    documents.edit(RULES, "| `All`  | every platform |", "| `All`  | macOS |")
    assert written(documents, "All") == {
        "Windows workstation": "0",
        "Windows server": "0",
        "macOS": "true",
    }


def test_the_source_of_what_is_written_is_the_row_that_says_what_the_option_covers(
    documents: Documents,
) -> None:
    scenario = named(documents.features(), WRITES)
    sources = {each["option"]: each["source"] for each in cells(scenario)}
    assert sources["Macintosh"] == f"docs/rules.md:{documents.line(RULES, '| `Macintosh`')}"
    assert sources["(unset)"] == f"docs/{FIELD}:{documents.line(FIELD, '| cPVAL DUO FAILOPEN')}"


def test_an_unset_field_can_count_as_an_option(documents: Documents) -> None:
    documents.edit(RULES, "| `(unset)` | the documented default |", "| `(unset)` | `All` |")
    assert set(written(documents, "(unset)").values()) == {"1", "true"}
    scenario = named(documents.features(), WRITES)
    (source,) = {each["source"] for each in cells(scenario) if each["option"] == "(unset)"}
    assert source == f"docs/rules.md:{documents.line(RULES, '`(unset)`')}"


def test_a_platform_has_the_tag_and_the_product_of_its_row(documents: Documents) -> None:
    documents.edit(RULES, "`macos`               | macOS ", "`mac` | Windows Logon ")
    documents.edit(FIELD, "| macOS | macOS |", "| macOS | Windows Logon |")
    features = documents.features()
    tags = {tag for table in named(features, WRITES).examples for tag in table.tags}
    assert tags == {"windows-workstation", "windows-server", "mac"}
    faults = {
        (each["platform"], each["fault"])
        for each in cells(named(features, "while Duo is unreachable, from the first request on"))
    }
    assert ("macOS", "connection-refused") in faults


def test_a_platform_that_is_not_declared_has_no_scenario(documents: Documents) -> None:
    documents.edit(RULES, "| macOS               | `macos`               | macOS         |\n", "")
    assert "macOS" not in written(documents, "All")
    assert documents.findings("platform-unknown")


def test_products_of_field_and_platform_must_agree(documents: Documents) -> None:
    documents.edit(RULES, "`macos`               | macOS ", "`macos` | Windows Logon ")
    line = documents.line(FIELD, "| macOS | macOS |")
    assert (FIELD, line) in documents.findings("platform-product")


def test_an_answer_leads_to_the_verdict_of_its_row(documents: Documents) -> None:
    documents.edit(RULES, "| ignore  | denied  |", "| ignore  | hung    |")
    documents.edit(RULES, "| deny    | denied  |\n", "")
    verdicts = {
        each["answer"]: each["verdict"] for each in cells(named(documents.features(), REACHABLE))
    }
    assert verdicts == {"approve": "allowed", "ignore": "hung"}


def test_the_installer_is_tried_with_each_default_that_a_version_of_it_has(
    documents: Documents,
) -> None:
    scenario = named(documents.features(), INSTALLER)
    assert {(each["platform"], each["default"]) for each in cells(scenario)} == {
        (platform, default)
        for platform in ("Windows workstation", "Windows server")
        for default in ("0", "1")
    }
    documents.edit(SETTINGS, "| `1`               | up to 4.2.2", "| `0` | up to 4.2.2")
    assert not has(documents.features(), "the installer's own default")


def test_prose_that_contradicts_the_table_is_found(documents: Documents) -> None:
    assert documents.findings("prose-coverage") == []
    documents.edit(RULES, "`Macintosh` covers macOS", "`Macintosh` covers nothing")
    documents.edit(RULES, "is a choice: every platform is closed", "opens every platform")
    assert documents.findings("prose-coverage") == [
        (RULES, documents.line(RULES, "`Macintosh` covers nothing")),
        (RULES, documents.line(RULES, "opens every platform")),
    ]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("| Platform            | Tag ", "Platform, Tag, Product"),
        ("| Value     | Counts as ", "Value, Counts as"),
        ("| Answer  | Verdict ", "Answer, Verdict"),
    ],
)
def test_a_table_that_is_not_there_is_one_clear_error(
    documents: Documents, header: str, columns: str
) -> None:
    documents.edit(RULES, header, "| Something | Else ")
    found = lint_documents(read_documents([documents.folder]))
    (finding,) = [each for each in found if each.rule == "table-missing"]
    assert columns in finding.message
    assert "cpvalDuo" in finding.message


def test_a_second_field_has_login_scenarios_of_its_own(documents: Documents) -> None:
    second = documents.folder / "ninjaone/laptop-failopen.md"
    text = (documents.folder / FIELD).read_text(encoding="utf-8")
    second.write_text(
        text.replace("cpvalDuoFailopen", "cpvalLaptopFailopen")
        .replace("cPVAL DUO FAILOPEN", "cPVAL LAPTOP FAILOPEN")
        .replace("`Disabled` | False", "`All` | False")
        .replace("id: 'cpval-duo-failopen'", "id: 'laptop'"),
        encoding="utf-8",
    )
    logins = {
        str(feature.path): feature.name
        for feature in documents.features()
        if "login" in feature.tags
    }
    assert logins == {
        "ninjaone/cpval-duo-failopen-login.feature": "Who gets in by cPVAL DUO FAILOPEN",
        "ninjaone/laptop-failopen-login.feature": "Who gets in by cPVAL LAPTOP FAILOPEN",
    }
    line = documents.line("ninjaone/laptop-failopen.md", "| cPVAL LAPTOP FAILOPEN")
    assert documents.findings("fields-opposed") == [("ninjaone/laptop-failopen.md", line)]
