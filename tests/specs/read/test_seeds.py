"""The two documents that the project started from, and the public ones like them, are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.specs.model import Document, Sourced
from failmode.specs.specification import document_to_json, read_document, read_documents
from failmode.terms.logins import Failmode
from tests.failopen_field import DESCRIPTION, OPTIONS

ATTRIBUTES = {
    "label": "cPVAL DUO FAILOPEN",
    "name": "cpvalDuoFailopen",
    "type": "DROPDOWN",
    "scopes": ["ORGANIZATION"],
    "options": list(OPTIONS),
    "required": False,
    "permissions": {"technician": "EDITABLE", "automation": "READ_WRITE", "api": "READ_WRITE"},
    "description": DESCRIPTION,
    "tooltip": "Select the platform to enable DUO FailOpen",
    "footer": "DUO FAILOPEN",
    "tab": None,
}


@pytest.fixture
def field_seed(seeds_dir: Path) -> Document:
    """Read the seed with the custom field."""
    return read_document(seeds_dir / "000_e3f157243f85560f.txt")


@pytest.fixture
def failmode_seed(seeds_dir: Path) -> Document:
    """Read the seed with the Authentication Proxy's failmode."""
    return read_document(seeds_dir / "004_1fc4355150bab183.txt")


def test_every_attribute_of_the_field_seed_is_read(field_seed: Document) -> None:
    assert field_seed.kind == "custom-field"
    assert field_seed.findings == ()
    (found,) = document_to_json(field_seed)["fields"]
    steps = found.pop("steps")
    assert found == {"line": 21, "default": "Disabled"} | ATTRIBUTES
    created = {key: value for key, value in steps.items() if key != "list"}
    assert created == {"line": 25, "default": None} | ATTRIBUTES


def test_every_step_of_the_field_seed_is_read_with_its_actions(field_seed: Document) -> None:
    steps: list[dict[str, Any]] = document_to_json(field_seed)["fields"][0]["steps"]["list"]
    assert [(step["number"], step["line"]) for step in steps] == [
        (1, 25),
        (2, 30),
        (3, 35),
        (4, 43),
        (5, 53),
        (6, 67),
        (7, 80),
        (8, 93),
    ]
    done = [(a["kind"], a["target"], a["value"], a["line"]) for s in steps for a in s["actions"]]
    assert done == [
        ("navigate", "Administration > Devices > Global Custom Fields", None, 27),
        ("click", "Add", None, 32),
        ("click", "Field", None, 37),
        ("set", "Custom Field Type", "Drop-down", 45),
        ("click", "Continue", None, 47),
        ("set", "Label", "cPVAL DUO FAILOPEN", 57),
        ("set", "Name", "cpvalDuoFailopen", 58),
        ("set", "Definition Scope", "Organization", 59),
        ("set", "Custom field is required", "<Leave it unchecked>", 60),
        ("click", "Next", None, 55),
        ("set", "Technician", "Editable", 71),
        ("set", "Automation", "Read/Write", 72),
        ("set", "API", "Read/Write", 73),
        ("click", "Next", None, 69),
        ("set", "Description", DESCRIPTION, 84),
        ("set", "Tooltip Text", "Select the platform to enable DUO FailOpen", 85),
        ("set", "Footer Text", "DUO FAILOPEN", 86),
        ("click", "Next", None, 82),
        *(("add option", option, None, 97 + i) for i, option in enumerate(OPTIONS)),
        ("click", "Create", None, 104),
    ]


def test_the_failmode_seed_is_read_completely(failmode_seed: Document) -> None:
    assert failmode_seed.kind == "failmode"
    assert failmode_seed.findings == ()
    policy = failmode_seed.one(FailmodePolicy)
    assert policy is not None
    assert policy.product.value == "Authentication Proxy"
    assert [(m.name, m.failmode, m.is_default, m.line) for m in policy.modes] == [
        ("safe", Failmode.OPEN, True, 18),
        ("secure", Failmode.CLOSED, False, 20),
    ]
    assert policy.config_file == Sourced("authproxy.cfg", 8, "authproxy.cfg")
    (directory,) = policy.config_directories
    assert directory.value == "C:\\Program Files\\Duo Security Authentication Proxy\\conf"
    assert directory.line == 11


@pytest.fixture
def corpus(shared_dir: Path) -> tuple[Document, ...]:
    """Read the public documents like the seed."""
    folder = shared_dir / "corpus"
    if not folder.is_dir():
        pytest.skip("no ../shared/corpus beside the repository")
    return read_documents([folder])


def test_every_value_of_a_public_document_is_on_the_line_that_it_names(
    corpus: tuple[Document, ...],
) -> None:
    checked = 0
    for document in corpus:
        lines = document.path.read_text(encoding="utf-8").split("\n")
        for field in document.every(CustomField):
            texts = [field.label, field.name, field.type, field.technician, field.api]
            texts += [*field.options, *field.scopes]
            for text in (text for text in texts if text):
                assert text.text in lines[text.line - 1]
                checked += 1
            for action in (action for step in field.steps for action in step.actions):
                first = action.target.split(" > ")[0]
                assert first in lines[action.line - 1]
                checked += 1
    assert checked > 500


def test_only_broken_public_documents_have_errors(corpus: tuple[Document, ...]) -> None:
    errors = {
        (document.path.name, finding.rule)
        for document in corpus
        for finding in document.findings
        if finding.severity == "error"
    }
    assert errors == {
        ("cpval-times-prompted@2025.md", "table-broken"),
        ("cpval-unknown-screenconnect-monitoring.md", "table-unknown"),
        ("cpval-vulscan-discovery-agent-exclude.md", "front-matter"),
    }


def test_every_public_field_has_a_label_a_name_and_a_type(corpus: tuple[Document, ...]) -> None:
    fields = [field for document in corpus for field in document.every(CustomField)]
    assert len(fields) >= len(corpus) - 2
    assert all(field.label and field.name and field.type for field in fields)
