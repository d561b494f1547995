"""Duo's cloud, in one process and in several, and a bare Flask application, behind our edge.

Each over plain HTTP and over TLS.
"""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.child import serve_until_released
from bench.servers import bare_flask
from failmode.simulator.duo.application import ROUTER, create_app, identifier
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.edge.apps.application import Application
from failmode.simulator.edge.apps.upstream import ForwardedApplication
from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.identify import unidentified
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.edge.vendor import SimulatedVendor
from failmode.simulator.runtime.config import DEFAULT_JOURNAL_CAPACITY
from failmode.simulator.runtime.worker_processes import WorkerProcesses
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer

API_HOST = "api-bench.duosecurity.test"
IKEY, SKEY = "DIBENCHBENCHBENCHBEN", "dummyskeydummyskeydummyskeydummyskey0000"
WORKERS = len(os.sched_getaffinity(0))
"""Worker processes: one for each processor."""

USERS = tuple(f"user{number:02}" for number in range(16))
POLLED = tuple(f"slow{number:02}" for number in range(20))
POLL_SECONDS = 3.0
"""How long the people of `POLLED` take to approve."""


def always(_path: str) -> bool:
    """Answer every request at once."""
    return True


def main() -> None:
    """Serve until the benchmark lets go."""
    with ExitStack() as stack:
        clock, rules = Clock(), RuleBook()
        store = Store()
        stack.callback(store.close)
        duo = create_cloud(store, clock)
        stack.callback(duo.close)
        duo.integrations.add(IKEY, SKEY, API_HOST)
        for user in USERS + POLLED:
            duo.users.add(user)
            duo.devices.add_phone(user, "+17345550100")
        for user in POLLED:
            duo.users.set_answer(user, Answer.APPROVE, after_seconds=POLL_SECONDS)
        workers = WorkerProcesses(WORKERS, store.url).start()
        stack.callback(workers.stop)
        authority = Authority(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        loop = stack.enter_context(EdgeLoop())
        ports = {}
        duo_app, bare_app, identify = create_app(duo), bare_flask.create_app(), identifier(duo)
        apps: dict[str, Callable[[], Application]] = {
            "duo": lambda: WsgiApplication(
                duo_app, identify, clock, at_once=ROUTER.answers_at_once
            ),
            "bare": lambda: WsgiApplication(bare_app, unidentified, clock, at_once=always),
            "workers": lambda: ForwardedApplication(workers.sockets, identify),
        }
        for name, app in apps.items():
            for scheme, certificates in (
                ("http", None),
                ("https", authority.certificates(API_HOST)),
            ):
                edge = EdgeServer(
                    loop=loop,
                    vendor=SimulatedVendor(f"{name}-{scheme}", API_HOST, app()),
                    rules=rules,
                    journal=Journal(DEFAULT_JOURNAL_CAPACITY),
                    clock=clock,
                    certificates=certificates,
                ).start()
                stack.callback(edge.stop)
                ports[f"{name}-{scheme}"] = edge.port
        gc.freeze()  # as `failmode serve` does
        serve_until_released({"ports": ports, "ca_file": str(authority.ca_file)})


if __name__ == "__main__":
    main()
