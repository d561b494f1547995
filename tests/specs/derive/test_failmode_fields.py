"""What each choice of a field leads to is told as the documents have it, with their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs import (
    FailmodeField,
    SpecsError,
    failmode_fields,
    name_documents,
    read_documents,
)
from failmode.terms import UNSET, Failmode
from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
FIELD = "ninjaone/cpval-duo-failopen.md"


def fields(folder: Path) -> tuple[FailmodeField, ...]:
    """Find the fields of a folder of documents."""
    return failmode_fields(name_documents(read_documents([folder]), folder))


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """Copy the documents that fields depend on, with one text replaced."""
    for name in (FIELD, "rules.md"):
        text = (DOCS / name).read_text(encoding="utf-8")
        assert name != file or old in text
        copy = folder / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(text.replace(old, new) if name == file else text, encoding="utf-8")
    return folder


def test_a_field_is_told_with_its_definition_and_its_lines() -> None:
    (field,) = fields(DOCS)
    assert (field.name, field.label) == ("cpvalDuoFailopen", "cPVAL DUO FAILOPEN")
    assert field.platforms == ("Windows workstation", "Windows server", "macOS")
    documented = {one.name: one.value for one in field.attributes}
    assert documented["Default Value"] == "Disabled"
    assert documented["Definition Scope"] == "ORGANIZATION"
    assert documented["Option Value"].split(", ")[:2] == ["All", "Windows"]
    assert {one.source for one in field.attributes} == {field.source} == {f"docs/{FIELD}:21"}


def test_each_option_and_an_unset_field_are_told_on_each_platform() -> None:
    (field,) = fields(DOCS)
    opens = {
        option: [name for name, failmode in where.items() if failmode is Failmode.OPEN]
        for option, where in field.choices.items()
    }
    assert opens == {
        "All": list(field.platforms),
        "Windows": ["Windows workstation", "Windows server"],
        "Windows Workstations": ["Windows workstation"],
        "Windows Servers": ["Windows server"],
        "Macintosh": ["macOS"],
        "Disabled": [],
        UNSET: [],
    }


def test_a_changed_default_changes_what_an_unset_field_leads_to(tmp_path: Path) -> None:
    (field,) = fields(edited(tmp_path, FIELD, "| `Disabled` | False", "| `Macintosh` | False"))
    assert field.choices[UNSET] == field.choices["Macintosh"]


def test_an_option_of_which_nobody_can_tell_where_it_opens_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecsError) as caught:
        fields(edited(tmp_path, FIELD, "`Macintosh`, `Disabled`", "`Toasters`, `Disabled`"))
    assert f"{FIELD}:21: the option 'Toasters'" in str(caught.value)
