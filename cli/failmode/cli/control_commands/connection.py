"""How the commands reach a running simulator."""

from __future__ import annotations

import functools
from collections.abc import Callable

import click

from failmode.simulator import ControlClient

DEFAULT_CONTROL = "http://127.0.0.1:8440"
"""Where `failmode serve` puts the control port unless told otherwise."""

CONTROL_VARIABLE = "FAILMODE_CONTROL"
"""Environment variable for the control address."""


def with_control_client(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option `--control` and a client of the simulator there.

    The client is the command's first argument.
    """

    @click.option(
        "--control",
        envvar=CONTROL_VARIABLE,
        default=DEFAULT_CONTROL,
        show_default=True,
        show_envvar=True,
        metavar="URL",
        help="Control address of the simulator.",
    )
    @functools.wraps(command)
    def connected(*, control: str, **options: object) -> None:
        with ControlClient(control) as client:
            command(client, **options)

    return connected
