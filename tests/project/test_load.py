"""A project's configuration: found upwards, validated key by key, and told by a schema."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest

from failmode.project import ProjectConfig, ProjectError, config_schema, load_project

FULL = """
[tool.failmode]
documents = "policy/docs"
features = "generated"
targets = "/etc/failmode/targets.toml"
target = "customer"
must_answer = ["cpvalDuoFailopen", "duo/duo-unix.md"]
standard_documents = false
deadline_seconds = 5
events = "run.jsonl"
"""

WRONG = {
    "documents": ["documents = ''", "documents = 1", "documents = ['docs']"],
    "features": ["features = ' '", "features = false"],
    "targets": ["targets = {}", "targets = ''"],
    "target": ["target = 0", "target = ''"],
    "must_answer": ["must_answer = 'one'", "must_answer = [1]", "must_answer = ['']"],
    "standard_documents": ["standard_documents = 'yes'", "standard_documents = 1"],
    "deadline_seconds": [
        "deadline_seconds = 0",
        "deadline_seconds = -1.5",
        "deadline_seconds = '3'",
        "deadline_seconds = true",
        "deadline_seconds = nan",
        "deadline_seconds = inf",
    ],
    "events": ["events = ''", "events = 3"],
}

RIGHT = ["", *FULL.strip().splitlines()[1:], "deadline_seconds = 0.5", "must_answer = []"]


NO_JSON = ("deadline_seconds = nan", "deadline_seconds = inf")
UNKNOWN = "no_such_key = 1"


def write(folder: Path, text: str) -> Path:
    """Write the pyproject.toml of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "pyproject.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(folder: Path) -> ProjectError:
    """Load what must be refused, and give the error."""
    with pytest.raises(ProjectError) as caught:
        load_project(folder)
    return caught.value


def test_every_key_is_read_and_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, FULL)
    assert load_project(tmp_path) == ProjectConfig(
        root=tmp_path,
        file=file,
        documents=tmp_path / "policy/docs",
        features=tmp_path / "generated",
        targets=Path("/etc/failmode/targets.toml"),
        target="customer",
        must_answer=("cpvalDuoFailopen", "duo/duo-unix.md"),
        standard_documents=False,
        deadline_seconds=5.0,
        events=tmp_path / "run.jsonl",
    )


def test_without_a_table_the_usual_values_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "[project]\nname = 'somebody'\n")
    monkeypatch.chdir(tmp_path)
    assert load_project() == ProjectConfig()


def test_the_nearest_table_above_counts_whatever_other_projects_are_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "[tool.failmode]\ndocuments = 'far'\n")
    write(tmp_path / "a", "[tool.failmode]\ndocuments = 'near'\n")
    write(tmp_path / "a/b", "[project]\nname = 'somebody'\n")
    (tmp_path / "a/b/c").mkdir()
    assert load_project(tmp_path / "a/b/c").documents == tmp_path / "a/near"
    monkeypatch.chdir(tmp_path / "a/b/c")
    assert load_project().documents == Path("../../near")
    monkeypatch.chdir(tmp_path / "a")
    assert load_project().documents == Path("near")


@pytest.mark.parametrize(
    ("key", "line"), [(key, line) for key, lines in WRONG.items() for line in lines]
)
def test_a_wrong_value_names_file_key_and_what_was_expected(
    tmp_path: Path, key: str, line: str
) -> None:
    file = write(tmp_path, f"[tool.failmode]\n{line}\n")
    error = refused(tmp_path)
    assert error.where == f"{file}: [tool.failmode] {key}"
    assert re.fullmatch(rf"Expected .+\. Write for example: {key} = .+", error.remedy)
    assert error.what.startswith("this is ")


def test_an_unknown_key_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    write(tmp_path, "[tool.failmode]\ndokuments = 'docs'\n")
    error = refused(tmp_path)
    assert "[tool.failmode] dokuments: there is no such key. Did you mean documents?" in str(error)
    write(tmp_path, "[tool.failmode]\nxyz = 'docs'\n")
    assert "there is no such key. Keys: documents, features, " in str(refused(tmp_path))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"[tool.failmode\n", "pyproject.toml: this is not TOML: "),
        (b"[tool]\nname = '\xff'\n", "pyproject.toml: byte 15 is not UTF-8"),
        (b"[tool]\nfailmode = 3\n", "pyproject.toml: tool.failmode: this is 3. Expected a table."),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    write(tmp_path, "").write_bytes(content)
    assert complaint in str(refused(tmp_path))


def test_the_schema_tells_every_key_with_its_usual_value() -> None:
    usual = {
        one.name: json.loads(json.dumps(one.default, default=str))
        for one in fields(ProjectConfig)
        if one.name not in {"root", "file"}
    }
    properties = config_schema()["properties"]
    assert {key: entry["default"] for key, entry in properties.items()} == usual
    assert all(entry["description"] for entry in properties.values())


@pytest.mark.parametrize(
    "line",
    [*RIGHT, *(line for lines in WRONG.values() for line in lines if line not in NO_JSON), UNKNOWN],
)
def test_the_schema_refuses_what_is_refused(tmp_path: Path, line: str) -> None:
    write(tmp_path, f"[tool.failmode]\n{line}\n")
    try:
        load_project(tmp_path)
        accepted = True
    except ProjectError:
        accepted = False
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert validator.is_valid(tomllib.loads(line)) is accepted
