"""Duo for Windows Logon, as the registry of products has it."""

from __future__ import annotations

from failmode.simulator.endpoints.product import Product
from failmode.simulator.endpoints.windows_logon.defaults import FAILS_CLOSED
from failmode.simulator.endpoints.windows_logon.failures import FAILURE_TABLE
from failmode.simulator.endpoints.windows_logon.package import pack
from failmode.simulator.endpoints.windows_logon.settings import KEY_PROPERTIES, PROPERTY_NAMES
from failmode.terms import Platform

WINDOWS_LOGON = Product(
    name="Duo for Windows Logon",
    clients={
        platform.value: platform
        for platform in (Platform.WINDOWS_WORKSTATION, Platform.WINDOWS_SERVER)
    },
    settings=tuple(name for name in PROPERTY_NAMES if name not in KEY_PROPERTIES),
    defaults=FAILS_CLOSED,
    failures=FAILURE_TABLE,
    pack=pack,
    not_enrolled_message=(
        "The username you have entered is not enrolled with Duo Security. Please contact your "
        "system administrator."
    ),
)
"""Its message for a user whom Duo does not know is quoted at
https://4sysops.com/archives/duo-2fa-two-factor-authentication-for-rdp/."""
