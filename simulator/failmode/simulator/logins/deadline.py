"""A deadline around a call that may never return."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Completed(Generic[T]):
    """The result of a call that ended within its deadline."""

    value: T


class BoundedCall(Generic[T]):
    """A call in a daemon thread, which is waited for no longer than a deadline.

    Args:
        call: what to run.
    """

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self._over = threading.Event()
        self._deciding = threading.Lock()
        self._abandoned = False
        self._results: list[T] = []
        self._errors: list[BaseException] = []

    @property
    def abandoned(self) -> bool:
        """Whether nobody waits for it any longer; the call itself asks, to end by itself then."""
        return self._abandoned or self._over.is_set()

    def give_up(self) -> None:
        """Let nobody wait for it any longer."""
        self._over.set()

    def run(self, seconds: float) -> Completed[T] | None:
        """Run it, and wait for it.

        Args:
            seconds: the deadline.

        Returns:
            The result; its exceptions are raised. None when the deadline passed, or it was given
            up: the call then goes on in its thread until whatever holds it lets go.
        """
        threading.Thread(target=self._run, daemon=True, name="login").start()
        self._over.wait(seconds)
        with self._deciding:
            self._abandoned = not (self._results or self._errors)
        if self._abandoned:
            return None
        if self._errors:
            raise self._errors[0]
        return Completed(self._results[0])

    def _run(self) -> None:
        results, errors = [], []
        try:
            results.append(self._call())
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread
            errors.append(error)
        with self._deciding:
            if not self._abandoned:
                self._results, self._errors = results, errors
        self._over.set()
