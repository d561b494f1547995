"""Every operation of the Admin API; each module declares its own."""

from __future__ import annotations

from failmode.simulator.duo.admin import (
    absent,
    activations,
    admins,
    devices,
    groups,
    integrations,
    logs,
    policies,
    reports,
    settings,
    users,
)
from failmode.simulator.duo.endpoint import DuoOperation

OPERATIONS: tuple[DuoOperation, ...] = (
    *users.OPERATIONS,
    *groups.OPERATIONS,
    *devices.OPERATIONS,
    *integrations.OPERATIONS,
    *reports.OPERATIONS,
    *logs.OPERATIONS,
    *activations.OPERATIONS,
    *settings.OPERATIONS,
    *admins.OPERATIONS,
    *policies.OPERATIONS,
    *absent.OPERATIONS,
)
"""Every operation of the Admin API."""
