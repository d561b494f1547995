"""A command that says, in one line each, what failmode refused or could not do."""

from __future__ import annotations

import traceback
from errno import EPIPE
from typing import Any

import click

from failmode.cli.output import sanitize
from failmode.terms import FailmodeError

REFUSED = 2
"""Exit code of what failmode refuses or cannot do, as of wrong usage."""

INTERNAL = 3
"""Exit code of a failure of failmode itself, which is no finding."""


class Command(click.Command):
    """A command whose `FailmodeError` is on stderr, after its path, with exit code 2.

    It is one line, or one for each of the problems that it holds.

    One that says that failmode itself failed has exit code 3.

    Whatever else breaks is a failure of failmode itself: it is told with its traceback, and has an
    exit code that no finding has.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FailmodeError as error:
            for problem in error.parts:
                click.echo(f"{ctx.command_path}: {_one_line(str(problem))}", err=True)
            ctx.exit(INTERNAL if error.internal else REFUSED)
        except (click.exceptions.Exit, click.Abort, click.ClickException):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == EPIPE:
                raise  # the reader of a pipe went away, which click ends in silence
            click.echo(traceback.format_exc(), err=True, nl=False)
            click.echo(f"{ctx.command_path}: FAILMODE ITSELF FAILED, please report it", err=True)
            ctx.exit(INTERNAL)


def _one_line(text: str) -> str:
    return sanitize(" ".join(text.split()))
