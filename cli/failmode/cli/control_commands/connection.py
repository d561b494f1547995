"""How the commands reach a running simulator."""

from __future__ import annotations

import functools
from collections.abc import Callable

import click

from failmode.cli.control_commands.address import (
    CONTROL_VARIABLE,
    DEFAULT_CONTROL,
    TOKEN_VARIABLE,
)
from failmode.cli.control_commands.refusals import in_words_of
from failmode.simulator import ControlClient, ControlRefusedError


def with_control_client(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--control`, `--control-token`, and a client of the simulator there.

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
    @click.option(
        "--control-token",
        envvar=TOKEN_VARIABLE,
        show_envvar=True,
        metavar="TOKEN",
        help="What it printed, where it wants one.",
    )
    @functools.wraps(command)
    def connected(*, control: str, control_token: str | None, **options: object) -> None:
        with ControlClient(control, token=control_token or None) as client:
            try:
                command(client, **options)
            except ControlRefusedError as refused:
                raise in_words_of(click.get_current_context().command, refused) from refused

    return connected
