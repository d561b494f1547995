"""/_sim/clock: the time that every vendor believes in."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.errors import InvalidRequestError
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, boolean, number, obj
from failmode.simulator.http_api.operation import Operation

_CLOCK = obj(
    {
        "now": number("Seconds since the epoch, as the vendors see them."),
        "offset_seconds": number("How far the clock runs ahead of real time."),
        "frozen": boolean("Whether time stands still."),
    }
)
_MAX_SECONDS = 4_000_000_000.0
_EARLIEST, _LATEST = -_MAX_SECONDS, 2 * _MAX_SECONDS


def _state(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    clock = controller.clock
    return {"now": clock.now(), "offset_seconds": clock.offset, "frozen": clock.frozen}


def _check(then: float) -> None:
    """Refuse to set the clock to a time that not everything can write.

    Args:
        then: seconds since the epoch.
    """
    if not _EARLIEST <= then <= _LATEST:
        raise InvalidRequestError(
            f"seconds would set the clock to {then:.0f}, beyond the years 1843 to 2223",
            "Set it back first, or give fewer seconds",
            "seconds",
        )


def _set_offset(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    seconds = request.body["seconds"]
    _check(controller.clock.now() - controller.clock.offset + seconds)
    controller.clock.set_offset(seconds)
    return _state(controller, request)


def _freeze(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    controller.clock.freeze(request.body.get("at"))
    return _state(controller, request)


def _advance(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    seconds = request.body["seconds"]
    _check(controller.clock.now() + seconds)
    controller.clock.advance(seconds)
    return _state(controller, request)


def _resume(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    controller.clock.resume()
    return _state(controller, request)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/clock",
        "getClock",
        ControlEndpoint("clock", _state, _CLOCK),
        summary="Read the clock.",
    ),
    Operation(
        "PUT",
        "/_sim/clock/offset",
        "setClockOffset",
        ControlEndpoint(
            "clock",
            _set_offset,
            _CLOCK,
            body=obj({"seconds": number(minimum=-_MAX_SECONDS, maximum=_MAX_SECONDS)}),
        ),
        summary="Run ahead of real time, or behind it by a negative number.",
    ),
    Operation(
        "POST",
        "/_sim/clock/freeze",
        "freezeClock",
        ControlEndpoint(
            "clock",
            _freeze,
            _CLOCK,
            body=obj(
                {
                    "at": number(
                        "Seconds since the epoch; now when left out.",
                        minimum=0,
                        maximum=_MAX_SECONDS,
                    )
                },
                required=(),
            ),
        ),
        summary="Stop the clock.",
    ),
    Operation(
        "POST",
        "/_sim/clock/advance",
        "advanceClock",
        ControlEndpoint(
            "clock",
            _advance,
            _CLOCK,
            body=obj({"seconds": number(minimum=0, maximum=_MAX_SECONDS)}),
        ),
        summary="Move the clock forward, frozen or not.",
    ),
    Operation(
        "POST",
        "/_sim/clock/resume",
        "resumeClock",
        ControlEndpoint("clock", _resume, _CLOCK),
        summary="Return to real time.",
    ),
)
