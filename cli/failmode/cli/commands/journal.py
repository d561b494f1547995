"""`failmode journal`: what went over the wire of a running simulator, and why."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import click
from rich.text import Text

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.exchanges import acting_rule, exchange_line
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.rules import describe
from failmode.cli.control_commands.tables import console, table
from failmode.cli.control_commands.times import Instant, time_of_day
from failmode.cli.output import count, print_json, sanitize
from failmode.simulator import ControlClient, EventFilters, JournalFilters, fault_catalogue
from failmode.terms import Vendor

_NEWEST = 25


@click.group(cls=DefaultGroup)
def journal() -> None:
    """Show what went over the wire of a running simulator, secrets masked.

    Without a subcommand the exchanges are listed, so `failmode journal --user alice` works.
    """


@journal.command("list")
@click.option(
    "--vendor", type=click.Choice([one.value for one in Vendor]), help="Of this vendor only."
)
@click.option("--operation", help="Of this operation only, such as preauth.")
@click.option("--user", help="About this user only.")
@click.option("--status", type=int, help="Answered with this HTTP status only.")
@click.option(
    "--fault",
    type=click.Choice(fault_catalogue().names),
    metavar="FAULT",
    help="With this fault only.",
)
@click.option("--since", type=click.IntRange(0), metavar="NUMBER", help="With a greater number.")
@click.option("--since-time", type=Instant(), help="At this time or later; epoch or ISO 8601.")
@click.option("--until-time", type=Instant(), help="At this time or earlier.")
@click.option(
    "--newest",
    type=click.IntRange(0),
    help=f"So many, the newest; 0 for all. Of the table {_NEWEST} when left out.",
)
@click.option("--follow", "-f", is_flag=True, help="Go on with what arrives, a line each.")
@click.option("--har", type=click.Path(path_type=Path), help="Write HAR 1.2 to a file; - stdout.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with headers and bodies.")
@with_control_client
def list_exchanges(
    client: ControlClient,
    *,
    vendor: str | None,
    operation: str | None,
    user: str | None,
    status: int | None,
    fault: str | None,
    since: int | None,
    since_time: float | None,
    until_time: float | None,
    newest: int | None,
    follow: bool,
    har: Path | None,
    as_json: bool,
) -> None:
    """List exchanges, oldest first."""
    if har is not None and as_json:
        raise click.UsageError("--har and --json are two formats; give one of them.")
    if follow:
        others = {
            "--status": status,
            "--fault": fault,
            "--since-time": since_time,
            "--until-time": until_time,
            "--newest": newest,
            "--har": har,
        }
        refused = [name for name, value in others.items() if value is not None]
        if refused:
            raise click.UsageError(f"--follow does not go with {refused[0]}.")
        wanted: EventFilters = {
            "vendor": vendor,
            "operation": operation,
            "user": user,
            "since": since,
        }
        _follow(client, wanted, as_json=as_json)
        return
    if newest is None and har is None and not as_json:
        newest = _NEWEST
    filters: JournalFilters = {
        "vendor": vendor,
        "operation": operation,
        "user": user,
        "status": status,
        "fault": fault,
        "since": since,
        "since_time": since_time,
        "until_time": until_time,
        "newest": newest or None,
    }
    if har is not None:
        _write_har(har, client.journal_archive(**filters))
        return
    page = client.journal(**filters)
    if as_json:
        print_json(page)
    else:
        _print_page(page, newest)


@journal.command()
@click.argument("number", type=click.IntRange(1))
@json_option
@with_control_client
def why(client: ControlClient, *, number: int, as_json: bool) -> None:
    """Say why exchange NUMBER went as it did: why each rule acted on it or did not.

    For a request that the vendor has no route for, the nearest routes.
    """
    explained = client.explain(number)
    if as_json:
        print_json(explained)
        return
    click.echo(sanitize(f"Exchange {number}: {_request(explained)}"))
    click.echo(sanitize(f"{explained['summary']}."))
    if explained["rules"]:
        rows = [
            (
                one["rule"]["id"],
                describe(one["rule"]),
                f"{one['reason']}: {'; '.join(one['details'])}",
            )
            for one in explained["rules"]
        ]
        console().print(table(("rule", "what it does", "why"), rows, names=("rule",)))
    if explained["nearest"]:
        near = [
            (f"{one['method']} {one['path']}", one["difference"]) for one in explained["nearest"]
        ]
        console().print(table(("nearest route", "difference"), near))
    elif explained["routed"] is False:
        click.echo("No route is like it.")


@journal.command()
@with_control_client
def clear(client: ControlClient) -> None:
    """Forget the exchanges; numbers go on."""
    client.clear_journal()


def _request(explained: Json) -> str:
    if not explained["method"]:
        return f"{explained['operation']} at {explained['vendor']}"
    user = f" by {explained['user']}" if explained["user"] else ""
    answer = "no answer" if explained["status"] is None else f"HTTP {explained['status']}"
    return f"{explained['method']} {explained['path']} at {explained['vendor']}{user}: {answer}"


def _follow(client: ControlClient, wanted: EventFilters, *, as_json: bool) -> None:
    """Print exchanges as they happen, until the simulator stops or Ctrl-C."""
    try:
        for kind, data in client.journal_events(**wanted):
            if as_json:
                click.echo(json.dumps({"event": kind, **data}))
            elif kind == "exchange":
                click.echo(exchange_line(data))
            else:
                click.echo(f"exchanges {data['first']} to {data['last']} were dropped", err=True)
    except KeyboardInterrupt:
        return


def _print_page(page: Json, newest: int | None) -> None:
    exchanges = page["exchanges"]
    if exchanges:
        rows = [
            (
                str(one["number"]),
                time_of_day(one["time"]),
                one["vendor"],
                one["operation"],
                one["user"] or "",
                "" if one["status"] is None else str(one["status"]),
                acting_rule(one),
            )
            for one in exchanges
        ]
        columns = ("number", "time", "vendor", "operation", "user", "status", "by")
        console().print(
            table(columns, rows, unfolded=("number", "time", "status"), names=("user",))
        )
    summary = count(len(exchanges), "exchange")
    if newest and len(exchanges) == newest:
        summary += ", the newest (--newest 0: all)"
    dropped = Text(f"{page['dropped']} dropped", style="yellow" if page["dropped"] else "")
    line = Text(f"{summary}. The journal keeps {page['capacity']}; ").append(dropped).append(".")
    console().print(line)


def _write_har(file: Path, archive: Json) -> None:
    text = json.dumps(archive, ensure_ascii=False, indent=1) + "\n"
    if str(file) == "-":
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        return
    try:
        _replace(file, text.encode("utf-8", "replace"))
    except OSError as error:
        raise click.UsageError(f"--har {file}: {error.strerror}.") from error
    click.echo(f"{file}: {count(len(archive['log']['entries']), 'exchange')}")


def _replace(file: Path, data: bytes) -> None:
    """Write a file as a whole or not at all; a pipe or device is written to directly."""
    if file.exists() and not file.is_file():
        file.write_bytes(data)
        return
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
