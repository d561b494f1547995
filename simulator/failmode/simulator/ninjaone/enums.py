"""NinjaOne's own words: the enumerations of its Public API 2.0 (OpenAPI document 2.0.9-draft)."""

from __future__ import annotations

from enum import StrEnum

from failmode.terms import Platform


class AttributeScope(StrEnum):
    """`AttributeScope`, deprecated by NinjaOne in favour of `DefinitionScope`."""

    NODE_GLOBAL = "NODE_GLOBAL"
    NODE_ROLE = "NODE_ROLE"
    NODE_CLASS = "NODE_CLASS"


class NodeClass(StrEnum):
    """`nodeClass` of the devices that run an agent (the API knows more, for unmanaged ones)."""

    WINDOWS_WORKSTATION = "WINDOWS_WORKSTATION"
    WINDOWS_SERVER = "WINDOWS_SERVER"
    MAC = "MAC"
    MAC_SERVER = "MAC_SERVER"
    LINUX_WORKSTATION = "LINUX_WORKSTATION"
    LINUX_SERVER = "LINUX_SERVER"


NODE_CLASSES = {
    Platform.WINDOWS_WORKSTATION: NodeClass.WINDOWS_WORKSTATION,
    Platform.WINDOWS_SERVER: NodeClass.WINDOWS_SERVER,
    Platform.MACOS: NodeClass.MAC,
}
"""The class of the devices of each platform."""


class ApprovalStatus(StrEnum):
    """`approvalStatus` of a device."""

    PENDING = "PENDING"
    STAGED = "STAGED"
    APPROVED = "APPROVED"
    DECOMMISSIONED = "DECOMMISSIONED"


class NodeApprovalMode(StrEnum):
    """`nodeApprovalMode` of an organization."""

    AUTOMATIC = "AUTOMATIC"
    MANUAL = "MANUAL"
    REJECT = "REJECT"


class OAuthScope(StrEnum):
    """Scopes of an API application, in the order in which answers list them."""

    MONITORING = "monitoring"
    MANAGEMENT = "management"
    CONTROL = "control"
    OFFLINE_ACCESS = "offline_access"
