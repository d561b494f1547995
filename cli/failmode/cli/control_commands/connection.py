"""How the commands reach a running simulator, and what they say when they cannot."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable

import click

from failmode.cli.output import shown
from failmode.simulator import ControlClient, SimulatorError

DEFAULT_CONTROL = "http://127.0.0.1:8440"
"""Where `failmode serve` puts the control port unless told otherwise."""

CONTROL_VARIABLE = "FAILMODE_CONTROL"
"""Environment variable for the control address."""


def with_control_client(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option `--control` and a client of the simulator there.

    The client is the command's first argument. When nobody answers or the simulator refuses, one
    line says so and the exit code is 2.
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
        try:
            with ControlClient(control) as client:
                command(client, **options)
        except SimulatorError as error:
            path = click.get_current_context().command_path
            click.echo(f"{path}: {_one_line(str(error))}", err=True)
            sys.exit(2)

    return connected


def _one_line(text: str) -> str:
    return shown(" ".join(text.split()))
