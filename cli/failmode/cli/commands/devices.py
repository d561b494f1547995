"""`failmode devices`: the computers of NinjaOne in a running simulator, with Duo on them."""

from __future__ import annotations

from collections.abc import Mapping

import click
from rich.text import Text

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.entities import device_named, organization_named
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.control_commands.times import Number
from failmode.cli.output import count, print_json, sanitize
from failmode.simulator import ControlClient, DeviceLoginAttributes

_CLASSES: Mapping[str, str] = {
    "windows-workstation": "WINDOWS_WORKSTATION",
    "windows-server": "WINDOWS_SERVER",
    "macos": "MAC",
    "linux-workstation": "LINUX_WORKSTATION",
    "linux-server": "LINUX_SERVER",
}
"""Words for the classes of NinjaOne's devices."""


@click.group(cls=DefaultGroup)
def devices() -> None:
    """List or add the devices at NinjaOne, deploy Duo to them, log in there."""


@devices.command("list")
@click.option("--organization", metavar="NAME", help="Of this one only, by name or id.")
@json_option
@with_control_client
def list_devices(client: ControlClient, *, organization: str | None, as_json: bool) -> None:
    """List devices, and what Duo does there while it cannot be reached."""
    found = _devices(client, organization)
    if as_json:
        print_json({"devices": found})
        return
    if not found:
        click.echo("No devices.")
        return
    names = {one["id"]: one["name"] for one in client.organizations()}
    rows = [
        (
            str(one["id"]),
            one["system_name"],
            names[one["organization_id"]],
            one["platform"] or one["node_class"],
            _duo(one["duo"]),
        )
        for one in found
    ]
    columns = ("id", "device", "organization", "platform", "duo")
    console().print(table(columns, rows, unfolded=("id",), names=("device",)))


@devices.command()
@click.argument("name")
@click.option("--organization", metavar="NAME", required=True, help="Whose it is, by name or id.")
@click.option(
    "--platform",
    type=click.Choice(list(_CLASSES)),
    metavar="PLATFORM",
    required=True,
    help=f"What it is: {', '.join(_CLASSES)}.",
)
@json_option
@with_control_client
def add(
    client: ControlClient, *, name: str, organization: str, platform: str, as_json: bool
) -> None:
    """Add the device NAME, without Duo, at the organization's first location."""
    owner = organization_named(client, organization)
    made = client.create_device(name, _CLASSES[platform], owner["id"])
    if as_json:
        print_json(made)
    else:
        click.echo(sanitize(f"{made['system_name']} is device {made['id']} of {owner['name']}."))


@devices.command()
@click.argument("names", metavar="[DEVICE]...", nargs=-1)
@click.option("--organization", metavar="NAME", help="To all of this one, by name or id.")
@click.option("--all", "everywhere", is_flag=True, help="To all devices.")
@click.option("--field", metavar="NAME", help="That feeds the failmode; cpvalDuoFailopen.")
@json_option
@with_control_client
def deploy(
    client: ControlClient,
    *,
    names: tuple[str, ...],
    organization: str | None,
    everywhere: bool,
    field: str | None,
    as_json: bool,
) -> None:
    """Deploy Duo to each DEVICE: its agent reads the fields, the installer gets what follows.

    Of an organization, and of all, devices that Duo guards nowhere here are passed over.
    """
    if sum((bool(names), organization is not None, everywhere)) != 1:
        raise click.UsageError("name devices, or give one of --organization and --all.")
    if names:
        chosen = [device_named(client, name) for name in names]
    else:
        chosen = [one for one in _devices(client, organization) if one["platform"]]
    deployed = [(one, client.deploy(one["id"], field)) for one in chosen]
    if as_json:
        print_json({"deployed": [{"device": one["id"], **made} for one, made in deployed]})
        return
    for one, made in deployed:
        click.echo(sanitize(f"{one['system_name']}: {made['product']}, {_duo(made)}"))
        for warning in made["warnings"]:
            click.echo(sanitize(f"  warning: {warning}"))
    click.echo(f"Deployed to {count(len(deployed), 'device')}.")


@devices.command()
@click.argument("name", metavar="DEVICE")
@click.option("--user", default="alice", show_default=True, help="Who logs in.")
@click.option("--password", help="As typed; the right one when left out.")
@click.option("--timeout", type=Number(), help="Seconds that the device waits for Duo.")
@json_option
@with_control_client
def login(
    client: ControlClient,
    *,
    name: str,
    user: str,
    password: str | None,
    timeout: float | None,
    as_json: bool,
) -> None:
    """Log in once at DEVICE, and tell step by step what happened."""
    attributes: DeviceLoginAttributes = {"password": password}
    if timeout is not None:
        attributes["timeout_seconds"] = timeout
    report = client.attempt_device_login(device_named(client, name)["id"], user, **attributes)
    if as_json:
        print_json(report)
        return
    rows = [
        (str(number), f"{one['what']}{_result(one)}")
        for number, one in enumerate(report["steps"], start=1)
    ]
    console().print(table(("", "what happened"), rows, unfolded=("",)))
    if report["message"]:
        click.echo(sanitize(f"The user reads: {report['message']}"))
    console().print(Text(sanitize(f"Verdict: {_verdict(report)}"), style="bold"))


def _devices(client: ControlClient, organization: str | None) -> list[Json]:
    found = client.devices()
    if organization is None:
        return found
    owner = organization_named(client, organization)["id"]
    return [one for one in found if one["organization_id"] == owner]


def _duo(duo: Json | None) -> str:
    if duo is None:
        return "-"
    return "fails open" if duo["fail_open"] else "fails closed"


def _verdict(report: Json) -> str:
    assumed = report["assumed"]
    if assumed is None:
        return str(report["verdict"])
    return f"{report['verdict']} (assumed: nobody has documented {assumed['name']})"


def _result(step: Json) -> str:
    return f": {step['result']}" if step["result"] else ""
