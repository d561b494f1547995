"""The journal as server-sent events: nothing is missed, nothing is held, and it ends."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from failmode.simulator.control.errors import BusyError
from failmode.simulator.control.events import EventStream, ExchangeFilter, Subscribers
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.runtime import Simulator, SimulatorConfig
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller

PATH = "/_sim/journal/events"


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it was read."""

    kind: str
    number: int
    data: dict[str, object]


def record(journal: Journal, operation: str = "ping", user: str | None = None) -> int:
    """Put an exchange into a journal; its number."""
    return journal.record(
        time=0.0, vendor="duo", identified=Identified(operation, user=user)
    ).number


def opened(journal: Journal, since: int = 0, **options: object) -> EventStream:
    """Return a stream that has said its first words."""
    chosen = {
        "exchange_filter": ExchangeFilter(),
        "ended": lambda: False,
        "heartbeat_seconds": 5.0,
        **options,
    }
    stream = Subscribers().open(journal, since=since, **chosen)  # type: ignore[arg-type] # as given
    assert next(stream) == b"retry: 500\n\n"
    return stream


def parsed(chunk: bytes) -> Event:
    """Return the event in a piece of a stream."""
    fields = dict(line.split(": ", 1) for line in chunk.decode().strip().split("\n"))
    return Event(fields["event"], int(fields["id"]), json.loads(fields["data"]))


def read(answer: httpx.Response) -> Iterator[Event]:
    """Return the events of an answer as they come."""
    fields: dict[str, str] = {}
    for line in answer.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield Event(fields["event"], int(fields["id"]), json.loads(fields["data"]))
            fields = {}


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return SimulatorConfig(journal_capacity=5)


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    url = simulator.addresses.control.url
    with httpx.Client(base_url=url, trust_env=False, timeout=PATIENT_SECONDS) as client:
        yield client


def test_exchanges_come_as_they_happen_and_as_the_journal_shows_them(
    simulator: Simulator, http: httpx.Client
) -> None:
    with http.stream("GET", PATH) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"
        txid = DuoCaller(simulator).push("carol")
        event = next(read(answer))
    assert txid
    kept = json.loads(json.dumps([one.to_json() for one in simulator.journal.query()]))
    assert event.kind == "exchange"
    assert event.data == next(one for one in kept if one["number"] == event.number)


def test_a_reconnect_misses_nothing_that_the_journal_still_has(
    simulator: Simulator, http: httpx.Client
) -> None:
    seen = record(simulator.journal)
    later = [record(simulator.journal) for _ in range(3)]
    with http.stream("GET", PATH, headers={"Last-Event-ID": str(seen)}) as answer:
        events = read(answer)
        assert [next(events).number for _ in later] == later


def test_a_reconnect_is_told_what_the_journal_has_no_longer(
    simulator: Simulator, http: httpx.Client
) -> None:
    seen = record(simulator.journal)
    later = [record(simulator.journal) for _ in range(7)]
    with http.stream("GET", PATH, headers={"Last-Event-ID": str(seen)}) as answer:
        events = read(answer)
        missed = next(events)
        assert missed == Event("missed", later[1], {"first": later[0], "last": later[1]})
        assert [next(events).number for _ in range(5)] == later[2:]


def test_a_reader_of_another_run_begins_anew() -> None:
    journal = Journal()
    record(journal)
    assert parsed(next(opened(journal, since=500))).number == 1


def test_who_says_nothing_hears_only_what_is_new(simulator: Simulator, http: httpx.Client) -> None:
    old = record(simulator.journal)
    with http.stream("GET", PATH) as answer:
        new = record(simulator.journal)
        assert new > old
        assert next(read(answer)).number == new


