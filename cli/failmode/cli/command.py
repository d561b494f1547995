"""A command that says, in one line each, what failmode refused or could not do."""

from __future__ import annotations

import re
import traceback
from errno import EPIPE
from os import PathLike
from pathlib import Path
from typing import Any

import click

from failmode.cli.output import sanitize
from failmode.terms import FailmodeError

REFUSED = 2
"""Exit code of what failmode refuses or cannot do, as of wrong usage."""

INTERNAL = 3
"""Exit code of a failure of failmode itself, which is no finding."""


_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


class Command(click.Command):
    """A command whose `FailmodeError` is on stderr, after its path, with exit code 2.

    It is one line, or one for each of the problems that it holds.

    One that says that failmode itself failed has exit code 3.

    A text that is no UTF-8 and a path that no system takes are wrong usage.

    Whatever else breaks is a failure of failmode itself: it is told with its traceback, and has an
    exit code that no finding has.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        for parameter in self.params:
            _check_value(ctx, parameter)
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


def _check_value(ctx: click.Context, parameter: click.Parameter) -> None:
    """Refuse what nothing can be made of, wherever it is given."""
    value = ctx.params.get(parameter.name or "")
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(parameter.type, click.Path):
            wrong = "" if one is None else _wrong_path(one, may_be_folder=parameter.type.dir_okay)
        else:
            wrong = _wrong_text(one) if isinstance(one, str) else ""
        if wrong:
            raise click.BadParameter(wrong, ctx, parameter)


def _wrong_text(text: str) -> str:
    """Say where a text has bytes that are no UTF-8, which Python holds as half of a pair each."""
    found = _HALF_OF_A_PAIR.search(text)
    return "" if found is None else f"it is no UTF-8 at character {found.start() + 1}."


def _wrong_path(path: str | PathLike[str], *, may_be_folder: bool) -> str:
    """Say why nothing can be at a path: names that are too long, folders that are closed to us.

    An empty one has become ".", which is no file.
    """
    if not may_be_folder and str(path) in {"", "."}:
        return "it is empty; expected a file."
    try:
        Path(path).exists()
    except OSError as error:
        return f"{error.strerror}."
    return ""


def _one_line(text: str) -> str:
    return sanitize(" ".join(text.split()))
