"""An application of which a part answers in another place."""

from __future__ import annotations

from collections.abc import Collection

from failmode.simulator.edge.apps.application import (
    Application,
    ApplicationCall,
    ServerAddress,
    StreamedResponse,
)
from failmode.simulator.edge.http.messages import Response
from failmode.simulator.edge.identify import Identified


class DividedApplication:
    """An `Application` that leads some paths to one application and all others to another.

    Args:
        first: answers the requests to `paths`.
        paths: exact paths.
        other: answers all others.
    """

    def __init__(self, first: Application, paths: Collection[str], other: Application) -> None:
        self._first = first
        self._paths = frozenset(paths)
        self._other = other

    def start(self, address: ServerAddress) -> None:
        """See `Application`."""
        self._first.start(address)
        self._other.start(address)

    def stop(self) -> None:
        """See `Application`."""
        self._first.stop()
        self._other.stop()

    async def identify(self, call: ApplicationCall) -> Identified:
        """See `Application`."""
        return await self._of(call).identify(call)

    async def answer(self, call: ApplicationCall) -> Response | StreamedResponse:
        """See `Application`."""
        return await self._of(call).answer(call)

    def _of(self, call: ApplicationCall) -> Application:
        return self._first if call.request.path in self._paths else self._other
