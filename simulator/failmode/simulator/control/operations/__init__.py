"""Everything the control API can do, by topic."""

from __future__ import annotations

from failmode.simulator.control.openapi import with_description
from failmode.simulator.control.operation import ControlOperation
from failmode.simulator.control.operations import (
    call_limits,
    clock,
    console,
    duo,
    duo_factors,
    duo_groups,
    faults,
    fields,
    fleet,
    info,
    journal,
    logins,
    ninjaone,
    profiles,
    proxies,
    state,
    switches,
)

OPERATIONS: tuple[ControlOperation, ...] = with_description(
    (
        *info.OPERATIONS,
        *state.OPERATIONS,
        *clock.OPERATIONS,
        *faults.OPERATIONS,
        *profiles.OPERATIONS,
        *journal.OPERATIONS,
        *duo.OPERATIONS,
        *duo_factors.OPERATIONS,
        *duo_groups.OPERATIONS,
        *call_limits.OPERATIONS,
        *proxies.OPERATIONS,
        *ninjaone.OPERATIONS,
        *fields.OPERATIONS,
        *fleet.OPERATIONS,
        *switches.OPERATIONS,
        *logins.OPERATIONS,
        *console.OPERATIONS,
    )
)
"""The operations in the order in which they are described."""
