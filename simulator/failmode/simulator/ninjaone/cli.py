"""`ninjarmm-cli`: the agent's command line, as one device of the simulated tenant.

It takes the commands for custom fields and prints what the real program prints: a drop-down's
GUID, `GUID=Label` lines, nothing for an unset field. Errors go to standard error with exit code 1.
Which tenant and device it speaks for comes from three environment variables.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import click

from failmode.simulator.errors import ConfigError
from failmode.simulator.ninjaone.agent import AgentClient, AgentError

URL_VARIABLE = "FAILMODE_NINJAONE_URL"
TOKEN_VARIABLE = "FAILMODE_AGENT_TOKEN"  # noqa: S105 - the name of a variable, not a token
CA_VARIABLE = "FAILMODE_CA_FILE"

EXIT_FAILED = 1
EXIT_USAGE = 2

_DASHES = {"ignore_unknown_options": True}
"""Lets a value begin with a dash."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--direct-out", is_flag=True, help="Taken for compatibility; changes nothing.")
def main(direct_out: bool) -> None:
    """Read and write custom fields as one device of failmode's NinjaOne simulator.

    FAILMODE_NINJAONE_URL and FAILMODE_AGENT_TOKEN say which tenant and device;
    FAILMODE_CA_FILE names the simulator's CA certificate.
    """
    del direct_out


@main.command("get")
@click.argument("name")
@click.argument("documentation", nargs=-1)
def get_command(name: str, documentation: tuple[str, ...]) -> None:
    """Print a field's closest value; a drop-down's GUID."""
    _refuse_documents(documentation)

    def work(client: AgentClient) -> None:
        value = client.get(name)
        if value:
            click.echo(value)

    _run(work)


@main.command("set", context_settings=_DASHES)
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the value from standard input.")
@click.argument("name")
@click.argument("value", required=False, type=click.UNPROCESSED)
def set_command(name: str, value: str | None, *, from_stdin: bool) -> None:
    """Set a field at this device."""
    if from_stdin == (value is not None):
        _fail("set takes either a VALUE or --stdin", EXIT_USAGE)
    try:
        text = sys.stdin.read().removesuffix("\n") if value is None else value
    except UnicodeDecodeError:
        _fail("The value on standard input is not text", EXIT_FAILED)
    _run(lambda client: client.set(name, text))


@main.command("options")
@click.argument("name")
def options_command(name: str) -> None:
    """Print a drop-down's active options, one GUID=Label on each line."""

    def work(client: AgentClient) -> None:
        for line in client.options(name):
            click.echo(line)

    _run(work)


@main.command("clear")
@click.argument("name")
def clear_command(name: str) -> None:
    """Clear a field at this device."""
    _run(lambda client: client.clear(name))


def _not_simulated(name: str) -> click.Command:
    def refuse(arguments: tuple[str, ...]) -> None:
        del arguments
        _fail(f"{name}: failmode simulates custom fields only", EXIT_FAILED)

    return click.Command(
        name,
        callback=refuse,
        params=[click.Argument(["arguments"], nargs=-1, type=click.UNPROCESSED)],
        context_settings=_DASHES,
        hidden=True,
    )


for _name in (
    "templates",
    "documents",
    "org-set",
    "org-clear",
    "tag-get",
    "tag-set",
    "tag-clear",
):
    main.add_command(_not_simulated(_name))


def _refuse_documents(arguments: tuple[str, ...]) -> None:
    if arguments:
        _fail("get of documentation: failmode simulates custom fields only", EXIT_FAILED)


def _run(work: Callable[[AgentClient], None]) -> None:
    try:
        with _client(os.environ) as client:
            work(client)
    except ConfigError as error:
        _fail(str(error), EXIT_USAGE)
    except AgentError as error:
        _fail(str(error), EXIT_FAILED)


def _client(environment: Mapping[str, str]) -> AgentClient:
    missing = [name for name in (URL_VARIABLE, TOKEN_VARIABLE) if not environment.get(name)]
    if missing:
        raise ConfigError(
            f"{' and '.join(missing)} not set",
            "`failmode serve` prints the address of NinjaOne and the token of each device",
        )
    ca_file = environment.get(CA_VARIABLE)
    return AgentClient(
        environment[URL_VARIABLE],
        environment[TOKEN_VARIABLE],
        trust=Path(ca_file) if ca_file else None,
    )


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)
