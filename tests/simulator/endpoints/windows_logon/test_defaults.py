"""What the installer of Duo for Windows Logon does by itself, by version."""

from __future__ import annotations

import pytest

from failmode.simulator.endpoints.windows_logon.defaults import defaults_of
from failmode.simulator.errors import ConfigError


@pytest.mark.parametrize(
    ("version", "fail_open"),
    [("1.2", True), ("4.2.2", True), ("4.3.0", False), ("4.10.0", False), ("5.3.0", False)],
)
def test_versions_before_4_3_0_fail_open_and_later_ones_closed(
    version: str, fail_open: bool
) -> None:
    assert defaults_of(version).fail_open is fail_open


@pytest.mark.parametrize("version", ["", "4", "4.x", "v4.3.0", "4.3.0-beta", "٤.٣"])
def test_what_is_no_version_is_refused(version: str) -> None:
    with pytest.raises(ConfigError, match="no version of Duo for Windows Logon"):
        defaults_of(version)
