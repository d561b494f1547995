"""What the rules work with during one request: one database transaction at one instant."""

from __future__ import annotations

import random
import string
import uuid
from dataclasses import dataclass

from sqlalchemy.orm import Session

from failmode.simulator.ninjaone.switches import Switches


@dataclass(frozen=True, slots=True)
class Transaction:
    """One unit of work; it is committed when the request goes well and undone when it does not.

    Attributes:
        session: the database session.
        now: seconds since the epoch, by the service's clock.
        switches: the behaviours in force.
        rng: source of every id and token made.
    """

    session: Session
    now: float
    switches: Switches
    rng: random.Random

    def new_uuid(self) -> str:
        """A random UUID (version 4)."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def new_token(self, size: int) -> str:
        """A random token of `size` bytes, in hexadecimal digits."""
        return self.rng.randbytes(size).hex()


def incident_id(service: str, now: float, rng: random.Random) -> str:
    """An incident id in the form of the public captures.

    Args:
        service: what it starts with, such as `WEB_MGMT_SERVICE`.
        now: seconds since the epoch.
        rng: source of its eight letters.
    """
    letters = "".join(rng.choices(string.ascii_uppercase, k=8))
    return f"{service}-1a-{int(now)}-{letters}"
