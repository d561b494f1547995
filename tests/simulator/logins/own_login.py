"""A login of our own through a proxy whose primary server decides the password."""

from __future__ import annotations

from failmode.simulator.logins.client import ClientResult
from failmode.simulator.logins.proxy_section import radius_section
from failmode.simulator.logins.radius_client import RadiusLoginClient
from failmode.simulator.logins.radius_dialogue import PasswordProof
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import PASSWORD, Stack


def log_in(
    stack: Stack,
    primary: dict[str, str],
    password: str = PASSWORD,
    *,
    proof: PasswordProof,
    new_password: str | None = None,
) -> ClientResult:
    """Log alice in once.

    Args:
        stack: Duo, and what makes the proxy.
        primary: options of the section that names the primary server.
        password: what alice proves.
        proof: how.
        new_password: what it is changed to; None: it is not changed.
    """
    with stack.proxy(client_options=primary) as proxy:
        section = radius_section(proxy)
        assert section is not None
        client = RadiusLoginClient(
            proxy, section, proxy.addresses[0][0], proof=proof, new_password=new_password
        )
        return client.log_in(
            "alice", password, deadline_seconds=PATIENT_SECONDS, watch=lambda _step: None
        )
