"""What a device's agent asks for the program `ninjarmm-cli`; no interface of NinjaOne's."""

from __future__ import annotations

from failmode.simulator.http_api.operation import Operation
from failmode.simulator.ninjaone import automation
from failmode.simulator.ninjaone.operation import (
    VALUES_BODY_BYTES,
    Handler,
    JsonValue,
    NinjaOneOperation,
    TransactionalEndpoint,
)
from failmode.simulator.ninjaone.records import Device
from failmode.simulator.ninjaone.request import ApiRequest
from failmode.simulator.ninjaone.transaction import Transaction


def _device(tx: Transaction, request: ApiRequest) -> Device:
    return automation.device_of(tx, request.authorization)


def _field(request: ApiRequest) -> str:
    return request.text("name") or ""


def _get(tx: Transaction, request: ApiRequest) -> JsonValue:
    return {"value": automation.get(tx, _device(tx, request), _field(request))}


def _options(tx: Transaction, request: ApiRequest) -> JsonValue:
    return {"options": automation.options(tx, _device(tx, request), _field(request))}


def _set(tx: Transaction, request: ApiRequest) -> JsonValue:
    device = _device(tx, request)
    text = request.values().get("value")
    if not isinstance(text, str):
        raise automation.AgentCommandError('expected {"value": text}')
    automation.change(tx, device, _field(request), text)
    return {}


def _clear(tx: Transaction, request: ApiRequest) -> JsonValue:
    automation.change(tx, _device(tx, request), _field(request), None)
    return {}


def _operation(
    method: str, path: str, name: str, handler: Handler, *, changes: bool = False
) -> NinjaOneOperation:
    endpoint = TransactionalEndpoint(handler, changes=changes)
    return Operation(method, f"/_agent/v1{path}", name, endpoint, body_bytes=VALUES_BODY_BYTES)


OPERATIONS: tuple[NinjaOneOperation, ...] = (
    _operation("GET", "/field", "agent-get", _get),
    _operation("PUT", "/field", "agent-set", _set, changes=True),
    _operation("DELETE", "/field", "agent-clear", _clear, changes=True),
    _operation("GET", "/options", "agent-options", _options),
)
