"""The rules by which an option becomes a setting, each of them replaceable.

`DeploymentRules()` is the reference deployment: it resolves the option's GUID to its label, asks
whether the label covers the platform, and always writes an explicit fail-open setting. Another
set of rules makes another deployment, such as one with a known mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from failmode.terms import Platform

_COVERED: dict[str, frozenset[Platform]] = {
    "All": frozenset(Platform),
    "Windows": frozenset({Platform.WINDOWS_WORKSTATION, Platform.WINDOWS_SERVER}),
    "Windows Workstations": frozenset({Platform.WINDOWS_WORKSTATION}),
    "Windows Servers": frozenset({Platform.WINDOWS_SERVER}),
    "Macintosh": frozenset({Platform.MACOS}),
    "Disabled": frozenset(),
}

DEPLOYMENT_OPTIONS = tuple(_COVERED)
"""Labels of the options that the reference deployment knows."""


def resolve_option(guid: str, lines: Sequence[str]) -> str | None:
    """Find the label of an option.

    Args:
        guid: the option's GUID as `ninjarmm-cli get` prints it.
        lines: `GUID=Label` as `ninjarmm-cli options` prints them; a label may hold further `=`.

    Returns:
        The label, or None when no line has that GUID.
    """
    wanted = guid.strip().casefold()
    for line in lines:
        found, equals, label = line.strip().partition("=")
        if equals and found.strip().casefold() == wanted:
            return label
    return None


def covers(label: str, platform: Platform) -> bool | None:
    """Tell whether an option covers a platform; None when the label is not one that is known."""
    covered = _COVERED.get(label)
    return None if covered is None else platform in covered


def explicit_fail_open(label: str | None, covered: bool | None) -> bool | None:
    """Decide the fail-open setting: open where the option covers the platform, else closed.

    Args:
        label: the chosen option; None when the field is unset or the option was not found.
        covered: whether it covers the platform; None when that is not known.

    Returns:
        The setting. Other rules may return None, which leaves the setting out.
    """
    del label
    return covered is True


def explicit_number(setting: str, number: int | None) -> int | None:
    """Decide the number of any other setting: what its field leads to, always written.

    Args:
        setting: by which deployments call it.
        number: what the option, or the unset field, leads to; None when that is not known.

    Returns:
        The number. Other rules may return None, which leaves the setting out.
    """
    del setting
    return number


@dataclass(frozen=True, slots=True)
class DeploymentRules:
    """What a deployment decides by.

    Attributes:
        resolve: (GUID, `GUID=Label` lines) to the label, or None.
        covers: (label, platform) to whether the option covers it, or None for an unknown label.
        fail_open: (label or None, covered or None) to the setting; None leaves it out.
        number: (setting, number or None) to the number of any other setting; None leaves it out.
    """

    resolve: Callable[[str, Sequence[str]], str | None] = resolve_option
    covers: Callable[[str, Platform], bool | None] = covers
    fail_open: Callable[[str | None, bool | None], bool | None] = explicit_fail_open
    number: Callable[[str, int | None], int | None] = explicit_number
