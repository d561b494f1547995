"""What the installer of Duo for macOS is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.macos.endpoint import MacEndpoint
from failmode.simulator.endpoints.macos.settings import plist_bytes
from failmode.simulator.endpoints.product import AUTOPUSH, FAILOPEN, InstallerDefaults
from failmode.terms import MASK, Platform

PLIST_KEYS = {FAILOPEN: "fail_open", "SMARTCARD": "smartcard_bypass", AUTOPUSH: "auto_push"}
"""The key of each setting that deployments carry."""


@dataclass(frozen=True, slots=True)
class MacPackage:
    """The settings file for the installer on one Mac.

    Attributes:
        values: key to value, as in config.plist.
    """

    values: Mapping[str, str | bool] = field(repr=False)

    @property
    def action(self) -> str:
        """The file is written beside the installer."""
        return "write config.plist"

    @property
    def given(self) -> dict[str, str]:
        """Keys and values, the secret key masked."""
        shown = {**self.values, "skey": MASK}
        return {key: _word(value) for key, value in shown.items()}

    @property
    def summary(self) -> str:
        """Keys and values in one line, the secret key masked."""
        return ", ".join(f"{key}={word}" for key, word in self.given.items())

    @property
    def plist(self) -> bytes:
        """The bytes of config.plist."""
        return plist_bytes(self.values)

    def install(self, defaults: InstallerDefaults | None = None) -> MacEndpoint:
        """Run the installer.

        Args:
            defaults: not used: Duo's script has one documented default for every key.

        Raises:
            ConfigError: when the file cannot hold the values.
        """
        del defaults
        return MacEndpoint(self.plist)


def pack(platform: Platform, keys: DuoKeys, values: Mapping[str, int]) -> MacPackage:
    """Make the settings file from keys and settings; what is not given is off.

    Args:
        platform: always macOS.
        keys: the Duo application's keys.
        values: number by setting.
    """
    del platform
    found: dict[str, str | bool] = {
        "ikey": keys.ikey,
        "skey": keys.skey,
        "api_hostname": keys.host,
    }
    if FAILOPEN in values:
        found[PLIST_KEYS[FAILOPEN]] = values[FAILOPEN] == 1
    found |= {"smartcard_bypass": False, "auto_push": False, "twofa_unlock": False}
    return MacPackage(found | {PLIST_KEYS[name]: number == 1 for name, number in values.items()})


def _word(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
