"""What an audit has read is kept, so that an interrupted one goes on and no other one does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from failmode.steps.audit.model import AuditError
from failmode.steps.audit.progress_file import AuditProgressFile


def opened(file: Path, target: str = "a", field: str = "one") -> AuditProgressFile:
    """Open the progress of an audit of one field."""
    return AuditProgressFile(file, target, [field])


def interrupted(file: Path) -> AuditProgressFile:
    """Leave a progress of two organizations behind."""
    progress = opened(file)
    progress.keep(1, {"one": "All"})
    progress.keep(2, {})
    progress.close()
    return progress


def test_what_was_kept_is_known_again_with_the_time_of_its_beginning(tmp_path: Path) -> None:
    first = interrupted(tmp_path / "below" / "progress.jsonl")
    again = opened(tmp_path / "below" / "progress.jsonl")
    again.close()
    assert again.known == {1: {"one": "All"}, 2: {}}
    assert again.began_at == first.began_at
    assert "progress.jsonl" in again.remedy


def test_a_line_that_was_cut_off_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "progress.jsonl"
    interrupted(file)
    file.write_text(file.read_text()[:-5], encoding="ascii")
    again = opened(file)
    again.keep(3, {})
    again.close()
    last = opened(file)
    last.close()
    assert set(last.known) == {1, 3}


def test_a_complete_audit_leaves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "progress.jsonl"
    progress = opened(file)
    progress.keep(1, {})
    progress.finish()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("target", "field"), [("b", "one"), ("a", "another")])
def test_the_progress_of_another_audit_is_refused(tmp_path: Path, target: str, field: str) -> None:
    file = tmp_path / "progress.jsonl"
    interrupted(file)
    before = file.read_text()
    with pytest.raises(AuditError, match="it is the progress of another audit"):
        opened(file, target, field)
    assert file.read_text() == before


@pytest.mark.parametrize(
    "text",
    ["hello\n", "[]\n3\n", '{"a": 1}\n', "\xff\n"],
)
def test_a_file_that_is_no_progress_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "progress.jsonl"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(AuditError) as caught:
        opened(file)
    (line,) = str(caught.value).splitlines()
    assert str(file) in line
    assert file.read_text(encoding="latin-1") == text


def test_a_damaged_row_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "progress.jsonl"
    interrupted(file)
    with file.open("a") as stream:
        stream.write(json.dumps({"organization": "x", "values": {}}) + "\n")
    with pytest.raises(AuditError, match="it is no progress of an audit"):
        opened(file)


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="cannot be used"):
        opened(tmp_path)
