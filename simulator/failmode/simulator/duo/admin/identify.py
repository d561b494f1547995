"""What a request to the Admin API is about, for the journal and for fault rules."""

from __future__ import annotations

from failmode.simulator.duo.admin.calls import CALLS
from failmode.simulator.duo.auth.service import DuoService
from failmode.simulator.edge.identify import Identified

PREFIX = "/admin/"
"""What every path of the Admin API begins with."""


def identify(service: DuoService, method: str, path: str) -> Identified:
    """Name a request by its call, not by the ids in its path.

    Args:
        service: the cloud, which knows the users by their ids.
        method: HTTP method.
        path: path without query, percent-decoded.
    """
    for call in CALLS:
        variables = call.variables(method, path)
        if variables is None:
            continue
        user_id = variables.get("user_id")
        user = service.find_user_by_id(user_id) if user_id and "\0" not in user_id else None
        return Identified(call.operation, user=user.username if user else None)
    return Identified(f"{method} {path}")
