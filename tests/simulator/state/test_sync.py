"""Processes that share a database know what the others have changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.simulator.state.sync import StateSync
from tests.patience import PATIENT_SECONDS


@dataclass
class Process:
    """What one of several processes has of its own."""

    store: Store
    clock: Clock
    duo: DuoCloud
    sync: StateSync


@pytest.fixture
def two(state_url: str) -> Iterator[tuple[Process, Process]]:
    """Two processes' worth of objects on one database."""
    with ExitStack() as stack:

        def process() -> Process:
            store = Store(state_url)
            stack.callback(store.close)
            clock = Clock()
            duo = create_cloud(store, clock)
            # Only a request, never the thread, tells the processes of a change in these tests.
            sync = StateSync(store, clock, interval_seconds=3600)
            stack.callback(sync.close)
            return Process(store, clock, duo, sync)

        first, second = process(), process()
        first.store.clear()
        first.clock.resume()
        second.sync.refresh()
        first.sync.refresh()
        yield first, second


def test_a_user_changed_by_one_process_is_current_at_the_next_request_of_another(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    integration = first.duo.integrations.add("DIKEY", "secret", "api-x.test")
    first.duo.users.add("alice")
    second.sync.refresh()
    before = second.duo.users.find(integration, "alice")

    first.duo.users.set_status("alice", UserStatus.BYPASS)
    second.sync.refresh()
    after = second.duo.users.find(integration, "alice")

    assert before is not None
    assert before.status is UserStatus.ACTIVE
    assert after is not None
    assert after.status is UserStatus.BYPASS


def test_a_secret_key_changed_by_one_process_counts_at_once_in_another(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    first.duo.integrations.add("DIKEY", "old", "api-x.test")
    second.sync.refresh()
    assert getattr(second.duo.integrations.find("DIKEY"), "skey", None) == "old"

    first.duo.integrations.set_skey("DIKEY", "new")
    second.sync.refresh()

    assert getattr(second.duo.integrations.find("DIKEY"), "skey", None) == "new"


def test_processes_have_one_clock(two: tuple[Process, Process]) -> None:
    first, second = two
    second.clock.freeze(1000.0)
    first.sync.refresh()
    assert first.clock.now() == 1000.0

    first.clock.advance(5)
    second.sync.refresh()
    assert second.clock.now() == 1005.0

    second.clock.resume()
    first.sync.refresh()
    assert not first.clock.frozen


def test_a_request_waits_for_a_change_that_another_thread_is_taking_over(
    two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two
    adopting, go_on = threading.Event(), threading.Event()
    adopt = Clock.adopt

    def slowly(clock: Clock, offset: float, frozen_at: float | None) -> None:
        adopting.set()
        assert go_on.wait(PATIENT_SECONDS)
        adopt(clock, offset, frozen_at)

    def request() -> float:
        second.sync.refresh()
        return second.clock.now()

    first.clock.freeze(1000.0)
    monkeypatch.setattr(Clock, "adopt", slowly)
    with ThreadPoolExecutor(2) as threads:
        threads.submit(second.sync.refresh)
        assert adopting.wait(PATIENT_SECONDS)
        asked = threads.submit(request)
        # One that does not wait is answered by now.
        wait([asked], timeout=0.2)
        go_on.set()
        assert asked.result(PATIENT_SECONDS) == 1000.0


def test_changes_of_both_sides_at_the_same_time_are_all_heard_of(
    two: tuple[Process, Process],
) -> None:
    first, second = two
    first.store.changed()
    second.store.changed()
    revisions = first.store.revision, second.store.revision

    first.sync.refresh()
    second.sync.refresh()

    assert first.store.revision > revisions[0]
    assert second.store.revision >= revisions[1]


def test_what_is_heard_of_is_not_told_again(two: tuple[Process, Process]) -> None:
    first, second = two
    first.store.changed()
    second.sync.refresh()
    heard = first.store.revision

    first.sync.refresh()

    assert first.store.revision == heard


def test_somebody_who_waits_in_one_process_is_woken_by_another(state_url: str) -> None:
    with ExitStack() as stack:
        stores = [Store(state_url), Store(state_url)]
        woken = threading.Event()
        for store in stores:
            stack.callback(store.close)
            stack.callback(StateSync(store, Clock()).close)
        stores[1].subscribe(woken.set)

        stores[0].changed()

        assert woken.wait(PATIENT_SECONDS)


def test_a_snapshot_holds_nothing_of_the_sharing(two: tuple[Process, Process]) -> None:
    assert "simulator_shared" not in two[0].store.snapshot()["tables"]


def test_rows_added_after_a_restore_get_numbers_of_their_own(
    two: tuple[Process, Process],
) -> None:
    first, _ = two
    first.duo.integrations.add("DIKEY", "secret", "api-x.test")
    first.duo.users.add("alice")
    first.duo.passcodes.add("alice", ["111111", "222222"])

    first.store.restore(first.store.snapshot())
    first.duo.passcodes.add("alice", ["333333"])

    assert first.duo.passcodes.of("alice") == ("111111", "222222", "333333")
