"""The automation channel, as the agent on a device sees it: the server's side of `ninjarmm-cli`.

Reads are always inherited: the device shows the closest value. A field that does not exist and
one that automations may not use cannot be told apart.
"""

from __future__ import annotations

from failmode.simulator.ninjaone import assumptions, values
from failmode.simulator.ninjaone.entities import device_by_token
from failmode.simulator.ninjaone.errors import (
    FieldNotFoundError,
    InvalidValueError,
    NinjaOneError,
    ReadRefusedError,
    ValueRequiredError,
    WriteRefusedError,
)
from failmode.simulator.ninjaone.permissions import access
from failmode.simulator.ninjaone.records import CustomField, Device
from failmode.simulator.ninjaone.transaction import Transaction
from failmode.terms import Channel, DefinitionScope

FIELD_NOT_FOUND = "Unable to find the specified field"
"""What `ninjarmm-cli` says about an unknown field and one without permission, by public scripts."""


class AgentCommandError(NinjaOneError):
    """A command that the agent refuses; `text` is what `ninjarmm-cli` prints."""

    def __init__(self, text: str, status: int = 400) -> None:
        self.text = text
        self.status = status
        super().__init__(text)

    def body(self, incident: object) -> dict[str, object]:  # noqa: ARG002 - has no incident id
        """Return the agent protocol's error: `{"message": text}`."""
        return {"message": self.text}


def device_of(tx: Transaction, authorization: str | None) -> Device:
    """Return the device whose token the Authorization header carries.

    Raises:
        AgentCommandError: with status 401 when there is none.
    """
    device = _device_of(tx, authorization)
    if device is None:
        raise AgentCommandError("The agent's token belongs to no device", 401)
    return device


def is_agent(tx: Transaction, authorization: str | None) -> bool:
    """Tell whether the Authorization header carries a device's token."""
    return _device_of(tx, authorization) is not None


def _device_of(tx: Transaction, authorization: str | None) -> Device | None:
    kind, _, token = (authorization or "").partition(" ")
    return device_by_token(tx, token.strip()) if kind.lower() == "bearer" else None


def get(tx: Transaction, device: Device, name: str) -> str:
    """Return what `get` prints: the closest value; empty when unset."""
    try:
        value = values.read_one(
            tx, Channel.AUTOMATION, values.device_entity(device), name, inherited=True
        )
    except (FieldNotFoundError, ReadRefusedError) as error:
        raise AgentCommandError(FIELD_NOT_FOUND, 404) from error
    return "" if value is None else str(value)


def options(tx: Transaction, device: Device, name: str) -> list[str]:
    """Return what `options` prints: `GUID=Label` for each active option, in order.

    Any automation permission but NONE is enough, as one needs a GUID to write it.
    """
    field = _field(tx, device, name)
    allowed = access(field, Channel.AUTOMATION)
    if not (allowed.read or allowed.write):
        raise AgentCommandError(FIELD_NOT_FOUND, 404)
    return [f"{option.id}={option.name}" for option in field.active_options()]


def change(tx: Transaction, device: Device, name: str, text: str | None) -> None:
    """Do what `set` and `clear` (None) do: write at the device.

    Raises:
        AgentCommandError: when the field is not found or required, or the value none of it.
    """
    try:
        field = _field(tx, device, name)
        values.write(tx, Channel.AUTOMATION, _writable_entity(tx, device, field), {name: text})
    except (FieldNotFoundError, WriteRefusedError) as error:
        raise AgentCommandError(FIELD_NOT_FOUND, 404) from error
    except InvalidValueError as error:
        raise AgentCommandError(f"{assumptions.AGENT_INVALID_VALUE}: {error.message}") from error
    except ValueRequiredError as error:
        raise AgentCommandError(assumptions.AGENT_REQUIRED) from error


def _field(tx: Transaction, device: Device, name: str) -> CustomField:
    try:
        return values.visible_field(tx, values.device_entity(device), name, inherited=True)
    except FieldNotFoundError as error:
        raise AgentCommandError(FIELD_NOT_FOUND, 404) from error


def _writable_entity(tx: Transaction, device: Device, field: CustomField) -> values.ScopedEntity:
    entity = values.device_entity(device)
    if tx.switches.agent_set_without_node_scope == "refuse":
        return entity
    for scope, entity_id in entity.chain:
        if field.allows(DefinitionScope(scope)):
            return values.scoped_entity(tx, scope, entity_id)
    return entity
