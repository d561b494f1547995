"""What an edge and its workers write to each other is read as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.edge.apps.application import ApplicationCall
from failmode.simulator.edge.apps.envelope import (
    WorkerAnswer,
    read_answer,
    read_call,
    read_failure,
    write_answer,
    write_call,
    write_failure,
)
from failmode.simulator.edge.http.messages import Request, Response
from failmode.simulator.edge.identify import Identified
from failmode.terms import Stage

TEXT = st.text(st.characters(codec="latin-1"), max_size=30)
HEADERS = st.lists(st.tuples(TEXT, TEXT), max_size=6).map(tuple)


IDENTIFIED = st.builds(
    Identified, st.text(), st.none() | st.sampled_from(Stage), st.none() | st.text()
)
REQUESTS = st.builds(Request, TEXT, TEXT, st.just("1.1"), HEADERS, st.binary(max_size=300))


@given(st.builds(ApplicationCall, REQUESTS, TEXT, st.floats(allow_nan=False)))
def test_a_call_is_read_as_it_was_written(call: ApplicationCall) -> None:
    assert read_call(write_call(call)) == call


@given(
    st.integers(100, 599),
    HEADERS,
    st.binary(max_size=300),
    st.none() | IDENTIFIED,
    st.integers(0, 2**31),
)
def test_an_answer_is_read_as_it_was_written(
    status: int,
    headers: tuple[tuple[str, str], ...],
    body: bytes,
    identified: Identified | None,
    worker: int,
) -> None:
    answered = WorkerAnswer(Response(status, headers, body), identified, worker)

    assert read_answer(write_answer(answered)) == answered


@given(st.binary(max_size=60))
def test_other_bytes_are_refused_as_no_envelope(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which one depends on the bytes
        read_call(data)
    with pytest.raises(ValueError):  # noqa: PT011 - as above
        read_answer(data)


def test_a_failure_arrives_as_it_was_written() -> None:
    assert read_failure(write_failure("the disk is full", "Make room")) == (
        "the disk is full",
        "Make room",
    )


@pytest.mark.parametrize("data", [b"", b"{}", b"[1, 2]", b'["one"]', b"Internal Server Error"])
def test_what_is_no_failure_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever the reader raises
        read_failure(data)
