"""NinjaOne's organizations, locations and devices, as the command line names them."""

from __future__ import annotations

from collections.abc import Sequence

import click

from failmode.cli.control_commands.json_output import Json
from failmode.cli.output import sanitize
from failmode.simulator import ControlClient
from failmode.terms import DefinitionScope

_SHOWN = 12


def organization_named(client: ControlClient, text: str) -> Json:
    """Find an organization by its name, in any case, or by its id.

    Raises:
        click.UsageError: when there is none, or more than one; says which there are.
    """
    return _the_one("organization", text, client.organizations(), "name")


def location_named(client: ControlClient, text: str) -> Json:
    """Find a location by its name, in any case, or by its id; see `organization_named`."""
    locations = [one for each in client.organizations() for one in each["locations"]]
    return _the_one("location", text, locations, "name")


def device_named(client: ControlClient, text: str) -> Json:
    """Find a device by its name, in any case, or by its id; see `organization_named`."""
    return _the_one("device", text, client.devices(), "system_name")


def entity_named(
    client: ControlClient, organization: str | None, location: str | None, device: str | None
) -> tuple[DefinitionScope, Json]:
    """Find the one entity that a command names.

    Raises:
        click.UsageError: unless exactly one is named and it is there.
    """
    named = [one for one in (organization, location, device) if one is not None]
    if len(named) != 1:
        raise click.UsageError("name one of --organization, --location and --device.")
    if organization is not None:
        return DefinitionScope.ORGANIZATION, organization_named(client, organization)
    if location is not None:
        return DefinitionScope.LOCATION, location_named(client, location)
    return DefinitionScope.NODE, device_named(client, named[0])


def _the_one(kind: str, text: str, entities: Sequence[Json], key: str) -> Json:
    named = [one for one in entities if one[key].casefold() == text.casefold()]
    found = named or [one for one in entities if str(one["id"]) == text]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(str(one["id"]) for one in found)
        raise click.UsageError(
            sanitize(f"there are {len(found)} {kind}s {text!r}; give an id: {ids}.")
        )
    known = [str(one[key]) for one in entities]
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    raise click.UsageError(
        sanitize(f"there is no {kind} {text!r}. Known: {', '.join(known[:_SHOWN])}{more}.")
    )
