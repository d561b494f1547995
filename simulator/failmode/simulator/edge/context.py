"""What the connections of one edge share."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.tls import TlsProfiles
from failmode.simulator.state.clock import Clock


@dataclass(frozen=True, slots=True)
class EdgeContext:
    """The parts of one edge; see `EdgeServer` for what each is."""

    vendor: str
    app: Application
    rules: RuleBook
    journal: Journal
    clock: Clock
    tls: TlsProfiles | None
    max_body_bytes: int
