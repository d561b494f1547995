"""`failmode users`: the people at Duo in a running simulator, and what they do when asked."""

from __future__ import annotations

import click

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.control_commands.times import Number
from failmode.cli.output import print_json, sanitize
from failmode.simulator import ControlClient, DeviceAttributes, UserAttributes
from failmode.terms import Answer


@click.group(cls=DefaultGroup)
def users() -> None:
    """List or change the people at Duo."""


@users.command("list")
@json_option
@with_control_client
def list_users(client: ControlClient, *, as_json: bool) -> None:
    """List users with their devices and what they do when asked."""
    people = client.users()
    if as_json:
        print_json({"users": people})
        return
    if not people:
        click.echo("No users.")
        return
    rows = []
    for one in people:
        answer = _answer(one["answer"], one["answer_after_seconds"])
        enrolled = "" if one["devices"] else ", not enrolled"
        rows.append((one["username"], one["status"] + enrolled, answer))
        for device in one["devices"]:
            name = device["name"] or device["number"] or device["type"]
            rows.append((f"  {device['device']}", name, _device_answer(device, one)))
    columns = ("user, devices", "status, name", "answer")
    console().print(table(columns, rows, names=("user, devices",)))


@users.command()
@click.argument("username", metavar="USER")
@click.argument("what", metavar="ANSWER", type=click.Choice([one.value for one in Answer]))
@click.option("--after", type=Number(), help="Seconds that the person takes, by the clock.")
@click.option("--device", metavar="ID", help="On this device only; ids are in the list.")
@json_option
@with_control_client
def answer(
    client: ControlClient,
    *,
    username: str,
    what: str,
    after: float | None,
    device: str | None,
    as_json: bool,
) -> None:
    """Decide what USER does with pushes and calls: approve, deny, fraud or ignore.

    Without --after the person takes as long as before.
    """
    if device is None:
        decided: UserAttributes = {"answer": what}
        if after is not None:
            decided["answer_after_seconds"] = after
        changed = client.update_user(username, **decided)
    else:
        decided_there: DeviceAttributes = {"answer": what}
        if after is not None:
            decided_there["answer_after_seconds"] = after
        changed = client.update_device(username, device, **decided_there)
    if as_json:
        print_json(changed)
        return
    described = _answer(changed["answer"], changed["answer_after_seconds"])
    where = "" if device is None else f" on {device}"
    click.echo(sanitize(f"{username}{where}: {described}"))


def _device_answer(device: Json, user: Json) -> str:
    answer, after = device["answer"], device["answer_after_seconds"]
    if answer is None and after is None:
        return ""
    return _answer(
        user["answer"] if answer is None else answer,
        user["answer_after_seconds"] if after is None else after,
    )


def _answer(answer: str, after: float | None) -> str:
    return f"{answer} after {after:g} s" if after else answer
