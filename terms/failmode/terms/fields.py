"""NinjaOne's words for custom fields, by the names of its Public API 2.0 (OpenAPI 2.0.9-draft)."""

from __future__ import annotations

import re
from enum import StrEnum

_WORD_BREAKS = re.compile(r"[\s-]+")
_DROPPED = re.compile(r"[^A-Za-z0-9]")


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


UNSET = "(unset)"
"""How a scenario writes that a field, or a mode, is not configured."""


def field_name(label: str) -> str:
    """Derive the field name that NinjaOne's console gives to a label.

    Words end at white space and hyphens. The first word is put in lower case, each further word
    begins with a capital letter; everything but letters and digits is dropped without ending a
    word. The rule is observed on the published pairs of
    https://github.com/ProVal-Tech/proval-docs, for example `cPVAL DUO UAC_OFFLINE_ENROLL` and
    `cpvalDuoUacofflineenroll`. What the console does with letters beyond ASCII is unknown; they
    are assumed to be dropped, because the API's names have none.
    """
    words = (_DROPPED.sub("", part) for part in _WORD_BREAKS.split(label))
    first, *rest = [word for word in words if word] or [""]
    return first.lower() + "".join(word.capitalize() for word in rest)
