"""Duo's cloud and a bare Flask application, each behind our edge, over plain HTTP and TLS."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.child import serve_until_told
from bench.servers import bare_flask
from simulator.clock import Clock
from simulator.duo.identify import identifier
from simulator.duo.routes import create_app
from simulator.duo.service import DuoService
from simulator.edge.identify import unidentified
from simulator.edge.journal import Journal
from simulator.edge.loop import EdgeLoop
from simulator.edge.rules import RuleBook
from simulator.edge.server import EdgeServer
from simulator.edge.tls import Authority
from simulator.edge.wsgi import WsgiApplication
from simulator.runtime.config import DEFAULT_JOURNAL_CAPACITY
from simulator.store import Store

API_HOST = "api-bench.duosecurity.test"
IKEY, SKEY = "DIBENCHBENCHBENCHBEN", "dummyskeydummyskeydummyskeydummyskey0000"
USERS = tuple(f"user{number:02}" for number in range(16))


def main() -> None:
    """Serve until the benchmark lets go."""
    with ExitStack() as stack:
        clock, rules = Clock(), RuleBook()
        store = Store()
        stack.callback(store.close)
        duo = DuoService(store, clock)
        stack.callback(duo.close)
        duo.add_integration(IKEY, SKEY, API_HOST)
        for user in USERS:
            duo.add_user(user)
            duo.add_phone(user, "+17345550100")
        authority = Authority(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        loop = stack.enter_context(EdgeLoop())
        ports = {}
        for name, app, identify in (
            ("duo", create_app(duo), identifier(duo)),
            ("bare", bare_flask.create_app(), unidentified),
        ):
            for scheme, tls in (("http", None), ("https", authority.profiles(API_HOST))):
                edge = EdgeServer(
                    loop=loop,
                    vendor=f"{name}-{scheme}",
                    app=WsgiApplication(app, identify, clock),
                    rules=rules,
                    journal=Journal(DEFAULT_JOURNAL_CAPACITY),
                    clock=clock,
                    tls=tls,
                ).start()
                stack.callback(edge.stop)
                ports[f"{name}-{scheme}"] = edge.port
        serve_until_told({"ports": ports, "ca_file": str(authority.ca_file)})


if __name__ == "__main__":
    main()
