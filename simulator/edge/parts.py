"""What the connections of one edge share."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.clock import Clock
from simulator.edge.identify import Identify
from simulator.edge.journal import Journal
from simulator.edge.rules import RuleBook
from simulator.edge.tls import TlsProfiles
from simulator.edge.workers import Workers
from simulator.edge.wsgi import App, Server


@dataclass(frozen=True, slots=True)
class EdgeParts:
    """The parts of one edge; see `EdgeServer` for what each is."""

    vendor: str
    app: App
    identify: Identify
    rules: RuleBook
    journal: Journal
    clock: Clock
    tls: TlsProfiles | None
    workers: Workers
    where: Server
    max_body_bytes: int
