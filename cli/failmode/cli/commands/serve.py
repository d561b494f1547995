"""`failmode serve`: the simulator as a service for programs outside this process."""

from __future__ import annotations

import json
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from failmode.cli.command import Command
from failmode.cli.control_commands.address import (
    CONTROL_VARIABLE,
    DEFAULT_CONTROL,
    TOKEN_VARIABLE,
)
from failmode.cli.control_commands.exchanges import exchange_line
from failmode.cli.garbage_collection import made_to_stay
from failmode.cli.open_files import allow_open_files
from failmode.cli.ports import HIGHEST_BASE, OFFSETS, USUAL_PORTS, choose_ports, naming_option
from failmode.cli.server_facts import FACTS_FILE, ServerFacts, told_in
from failmode.simulator import (
    DEFAULT_JOURNAL_CAPACITY,
    DEFAULT_PRIMARY_ONLY_MINUTES,
    DEFAULT_SEED,
    MOST_PRIMARY_ONLY_MINUTES,
    CertificateFiles,
    ConnectionLimits,
    Journal,
    PortError,
    ProxySettings,
    Simulator,
    SimulatorConfig,
    escape_record,
    host_and_port,
)
from failmode.terms import Failmode

_MOVED = ", ".join(f"{name} N+{n}" if n else f"{name} N" for name, n in OFFSETS.items())
_LOOK_SECONDS = 0.2
_PROXY_LINES_SHOWN = 4

STATE_URL_VARIABLE = "FAILMODE_STATE_URL"
"""Environment variable for the URL of the state database."""

_Command = TypeVar("_Command", bound=Callable[..., None])


