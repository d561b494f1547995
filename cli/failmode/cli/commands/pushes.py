"""`failmode pushes`: the pushes and calls that wait for an answer in a running simulator."""

from __future__ import annotations

import click

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.output import print_json
from failmode.simulator import ControlClient


@click.group(cls=DefaultGroup)
def pushes() -> None:
    """Answer pushes in a person's place. Without a subcommand those that wait are listed."""


@pushes.command("list")
@json_option
@with_control_client
def list_pushes(client: ControlClient, *, as_json: bool) -> None:
    """List what waits for an answer, oldest first."""
    waiting = client.pushes()
    if as_json:
        print_json({"pushes": waiting})
        return
    if not waiting:
        click.echo("Nothing waits for an answer.")
        return
    now = client.clock()["now"]
    rows = [
        (
            one["txid"],
            one["username"],
            one["factor"],
            f"{max(0.0, one['expires'] - now):.0f} s left",
        )
        for one in waiting
    ]
    console().print(table(("txid", "user", "factor", ""), rows, unfolded=("txid",)))


@pushes.command()
@click.argument("txid")
@click.option("--code", help="What is typed for a verified push; the right code when left out.")
@with_control_client
def approve(client: ControlClient, *, txid: str, code: str | None) -> None:
    """Approve the push TXID."""
    client.approve(txid, code)


@pushes.command()
@click.argument("txid")
@with_control_client
def deny(client: ControlClient, *, txid: str) -> None:
    """Deny the push TXID."""
    client.deny(txid)


@pushes.command()
@click.argument("txid")
@with_control_client
def fraud(client: ControlClient, *, txid: str) -> None:
    """Deny the push TXID and report it as fraudulent."""
    client.report_fraud(txid)
