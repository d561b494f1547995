"""`failmode faults`: what goes wrong between clients and a running simulator."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from rich.text import Text

from failmode.cli.control_commands.connection import with_control_client
from failmode.cli.control_commands.groups import DefaultGroup
from failmode.cli.control_commands.json_output import Json, json_option
from failmode.cli.control_commands.rules import describe, describe_hits, describe_state
from failmode.cli.control_commands.tables import console, table
from failmode.cli.control_commands.times import Number
from failmode.cli.output import print_json, sanitize
from failmode.simulator import ControlClient, Rule, RuleError, fault_catalogue
from failmode.terms import Stage, Vendor

_FAULT = click.Choice(fault_catalogue().names)
_EXAMPLES = """\b
Examples:
  failmode faults add http-503 --stage preauth --user alice --times 2
  failmode faults add reset --stage auth --parameter factor=push
  failmode faults add connection-refused --starts-in 10 --for 30
  failmode faults add --delay 2 --probability 0.3
  failmode faults add --answer-status 418 --answer-header 'X: y' \\
    --answer-body @answer.json --operation check
"""
_OPTIONS = {
    "answer": "answer-status",
    "answer-headers": "answer-header",
    "answer-header-lines": "answer-header-line",
    "parameters": "parameter",
}
"""Options that are not named as the rule's keys are."""

_OPTION_TYPES = {float: Number(), int: click.INT, str: click.STRING}
_Command = TypeVar("_Command", bound=Callable[..., None])
_STAGE = click.Choice([one.value for one in Stage])


def _option(key: str) -> str:
    """Name the option for a rule's key."""
    if key == "fault":
        return "FAULT"
    name = key.removesuffix("_seconds").replace("_", "-").replace(".", "-")
    return f"--{_OPTIONS.get(name, name)}"


def _parameters(command: _Command) -> _Command:
    """Give a command an option for each parameter that some fault takes."""
    for key, parameter in reversed(tuple(fault_catalogue().parameters.items())):
        help_text = f"{fault_catalogue().taking_in_words(key)}: {parameter.description}"
        kind = _OPTION_TYPES[parameter.kind]
        command = click.option(_option(key), key, type=kind, help=help_text)(command)
    return command


@click.group(cls=DefaultGroup)
def faults() -> None:
    """Make the vendors of a running simulator unreachable or unwell.

    Without a subcommand the rules are listed. The first rule that matches and may act wins.
    """


@faults.command("list")
@json_option
@with_control_client
def list_faults(client: ControlClient, *, as_json: bool) -> None:
    """List the rules with how often each has matched."""
    rules = client.faults()
    if as_json:
        print_json({"faults": rules})
        return
    if not rules:
        click.echo("No faults.")
        return
    now = client.clock()["now"]
    rows = [
        (
            one["id"],
            describe(one) + (f" [{one['profile']}]" if one["profile"] else ""),
            describe_hits(one),
            describe_state(one, now),
        )
        for one in rules
    ]
    columns = ("id", "fault", "hits", "state")
    console().print(table(columns, rows, unfolded=("hits",), names=("id",)))


