"""A group of subcommands of which one is meant when none is named."""

from __future__ import annotations

import click

from failmode.cli.command import Command


class DefaultGroup(click.Group):
    """A group that runs its subcommand `list` when the arguments name none.

    `failmode journal --user alice` is `failmode journal list --user alice`.
    """

    command_class = Command
    default = "list"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default before arguments that begin with an option, or that are none."""
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = [self.default, *args]
        return super().parse_args(ctx, args)
