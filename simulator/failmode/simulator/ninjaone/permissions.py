"""Which channel may do what with a field's values: the only place that decides it.

The API permission concerns values, never definitions (the OpenAPI document's note on
`AttributeApiPermission`).
"""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.ninjaone.records import CustomField
from failmode.terms import AccessPermission, Channel, TechnicianPermission


@dataclass(frozen=True, slots=True)
class Access:
    """What one channel may do with the values of one field."""

    read: bool
    write: bool


_TECHNICIAN = {
    TechnicianPermission.NONE: Access(read=False, write=False),
    TechnicianPermission.READ_ONLY: Access(read=True, write=False),
    TechnicianPermission.EDITABLE: Access(read=True, write=True),
}
_PROGRAM = {
    AccessPermission.NONE: Access(read=False, write=False),
    AccessPermission.READ_ONLY: Access(read=True, write=False),
    AccessPermission.WRITE_ONLY: Access(read=False, write=True),
    AccessPermission.READ_WRITE: Access(read=True, write=True),
}


def access(field: CustomField, channel: Channel) -> Access:
    """Return what `channel` may do with the values of `field`."""
    match channel:
        case Channel.TECHNICIAN:
            return _TECHNICIAN[TechnicianPermission(field.technician_permission)]
        case Channel.AUTOMATION:
            return _PROGRAM[AccessPermission(field.script_permission)]
        case Channel.API:
            return _PROGRAM[AccessPermission(field.api_permission)]
