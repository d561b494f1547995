"""Our Authentication Proxy with its Duo cloud and primary server, as `failmode serve` has them."""

from __future__ import annotations

import gc
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench.child import serve_until_released
from bench.servers.edges import API_HOST, IKEY, SKEY
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.duo.application import ROUTER, create_app, identifier
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.vendor import duo as duo_vendor
from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.network import Network
from failmode.simulator.runtime.config import DEFAULT_JOURNAL_CAPACITY
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.vendors import Vendor

USERNAME, PASSWORD, SECRET = "bea", "dummy-password", "dummy-radius-secret"

DUO_ONLY, WITH_PRIMARY, PRIMARY = "duo-only", "with-primary", "primary"
"""The ports that it tells."""


def _config(primary: tuple[str, int]) -> str:
    host, port = primary
    server = {
        "ikey": IKEY,
        "skey": SKEY,
        "api_host": API_HOST,
        "radius_ip_1": "127.0.0.1",
        "radius_secret_1": SECRET,
        "port": 0,
    }
    return write_authproxy_cfg(
        {
            "duo_only_client": {},
            "radius_client": {"host": host, "port": port, "secret": SECRET},
            "radius_server_auto": {"client": "duo_only_client", **server},
            "radius_server_auto2": {"client": "radius_client", **server},
        }
    )


def main() -> None:
    """Serve until the benchmark lets go; the one user bypasses the second factor."""
    with ExitStack() as stack:
        clock, rules = Clock(), RuleBook(vendors={Vendor.DUO: None})
        store = Store()
        stack.callback(store.close)
        duo = create_cloud(store, clock)
        stack.callback(duo.close)
        duo.integrations.add(IKEY, SKEY, API_HOST)
        duo.users.add(USERNAME, status=UserStatus.BYPASS)
        authority = Authority(Path(stack.enter_context(tempfile.TemporaryDirectory())))
        application = WsgiApplication(
            create_app(duo), identifier(duo), clock, at_once=ROUTER.answers_at_once
        )
        edge = EdgeServer(
            loop=stack.enter_context(EdgeLoop()),
            vendor=duo_vendor(API_HOST, application),
            rules=rules,
            journal=Journal(DEFAULT_JOURNAL_CAPACITY),
            clock=clock,
            certificates=authority.certificates(API_HOST),
        ).start()
        stack.callback(edge.stop)
        primary = UserListRadiusServer({USERNAME: PASSWORD}, SECRET)
        primary.start()
        stack.callback(primary.stop)
        network = Network(
            {API_HOST: (edge.host, edge.port)}, NameService(rules), {API_HOST: Vendor.DUO}
        )
        settings = SIMULATED_SECTIONS.parse(_config(primary.address), "authproxy.cfg")
        proxy = AuthProxy(settings, network, clock, ca_file=authority.ca_file)
        stack.enter_context(proxy)
        (_, duo_only), (_, with_primary) = proxy.addresses
        gc.freeze()  # as `failmode serve` does
        serve_until_released(
            {DUO_ONLY: duo_only, WITH_PRIMARY: with_primary, PRIMARY: primary.port}
        )


if __name__ == "__main__":
    main()
