"""What the control API refuses, in the words of the command that asked."""

from __future__ import annotations

import re

import click

from failmode.simulator import ControlRefusedError

_ELEMENT = re.compile(r"\[\d+\]")


def in_words_of(command: click.Command, refused: ControlRefusedError) -> ControlRefusedError:
    """Name the command's own parameter where a refusal names a member of the request's body.

    Args:
        command: the command that asked.
        refused: what it was answered; returned as it is where no parameter is meant.
    """
    if not refused.member:
        return refused
    spelled = _spelled(command, _ELEMENT.sub("", refused.member))
    if spelled is None:
        return refused
    what = f"{spelled}{refused.what.removeprefix(refused.member)}"
    return ControlRefusedError(refused.status, refused.code, what, refused.remedy)


def _spelled(command: click.Command, member: str) -> str | None:
    """Return how a command's parameter for a member is written; None when it has none."""
    option = "--" + re.sub(r"[._]", "-", member.removesuffix("_seconds"))
    for parameter in command.params:
        if parameter.name == member or option in parameter.opts:
            is_option = isinstance(parameter, click.Option)
            return parameter.opts[0] if is_option else parameter.human_readable_name
    return None
