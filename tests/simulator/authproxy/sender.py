"""A RADIUS client that sends one Access-Request to a simulator's own Authentication Proxy."""

from __future__ import annotations

from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.runtime import Simulator


class RadiusSender:
    """Sends as any RADIUS client does, and knows the right passwords of everybody.

    Args:
        simulator: runs, with a proxy; it is not asked for anything afterwards.
    """

    def __init__(self, simulator: Simulator) -> None:
        address = simulator.addresses.radius
        assert address is not None
        self._host = (address.host, address.port)
        self._secret = simulator.keys.radius_secret.encode()
        self._passwords = dict(simulator.primary.items())

    def send(self, username: str, seconds: float) -> str | None:
        """Send one Access-Request; returns the code of the reply, None without one in time."""
        client = RadiusClient(
            hosts=(self._host,), secret=self._secret, retries=0, retry_wait=seconds
        )
        reply = client.authenticate(username, self._passwords[username].encode())
        return None if reply is None else reply.code_name
