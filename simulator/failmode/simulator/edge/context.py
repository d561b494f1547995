"""What the connections of one edge share."""

from __future__ import annotations

from dataclasses import dataclass

from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.tls import ServerCertificates
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.state.clock import Clock


@dataclass(frozen=True, slots=True)
class EdgeContext:
    """The parts of one edge; see `EdgeServer` for what each is."""

    vendor: SimulatedVendor
    rules: RuleBook
    journal: Journal
    clock: Clock
    certificates: ServerCertificates | None
