"""A client of Duo's Admin API, which asks as an administrator's program would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from failmode.simulator.duo.api.client import SignedClient
from failmode.simulator.errors import SimulatorError
from failmode.simulator.network import Network


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
        self._client = SignedClient(network, host, ikey, skey, now, ca_file)

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the `response` of a call.

        Args:
            path: of the call, such as `/admin/v2/logs/authentication`.
            params: the query.

        Raises:
            AdminApiError: when the API refuses, or answers what is no JSON of Duo's form.
            Unreachable: when the API cannot be reached.
        """
        answer = self._client.call("GET", path, params)
        if answer.status != 200:
            raise AdminApiError(f"the Admin API answered {answer.status} to {path}: {answer.text}")
        if "response" not in answer.envelope:
            raise AdminApiError(f"the Admin API answered {path} with no JSON of Duo's")
        return answer.envelope["response"]
