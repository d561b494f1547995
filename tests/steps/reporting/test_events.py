"""A run is data: what is written is read back as it was, and anything else is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.steps.reporting.events import (
    SCHEMA,
    Event,
    EventError,
    Outcome,
    RunBegan,
    RunEnded,
    ScenarioEnded,
    StepRecord,
    StepState,
    from_line,
    to_line,
)
from failmode.steps.reporting.stream import EventWriter, read_events
from failmode.steps.reporting.subject import About, Setting, SettingKind, Subject, SubjectKind
from failmode.terms.logins import Evidence, Verdict
from failmode.terms.stages import Stage

texts = st.text(max_size=20)
seconds = st.floats(min_value=0, allow_nan=False, allow_infinity=False)
abouts = st.builds(
    About,
    subject=st.none() | st.builds(Subject, kind=st.sampled_from(SubjectKind), name=texts),
    setting=st.none() | st.builds(Setting, kind=st.sampled_from(SettingKind), value=texts),
    field=st.none() | texts,
    fault=st.none() | texts,
    stage=st.none() | st.sampled_from(Stage),
    mistake=st.none() | texts,
    client_timeout=st.none() | st.booleans(),
    right_password=st.none() | st.booleans(),
    expected=st.none() | st.sampled_from(Verdict),
)
several_texts = st.lists(texts, max_size=3).map(tuple)
steps = st.builds(
    StepRecord, text=texts, line=st.integers(1, 999), state=st.sampled_from(StepState)
)
events = st.one_of(
    st.builds(RunBegan, target=texts, deadline_seconds=seconds, slow=st.booleans(), began_at=texts),
    st.builds(
        ScenarioEnded,
        order=st.integers(0),
        test=texts,
        name=texts,
        feature=texts,
        line=st.integers(1),
        document=several_texts,
        rules=several_texts,
        tags=several_texts,
        row=st.dictionaries(texts, texts, max_size=3),
        about=abouts,
        actual=st.none() | st.sampled_from(Verdict),
        assumed=texts,
        outcome=st.sampled_from(Outcome),
        reason=texts,
        evidence=st.none() | st.sampled_from(Evidence),
        steps=st.lists(steps, max_size=3).map(tuple),
        trace=several_texts,
        exchanges=several_texts,
        duration_seconds=seconds,
    ),
    st.builds(
        RunEnded,
        exit_code=st.integers(),
        duration_seconds=seconds,
        outcomes=st.dictionaries(texts, st.integers(0), max_size=3),
    ),
)


@given(events)
def test_an_event_is_read_back_as_it_was(event: Event) -> None:
    line = to_line(event)
    assert len(line.splitlines()) == 1
    assert line.isascii()
    assert from_line(line) == event


@given(st.recursive(st.none() | st.booleans() | st.integers() | texts, st.lists, max_leaves=3))
def test_any_other_value_in_a_field_is_told_with_its_place(value: object) -> None:
    data = json.loads(to_line(RunEnded(0, 1.0, {"passed": 1})))
    data["outcomes"] = value
    with pytest.raises(EventError, match=r"^run-ended\.outcomes"):
        from_line(json.dumps(data))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "a line that is no JSON"),
        ("[]", "a line that is no JSON object"),
        ("{}", "an event of format None. This version reads format 1"),
        (f'{{"schema": {SCHEMA}, "event": "x"}}', "an unknown event 'x'. Known: run-began"),
        (f'{{"schema": {SCHEMA}, "event": "run-ended"}}', "exit_code, duration_seconds, outcomes"),
    ],
)
def test_a_line_that_is_no_event_is_told(line: str, told: str) -> None:
    with pytest.raises(EventError) as caught:
        from_line(line)
    assert told in str(caught.value)


def test_a_field_that_a_later_version_added_is_ignored() -> None:
    event = RunEnded(0, 1.0, {})
    assert from_line(json.dumps({**json.loads(to_line(event)), "more": 1})) == event


@given(st.lists(events, max_size=4))
def test_a_file_holds_the_events_in_their_order(
    tmp_path_factory: pytest.TempPathFactory, written: list[Event]
) -> None:
    file = tmp_path_factory.mktemp("run") / "new" / "events.jsonl"
    writer = EventWriter(file)
    for event in written:
        writer.write(event)
    assert list(read_events(file)) == written
    writer.close()


def test_a_line_that_was_cut_off_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    line = to_line(RunEnded(0, 1.0, {}))
    file.write_text(f"{line}\n{line[:-4]}", encoding="ascii")
    with pytest.raises(EventError, match=r"events\.jsonl:2: a line that is no JSON"):
        list(read_events(file))
