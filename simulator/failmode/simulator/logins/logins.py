"""What a running simulator offers to whoever wants to try a login."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.logins.clients import LoginClients
from failmode.simulator.logins.driver import LoginDriver


@dataclass(frozen=True, slots=True)
class Logins:
    """The clients of a running simulator, and what tries logins through them.

    Attributes:
        driver: tries a login through any client.
        clients: makes the simulator's own clients ready.
    """

    driver: LoginDriver
    clients: LoginClients
