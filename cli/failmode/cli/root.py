"""The command line `failmode`; each subcommand is loaded when it is used."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from failmode.cli.garbage_collection import end_without_search, made_to_stay

COMMANDS: Mapping[str, str] = {
    "audit": "failmode.cli.commands.audit:audit",
    "authproxy": "failmode.cli.commands.authproxy:authproxy",
    "clock": "failmode.cli.commands.clock:clock",
    "devices": "failmode.cli.commands.devices:devices",
    "docs": "failmode.cli.commands.docs:docs",
    "duo-unix": "failmode.cli.commands.duo_unix:duo_unix",
    "examples": "failmode.cli.commands.examples:examples",
    "faults": "failmode.cli.commands.faults:faults",
    "fields": "failmode.cli.commands.fields:fields",
    "init": "failmode.cli.commands.init:init",
    "journal": "failmode.cli.commands.journal:journal",
    "lint": "failmode.cli.commands.lint:lint",
    "login": "failmode.cli.commands.login:login",
    "matrix": "failmode.cli.commands.matrix:matrix",
    "orgs": "failmode.cli.commands.orgs:orgs",
    "products": "failmode.cli.commands.products:products",
    "pushes": "failmode.cli.commands.pushes:pushes",
    "read": "failmode.cli.commands.read:read",
    "serve": "failmode.cli.commands.serve:serve",
    "specs": "failmode.cli.commands.specs:specs",
    "users": "failmode.cli.commands.users:users",
    "verify": "failmode.cli.commands.verify:verify",
}
"""Where each subcommand lives, as module:attribute."""


class _LazyGroup(click.Group):
    """Imports a subcommand's module only for that subcommand: the simulator is large."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        if module not in sys.modules:
            with made_to_stay():
                import_module(module)
        command = getattr(sys.modules[module], attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return command


@click.group("failmode", cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="failmode")
def main() -> None:
    """When Duo cannot be reached, who still gets in, and do the documents say so?"""
    end_without_search()
