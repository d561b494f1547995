"""A client of Duo's Admin API, which asks as an administrator's program would."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from failmode.simulator.duo.api.signature import Version, rfc2822, sign
from failmode.simulator.errors import SimulatorError
from failmode.simulator.network import Network, Timeouts, call

_TIMEOUTS = Timeouts(connect=5.0, read=5.0, total=10.0)


class AdminApiError(SimulatorError):
    """The Admin API refused, or answered what nobody can read."""


class AdminApiClient:
    """Makes signed requests to the Admin API, as an administrator's program would.

    Args:
        network: what resolves the hostname.
        host: API hostname.
        ikey: integration key of an Admin API integration.
        skey: its secret key.
        now: the time that is signed, in seconds since the epoch.
        ca_file: the authority that is trusted; None for those of the operating system.
    """

    def __init__(
        self,
        network: Network,
        *,
        host: str,
        ikey: str,
        skey: str,
        now: Callable[[], float],
        ca_file: Path | None,
    ) -> None:
        self._network = network
        self._host = host
        self._ikey = ikey
        self._skey = skey
        self._now = now
        self._ca_file = ca_file

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the `response` of a call.

        Args:
            path: of the call, such as `/admin/v2/logs/authentication`.
            params: the query.

        Raises:
            AdminApiError: when the API refuses, or answers what is no JSON of Duo's form.
            Unreachable: when the API cannot be reached.
        """
        headers = sign(
            Version.V5,
            method="GET",
            host=self._host,
            path=path,
            ikey=self._ikey,
            skey=self._skey,
            params=params,
            date=rfc2822(self._now()),
        )
        answer = call(
            self._network,
            "GET",
            self._host,
            f"{path}?{urlencode(params)}",
            headers=headers,
            timeouts=_TIMEOUTS,
            ca_file=self._ca_file,
        )
        if answer.status != 200:
            text = answer.body.decode("utf-8", "replace")
            raise AdminApiError(f"the Admin API answered {answer.status} to {path}: {text}")
        try:
            return json.loads(answer.body)["response"]
        except (ValueError, KeyError, TypeError) as error:
            raise AdminApiError(f"the Admin API answered {path} with no JSON of Duo's") from error
