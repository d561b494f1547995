"""Values that are wrong on purpose, for what scenarios try beside the right ones."""

from __future__ import annotations

WRONG_PASSWORD = "not the password"  # noqa: S105 - it is meant to be wrong
"""A password that no user of the scenarios has."""

WRONG_SECRET_KEY = "x" * 40
"""A secret key of the right length that Duo does not know."""

UNKNOWN_HOST = "api-unknown.duosecurity.invalid"
"""A host name that never resolves (RFC 6761)."""
