"""Who may call which of Duo's APIs, and how the calls must be signed."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.directory.integration_types import Api

AUTH_V2_SIGNATURES: frozenset[Version] = frozenset({Version.V2, Version.V4, Version.V5})
"""Signature versions that `/auth/v2` accepts. Unconfirmed: that v1, which carries no date and
could be replayed, is refused there. Every client that was read sends a date to `/auth/v2`."""

REST_V1_SIGNATURES: frozenset[Version] = frozenset(Version)
"""Signature versions that `/rest/v1` accepts. v1 and v2 are seen in clients (Authentication Proxy
5.0.0, Duo Unix 1.x and 2.x, `duo_client/auth_v1.py`); v4 and v5 are unconfirmed."""

ADMIN_API_SIGNATURES: frozenset[Version] = AUTH_V2_SIGNATURES
"""Signature versions that `/admin` accepts. Unconfirmed: that v1 is refused there as well."""


@dataclass(frozen=True, slots=True)
class Access:
    """What a signed call needs.

    Attributes:
        versions: versions of the signature that are accepted.
        api: the API whose integrations may call; the others get 40301. Unconfirmed for those of the
            Universal Prompt, whose client library calls neither `/auth/v2` nor `/rest/v1`.
    """

    versions: frozenset[Version]
    api: Api


AUTH_V2 = Access(AUTH_V2_SIGNATURES, Api.AUTH)
"""`/auth/v2`."""

REST_V1 = Access(REST_V1_SIGNATURES, Api.AUTH)
"""`/rest/v1`."""

ADMIN = Access(ADMIN_API_SIGNATURES, Api.ADMIN)
"""`/admin`."""
