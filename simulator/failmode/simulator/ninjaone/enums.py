"""NinjaOne's own words: the enumerations of its Public API 2.0 (OpenAPI document 2.0.9-draft)."""

from __future__ import annotations

from enum import StrEnum


class FieldType(StrEnum):
    """`AttributeType`: how a custom field stores and shows its value."""

    DROPDOWN = "DROPDOWN"
    MULTI_SELECT = "MULTI_SELECT"
    CHECKBOX = "CHECKBOX"
    TEXT = "TEXT"
    TEXT_MULTILINE = "TEXT_MULTILINE"
    TEXT_ENCRYPTED = "TEXT_ENCRYPTED"
    NUMERIC = "NUMERIC"
    DECIMAL = "DECIMAL"
    DATE = "DATE"
    DATE_TIME = "DATE_TIME"
    TIME = "TIME"
    ATTACHMENT = "ATTACHMENT"
    NODE_DROPDOWN = "NODE_DROPDOWN"
    NODE_MULTI_SELECT = "NODE_MULTI_SELECT"
    CLIENT_DROPDOWN = "CLIENT_DROPDOWN"
    CLIENT_MULTI_SELECT = "CLIENT_MULTI_SELECT"
    CLIENT_LOCATION_DROPDOWN = "CLIENT_LOCATION_DROPDOWN"
    CLIENT_LOCATION_MULTI_SELECT = "CLIENT_LOCATION_MULTI_SELECT"
    CLIENT_DOCUMENT_DROPDOWN = "CLIENT_DOCUMENT_DROPDOWN"
    CLIENT_DOCUMENT_MULTI_SELECT = "CLIENT_DOCUMENT_MULTI_SELECT"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    IP_ADDRESS = "IP_ADDRESS"
    WYSIWYG = "WYSIWYG"
    URL = "URL"
    MONETARY = "MONETARY"
    IDENTIFIER = "IDENTIFIER"
    TOTP = "TOTP"


OPTION_TYPES = frozenset({FieldType.DROPDOWN, FieldType.MULTI_SELECT})
"""Types that choose from a list of options of their own."""


class DefinitionScope(StrEnum):
    """`DefinitionScope`: the kinds of entity that can have a value; the console says Device."""

    NODE = "NODE"
    END_USER = "END_USER"
    LOCATION = "LOCATION"
    ORGANIZATION = "ORGANIZATION"


class AttributeScope(StrEnum):
    """`AttributeScope`, deprecated by NinjaOne in favour of `DefinitionScope`."""

    NODE_GLOBAL = "NODE_GLOBAL"
    NODE_ROLE = "NODE_ROLE"
    NODE_CLASS = "NODE_CLASS"


class TechnicianPermission(StrEnum):
    """`AttributeTechnicianPermission`: what a technician may do in the console."""

    NONE = "NONE"
    EDITABLE = "EDITABLE"
    READ_ONLY = "READ_ONLY"


class AccessPermission(StrEnum):
    """`AttributeScriptPermission` and `AttributeApiPermission`, which have the same members."""

    NONE = "NONE"
    READ_ONLY = "READ_ONLY"
    WRITE_ONLY = "WRITE_ONLY"
    READ_WRITE = "READ_WRITE"


class Channel(StrEnum):
    """The way a value is reached; each has a permission of its own on the field."""

    TECHNICIAN = "technician"
    AUTOMATION = "automation"
    API = "API"


class NodeClass(StrEnum):
    """`nodeClass` of the devices that run an agent (the API knows more, for unmanaged ones)."""

    WINDOWS_WORKSTATION = "WINDOWS_WORKSTATION"
    WINDOWS_SERVER = "WINDOWS_SERVER"
    MAC = "MAC"
    MAC_SERVER = "MAC_SERVER"
    LINUX_WORKSTATION = "LINUX_WORKSTATION"
    LINUX_SERVER = "LINUX_SERVER"


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
