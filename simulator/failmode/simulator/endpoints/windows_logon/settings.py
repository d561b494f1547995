r"""Settings of Duo for Windows Logon: installer properties in, registry values out.

Property and value names: the Chocolatey package and deployment scripts for Duo for Windows Logon
and the administrative template DuoWindowsLogon.admx; `FailOpen` also https://duo.com/docs/rdp-faq.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from failmode.simulator.endpoints.accounts import Account, Session
from failmode.simulator.endpoints.keys import HOST_REMEDY, KEY_REMEDY, is_host, is_key
from failmode.simulator.endpoints.product import InstallerDefaults
from failmode.simulator.endpoints.windows_logon.command_line import parse_command_line, read_dword
from failmode.simulator.errors import ConfigError

LOCAL_KEY = r"HKLM\SOFTWARE\Duo Security\DuoCredProv"
"""Registry key that the installer writes."""

POLICY_KEY = r"HKLM\SOFTWARE\Policies\Duo Security\DuoCredProv"
"""Registry key that Group Policy writes, with the same value names."""

POLICY_OVERRIDES_LOCAL_VALUES = True
"""Whether Group Policy's values win over the installer's: so Duo's page, known by a copy of it
(http://dashqosa.blogg.se/2023/october/active-directory-mfa.html)."""

Registry = Mapping[str, Mapping[str, str | int]]
"""Key path to value name to value: text for REG_SZ, a number for REG_DWORD."""


class UsernameFormat(IntEnum):
    """How the user is named to Duo."""

    SAM_ACCOUNT_NAME = 0
    DOMAIN_USER = 1
    USER_PRINCIPAL_NAME = 2


class ElevationProtection(IntEnum):
    """Where Duo asks: at logon only, at elevation (UAC) only, or at both."""

    FOLLOW_LOGON = 0
    ELEVATION_ONLY = 1
    BOTH = 2


@dataclass(frozen=True, slots=True)
class _Property:
    """One installer property: its registry value, the attribute here, what it may be.

    `allowed` is empty for text. `default` is what the installer writes when the property is left
    out, as deployment documents of 2026 list it; None where there is none, or where it differs by
    version.
    """

    name: str
    value: str
    attribute: str
    allowed: tuple[int, ...] = ()
    default: int | None = None


_SWITCH = (0, 1)
_CHOICE = (0, 1, 2)
_PROPERTIES = (
    _Property("IKEY", "IKey", "ikey"),
    _Property("SKEY", "SKey", "skey"),
    _Property("HOST", "Host", "host"),
    _Property("AUTOPUSH", "AutoPush", "auto_push", _SWITCH, 1),
    _Property("FAILOPEN", "FailOpen", "fail_open", _SWITCH),
    _Property("RDPONLY", "RdpOnly", "rdp_only", _SWITCH, 0),
    _Property("SMARTCARD", "EnableSmartCards", "smart_cards", _SWITCH, 0),
    _Property("WRAPSMARTCARD", "WrapSmartCards", "wrap_smart_cards", _SWITCH, 0),
    _Property("ENABLEOFFLINE", "OfflineAvailable", "offline_available", _SWITCH, 1),
    _Property("USERNAMEFORMAT", "UsernameFormatForService", "username_format", _CHOICE, 1),
    _Property("UAC_PROTECTMODE", "ElevationProtectionMode", "elevation_protection", _CHOICE, 0),
    _Property("UAC_OFFLINE", "ElevationOfflineEnable", "elevation_offline", _SWITCH, 1),
    _Property(
        "UAC_OFFLINE_ENROLL", "ElevationOfflineEnrollment", "elevation_offline_enroll", _SWITCH, 1
    ),
)
_BY_NAME = {one.name: one for one in _PROPERTIES}

PROPERTY_NAMES = tuple(_BY_NAME)
"""The installer properties that are understood."""

KEY_PROPERTIES = ("IKEY", "SKEY", "HOST")
"""Those that connect the computer with a Duo application."""

UNSUPPORTED_PROPERTIES = (
    "PROXYHOST",
    "PROXYPORT",
    "LOGFILE_MAXCOUNT",
    "LOGFILE_MAXSIZEMB",
    "ENABLECERTPINNING",
)
"""Properties that the real installer has, but whose registry values are not known."""


@dataclass(frozen=True, slots=True)
class WindowsSettings:
    """Settings of Duo for Windows Logon on one computer.

    Smart-card and elevation settings are kept and shown; no smart card logs in here and nothing
    is elevated. A computer with `elevation_protection` ELEVATION_ONLY is not guarded at logon.
    """

    ikey: str
    skey: str = field(repr=False)
    host: str
    fail_open: bool
    auto_push: bool = True
    rdp_only: bool = False
    smart_cards: bool = False
    wrap_smart_cards: bool = False
    offline_available: bool = True
    username_format: UsernameFormat = UsernameFormat.DOMAIN_USER
    elevation_protection: ElevationProtection = ElevationProtection.FOLLOW_LOGON
    elevation_offline: bool = True
    elevation_offline_enroll: bool = True

    @classmethod
    def from_registry(
        cls, registry: Registry, *, policy_first: bool = POLICY_OVERRIDES_LOCAL_VALUES
    ) -> WindowsSettings:
        """Read the settings as the product would.

        Args:
            registry: values under `LOCAL_KEY` and, when Group Policy manages the computer,
                `POLICY_KEY`. Names are compared as Windows does: upper and lower case are the same.
                Values of other names are passed over.
            policy_first: whether the policy's value wins over the local one.

        Raises:
            ConfigError: when a key, the host or FailOpen is missing, or a value cannot be used.
        """
        keys = {path.casefold(): (path, values) for path, values in registry.items()}
        order = (LOCAL_KEY, POLICY_KEY) if policy_first else (POLICY_KEY, LOCAL_KEY)
        found: dict[str, tuple[str, str | int]] = {}
        for wanted in order:
            path, values = keys.get(wanted.casefold(), (wanted, {}))
            found.update(
                {name.casefold(): (rf"{path}\{name}", value) for name, value in values.items()}
            )
        attributes: dict[str, Any] = {}
        for one in _PROPERTIES:
            if one.value.casefold() in found:
                where, value = found[one.value.casefold()]
                attributes[one.attribute] = _read_value(one, where, value)
            elif one.default is None:
                raise ConfigError(
                    rf"registry value {LOCAL_KEY}\{one.value} is missing",
                    f"Install with the property {one.name}, or set the value",
                )
            else:
                attributes[one.attribute] = one.default
        return cls._typed(attributes)

    @classmethod
    def _typed(cls, attributes: dict[str, Any]) -> WindowsSettings:
        typed: dict[str, Any] = {
            one.attribute: bool(attributes[one.attribute])
            if one.allowed == _SWITCH
            else attributes[one.attribute]
            for one in _PROPERTIES
        }
        typed["username_format"] = UsernameFormat(typed["username_format"])
        typed["elevation_protection"] = ElevationProtection(typed["elevation_protection"])
        return cls(**typed)

    def registry(self) -> dict[str, dict[str, str | int]]:
        """Return what the installer leaves: `LOCAL_KEY` to value name to value."""
        values: dict[str, str | int] = {}
        for one in _PROPERTIES:
            value = getattr(self, one.attribute)
            values[one.value] = int(value) if one.allowed else value
        return {LOCAL_KEY: values}

    def duo_username(self, account: Account) -> str:
        """Return how this account is named to Duo."""
        if self.username_format is UsernameFormat.SAM_ACCOUNT_NAME:
            return account.username
        if self.username_format is UsernameFormat.DOMAIN_USER:
            return account.down_level_name
        return account.user_principal_name

    def unprotected_reason(self, session: Session) -> str | None:
        """Return why Duo does not ask in such a session; None when it does."""
        if self.rdp_only and session is Session.CONSOLE:
            return "RdpOnly is 1, logons at the console are not filtered"
        if self.elevation_protection is ElevationProtection.ELEVATION_ONLY:
            return "ElevationProtectionMode is 1, only elevation is guarded"
        return None

    def offline_offered(self, account: Account) -> bool:
        """Tell whether offline access is offered to this account when Duo cannot be contacted.

        Fail open beats offline access: with `FailOpen` 1 it is never tried
        (https://community.duo.com/t/fail-open-close-and-offline-mode/11841).
        """
        enrolled = account.offline_passcode is not None
        return self.offline_available and enrolled and not self.fail_open


def registry_from_properties(
    properties: Mapping[str, str] | str, defaults: InstallerDefaults | None = None
) -> dict[str, dict[str, str | int]]:
    """Return what the installer writes.

    Args:
        properties: property name to value (`{"FAILOPEN": "#1"}`), or the install command line.
        defaults: what the installer does when FAILOPEN is left out; needed only then.

    Returns:
        `LOCAL_KEY` to value name to value; every value is present.

    Raises:
        ConfigError: for an unknown, unsupported, missing or wrong property.
    """
    return settings_from_properties(properties, defaults).registry()


def settings_from_properties(
    properties: Mapping[str, str] | str, defaults: InstallerDefaults | None = None
) -> WindowsSettings:
    """Return the settings that an installation leaves; arguments as `registry_from_properties`.

    Raises:
        ConfigError: for an unknown, unsupported, missing or wrong property.
    """
    if isinstance(properties, str):
        properties = parse_command_line(properties)
    for name in properties:
        if name in UNSUPPORTED_PROPERTIES:
            raise ConfigError(
                f"installer property {name} is not supported",
                "The registry value it writes is not known; leave it out",
            )
        if name not in _BY_NAME:
            raise ConfigError(
                f"{name!r} is not a property of the Duo for Windows Logon installer",
                f"Known properties: {', '.join(PROPERTY_NAMES)}",
            )
    values: dict[str, str | int] = {}
    for one in _PROPERTIES:
        text = properties.get(one.name)
        if text is not None:
            values[one.value] = read_dword(one.name, text, one.allowed) if one.allowed else text
        elif one.name == "FAILOPEN":
            if defaults is None:
                raise ConfigError(
                    "installer property FAILOPEN is left out, and what the installer then does "
                    "depends on its version",
                    'Give FAILOPEN="#0" or "#1", or choose the installer\'s own default',
                )
            values[one.value] = int(defaults.fail_open)
        elif one.default is None:
            raise ConfigError(f"installer property {one.name} is missing", "It is required")
        else:
            values[one.value] = one.default
    return WindowsSettings.from_registry({LOCAL_KEY: values})


def _read_value(one: _Property, where: str, value: str | int) -> str | int:
    if not one.allowed:
        if not isinstance(value, str):
            raise ConfigError(f"{where} is a number", "Expected a string (REG_SZ)")
        _check_text(one, where, value)
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConfigError(f"{where} is {value!r}", "Expected a number (REG_DWORD)")
    if value not in one.allowed:
        allowed = ", ".join(str(number) for number in one.allowed)
        raise ConfigError(f"{where} is {value}", f"Expected one of {allowed}")
    return value


def _check_text(one: _Property, where: str, value: str) -> None:
    """Refuse what cannot be a key or a host name, without showing what may be a secret."""
    if one.name == "HOST":
        if not is_host(value):
            raise ConfigError(
                f"{where} (installer property HOST) is {value!r}, not a host name", HOST_REMEDY
            )
    elif not is_key(value):
        raise ConfigError(
            f"{where} (installer property {one.name}) is empty or has a character that no Duo "
            "key has",
            KEY_REMEDY,
        )
