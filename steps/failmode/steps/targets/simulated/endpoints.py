"""Endpoints of the simulated organization: deployed from the field, logged in at for real."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from failmode.simulator.deadline import run_with_deadline
from failmode.simulator.deployment.agent import AgentChannel
from failmode.simulator.deployment.deploy import DuoKeys, WindowsDeployment, deploy
from failmode.simulator.deployment.fields import FieldSetting, setting_named
from failmode.simulator.endpoints.accounts import Account, Accounts, Credentials
from failmode.simulator.endpoints.installer import dword
from failmode.simulator.endpoints.login import EndpointLoginResult, login
from failmode.simulator.endpoints.machines import MacEndpoint, WindowsEndpoint
from failmode.simulator.endpoints.windows import InstallerDefaults
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Timeouts
from failmode.simulator.runtime import DemoUser as Person
from failmode.simulator.runtime import Simulator
from failmode.steps.targets.capabilities import Login
from failmode.steps.targets.simulated.classify import cloud_record
from failmode.steps.targets.simulated.overrides import Overrides
from failmode.terms.logins import Verdict
from failmode.terms.platforms import Platform

WRONG_PASSWORD = "not the password"  # noqa: S105 - it is meant to be wrong


class SimulatedEndpoints:
    """Computers of the first organization.

    Args:
        simulator: the running simulator.
        agent: makes the agent of the platform's device.
        person: who logs in.
        overrides: the deployment and the endpoints' judgement of failures.
        deadline_seconds: after this long a login counts as hung.
        timeouts: how long an endpoint waits for Duo.
    """

    def __init__(
        self,
        simulator: Simulator,
        agent: Callable[[Platform], AgentChannel],
        person: Person,
        overrides: Overrides,
        *,
        deadline_seconds: float,
        timeouts: Timeouts,
    ) -> None:
        self._simulator = simulator
        self._agent = agent
        self._person = person
        self._overrides = overrides
        self._deadline_seconds = deadline_seconds
        self._timeouts = timeouts
        self._defaults: InstallerDefaults | None = None
        self._deployed: dict[Platform, WindowsEndpoint | MacEndpoint] = {}
        self._deployment_trace: tuple[str, ...] = ()

    def place(self, platform: Platform) -> None:
        """The world has such a computer; its agent is asked for here, so that a gap shows."""
        self._agent(platform)

    def installer_default(self, fail_open: bool) -> None:
        """What the installer does when FAILOPEN is left out; the sources disagree."""
        self._defaults = InstallerDefaults(fail_open=fail_open)

    def deploy(self, platform: Platform, *, setting: str, field: str) -> None:
        """Run the deployment on the device and install with what it hands over."""
        try:
            fed = FieldSetting(field, setting_named(setting))
        except ConfigError as error:
            raise AssertionError(f"expected: a setting of Duo; {error}") from None
        keys = self._simulator.keys
        deployment = deploy(
            self._agent(platform),
            platform,
            DuoKeys(keys.ikey, keys.skey, keys.api_host),
            fields=(fed,),
            rules=self._overrides.deployment,
        )
        self._deployment_trace = tuple(f"deployment: {step}" for step in deployment.trace)
        try:
            self._deployed[platform] = deployment.install(self._defaults)
        except ConfigError as error:
            raise AssertionError(
                f"expected: settings that the installer on the {platform.words} can work with; "
                f"{error}"
            ) from None

    def install(self, platform: Platform, *, fail_open: bool) -> None:
        """Run the installer of Duo for Windows Logon with an explicit FAILOPEN."""
        if platform is Platform.MACOS:
            raise AssertionError("only Duo for Windows Logon is installed by hand here")
        keys = self._simulator.keys
        properties = {
            "IKEY": keys.ikey,
            "SKEY": keys.skey,
            "HOST": keys.api_host,
            "FAILOPEN": dword(fail_open),
        }
        self._deployed[platform] = WindowsDeployment(platform, properties, trace=()).install()

    def settings(self, platform: Platform) -> Mapping[str, str]:
        """Duo's settings in force on the computer."""
        return self._endpoint(platform).shown()

    def login(self, platform: Platform, *, right_password: bool) -> Login:
        """Log in once over the real edge, and judge by client and cloud."""
        endpoint = self._endpoint(platform)
        account = Account(self._person.username, self._person.password)
        typed = self._person.password if right_password else WRONG_PASSWORD

        def attempt() -> EndpointLoginResult:
            settings = endpoint.settings()
            return login(
                settings,
                Credentials(account.username, typed),
                network=self._simulator.network,
                accounts=Accounts([account]),
                clock=self._simulator.clock,
                timeouts=self._timeouts,
                ca_file=self._simulator.ca_file,
                table=self._overrides.tables[settings.product],
            )

        before = self._simulator.journal.last_number
        finished = run_with_deadline(self._deadline_seconds, attempt)
        record = cloud_record(self._simulator.journal, before)
        if finished is None:
            verdict = self._overrides.classify(let_in=None, approved=record.approved)
            return Login(verdict, (*self._deployment_trace, "no verdict before the deadline"))
        result = finished.value
        verdict = self._overrides.classify(
            let_in=result.verdict is not Verdict.DENIED, approved=record.approved
        )
        steps = (f"login: {step}" for step in result.trace)
        return Login(verdict, (*self._deployment_trace, *steps))

    def _endpoint(self, platform: Platform) -> WindowsEndpoint | MacEndpoint:
        if platform not in self._deployed:
            raise AssertionError(f"Duo was not deployed to the {platform.words} before this step")
        return self._deployed[platform]
