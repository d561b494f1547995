"""What is known of the failures that Duo for Windows Logon meets; all else is assumed."""

from __future__ import annotations

from failmode.simulator.endpoints.failures import (
    Consequence,
    FailureKind,
    assumed_table,
    at_first_contact,
)
from failmode.terms import Evidence

FAILURE_TABLE = assumed_table("Duo for Windows Logon").replace(
    *at_first_contact(
        FailureKind.DNS_FAILURE,
        Consequence.FAILMODE,
        Evidence.DOCUMENTED,
        "FailOpen decides when the service cannot be contacted (https://duo.com/docs/rdp-faq)",
    ),
    *at_first_contact(
        FailureKind.CONNECTION_REFUSED,
        Consequence.FAILMODE,
        Evidence.DOCUMENTED,
        "FailOpen decides: a hosts file that sent Duo's name to 127.0.0.1 let attackers in "
        "(CISA advisory AA22-074A)",
    ),
    *at_first_contact(
        FailureKind.HTTP_401,
        Consequence.DENIED,
        Evidence.UNKNOWN,
        "assumed; one first-hand report of a lock-out after a wrong secret key does not say "
        "how FailOpen was set (https://jenkinstech.net/02-18-2024)",
    ),
)
"""Only a host name that is not known and a refused connection are known."""
