"""Every operation of NinjaOne's API, in one tuple, and the router that leads to them."""

from __future__ import annotations

from failmode.simulator.http_api.router import Router
from failmode.simulator.ninjaone.operation import NinjaOneOperation
from failmode.simulator.ninjaone.operations import (
    agent,
    custom_fields,
    entities,
    reports,
    token,
    unsimulated,
    values,
)
from failmode.terms import Vendor

OPERATIONS: tuple[NinjaOneOperation, ...] = (
    *token.OPERATIONS,
    *custom_fields.OPERATIONS,
    *entities.OPERATIONS,
    *values.OPERATIONS,
    *reports.OPERATIONS,
    *agent.OPERATIONS,
    *unsimulated.OPERATIONS,
)
"""The operations served, then those of the OpenAPI document that are refused by name."""

ROUTER = Router(OPERATIONS)
"""Leads requests to their operations."""

REQUEST_NAMES = ROUTER.request_names(Vendor.NINJAONE.spelling)
"""How requests to NinjaOne are named."""

identify = ROUTER.identifier()
"""Names requests by their operations; they belong to no stage of a login and to no user."""
