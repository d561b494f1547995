"""Threads for requests that take as long as a person does.

A new thread costs more than most of what a login does: OpenSSL seeds random numbers anew in each.
Threads that are kept for later hold memory, so few are.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

MAX_IDLE = 16
"""Threads that are kept for the next request."""

Job = Callable[[], None]
"""What a thread does once. What it raises ends the thread, and no other job."""


class WorkerThreads:
    """Daemon threads that each do one job at a time; thread-safe.

    Args:
        name: of a thread while it does a job.
        limit: jobs at the same time, at most.
    """

    def __init__(self, name: str, limit: int) -> None:
        self._name = name
        self._limit = limit
        self._lock = threading.Lock()
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._busy = 0
        self._idle = 0
        self._stopped = False

    def start(self, job: Job) -> bool:
        """Do a job in a thread, at once; False when as many as may be are under way.

        Raises:
            RuntimeError: when no thread can be had.
        """
        with self._lock:
            if self._busy >= self._limit:
                return False
            self._busy += 1
            has_idle = self._idle > 0
            self._idle -= has_idle
        if has_idle:
            self._jobs.put(job)
            return True
        try:
            threading.Thread(target=self._serve, args=(job,), name=self._name, daemon=True).start()
        except RuntimeError:
            with self._lock:
                self._busy -= 1
            raise
        return True

    def stop(self) -> None:
        """Let idle threads end now and busy ones when they are done; does not wait."""
        with self._lock:
            self._stopped = True
            idle, self._idle = self._idle, 0
        for _ in range(idle):
            self._jobs.put(None)

    def _serve(self, job: Job | None) -> None:
        thread = threading.current_thread()
        while job is not None:
            ended_well = False
            try:
                job()
                ended_well = True
            finally:
                # A reference kept here would keep the finished request alive until the next one.
                job = None
                is_kept = self._end(ended_well=ended_well)
            if not is_kept:
                return
            thread.name = f"{self._name}: idle"
            job = self._jobs.get()
            thread.name = self._name

    def _end(self, *, ended_well: bool) -> bool:
        """End a job; whether its thread is to wait for another one."""
        with self._lock:
            self._busy -= 1
            is_kept = ended_well and not self._stopped and self._idle < MAX_IDLE
            self._idle += is_kept
            return is_kept
