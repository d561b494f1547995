"""How many connections may be open at once, for each client address and in all."""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass

from failmode.simulator.errors import ConfigError, SimulatorError

_KEPT_SHARE = 4
"""A quarter of the open files is kept for everything else: the control port, the database, ..."""

_LOG_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """Connections that may be open at once; each takes an open file.

    Attributes:
        total: in all.
        per_address: from one client address.

    Raises:
        ConfigError: when one of them lets nobody in.
    """

    total: int = 2_000
    per_address: int = 1_000

    def __post_init__(self) -> None:
        if min(self.total, self.per_address) < 1:
            raise ConfigError("nobody may connect", "Allow 1 connection or more")

    def within_open_files(self) -> ConnectionLimits:
        """Return the limits that this process has enough open files for (`ulimit -n`)."""
        allowed = _open_files()
        if allowed is None:
            return self
        available = max(1, allowed - allowed // _KEPT_SHARE)
        return ConnectionLimits(min(self.total, available), min(self.per_address, available))


class TooManyConnectionsError(SimulatorError):
    """A connection more than may be open at once."""


class ConnectionGate:
    """Counts the connections of the edges that share it; only used in the loop's thread.

    Args:
        limits: how many there may be.

    Attributes:
        limits: the same.
        refused: how many were refused so far.
    """

    def __init__(self, limits: ConnectionLimits | None = None) -> None:
        self.limits = limits or ConnectionLimits()
        self.refused = 0
        self._by_address: Counter[str] = Counter()
        self._open = 0
        self._last_told: float | None = None
        self._let_in_since_told = False

    @property
    def open(self) -> int:
        """How many are open."""
        return self._open

    def enter(self, address: str) -> None:
        """Count a connection of a client.

        Raises:
            TooManyConnectionsError: when it is one too many; it is not counted then.
        """
        if self._open >= self.limits.total:
            self.refused += 1
            raise TooManyConnectionsError(
                f"a connection from {address} was refused: {self._open} are open, as many as may "
                "be",
                remedy="End connections that nobody uses, or allow more: --max-connections, and "
                "`ulimit -n`",
            )
        if self._by_address[address] >= self.limits.per_address:
            self.refused += 1
            raise TooManyConnectionsError(
                f"a connection from {address} was refused: {self._by_address[address]} of this "
                "address are open, as many as may be",
                remedy="End connections that nobody uses, or allow more: "
                "--max-connections-per-address",
            )
        self._open += 1
        self._by_address[address] += 1
        self._let_in_since_told = True

    def leave(self, address: str) -> None:
        """Count the end of a connection that was counted."""
        self._open -= 1
        self._by_address[address] -= 1
        if not self._by_address[address]:
            del self._by_address[address]

    def is_told(self) -> bool:
        """Tell whether a refusal is to be written to the log, which a flood must not fill.

        The first is, and so is one a while later, after somebody was let in again.
        """
        now = time.monotonic()
        if self._last_told is not None and (
            now - self._last_told < _LOG_SECONDS or not self._let_in_since_told
        ):
            return False
        self._last_told = now
        self._let_in_since_told = False
        return True


def _open_files() -> int | None:
    if sys.platform == "win32":
        return None  # where nothing is simulated
    import resource  # noqa: PLC0415 - not there on Windows

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft
