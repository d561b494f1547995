"""NinjaOne as an edge serves it."""

from __future__ import annotations

from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.http.messages import BodyLimit
from failmode.simulator.edge.journal.secrets import Secrets
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.terms import Vendor

SECRETS = Secrets(headers=frozenset({"sessionKey"}))
"""What the journal must not show of NinjaOne, beside the values of secure fields."""


def ninjaone(host: str, application: Application, body_limit: BodyLimit) -> SimulatedVendor:
    """Describe a NinjaOne tenant.

    Args:
        host: the host name of its instance.
        application: what answers.
        body_limit: tells how large a request's body may be.
    """
    return SimulatedVendor(
        Vendor.NINJAONE, host, application, secrets=SECRETS, body_limit=body_limit
    )
