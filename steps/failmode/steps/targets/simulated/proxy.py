"""The Authentication Proxy of the scenarios: a real authproxy.cfg, RADIUS, a primary server."""

from __future__ import annotations

from failmode.simulator.authproxy.cfg.writer import radius_sections, write_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Code
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED
from failmode.simulator.runtime import DemoUser as Person
from failmode.simulator.runtime import Simulator
from failmode.steps.targets.capabilities import RadiusLogin
from failmode.steps.targets.simulated.classify import cloud_record
from failmode.steps.targets.simulated.endpoints import WRONG_PASSWORD
from failmode.steps.targets.simulated.overrides import Overrides

NO_ANSWER = "no answer"
WRONG_SECRET_KEY = "x" * 40
_API_TIMEOUT_SECONDS = 2
_CONNECT_TIMEOUT_SECONDS = 1.0
"""In place of the product's 30 seconds, so that a run does not wait for real minutes."""


class SimulatedProxy:
    """One proxy with its primary server, made anew by each `configure`.

    Args:
        simulator: the running simulator.
        person: who logs in; the primary server knows the password.
        overrides: how verdicts are judged.
        deadline_seconds: after this long without an answer a login counts as hung.
    """

    def __init__(
        self, simulator: Simulator, person: Person, overrides: Overrides, *, deadline_seconds: float
    ) -> None:
        self._simulator = simulator
        self._person = person
        self._overrides = overrides
        self._deadline_seconds = deadline_seconds
        self._primary: UserListRadiusServer | None = None
        self._proxy: AuthProxy | None = None

    def configure(
        self, failmode: str | None, *, api_timeout: bool = False, right_key: bool = True
    ) -> None:
        """Start the primary server and the proxy from a configuration text."""
        self.stop()
        keys = self._simulator.keys
        self._primary = UserListRadiusServer(
            {self._person.username: self._person.password}, keys.radius_secret
        )
        self._primary.start()
        options: dict[str, object] = {"interface": "127.0.0.1", "port": 0}
        if failmode is not None:
            options["failmode"] = failmode
        if api_timeout:
            options["api_timeout"] = _API_TIMEOUT_SECONDS
        sections = radius_sections(
            ikey=keys.ikey,
            skey=keys.skey if right_key else WRONG_SECRET_KEY,
            api_host=keys.api_host,
            primary=self._primary.address,
            primary_secret=keys.radius_secret,
            peers={"127.0.0.1": keys.radius_secret},
            options=options,
        )
        self._proxy = AuthProxy(
            SIMULATED.parse(write_cfg(sections), "authproxy.cfg of the scenario"),
            self._simulator.network,
            self._simulator.clock,
            connect_timeout_seconds=_CONNECT_TIMEOUT_SECONDS,
            ca_file=self._simulator.ca_file,
        )
        self._proxy.start()

    def login(self, *, right_password: bool) -> RadiusLogin:
        """Send one Access-Request and wait for its answer until the deadline."""
        if self._proxy is None:
            raise AssertionError("no Authentication Proxy was configured before this step")
        client = RadiusClient(
            hosts=(self._proxy.addresses[0],),
            secret=self._simulator.keys.radius_secret.encode(),
            retries=0,
            retry_wait=self._deadline_seconds,
            require_message_authenticator=True,
        )
        password = self._person.password if right_password else WRONG_PASSWORD
        before = self._simulator.journal.last_number
        reply = client.authenticate(self._person.username, password.encode())
        record = cloud_record(self._simulator.journal, before)
        sent = f"Access-Request: User-Name={self._person.username}, User-Password=***"
        if reply is None:
            verdict = self._overrides.classify(let_in=None, approved=record.approved)
            return RadiusLogin(verdict, NO_ANSWER, "", (f"{sent} -> no answer in time",))
        answer = reply.code_name
        verdict = self._overrides.classify(
            let_in=reply.code == Code.ACCESS_ACCEPT, approved=record.approved
        )
        message = "\n".join(reply.messages)
        return RadiusLogin(
            verdict, answer, message, (f"{sent} -> {answer}, Reply-Message={message!r}",)
        )

    def stop(self) -> None:
        """Stop the proxy, then the primary server."""
        if self._proxy is not None:
            self._proxy.stop()
            self._proxy = None
        if self._primary is not None:
            self._primary.stop()
            self._primary = None
