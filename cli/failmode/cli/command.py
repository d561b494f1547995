"""A command that says in one line what failmode refused or could not do."""

from __future__ import annotations

from typing import Any

import click

from failmode.cli.output import sanitize
from failmode.terms import FailmodeError

REFUSED = 2
"""Exit code of what failmode refuses or cannot do, as of wrong usage."""

INTERNAL = 3
"""Exit code of a failure of failmode itself, which is no finding."""


class Command(click.Command):
    """A command whose `FailmodeError` is one line on stderr, after its path, and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FailmodeError as error:
            click.echo(f"{ctx.command_path}: {_one_line(str(error))}", err=True)
            ctx.exit(REFUSED)


def _one_line(text: str) -> str:
    return sanitize(" ".join(text.split()))
