"""What calls what is recorded once for a file, and again when the file or the simulator changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutants import command, recordings
from tests.mutants.calls import Calls, Item
from tests.mutants.recordings import Recordings
from tests.mutants.running import Outcome, Run


def calls_of(file: Path, failed: tuple[str, ...] = ()) -> Calls:
    item = Item(f"features/{file.name}::one", 1.5, frozenset({"x.py f", "x.py g"}))
    return Calls((item,), frozenset({"x.py h"}), failed)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (recordings, command):
        monkeypatch.setattr(module, "REPOSITORY", tmp_path)
    file = tmp_path / "features" / "one.feature"
    file.parent.mkdir()
    file.write_text("Feature: one", encoding="utf-8")
    return file


def test_what_was_recorded_is_read_back(file: Path, tmp_path: Path) -> None:
    kept = Recordings(tmp_path / "calls")
    assert kept.find(file) is None
    kept.keep(file, calls_of(file))
    assert kept.find(file) == calls_of(file)


def test_a_changed_file_has_no_recording(file: Path, tmp_path: Path) -> None:
    kept = Recordings(tmp_path / "calls")
    kept.keep(file, calls_of(file))
    file.write_text("Feature: another", encoding="utf-8")
    assert kept.find(file) is None


def test_a_changed_simulator_has_no_recording(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Recordings(tmp_path / "calls")
    kept.keep(file, calls_of(file))
    monkeypatch.setattr(recordings, "_simulator", lambda: b"another")
    assert kept.find(file) is None


def test_who_fails_unchanged_is_asked_again_at_the_next_run(file: Path, tmp_path: Path) -> None:
    kept = Recordings(tmp_path / "calls")
    kept.keep(file, calls_of(file, failed=("features/one.feature::two",)))
    assert kept.find(file) is None


def test_only_what_has_no_recording_is_run(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Sequence[Path]] = []

    def record(files: Sequence[Path], *, limit_seconds: float) -> tuple[Run, Calls]:
        del limit_seconds
        ran.append(files)
        (one,) = files
        return Run(Outcome.SURVIVED, "", ""), calls_of(one)

    monkeypatch.setattr(command, "record", record)
    kept = Recordings(tmp_path / "calls")
    other = file.with_name("other.feature")
    other.write_text("Feature: other", encoding="utf-8")
    first = command._recorded([file], kept)
    both = command._recorded([file, other], kept)
    assert ran == [(file,), (other,)]
    assert both == {**first, other: calls_of(other)}
