"""How each type's value looks to each channel, and how it is stored.

How values are stored, `stored_values` says.

The API's side follows what NinjaOne's staff scripts and its article custom-fields-values show,
the agent's side the documented behaviour of `ninjarmm-cli`; the console's side shows labels.
ATTACHMENT, TOTP, IDENTIFIER and the document pickers are not simulated and refuse every value.
Of `advancedSettings`, `maxCharacters`, `numericRange` and `ipAddressType` are enforced; the
others are stored and shown only.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from typing import Any, Protocol

from failmode.simulator.ninjaone import assumptions
from failmode.simulator.ninjaone.errors import InvalidValueError
from failmode.simulator.ninjaone.records import CustomField
from failmode.simulator.ninjaone.stored_values import (
    INSTANTS,
    MULTI_PICKERS,
    PICKERS,
    PLAIN,
    TEXTS,
)
from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.state.values import json_problem
from failmode.terms import Channel, FieldType

Stored = Any
"""A JSON value as it is stored; never null."""

_MILLISECONDS_OF_A_DAY = 24 * 60 * 60 * 1000
_MAX_MILLISECONDS = 253_402_300_800_000
"""The end of the year 9999."""


class Encoding(Protocol):
    """How one channel writes values."""

    def decode(self, field: CustomField, raw: object) -> Stored:
        """Return the stored form of what the channel sent; raises InvalidValueError."""

    def encode(self, field: CustomField, stored: Stored) -> Any:
        """Return what the channel is shown for a stored value."""


def encoding_for(channel: Channel, switches: Switches) -> Encoding:
    """Return the encoding of a channel under the switches in force."""
    match channel:
        case Channel.API:
            return ApiEncoding(switches)
        case Channel.AUTOMATION:
            return AgentEncoding(switches)
        case Channel.TECHNICIAN:
            return ConsoleEncoding(switches)


class ApiEncoding:
    """JSON values as the Public API has them."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches

    def decode(self, field: CustomField, raw: object) -> Stored:
        """Return the stored form of a JSON value; raises InvalidValueError."""

        def refuse(message: str) -> InvalidValueError:
            return InvalidValueError(message, self._switches.bad_option_status)

        return _stored_form(field, raw, refuse)

    def encode(self, field: CustomField, stored: Stored) -> Any:
        """Return the JSON value that GET shows; options by id or label as `dropdown_get` says."""
        return stored if self._switches.dropdown_get == "id" else _labelled(field, stored)


class AgentEncoding:
    """Texts as `ninjarmm-cli` takes and prints them: GUIDs, 1 and 0, seconds, JSON."""

    def __init__(self, switches: Switches) -> None:
        self._accept_labels = switches.agent_set_label == "accept"

    def decode(self, field: CustomField, raw: object) -> Stored:
        """Return the stored form of a text; raises InvalidValueError."""
        text = str(raw)
        kind = field.field_type
        stored = _stored_form(field, _FROM_AGENT.get(kind, str)(text), InvalidValueError)
        if field.has_options and not self._accept_labels:
            given = {part.strip().lower() for part in text.split(",")}
            ids = set(stored) if isinstance(stored, list) else {stored}
            if given != ids:
                raise InvalidValueError(
                    f"{field.name}: {_shown(text)} is not the GUID of an option"
                )
        return stored

    def encode(self, field: CustomField, stored: Stored) -> str:
        """Return what `get` prints."""
        return _TO_AGENT.get(field.field_type, str)(stored)


class ConsoleEncoding:
    """Values as a technician picks and sees them: option labels; all else as in the API."""

    def __init__(self, switches: Switches) -> None:
        self._api = ApiEncoding(switches)

    def decode(self, field: CustomField, raw: object) -> Stored:
        """Return the stored form of what was picked or typed; raises InvalidValueError."""
        return self._api.decode(field, raw)

    def encode(self, field: CustomField, stored: Stored) -> Any:
        """Return what the page shows."""
        return _labelled(field, stored)


def _labelled(field: CustomField, stored: Stored) -> Any:
    """Return the value with labels in the place of option ids."""
    if not field.has_options:
        return stored
    if isinstance(stored, list):
        return [field.option_label(option) for option in stored]
    return field.option_label(stored)


_Refuse = Callable[[str], InvalidValueError]
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?")
_SHOWN_CHARACTERS = 60


def _stored_form(field: CustomField, raw: object, refuse: _Refuse) -> Stored:
    """Return the stored form of a JSON value that keeps the type's and the field's limits."""
    problem = json_problem(raw)
    if problem is not None:
        raise refuse(f"{field.name}: the value {problem}")
    match field.field_type:
        case FieldType.DROPDOWN if isinstance(raw, str):
            return _option(field, raw, refuse)
        case FieldType.MULTI_SELECT if isinstance(raw, list):
            return _options(field, raw, refuse)
        case FieldType.WYSIWYG if isinstance(raw, dict):
            return _rich_text(field, raw, refuse)
        case kind if kind in PLAIN and PLAIN[kind](raw):
            return _checked(field, raw, refuse)
    raise refuse(f"{field.name}: {_shown(raw)} is no value of the type {field.type}")


