"""The edges of a running simulator: one for each vendor, and one for the control port."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from failmode.simulator.control.controller import SimulatorController
from failmode.simulator.control.guard import ControlGuard
from failmode.simulator.control.health import ConnectionHealth
from failmode.simulator.control.refusals import bad_request, internal_error
from failmode.simulator.duo.application import AT_THE_EDGE
from failmode.simulator.duo.application import ROUTER as DUO_ROUTER
from failmode.simulator.duo.application import create_app as create_duo_app
from failmode.simulator.duo.application import identifier as duo_identifier
from failmode.simulator.duo.proxy_api.operations import upgrade as upgrade_of
from failmode.simulator.duo.vendor import duo as duo_vendor
from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.apps.divided import DividedApplication
from failmode.simulator.edge.apps.upstream import ForwardedApplication
from failmode.simulator.edge.apps.wsgi import WsgiApplication, never
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.connection_limits import ConnectionGate, ConnectionLimits
from failmode.simulator.edge.net.dead_ends import DeadEnds
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority, ServerCertificates
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.ninjaone.application import body_limit as ninjaone_body_limit
from failmode.simulator.ninjaone.application import create_app as create_ninjaone_app
from failmode.simulator.ninjaone.operations import identify as ninjaone_identify
from failmode.simulator.ninjaone.vendor import ninjaone as ninjaone_vendor
from failmode.simulator.runtime.config import SimulatorConfig
from failmode.simulator.runtime.control_port import ControlPort
from failmode.simulator.runtime.server_info import client_host
from failmode.simulator.runtime.state import SharedState
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.terms import Vendor

_CONTROL = ConnectionLimits(256, 128)


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a running simulator.

    Attributes:
        ninjaone: the TCP port of NinjaOne's.
        duo: the TCP port of Duo's.
        control: the TCP port of the control API's.
        workers: the processes behind Duo's; None where this process answers.
        gate: counts the connections of the vendors' edges.
        dead_ends: beside each vendor's edge, where nobody is reached.
    """

    ninjaone: int
    duo: int
    control: int
    workers: WorkerProcesses | None
    gate: ConnectionGate
    dead_ends: Mapping[str, DeadEnds]

    def connections(self) -> ConnectionHealth:
        """Tell how many connections the vendors' edges have."""
        gate = self.gate
        return ConnectionHealth(gate.open, gate.limits.total, gate.limits.per_address, gate.refused)


def start_edges(
    stack: ExitStack,
    config: SimulatorConfig,
    state: SharedState,
    controller: SimulatorController,
    *,
    loop: EdgeLoop,
    authority: Authority,
    control_token: str | None,
) -> Edges:
    """Start an edge for each vendor and for the control port.

    Args:
        stack: stops what was started.
        config: where to listen, and how many workers answer for Duo's cloud.
        state: the state that the applications work on.
        controller: what the control API steers; has the vendors.
        loop: the loop that the edges live on.
        authority: signs the vendors' certificates.
        control_token: what whoever steers has to present; None for nothing.

    Raises:
        ConfigError: when a port cannot be used, or the workers have nothing that serves them.
    """
    duo_host, ninjaone_host = controller.hosts[Vendor.DUO], controller.hosts[Vendor.NINJAONE]
    control_host = client_host(config.host)
    certificates = authority.certificates(duo_host, ninjaone_host, control_host, *config.tls_names)
    ninjaone = ninjaone_vendor(
        ninjaone_host,
        WsgiApplication(
            state.of_vendor(create_ninjaone_app(controller.ninjaone)),
            ninjaone_identify,
            state.clock,
        ),
        ninjaone_body_limit(controller.ninjaone),
    )
    workers = _start_workers(stack, config.workers, state)
    duo = duo_vendor(
        duo_host,
        _duo_application(workers, state, controller),
        DUO_ROUTER.max_body_bytes,
        upgrade_of(controller.duo),
    )
    guard = ControlGuard(config.host, control_token)
    control_port = ControlPort(controller, guard, state.synchronized)
    control = SimulatedVendor(
        "control",
        control_host,
        WsgiApplication(control_port, control_port.identify, state.clock),
        body_limit=control_port.body_limit,
        internal_error=internal_error,
        bad_request=bad_request,
    )

    def start(
        vendor: SimulatedVendor,
        port: int,
        rules: RuleBook,
        journal: Journal,
        certificates: ServerCertificates | None,
        *,
        gate: ConnectionGate,
    ) -> int:
        edge = EdgeServer(
            loop=loop,
            vendor=vendor,
            rules=rules,
            journal=journal,
            clock=state.clock,
            certificates=certificates,
            host=config.host,
            port=port,
            gate=gate,
        )
        edge.start()
        stack.callback(edge.stop)
        return edge.port

    rules, journal, ports = controller.rules, controller.journal, config.ports
    unread = Journal(1, failures=journal.failures)
    gate = ConnectionGate(config.connections.within_open_files())
    ninjaone_port = start(ninjaone, ports.ninjaone, rules, journal, certificates, gate=gate)
    duo_port = start(duo, ports.duo, rules, journal, certificates, gate=gate)
    dead_ends = {
        Vendor.NINJAONE.value: DeadEnds(loop, control_host, ninjaone_port, certificates),
        Vendor.DUO.value: DeadEnds(loop, control_host, duo_port, certificates),
    }
    for one in dead_ends.values():
        stack.callback(one.close)
    return Edges(
        ninjaone=ninjaone_port,
        duo=duo_port,
        # Faults never affect the control API: it has a rule book of its own, and it stays empty.
        # Whoever keeps the vendors' ports busy does not keep anybody from steering.
        control=start(
            control, ports.control, RuleBook(), unread, None, gate=ConnectionGate(_CONTROL)
        ),
        workers=workers,
        gate=gate,
        dead_ends=dead_ends,
    )


def _start_workers(stack: ExitStack, count: int, state: SharedState) -> WorkerProcesses | None:
    if not count:
        return None
    workers = WorkerProcesses(count, state.store.url).start()
    stack.callback(workers.stop)
    return workers


def _duo_application(
    workers: WorkerProcesses | None, state: SharedState, controller: SimulatorController
) -> Application:
    """Return what answers for Duo's cloud: the workers, or this process where there are none.

    What has to do with the connections of Authentication Proxies is answered here in any case.
    """
    identify = duo_identifier(controller.duo)
    here = WsgiApplication(
        state.of_vendor(create_duo_app(controller.duo)),
        identify,
        state.clock,
        at_once=DUO_ROUTER.answers_at_once if state.store.is_local else never,
    )
    if workers is None:
        return here
    forwarded = ForwardedApplication(workers.sockets, identify)
    return DividedApplication(here, AT_THE_EDGE, forwarded)
