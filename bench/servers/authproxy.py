"""Our Authentication Proxy with its Duo cloud and primary server, as `failmode serve` has them."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

import trustme

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
from failmode.terms.logins import Answer
from failmode.terms.vendors import Vendor

USERNAME, PASSWORD, SECRET = "bea", "dummy-password", "dummy-radius-secret"

DUO_ONLY, WITH_PRIMARY, PRIMARY = "duo-only", "with-primary", "primary"
CONCAT, CHALLENGE, SECOND_FACTOR_ONLY, EAP = "concat", "challenge", "second-factor-only", "eap"
"""The ports that it tells."""

APPROVING = "cara"
"""A user who is asked for a push and approves it; the other one bypasses Duo."""


def _config(primary: tuple[str, int], tls: Mapping[str, Path]) -> str:
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
            "radius_server_concat": {"client": "radius_client", **server},
            "radius_server_challenge": {"client": "radius_client", **server},
            "radius_server_duo_only": server,
            "radius_server_eap": {"client": "radius_client", **server, **tls},
        }
    )


def _certificate(directory: Path) -> Mapping[str, Path]:
    """Write a certificate and its key; returns the options of [radius_server_eap]."""
    issued = trustme.CA().issue_cert("radius.example.test")
    tls = {"certs": directory / "eap-certificate.pem", "pkey": directory / "eap-key.pem"}
    for pem in issued.cert_chain_pems:
        pem.write_to_path(tls["certs"], append=True)
    issued.private_key_pem.write_to_path(tls["pkey"])
    return tls


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
        duo.users.add(APPROVING)
        duo.devices.add_phone(APPROVING, "+17345550100")
        duo.users.set_answer(APPROVING, Answer.APPROVE)
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        authority = Authority(directory)
        application = WsgiApplication(
            create_app(duo), identifier(duo), clock, at_once=ROUTER.answers_at_once
        )
        loop = stack.enter_context(EdgeLoop())
        edge = EdgeServer(
            loop=loop,
            vendor=duo_vendor(API_HOST, application),
            rules=rules,
            journal=Journal(DEFAULT_JOURNAL_CAPACITY),
            clock=clock,
            certificates=authority.certificates(API_HOST),
        ).start()
        stack.callback(edge.stop)
        primary = UserListRadiusServer(dict.fromkeys((USERNAME, APPROVING), PASSWORD), SECRET)
        primary.start()
        stack.callback(primary.stop)
        network = Network(
            {API_HOST: (edge.host, edge.port)},
            NameService(rules),
            {API_HOST: Vendor.DUO},
            loop=loop.clients,
        )
        settings = SIMULATED_SECTIONS.parse(
            _config(primary.address, _certificate(directory)), "authproxy.cfg"
        )
        proxy = AuthProxy(settings, network, clock, ca_file=authority.ca_file)
        stack.enter_context(proxy)
        names = (DUO_ONLY, WITH_PRIMARY, CONCAT, CHALLENGE, SECOND_FACTOR_ONLY, EAP)
        ports = {name: port for name, (_, port) in zip(names, proxy.addresses, strict=True)}
        gc.freeze()  # as `failmode serve` does
        serve_until_released({**ports, PRIMARY: primary.port})


if __name__ == "__main__":
    main()