def _checked(field: CustomField, stored: Stored, refuse: _Refuse) -> Stored:
    """Return the value if it keeps the limits of its type and of the field's settings."""
    settings = field.advanced_settings
    kind = field.field_type
    if kind in TEXTS:
        limit = settings.get("maxCharacters")
        if limit is None and kind is FieldType.TEXT_ENCRYPTED:
            limit = assumptions.SECURE_CHARACTERS
        if limit is not None and len(stored) > limit:
            raise refuse(f"{field.name}: {len(stored)} characters; at most {limit} are allowed")
    if kind is FieldType.IP_ADDRESS:
        _check_address(field, stored, refuse)
    if kind in (FieldType.NUMERIC, FieldType.DECIMAL):
        bounds = settings.get("numericRange") or {}
        low, high = bounds.get("min"), bounds.get("max")
        if (low is not None and stored < low) or (high is not None and stored > high):
            raise refuse(f"{field.name}: {stored} is outside of {low} to {high}")
    if kind is FieldType.TIME and not 0 <= stored < _MILLISECONDS_OF_A_DAY:
        raise refuse(f"{field.name}: {stored} ms is no time of day")
    if kind in INSTANTS and abs(stored) >= _MAX_MILLISECONDS:
        raise refuse(f"{field.name}: {stored} ms is beyond the year 9999")
    return stored


def _check_address(field: CustomField, text: str, refuse: _Refuse) -> None:
    wanted = field.advanced_settings.get("ipAddressType", "ALL")
    try:
        version = ipaddress.ip_address(text).version
    except ValueError:
        raise refuse(f"{field.name}: {_shown(text)} is no IP address") from None
    if wanted not in ("ALL", f"IPV{version}"):
        raise refuse(f"{field.name}: {text} is not of the kind {wanted}")


def _option(field: CustomField, text: str, refuse: _Refuse) -> str:
    option = field.option_named(text)
    if option is None:
        labels = ", ".join(option.name for option in field.active_options())
        raise refuse(f"{field.name}: {_shown(text)} is no option; options are: {labels}")
    return option.id


def _options(field: CustomField, raw: list[object], refuse: _Refuse) -> list[str]:
    ids = []
    for item in raw:
        if not isinstance(item, str):
            raise refuse(f"{field.name}: {_shown(item)} is no option")
        ids.append(_option(field, item, refuse))
    return _unique(ids)


def _unique(ids: list[str]) -> list[str]:
    return list(dict.fromkeys(ids))


def _rich_text(field: CustomField, raw: dict[str, object], refuse: _Refuse) -> dict[str, str]:
    html, text = raw.get("html", ""), raw.get("text", "")
    if not isinstance(html, str) or not isinstance(text, str) or not {"html", "text"} & set(raw):
        raise refuse(f'{field.name}: {_shown(raw)} has no "html" or "text" that is a text')
    return {"text": text or _without_tags(html), "html": html}


def _without_tags(html: str) -> str:
    """Return what is left of an HTML text without `<...>`; a `<` that no `>` follows stays."""
    kept: list[str] = []
    rest = html
    while True:
        before, _, after = rest.partition("<")
        _, closed, following = after.partition(">")
        if not closed:
            return "".join([*kept, rest])
        kept.append(before)
        rest = following


def _milliseconds(text: str) -> object:
    return int(text) * 1000 if _WHOLE.fullmatch(text) else text


def _number(text: str) -> object:
    if not _DECIMAL.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def _parsed(text: str) -> object:
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return parsed


_FROM_AGENT: dict[FieldType, Callable[[str], object]] = {
    FieldType.MULTI_SELECT: lambda text: [part.strip() for part in text.split(",")],
    FieldType.CHECKBOX: lambda text: {"1": True, "0": False}.get(text, text),
    FieldType.NUMERIC: _number,
    FieldType.DECIMAL: _number,
    FieldType.MONETARY: _number,
    FieldType.WYSIWYG: _parsed,
    **dict.fromkeys(INSTANTS, _milliseconds),
    **dict.fromkeys(PICKERS | MULTI_PICKERS, _parsed),
}
"""The JSON value that a text of the agent stands for; the text itself when it stands for none."""

_TO_AGENT: dict[FieldType, Callable[[Stored], str]] = {
    FieldType.MULTI_SELECT: ",".join,
    FieldType.CHECKBOX: lambda stored: "1" if stored else "0",
    FieldType.WYSIWYG: lambda stored: json.dumps(stored, ensure_ascii=False),
    **dict.fromkeys(INSTANTS, lambda stored: str(stored // 1000)),
    **dict.fromkeys(PICKERS | MULTI_PICKERS, json.dumps),
}
"""The text that the agent prints for a stored value, where it is not the value itself."""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}..."
