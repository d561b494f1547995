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


def run_with_deadline(seconds: float, call: Callable[[], T]) -> Completed[T] | None:
    """Run `call` and wait for it no longer than the deadline.

    Args:
        seconds: the deadline.
        call: what to run; its exceptions are raised here.

    Returns:
        The result, or None when the deadline passed. The call then goes on in a daemon thread
        until whatever holds it lets go.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the waiting thread
            errors.append(error)

    worker = threading.Thread(target=run, daemon=True, name="login")
    worker.start()
    worker.join(seconds)
    if errors:
        raise errors[0]
    if results:
        return Completed(results[0])
    return None
