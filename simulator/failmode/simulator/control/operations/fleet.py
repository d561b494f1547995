"""/_sim/devices/{device}/... and /_sim/matrix: Duo on the tenant's devices, and who gets in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import ConflictError, NotFoundError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.operations.logins import (
    ASSUMPTION,
    MAX_SECONDS,
    RESULT,
    STEP,
    TIMEOUTS,
    WHO,
    assumed_json,
    log_in,
    result_json,
    translated,
)
from failmode.simulator.control.schemas import (
    JsonObject,
    any_object,
    array,
    boolean,
    count,
    integer,
    number,
    obj,
    text,
)
from failmode.simulator.deployment.fields import FAILOPEN_FIELD
from failmode.simulator.fleet.errors import NoProductError, NotDeployedError, UnknownDeviceError
from failmode.simulator.fleet.installations import Installation
from failmode.simulator.fleet.matrix import Matrix, Result
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.logins.client import LoginClient
from failmode.simulator.logins.requests import DEFAULT_TIMEOUT_SECONDS, LoginResult
from failmode.simulator.seed.data import FIRST_USER
from failmode.terms import Vendor, Verdict

_IN = frozenset({Verdict.ALLOWED, Verdict.FAILED_OPEN})
_MATRIX_TIMEOUT_SECONDS = 1.0
_MATRIX_DEADLINE_SECONDS = 10.0
_MEMBERS = {
    "product": text("What Duo calls it."),
    "fail_open": boolean("Whether people get in while Duo cannot be reached."),
    "settings": any_object("In force, by the product's own names, secrets masked."),
}
DUO = obj(_MEMBERS, "Duo on the device; null where it was not deployed.", nullable=True)
"""Schema of what is installed on a device."""

_BY_DEVICE = {"device": count("The device's id.")}
_FIELD = text(f"The field that feeds the failmode; {FAILOPEN_FIELD} when left out.", nonempty=True)
_CELL = obj(
    {
        "organization": text("Of the device; null by option.", nullable=True),
        "device": integer("The device's id; null by option.", nullable=True),
        "device_name": text("Of the device; null by option.", nullable=True),
        "option": text("Chosen option; null by device, and for none.", nullable=True),
        "platform": text("Of the computer; null where Duo guards none.", nullable=True),
        "verdict": text(
            "What a login comes to; null where Duo is not installed, or the simulator failed.",
            choices=tuple(one.value for one in Verdict),
            nullable=True,
        ),
        "gets_in": boolean("Whether the person gets in.", nullable=True),
        "second_factor": boolean("Whether the person proves a second factor.", nullable=True),
        "reason": text("Why, in one line."),
        "assumed": ASSUMPTION,
        "internal_failure": text(
            "What broke inside the simulator, so that there is no verdict; null when nothing did.",
            nullable=True,
        ),
    }
)


def duo_json(installation: Installation) -> JsonObject:
    """Return what is installed on a device, as `DUO` describes it."""
    return {
        "product": installation.kind.product.name,
        "fail_open": installation.endpoint.settings().fail_open,
        "settings": installation.endpoint.masked_settings(),
    }


@contextmanager
def _device_translated() -> Iterator[None]:
    try:
        with translated():
            yield
    except UnknownDeviceError as error:
        raise NotFoundError(error.what, error.remedy) from error
    except (NoProductError, NotDeployedError) as error:
        raise ConflictError(error.what, error.remedy) from error


def _deploy(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    field = request.body.get("field", FAILOPEN_FIELD)
    with _device_translated():
        installation = controller.fleet().deploy(request.path["device"], field)
    deployment = installation.deployment
    return {
        **duo_json(installation),
        "warnings": list(deployment.warnings),
        "steps": [asdict(step) for step in deployment.trace],
    }


def _log_in(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = request.body
    with _device_translated():
        client = controller.fleet().client(
            request.path["device"],
            timeout_seconds=body.get("timeout_seconds", DEFAULT_TIMEOUT_SECONDS),
        )
        return result_json(log_in(controller, client, body))


def _matrix(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    body = {"username": FIRST_USER, **request.body}

    def attempt(client: LoginClient) -> LoginResult:
        return log_in(controller, client, body, _MATRIX_DEADLINE_SECONDS)

    field = body.get("field", FAILOPEN_FIELD)
    matrix = Matrix(
        controller.fleet(),
        attempt,
        timeout_seconds=body.get("timeout_seconds", _MATRIX_TIMEOUT_SECONDS),
    )
    with translated():
        if body["by"] == "option":
            cells = [
                {
                    **_outcome(cell.result),
                    "organization": None,
                    "device": None,
                    "device_name": None,
                    "option": cell.option,
                    "platform": cell.platform,
                }
                for cell in matrix.by_option(field)
            ]
        else:
            cells = [
                {
                    **_outcome(cell.result),
                    "organization": cell.organization,
                    "device": cell.device_id,
                    "device_name": cell.device,
                    "option": None,
                    "platform": cell.platform,
                }
                for cell in matrix.by_device(body.get("organization_id"))
            ]
    return {"field": field, "username": body["username"], "cells": cells}


def _outcome(result: Result | None) -> JsonObject:
    if not isinstance(result, LoginResult):
        failure = None if result is None else f"{result.where}: {result.reason}"
        return {
            "verdict": None,
            "gets_in": None,
            "second_factor": None,
            "reason": failure or "Duo is not installed",
            "assumed": None,
            "internal_failure": failure,
        }
    return {
        "verdict": result.verdict.value,
        "gets_in": result.verdict in _IN,
        "second_factor": result.second_factor,
        "reason": result.reason,
        "assumed": assumed_json(result),
        "internal_failure": None,
    }


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "POST",
        "/_sim/devices/{device}/deployment",
        "deployDuo",
        ControlEndpoint(
            Vendor.NINJAONE,
            _deploy,
            obj({**_MEMBERS, "warnings": array(text()), "steps": array(STEP, "Oldest first.")}),
            body=obj({"field": _FIELD}, required=()),
            parameters=_BY_DEVICE,
            refusals=(404, 409),
        ),
        summary="Deploy Duo: the device's agent reads the fields, the installer gets the settings.",
    ),
    Operation(
        "POST",
        "/_sim/devices/{device}/logins",
        "attemptDeviceLogin",
        ControlEndpoint(
            "logins",
            _log_in,
            RESULT,
            body=obj({**WHO, **TIMEOUTS}, required=("username",)),
            parameters=_BY_DEVICE,
            refusals=(404, 409, 503),
        ),
        summary="Log in once at a device that Duo is deployed to.",
    ),
    Operation(
        "POST",
        "/_sim/matrix",
        "tryMatrix",
        ControlEndpoint(
            "logins",
            _matrix,
            obj({"field": text(), "username": text(), "cells": array(_CELL)}),
            body=obj(
                {
                    "by": text(
                        "Every option on every platform, or every device.",
                        choices=("option", "device"),
                    ),
                    "field": _FIELD,
                    "organization_id": count(
                        "By device: only those of this organization.", nullable=True
                    ),
                    "username": text(f"Who logs in; {FIRST_USER} when left out.", nonempty=True),
                    "timeout_seconds": number(
                        f"How long a computer waits for Duo; {_MATRIX_TIMEOUT_SECONDS:g} when "
                        "left out.",
                        minimum=0.05,
                        maximum=MAX_SECONDS,
                    ),
                    "deadline_seconds": number(
                        f"After this long a login counts as hung; {_MATRIX_DEADLINE_SECONDS:g} "
                        "when left out.",
                        minimum=0.05,
                        maximum=MAX_SECONDS,
                    ),
                },
                required=("by",),
            ),
            refusals=(409, 503),
        ),
        summary=(
            "Who gets in now: logins with the faults that stand, one for computers that are set "
            "up alike. Faults that strike a number of times count them."
        ),
    ),
)
