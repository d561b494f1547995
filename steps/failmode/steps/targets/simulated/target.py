"""The built-in target: a whole simulator in this process, reached as its clients reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from failmode.simulator.network import Timeouts
from failmode.simulator.ninjaone.agent import AgentClient
from failmode.simulator.ninjaone.enums import NodeClass
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.simulator.seed.data import FIRST_ORGANIZATION, FIRST_USER
from failmode.steps.targets.base import PartialTarget
from failmode.steps.targets.config import TargetSettings
from failmode.steps.targets.duo_unix import DuoUnixClients
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues, organization_id
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.protocols import (
    AuthenticationProxy,
    Cloud,
    Console,
    Definitions,
    DuoUnix,
    Endpoints,
    UniversalPrompt,
    Values,
)
from failmode.steps.targets.simulated.classify import exchange_texts
from failmode.steps.targets.simulated.cloud import SimulatedCloud
from failmode.steps.targets.simulated.console import TechnicianConsole, TechnicianValues
from failmode.steps.targets.simulated.endpoints import SimulatedEndpoints
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.proxy import SimulatedProxy
from failmode.steps.targets.simulated.universal import SimulatedUniversalPrompt
from failmode.steps.targets.simulated.values import AgentValues
from failmode.terms.fields import Channel
from failmode.terms.platforms import Platform

_NODE_CLASSES = {
    Platform.WINDOWS_WORKSTATION: NodeClass.WINDOWS_WORKSTATION,
    Platform.WINDOWS_SERVER: NodeClass.WINDOWS_SERVER,
    Platform.MACOS: NodeClass.MAC,
}
_ENDPOINT_TIMEOUTS = Timeouts(connect=2.0, read=2.0, total=2.0)
_PUSH_TIMEOUT_SECONDS = 0.3
"""How long a push waits for a person who ignores it; the vendor's own time is unknown."""


class SimulatorTarget(PartialTarget):
    """NinjaOne, Duo, the Authentication Proxy and three endpoints, all simulated.

    Args:
        settings: no options of its own.
        overrides: replaces parts of it, for example by a deployment of your own.
    """

    def __init__(self, settings: TargetSettings, overrides: Overrides | None = None) -> None:
        super().__init__(settings.name)
        self._overrides = overrides or Overrides()
        self._deadline_seconds = settings.deadline_seconds
        self._simulator = Simulator(SimulatorConfig())
        self._simulator.start()
        facts = self._simulator
        self._http = NinjaOneHttp(
            facts.addresses.ninjaone.url,
            facts.credentials.keys.client_id,
            facts.credentials.keys.client_secret,
            scope="monitoring management",
            ca_file=facts.ca_file,
            timeout_seconds=10.0,
            target=self.name,
        )
        self._organization_id = organization_id(self._http, FIRST_ORGANIZATION, self.name)
        self._agents: dict[Platform, AgentClient] = {}
        self._person = facts.credentials.user(FIRST_USER)
        self._proxy = self._new_proxy()
        self._endpoints = self._new_endpoints()
        self._duo_unix = self._new_duo_unix()
        self._universal_prompt = self._new_universal_prompt()

    def begin(self) -> None:
        """The seeded world again: no faults, no fields, nobody has logged in."""
        self._proxy.stop()
        self._simulator.reset()
        self._simulator.ninjaone.switches = replace(
            self._simulator.ninjaone.switches, agent_set_without_node_scope="closest-scope"
        )
        self._simulator.duo.settings = replace(
            self._simulator.duo.settings, push_timeout_seconds=_PUSH_TIMEOUT_SECONDS
        )
        self._http.drop_token()
        self._http.forget()
        self._proxy = self._new_proxy()
        self._endpoints = self._new_endpoints()
        self._duo_unix = self._new_duo_unix()
        self._universal_prompt = self._new_universal_prompt()

    def empty_tenant(self) -> None:
        """The seeded world defines no custom fields."""
        fields = self._http.get("/v2/custom-fields", {"pageSize": 500})
        rows = fields.get("results") if isinstance(fields, dict) else None
        if rows != []:
            raise AssertionError(f"expected: a tenant without custom fields; it shows {rows!r}")

    def definitions(self) -> Definitions:
        """Definitions over the API."""
        return ApiDefinitions(self._http, allow_writes=True, target=self.name)

    def values(self, channel: Channel) -> Values:
        """Values of the first organization, by any channel."""
        if channel is Channel.API:
            return ApiValues(
                self._http,
                organization_id=self._organization_id,
                allow_writes=True,
                target=self.name,
            )
        if channel is Channel.AUTOMATION:
            client = self._agent(Platform.WINDOWS_WORKSTATION)
            return AgentValues(client, self._overrides.agent(client))
        return TechnicianValues(
            self._simulator.ninjaone,
            self._organization_id,
            self.name,
        )

    def set_for_organization(self, field: str, option: str | None) -> None:
        """As a technician would, before permissions are changed."""
        if option is not None:
            self.values(Channel.TECHNICIAN).set(field, option)

    def console(self) -> Console:
        """The technician's console."""
        return TechnicianConsole(self._simulator.ninjaone)

    def endpoints(self) -> Endpoints:
        """Computers of the first organization."""
        return self._endpoints

    def cloud(self) -> Cloud:
        """Duo's cloud, and the network before it."""
        return SimulatedCloud(self._simulator, self._person.username)

    def universal_prompt(self) -> UniversalPrompt:
        """An application that uses the Universal Prompt."""
        return self._universal_prompt

    def authentication_proxy(self) -> AuthenticationProxy:
        """The Authentication Proxy."""
        return self._proxy

    def duo_unix(self) -> DuoUnix:
        """Duo Unix, as far as it is installed on this machine."""
        return self._duo_unix

    def exchanges(self) -> Sequence[str]:
        """What went over the edges since the scenario began."""
        return exchange_texts(self._simulator.journal.query())

    def close(self) -> None:
        """Stop everything."""
        self._proxy.stop()
        for agent in self._agents.values():
            agent.close()
        self._http.close()
        self._simulator.stop()

    def _agent(self, platform: Platform) -> AgentClient:
        if platform not in self._agents:
            agent = next(
                agent
                for agent in self._simulator.credentials.agents
                if agent.organization == FIRST_ORGANIZATION
                and agent.node_class == _NODE_CLASSES[platform]
            )
            self._agents[platform] = AgentClient(
                self._simulator.addresses.ninjaone.url,
                agent.token,
                trust=self._simulator.ca_file,
            )
        return self._agents[platform]

    def _new_endpoints(self) -> SimulatedEndpoints:
        return SimulatedEndpoints(
            self._simulator,
            lambda platform: self._overrides.agent(self._agent(platform)),
            self._person,
            self._overrides,
            deadline_seconds=self._deadline_seconds,
            timeouts=_ENDPOINT_TIMEOUTS,
        )

    def _new_universal_prompt(self) -> SimulatedUniversalPrompt:
        return SimulatedUniversalPrompt(
            self._simulator,
            self._person,
            self._overrides,
            deadline_seconds=self._deadline_seconds,
            target=self.name,
        )

    def _new_proxy(self) -> SimulatedProxy:
        return SimulatedProxy(
            self._simulator, self._person, self._overrides, deadline_seconds=self._deadline_seconds
        )

    def _new_duo_unix(self) -> DuoUnixClients:
        return DuoUnixClients(
            self._simulator,
            self._person.username,
            target=self.name,
            deadline_seconds=self._deadline_seconds,
        )
