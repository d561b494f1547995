"""/_sim/call-limits: how often programs may make each kind of call of Duo's Admin API."""

from __future__ import annotations

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.operation import ControlEndpoint, ControlOperation, ControlRequest
from failmode.simulator.control.schemas import JsonObject, array, boolean, integer, obj, text
from failmode.simulator.duo.admin.call_limits import CALL_LIMITS, CallLimits
from failmode.simulator.duo.admin.words import CallKind
from failmode.simulator.http_api.operation import Operation
from failmode.terms import Vendor

_MAX_REQUESTS = 100_000
_KIND = text("Kind of call.", choices=tuple(one.value for one in CallKind))
_ANSWER = obj(
    {
        "call_limits": array(
            obj(
                {
                    "kind": _KIND,
                    "requests": integer(
                        "How many an integration may make in a minute; null: any number.",
                        nullable=True,
                    ),
                    "reported": integer("How many Duo allows, as far as is known."),
                    "evidence": text("Where that was said or seen."),
                }
            )
        )
    }
)


def _get(controller: SimulatorController, _: ControlRequest) -> JsonObject:
    current = CallLimits(controller.store).current()
    return {
        "call_limits": [
            {
                "kind": one.kind.value,
                "requests": current.get(one.kind),
                "reported": one.requests,
                "evidence": one.evidence,
            }
            for one in CALL_LIMITS
        ]
    }


def _set(controller: SimulatorController, request: ControlRequest) -> JsonObject:
    given = dict(request.body)
    as_reported = given.pop("as_reported", None)
    with controller.store.transaction(exclusive=True):
        limits = CallLimits(controller.store)
        wanted = dict(limits.current())
        if as_reported is not None:
            wanted = {one.kind: one.requests for one in CALL_LIMITS} if as_reported else {}
        for name, requests in given.items():
            wanted.pop(CallKind(name), None)
            if requests is not None:
                wanted[CallKind(name)] = requests
        limits.replace(wanted)
    return _get(controller, request)


OPERATIONS: tuple[ControlOperation, ...] = (
    Operation(
        "GET",
        "/_sim/call-limits",
        "getCallLimits",
        ControlEndpoint(Vendor.DUO, _get, _ANSWER),
        summary="How often each kind of call of the Admin API may be made; at first nothing is "
        "limited.",
    ),
    Operation(
        "PATCH",
        "/_sim/call-limits",
        "setCallLimits",
        ControlEndpoint(
            Vendor.DUO,
            _set,
            _ANSWER,
            body=obj(
                {
                    "as_reported": boolean(
                        "First: true puts every limit that is known in force, false none."
                    ),
                    **{
                        kind.value: integer(
                            "How many in a minute; null: any number.",
                            nullable=True,
                            minimum=0,
                            maximum=_MAX_REQUESTS,
                        )
                        for kind in CallKind
                    },
                },
                required=(),
                nonempty=True,
            ),
        ),
        summary="Limit kinds of calls; those left out stay. Too many are answered by 429.",
    ),
)
