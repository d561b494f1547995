"""What the rules work with during one request: one database transaction at one instant."""

from __future__ import annotations

import random
import string
import uuid
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import Connection, delete, insert, select

from failmode.simulator.ninjaone.switches import Switches
from failmode.simulator.ninjaone.tables import SWITCHES


@dataclass(frozen=True)
class Transaction:
    """One unit of work; it is committed when the request goes well and undone when it does not.

    Attributes:
        connection: of the database.
        now: seconds since the epoch, by the tenant's clock.
        initial_switches: the behaviours in force as long as nobody has changed them.
        rng: source of every id and token made.
    """

    connection: Connection
    now: float
    initial_switches: Switches
    rng: random.Random

    @cached_property
    def switches(self) -> Switches:
        """The behaviours in force, from the database: snapshots hold them, processes share them."""
        rows = self.connection.execute(select(SWITCHES.c.name, SWITCHES.c.value))
        return replace(self.initial_switches, **dict(rows.all()))

    def replace_switches(self, switches: Switches) -> None:
        """Put other behaviours in force, for everything after this transaction."""
        before = self.initial_switches.to_json()
        changed = [
            {"name": name, "value": value}
            for name, value in switches.to_json().items()
            if value != before[name]
        ]
        self.connection.execute(delete(SWITCHES))
        if changed:
            self.connection.execute(insert(SWITCHES), changed)

    def new_uuid(self) -> str:
        """Return a random UUID (version 4)."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def new_token(self, size: int) -> str:
        """Return a random token of `size` bytes, in hexadecimal digits."""
        return self.rng.randbytes(size).hex()


def incident_id(service: str, now: float, rng: random.Random) -> str:
    """Return an incident id in the form of the public captures.

    Args:
        service: what it starts with, such as `WEB_MGMT_SERVICE`.
        now: seconds since the epoch.
        rng: source of its eight letters.
    """
    letters = "".join(rng.choices(string.ascii_uppercase, k=8))
    return f"{service}-1a-{int(now)}-{letters}"
