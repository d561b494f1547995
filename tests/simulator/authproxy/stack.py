"""Duo behind its edge, a primary server and an Authentication Proxy, for the proxy's tests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection
from failmode.simulator.authproxy.cfg.sections.radius import RadiusClientSection
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Attributes, Code, ServerReply
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS, SectionRegistry
from failmode.simulator.duo.application import create_app, identifier
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.vendor import duo as duo_vendor
from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer
from tests.patience import PATIENT_SECONDS, wait_until

API_HOST = "api-1234abcd.duosecurity.test"
IKEY, SKEY = "DI0123456789ABCDEFGH", "dummyskeydummyskeydummyskeydummyskey0000"
SECRET, PRIMARY_SECRET = "dummy-radius-secret", "dummy-primary-secret"
PASSWORD = "dummy-password"
USERS = dict.fromkeys(("alice", "bob", "carol", "dave", "frank"), PASSWORD)
PRIMARY_REJECT_MESSAGE = "The primary server says no"
PRIMARY_CLASS: Attributes = {25: (b"staff",), 11: (b"vpn",)}


@dataclass(frozen=True, slots=True)
class Stack:
    """What runs for a test module."""

    clock: Clock
    duo: DuoCloud
    rules: RuleBook
    journal: Journal
    network: Network
    edge_port: int
    ca_file: Path
    primary: UserListRadiusServer

    @contextmanager
    def proxy(
        self,
        options: Mapping[str, str] | None = None,
        client_options: Mapping[str, str] | None = None,
        *,
        client: str = "radius_client",
        section: str = "radius_server_auto",
        connect_timeout_seconds: float = PATIENT_SECONDS,
        api_timeout_seconds: float | None = None,
        registry: SectionRegistry = SIMULATED_SECTIONS,
        clock: Clock | None = None,
        generation: Callable[[], int] = int,
    ) -> Iterator[AuthProxy]:
        """Run a proxy with one server section, its options added to the needed ones."""
        text = self.text(options or {}, client_options or {}, client, section)
        settings = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
        server = settings.servers[0]
        assert isinstance(server, LoginServerSection)
        if isinstance(server.client, RadiusClientSection):
            server = replace(server, client=replace(server.client, retry_wait=0.2))
        if api_timeout_seconds is not None:
            server = replace(server, api=replace(server.api, api_timeout=api_timeout_seconds))
        proxy = AuthProxy(
            replace(settings, servers=(server,)),
            self.network,
            clock or self.clock,
            connect_timeout_seconds=connect_timeout_seconds,
            ca_file=self.ca_file,
            registry=registry,
            generation=generation,
        )
        with proxy:
            yield proxy

    def text(
        self,
        options: Mapping[str, str],
        client_options: Mapping[str, str],
        client: str,
        section: str = "radius_server_auto",
    ) -> str:
        """Return the text of an authproxy.cfg for this stack."""
        radius_client = {
            "host": "127.0.0.1",
            "port": str(self.primary.port),
            "secret": PRIMARY_SECRET,
            # A loaded machine is no primary server that has gone.
            "retries": "20",
            **client_options,
        }
        server = {
            "ikey": IKEY,
            "skey": SKEY,
            "api_host": API_HOST,
            "client": client,
            "radius_ip_1": "127.0.0.1",
            "radius_secret_1": SECRET,
            "port": "0",
            **options,
        }
        return write_authproxy_cfg(
            {"radius_client": radius_client, "duo_only_client": {}, section: server}
        )

    def stages(self) -> list[str | None]:
        """Return the stages of all exchanges with Duo since the rules were last cleared."""
        return [exchange.stage for exchange in self.journal.query(vendor="duo")]

    def wait_until_decided(self, section: str = "radius_server_auto") -> None:
        """Wait until all RADIUS requests of a section that were taken are decided or dropped."""

        def is_idle() -> bool:
            return all(thread.name != section for thread in threading.enumerate())

        wait_until(is_idle, f"a request of [{section}] is still under way")

    def fault_struck(self, _: object) -> bool:
        """Tell whether every fault that is on has struck something, whatever came of it."""
        return all(state.hits for state in self.rules.states())

    def reset(self) -> None:
        """Remove all faults, and empty the journal."""
        self.rules.clear()
        self.journal.clear()


def authenticate(
    proxy: AuthProxy,
    username: str = "alice",
    password: str | None = PASSWORD,
    *,
    wait: float = PATIENT_SECONDS,
    attributes: Attributes | None = None,
    secret: str = SECRET,
) -> ServerReply | None:
    """Send one Access-Request; None when no answer came within `wait` seconds."""
    client = RadiusClient(
        hosts=(proxy.addresses[0],),
        secret=secret.encode(),
        retries=0,
        retry_wait=wait,
        require_message_authenticator=True,
    )
    encoded = None if password is None else password.encode()
    return client.authenticate(username, encoded, attributes)


def log_in(
    proxy: AuthProxy,
    username: str = "alice",
    password: str = PASSWORD,
    *,
    wait: float = PATIENT_SECONDS,
    attributes: Attributes | None = None,
    secret: str = SECRET,
) -> tuple[str, str]:
    """Send one Access-Request; return code and Reply-Message of the answer."""
    return code_and_message(
        authenticate(proxy, username, password, wait=wait, attributes=attributes, secret=secret)
    )


def code_and_message(reply: ServerReply | None) -> tuple[str, str]:
    """Return code and Reply-Message of an answer, for comparing."""
    if reply is None:
        return "no answer", ""
    return Code(reply.code).name, "\n".join(reply.messages)


@contextmanager
def running(directory: Path) -> Iterator[Stack]:
    """Start everything but a proxy.

    Args:
        directory: where the certificates are written.
    """
    with ExitStack() as stack:
        clock, rules, journal = Clock(), RuleBook(seed=1, vendors={"duo": None}), Journal(1000)
        store = Store()
        stack.callback(store.close)
        duo = create_cloud(store, clock)
        duo.integrations.add(ikey=IKEY, skey=SKEY, api_host=API_HOST)
        for name, answer in (
            ("alice", Answer.APPROVE),
            ("bob", Answer.DENY),
            ("carol", Answer.IGNORE),
        ):
            duo.users.add(name)
            duo.devices.add_phone(name, "+17345550100")
            duo.users.set_answer(name, answer)
        authority = Authority(directory)
        loop = stack.enter_context(EdgeLoop())
        edge = EdgeServer(
            loop=loop,
            vendor=duo_vendor(API_HOST, WsgiApplication(create_app(duo), identifier(duo), clock)),
            rules=rules,
            journal=journal,
            clock=clock,
            certificates=authority.certificates(API_HOST),
        )
        edge.start()
        stack.callback(edge.stop)
        stack.callback(duo.close)
        primary = UserListRadiusServer(
            USERS,
            PRIMARY_SECRET,
            reject_message=PRIMARY_REJECT_MESSAGE,
            accept_attributes=PRIMARY_CLASS,
        )
        primary.start()
        stack.callback(primary.stop)
        yield Stack(
            clock=clock,
            duo=duo,
            rules=rules,
            journal=journal,
            network=Network(
                {API_HOST: ("127.0.0.1", edge.port)},
                NameService(rules),
                {API_HOST: "duo"},
                loop=loop.clients,
            ),
            edge_port=edge.port,
            ca_file=authority.ca_file,
            primary=primary,
        )
