"""`failmode fields`: the custom fields of NinjaOne in a running simulator, and their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.entities import entity_named
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.tables import console, table
from failmode.cli.output import print_json, sanitize
from failmode.cli.specification import documented_default, documented_field
from failmode.project import load_project
from failmode.simulator import ControlClient, FieldAttributes
from failmode.terms import UNSET, DefinitionScope

_SCOPES = {
    "organization": DefinitionScope.ORGANIZATION,
    "location": DefinitionScope.LOCATION,
    "device": DefinitionScope.NODE,
}
_WORDS = {scope.value: word for word, scope in _SCOPES.items()}
_Command = TypeVar("_Command", bound=Callable[..., None])


def _of_entity(command: _Command) -> _Command:
    """Give a command the options that name whose value is meant."""
    for word in reversed(_SCOPES):
        help_text = f"Of this {word}, by name or id."
        command = click.option(f"--{word}", metavar="NAME", help=help_text)(command)
    return command


@click.group(cls=DefaultGroup)
def fields() -> None:
    """List, set or add the custom fields at NinjaOne."""


@fields.command("list")
@json_option
@with_control_client
def list_fields(client: ControlClient, *, as_json: bool) -> None:
    """List custom fields with their options; the default is marked."""
    found = client.fields()
    if as_json:
        print_json({"fields": found})
        return
    if not found:
        click.echo("No custom fields. `failmode fields add NAME` adds one.")
        return
    rows = [(one["name"], _scopes(one), one["type"], _options(one)) for one in found]
    columns = ("field", "of", "type", "options")
    console().print(table(columns, rows, names=("field",)))


@fields.command()
@click.argument("name")
@json_option
@with_control_client
def show(client: ControlClient, *, name: str, as_json: bool) -> None:
    """Show the field NAME, and its value wherever one is set."""
    field = client.field(name)
    if as_json:
        print_json(field)
        return
    click.echo(sanitize(f"{field['name']} ({field['label']}), {field['type']} of {_scopes(field)}"))
    if field["options"]:
        click.echo(sanitize(f"Options: {_options(field)}"))
    if not field["values"]:
        click.echo("Set nowhere.")
        return
    rows = [
        (_WORDS.get(one["scope"], one["scope"]), one["entity_name"], _text(one["value"]))
        for one in field["values"]
    ]
    console().print(table(("of", "name", "value"), rows, names=("name",)))


@fields.command("set")
@click.argument("name")
@click.argument("value")
@_of_entity
@json_option
@with_control_client
def set_value(
    client: ControlClient,
    *,
    name: str,
    value: str,
    organization: str | None,
    location: str | None,
    device: str | None,
    as_json: bool,
) -> None:
    """Set the field NAME to VALUE as a technician does: an option by its label."""
    scope, entity = entity_named(client, organization, location, device)
    client.set_console_value(scope, entity["id"], name, value)
    _tell(client, name, scope, entity, as_json=as_json)


@fields.command()
@click.argument("name")
@_of_entity
@json_option
@with_control_client
def unset(
    client: ControlClient,
    *,
    name: str,
    organization: str | None,
    location: str | None,
    device: str | None,
    as_json: bool,
) -> None:
    """Clear the field NAME."""
    scope, entity = entity_named(client, organization, location, device)
    client.set_console_value(scope, entity["id"], name, None)
    _tell(client, name, scope, entity, as_json=as_json)


@fields.command()
@click.argument("name")
@click.option("--label", help="As technicians see it; the name when left out.")
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="LABEL",
    help="May be repeated. Those of its document when left out.",
)
@click.option(
    "--of",
    "words",
    multiple=True,
    type=click.Choice(list(_SCOPES)),
    help="What has a value; may be repeated. Organizations when left out.",
)
@click.option("--default", metavar="LABEL", help="The option that is the default.")
@json_option
@with_control_client
def add(
    client: ControlClient,
    *,
    name: str,
    label: str | None,
    options: tuple[str, ...],
    words: tuple[str, ...],
    default: str | None,
    as_json: bool,
) -> None:
    """Add the field NAME: a drop-down of the options, a text without any.

    For a field that decides the failmode, what is left out is as its document says.
    """
    described = None if options else documented_field(load_project(), name)
    attributes: FieldAttributes = {}
    if described is not None:
        label = label or described.label
        options = tuple(one for one in described.choices if one != UNSET)
        default = default or documented_default(described)
    if label is not None:
        attributes["label"] = label
    if options:
        attributes["options"] = list(options)
    if words:
        attributes["scopes"] = [_SCOPES[one].value for one in words]
    if default is not None:
        attributes["default"] = default
    made = client.create_field(name, **attributes)
    if as_json:
        print_json(made)
    else:
        click.echo(sanitize(f"{made['name']} is a {made['type']} of {_scopes(made)}."))


@fields.command()
@click.argument("name")
@with_control_client
def remove(client: ControlClient, *, name: str) -> None:
    """Remove the field NAME with its values."""
    client.delete_field(name)


def _tell(
    client: ControlClient, name: str, scope: DefinitionScope, entity: Json, *, as_json: bool
) -> None:
    value = client.console_value(scope, entity["id"], name)
    if as_json:
        print_json({"scope": scope, "entity": entity["id"], "field": name, "value": value})
        return
    whose = entity["system_name"] if scope is DefinitionScope.NODE else entity["name"]
    state = "is unset" if value is None else f"is {_text(value)}"
    click.echo(sanitize(f"{name} of {whose} {state}."))


def _scopes(field: Json) -> str:
    return ", ".join(_WORDS.get(one, one.lower()) for one in field["scopes"])


def _options(field: Json) -> str:
    return ", ".join(
        f"{one['label']} (default)" if one["label"] == field["default"] else one["label"]
        for one in field["options"]
        if one["active"]
    )


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
