"""Threads that do one job at a time: few are kept, and none is lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from failmode.simulator.authproxy.servers.worker_threads import MAX_IDLE, WorkerThreads

LIMIT = 3 * MAX_IDLE
SECONDS = 10.0


@pytest.fixture
def threads() -> Iterator[WorkerThreads]:
    """Give threads that end with the test."""
    threads = WorkerThreads("worker of a test", LIMIT)
    yield threads
    threads.stop()
    wait_until(lambda: not alive())


def alive() -> list[threading.Thread]:
    """Return the threads that work or are kept."""
    return [one for one in threading.enumerate() if one.name.startswith("worker of a test")]


def idle() -> list[threading.Thread]:
    """Return the threads that wait for a job."""
    return [one for one in alive() if one.name.endswith("idle")]


def wait_until(done: Callable[[], bool]) -> None:
    """Wait for something that threads bring about by themselves."""
    end = time.monotonic() + SECONDS
    while not done():
        assert time.monotonic() < end
        threading.Event().wait(0.001)


def test_a_thread_that_is_done_takes_the_next_job(threads: WorkerThreads) -> None:
    took: list[int] = []
    for number in range(1, 6):
        assert threads.start(lambda: took.append(threading.get_ident()))
        wait_until(lambda number=number: len(took) == number and len(idle()) == 1)  # type: ignore[misc]
    assert len(set(took)) == 1


def test_jobs_run_at_the_same_time_up_to_the_limit_and_few_threads_are_kept(
    threads: WorkerThreads,
) -> None:
    everybody = threading.Barrier(LIMIT + 1)

    def wait_for_everybody() -> None:
        everybody.wait(SECONDS)

    for _ in range(LIMIT):
        assert threads.start(wait_for_everybody)
    assert not threads.start(wait_for_everybody)
    everybody.wait(SECONDS)
    wait_until(lambda: len(alive()) == MAX_IDLE == len(idle()))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_job_that_raises_takes_no_other_job_with_it(threads: WorkerThreads) -> None:
    done = threading.Event()

    def fail() -> None:
        raise RuntimeError("a defect")

    for _ in range(LIMIT + 1):
        assert threads.start(fail)
        wait_until(lambda: not alive())
    assert threads.start(done.set)
    assert done.wait(SECONDS)


def test_after_a_stop_no_thread_is_kept_and_jobs_under_way_end_by_themselves(
    threads: WorkerThreads,
) -> None:
    began, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        began.set()
        assert go_on.wait(SECONDS)
        done.set()

    assert threads.start(lambda: None)
    wait_until(lambda: len(idle()) == 1)
    assert threads.start(job)
    assert began.wait(SECONDS)
    threads.stop()
    go_on.set()
    assert done.wait(SECONDS)
    wait_until(lambda: not alive())
