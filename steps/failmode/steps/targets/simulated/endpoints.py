"""Endpoints of the simulated organization: deployed from the field, logged in at for real."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from failmode.simulator import (
    AgentChannel,
    ConfigError,
    DemoUser,
    DuoKeys,
    Endpoint,
    EndpointKind,
    FieldSetting,
    InstallerDefaults,
    LoginDriver,
    LoginInput,
    LoginRequest,
    Simulator,
    Timeouts,
    deploy,
    setting_named,
)
from failmode.steps.errors import IncompleteScenarioError, NoSuchPlatform
from failmode.steps.targets.capabilities import Login
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.steps.targets.wrong_values import WRONG_PASSWORD
from failmode.terms import Platform


class SimulatedEndpoints:
    """Computers of the first organization.

    Args:
        simulator: the running simulator.
        agent: makes the agent of the platform's device.
        user: who logs in.
        overrides: the deployment, the products, and how verdicts are reached.
        deadline_seconds: after this long a login counts as hung.
        timeouts: how long an endpoint waits for Duo.
        target: name of the target, for `NoSuchPlatform`.
    """

    def __init__(
        self,
        simulator: Simulator,
        agent: Callable[[Platform], AgentChannel],
        user: DemoUser,
        overrides: Overrides,
        *,
        deadline_seconds: float,
        timeouts: Timeouts,
        target: str,
    ) -> None:
        self._clients = simulator.logins.clients
        self._driver = LoginDriver(simulator.journal, classify=overrides.classify)
        self._agent = agent
        self._user = user
        self._overrides = overrides
        self._deadline_seconds = deadline_seconds
        self._timeouts = timeouts
        self._target = target
        self._defaults: InstallerDefaults | None = None
        self._given: dict[Platform, Mapping[str, str]] = {}
        self._installed: dict[Platform, Endpoint] = {}
        self._offline_passcodes: dict[Platform, Mapping[str, str]] = {}
        self._deployment_trace: tuple[str, ...] = ()
        self._last_message = ""

    def require_computer(self, platform: str) -> None:
        """See that the seeded data have such a computer: without one there is no agent."""
        self._agent(self.known(platform))

    def installer_default(self, fail_open: bool) -> None:
        """Choose what the installer does when FAILOPEN is left out, as its version would."""
        self._defaults = InstallerDefaults(fail_open=fail_open)

    def deploy(self, platform: str, *, setting: str, field: str) -> None:
        """Run the deployment on the device and install with what it hands over."""
        try:
            fed = FieldSetting(field, setting_named(setting))
        except ConfigError as error:
            raise AssertionError(f"expected: a setting of Duo; {error}") from None
        known = self.known(platform)
        deployment = deploy(
            self._agent(known),
            known,
            self._clients.keys,
            product=self.kind(platform).product,
            fields=(fed,),
            rules=self._overrides.deployment,
        )
        self._given[known] = deployment.package.given
        self._deployment_trace = tuple(f"deployment: {step}" for step in deployment.trace)
        try:
            self._installed[known] = deployment.package.install(self._defaults)
        except ConfigError as error:
            raise AssertionError(
                f"expected: settings that the installer on the {platform} can work with; {error}"
            ) from None

    def install(self, platform: str, *, fail_open: bool) -> None:
        """Install Duo with an explicit failmode."""
        kind = self.kind(platform)
        self._installed[self.known(platform)] = kind.install(
            self._clients.keys, fail_open=fail_open
        )

    @property
    def keys(self) -> DuoKeys:
        """The keys of the Duo application that guards the computers."""
        return self._clients.keys

    def put(self, platform: str, endpoint: Endpoint) -> None:
        """Let a computer be what an installation made of it."""
        self._installed[self.known(platform)] = endpoint

    def change(self, platform: str, how: Callable[[Endpoint], Endpoint]) -> None:
        """Let a computer on which Duo is installed be what `how` makes of it."""
        self.put(platform, how(self._endpoint(platform)))

    def enroll_offline(self, platform: str, passcodes: Mapping[str, str]) -> None:
        """Let a computer know the offline passcode of users, by their names."""
        self._offline_passcodes[self.known(platform)] = passcodes

    def last_message(self) -> str:
        """Return what the last login showed to the user; empty when it showed nothing."""
        return self._last_message

    def given(self, platform: str) -> Mapping[str, str]:
        """Return what the installer on the computer was given, secrets masked."""
        known = self.known(platform)
        if known not in self._given:
            raise self._not_deployed(platform)
        return self._given[known]

    def settings(self, platform: str) -> Mapping[str, str]:
        """Return Duo's settings in force on the computer."""
        return self._endpoint(platform).masked_settings()

    def login(
        self, platform: str, *, right_password: bool, brings: LoginInput | None = None
    ) -> Login:
        """Log in once over the real edge.

        Args:
            platform: at which of the computers.
            right_password: whether the user types the right one.
            brings: what the user brings besides name and password; nothing when left out.
        """
        client = self._clients.endpoint_client(
            self.kind(platform).product,
            self._endpoint(platform),
            timeouts=self._timeouts,
            brings=brings,
            offline_passcodes=self._offline_passcodes.get(self.known(platform)),
        )
        request = LoginRequest(
            client,
            self._user.username,
            self._user.password if right_password else WRONG_PASSWORD,
            self._deadline_seconds,
        )
        result = self._driver.log_in(request)
        self._last_message = result.message
        steps = (f"login: {step}" for step in result.steps)
        assumed = "" if result.assumed is None else result.assumed.name
        return Login(result.verdict, (*self._deployment_trace, *steps), assumed)

    def known(self, platform: str) -> Platform:
        """Find the simulated platform that the documents call so.

        Raises:
            NoSuchPlatform: when no simulated computer is one.
        """
        try:
            return Platform.from_words(platform)
        except ValueError:
            raise NoSuchPlatform(self._target, platform) from None

    def kind(self, platform: str) -> EndpointKind:
        """Find the product on the computer.

        Raises:
            NoSuchPlatform: when no simulated computer is one.
        """
        return self._overrides.products.kind(self.known(platform).value)

    def _endpoint(self, platform: str) -> Endpoint:
        known = self.known(platform)
        if known not in self._installed:
            raise self._not_deployed(platform)
        return self._installed[known]

    def _not_deployed(self, platform: str) -> IncompleteScenarioError:
        return IncompleteScenarioError(
            f"Duo was not deployed to the {platform}",
            "Add a step such as: When Duo is deployed to the Windows server",
        )
