"""`failmode authproxy`: what is wrong with a configuration, and one run of a directory sync."""

from __future__ import annotations

import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from failmode.cli.command import Command
from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.output import WIDTH, count, print_json, sanitize
from failmode.simulator import (
    AUTHPROXY_VERSION,
    SIMULATED_SECTIONS,
    AuthType,
    ConfigError,
    ConnectivityResult,
    ControlClient,
    LinkState,
    SyncAction,
    Transport,
    check_connectivity,
    host_and_port,
    read_cloud,
    read_settings,
    run_sync,
    section_heading,
    section_meaning,
)

_EXAMPLES = """\b
Examples:
  failmode authproxy check authproxy.cfg
  failmode authproxy check --no-connect authproxy.cfg
  failmode authproxy check --json /opt/duoauthproxy/conf/authproxy.cfg
"""
_SYNC_EXAMPLES = """\b
Examples:
  failmode authproxy sync authproxy.cfg --directory staff.toml --dry-run
  failmode authproxy sync authproxy.cfg --directory staff.toml
"""
_CONNECTED_EXAMPLES = """\b
Examples:
  failmode serve --authproxy authproxy.cfg
  failmode authproxy sync-connected --directory staff.toml --dry-run
"""
_CONNECTIONS_EXAMPLES = """\b
Examples:
  failmode serve --authproxy authproxy.cfg
  failmode authproxy connections
"""
_LINKED = {
    LinkState.CONNECTED: "is connected to Duo",
    LinkState.CONNECTING: "is not connected to Duo, and tries again",
    LinkState.STOPPED: "is not connected to Duo, and has given up",
}
_SSO_EXAMPLES = """\b
Examples:
  failmode authproxy sso RIXXXXXXXXXXXXXXXXXX --server dc1.example.com:389
      --base-dn dc=example,dc=com
  failmode authproxy sso
  failmode authproxy sso --off
"""
_SHOWN_CHANGES = 20
_TOLD_EACH = 1000
_PROBLEM = "problem"
_COUNTED = (_PROBLEM, "warning")


@click.group("authproxy")
def authproxy() -> None:
    """Look at an Authentication Proxy's configuration; directory sync and Single Sign-On."""


