"""Who may call which of Duo's APIs, and how the calls must be signed."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.assumptions import (
    ADMIN_API_SIGNATURES,
    AUTH_API_TYPES,
    AUTH_V2_SIGNATURES,
    REST_V1_SIGNATURES,
)
from failmode.simulator.duo.directory.records import IntegrationType


@dataclass(frozen=True, slots=True)
class Access:
    """What a signed call needs.

    Attributes:
        versions: versions of the signature that are accepted.
        types: types of integrations that may call; the others get 40301.
    """

    versions: frozenset[Version]
    types: frozenset[IntegrationType]


AUTH_V2 = Access(AUTH_V2_SIGNATURES, AUTH_API_TYPES)
"""`/auth/v2`."""

REST_V1 = Access(REST_V1_SIGNATURES, AUTH_API_TYPES)
"""`/rest/v1`."""

ADMIN = Access(ADMIN_API_SIGNATURES, frozenset({IntegrationType.ADMINAPI}))
"""`/admin`."""
