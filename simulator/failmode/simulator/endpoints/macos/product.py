"""Duo for macOS, as the registry of products has it."""

from __future__ import annotations

from failmode.simulator.endpoints.macos.failures import FAILURE_TABLE
from failmode.simulator.endpoints.macos.package import PLIST_KEYS, pack
from failmode.simulator.endpoints.product import InstallerDefaults, Product
from failmode.terms import Platform

MACOS = Product(
    name="Duo for macOS",
    clients={Platform.MACOS.value: Platform.MACOS},
    settings=tuple(PLIST_KEYS),
    defaults=InstallerDefaults(fail_open=False),
    failures=FAILURE_TABLE,
    pack=pack,
)
"""Fails closed by default: `configure_maclogon.sh` 2.0.5 asks "Should fail open" with the default
false. It has no text of its own for a user whom Duo does not know: what Duo sends is shown."""