@authproxy.command(cls=Command, epilog=_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True))
@click.option("--no-connect", is_flag=True, help="Read the file alone; connect to nobody.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(*, file: Path, no_connect: bool, as_json: bool) -> None:
    """Find all that is wrong with FILE, an authproxy.cfg, and say who gets in without Duo.

    Tells all mistakes at once, each with its line, and for each server section without one what
    its failmode means. Then it looks, as the vendor's connectivity tool does, whether the ports
    can be listened on, the primary servers are there, Duo answers, the clocks agree and Duo takes
    the keys. Nobody is logged in and nothing is changed; secrets are never shown.

    Exit codes: 0 no problem, 1 a problem in the file or with a connection, 2 wrong usage or no
    such file, 3 failmode itself failed.
    """
    reading = SIMULATED_SECTIONS.examine(file)
    config, problems = reading.config, reading.problems
    connectivity = None if no_connect else check_connectivity(config, time.time)
    if as_json:
        print_json(
            {
                "file": str(file),
                "version": AUTHPROXY_VERSION,
                "problems": [_problem_json(one) for one in problems],
                "warnings": list(config.warnings),
                "sections": [
                    {
                        "name": one.name,
                        "heading": section_heading(one),
                        "meaning": list(section_meaning(one)),
                    }
                    for one in config.servers
                ],
                "left_out": list(reading.left_out),
                "connectivity": (
                    None if connectivity is None else [_result_json(one) for one in connectivity]
                ),
            }
        )
    else:
        _print_problems(problems, config.warnings)
        for section in config.servers:
            click.echo()
            _print_wrapped("", section_heading(section), indent=2)
            for sentence in section_meaning(section):
                _print_wrapped("- ", sentence)
        if reading.left_out:
            names = ", ".join(f"[{name}]" for name in reading.left_out)
            click.echo()
            _print_wrapped("", f"Not looked at further for the problems above: {names}")
        if connectivity is not None:
            _print_connectivity(connectivity)
    if problems or any(one.outcome == _PROBLEM for one in connectivity or ()):
        sys.exit(1)


@authproxy.command(cls=Command, epilog=_SYNC_EXAMPLES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True))
@click.option(
    "--directory",
    "settings_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
    required=True,
    metavar="TOML",
    help="What Duo's Admin Panel holds of the sync: name, type (active-directory or openldap), "
    "host, port, transport, ca_file, auth_type (plain, ntlm1 or ntlm2), ntlm_domain, "
    "ntlm_workstation, base_dn, groups, and the attributes username, realname, "
    "email and phone.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def sync(*, file: Path, settings_file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring Duo's users in line with a directory once, by the [cloud] section of FILE.

    To have a proxy do it that is connected to the running simulator, see sync-connected.

    Whoever is in a group of the sync is created or updated; whoever is in none any more, or is
    disabled in the directory, is disabled at Duo. Duo is changed through its Admin API, so the
    keys of [cloud] are those of an Admin API application. A directory that cannot be searched
    changes nothing.

    Exit codes: 0 done, 1 Duo refused a part of it, 2 nothing was done: wrong usage, a file that
    cannot be used, a directory or a Duo that cannot be reached; 3 failmode itself failed.
    """
    settings = read_settings(settings_file)
    section = read_cloud(file, SIMULATED_SECTIONS)
    result = run_sync(section, settings, now=time.time, dry_run=dry_run, progress=_tell_progress())
    _tell_sync(result.to_json(settings.name), as_json=as_json)


@authproxy.command("sync-connected", cls=Command, epilog=_CONNECTED_EXAMPLES)
@click.option(
    "--directory",
    "settings_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
    required=True,
    metavar="TOML",
    help="The settings of the sync, as for sync.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_control_client
def sync_connected(
    client: ControlClient, *, settings_file: Path, dry_run: bool, as_json: bool
) -> None:
    """Have the simulated Duo run a directory sync, by the [cloud] of a connected proxy.

    Duo's side asks the Authentication Proxy that is connected to the running simulator (failmode
    serve --authproxy) to search the directory, and changes its own users by what is found.

    Exit codes: 0 done, 1 Duo refused a part of it, 2 nothing was done: wrong usage, no such
    simulator, no proxy that is connected, a directory that cannot be searched; 3 failmode itself
    failed.
    """
    settings = read_settings(settings_file)
    told = client.run_directory_sync(
        settings.name,
        settings.kind.value,
        settings.host,
        settings.base_dn,
        list(settings.groups),
        port=settings.port,
        transport=settings.transport.value,
        auth_type=settings.binding.auth_type.value,
        ntlm_domain=settings.binding.domain or None,
        ntlm_workstation=settings.binding.workstation or None,
        username=settings.username,
        realname=settings.realname,
        email=settings.email,
        phone=settings.phone,
        certificates=_text_of(settings.ca_file),
        dry_run=dry_run,
    )
    _tell_sync(told, as_json=as_json)


@authproxy.command(cls=Command, epilog=_CONNECTIONS_EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_control_client
def connections(client: ControlClient, *, as_json: bool) -> None:
    """Tell whether the sections [sso] and [cloud] are connected to the simulated Duo.

    Duo calls these sections over a connection that the Authentication Proxy makes. Told are those
    of the proxy that failmode serve --authproxy runs, and what has joined at the simulated Duo, of
    whatever proxy.

    Exit codes: 0 all are connected, 1 a section is not, 2 wrong usage or no such simulator, 3
    failmode itself failed.
    """
    told = client.proxy_connections()
    sections, joined = told["sections"], told["joined"]
    if as_json:
        print_json(dict(told))
    else:
        if not sections:
            click.echo("The simulator runs no Authentication Proxy with [sso] or [cloud].")
        for one in sections:
            reason = f": {one['reason']}" if one["reason"] else "."
            _print_wrapped(f"[{one['section']}] ", f"{_LINKED[one['state']]}{reason}")
        for one in joined:
            _print_wrapped("", f"Joined at Duo for {one['service']}: {one['identity']}")
    if any(one["state"] != LinkState.CONNECTED for one in sections):
        sys.exit(1)


@authproxy.command("sso", cls=Command, epilog=_SSO_EXAMPLES)
@click.argument("rikey", required=False)
@click.option("--server", "servers", multiple=True, metavar="HOST:PORT", help="A directory.")
@click.option("--base-dn", "base_dns", multiple=True, metavar="DN", help="Where users are.")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME",
    help="Attribute that a user may name herself by; sAMAccountName when left out.",
)
@click.option(
    "--transport",
    type=click.Choice([one.value for one in Transport]),
    default=Transport.CLEAR.value,
    show_default=True,
    help="How the connection to the directory is protected.",
)
@click.option(
    "--auth-type",
    type=click.Choice([one.value for one in AuthType]),
    default=AuthType.PLAIN.value,
    show_default=True,
    help="How names and passwords are given to the directory.",
)
@click.option("--ntlm-domain", metavar="NAME", help="Domain of the service account for NTLM.")
@click.option(
    "--ca-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
    help="PEM file that the directory's certificate must lead to.",
)
@click.option("--off", is_flag=True, help="Let nobody log in by Duo Single Sign-On any more.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_control_client
def sso(
    client: ControlClient,
    *,
    rikey: str | None,
    servers: tuple[str, ...],
    base_dns: tuple[str, ...],
    attributes: tuple[str, ...],
    transport: str,
    auth_type: str,
    ntlm_domain: str | None,
    ca_file: Path | None,
    off: bool,
    as_json: bool,
) -> None:
    """Show or set where the simulated Duo Single Sign-On has passwords checked.

    RIKEY is that of a section [sso]. Users then log in at /sso/login of the simulated Duo, whose
    connected Authentication Proxy checks the password at the directory. Without arguments, what is
    set is shown.
    """
    if off:
        client.delete_sso_source()
    elif rikey is not None:
        if not servers or not base_dns:
            raise click.UsageError("give --server and --base-dn, each once or more")
        client.set_sso_source(
            rikey,
            [_server(one) for one in servers],
            list(base_dns),
            username_attributes=list(attributes or ("sAMAccountName",)),
            transport_type=transport,
            auth_type=auth_type,
            ntlm_domain=ntlm_domain,
            ssl_ca_certs=_text_of(ca_file),
        )
    elif servers or base_dns or attributes or ca_file is not None:
        raise click.UsageError("give RIKEY, as the section [sso] has it")
    source = client.sso_source()
    if as_json:
        print_json({"source": source})
    elif source is None:
        click.echo("Duo Single Sign-On has no authentication source, so nobody can log in by it.")
    else:
        where = ", ".join(host_and_port(one["hostname"], one["port"]) for one in source["servers"])
        _print_wrapped(
            "",
            f"Duo Single Sign-On has passwords checked at {where} ({source['transport_type']}) by "
            f"a connected proxy with [sso] rikey={source['rikey']}. Log in at /sso/login of Duo.",
        )


def _server(text: str) -> dict[str, Any]:
    host, _, port = text.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()):
        raise click.UsageError(f"--server {text}: expected HOST:PORT, such as dc1.example.com:389")
    return {"hostname": host.removeprefix("[").removesuffix("]"), "port": int(port)}


def _text_of(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the certificates cannot be read: {error}", "Name a PEM file", where=str(file)
        ) from error


def _tell_sync(told: Mapping[str, Any], *, as_json: bool) -> None:
    """Print what a sync has changed; exit code 1 when Duo refused a part of it."""
    if as_json:
        print_json(dict(told))
    else:
        _print_sync(told)
    if told["problems"]:
        sys.exit(1)


def _tell_progress() -> Callable[[str, int], None]:
    """Return what tells the progress on stderr, each thousand and no oftener."""

    def tell(what: str, number: int) -> None:
        if number % _TOLD_EACH == 0:
            click.echo(f"{number} {what}", err=True)

    return tell


def _print_sync(told: Mapping[str, Any]) -> None:
    dry_run, changes = told["dry_run"], told["changes"]
    click.echo(f"Directory sync {sanitize(told['sync'])}{', dry run' if dry_run else ''}")
    for change in changes[:_SHOWN_CHANGES]:
        what = "; ".join(change["what"])
        line = sanitize(f"{change['action']:<8} {change['username']}: {what}")
        _print_wrapped("  ", line, indent=11)
    if len(changes) > _SHOWN_CHANGES:
        click.echo(f"  ... and {len(changes) - _SHOWN_CHANGES} more; --json has them all")
    for reason in told["skipped"]:
        _print_wrapped("", sanitize(f"left out: {reason}"), indent=4)
    for problem in told["problems"]:
        _print_wrapped("", sanitize(f"refused by Duo: {problem}"), indent=4)
    verb = "to be " if dry_run else ""
    counts = ", ".join(
        f"{told['counts'][action.value]} {verb}{past}"
        for action, past in (
            (SyncAction.CREATE, "created"),
            (SyncAction.UPDATE, "updated"),
            (SyncAction.DISABLE, "disabled"),
        )
    )
    click.echo(f"{counts}, {told['unchanged']} unchanged.")
    for assumption in told["assumed"]:
        _print_wrapped("", sanitize(f"assumed: {assumption}"), indent=4)


def _problem_json(problem: ConfigError) -> dict[str, Any]:
    return {"where": problem.where, "what": problem.what, "remedy": problem.remedy}


def _result_json(result: ConnectivityResult) -> dict[str, Any]:
    return {
        "section": result.section,
        "subject": result.subject,
        "outcome": result.outcome,
        "what": result.what,
        "remedy": result.remedy,
    }


def _print_problems(problems: Sequence[ConfigError], warnings: Iterable[str]) -> None:
    found = count(len(problems), "problem") if problems else "no problem"
    click.echo(f"Read as Authentication Proxy {AUTHPROXY_VERSION} reads it: {found}")
    for problem in problems:
        _print_wrapped("", str(problem), indent=4)
    for warning in warnings:
        _print_wrapped("", f"warning: {warning}", indent=4)


def _print_connectivity(results: Sequence[ConnectivityResult]) -> None:
    counts = Counter(str(one.outcome) for one in results)
    found = ", ".join(
        count(number, outcome) if outcome in _COUNTED else f"{number} {outcome}"
        for outcome, number in counts.items()
    )
    click.echo(f"\nConnectivity: {found or 'nothing to test'}")
    for result in results:
        _print_wrapped(f"{result.outcome:<11}", str(result))


def _print_wrapped(lead: str, text: str, *, indent: int = 0) -> None:
    for line in textwrap.wrap(
        sanitize(text),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * (indent or len(lead)),
        break_long_words=False,
        break_on_hyphens=False,
    ):
        click.echo(line)
