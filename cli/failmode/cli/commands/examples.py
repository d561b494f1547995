"""`failmode examples`: lines to copy that point real clients at a running simulator."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from failmode.cli.client_examples import CLIENTS, Example
from failmode.cli.client_examples import examples as examples_of
from failmode.cli.command import Command
from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.json_output import json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.output import print_json
from failmode.cli.server_facts import read_facts
from failmode.simulator import ControlClient

_CLIENTS = """\b
Clients:
  curl, ninjarmm-cli          NinjaOne, and Duo's ping
  duo_client, duo_universal   Duo's Python libraries
  login_duo, pam_duo          Duo Unix
  radclient, ldapwhoami       the Authentication Proxy, over RADIUS and LDAP
"""


@click.command(cls=Command, epilog=_CLIENTS)
@click.argument("name", metavar="[CLIENT]", type=click.Choice(CLIENTS), required=False)
@click.option(
    "--state-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Of the simulator with this state directory, in place of the control address.",
)
@json_option
@with_control_client
def examples(
    client: ControlClient, *, name: str | None, state_dir: Path | None, as_json: bool
) -> None:
    """Print shell lines that point CLIENT at a running simulator.

    The lines hold the simulator's addresses and dummy credentials: `failmode examples curl | sh`
    works. Without CLIENT, what there is to try is listed.
    """
    facts = client.info() if state_dir is None else read_facts(state_dir)
    found = [one for one in examples_of(facts) if name in (None, one.client)]
    if as_json:
        print_json({"examples": [asdict(one) for one in found]})
    elif name is not None:
        _print_lines(found, name)
    else:
        rows = [(one.client, one.title) for one in found]
        console().print(table(("client", "what it shows"), rows))
        click.echo("failmode examples CLIENT prints the lines.")


def _print_lines(found: list[Example], name: str) -> None:
    if not found:
        raise click.UsageError(f"the simulator has no port for {name}.")
    click.echo("\n\n".join(f"# {one.title}\n{one.command}" for one in found))
