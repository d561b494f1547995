"""What the installer of Duo for Windows Logon does by itself when FAILOPEN is left out.

Settled by version: Duo's installation page (https://duo.com/docs/rdp), known by a copied paragraph
only, says that installers up to 4.2.2 select fail open by default, and that 4.3.0 and later fail
closed. Every dated source agrees: the University of Washington's KB0034120 (2022-09-26, 4.2.x) and
CISA's advisory AA22-074A (2022-03-15, 4.2.x) have it open, deployment documents of 2026 for 5.3.0,
which cite Duo's knowledge base article 1090, have it closed. That a silent installation without
the property does what the dialog selects is not said anywhere, and assumed.
"""

from __future__ import annotations

import re

from failmode.simulator.endpoints.product import InstallerDefaults
from failmode.simulator.errors import ConfigError

FAILS_OPEN = InstallerDefaults(fail_open=True)
"""The installer up to version 4.2.2."""

FAILS_CLOSED = InstallerDefaults(fail_open=False)
"""The installer from version 4.3.0 on."""

FIRST_VERSION_THAT_FAILS_CLOSED = "4.3.0"

_VERSION = re.compile(r"\d+(\.\d+){1,3}", re.ASCII)


def defaults_of(version: str) -> InstallerDefaults:
    """Return what the installer of a version does by itself.

    Args:
        version: of Duo for Windows Logon, such as `4.2.2`.

    Raises:
        ConfigError: when it is not numbers with dots between them.
    """
    if _VERSION.fullmatch(version) is None:
        raise ConfigError(
            f"{version!r} is no version of Duo for Windows Logon",
            "Write it as 4.3.0",
        )
    closed = _numbers(version) >= _numbers(FIRST_VERSION_THAT_FAILS_CLOSED)
    return FAILS_CLOSED if closed else FAILS_OPEN


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
