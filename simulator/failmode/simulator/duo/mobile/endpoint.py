"""How the operations of Duo Mobile are answered, and whom they are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.wrappers import Response

from failmode.simulator.duo.api.request import DuoRequest
from failmode.simulator.duo.cloud import DuoCloud
from failmode.simulator.duo.directory.records import Enrollment


@dataclass(frozen=True, slots=True)
class MobileEndpoint:
    """A call that nobody signs: whoever knows an activation code may make it.

    Attributes:
        handler: answers it.
    """

    handler: Callable[[DuoCloud, DuoRequest], Response]

    def answer(self, cloud: DuoCloud, request: DuoRequest) -> Response:
        """See `DuoEndpoint`."""
        return self.handler(cloud, request)

    def user(self, cloud: DuoCloud, request: DuoRequest) -> str | None:
        """See `DuoEndpoint`."""
        found = invited(cloud, request)
        return found.username if found else None


def invited(cloud: DuoCloud, request: DuoRequest) -> Enrollment | None:
    """Return the invitation whose identifier stands in a request's path, used or not."""
    identifier = request.variables.get("identifier", "")
    if not (identifier.isascii() and identifier.isalnum()):
        return None
    return cloud.enrollments.find_by_identifier(identifier)
