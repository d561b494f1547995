"""The command line `failmode`; each subcommand is loaded when it is used."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from io import TextIOWrapper

import click

from failmode.cli.garbage_collection import end_without_search, made_to_stay

_AROUND_SUMMARY = 6


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A subcommand that is loaded when it is used.

    Attributes:
        place: where it lives, as module:attribute.
        summary: the first paragraph of its help, for the list of all of them.
    """

    place: str
    summary: str


COMMANDS: Mapping[str, Subcommand] = {
    "audit": Subcommand(
        "failmode.cli.commands.audit:audit",
        "Show what every organization of a tenant chose, and what the documents say follows.",
    ),
    "authproxy": Subcommand(
        "failmode.cli.commands.authproxy:authproxy",
        "Look at an Authentication Proxy's configuration; directory sync and Single Sign-On.",
    ),
    "clock": Subcommand(
        "failmode.cli.commands.clock:clock",
        "Show or set the clock of a running simulator.",
    ),
    "devices": Subcommand(
        "failmode.cli.commands.devices:devices",
        "List or add the devices at NinjaOne, deploy Duo to them, log in there.",
    ),
    "docs": Subcommand(
        "failmode.cli.commands.docs:docs",
        "Show the documents that come with failmode: what vendors do, and how scenarios follow.",
    ),
    "duo-unix": Subcommand(
        "failmode.cli.commands.duo_unix:duo_unix",
        "Try real programs of Duo Unix beside what the documents say.",
    ),
    "examples": Subcommand(
        "failmode.cli.commands.examples:examples",
        "Print shell lines that point CLIENT at a running simulator.",
    ),
    "faults": Subcommand(
        "failmode.cli.commands.faults:faults",
        "Make the vendors of a running simulator unreachable or unwell.",
    ),
    "fields": Subcommand(
        "failmode.cli.commands.fields:fields",
        "List, set or add the custom fields at NinjaOne.",
    ),
    "init": Subcommand(
        "failmode.cli.commands.init:init",
        "Begin a project in DIRECTORY: the document of a custom field, and what it takes to "
        "verify it.",
    ),
    "journal": Subcommand(
        "failmode.cli.commands.journal:journal",
        "Show what went over the wire of a running simulator, secrets masked.",
    ),
    "lint": Subcommand(
        "failmode.cli.commands.lint:lint",
        "Find what is wrong with documents; several are also compared with each other.",
    ),
    "login": Subcommand(
        "failmode.cli.commands.login:login",
        "Deploy Duo by the custom field, log in once, and tell step by step what happened.",
    ),
    "matrix": Subcommand(
        "failmode.cli.commands.matrix:matrix",
        "Try who gets in now, with the faults that stand.",
    ),
    "orgs": Subcommand(
        "failmode.cli.commands.orgs:orgs",
        "List or add the organizations at NinjaOne.",
    ),
    "products": Subcommand(
        "failmode.cli.commands.products:products",
        "Show the products that ask Duo side by side, by where their defaults lead.",
    ),
    "pushes": Subcommand(
        "failmode.cli.commands.pushes:pushes",
        "Answer pushes in a person's place. Without a subcommand those that wait are listed.",
    ),
    "read": Subcommand(
        "failmode.cli.commands.read:read",
        "Show what documents specify, with the line of every value.",
    ),
    "serve": Subcommand(
        "failmode.cli.commands.serve:serve",
        "Run the simulated NinjaOne, Duo and Authentication Proxy until stopped.",
    ),
    "specs": Subcommand(
        "failmode.cli.commands.specs:specs",
        "Derive the features from the documents and write those that changed.",
    ),
    "users": Subcommand(
        "failmode.cli.commands.users:users",
        "List or change the people at Duo.",
    ),
    "verify": Subcommand(
        "failmode.cli.commands.verify:verify",
        "Check the documents against the target: who gets in when Duo cannot be reached?",
    ),
}
"""The subcommands by name."""


class _LazyGroup(click.Group):
    """Imports a subcommand's module only for that subcommand: the simulator is large."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        place = COMMANDS[cmd_name].place
        module, _, attribute = place.partition(":")
        if module not in sys.modules:
            with made_to_stay():
                import_module(module)
        command = getattr(sys.modules[module], attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{place} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        # As click does, which loads each of them to ask it.
        limit = formatter.width - _AROUND_SUMMARY - max(map(len, COMMANDS))
        with formatter.section("Commands"):
            formatter.write_dl(
                [
                    (name, click.Command(name, help=one.summary).get_short_help_str(limit))
                    for name, one in COMMANDS.items()
                ]
            )


@click.group("failmode", cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="failmode")
def main() -> None:
    """When Duo cannot be reached, who still gets in, and do the documents say so?"""
    end_without_search()
    _print_whatever_it_is()


def _print_whatever_it_is() -> None:
    """Write what the terminal's encoding lacks, such as a file's name that is no UTF-8, escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