@faults.command(epilog=_EXAMPLES)
@click.argument("fault", type=_FAULT, metavar="[FAULT]", required=False)
@click.option(
    "--vendor",
    type=click.Choice([one.value for one in Vendor]),
    default=Vendor.DUO.value,
    show_default=True,
    help="Whose traffic is affected.",
)
@click.option("--stage", type=_STAGE, help="Stage of a login to act at.")
@click.option("--operation", help="Operation to act at, such as check.")
@click.option("--user", help="User to act on.")
@click.option(
    "--parameter",
    "wanted",
    multiple=True,
    metavar="NAME=VALUE",
    help="What a parameter of the request has to be. Again for more.",
)
@click.option("--probability", type=Number(), help="Share of the matching requests, above 0 to 1.")
@click.option("--times", type=int, help="How often before it recovers; always when left out.")
@click.option("--per-login", is_flag=True, help="Count --times in each login of a user by itself.")
@click.option("--delay", type=Number(), help="Seconds to wait before the answer.")
@click.option(
    "--starts-in", type=Number(), help="Seconds until it begins, by the simulator's clock."
)
@click.option("--for", "lasts", type=Number(), help="Seconds that it lasts, by the same clock.")
@click.option("--after", type=_STAGE, help="Connection faults: stage that must go well first.")
@_parameters
@click.option("--answer-status", type=int, help="Answer in the vendor's place: HTTP status.")
@click.option(
    "--answer-header", "headers", multiple=True, metavar="'NAME: VALUE'", help="Again for more."
)
@click.option(
    "--answer-header-line",
    "lines",
    multiple=True,
    metavar="LINE",
    help="A line after the headers, sent as it is. Again for more.",
)
@click.option("--answer-body", metavar="TEXT|@FILE", help="Text, or a file's bytes (@- stdin).")
@click.option("--id", "rule_id", help="Name to remove it by; made up when left out.")
@json_option
@with_control_client
def add(
    client: ControlClient,
    *,
    fault: str | None,
    vendor: str,
    stage: str | None,
    operation: str | None,
    user: str | None,
    wanted: tuple[str, ...],
    probability: float | None,
    times: int | None,
    per_login: bool,
    delay: float | None,
    starts_in: float | None,
    lasts: float | None,
    after: str | None,
    answer_status: int | None,
    headers: tuple[str, ...],
    lines: tuple[str, ...],
    answer_body: str | None,
    rule_id: str | None,
    as_json: bool,
    **parameters: float | str | None,
) -> None:
    """Add a rule behind the others: FAULT, an answer of yours, or a delay alone."""
    answer = _answer(answer_status, headers, lines, answer_body)
    attributes = {
        "fault": fault,
        "vendor": vendor,
        "stage": stage,
        "operation": operation,
        "user": user,
        "parameters": dict(_wanted(one) for one in wanted) or None,
        "probability": probability,
        "times": times,
        "per_login": per_login or None,
        "delay_seconds": delay,
        "starts_in_seconds": starts_in,
        "for_seconds": lasts,
        "after": after,
        "answer": answer,
        "id": rule_id,
        **parameters,
    }
    try:
        rule = Rule.from_json(attributes)
    except RuleError as error:
        raise click.UsageError(f"{_option(error.key)} {error.what}. {error.remedy}.") from error
    added = client.add_fault(rule)
    rule_state = next(one for one in client.faults() if one["id"] == added)
    if as_json:
        print_json(rule_state)
    else:
        click.echo(sanitize(f"{added}: {describe(rule_state)}"))
        for note in rule_state["notes"]:
            console().print(Text(sanitize(f"Note: {note}")))


@faults.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@with_control_client
def remove(client: ControlClient, *, ids: tuple[str, ...]) -> None:
    """Remove rules by their ids."""
    for one in ids:
        client.delete_fault(one)


@faults.command()
@with_control_client
def clear(client: ControlClient) -> None:
    """Remove all rules, those of profiles too."""
    client.clear_faults()


@faults.command()
@click.argument("name", required=False)
@click.option("--off", is_flag=True, help="Switch it off.")
@json_option
@with_control_client
def profile(client: ControlClient, *, name: str | None, off: bool, as_json: bool) -> None:
    """Switch a profile on: a named set of rules. Without NAME, list the profiles."""
    if name is None:
        if off:
            raise click.UsageError("--off needs the NAME of a profile.")
        found = client.profiles()
        if as_json:
            print_json({"profiles": found})
        else:
            _print_profiles(found)
        return
    if off:
        client.switch_profile_off(name)
        chosen = next(one for one in client.profiles() if one["name"] == name)
    else:
        chosen = client.switch_profile_on(name)
    if as_json:
        print_json(chosen)
    else:
        click.echo(f"{name} is {'on' if chosen['on'] else 'off'}: {chosen['summary']}")


def _print_profiles(found: list[Json]) -> None:
    rows = []
    for one in found:
        rows.append((one["name"], "on" if one["on"] else "off", one["summary"]))
        rows += [("", "", f"- {describe(rule)}") for rule in one["rules"]]
    console().print(table(("profile", "", "what it is made of"), rows, unfolded=("profile",)))


def _answer(
    status: int | None, headers: tuple[str, ...], lines: tuple[str, ...], body: str | None
) -> Json | None:
    if status is None:
        if headers or lines or body is not None:
            raise click.UsageError("an answer needs --answer-status.")
        return None
    return {
        "status": status,
        "headers": [_header(one) for one in headers],
        "header_lines": list(lines),
        **_body(body),
    }


def _wanted(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise click.UsageError(f"--parameter {text!r} is no NAME=VALUE, such as factor=push.")
    return name, value


def _header(text: str) -> list[str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise click.UsageError(
            f"--answer-header {text!r} has no colon. Give 'NAME: VALUE'; "
            "--answer-header-line sends any line."
        )
    return [name.strip(), value.strip()]


def _body(text: str | None) -> Json:
    if text is None:
        return {}
    if not text.startswith("@"):
        return {"body": text}
    try:
        data = (
            sys.stdin.buffer.read() if text == "@-" else Path(text.removeprefix("@")).read_bytes()
        )
    except OSError as error:
        raise click.UsageError(f"--answer-body {text}: {error.strerror}.") from error
    return {"body_base64": base64.b64encode(data).decode("ascii")}
