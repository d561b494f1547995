"""`failmode orgs`: the organizations of NinjaOne in a running simulator."""

from __future__ import annotations

import click

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.output import print_json, sanitize
from failmode.simulator import ControlClient


@click.group(cls=DefaultGroup)
def orgs() -> None:
    """List or add the organizations at NinjaOne."""


@orgs.command("list")
@json_option
@with_control_client
def list_organizations(client: ControlClient, *, as_json: bool) -> None:
    """List organizations with their locations."""
    organizations = client.organizations()
    if as_json:
        print_json({"organizations": organizations})
        return
    if not organizations:
        click.echo("No organizations.")
        return
    rows = [
        (
            str(one["id"]),
            one["name"],
            ", ".join(f"{each['name']} ({each['id']})" for each in one["locations"]),
        )
        for one in organizations
    ]
    columns = ("id", "organization", "locations (id)")
    console().print(table(columns, rows, unfolded=("id",), names=("organization",)))


@orgs.command()
@click.argument("name")
@click.option("--location", "locations", multiple=True, metavar="NAME", help="May be repeated.")
@json_option
@with_control_client
def add(client: ControlClient, *, name: str, locations: tuple[str, ...], as_json: bool) -> None:
    """Add the organization NAME."""
    made = client.create_organization(name, list(locations) or None)
    if as_json:
        print_json(made)
    else:
        click.echo(sanitize(f"{made['name']} is organization {made['id']}."))
