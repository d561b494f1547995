"""Device filters: the `df` parameter, such as `org = 3 AND class in (WINDOWS_SERVER, MAC)`.

The terms and operators are those of NinjaOne's article on device filters; terms are joined with
AND and there is no OR. The terms `role`, `created`, `group` and `tagId` are refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement

from failmode.simulator.ninjaone.enums import ApprovalStatus, NodeClass
from failmode.simulator.ninjaone.errors import InvalidParameterError
from failmode.simulator.ninjaone.tables import DEVICES

_MAX_ID = 2**31 - 1
# The space around a joint is taken off the terms: looked for here, a long run of it would be read
# again from each of its characters.
_JOINT = re.compile(r"&&|(?<=\s)and(?=\s)", re.IGNORECASE)
_TERM = re.compile(
    r"(?P<key>[A-Za-z]+)\s*"
    r"(?:(?P<list>!in|notin|nin|in)\s*\((?P<values>[^()]*)\)"
    r"|(?P<operator>!=|<>|=|neq\s|eq\s)\s*(?P<value>[A-Za-z0-9_]+))",
    re.IGNORECASE,
)
_UNSUPPORTED = ("role", "created", "group", "tagid")
_EXAMPLE = "org = 1 AND class in (WINDOWS_SERVER, MAC)"


@dataclass(frozen=True, slots=True)
class DeviceFilter:
    """A parsed filter: SQL conditions on `DEVICES`, all of which must hold."""

    conditions: tuple[ColumnElement[bool], ...]


def parse_device_filter(text: str | None) -> DeviceFilter:
    """Read the filter of a `df` parameter; without `status` only approved devices match.

    Raises:
        InvalidParameterError: when it cannot be read, naming the term.
    """
    conditions: list[ColumnElement[bool]] = []
    keys: set[str] = set()
    for term in _JOINT.split(text.strip()) if text and text.strip() else []:
        key, condition = _condition(term.strip())
        keys.add(key)
        conditions.append(condition)
    if "status" not in keys:
        conditions.append(DEVICES.c.approval_status == ApprovalStatus.APPROVED.value)
    return DeviceFilter(tuple(conditions))


def _condition(term: str) -> tuple[str, ColumnElement[bool]]:
    word = term.lower()
    if word in ("online", "offline"):
        return word, DEVICES.c.offline.is_(word == "offline")
    match = _TERM.fullmatch(term)
    key = match.group("key").lower() if match else re.split(r"\W", word, maxsplit=1)[0]
    if key in _UNSUPPORTED:
        raise InvalidParameterError(f"df: failmode does not simulate the term {key!r}: {term!r}")
    if match is None or key not in _COLUMNS:
        raise InvalidParameterError(
            f"df: cannot read {term!r}; expected something like: {_EXAMPLE}"
        )
    column, parse = _COLUMNS[key]
    operator = (match.group("list") or match.group("operator")).lower().strip()
    if match.group("list"):
        values = [parse(term, value.strip()) for value in match.group("values").split(",")]
    else:
        values = [parse(term, match.group("value"))]
    wanted = operator in ("in", "=", "eq")
    return key, column.in_(values) if wanted else column.not_in(values)


def _number(term: str, text: str) -> object:
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > _MAX_ID:
        raise InvalidParameterError(f"df: {text!r} in {term!r} is no id")
    return int(text)


def _node_class(term: str, text: str) -> object:
    return _member(term, text, [member.value for member in NodeClass])


def _status(term: str, text: str) -> object:
    return _member(term, text, [member.value for member in ApprovalStatus])


def _member(term: str, text: str, known: list[str]) -> object:
    if text.upper() not in known:
        raise InvalidParameterError(f"df: {text!r} in {term!r} is none of {', '.join(known)}")
    return text.upper()


_COLUMNS: dict[str, tuple[Column[Any], Callable[[str, str], object]]] = {
    "org": (DEVICES.c.organization_id, _number),
    "organization": (DEVICES.c.organization_id, _number),
    "loc": (DEVICES.c.location_id, _number),
    "location": (DEVICES.c.location_id, _number),
    "id": (DEVICES.c.id, _number),
    "class": (DEVICES.c.node_class, _node_class),
    "status": (DEVICES.c.approval_status, _status),
}
