"""The reference of the command line, from what each command says with `--help`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from failmode.cli import main

_WIDTH = 80

_HEAD = """\
# Command reference

What `failmode COMMAND --help` prints. Exit codes everywhere: 0 good, 1 found something, 2 used
wrongly.
"""


def commands_page() -> str:
    """Give the text of the page."""
    root = click.Context(main, info_name="failmode", **main.context_settings)
    sections = [
        f"\n## {one.command_path}\n\n```text\n{_help(one)}\n```\n" for one in _contexts(root)
    ]
    return _HEAD + "".join(sections)


def _contexts(context: click.Context) -> Iterator[click.Context]:
    yield context
    command = context.command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _contexts(click.Context(found, parent=context, info_name=name))


def _help(context: click.Context) -> str:
    context.terminal_width = _WIDTH
    return "\n".join(line.rstrip() for line in context.get_help().splitlines())
