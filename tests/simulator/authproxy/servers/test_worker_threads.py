"""Threads that do one job at a time: few are kept, and none is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from failmode.simulator.authproxy.servers.worker_threads import MAX_IDLE, WorkerThreads
from tests.patience import PATIENT_SECONDS, wait_until

LIMIT = 3 * MAX_IDLE


@pytest.fixture
def threads() -> Iterator[WorkerThreads]:
    """Give threads that end with the test."""
    threads = WorkerThreads("worker of a test", LIMIT)
    yield threads
    threads.stop()
    wait_until(lambda: not alive(), "a thread is left")


def alive() -> list[threading.Thread]:
    """Return the threads that work or are kept."""
    return [one for one in threading.enumerate() if one.name.startswith("worker of a test")]


def idle() -> list[threading.Thread]:
    """Return the threads that wait for a job."""
    return [one for one in alive() if one.name.endswith("idle")]


def is_done(took: list[int], number: int) -> bool:
    """Tell whether so many jobs are done, and one thread waits for the next."""
    return len(took) == number and len(idle()) == 1


def test_a_thread_that_is_done_takes_the_next_job(threads: WorkerThreads) -> None:
    took: list[int] = []
    for number in range(1, 6):
        assert threads.start(lambda: took.append(threading.get_ident()))
        done = partial(is_done, took, number)
        wait_until(done, "the job is not done")
    assert len(set(took)) == 1


def test_jobs_run_at_the_same_time_up_to_the_limit_and_few_threads_are_kept(
    threads: WorkerThreads,
) -> None:
    everybody = threading.Barrier(LIMIT + 1)

    def wait_for_everybody() -> None:
        everybody.wait(PATIENT_SECONDS)

    for _ in range(LIMIT):
        assert threads.start(wait_for_everybody)
    assert not threads.start(wait_for_everybody)
    everybody.wait(PATIENT_SECONDS)
    wait_until(lambda: len(alive()) == MAX_IDLE == len(idle()), "too many are kept, or too few")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_job_that_raises_takes_no_other_job_with_it(threads: WorkerThreads) -> None:
    done = threading.Event()

    def fail() -> None:
        raise RuntimeError("a defect")

    for _ in range(LIMIT + 1):
        assert threads.start(fail)
        wait_until(lambda: not alive(), "a thread is left")
    assert threads.start(done.set)
    assert done.wait(PATIENT_SECONDS)


def test_after_a_stop_no_thread_is_kept_and_jobs_under_way_end_by_themselves(
    threads: WorkerThreads,
) -> None:
    began, go_on, done = threading.Event(), threading.Event(), threading.Event()

    def job() -> None:
        began.set()
        assert go_on.wait(PATIENT_SECONDS)
        done.set()

    assert threads.start(lambda: None)
    wait_until(lambda: len(idle()) == 1, "no thread is kept")
    assert threads.start(job)
    assert began.wait(PATIENT_SECONDS)
    threads.stop()
    go_on.set()
    assert done.wait(PATIENT_SECONDS)
    wait_until(lambda: not alive(), "a thread is left")
