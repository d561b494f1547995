"""Reads the simulated cloud's authentication log as an administrator's program would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from failmode.simulator import AdminApiClient, AdminApiError, Simulator
from failmode.steps.errors import Refused
from failmode.steps.targets.capabilities import LogEntry

_PATH = "/admin/v2/logs/authentication"
_DAY_SECONDS = 86_400
_OLDEST_DAYS = 179
"""How far back the log is read: it refuses to be asked for more than 180 days."""

_PAGE_SIZE = 100


class SimulatedAuthenticationLog:
    """The log of the simulated cloud, over HTTPS with signed requests to the Admin API.

    Args:
        simulator: the running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def entries(self) -> tuple[LogEntry, ...]:
        """Read every entry of the last half year, oldest first.

        Raises:
            Refused: when the Admin API refuses.
        """
        return self.read({})

    def read(self, filters: Mapping[str, str]) -> tuple[LogEntry, ...]:
        """Read the entries of the last half year that pass filters, oldest first.

        Raises:
            Refused: when the Admin API refuses.
        """
        keys, clock = self._simulator.keys, self._simulator.clock
        client = AdminApiClient(
            self._simulator.network,
            host=keys.api_host,
            ikey=keys.admin_ikey,
            skey=keys.admin_skey,
            now=clock.now,
            ca_file=self._simulator.ca_file,
        )
        now = clock.now()
        params = {
            "limit": str(_PAGE_SIZE),
            "maxtime": str(int((now + _DAY_SECONDS) * 1000)),
            "mintime": str(int((now - _OLDEST_DAYS * _DAY_SECONDS) * 1000)),
            "sort": "ts:asc",
            **filters,
        }
        entries: list[LogEntry] = []
        while True:
            try:
                response = client.get(_PATH, params)
            except AdminApiError as error:
                raise Refused(str(error)) from None
            entries += [_entry(one) for one in response["authlogs"]]
            following = response["metadata"]["next_offset"]
            if following is None:
                return tuple(entries)
            params["next_offset"] = ",".join(following)


class SimulatedLogFilters:
    """The log of the simulated cloud, asked for some of its entries.

    Args:
        log: all of it.
    """

    def __init__(self, log: SimulatedAuthenticationLog) -> None:
        self._log = log

    def entries(self, kind: str, word: str) -> tuple[LogEntry, ...]:
        """Read the entries with a word alone; raises `Refused`."""
        return self._log.read({kind: word})


def _entry(one: Mapping[str, Any]) -> LogEntry:
    machine = one["access_device"]
    return LogEntry(
        one["user"]["name"],
        one["result"],
        one["reason"],
        one["factor"],
        machine["ip"] or "",
        machine["hostname"] or "",
    )
