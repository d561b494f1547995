"""The guide for users: each example of its pages is run, in the order in which it is read."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path

import pytest
from click import Context

from failmode.cli import main
from failmode.project import ProjectConfig
from failmode.simulator import duo_operations, fault_names
from failmode.specs import KINDS, lint_rules
from failmode.terms import Evidence
from guide.reference_pages.pages import pages
from tests.conftest import REPOSITORY
from tests.examples import Example, File, Page, read_page, run_sequence, run_single
from tests.git import ignored_by_git

PAGES = [
    read_page(str(file.relative_to(REPOSITORY)))
    for file in sorted((REPOSITORY / "guide").rglob("*.md"))
    if not {"_build", "reference"} & set(file.parts)
]
SEQUENCES = [
    pytest.param(page, marks=[pytest.mark.real] if page.needs else [], id=page.name)
    for page in PAGES
    if page.sequence
]
SINGLE = [example for page in PAGES for example in page.single]


@pytest.mark.parametrize("page", SEQUENCES)
def test_a_page_that_is_followed_shows_true_output(page: Page, tmp_path: Path) -> None:
    # What is tried in a clone, and not in a project of one's own, must leave the clone clean.
    with nullcontext() if page.in_a_project else ignored_by_git(tmp_path):
        run_sequence(page, tmp_path)


@pytest.mark.parametrize("example", SINGLE, ids=str)
def test_a_page_shows_true_output(example: Example, tmp_path: Path) -> None:
    run_single(example, tmp_path)


def test_the_reference_of_commands_has_every_command() -> None:
    commands = main.list_commands(Context(main))
    shown = pages()["commands.md"]
    assert [name for name in commands if f"## failmode {name}\n" not in shown] == []
    assert "## failmode faults add\n" in shown


def test_the_reference_of_the_configuration_has_every_key() -> None:
    keys = {field.name for field in dataclasses.fields(ProjectConfig)} - {"root", "file"}
    shown = set(re.findall(r"(?m)^\| `(\w+)` \|", pages()["configuration.md"]))
    assert shown == keys


def test_the_reference_of_faults_has_every_fault_and_that_of_lint_every_rule() -> None:
    made = pages()
    assert [one for one in fault_names() if f"| `{one}` |" not in made["faults.md"]] == []
    assert [one for one in lint_rules() if f"| `{one.name}` |" not in made["lint-rules.md"]] == []


def test_the_reference_of_duos_apis_has_every_call_and_what_it_is() -> None:
    shown = pages()["duo-api.md"]
    for call in (
        "POST /auth/v2/preauth",
        "POST /admin/v3/integrations",
        "POST /admin/v1/users/bulk_create",
        "GET /admin/v2/policies/summary",
        "DELETE /admin/v1/admins/{admin_id}",
    ):
        assert f"| `{call}` | " in shown
    for one in duo_operations():
        assert all(f"| `{one.method} {path}` | " in shown for path in one.paths)
    assert re.findall(r"(?m)^.*\|  \|$|^.*lambda.*$", shown) == []


def test_the_list_of_assumptions_has_every_constant_and_switch() -> None:
    shown = pages()["assumptions.md"]
    source = REPOSITORY / "simulator"
    named = [
        name
        for file in source.rglob("assumptions.py")
        for name in re.findall(r"(?m)^([A-Z][A-Z0-9_]+) = ", file.read_text(encoding="utf-8"))
    ]
    (switches,) = source.rglob("ninjaone/switches.py")
    named += re.findall(r"(?m)^    (\w+): .* = _unknown\($", switches.read_text(encoding="utf-8"))
    assert len(named) > 50
    assert [name for name in named if f"| `{name}` |" not in shown] == []


def test_no_assumption_is_listed_without_a_word_about_it() -> None:
    rows = re.findall(r"(?m)^\| `.*$", pages()["assumptions.md"])
    assert [row for row in rows if row.endswith("|  |")] == []


def test_a_file_of_an_example_is_named_in_the_text_before_it() -> None:
    fence = re.compile(r"(?m)^(.+)\n\n```(?:gherkin|ini|markdown|python|toml|yaml) (\S+)$")
    files = [one.name for page in PAGES for one in page.sequence if isinstance(one, File)]
    named = [
        name
        for page in PAGES
        for before, name in fence.findall((REPOSITORY / page.name).read_text(encoding="utf-8"))
        if f"`{name}`" in before
    ]
    assert sorted(named) == sorted(files)


def test_the_page_on_documents_has_every_kind() -> None:
    text = (REPOSITORY / "guide/documents.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?m)^\| `([\w-]+)` \|", text)) == {kind.reader.name for kind in KINDS}


def test_the_page_on_evidence_has_every_class() -> None:
    text = (REPOSITORY / "guide/evidence.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\| `([\w ]+)` \|", text) == [str(one) for one in Evidence]


def test_every_page_is_in_the_table_of_contents() -> None:
    index = (REPOSITORY / "guide/index.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"(?m)^([a-z/-]+)$", index))
    written = {Path(page.name).stem for page in PAGES} - {"index"}
    generated = {f"reference/{Path(name).stem}" for name in pages()}
    assert listed == written | generated


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    if find_spec("sphinx") is None or find_spec("myst_parser") is None:
        pytest.skip("Sphinx is missing; `make docs` installs it and builds the site")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", "-d", tmp_path / "doctrees",
         REPOSITORY / "guide", tmp_path / "site"],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert (built.returncode, built.stderr) == (0, "")
    assert (tmp_path / "site/reference/commands.html").is_file()
