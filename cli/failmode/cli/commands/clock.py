"""`failmode clock`: the time that the vendors of a running simulator believe in."""

from __future__ import annotations

import click

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.times import Instant, Number, instant
from failmode.cli.output import print_json
from failmode.simulator import ControlClient

_NUMBERS = {"ignore_unknown_options": True}
"""Lets `-1` reach the argument, which says what is wrong with it; it is no option."""


class _ClockGroup(DefaultGroup):
    default = "show"


@click.group(cls=_ClockGroup)
def clock() -> None:
    """Show or set the clock of a running simulator."""


@clock.command()
@json_option
@with_control_client
def show(client: ControlClient, *, as_json: bool) -> None:
    """Show the time, and how far it is from real time."""
    _print(client.clock(), as_json=as_json)


@clock.command("set", context_settings=_NUMBERS)
@click.argument("time", type=Instant(), required=False)
@click.option("--offset", type=Number(), help="Seconds ahead of real time; negative: behind it.")
@json_option
@with_control_client
def set_clock(
    client: ControlClient, *, time: float | None, offset: float | None, as_json: bool
) -> None:
    """Let the clock go on from TIME; a frozen one stands at TIME.

    TIME is in seconds since the epoch, or in ISO 8601 (UTC unless it says otherwise).
    """
    if (time is None) == (offset is None):
        raise click.UsageError("give either TIME or --offset.")
    if offset is not None:
        state = client.set_clock_offset(offset)
    elif time is not None:
        now = client.clock()
        if now["frozen"]:
            state = client.freeze_clock(time)
        else:
            state = client.set_clock_offset(now["offset_seconds"] + time - now["now"])
    _print(state, as_json=as_json)


@clock.command(context_settings=_NUMBERS)
@click.argument("time", type=Instant(), required=False)
@json_option
@with_control_client
def freeze(client: ControlClient, *, time: float | None, as_json: bool) -> None:
    """Stop the clock, at TIME when given."""
    _print(client.freeze_clock(time), as_json=as_json)


@clock.command(context_settings=_NUMBERS)
@click.argument("seconds", type=Number())
@json_option
@with_control_client
def advance(client: ControlClient, *, seconds: float, as_json: bool) -> None:
    """Move the clock forward by SECONDS, frozen or not."""
    _print(client.advance_clock(seconds), as_json=as_json)


@clock.command()
@json_option
@with_control_client
def resume(client: ControlClient, *, as_json: bool) -> None:
    """Return to real time."""
    _print(client.resume_clock(), as_json=as_json)


def _print(state: Json, *, as_json: bool) -> None:
    if as_json:
        print_json(state)
        return
    offset = state["offset_seconds"]
    if state["frozen"]:
        running = "frozen"
    elif offset:
        running = f"{abs(offset):.3f} s {'ahead of' if offset > 0 else 'behind'} real time"
    else:
        running = "real time"
    click.echo(f"{instant(state['now'])} ({running})")
