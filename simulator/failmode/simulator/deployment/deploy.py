"""The deployment: custom fields through the agent, installer properties or a plist out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from failmode.simulator.deployment.agent import AgentChannel, Reading, read_field, read_options
from failmode.simulator.deployment.fields import (
    FAILOPEN,
    HKEY_FIELD,
    IKEY_FIELD,
    REFERENCE_FIELDS,
    SKEY_FIELD,
    FieldSetting,
    Meaning,
)
from failmode.simulator.deployment.rules import DeploymentRules
from failmode.simulator.endpoints.installer import dword, render_command_line
from failmode.simulator.endpoints.machines import MacEndpoint, WindowsEndpoint
from failmode.simulator.endpoints.macos import plist_bytes
from failmode.simulator.endpoints.platforms import SERVER_PRODUCT_TYPES, WORKSTATION_PRODUCT_TYPE
from failmode.simulator.endpoints.trace import Step, Trace
from failmode.simulator.endpoints.windows import InstallerDefaults
from failmode.simulator.errors import ConfigError
from failmode.terms.platforms import Platform
from failmode.terms.secrets import MASK

_AGENT = "ninjarmm-cli"


@dataclass(frozen=True, slots=True)
class DuoKeys:
    """What the Duo application's page in the Admin Panel shows: two keys and the API hostname."""

    ikey: str
    skey: str = field(repr=False)
    host: str


@dataclass(frozen=True, slots=True)
class WindowsDeployment:
    """What a deployment hands to the installer of Duo for Windows Logon.

    Attributes:
        platform: workstation or server.
        properties: installer property to value; a property that is left out is absent.
        trace: how they came about.
        warnings: what an administrator should look at.
    """

    platform: Platform
    properties: Mapping[str, str] = field(repr=False)
    trace: tuple[Step, ...]
    warnings: tuple[str, ...] = ()

    def command_line(self, *, masked: bool = True) -> str:
        """The silent install command line; the secret key is shown only when not `masked`."""
        return render_command_line(self.properties, masked=masked)

    def install(self, defaults: InstallerDefaults | None = None) -> WindowsEndpoint:
        """Run the installer.

        Args:
            defaults: what the installer does when FAILOPEN is left out; needed only then.

        Raises:
            ConfigError: when the installer cannot work with the properties.
        """
        server = self.platform is Platform.WINDOWS_SERVER
        product_type = SERVER_PRODUCT_TYPES[-1] if server else WORKSTATION_PRODUCT_TYPE
        return WindowsEndpoint.install(product_type, self.command_line(masked=False), defaults)


@dataclass(frozen=True, slots=True)
class MacDeployment:
    """What a deployment hands to the installer of Duo for macOS.

    Attributes:
        plist: the bytes of config.plist.
        trace: how it came about.
        warnings: what an administrator should look at.
    """

    plist: bytes = field(repr=False)
    trace: tuple[Step, ...]
    warnings: tuple[str, ...] = ()

    @property
    def platform(self) -> Platform:
        """Always macOS."""
        return Platform.MACOS

    def install(self, defaults: InstallerDefaults | None = None) -> MacEndpoint:
        """Run the installer.

        Args:
            defaults: not used: Duo's script has one documented default for every key.

        Raises:
            ConfigError: when the installer cannot work with the plist.
        """
        del defaults
        return MacEndpoint(self.plist)


def deploy(
    agent: AgentChannel,
    platform: Platform,
    keys: DuoKeys | None = None,
    *,
    fields: Sequence[FieldSetting] = REFERENCE_FIELDS,
    rules: DeploymentRules | None = None,
) -> WindowsDeployment | MacDeployment:
    """Carry the fields' options to an endpoint's Duo settings.

    FAILOPEN is always written. Where no field feeds it, or the field is unset, cannot be read, or
    holds an option that is not found or not known, it is an explicit fail-closed setting. Any
    other setting is then left out on Windows and off on a Mac.

    Args:
        agent: the agent of the device.
        platform: the device's platform.
        keys: the Duo application's keys; read from the custom fields when left out.
        fields: the drop-downs to carry, each with the setting that it feeds; those that cannot
            be read are passed over.
        rules: what the deployment does at each turn; the reference deployment when left out.

    Raises:
        ConfigError: when a key is needed and its field is unset or cannot be read.
    """
    return _Run(agent, platform, rules or DeploymentRules()).deploy(keys, fields)


