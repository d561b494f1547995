"""What can be done at the simulated computers besides deploying Duo and logging in with a push."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from failmode.simulator import (
    HKEY_FIELD,
    IKEY_FIELD,
    POLICY_KEY,
    SKEY_FIELD,
    AgentChannel,
    ConfigError,
    DemoUser,
    Endpoint,
    FactorChoice,
    InstallerPackage,
    LoginInput,
    Session,
    Simulator,
    WindowsEndpoint,
    defaults_of,
    deploy,
    upgrade,
)
from failmode.steps.errors import IncompleteScenarioError, Refused
from failmode.steps.targets.capabilities import FieldDefinition, Login
from failmode.steps.targets.ninjaone import ApiDefinitions, ApiValues
from failmode.steps.targets.simulated.endpoints import SimulatedEndpoints

_OFFLINE_PASSCODE = "482913"
_WRONG_PASSCODE = "0000000"


class SimulatedPasscodeLogins:
    """Logins with a passcode that Duo has given out.

    Args:
        endpoints: the computers.
        simulator: whose cloud gives it out.
        user: who logs in.
    """

    def __init__(self, endpoints: SimulatedEndpoints, simulator: Simulator, user: DemoUser) -> None:
        self._endpoints = endpoints
        self._simulator = simulator
        self._user = user

    def login(self, platform: str, *, right_passcode: bool) -> Login:
        """Log in once, with the right password."""
        (issued,) = self._simulator.duo.passcodes.issue(self._user.username)
        typed = issued if right_passcode else _WRONG_PASSCODE
        brings = LoginInput("", "", factor=FactorChoice.PASSCODE, passcode=typed)
        return self._endpoints.login(platform, right_password=True, brings=brings)


class SimulatedFactorChoices:
    """Logins with a factor that the user chooses.

    Args:
        endpoints: the computers.
    """

    def __init__(self, endpoints: SimulatedEndpoints) -> None:
        self._endpoints = endpoints

    def login(self, platform: str, factor: str) -> Login:
        """Log in once, with the right password."""
        brings = LoginInput("", "", factor=FactorChoice(factor))
        return self._endpoints.login(platform, right_password=True, brings=brings)


class SimulatedRemoteLogons:
    """Logins over Remote Desktop.

    Args:
        endpoints: the computers.
    """

    def __init__(self, endpoints: SimulatedEndpoints) -> None:
        self._endpoints = endpoints

    def login(self, platform: str) -> Login:
        """Log in once, with the right password."""
        brings = LoginInput("", "", session=Session.RDP)
        return self._endpoints.login(platform, right_password=True, brings=brings)


class SimulatedGroupPolicy:
    """Values below the key of Group Policy.

    Args:
        endpoints: the computers.
    """

    def __init__(self, endpoints: SimulatedEndpoints) -> None:
        self._endpoints = endpoints

    def set(self, platform: str, setting: str, value: int) -> None:
        """Set one of Duo's settings by policy, beside what the policy sets already."""

        def with_policy(endpoint: Endpoint) -> Endpoint:
            computer = _windows(endpoint, platform)
            policy = {**computer.registry.get(POLICY_KEY, {}), setting: value}
            return replace(computer, registry={**computer.registry, POLICY_KEY: policy})

        self._endpoints.change(platform, with_policy)


class SimulatedOfflineAccess:
    """One authenticator for offline access.

    Args:
        endpoints: the computers.
        user: who enrols and logs in.
    """

    def __init__(self, endpoints: SimulatedEndpoints, user: DemoUser) -> None:
        self._endpoints = endpoints
        self._user = user

    def enroll(self, platform: str) -> None:
        """Let the computer know the passcode that the authenticator shows."""
        self._endpoints.enroll_offline(platform, {self._user.username: _OFFLINE_PASSCODE})

    def login(self, platform: str, *, right_passcode: bool) -> Login:
        """Log in with the right password, and type a passcode where one is asked for."""
        typed = _OFFLINE_PASSCODE if right_passcode else _WRONG_PASSCODE
        brings = LoginInput("", "", offline_passcode=typed)
        return self._endpoints.login(platform, right_password=True, brings=brings)


class SimulatedKeyFields:
    """The keys in custom fields, and a deployment that reads them there.

    Args:
        endpoints: the computers.
        simulator: the running simulator.
        definitions: makes the fields.
        values: sets them for the organization.
        agent: makes the agent of the platform's device.
    """

    def __init__(
        self,
        endpoints: SimulatedEndpoints,
        simulator: Simulator,
        definitions: ApiDefinitions,
        values: ApiValues,
        agent: Callable[[str], AgentChannel],
    ) -> None:
        self._endpoints = endpoints
        self._simulator = simulator
        self._definitions = definitions
        self._values = values
        self._agent = agent

    def store(self, *, without: str | None = None) -> None:
        """Make the fields, and set all or all but one."""
        keys = self._simulator.keys
        texts = {IKEY_FIELD: keys.ikey, SKEY_FIELD: keys.skey, HKEY_FIELD: keys.api_host}
        for name, text in texts.items():
            self._definitions.create(_text_field(name))
            if name != without:
                self._values.set(name, text)

    def deploy(self, platform: str) -> None:
        """Run the deployment with the keys that it finds."""
        known = self._endpoints.known(platform)
        try:
            deployment = deploy(self._agent(platform), known)
        except ConfigError as error:
            raise Refused(str(error)) from None
        self._endpoints.put(platform, deployment.package.install())


class SimulatedInstallers:
    """Installers of Duo for Windows Logon by version.

    Args:
        endpoints: the computers.
    """

    def __init__(self, endpoints: SimulatedEndpoints) -> None:
        self._endpoints = endpoints

    def install(self, platform: str, version: str) -> None:
        """Install that version without the property FAILOPEN."""
        kind = self._endpoints.kind(platform)
        package = kind.product.pack(kind.platform, self._endpoints.keys, {})
        self._endpoints.put(platform, package.install(defaults_of(version)))

    def upgrade(self, platform: str, package: str, version: str) -> None:
        """Install that version over what is there, without the property FAILOPEN."""
        self._endpoints.change(
            platform,
            lambda before: upgrade(_windows(before, platform), InstallerPackage(package), version),
        )


class EndpointAssumptions:
    """What the simulated products decide although no source settles it.

    Args:
        names: the products.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)

    def names(self) -> Sequence[str]:
        """Name the products whose tables have entries of unknown evidence."""
        return self._names


def _windows(endpoint: Endpoint, platform: str) -> WindowsEndpoint:
    if not isinstance(endpoint, WindowsEndpoint):
        raise IncompleteScenarioError(
            f"the {platform} has no Duo for Windows Logon", "Name a Windows computer"
        )
    return endpoint


def _text_field(name: str) -> FieldDefinition:
    return FieldDefinition(
        label=name,
        name=name,
        scopes=("ORGANIZATION",),
        type="TEXT",
        options=(),
        default=None,
        required=False,
        technician="EDITABLE",
        automation="READ_ONLY",
        api="READ_WRITE",
        description=None,
        tooltip=None,
        footer=None,
    )
