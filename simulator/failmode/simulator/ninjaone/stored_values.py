"""The form in which each type's value is stored, and what a field's settings can be.

Stored are JSON values: texts, numbers, booleans; dates as epoch milliseconds; times of day as
milliseconds from midnight; options as their ids; WYSIWYG as `{"text", "html"}`; the pickers of
devices, organizations and locations as ids.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TypeGuard

from failmode.terms import FieldType

TEXTS = frozenset(
    {
        FieldType.TEXT,
        FieldType.TEXT_MULTILINE,
        FieldType.TEXT_ENCRYPTED,
        FieldType.EMAIL,
        FieldType.PHONE,
        FieldType.IP_ADDRESS,
        FieldType.URL,
    }
)
INSTANTS = frozenset({FieldType.DATE, FieldType.DATE_TIME, FieldType.TIME})
PICKERS = frozenset(
    {FieldType.NODE_DROPDOWN, FieldType.CLIENT_DROPDOWN, FieldType.CLIENT_LOCATION_DROPDOWN}
)
MULTI_PICKERS = frozenset(
    {
        FieldType.NODE_MULTI_SELECT,
        FieldType.CLIENT_MULTI_SELECT,
        FieldType.CLIENT_LOCATION_MULTI_SELECT,
    }
)


def is_whole(value: object) -> TypeGuard[int]:
    """Tell whether a JSON value is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether a JSON value is a finite number."""
    return is_whole(value) or (isinstance(value, float) and math.isfinite(value))


def _is_whole_list(value: object) -> bool:
    return isinstance(value, list) and all(is_whole(item) for item in value)


PLAIN: dict[FieldType, Callable[[object], bool]] = {
    FieldType.CHECKBOX: lambda value: isinstance(value, bool),
    FieldType.NUMERIC: is_whole,
    FieldType.DECIMAL: is_number,
    FieldType.MONETARY: is_number,
    **dict.fromkeys(TEXTS, lambda value: isinstance(value, str)),
    **dict.fromkeys(INSTANTS | PICKERS, is_whole),
    **dict.fromkeys(MULTI_PICKERS, _is_whole_list),
}
"""Types whose JSON value is stored as it is, and what it must be."""


def is_stored_form(kind: FieldType, value: object) -> bool:
    """Tell whether a JSON value is the stored form of a value of that type."""
    match kind:
        case FieldType.DROPDOWN:
            return isinstance(value, str)
        case FieldType.MULTI_SELECT:
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case FieldType.WYSIWYG:
            return (
                isinstance(value, dict)
                and set(value) == {"text", "html"}
                and all(isinstance(one, str) for one in value.values())
            )
    return kind in PLAIN and PLAIN[kind](value)


def settings_problem(settings: Mapping[str, object]) -> str | None:
    """Say what keeps a field's `advancedSettings` from being obeyed; None when nothing does."""
    limit = settings.get("maxCharacters")
    if limit is not None and (not is_whole(limit) or limit < 0):
        return f"maxCharacters is {limit!r}; expected a number of characters"
    bounds = settings.get("numericRange")
    if bounds is not None:
        if not isinstance(bounds, dict):
            return f"numericRange is {type(bounds).__name__}; expected a JSON object"
        for key in ("min", "max"):
            bound = bounds.get(key)
            if bound is not None and not is_number(bound):
                return f"numericRange.{key} is {bound!r}; expected a number"
    kind = settings.get("ipAddressType")
    if kind is not None and kind not in ("ALL", "IPV4", "IPV6"):
        return f"ipAddressType is {kind!r}; expected ALL, IPV4 or IPV6"
    return None
