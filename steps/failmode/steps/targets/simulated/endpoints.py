"""Endpoints of the simulated organization: deployed from the field, logged in at for real."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from failmode.simulator import (
    AgentChannel,
    ConfigError,
    DemoUser,
    Endpoint,
    EndpointKind,
    FieldSetting,
    InstallerDefaults,
    LoginDriver,
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
        self._deployment_trace: tuple[str, ...] = ()

    def require_computer(self, platform: str) -> None:
        """See that the seeded data have such a computer: without one there is no agent."""
        self._agent(self._known(platform))

    def installer_default(self, fail_open: bool) -> None:
        """Choose what the installer does when FAILOPEN is left out, as its version would."""
        self._defaults = InstallerDefaults(fail_open=fail_open)

    def deploy(self, platform: str, *, setting: str, field: str) -> None:
        """Run the deployment on the device and install with what it hands over."""
        try:
            fed = FieldSetting(field, setting_named(setting))
        except ConfigError as error:
            raise AssertionError(f"expected: a setting of Duo; {error}") from None
        known = self._known(platform)
        deployment = deploy(
            self._agent(known),
            known,
            self._clients.keys,
            product=self._kind(platform).product,
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
        kind = self._kind(platform)
        self._installed[self._known(platform)] = kind.install(
            self._clients.keys, fail_open=fail_open
        )

    def given(self, platform: str) -> Mapping[str, str]:
        """Return what the installer on the computer was given, secrets masked."""
        known = self._known(platform)
        if known not in self._given:
            raise self._not_deployed(platform)
        return self._given[known]

    def settings(self, platform: str) -> Mapping[str, str]:
        """Return Duo's settings in force on the computer."""
        return self._endpoint(platform).masked_settings()

    def login(self, platform: str, *, right_password: bool) -> Login:
        """Log in once over the real edge."""
        product, endpoint = self._kind(platform).product, self._endpoint(platform)
        request = LoginRequest(
            self._clients.endpoint_client(product, endpoint, timeouts=self._timeouts),
            self._user.username,
            self._user.password if right_password else WRONG_PASSWORD,
            self._deadline_seconds,
        )
        result = self._driver.log_in(request)
        steps = (f"login: {step}" for step in result.steps)
        assumed = "" if result.assumed is None else result.assumed.name
        return Login(result.verdict, (*self._deployment_trace, *steps), assumed)

    def _known(self, platform: str) -> Platform:
        """Find the simulated platform that the documents call so.

        Raises:
            NoSuchPlatform: when no simulated computer is one.
        """
        try:
            return Platform.from_words(platform)
        except ValueError:
            raise NoSuchPlatform(self._target, platform) from None

    def _kind(self, platform: str) -> EndpointKind:
        return self._overrides.products.kind(self._known(platform).value)

    def _endpoint(self, platform: str) -> Endpoint:
        known = self._known(platform)
        if known not in self._installed:
            raise self._not_deployed(platform)
        return self._installed[known]

    def _not_deployed(self, platform: str) -> IncompleteScenarioError:
        return IncompleteScenarioError(
            f"Duo was not deployed to the {platform}",
            "Add a step such as: When Duo is deployed to the Windows server",
        )