class _Run:
    """One run of the deployment script on one device."""

    def __init__(self, agent: AgentChannel, platform: Platform, rules: DeploymentRules) -> None:
        self._agent = agent
        self._platform = platform
        self._rules = rules
        self._trace = Trace()
        self._warnings: list[str] = []

    def deploy(
        self, keys: DuoKeys | None, fields: Sequence[FieldSetting]
    ) -> WindowsDeployment | MacDeployment:
        keys = keys or self._read_keys()
        feeding = next((one.field for one in fields if one.setting is FAILOPEN), None)
        carried = [one for one in fields if one.setting is not FAILOPEN]
        fail_open = self._fail_open(feeding)
        if self._platform.is_windows:
            return self._windows(keys, fail_open, carried)
        return self._mac(keys, fail_open, carried)

    def _windows(
        self, keys: DuoKeys, fail_open: bool | None, carried: Sequence[FieldSetting]
    ) -> WindowsDeployment:
        properties = {"IKEY": keys.ikey, "SKEY": keys.skey, "HOST": keys.host}
        if fail_open is not None:
            properties["FAILOPEN"] = dword(fail_open)
        for one in carried:
            number = self._carried(one)
            if number is not None:
                properties[one.setting.name] = dword(number)
        self._trace.add("install", exchange=render_command_line(properties, masked=True))
        return WindowsDeployment(
            self._platform, properties, self._trace.steps, tuple(self._warnings)
        )

    def _mac(
        self, keys: DuoKeys, fail_open: bool | None, carried: Sequence[FieldSetting]
    ) -> MacDeployment:
        values: dict[str, str | bool] = {
            "ikey": keys.ikey,
            "skey": keys.skey,
            "api_hostname": keys.host,
        }
        if fail_open is not None:
            values["fail_open"] = fail_open
        values |= {"smartcard_bypass": False, "auto_push": False, "twofa_unlock": False}
        for one in carried:
            if one.setting.plist_key and one.setting.meaning is Meaning.PLATFORMS:
                values[one.setting.plist_key] = self._carried(one) == 1
        shown = {**values, "skey": MASK}
        self._trace.add(
            "write config.plist",
            exchange=", ".join(f"{key}={_plist_word(value)}" for key, value in shown.items()),
        )
        return MacDeployment(plist_bytes(values), self._trace.steps, tuple(self._warnings))

    def _read_keys(self) -> DuoKeys:
        texts = []
        for name in (IKEY_FIELD, SKEY_FIELD, HKEY_FIELD):
            reading = read_field(self._agent, name)
            if not reading.text:
                raise ConfigError(
                    f"custom field {name} {reading.problem or 'is unset'}",
                    "Set it for the organization, with a value that automations may read, or "
                    "give the keys directly",
                )
            texts.append(reading.text)
            shown = MASK if name == SKEY_FIELD else self._trace.foreign(reading.text)
            self._trace.add("read a key", peer=_AGENT, exchange=f"get {name}", result=shown)
        return DuoKeys(*texts)

    def _fail_open(self, name: str | None) -> bool | None:
        label = None if name is None else self._label(name)
        covered = self._covered(label)
        setting = self._rules.fail_open(label, covered)
        if covered is None and name is None:
            why = "no field feeds it"
        elif covered is None:
            why = "no option is chosen" if label is None else "the option is not known"
        else:
            why = f"the option {'covers' if covered else 'does not cover'} {self._platform.words}"
        result = {True: "fail open", False: "fail closed", None: "the setting is left out"}[setting]
        self._trace.add("decide the failmode", exchange=why, result=result)
        return setting

    def _carried(self, one: FieldSetting) -> int | None:
        reading = read_field(self._agent, one.field)
        if reading.problem or not reading.text:
            return None
        label = self._resolve(one.field, reading)
        if label is None:
            return None
        if one.setting.meaning is Meaning.NUMBER:
            if label in (str(number) for number in one.setting.numbers):
                return int(label)
            self._warn(f"{one.field}: the option {label!r} is not a number that Duo knows")
            return None
        covered = self._covered(label)
        return None if covered is None else int(covered)

    def _label(self, name: str) -> str | None:
        reading = read_field(self._agent, name)
        shown = reading.problem or reading.text or "unset"
        self._trace.add(
            "read the option", peer=_AGENT, exchange=f"get {name}", result=self._foreign(shown)
        )
        if reading.problem:
            self._warn(f"{name} cannot be read: {reading.problem}")
        if not reading.text:
            return None
        return self._resolve(name, reading)

    def _resolve(self, name: str, reading: Reading) -> str | None:
        lines, problem = read_options(self._agent, name)
        label = self._rules.resolve(reading.text, lines)
        if label is None:
            shown = problem or "no option has this GUID"
            self._warn(f"{name} holds {reading.text!r}: {shown}")
        else:
            shown = label
        self._trace.add(
            "resolve the option",
            peer=_AGENT,
            exchange=f"options {name}",
            result=self._foreign(shown),
        )
        return label

    def _covered(self, label: str | None) -> bool | None:
        if label is None:
            return None
        covered = self._rules.covers(label, self._platform)
        if covered is None:
            self._warn(f"the option {label!r} names no platform that is known")
        return covered

    def _warn(self, text: str) -> None:
        text = self._foreign(text)
        self._warnings.append(text)
        self._trace.add("warning", result=text)

    def _foreign(self, text: str) -> str:
        return self._trace.foreign(text)


def _plist_word(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
