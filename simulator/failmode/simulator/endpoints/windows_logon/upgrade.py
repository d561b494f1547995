"""What an upgrade of Duo for Windows Logon makes of FailOpen when its installer is told nothing.

By Duo's installation page (https://duo.com/docs/rdp), known by a copied paragraph: the msi keeps
what was chosen before, the exe sets it to closed. The paragraph stands beside the new default of
4.3.0, so it is taken for that version and later ones; that a silent upgrade does the same is not
said, and assumed.
"""

from __future__ import annotations

from enum import StrEnum

from failmode.simulator.endpoints.windows_logon.defaults import defaults_of
from failmode.simulator.endpoints.windows_logon.endpoint import WindowsEndpoint
from failmode.simulator.endpoints.windows_logon.settings import LOCAL_KEY
from failmode.simulator.errors import ConfigError


class InstallerPackage(StrEnum):
    """In what form an installer comes."""

    MSI = "msi"
    EXE = "exe"


def upgrade(endpoint: WindowsEndpoint, package: InstallerPackage, version: str) -> WindowsEndpoint:
    """Install a version over what is on a computer, without the property FAILOPEN.

    Args:
        endpoint: the computer before.
        package: in what form the installer comes.
        version: of Duo for Windows Logon, 4.3.0 or later.

    Raises:
        ConfigError: for an earlier version, of whose upgrades nothing is known.
    """
    defaults = defaults_of(version)
    if defaults.fail_open:
        raise ConfigError(
            f"what an upgrade to {version} makes of FailOpen is not known",
            "Name 4.3.0 or a later version",
        )
    if package is InstallerPackage.MSI:
        return endpoint
    local = {**endpoint.registry[LOCAL_KEY], "FailOpen": int(defaults.fail_open)}
    return WindowsEndpoint(endpoint.product_type, {**endpoint.registry, LOCAL_KEY: local})
