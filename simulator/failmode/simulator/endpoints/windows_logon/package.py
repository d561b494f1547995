"""What the installer of Duo for Windows Logon is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from failmode.simulator.endpoints.keys import DuoKeys
from failmode.simulator.endpoints.product import InstallerDefaults
from failmode.simulator.endpoints.windows_logon.command_line import (
    SECRET_PROPERTY,
    dword,
    render_command_line,
)
from failmode.simulator.endpoints.windows_logon.endpoint import WindowsEndpoint, product_type
from failmode.terms import MASK, Platform


@dataclass(frozen=True, slots=True)
class WindowsPackage:
    """Properties for the installer on one computer.

    Attributes:
        platform: workstation or server.
        properties: installer property to value; a property that is left out is absent.
    """

    platform: Platform
    properties: Mapping[str, str] = field(repr=False)

    @property
    def action(self) -> str:
        """The installer is run with a command line."""
        return "install"

    @property
    def given(self) -> dict[str, str]:
        """Properties and values, the secret key masked."""
        return {**self.properties, SECRET_PROPERTY: MASK}

    @property
    def summary(self) -> str:
        """The command line, the secret key masked."""
        return self.command_line()

    def command_line(self, *, masked: bool = True) -> str:
        """Return the silent install command line, with the secret key only when not `masked`."""
        return render_command_line(self.properties, masked=masked)

    def install(self, defaults: InstallerDefaults | None = None) -> WindowsEndpoint:
        """Run the installer.

        Args:
            defaults: what it does when FAILOPEN is left out; needed only then.

        Raises:
            ConfigError: when the installer cannot work with the properties.
        """
        line = self.command_line(masked=False)
        return WindowsEndpoint.install(product_type(self.platform), line, defaults)


def pack(platform: Platform, keys: DuoKeys, values: Mapping[str, int]) -> WindowsPackage:
    """Make the installer's properties from keys and settings.

    Args:
        platform: workstation or server.
        keys: the Duo application's keys.
        values: number by setting; the settings are the installer's own properties.
    """
    properties = {"IKEY": keys.ikey, "SKEY": keys.skey, "HOST": keys.host}
    properties |= {name: dword(number) for name, number in values.items()}
    return WindowsPackage(platform, properties)
