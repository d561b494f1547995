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
        "(CISA advisory AA22-074A; CrowdStrike saw the file changed in another intrusion)",
    ),
    *at_first_contact(
        FailureKind.HTTP_401,
        Consequence.DENIED,
        Evidence.REPORTED,
        "a wrong secret key locked a user out (https://jenkinstech.net/02-18-2024), and so does a "
        "wrong clock, which Duo answers with status 401 too "
        "(https://scda.happyfox.com/kb/article/25-bad-request-timestamp-on-login, "
        "https://kentwoodps.org/support/duo); none of them says how FailOpen was set",
    ),
)
"""Only a host name that is not known, a refused connection and HTTP 401 are known."""