def _port_option(name: str, protocol: str) -> Callable[[_Command], _Command]:
    help_text = f"{protocol}; 0: any free one."
    default = str(USUAL_PORTS[name])
    kind = click.IntRange(0, 65535)
    return click.option(f"--{name}-port", type=kind, show_default=default, help=help_text)


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port-base",
    type=click.IntRange(1, HIGHEST_BASE),
    metavar="N",
    help=f"Move all ports: {_MOVED}.",
)
@_port_option("ninjaone", "TCP")
@_port_option("duo", "TCP")
@_port_option("control", "TCP")
@_port_option("radius", "UDP")
@_port_option("ldap", "TCP")
@click.option(
    "--state-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the CA file goes; a private directory, removed at the end, when left out.",
)
@click.option(
    "--state-url",
    envvar=STATE_URL_VARIABLE,
    show_envvar=True,
    metavar="URL",
    help="SQLAlchemy URL of the state, private SQLite when left out. Others see a command line: "
    "a password is better kept in the variable.",
)
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
    "--authproxy",
    type=click.Path(path_type=Path),
    help="An authproxy.cfg to run the Authentication Proxy from, with a simulated Duo in place of "
    "its own; a generated one when left out.",
)
@click.option(
    "--failmode",
    "setting",
    type=click.Choice([one.setting for one in Failmode]),
    help="Of the generated Authentication Proxy; the product's default, safe, when left out.",
)
@click.option(
    "--primary-only",
    "primary_only_minutes",
    type=click.IntRange(1, MOST_PRIMARY_ONLY_MINUTES),
    is_flag=False,
    flag_value=DEFAULT_PRIMARY_ONLY_MINUTES,
    metavar="[MINUTES]",
    help="The Authentication Proxy does not ask Duo "
    f"({DEFAULT_PRIMARY_ONLY_MINUTES} minutes when none are given, at most "
    f"{MOST_PRIMARY_ONLY_MINUTES}); then it stops.",
)
@click.option(
    "--api-host",
    metavar="NAME",
    help="Duo API host name, such as api-12345678.duosecurity.com; made from the seed when left "
    "out.",
)
@click.option(
    "--tls-name",
    "tls_names",
    metavar="NAME",
    multiple=True,
    help="Another name that the certificates are good for, such as '*.ninjarmm.com'; repeatable.",
)
@click.option(
    "--certificate",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A certificate of your own and its issuers', PEM: shown to who asks for a name on it.",
)
@click.option(
    "--certificate-key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Its key, PEM, that only you may read; in the same file when left out.",
)
@click.option(
    "--max-connections",
    type=click.IntRange(1),
    default=ConnectionLimits().total,
    show_default=True,
    help="Connections to NinjaOne and Duo at once, and as many over LDAP, as far as ulimit -n "
    "goes.",
)
@click.option(
    "--max-connections-per-address",
    type=click.IntRange(1),
    default=ConnectionLimits().per_address,
    show_default=True,
    help="Of these, from one client address.",
)
@click.option(
    "--control-token",
    envvar=TOKEN_VARIABLE,
    show_envvar=True,
    metavar="TOKEN",
    help="What whoever steers must present; made and printed when left out beyond loopback.",
)
@click.option("--log-requests", is_flag=True, help="Print a line for each request, to stderr.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON, logs to stderr.")
def serve(
    *,
    host: str,
    port_base: int | None,
    ninjaone_port: int | None,
    duo_port: int | None,
    control_port: int | None,
    radius_port: int | None,
    ldap_port: int | None,
    state_dir: Path | None,
    state_url: str | None,
    seed: int,
    journal: int,
    workers: int,
    authproxy: Path | None,
    setting: str | None,
    primary_only_minutes: int | None,
    max_connections: int,
    max_connections_per_address: int,
    control_token: str | None,
    api_host: str | None,
    tls_names: tuple[str, ...],
    certificate: Path | None,
    certificate_key: Path | None,
    log_requests: bool,
    as_json: bool,
) -> None:
    """Run the simulated NinjaOne, Duo and Authentication Proxy until stopped.

    Prints the addresses and where the dummy credentials are, once every port accepts connections;
    `failmode examples` has lines to try. SIGTERM and Ctrl-C end it.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(escape_record)
    ports = choose_ports(
        port_base,
        {
            "ninjaone": ninjaone_port,
            "duo": duo_port,
            "control": control_port,
            "radius": radius_port,
            "ldap": ldap_port,
        },
    )
    if authproxy is not None and setting is not None:
        raise click.UsageError(
            f"--failmode does not apply to a given file: write failmode={setting} into {authproxy}."
        )
    config = SimulatorConfig(
        host=host,
        ports=ports,
        state_url=state_url,
        # The CA file is named to clients that work in other directories.
        state_directory=None if state_dir is None else state_dir.absolute(),
        seed=seed,
        journal_capacity=journal,
        proxy=ProxySettings(
            enabled=True,
            file=authproxy,
            failmode=None if setting is None else Failmode.from_setting(setting),
            primary_only_minutes=primary_only_minutes,
        ),
        workers=workers,
        connections=ConnectionLimits(max_connections, max_connections_per_address),
        control_token=control_token or None,
        api_host=api_host,
        tls_names=tls_names,
        certificate=_certificate(certificate, certificate_key),
    )
    allow_open_files()
    with _stop_signals() as stopped, ExitStack() as stack:
        simulator = _start(stack, config)
        seen = simulator.journal.last_number
        _warn_when_exposed(config)
        facts = simulator.server_info.to_json()
        stack.enter_context(told_in(config.state_directory, facts))
        if as_json:
            click.echo(json.dumps(facts))
        else:
            _announce(facts, config.state_directory)
        if log_requests:
            _log_requests(simulator.journal, seen, stopped)
        stopped.wait()


def _certificate(chain: Path | None, key: Path | None) -> CertificateFiles | None:
    if chain is not None:
        return CertificateFiles(chain, key)
    if key is not None:
        raise click.UsageError("--certificate-key needs the --certificate that it belongs to.")
    return None


def _start(stack: ExitStack, config: SimulatorConfig) -> Simulator:
    try:
        with made_to_stay():
            return stack.enter_context(Simulator(config))
    except PortError as error:
        raise naming_option(error, config.ports, config.host) from error


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


def _warn_when_exposed(config: SimulatorConfig) -> None:
    if config.is_exposed:
        click.echo(
            f"failmode serve: warning: {config.host} is not loopback: everybody who reaches this "
            "machine can log in with the dummy credentials; who has the token steers the "
            "simulator, and both travel in plain text on the control port",
            err=True,
        )


def _announce(facts: ServerFacts, state_directory: Path | None) -> None:
    """Print what fits a screen of 24 lines: where everything is, and what to do next."""
    addresses = facts["addresses"]
    control = addresses["control"]["url"]
    is_given = facts["authproxy"]["file"] is not None
    rows = {
        "Dashboard": f"{control}/",
        "Control API": f"{control}/_sim/openapi.json",
        "NinjaOne": addresses["ninjaone"]["url"],
        "Duo": addresses["duo"]["url"] + (f" as {_api_host(facts)}" if is_given else ""),
        **_proxy_rows(facts),
        "CA file": facts["ca_file"],
        "Credentials": state_directory / FACTS_FILE if state_directory else f"{control}/_sim/info",
    }
    chosen = "" if control == DEFAULT_CONTROL else f"  export {CONTROL_VARIABLE}={control}\n"
    token = facts["credentials"]["control"]["token"]
    if token is not None:
        rows["Token"] = f"{token} (the password in a browser)"
        chosen += f"  export {TOKEN_VARIABLE}={token}\n"
    click.echo(
        f"failmode {facts['version']} simulates NinjaOne and Duo (seed {facts['seed']}). "
        + ("All keys told are dummies.\n" if is_given else "Every secret is a dummy.\n")
    )
    click.echo("".join(f"  {name:<13}{value}\n" for name, value in rows.items()))
    click.echo(
        f"Next, in another terminal:\n{chosen}"
        "  failmode examples               lines for curl, duo_client, login_duo, ...\n"
        "  failmode faults add http-503    make Duo unwell\n"
        "  failmode journal --follow       see what arrives, line by line\n"
    )
    click.echo("Ctrl-C ends it.")


def _api_host(facts: ServerFacts) -> str:
    return str(facts["credentials"]["duo"]["api_host"])


def _proxy_rows(facts: ServerFacts) -> Mapping[str, str]:
    """Give what is told of the Authentication Proxy: each of its server sections, if they fit."""
    proxy = facts["authproxy"]
    if proxy["file"] is None:
        told = [_proxy_section(one) for one in proxy["sections"]]
        return dict(zip(("RADIUS", "LDAP"), told, strict=True))
    lines = [line for one in proxy["sections"] for line in _proxy_lines(one)]
    if len(lines) > _PROXY_LINES_SHOWN:
        left = len(lines) - _PROXY_LINES_SHOWN
        lines[_PROXY_LINES_SHOWN:] = [f"and {left} more: failmode serve --json tells them all"]
    between = sorted({one["http_proxy"] for one in proxy["sections"]} - {""})
    return {
        "Auth Proxy": f"\n{'':<15}".join([proxy["file"], *lines]),
        **({"HTTP proxy": f"{', '.join(between)} (http_proxy_host)"} if between else {}),
    }


def _proxy_lines(section: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for a section, and one for each port that it has beside its first."""
    name = f"[{section['name']}]"
    yield f"{_proxy_section(section)}, {name}"
    for port in section["ports"][1:]:
        yield f"{_proxy_port(port)}, {port['option']} of {name}"


def _proxy_section(section: Mapping[str, Any]) -> str:
    failmode, ports = section["failmode"], section["ports"]
    where = _proxy_port(ports[0]) if ports else "no port: called by Duo"
    mode = "failmode does not apply" if failmode is None else f"failmode {failmode}"
    return f"{where}, {mode}"


def _proxy_port(port: Mapping[str, Any]) -> str:
    return f"{host_and_port(port['host'], port['port'])} ({port['transport']})"


def _log_requests(journal: Journal, seen: int, stopped: threading.Event) -> None:
    """Print a line for each request after the exchange `seen`, until the simulator is stopped."""
    while not stopped.is_set():
        journal.wait(seen, _LOOK_SECONDS)
        for exchange in journal.query(since=seen):
            click.echo(exchange_line(exchange.to_json()), err=True)
            seen = exchange.number