def test_filters_leave_out_without_losing_the_place() -> None:
    journal = Journal()
    record(journal, "ping")
    wanted = record(journal, "preauth", "alice")
    record(journal, "preauth", "bob")
    last = record(journal, "auth", "alice")
    stream = opened(journal, exchange_filter=ExchangeFilter("duo", None, "alice"))
    assert [parsed(next(stream)).number for _ in range(2)] == [wanted, last]


def test_a_name_with_line_breaks_stays_one_event() -> None:
    journal = Journal()
    record(journal, "preauth", "a\n\nevent: x\r\ndata: y\u2028")
    chunk = next(opened(journal))
    assert parsed(chunk).data["user"] == "a\n\nevent: x\r\ndata: y\u2028"
    assert chunk.count(b"\n") == 4
    assert b"\r" not in chunk


def test_silence_is_broken_by_comments() -> None:
    assert next(opened(Journal(), heartbeat_seconds=0.01)) == b":\n\n"


def test_a_slow_reader_gets_few_exchanges_at_a_time_and_is_told_of_the_rest() -> None:
    journal = Journal(capacity=50)
    record(journal)
    stream = opened(journal)
    assert parsed(next(stream)).number == 1
    for _ in range(500):
        record(journal)
    event = parsed(next(stream))
    assert event == Event("missed", 451, {"first": 2, "last": 451})


def test_a_closed_stream_frees_the_thread_that_waits_in_it() -> None:
    stream = opened(Journal(), heartbeat_seconds=0.05)
    thread = threading.Thread(target=lambda: list(stream), daemon=True)
    thread.start()
    stream.close()
    thread.join(PATIENT_SECONDS)
    assert not thread.is_alive()


def test_the_end_of_the_simulator_ends_a_stream() -> None:
    ended = threading.Event()
    stream = opened(Journal(), heartbeat_seconds=0.05, ended=ended.is_set)
    assert next(stream) == b":\n\n"
    ended.set()
    assert list(stream) == []


def test_places_come_back_when_readers_go() -> None:
    subscribers = Subscribers(limit=1)

    def another() -> EventStream:
        return subscribers.open(
            Journal(), since=0, exchange_filter=ExchangeFilter(), ended=lambda: False
        )

    another().close()
    never_read = another()
    with pytest.raises(BusyError, match="1 subscribers"):
        another()
    del never_read
    another().close()


def test_too_many_readers_are_refused_with_503(simulator: Simulator, http: httpx.Client) -> None:
    subscribers = simulator.control.subscribers
    simulator.control.subscribers = Subscribers(limit=1)
    try:
        with http.stream("GET", PATH) as first:
            assert first.status_code == 200
            refusal = http.get(PATH)
            assert (refusal.status_code, refusal.json()["error"]["code"]) == (503, "busy")
            assert http.head(PATH).status_code == 200
        end = time.monotonic() + PATIENT_SECONDS
        while time.monotonic() < end:  # until the edge has noticed that the reader is gone
            with http.stream("GET", PATH) as again:
                if again.status_code == 200:
                    return
        pytest.fail("the place of a reader who went away never came back")
    finally:
        simulator.control.subscribers = subscribers


@pytest.mark.parametrize("header", ["x", "-1", "1.5", ""])
def test_a_last_event_id_that_is_no_number_is_refused(http: httpx.Client, header: str) -> None:
    refusal = http.get(PATH, headers={"Last-Event-ID": header})
    assert refusal.status_code == 400
    assert "Last-Event-ID" in refusal.json()["error"]["message"]


def test_the_stream_ends_when_the_simulator_stops() -> None:
    with Simulator() as simulator, httpx.Client(trust_env=False, timeout=PATIENT_SECONDS) as client:
        with client.stream("GET", simulator.addresses.control.url + PATH) as answer:
            lines = answer.iter_lines()
            assert next(lines).startswith("retry:")
            controller = simulator.control
            simulator.stop()
            with contextlib.suppress(httpx.ReadError, httpx.RemoteProtocolError):
                assert not [line for line in lines if line.startswith("data")]
        assert controller.closed
