"""`/admin/v1/settings`: those settings that the simulated cloud has, and no others.

Names: `get_settings` and `update_settings` of `duo_client/admin.py`.
"""

from __future__ import annotations

from dataclasses import replace

from failmode.simulator.duo.admin.context import AdminCall, AdminContext, Reply
from failmode.simulator.duo.admin.endpoint import changing, reading
from failmode.simulator.duo.admin.words import Permission
from failmode.simulator.duo.directory.settings import is_setting
from failmode.simulator.duo.endpoint import DuoOperation
from failmode.simulator.duo.errors import InvalidRequestParametersError

_NAMES = {
    "lockout_threshold": "lockout_threshold",
    "lockout_expire_duration": "lockout_expire_minutes",
    "sms_batch": "sms_batch_size",
}
"""What the cloud calls a setting, by its name in the API."""


def get_settings(admin: AdminContext, _call: AdminCall) -> Reply:
    """GET /admin/v1/settings."""
    current = admin.cloud.settings.current
    return Reply({name: int(getattr(current, ours)) for name, ours in _NAMES.items()})


def update_settings(admin: AdminContext, call: AdminCall) -> Reply:
    """POST /admin/v1/settings; a setting that the cloud has not is refused."""
    changed: dict[str, int] = {}
    for name in call.params.names:
        if name not in _NAMES:
            raise InvalidRequestParametersError(name)
        value = call.params.number(name)
        if value is None or not is_setting(_NAMES[name], value):
            raise InvalidRequestParametersError(name)
        changed[_NAMES[name]] = value
    settings = admin.cloud.settings
    settings.replace(replace(settings.current, **changed))
    return get_settings(admin, call)


OPERATIONS: tuple[DuoOperation, ...] = (
    reading("/admin/v1/settings", Permission.SETTINGS, get_settings),
    changing("POST", "/admin/v1/settings", Permission.SETTINGS, update_settings),
)
