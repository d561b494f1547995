"""Duo as an edge serves it."""

from __future__ import annotations

import json
from typing import Any

from failmode.simulator.duo import bson_documents
from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.faults.fault import Flaw
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.http.messages import BodyLimit, Request, default_body_limit
from failmode.simulator.edge.journal.secrets import Secrets
from failmode.simulator.edge.vendor import SimulatedVendor, Upgrade
from failmode.terms import Vendor

SECRETS = Secrets(
    fields=frozenset(
        {
            "activation_barcode",
            "activation_code",
            "activation_url",
            "bypass_codes",
            "duo_code",
            "hotp_secret",
            "prompt_session",
            "sig_request",
            "sig_response",
            "skey",
            "trusted_device_token",
        }
    ),
    request_fields=frozenset({"code1", "code2", "code3", "codes", "sig"}),
    # A passcode may stand where a factor's name does.
    code_fields=frozenset({"auto", "factor", "prompt"}),
    # The whole response to a request for bypass codes.
    code_lists=frozenset({"response"}),
    # Digits, or what a YubiKey types.
    codes=frozenset({"[0-9]{4,}", "[cbdefghijklnrtuv]{32,}"}),
    prefixes=frozenset({"duo://"}),
    path_parts=frozenset({"(/activate/)[^/]+", "(/push/v2/activation/)[^/]+"}),
    readers={"application/bson": bson_documents.as_json},
)
"""What the journal must not show of Duo."""

_FLAWED: dict[Flaw, tuple[int, dict[str, Any]]] = {
    Flaw.EMPTY_RESPONSE: (200, {"stat": "OK", "response": {}}),
    Flaw.NO_RESPONSE: (200, {"stat": "OK"}),
    Flaw.BAD_STAT: (200, {"stat": "MAYBE", "response": {}}),
    Flaw.NO_CODE: (400, {"stat": "FAIL", "message": "Something went wrong"}),
}
"""HTTP status and envelope of each flawed answer.

Such answers are what clients have to stand, not what Duo is known to send. An error without a code
is in the tests of <https://github.com/duosecurity/duo_api_golang>.
"""


def duo(
    host: str,
    application: Application,
    body_limit: BodyLimit = default_body_limit,
    upgrade: Upgrade | None = None,
) -> SimulatedVendor:
    """Describe Duo's cloud.

    Args:
        host: the API hostname.
        application: what answers.
        body_limit: tells how large a request's body may be.
        upgrade: goes on with the connections of Authentication Proxies.
    """
    return SimulatedVendor(
        Vendor.DUO, host, application, flawed, SECRETS, body_limit, upgrade=upgrade
    )


def flawed(request: Request, flaw: Flaw) -> CannedResponse:
    """Answer in Duo's envelope with a flaw, in the encoding that the path asks for.

    Clients that choose their encoding by a suffix would take another one for no answer at all.
    """
    status, envelope = _FLAWED[flaw]
    if request.path.endswith(".bson"):
        content_type, body = "application/bson", bson_documents.encode(envelope)
    else:
        content_type, body = "application/json", json.dumps(envelope).encode("ascii")
    return CannedResponse(status, (("Content-Type", content_type),), body)
