"""Where the commands look for a running simulator unless told otherwise."""

from __future__ import annotations

DEFAULT_CONTROL = "http://127.0.0.1:8440"
"""Where `failmode serve` puts the control port unless told otherwise."""

CONTROL_VARIABLE = "FAILMODE_CONTROL"
"""Environment variable for the control address."""

TOKEN_VARIABLE = "FAILMODE_CONTROL_TOKEN"  # noqa: S105 - the name of it
"""Environment variable for the token of a simulator that wants one."""
