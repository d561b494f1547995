"""What is known of the failures that Duo for macOS meets; all else is assumed."""

from __future__ import annotations

from failmode.simulator.endpoints.failures import (
    Consequence,
    FailureKind,
    assumed_table,
    at_first_contact,
)
from failmode.terms import Evidence

FAILURE_TABLE = assumed_table("Duo for macOS").replace(
    *at_first_contact(
        FailureKind.DNS_FAILURE,
        Consequence.FAILMODE,
        Evidence.DOCUMENTED,
        "fail_open decides, by the name of the setting; Duo says no more about it",
    ),
)
"""That fail_open exists is all that is known."""
