"""Lists of what the simulated account has none of: security keys, computers, units.

Whatever is asked for by its id is not found.
"""

from __future__ import annotations

from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply, listed
from failmode.simulator.duo.admin.endpoint import listing
from failmode.simulator.duo.admin.query import page
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.endpoint import DuoOperation

_MAX_PAGE_SIZE = 500


def list_nothing(_admin: AdminContext, call: AdminCall) -> Reply:
    """Answer an empty list."""
    return listed(page(call.params, _MAX_PAGE_SIZE), [])


def list_nothing_of_user(admin: AdminContext, call: AdminCall) -> Reply:
    """Answer an empty list about a user who is there."""
    admin.user(call.variables["user_id"])
    return list_nothing(admin, call)


_READ = Permission.READ_RESOURCE
_OF_USER = "/admin/v1/users/{user_id}"

OPERATIONS: tuple[DuoOperation, ...] = (
    listing("/admin/v1/administrative_units", Permission.ADMINS, list_nothing),
    listing("/admin/v1/desktoptokens", _READ, list_nothing),
    listing("/admin/v1/endpoints", _READ, list_nothing),
    listing("/admin/v1/registered_devices", _READ, list_nothing),
    listing("/admin/v1/u2ftokens", _READ, list_nothing),
    listing("/admin/v1/webauthncredentials", _READ, list_nothing),
    listing(f"{_OF_USER}/u2ftokens", _READ, list_nothing_of_user),
    listing(f"{_OF_USER}/webauthncredentials", _READ, list_nothing_of_user),
)
