"""What the connections of one edge share."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.clock import Clock
from simulator.edge.application import Application
from simulator.edge.journal import Journal
from simulator.edge.rules import RuleBook
from simulator.edge.tls import TlsProfiles


@dataclass(frozen=True, slots=True)
class EdgeParts:
    """The parts of one edge; see `EdgeServer` for what each is."""

    vendor: str
    app: Application
    rules: RuleBook
    journal: Journal
    clock: Clock
    tls: TlsProfiles | None
    max_body_bytes: int
