"""Primary-only mode: for some minutes Duo is not asked; then the proxy stops.

Source: the Duo Authentication Proxy (`scripts/authproxy_primary_only`,
`lib/primary_only_manager.py`), which cuts more minutes down to 240.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from failmode.simulator.errors import ConfigError

DEFAULT_PRIMARY_ONLY_MINUTES = 60
MOST_PRIMARY_ONLY_MINUTES = 240

_LOOK_SECONDS = 0.2


def check_minutes(minutes: int) -> None:
    """See that a proxy may run so long in primary-only mode.

    Raises:
        ConfigError: when it may not.
    """
    if not 0 < minutes <= MOST_PRIMARY_ONLY_MINUTES:
        raise ConfigError(
            f"primary-only mode cannot last {minutes} minutes",
            f"Give 1 to {MOST_PRIMARY_ONLY_MINUTES} minutes, as the product allows",
        )


class PrimaryOnlyTimer:
    """Ends primary-only mode, in a thread of its own.

    Args:
        minutes: how long it lasts.
        now: seconds since the epoch.
        expire: called once when the time is over, by that thread.
        logger: gets the lines of `authproxy.log`.
    """

    def __init__(
        self,
        minutes: int,
        now: Callable[[], float],
        expire: Callable[[], None],
        logger: logging.Logger,
    ) -> None:
        self._minutes = minutes
        self._now = now
        self._expire = expire
        self._logger = logger
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="primary-only", daemon=True)

    def start(self) -> None:
        """Begin to count."""
        self._logger.info("Running in PRIMARY ONLY mode. Stopping in %s minutes", self._minutes)
        self._thread.start()

    def stop(self) -> None:
        """Count no further."""
        self._over.set()

    def _run(self) -> None:
        end = self._now() + self._minutes * 60
        while not self._over.wait(_LOOK_SECONDS):
            if self._now() >= end:
                self._logger.info("Primary only mode has expired. Stopping proxy")
                self._expire()
                return
