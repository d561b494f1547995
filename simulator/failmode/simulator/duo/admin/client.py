"""A client of Duo's Admin API, which asks as an administrator's program would."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from failmode.simulator.duo.api.client import SignedAnswer, SignedCaller, SignedClient
from failmode.simulator.errors import SimulatorError
from failmode.simulator.network import Network


class AdminApiError(SimulatorError):
    """The Admin API refused, or answered what nobody can read."""


class AdminApi:
    """Makes calls of the Admin API.

    Args:
        caller: makes signed calls as an Admin API application.
    """

    def __init__(self, caller: SignedCaller) -> None:
        self._client = caller

    def get(self, path: str, params: Mapping[str, str]) -> Any:
        """Return the `response` of a call.

        Args:
            path: of the call, such as `/admin/v2/logs/authentication`.
            params: the query.

        Raises:
            AdminApiError: when the API refuses, or answers what is no JSON of Duo's form.
            Unreachable: when the API cannot be reached.
        """
        return self._checked(path, self._client.call("GET", path, params))["response"]

    def post(self, path: str, params: Mapping[str, str]) -> Any:
        """Make a call that changes something; return its `response`.

        Args:
            path: of the call, such as `/admin/v1/users`.
            params: what to set.

        Raises:
            AdminApiError: as `get`.
            Unreachable: as `get`.
        """
        return self._checked(path, self._client.call("POST", path, params))["response"]

    def delete(self, path: str) -> None:
        """Delete something.

        Raises:
            AdminApiError: as `get`.
            Unreachable: as `get`.
        """
        self._checked(path, self._client.call("DELETE", path, {}))

    def pages(self, path: str, limit: int) -> Iterator[Any]:
        """Yield all objects of a list, which is read page by page.

        Args:
            path: of the list.
            limit: objects of a page.

        Raises:
            AdminApiError: as `get`.
            Unreachable: as `get`.
        """
        offset: object = 0
        while offset is not None:
            params = {"limit": str(limit), "offset": str(offset)}
            envelope = self._checked(path, self._client.call("GET", path, params))
            yield from envelope["response"]
            offset = (envelope.get("metadata") or {}).get("next_offset")

    def _checked(self, path: str, answer: SignedAnswer) -> Mapping[str, Any]:
        if answer.status != 200:
            raise AdminApiError(f"the Admin API answered {answer.status} to {path}: {answer.text}")
        if "response" not in answer.envelope:
            raise AdminApiError(f"the Admin API answered {path} with no JSON of Duo's")
        return answer.envelope


class AdminApiClient(AdminApi):
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
        super().__init__(SignedClient(network, host, ikey, skey, now, ca_file))
