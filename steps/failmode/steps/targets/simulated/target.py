"""The built-in target: a whole simulator in this process, reached as its clients reach it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from failmode.simulator import (
    FIRST_ORGANIZATION,
    FIRST_USER,
    AgentClient,
    Journal,
    Simulator,
    SimulatorConfig,
    Timeouts,
)
from failmode.steps.targets.capabilities import (
    ANSWERS_IN_PLACE,
    APPENDED_FACTORS,
    ASSUMPTIONS,
    AUTH_API,
    AUTHENTICATION_LOG,
    AUTHENTICATION_PROXY,
    CALLING_STATIONS,
    CLOUD,
    CLOUD_CLOCK,
    CONNECTED_SYNC,
    CONSOLE,
    DEFINITIONS,
    DEPLOYMENT,
    DIRECTORY_OUTAGES,
    DIRECTORY_SYNC,
    DUO_UNIX,
    EAP_LOGINS,
    ENDPOINT_LOGINS,
    EXCHANGES,
    FACTOR_CHOICES,
    GROUP_POLICY,
    HANDED_ON_ATTRIBUTES,
    HEALTH,
    HTTP_PROXIES,
    INSTALLERS,
    KEY_FIELDS,
    LARGE_GROUPS,
    LDAP_LOGINS,
    LDAP_SASL,
    LDAP_TLS,
    LOG_FILTERS,
    LOGIN_COURSES,
    MS_CHAP_LOGINS,
    NAMED_FACTORS,
    OFFLINE_ACCESS,
    ORGANIZATION_VALUES,
    PASSCODE_LOGINS,
    PASSWORD_CHANGES,
    PERMISSIONS,
    PRIMARY_ONLY_MODE,
    PROXY_EVENTS,
    PROXY_LOG,
    PROXY_OPTIONS,
    PROXY_SERVERS,
    REMOTE_LOGONS,
    SETTABLE_VALUES,
    SINGLE_SIGN_ON,
    SSO_DIRECTORIES,
    SSO_EVENTS,
    TENANT,
    TOLD_PARAMETERS,
    UNIVERSAL_PROMPT,
    USER_DEVICES,
    USER_MESSAGES,
    VALUES,
    VERSIONED_INSTALLERS,
    Capability,
    FieldDefinition,
    offer,
)
from failmode.steps.targets.duo_unix import DuoUnixClients
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues, Organization
from failmode.steps.targets.ninjaone_http import NinjaOneHttp
from failmode.steps.targets.settings import TargetSettings
from failmode.steps.targets.simulated.auth_api import SimulatedAuthApi, SimulatedCloudClock
from failmode.steps.targets.simulated.authentication_log import (
    SimulatedAuthenticationLog,
    SimulatedLogFilters,
)
from failmode.steps.targets.simulated.cloud import SimulatedCloud
from failmode.steps.targets.simulated.console import TechnicianConsole, TechnicianValues
from failmode.steps.targets.simulated.directory_sync import (
    SimulatedConnectedSync,
    SimulatedDirectorySync,
)
from failmode.steps.targets.simulated.endpoints import SimulatedEndpoints
from failmode.steps.targets.simulated.exchanges import JournalExchanges
from failmode.steps.targets.simulated.ldap_logins import (
    SimulatedDirectoryOutages,
    SimulatedLdapLogins,
    SimulatedLdapSasl,
    SimulatedLdapTls,
)
from failmode.steps.targets.simulated.logons import (
    EndpointAssumptions,
    SimulatedFactorChoices,
    SimulatedGroupPolicy,
    SimulatedInstallers,
    SimulatedKeyFields,
    SimulatedOfflineAccess,
    SimulatedPasscodeLogins,
    SimulatedRemoteLogons,
)
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.simulated.prepared import PreparedStates
from failmode.steps.targets.simulated.proxy import (
    SimulatedAppendedFactors,
    SimulatedCallingStations,
    SimulatedEapLogins,
    SimulatedHandedOnAttributes,
    SimulatedHttpProxies,
    SimulatedMsChapLogins,
    SimulatedNamedFactors,
    SimulatedPasswordChanges,
    SimulatedPrimaryOnlyMode,
    SimulatedProxy,
    SimulatedProxyOptions,
    SimulatedProxyServers,
)
from failmode.steps.targets.simulated.single_sign_on import SimulatedSingleSignOn
from failmode.steps.targets.simulated.universal import SimulatedUniversalPrompt
from failmode.steps.targets.simulated.values import AgentValues
from failmode.terms import Channel, Platform

_ENDPOINT_TIMEOUTS = Timeouts(connect=2.0, read=2.0, total=2.0)
_PUSH_TIMEOUT_SECONDS = 0.3
"""How long a push waits for a user who ignores it; the vendor's own time is unknown."""


