"""The file of a run's events: written while the run goes on, read by reports afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from failmode.steps.reporting.events import Event, EventError, from_line, to_line


class EventWriter:
    """Writes events to a new file, each as soon as it happens.

    Args:
        file: where to; its folder is made, an older file is replaced.

    Raises:
        OSError: when it cannot be written.
    """

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file = file.open("w", encoding="ascii", newline="\n")

    def write(self, event: Event) -> None:
        """Write one event, so that a reader of the growing file sees it."""
        self._file.write(f"{to_line(event)}\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_events(file: Path) -> Iterator[Event]:
    """Read the events of a run, in the order in which they happened.

    Raises:
        EventError: for a line that is no event, with its place.
        OSError: when the file cannot be read.
    """
    with file.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield from_line(line)
            except EventError as error:
                where = f"{file}:{number}: {error.where}" if error.where else f"{file}:{number}"
                raise EventError(error.what, where=where, remedy=error.remedy) from None
