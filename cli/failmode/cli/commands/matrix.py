"""`failmode matrix`: who gets in now, with the faults of a running simulator."""

from __future__ import annotations

import click
from rich.text import Text

from failmode.cli.command import Command
from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.entities import organization_named
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.rules import describe
from failmode.cli.control_commands.tables import console, table
from failmode.cli.control_commands.times import Number
from failmode.cli.output import print_json, sanitize
from failmode.simulator import ControlClient, MatrixAttributes
from failmode.terms import UNSET, FailmodeError, Platform

_ASSUMED = "assumed"


class NoVerdictError(FailmodeError):
    """A cell of which nothing can be said, because the simulator itself failed.

    Args:
        failures: what broke.
    """

    internal = True

    def __init__(self, failures: str) -> None:
        super().__init__(
            failures,
            where="internal: the simulator itself failed",
            remedy="The log of `failmode serve` says more",
        )


@click.command(cls=Command)
@click.option(
    "--by",
    type=click.Choice(["option", "device"]),
    default="option",
    show_default=True,
    help="Every option on every platform, or every device that Duo is deployed to.",
)
@click.option("--field", metavar="NAME", help="That feeds the failmode; cpvalDuoFailopen.")
@click.option("--organization", metavar="NAME", help="Devices of this one only, by name or id.")
@click.option("--user", help="Who logs in; alice, who approves what Duo asks her.")
@click.option("--timeout", type=Number(), help="Seconds that a computer waits for Duo; 1.")
@json_option
@with_control_client
def matrix(
    client: ControlClient,
    *,
    by: str,
    field: str | None,
    organization: str | None,
    user: str | None,
    timeout: float | None,
    as_json: bool,
) -> None:
    """Try who gets in now, with the faults that stand.

    Logins are tried, one for computers that are set up alike; a fault that strikes a number of
    times counts them.
    """
    attributes: MatrixAttributes = {}
    if field is not None:
        attributes["field"] = field
    if user is not None:
        attributes["username"] = user
    if timeout is not None:
        attributes["timeout_seconds"] = timeout
    if organization is not None:
        if by != "device":
            raise click.UsageError("--organization goes with --by device.")
        attributes["organization_id"] = organization_named(client, organization)["id"]
    found = client.matrix(by, **attributes)
    faults = client.faults()
    if as_json:
        print_json({**found, "faults": faults})
        _check_cells(found["cells"])
        return
    standing = "; ".join(describe(one) for one in faults) or "none"
    printed = console()
    printed.print(Text(sanitize(f"Who gets in now, as {found['username']}. Faults: {standing}")))
    cells = found["cells"]
    columns, rows = _by_option(cells) if by == "option" else _by_device(cells)
    if by == "option":
        printed.print(Text(sanitize(f"Option of {found['field']}:")))
    printed.print(table(columns, rows))
    for line in dict.fromkeys(_assumption(one) for one in cells if one["assumed"]):
        printed.print(Text(sanitize(line)))
    _check_cells(cells)


def _check_cells(cells: list[Json]) -> None:
    """See that every cell says who gets in.

    Raises:
        NoVerdictError: when the simulator failed in one.
    """
    failures = dict.fromkeys(one["internal_failure"] for one in cells if one["internal_failure"])
    if failures:
        raise NoVerdictError("; ".join(failures))


def _by_option(cells: list[Json]) -> tuple[list[str], list[list[str]]]:
    platforms = list(dict.fromkeys(one["platform"] for one in cells))
    options = list(dict.fromkeys(one["option"] for one in cells))
    found = {(one["option"], one["platform"]): _verdict(one) for one in cells}
    rows = [
        [UNSET if option is None else option, *(found[option, one] for one in platforms)]
        for option in options
    ]
    return ["option", *(Platform(one).words for one in platforms)], rows


def _by_device(cells: list[Json]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [one["organization"], one["device_name"], one["platform"] or "-", _verdict(one)]
        for one in cells
    ]
    return ["organization", "device", "platform", "a login is"], rows


def _verdict(cell: Json) -> str:
    if cell["internal_failure"]:
        return "internal"
    if cell["verdict"] is None:
        return "(no Duo)"
    return f"{cell['verdict']}, {_ASSUMED}" if cell["assumed"] else str(cell["verdict"])


def _assumption(cell: Json) -> str:
    return f"{_ASSUMED}: nobody has documented {cell['assumed']['name']}"