class SimulatorTarget:
    """NinjaOne, Duo, the Authentication Proxy and three endpoints, all simulated.

    Args:
        settings: no options of its own.
        overrides: replaces parts of it, for example by a deployment of your own.
    """

    def __init__(self, settings: TargetSettings, overrides: Overrides | None = None) -> None:
        self._name = settings.name
        self._overrides = overrides or Overrides()
        self._settings = settings
        self._simulator = Simulator(SimulatorConfig())
        self._simulator.start()
        self._http = NinjaOneHttp(
            self._simulator.addresses.ninjaone.url,
            self._simulator.credentials.keys.client_id,
            self._simulator.credentials.keys.client_secret,
            scope="monitoring management",
            ca_file=self._simulator.ca_file,
            timeout_seconds=30.0,
            target=self._name,
        )
        self._states = PreparedStates(self._simulator, self._http)
        self._organization = Organization(self._http, FIRST_ORGANIZATION, self._name)
        self._agents: dict[Platform, AgentClient] = {}
        self._user = self._simulator.credentials.user(FIRST_USER)
        self._proxy: SimulatedProxy | None = None
        self._ldap: SimulatedLdapLogins | None = None
        self._sync: SimulatedDirectorySync | None = None
        self._sso: SimulatedSingleSignOn | None = None
        self._capabilities: Mapping[Capability[Any], object] = {}

    @property
    def capabilities(self) -> Mapping[Capability[Any], object]:
        """Every capability, made anew for each scenario; none before the first has begun."""
        return self._capabilities

    @property
    def _deadline_seconds(self) -> float:
        return self._settings.deadline_seconds

    def begin(self) -> None:
        """Return to the seeded data: no faults, no fields, nobody has logged in."""
        self._stop_proxy()
        self._states.begin(self._change_seeded_data)
        self._proxy = SimulatedProxy(
            self._simulator, self._user, self._overrides, deadline_seconds=self._deadline_seconds
        )
        self._capabilities = dict(
            [*self._ninjaone(), *self._endpoints(), *self._duo(self._proxy), *self._observed()]
        )

    def close(self) -> None:
        """Stop everything."""
        self._stop_proxy()
        for agent in self._agents.values():
            agent.close()
        self._http.close()
        self._simulator.stop()

    def _change_seeded_data(self) -> None:
        self._simulator.ninjaone.switches = replace(
            self._simulator.ninjaone.switches, agent_set_without_node_scope="closest-scope"
        )
        settings = self._simulator.duo.settings
        settings.replace(replace(settings.current, push_timeout_seconds=_PUSH_TIMEOUT_SECONDS))

    def _ninjaone(self) -> list[tuple[Capability[Any], object]]:
        tenant = self._simulator.ninjaone
        definitions = _SimulatedDefinitions(
            ApiDefinitions(self._http, allow_writes=True), self._states
        )
        by_api = ApiValues(self._http, self._organization)
        by_agent = AgentValues(partial(self._agent, Platform.WINDOWS_WORKSTATION), self._overrides)
        by_technician = TechnicianValues(tenant, self._organization, self._name)
        return [
            offer(TENANT, _SimulatedTenant(self._http)),
            offer(DEFINITIONS, definitions),
            offer(PERMISSIONS, definitions),
            offer(VALUES[Channel.API], by_api),
            offer(SETTABLE_VALUES[Channel.API], by_api),
            offer(VALUES[Channel.AUTOMATION], by_agent),
            offer(SETTABLE_VALUES[Channel.AUTOMATION], by_agent),
            offer(VALUES[Channel.TECHNICIAN], by_technician),
            offer(SETTABLE_VALUES[Channel.TECHNICIAN], by_technician),
            offer(ORGANIZATION_VALUES, _BeforePermissionsChange(by_technician)),
            offer(CONSOLE, TechnicianConsole(tenant)),
        ]

    def _endpoints(self) -> list[tuple[Capability[Any], object]]:
        endpoints = SimulatedEndpoints(
            self._simulator,
            lambda platform: self._overrides.agent(self._agent(platform)),
            self._user,
            self._overrides,
            deadline_seconds=self._deadline_seconds,
            timeouts=_ENDPOINT_TIMEOUTS,
            target=self._name,
        )
        keys = SimulatedKeyFields(
            endpoints,
            self._simulator,
            ApiDefinitions(self._http, allow_writes=True),
            ApiValues(self._http, self._organization),
            lambda platform: self._agent(Platform.from_words(platform)),
        )
        return [
            offer(DEPLOYMENT, endpoints),
            offer(INSTALLERS, endpoints),
            offer(ENDPOINT_LOGINS, endpoints),
            offer(USER_MESSAGES, endpoints),
            offer(PASSCODE_LOGINS, SimulatedPasscodeLogins(endpoints, self._simulator, self._user)),
            offer(FACTOR_CHOICES, SimulatedFactorChoices(endpoints)),
            offer(REMOTE_LOGONS, SimulatedRemoteLogons(endpoints)),
            offer(GROUP_POLICY, SimulatedGroupPolicy(endpoints)),
            offer(OFFLINE_ACCESS, SimulatedOfflineAccess(endpoints, self._user)),
            offer(KEY_FIELDS, keys),
            offer(VERSIONED_INSTALLERS, SimulatedInstallers(endpoints)),
            offer(
                ASSUMPTIONS,
                EndpointAssumptions([product.name for product in self._overrides.products]),
            ),
        ]

    def _duo(self, proxy: SimulatedProxy) -> list[tuple[Capability[Any], object]]:
        universal_prompt = SimulatedUniversalPrompt(
            self._simulator,
            self._user,
            self._overrides,
            deadline_seconds=self._deadline_seconds,
            target=self._name,
        )
        ldap = SimulatedLdapLogins(
            proxy,
            self._user.username,
            self._user.password,
            deadline_seconds=self._deadline_seconds,
        )
        self._ldap = ldap
        self._sync = SimulatedDirectorySync(self._simulator)
        self._sso = sso = SimulatedSingleSignOn(
            self._simulator, self._user, self._overrides, deadline_seconds=self._deadline_seconds
        )
        log = SimulatedAuthenticationLog(self._simulator)
        cloud = SimulatedCloud(self._simulator, self._user.username)
        duo_unix = DuoUnixClients(
            self._simulator,
            self._user.username,
            target=self._name,
            deadline_seconds=self._deadline_seconds,
            installation=self._overrides.duo_unix,
            on_first_stage=cloud.spare_first_stage,
        )
        return [
            offer(CLOUD, cloud),
            offer(TOLD_PARAMETERS, cloud),
            offer(ANSWERS_IN_PLACE, cloud),
            offer(USER_DEVICES, cloud),
            offer(AUTH_API, SimulatedAuthApi(self._simulator, self._user.username)),
            offer(CLOUD_CLOCK, SimulatedCloudClock(self._simulator)),
            offer(LOGIN_COURSES, cloud),
            offer(AUTHENTICATION_LOG, log),
            offer(LOG_FILTERS, SimulatedLogFilters(log)),
            offer(AUTHENTICATION_PROXY, proxy),
            offer(PROXY_EVENTS, proxy),
            offer(PROXY_LOG, proxy),
            offer(NAMED_FACTORS, SimulatedNamedFactors(self._simulator, self._user, proxy)),
            offer(EAP_LOGINS, SimulatedEapLogins(proxy)),
            offer(MS_CHAP_LOGINS, SimulatedMsChapLogins(self._simulator, self._user, proxy)),
            offer(PASSWORD_CHANGES, SimulatedPasswordChanges(proxy)),
            offer(PROXY_SERVERS, SimulatedProxyServers(proxy)),
            offer(LDAP_LOGINS, ldap),
            offer(LDAP_TLS, SimulatedLdapTls(proxy, ldap)),
            offer(LDAP_SASL, SimulatedLdapSasl(ldap)),
            offer(DIRECTORY_OUTAGES, SimulatedDirectoryOutages(proxy)),
            offer(CALLING_STATIONS, SimulatedCallingStations(proxy)),
            offer(APPENDED_FACTORS, SimulatedAppendedFactors(proxy, self._user.password)),
            offer(PRIMARY_ONLY_MODE, SimulatedPrimaryOnlyMode(proxy)),
            offer(DIRECTORY_SYNC, self._sync),
            offer(LARGE_GROUPS, self._sync),
            offer(CONNECTED_SYNC, SimulatedConnectedSync(self._simulator, self._sync)),
            offer(PROXY_OPTIONS, SimulatedProxyOptions(proxy)),
            offer(HANDED_ON_ATTRIBUTES, SimulatedHandedOnAttributes(proxy)),
            offer(HTTP_PROXIES, SimulatedHttpProxies(proxy)),
            offer(SINGLE_SIGN_ON, sso),
            offer(SSO_DIRECTORIES, sso),
            offer(SSO_EVENTS, sso),
            offer(UNIVERSAL_PROMPT, universal_prompt),
            offer(DUO_UNIX, duo_unix),
        ]

    def _observed(self) -> list[tuple[Capability[Any], object]]:
        journal = self._simulator.journal
        return [
            offer(EXCHANGES, JournalExchanges(journal)),
            offer(HEALTH, _SimulatorHealth(journal)),
        ]

    def _stop_proxy(self) -> None:
        if self._sync is not None:
            self._sync.close()
        if self._ldap is not None:
            self._ldap.close()
        if self._sso is not None:
            self._sso.stop()
        if self._proxy is not None:
            self._proxy.stop()

    def _agent(self, platform: Platform) -> AgentClient:
        if platform not in self._agents:
            token = self._simulator.credentials.agent(FIRST_ORGANIZATION, platform).token
            self._agents[platform] = AgentClient(
                self._simulator.addresses.ninjaone.url, token, trust=self._simulator.ca_file
            )
        return self._agents[platform]


