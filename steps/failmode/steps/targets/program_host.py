"""Where a program that asks the operating system's resolver is led, as the simulated one says."""

from __future__ import annotations

from collections.abc import Sequence

from failmode.steps.targets.wrong_values import UNKNOWN_HOST


def host_for_program(addresses: Sequence[tuple[str, int]], own: str, name: str) -> str:
    """Choose what a program's configuration calls Duo by.

    Args:
        addresses: where Duo's name leads, as simulated machines see it; none: nowhere.
        own: where Duo really is.
        name: what leads there on this machine.

    Returns:
        the one address that the name leads to, where that is not Duo's own; a name that nobody
        knows, where it leads nowhere; else `name`.
    """
    if not addresses:
        return UNKNOWN_HOST
    if len(addresses) == 1 and addresses[0][0] != own:
        return addresses[0][0]
    return name
