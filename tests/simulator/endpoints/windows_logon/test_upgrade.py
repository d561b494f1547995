"""What an upgrade makes of FailOpen when its installer is told nothing."""

from __future__ import annotations

import pytest

from failmode.simulator.endpoints.windows_logon.endpoint import WindowsEndpoint
from failmode.simulator.endpoints.windows_logon.settings import LOCAL_KEY, POLICY_KEY
from failmode.simulator.endpoints.windows_logon.upgrade import InstallerPackage, upgrade
from failmode.simulator.errors import ConfigError

MSI, EXE = InstallerPackage.MSI, InstallerPackage.EXE


def computer(fail_open: int, **other: str) -> WindowsEndpoint:
    properties = {"IKEY": "DI1", "SKEY": "secret", "HOST": "api.example", **other}
    return WindowsEndpoint.install(3, {**properties, "FAILOPEN": f"#{fail_open}"})


@pytest.mark.parametrize(
    ("package", "before", "after"),
    [(MSI, 1, True), (MSI, 0, False), (EXE, 1, False), (EXE, 0, False)],
)
def test_the_msi_keeps_what_was_chosen_and_the_exe_closes(
    package: InstallerPackage, before: int, after: bool
) -> None:
    assert upgrade(computer(before), package, "4.3.0").settings().fail_open is after


@pytest.mark.parametrize("package", InstallerPackage)
def test_nothing_else_is_changed(package: InstallerPackage) -> None:
    before = computer(0, AUTOPUSH="#0", RDPONLY="#1")
    assert upgrade(before, package, "5.3.0") == before


def test_a_policy_still_wins_after_an_upgrade() -> None:
    local = computer(1)
    before = WindowsEndpoint(3, {**local.registry, POLICY_KEY: {"FailOpen": 1}})
    after = upgrade(before, EXE, "5.3.0")
    assert after.registry[LOCAL_KEY]["FailOpen"] == 0
    assert after.settings().fail_open is True


def test_of_upgrades_to_earlier_versions_nothing_is_claimed() -> None:
    with pytest.raises(ConfigError, match=r"what an upgrade to 4\.2\.2 makes of FailOpen"):
        upgrade(computer(1), EXE, "4.2.2")
