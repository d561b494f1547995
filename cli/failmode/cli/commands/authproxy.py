"""`failmode authproxy`: what is wrong with a configuration, and one run of a directory sync."""

from __future__ import annotations

import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from failmode.cli.command import Command
from failmode.cli.output import WIDTH, count, print_json, sanitize
from failmode.simulator import (
    AUTHPROXY_VERSION,
    SIMULATED_SECTIONS,
    ConfigError,
    ConnectivityResult,
    SyncAction,
    SyncResult,
    check_connectivity,
    described_change,
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
_SHOWN_CHANGES = 20
_TOLD_EACH = 1000
_PROBLEM = "problem"
_COUNTED = (_PROBLEM, "warning")


@click.group("authproxy")
def authproxy() -> None:
    """Look at the configuration of an Authentication Proxy, or run its directory sync."""


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
    if as_json:
        print_json(_sync_json(settings.name, result))
    else:
        _print_sync(settings.name, result)
    if result.problems:
        sys.exit(1)


def _tell_progress() -> Callable[[str, int], None]:
    """Return what tells the progress on stderr, each thousand and no oftener."""

    def tell(what: str, number: int) -> None:
        if number % _TOLD_EACH == 0:
            click.echo(f"{number} {what}", err=True)

    return tell


def _sync_json(name: str, result: SyncResult) -> dict[str, Any]:
    plan = result.plan
    return {
        "sync": name,
        "dry_run": result.dry_run,
        "counts": {**{action: plan.count(action) for action in SyncAction}},
        "unchanged": plan.unchanged,
        "changes": [
            {
                "action": change.action,
                "username": change.username,
                "what": list(described_change(change)),
            }
            for change in plan.changes
        ],
        "assumed": list(plan.assumed),
        "skipped": list(result.skipped),
        "problems": list(result.problems),
    }


def _print_sync(name: str, result: SyncResult) -> None:
    plan = result.plan
    click.echo(f"Directory sync {sanitize(name)}{', dry run' if result.dry_run else ''}")
    for change in plan.changes[:_SHOWN_CHANGES]:
        what = "; ".join(described_change(change))
        _print_wrapped("  ", sanitize(f"{change.action:<8} {change.username}: {what}"), indent=11)
    if len(plan.changes) > _SHOWN_CHANGES:
        click.echo(f"  ... and {len(plan.changes) - _SHOWN_CHANGES} more; --json has them all")
    for reason in result.skipped:
        _print_wrapped("", sanitize(f"left out: {reason}"), indent=4)
    for problem in result.problems:
        _print_wrapped("", sanitize(f"refused by Duo: {problem}"), indent=4)
    verb = "to be " if result.dry_run else ""
    counts = ", ".join(
        f"{plan.count(action)} {verb}{past}"
        for action, past in (
            (SyncAction.CREATE, "created"),
            (SyncAction.UPDATE, "updated"),
            (SyncAction.DISABLE, "disabled"),
        )
    )
    click.echo(f"{counts}, {plan.unchanged} unchanged.")
    for assumption in plan.assumed:
        _print_wrapped("", f"assumed: {assumption}", indent=4)


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
