"""The reference deployment: what the agent says becomes what the installer gets."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.deployment.deploy import Deployment, deploy
from failmode.simulator.deployment.fields import (
    FAILOPEN_FIELD,
    REFERENCE_FIELDS,
    FieldSetting,
    Meaning,
    setting_named,
)
from failmode.simulator.deployment.rules import DeploymentRules
from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.macos.package import MacPackage
from failmode.simulator.endpoints.product import FAILOPEN, InstallerDefaults
from failmode.simulator.endpoints.windows_logon.command_line import parse_command_line
from failmode.simulator.endpoints.windows_logon.defaults import FAILS_CLOSED, FAILS_OPEN
from failmode.simulator.endpoints.windows_logon.package import WindowsPackage
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.ninjaone.automation import FIELD_NOT_FOUND
from failmode.terms.platforms import Platform
from tests.failopen_field import OPTIONS

WORKSTATION, SERVER, MAC = Platform
KEYS = DuoKeys(
    "DIXXXXXXXXXXXXXXXXXX",
    "dummy-secret-key-of-forty-characters-000",
    "api-1234abcd.duosecurity.test",
)
OPEN: dict[str | None, set[Platform]] = {
    "All": {WORKSTATION, SERVER, MAC},
    "Windows": {WORKSTATION, SERVER},
    "Windows Workstations": {WORKSTATION},
    "Windows Servers": {SERVER},
    "Macintosh": {MAC},
    "Disabled": set(),
    None: set(),
}


def guid(label: str) -> str:
    """Make a GUID for an option's label."""
    return str(uuid5(UUID(int=0), label))


class FakeAgent:
    """An agent with the given texts and drop-downs; every other field is unknown."""

    def __init__(
        self,
        chosen: dict[str, str | None] | None = None,
        texts: dict[str, str] | None = None,
        options: Sequence[str] = OPTIONS,
        *,
        raises: bool = False,
    ) -> None:
        self._chosen = chosen or {}
        self._texts = texts or {}
        self._options = options
        self._raises = raises

    def get(self, name: str) -> str:
        """Print as `ninjarmm-cli get` does."""
        if name in self._chosen:
            label = self._chosen[name]
            return "" if label is None else guid(label)
        return self._texts[name] if name in self._texts else self._unknown()

    def options(self, name: str) -> Sequence[str]:
        """Print as `ninjarmm-cli options` does."""
        if name in self._chosen:
            return [f"{guid(label)}={label}" for label in self._options]
        return [self._unknown()]

    def _unknown(self) -> str:
        if self._raises:
            raise SimulatorError(FIELD_NOT_FOUND)
        return FIELD_NOT_FOUND


def explicit(deployment: Deployment) -> bool | None:
    """Give the fail-open setting that was handed over; None when it was left out."""
    if isinstance(deployment.package, WindowsPackage):
        text = deployment.package.properties.get("FAILOPEN")
        return {"#1": True, "#0": False, None: None}[text]
    assert isinstance(deployment.package, MacPackage)
    setting = plistlib.loads(deployment.package.plist).get("fail_open")
    assert setting is None or isinstance(setting, bool)
    return setting


class AgentWithoutOptions(FakeAgent):
    """An agent that reads values, and fails at listing options."""

    def options(self, name: str) -> Sequence[str]:
        """Fail."""
        raise SimulatorError(f"{name} has no list")


def test_where_the_options_cannot_be_listed_the_deployment_says_closed_and_why() -> None:
    agent = AgentWithoutOptions({FAILOPEN_FIELD: "All"})
    deployment = deploy(agent, WORKSTATION, KEYS)
    assert explicit(deployment) is False
    assert any("has no list" in warning for warning in deployment.warnings)


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("option", [*OPTIONS, None])
def test_every_option_gives_every_platform_an_explicit_setting(
    option: str | None, platform: Platform
) -> None:
    deployment = deploy(FakeAgent({FAILOPEN_FIELD: option}), platform, KEYS)
    assert explicit(deployment) is (platform in OPEN[option])
    assert deployment.warnings == ()


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize("defaults", [FAILS_OPEN, FAILS_CLOSED, None])
@pytest.mark.parametrize("option", ["All", "Disabled", None])
def test_the_installers_own_default_never_matters(
    option: str | None, defaults: InstallerDefaults | None, platform: Platform
) -> None:
    deployment = deploy(FakeAgent({FAILOPEN_FIELD: option}), platform, KEYS)
    endpoint = deployment.package.install(defaults)
    assert endpoint.settings().fail_open is (platform in OPEN[option])
    assert endpoint.platform is platform


