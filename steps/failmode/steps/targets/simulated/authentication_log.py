"""Reads the simulated cloud's authentication log as an administrator's program would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.network import Timeouts, call
from failmode.simulator.runtime import Simulator
from failmode.steps.targets.capabilities import LogEntry

_PATH = "/admin/v2/logs/authentication"
_TIMEOUTS = Timeouts(connect=5.0, read=5.0, total=10.0)
_DAY_SECONDS = 86_400
_PAGE_SIZE = 100


class SimulatedAuthenticationLog:
    """The log of the simulated cloud, over HTTPS with signed requests to the Admin API.

    Args:
        simulator: the running simulator.
    """

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def entries(self) -> tuple[LogEntry, ...]:
        """Read every entry, oldest first.

        Raises:
            AssertionError: when the Admin API refuses.
        """
        now = self._simulator.clock.now()
        params = {
            "limit": str(_PAGE_SIZE),
            "maxtime": str(int((now + _DAY_SECONDS) * 1000)),
            "mintime": "0",
            "sort": "ts:asc",
        }
        entries: list[LogEntry] = []
        while True:
            response = _get(self._simulator, params)
            entries += [_entry(one) for one in response["authlogs"]]
            following = response["metadata"]["next_offset"]
            if following is None:
                return tuple(entries)
            params["next_offset"] = ",".join(following)


def _get(simulator: Simulator, params: Mapping[str, str]) -> dict[str, Any]:
    keys = simulator.keys
    headers = sign(
        Version.V5,
        method="GET",
        host=keys.api_host,
        path=_PATH,
        ikey=keys.admin_ikey,
        skey=keys.admin_skey,
        params=params,
        date=rfc2822(simulator.clock.now()),
    )
    answer = call(
        simulator.network,
        "GET",
        keys.api_host,
        f"{_PATH}?{urlencode(params)}",
        headers=headers,
        timeouts=_TIMEOUTS,
        ca_file=simulator.ca_file,
    )
    if answer.status != 200:
        raise AssertionError(
            f"expected: Duo's authentication log; the Admin API answered {answer.status}: "
            f"{answer.body.decode('utf-8', 'replace')}"
        )
    response: dict[str, Any] = json.loads(answer.body)["response"]
    return response


def _entry(one: Mapping[str, Any]) -> LogEntry:
    return LogEntry(one["user"]["name"], one["result"], one["reason"], one["factor"])
