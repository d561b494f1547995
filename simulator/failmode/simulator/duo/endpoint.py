"""What stands behind an operation of Duo's cloud."""

from __future__ import annotations

from typing import Protocol
from wsgiref.types import WSGIApplication

from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.http_api.operation import Operation


class DuoEndpoint(Protocol):
    """What answers the requests for one operation, and tells whom they are about."""

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> WSGIApplication:
        """Answer a request.

        Raises:
            DuoError: when it is refused in Duo's envelope.
        """

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """Name the user whom a request is about, before anything of it is checked.

        Returns:
            The name in the directory, or the name as it was sent when the directory does not know
            it; None when the request names nobody.
        """


DuoOperation = Operation[DuoEndpoint]


def directory_name(cloud: DuoCloud, ikey: str, username: str) -> str:
    """Return what the directory calls the user whom an integration names `username`."""
    return cloud.users.name_of(cloud.integrations.find(ikey), username)
