"""`failmode serve`: the simulator as a service for programs outside this process."""

from __future__ import annotations

import ipaddress
import json
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from failmode.cli.command import Command
from failmode.cli.commands.serve_examples import examples
from failmode.cli.garbage_collection import made_to_stay
from failmode.cli.output import WIDTH
from failmode.simulator import (
    DEFAULT_JOURNAL_CAPACITY,
    DEFAULT_SEED,
    Ports,
    ProxySettings,
    ServerInfo,
    Simulator,
    SimulatorConfig,
)

_PORT = click.IntRange(0, 65535)


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--ninjaone-port", type=_PORT, default=8443, show_default=True, help="0: any.")
@click.option("--duo-port", type=_PORT, default=8444, show_default=True, help="0: any.")
@click.option("--control-port", type=_PORT, default=8440, show_default=True, help="0: any.")
@click.option("--radius-port", type=_PORT, default=1812, show_default=True, help="0: any. UDP.")
@click.option(
    "--state-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the CA file goes; a private directory, removed at the end, when left out.",
)
@click.option("--state-url", help="SQLAlchemy URL of the state; private SQLite when left out.")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=DEFAULT_SEED,
    show_default=True,
    help="Of all data.",
)
@click.option(
    "--journal",
    type=click.IntRange(1),
    default=DEFAULT_JOURNAL_CAPACITY,
    show_default=True,
    help="Exchanges that the journal keeps.",
)
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    show_default=True,
    help="Processes that answer for Duo's cloud; 0: this one does.",
)
@click.option(
    "--authproxy-config",
    type=click.Path(path_type=Path),
    help="An authproxy.cfg for the Authentication Proxy; a generated one when left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON, logs to stderr.")
def serve(
    *,
    host: str,
    ninjaone_port: int,
    duo_port: int,
    control_port: int,
    radius_port: int,
    state_dir: Path | None,
    state_url: str | None,
    seed: int,
    journal: int,
    workers: int,
    authproxy_config: Path | None,
    as_json: bool,
) -> None:
    """Run the simulated NinjaOne, Duo and Authentication Proxy until stopped.

    Prints addresses, dummy credentials, the CA file and lines to try, once every port accepts
    connections. SIGTERM and Ctrl-C end it.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s"
    )
    config = SimulatorConfig(
        host=host,
        ports=Ports(ninjaone_port, duo_port, control_port, radius_port),
        state_url=state_url,
        state_directory=state_dir,
        seed=seed,
        journal_capacity=journal,
        proxy=ProxySettings(enabled=True, file=authproxy_config),
        workers=workers,
    )
    with _stop_signals() as stopped, ExitStack() as stack:
        with made_to_stay():
            simulator = stack.enter_context(Simulator(config))
        _warn_when_exposed(host)
        _announce(simulator.server_info, as_json=as_json)
        stopped.wait()


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and Ctrl-C set, also while the simulator is starting."""
    stopped = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in numbers]
    try:
        yield stopped
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _warn_when_exposed(host: str) -> None:
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback:
        click.echo(
            f"failmode serve: warning: {host} is not loopback: everybody who reaches this machine "
            "can log in with the printed credentials and steer the simulator",
            err=True,
        )


def _announce(info: ServerInfo, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(info.to_json()))
        return
    console = Console(width=WIDTH, highlight=False, soft_wrap=True)
    for table in (_addresses(info), _keys(info), _people(info)):
        console.print(table)
        console.print()
    console.print(f"CA file: {info.ca_file}\n", markup=False)
    for example in examples(info):
        console.print(f"# {example.title}", markup=False)
        console.print(example.command, markup=False)
        console.print()
    console.print("Ctrl-C ends it.")
    sys.stdout.flush()


def _addresses(info: ServerInfo) -> Table:
    table = Table("Port", "Address", title="Simulator", width=WIDTH)
    addresses = info.addresses
    table.add_row("NinjaOne", addresses.ninjaone.url)
    table.add_row("Duo", f"{addresses.duo.url} (as {info.credentials.keys.api_host})")
    table.add_row("Dashboard", f"{addresses.control.url}/")
    table.add_row("Control", f"{addresses.control.url}/_sim/openapi.json")
    if addresses.radius is not None:
        table.add_row("RADIUS", f"{addresses.radius.host}:{addresses.radius.port} (UDP)")
    return table


def _keys(info: ServerInfo) -> Table:
    table = Table("Program", "Key", "Dummy value", title="Credentials", width=WIDTH)
    keys = info.credentials.keys
    table.add_row("NinjaOne", "client id", keys.client_id)
    table.add_row("", "client secret", keys.client_secret)
    table.add_row("Duo", "ikey", keys.ikey)
    table.add_row("", "skey", keys.skey)
    table.add_row("Duo Admin API", "ikey", keys.admin_ikey)
    table.add_row("", "skey", keys.admin_skey)
    table.add_row("Duo Web SDK", "client id", keys.universal_client_id)
    table.add_row("", "client secret", keys.universal_client_secret)
    table.add_row("RADIUS", "secret", keys.radius_secret)
    return table


def _people(info: ServerInfo) -> Table:
    table = Table("User", "Password", "At Duo", "Answers", title="People", width=WIDTH)
    for user in info.credentials.users:
        at_duo = (user.status, user.answer) if user.enrolled else ("not enrolled", "-")
        table.add_row(user.username, user.password, *at_duo)
    return table
