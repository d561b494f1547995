"""The ports of `failmode serve`: the usual ones, all of them moved, or each by its own option."""

from __future__ import annotations

import socket
from collections.abc import Iterable, Mapping
from contextlib import ExitStack

from failmode.simulator import ConfigError, PortError, Ports

USUAL_PORTS = {"control": 8440, "ninjaone": 8443, "duo": 8444, "radius": 1812, "ldap": 1389}
"""Where each part listens unless told otherwise; `radius` is UDP."""

OFFSETS = {"control": 0, "ninjaone": 3, "duo": 4, "radius": 12, "ldap": 9}
"""How far each port is from the base of `--port-base`."""

HIGHEST_BASE = 65535 - max(OFFSETS.values())
"""The highest base that leaves a port to every part."""

_STEP = 20


def choose_ports(base: int | None, given: Mapping[str, int | None]) -> Ports:
    """Return the ports: as given, else moved to the base, else the usual ones.

    Args:
        base: what the others are counted from; None when none is given.
        given: port by part; None where none is given.
    """
    ports = USUAL_PORTS if base is None else {name: base + n for name, n in OFFSETS.items()}
    return Ports(**{**ports, **{name: one for name, one in given.items() if one is not None}})


def naming_option(error: PortError, ports: Ports, host: str) -> ConfigError:
    """Return the error with the option that chooses the port, and with what can be done.

    Args:
        error: what kept a port from being used.
        ports: that were asked for.
        host: address that they are for.
    """
    name = next((one for one in USUAL_PORTS if getattr(ports, one) == error.port), None)
    if name is None:
        return error
    free = _free_base(host, range(USUAL_PORTS["control"] + _STEP, HIGHEST_BASE, _STEP))
    moved = "" if free is None else f", or move all ports with --port-base {free}"
    return ConfigError(
        f"{error.what} (--{name}-port)",
        f"Choose another port with --{name}-port (0: any free one){moved}",
        where=error.where,
    )


def _free_base(host: str, bases: Iterable[int]) -> int | None:
    """Find the first base whose ports are all free; None where there is none."""
    return next((base for base in bases if _is_free(host, base)), None)


def _is_free(host: str, base: int) -> bool:
    with ExitStack() as stack:
        try:
            for name, offset in OFFSETS.items():
                kind = socket.SOCK_DGRAM if name == "radius" else socket.SOCK_STREAM
                family, _, _, _, address = socket.getaddrinfo(host, base + offset, type=kind)[0]
                stack.enter_context(socket.socket(family, kind)).bind(address)
        except OSError:
            return False
    return True