class _SimulatorHealth:
    """Whether anything has broken inside the simulator since the scenario began."""

    def __init__(self, journal: Journal) -> None:
        self._failures = journal.failures
        self._mark = self._failures.count

    def check(self) -> None:
        """See that nothing has; raises `InternalFailureError`."""
        self._failures.check(self._mark)


class _SimulatedTenant:
    """The tenant; its seeded data define no custom fields."""

    def __init__(self, http: NinjaOneHttp) -> None:
        self._http = http

    def empty(self) -> None:
        """See that it has no custom fields."""
        fields = self._http.get("/v2/custom-fields", {"pageSize": 500})
        rows = fields.get("results") if isinstance(fields, dict) else None
        if rows != []:
            raise AssertionError(f"expected: a tenant without custom fields; it shows {rows!r}")


class _SimulatedDefinitions:
    """Definitions over the API; the field that many scenarios begin with is created once."""

    def __init__(self, definitions: ApiDefinitions, states: PreparedStates) -> None:
        self._definitions = definitions
        self._states = states
        self.read = definitions.read
        self.change_permission = definitions.change_permission

    def create(self, definition: FieldDefinition) -> None:
        """Create the field, or return to where this was the first thing that was done."""
        self._states.build(definition, lambda: self._definitions.create(definition))


class _BeforePermissionsChange:
    """Values as a technician sets them before a scenario changes who may."""

    def __init__(self, values: TechnicianValues) -> None:
        self._values = values

    def set(self, field: str, option: str | None) -> None:
        """Give the organization this option; the seeded data set none."""
        if option is not None:
            self._values.set(field, option)