@pytest.mark.parametrize("platform", Platform)
@pytest.mark.parametrize(
    ("agent", "warning"),
    [
        (FakeAgent({FAILOPEN_FIELD: "Workstations"}, options=["Workstations"]), "no platform"),
        (FakeAgent({FAILOPEN_FIELD: "All"}, options=["Windows"]), "no option has this GUID"),
        (FakeAgent({FAILOPEN_FIELD: "All"}, options=[]), "no option has this GUID"),
        (FakeAgent(), "cannot be read: Unable to find"),
        (FakeAgent(raises=True), "cannot be read: Unable to find"),
        (FakeAgent(texts={FAILOPEN_FIELD: "All"}), "no option has this GUID"),
        (FakeAgent(texts={FAILOPEN_FIELD: "1"}), "no option has this GUID"),
    ],
)
def test_what_cannot_be_understood_fails_closed_and_warns(
    agent: FakeAgent, warning: str, platform: Platform
) -> None:
    deployment = deploy(agent, platform, KEYS)
    assert explicit(deployment) is False
    assert any(warning in text for text in deployment.warnings)
    shown = [step.result for step in deployment.trace if step.what == "warning"]
    assert shown == list(deployment.warnings)


def test_another_field_can_carry_the_failmode() -> None:
    agent = FakeAgent({"otherFailopen": "All", FAILOPEN_FIELD: "Disabled"})
    assert (
        explicit(
            deploy(
                agent, SERVER, KEYS, fields=[FieldSetting("otherFailopen", setting_named(FAILOPEN))]
            )
        )
        is True
    )


def test_the_keys_come_from_the_fields_when_they_are_not_given() -> None:
    texts = {"cpvalDuoIkey": KEYS.ikey, "cpvalDuoSkey": KEYS.skey, "cpvalDuoHkey": KEYS.host}
    deployment = deploy(FakeAgent({FAILOPEN_FIELD: "All"}, texts), WORKSTATION)
    assert isinstance(deployment.package, WindowsPackage)
    assert [deployment.package.properties[name] for name in ("IKEY", "SKEY", "HOST")] == [
        KEYS.ikey,
        KEYS.skey,
        KEYS.host,
    ]
    assert KEYS.skey not in "\n".join(map(str, deployment.trace))


@pytest.mark.parametrize("raises", [False, True])
@pytest.mark.parametrize("missing", ["cpvalDuoIkey", "cpvalDuoSkey", "cpvalDuoHkey"])
def test_the_agents_error_text_is_never_taken_for_a_key(missing: str, raises: bool) -> None:
    texts = {"cpvalDuoIkey": KEYS.ikey, "cpvalDuoSkey": KEYS.skey, "cpvalDuoHkey": KEYS.host}
    del texts[missing]
    with pytest.raises(ConfigError, match=f"{missing} Unable to find the specified field"):
        deploy(FakeAgent(texts=texts, raises=raises), WORKSTATION)


def test_an_unset_key_is_named() -> None:
    with pytest.raises(ConfigError, match="cpvalDuoIkey is unset"):
        deploy(FakeAgent(texts={"cpvalDuoIkey": " "}), MAC)


def test_the_other_fields_are_carried_where_they_are_defined() -> None:
    chosen: dict[str, str | None] = {
        FAILOPEN_FIELD: "Disabled",
        "cpvalDuoAutopush": "Windows Servers",
        "cpvalDuoRdponly": "Windows",
        "cpvalDuoSmartcard": None,
        "cpvalDuoUsernameformat": "2",
        "cpvalDuoUacoffline": "7",
    }
    options = [*OPTIONS, "0", "1", "2", "7"]
    deployment = deploy(FakeAgent(chosen, options=options), WORKSTATION, KEYS)
    assert isinstance(deployment.package, WindowsPackage)
    assert dict(list(deployment.package.properties.items())[3:]) == {
        "FAILOPEN": "#0",
        "AUTOPUSH": "#0",
        "RDPONLY": "#1",
        "SMARTCARD": "#0",
        "USERNAMEFORMAT": "#2",
    }
    assert deployment.warnings == (
        "cpvalDuoUacoffline: the option '7' is not a number that Duo knows",
    )


