"""The log lines of packets that are dropped: the first of a kind at once, a flood in few."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable

SILENCE_SECONDS = 60.0
"""How long a source is not named again for the same reason."""

MAX_KINDS = 200
"""Lines in that time at most, whoever sends: source addresses can be forged."""

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]+|b?'[^']*'|b?\"[^\"]*\"")


class DroppedPackets:
    """Logs dropped packets so that no flood fills the log; thread-safe.

    Args:
        logger: gets the lines.
        now: seconds by a clock that nobody sets or stops.
    """

    def __init__(self, logger: logging.Logger, now: Callable[[], float]) -> None:
        self._logger = logger
        self._now = now
        self._lock = threading.Lock()
        self._began = now()
        self._more: dict[tuple[str, str], int] = {}
        self._unnamed = 0

    def log(self, source: tuple[str, int], reason: str) -> None:
        """Say why a packet was dropped, unless the same was said a short while ago.

        Args:
            source: address and port that it came from.
            reason: why; numbers and quoted values in it do not make it another reason.
        """
        with self._lock:
            self._end_silence()
            kind = source[0], _NUMBER.sub("#", reason)
            if kind in self._more:
                self._more[kind] += 1
            elif len(self._more) < MAX_KINDS:
                self._more[kind] = 0
                self._logger.info("dropping packet from %s:%s - %s", *source, reason)
            else:
                self._unnamed += 1

    def flush(self) -> None:
        """Tell how many packets were dropped without a line of their own."""
        with self._lock:
            self._flush()

    def _end_silence(self) -> None:
        if self._now() - self._began >= SILENCE_SECONDS:
            self._flush()
            self._began = self._now()

    def _flush(self) -> None:
        more = self._unnamed + sum(self._more.values())
        if more:
            sources = {address for (address, _), count in self._more.items() if count}
            shown = ", ".join(sorted(sources)[:3]) or "many addresses"
            self._logger.info("dropped %s more packets, from %s and the like", more, shown)
        self._more.clear()
        self._unnamed = 0
