"""A name that leads to two addresses, for programs that ask the operating system's resolver."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from pathlib import Path

from failmode.steps.errors import CannotDo
from failmode.steps.targets.duo_unix.installation import Installation
from failmode.steps.targets.duo_unix.process import run

HOST = "localhost"
"""The name, which Duo's certificate carries."""

_DEAD_END = "::1"
_HOSTS = f"127.0.0.1 {HOST}\n{_DEAD_END} {HOST}\n"
_MOUNT = 'mount --bind "$0" /etc/hosts && exec "$@"'
_SECONDS = 30.0


def leading_to(
    addresses: Sequence[tuple[str, int]], target: str, installation: Installation, folder: Path
) -> tuple[str, ...]:
    """Give the command below which `localhost` leads to two addresses, a dead end first.

    Args:
        addresses: where Duo's name leads, the dead end first, as the simulator has it.
        target: the target's name, for a refusal.
        installation: where programs are.
        folder: where the resolver's file goes.

    Returns:
        a command before the program's; empty where the name leads there by itself.

    Raises:
        CannotDo: when this machine, or this account, cannot have it so.
    """
    (dead_end, dead_port), (_, port) = addresses
    what = "lead a name to two addresses for a program of this machine"
    if (dead_end, dead_port) != (_DEAD_END, port):
        raise CannotDo(target, f"{what}: there is no {_DEAD_END} with the port {port} to be had")
    if _resolved() == [_DEAD_END, "127.0.0.1"]:
        return ()
    if os.geteuid() != 0:
        raise CannotDo(
            target,
            f"{what}: {HOST} leads to one here, and only root can give it another hosts file",
        )
    hosts = folder / "hosts"
    hosts.write_text(_HOSTS, encoding="ascii")
    command = (str(installation.program("unshare")), "--mount", "sh", "-c", _MOUNT, str(hosts))
    tried = run([*command, "true"], deadline_seconds=_SECONDS, environment=dict(os.environ))
    if tried.exit_code != 0:
        raise CannotDo(target, f"{what}: unshare and mount failed: {tried.output.strip()}")
    return command


def _resolved() -> list[str]:
    found = socket.getaddrinfo(HOST, None, type=socket.SOCK_STREAM)
    return [str(address[4][0]) for address in found]