@pytest.mark.parametrize(
    ("option", "expected"), [("All", True), ("Macintosh", True), ("Windows", False), (None, False)]
)
def test_a_mac_gets_the_fields_that_it_has_keys_for(option: str | None, expected: bool) -> None:
    chosen = {"cpvalDuoAutopush": option, "cpvalDuoSmartcard": option, FAILOPEN_FIELD: "All"}
    deployment = deploy(FakeAgent(chosen), MAC, KEYS)
    assert isinstance(deployment.package, MacPackage)
    assert plistlib.loads(deployment.package.plist) == {
        "ikey": KEYS.ikey,
        "skey": KEYS.skey,
        "api_hostname": KEYS.host,
        "fail_open": True,
        "smartcard_bypass": expected,
        "auto_push": expected,
        "twofa_unlock": False,
    }


def test_every_fed_setting_becomes_a_property_that_the_installer_knows() -> None:
    chosen: dict[str, str | None] = {one.field: "1" for one in REFERENCE_FIELDS}
    for one in REFERENCE_FIELDS:
        if one.setting.meaning is Meaning.PLATFORMS:
            chosen[one.field] = "Windows"
    chosen[FAILOPEN_FIELD] = "Disabled"
    chosen["cpvalDuoUacofflineenroll"] = "0"
    deployment = deploy(FakeAgent(chosen, options=[*OPTIONS, "0", "1"]), SERVER, KEYS)
    assert isinstance(deployment.package, WindowsPackage)
    assert len(deployment.package.properties) == 3 + len(REFERENCE_FIELDS)
    settings = deployment.package.install().settings()
    assert settings.fail_open is False
    assert settings.rdp_only is True
    assert settings.elevation_offline_enroll is False


def test_the_command_line_is_masked_unless_asked_otherwise() -> None:
    deployment = deploy(FakeAgent({FAILOPEN_FIELD: "All"}), WORKSTATION, KEYS)
    assert isinstance(deployment.package, WindowsPackage)
    assert KEYS.skey not in deployment.package.command_line()
    assert (
        parse_command_line(deployment.package.command_line(masked=False))
        == deployment.package.properties
    )


def test_without_a_field_that_feeds_it_the_failmode_is_closed_and_the_trace_says_why() -> None:
    autopush = FieldSetting("cpvalDuoAutopush", setting_named("AUTOPUSH"))
    agent = FakeAgent({"cpvalDuoAutopush": "All", FAILOPEN_FIELD: "All"})
    deployment = deploy(agent, SERVER, KEYS, fields=[autopush])
    assert explicit(deployment) is False
    assert isinstance(deployment.package, WindowsPackage)
    assert deployment.package.properties["AUTOPUSH"] == "#1"
    assert "no field feeds it" in "\n".join(map(str, deployment.trace))


def test_a_field_feeds_a_setting_that_duo_has() -> None:
    with pytest.raises(ConfigError, match=r"'AUTOPSUH'.*FAILOPEN, AUTOPUSH"):
        setting_named("AUTOPSUH")


@settings(max_examples=50, deadline=None)
@given(
    secret=st.from_regex(r"[A-Za-z0-9]{40}", fullmatch=True),
    option=st.sampled_from([*OPTIONS, None]),
    platform=st.sampled_from(Platform),
)
def test_no_trace_shows_the_secret_key(secret: str, option: str | None, platform: Platform) -> None:
    texts = {"cpvalDuoIkey": KEYS.ikey, "cpvalDuoSkey": secret, "cpvalDuoHkey": KEYS.host}
    for agent in (FakeAgent({FAILOPEN_FIELD: option}, texts), FakeAgent(texts=texts)):
        deployment = deploy(agent, platform)
        said = f"{deployment!r}{deployment.trace}{deployment.warnings}"
        assert secret not in said


def test_a_setting_left_out_by_a_mistake_is_left_to_the_installer() -> None:
    def only_when_covered(label: str | None, covered: bool | None) -> bool | None:
        return True if covered else (False if label == "Disabled" else None)

    rules = DeploymentRules(fail_open=only_when_covered)
    agent = FakeAgent({FAILOPEN_FIELD: "Windows Servers"})
    workstation = deploy(agent, WORKSTATION, KEYS, rules=rules)
    assert explicit(workstation) is None
    assert workstation.package.install(FAILS_OPEN).settings().fail_open is True
    assert workstation.package.install(FAILS_CLOSED).settings().fail_open is False
    with pytest.raises(ConfigError, match="FAILOPEN is left out"):
        workstation.package.install()
    assert explicit(deploy(agent, MAC, KEYS, rules=rules)) is None


def test_a_guid_compared_with_labels_is_a_mistake_that_shows() -> None:
    rules = DeploymentRules(resolve=lambda guid, _lines: guid)
    deployment = deploy(FakeAgent({FAILOPEN_FIELD: "All"}), SERVER, KEYS, rules=rules)
    assert explicit(deployment) is False
