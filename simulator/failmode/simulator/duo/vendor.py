"""Duo as an edge serves it."""

from __future__ import annotations

import json
from typing import Any

import bson

from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.http.messages import Request
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.terms.vendors import Vendor

_MALFORMED: dict[str, Any] = {"stat": "OK", "response": {}}


def duo(host: str, application: Application) -> SimulatedVendor:
    """Describe Duo's cloud.

    Args:
        host: the API hostname.
        application: what answers.
    """
    return SimulatedVendor(Vendor.DUO, host, application, malformed)


def malformed(request: Request) -> CannedResponse:
    """Answer in Duo's envelope with an empty response, in the encoding that the path asks for.

    Clients that choose their encoding by a suffix would take another one for no answer at all.
    """
    if request.path.endswith(".bson"):
        return CannedResponse(200, (("Content-Type", "application/bson"),), bson.encode(_MALFORMED))
    body = json.dumps(_MALFORMED).encode("ascii")
    return CannedResponse(200, (("Content-Type", "application/json"),), body)
