"""Who may call which of Duo's APIs, and how the calls must be signed."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.directory.records import IntegrationType

AUTH_V2_SIGNATURES: frozenset[Version] = frozenset({Version.V2, Version.V4, Version.V5})
"""Signature versions that `/auth/v2` accepts. Unconfirmed: that v1, which carries no date and
could be replayed, is refused there. Every client that was read sends a date to `/auth/v2`."""

REST_V1_SIGNATURES: frozenset[Version] = frozenset(Version)
"""Signature versions that `/rest/v1` accepts. v1 and v2 are seen in clients (Authentication Proxy
5.0.0, Duo Unix 1.x and 2.x, `duo_client/auth_v1.py`); v4 and v5 are unconfirmed."""

ADMIN_API_SIGNATURES: frozenset[Version] = AUTH_V2_SIGNATURES
"""Signature versions that `/admin` accepts. Unconfirmed: that v1 is refused there as well."""

AUTH_API_TYPES: frozenset[IntegrationType] = frozenset({IntegrationType.AUTHAPI})
"""Types of integrations that may call `/auth/v2` and `/rest/v1`. Unconfirmed for `websdk`, whose
client library calls neither."""


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
