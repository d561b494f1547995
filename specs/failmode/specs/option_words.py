"""Which platforms an option of a custom field covers, by the words of the option."""

from __future__ import annotations

import re
from collections.abc import Iterable

from failmode.terms import Platform

ALL_PLATFORMS = frozenset(Platform)

_WINDOWS = frozenset({Platform.WINDOWS_WORKSTATION, Platform.WINDOWS_SERVER})
_COVERED_BY_NAME = {
    "windows": _WINDOWS,
    "windows workstation": frozenset({Platform.WINDOWS_WORKSTATION}),
    "windows workstations": frozenset({Platform.WINDOWS_WORKSTATION}),
    "windows server": frozenset({Platform.WINDOWS_SERVER}),
    "windows servers": frozenset({Platform.WINDOWS_SERVER}),
    "mac": frozenset({Platform.MACOS}),
    "macs": frozenset({Platform.MACOS}),
    "macos": frozenset({Platform.MACOS}),
    "macintosh": frozenset({Platform.MACOS}),
}
_EVERYWHERE = frozenset({"all"})
_NOWHERE = frozenset({"disable", "disabled"})
_BETWEEN_NAMES = re.compile(r"[,;&+/]|\band\b")


def covers(option: str) -> frozenset[Platform] | None:
    """Return which platforms an option covers.

    An option covers the platforms that its words name: `Windows` both Windows platforms,
    `Windows and Macintosh` all three. `All` covers every platform, `Disabled` none. Case and
    spacing do not matter.

    Args:
        option: the option's label.

    Returns:
        The covered platforms, or None when a part of the option names no known platform.
    """
    words = " ".join(option.casefold().split())
    if words in _EVERYWHERE:
        return ALL_PLATFORMS
    if words in _NOWHERE:
        return frozenset()
    return _named(words)


def names_platform(option: str) -> bool:
    """Return whether every part of an option names a platform; `All` and `Disabled` name none."""
    return _named(" ".join(option.casefold().split())) is not None


def is_platform_field(options: Iterable[str]) -> bool:
    """Return whether options select platforms: at least one of them names one."""
    return any(names_platform(option) for option in options)


def _named(words: str) -> frozenset[Platform] | None:
    covered: set[Platform] = set()
    for part in _BETWEEN_NAMES.split(words):
        platforms = _COVERED_BY_NAME.get(part.strip())
        if platforms is None:
            return None
        covered |= platforms
    return frozenset(covered)
