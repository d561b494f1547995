"""What is not publicly known about NinjaOne and changes what a client sees: one switch each.

Every switch says in its metadata what is unknown or contradictory; the default is this
simulator's choice, not the vendor's word. Unknown matters that no client is expected to depend
on are constants in `assumptions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

from failmode.simulator.errors import ConfigError


def _unknown(default: object, why: str) -> Any:
    """Declare a switch with its default and the reason why it is one."""
    return field(default=default, metadata={"unknown": why})


@dataclass(frozen=True, slots=True)
class Switches:
    """The behaviours that evidence leaves open; rows of the database keep what is changed."""

    dropdown_get: Literal["id", "label"] = _unknown(
        "id",
        "How GET shows the value of DROPDOWN and MULTI_SELECT. NinjaOne's article "
        "custom-fields-values says the option's UUID; its staff's scripts compare with the label.",
    )
    unknown_field_status: Literal[404, 400] = _unknown(
        404, "The HTTP status of FIELD_NOT_FOUND; the public capture shows only the body."
    )
    bad_option_status: Literal[400, 422] = _unknown(
        400, "Status and body for a value that is no option of the field, or not of its type."
    )
    readonly_write_status: Literal[403, 400] = _unknown(
        403, "Status and body for a write that the field's API permission does not allow."
    )
    required_null: Literal[400, 204] = _unknown(
        400,
        "Whether the API and automations may clear a required field: 400 refuses it, 204 accepts. "
        "Only the console is known to refuse it.",
    )
    empty_string: Literal["ignore", "clear", "refuse"] = _unknown(
        "ignore",
        'What PATCH does with "". In early 2024 it changed nothing and gave no error '
        "(github.com/homotechsual/NinjaOne/issues/29); whether that still holds is not known.",
    )
    default_applies_on_read: bool = _unknown(
        False,
        "Whether an unset field reads as its default. NinjaOne's page on creating custom fields "
        "has a section Default Value Behavior whose text was not available.",
    )
    absent_option: Literal["deactivate", "keep"] = _unknown(
        "deactivate", "What an update does with an existing option that its list leaves out."
    )
    wrong_secret_status: Literal[401, 400] = _unknown(
        401, "Status and body of the token endpoint for a known client_id with a wrong secret."
    )
    scope_not_allowed: Literal["invalid_scope", "narrow"] = _unknown(
        "invalid_scope",
        "Whether asking for a scope that the application lacks is refused or granted without it.",
    )
    permission_denied_status: Literal[403, 500] = _unknown(
        403, "The status of permission_denied: 403 in general, 500 on some endpoints."
    )
    client_credentials_create_fields: bool = _unknown(
        True,
        "Whether a token of the client-credentials grant may create definitions. NinjaOne's own "
        "tool uses the authorization-code grant and does not say that others fail.",
    )
    agent_set_without_node_scope: Literal["refuse", "closest-scope"] = _unknown(
        "refuse",
        "What `ninjarmm-cli set` does when the field cannot be set on devices: refuse it, or set "
        "it at the location or organization of the device, whichever the field allows first.",
    )
    agent_set_label: Literal["refuse", "accept"] = _unknown(
        "refuse", "Whether `ninjarmm-cli set` takes an option's label; its GUID is known to work."
    )

    @classmethod
    def from_json(cls, data: object, base: Self | None = None) -> Self:
        """Read switches from a JSON object.

        Args:
            data: an object of switch names and values; absent ones keep those of `base`.
            base: where to start from; the defaults when left out.

        Raises:
            ConfigError: when it is no object, a name is unknown or a value is not offered.
        """
        if not isinstance(data, Mapping):
            raise ConfigError(
                f"the switches of NinjaOne are {_json_kind(data)}",
                'Give a JSON object such as {"dropdown_get": "label"}',
            )
        choices = _choices()
        for name, value in data.items():
            if name not in choices:
                raise ConfigError(
                    f"NinjaOne has no switch {name!r}", f"Known: {', '.join(sorted(choices))}"
                )
            offered = choices[name]
            if not _is_among(value, offered):
                raise ConfigError(
                    f"NinjaOne's switch {name!r} cannot be {value!r}",
                    f"Offered: {', '.join(repr(choice) for choice in offered)}",
                )
        return replace(base if base is not None else cls(), **data)

    def to_json(self) -> dict[str, object]:
        """Return all switches by name."""
        return {switch.name: getattr(self, switch.name) for switch in fields(self)}

    @classmethod
    def describe(cls) -> list[dict[str, object]]:
        """Return every switch as {name, choices, default, unknown}, for people and programs."""
        choices = _choices()
        return [
            {
                "name": switch.name,
                "choices": list(choices[switch.name]),
                "default": switch.default,
                "unknown": switch.metadata["unknown"],
            }
            for switch in fields(cls)
        ]


@cache
def _choices() -> dict[str, tuple[object, ...]]:
    hints = get_type_hints(Switches)
    return {
        switch.name: get_args(hints[switch.name])
        if get_origin(hints[switch.name]) is Literal
        else (True, False)
        for switch in fields(Switches)
    }


def is_offered(name: object, value: object) -> bool:
    """Whether a name is that of a switch, and a value one that it offers."""
    return isinstance(name, str) and _is_among(value, _choices().get(name, ()))


def _is_among(value: object, choices: tuple[object, ...]) -> bool:
    # Python takes 1 for True and 404.0 for 404; JSON does not.
    return any(type(value) is type(choice) and value == choice for choice in choices)


def _json_kind(data: object) -> str:
    if data is None:
        return "null"
    return f"of the type {type(data).__name__}"
