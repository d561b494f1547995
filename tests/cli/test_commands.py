"""What holds for every subcommand: its help fits a terminal, and its errors have one form."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from failmode.cli.command import INTERNAL, REFUSED, Command
from failmode.cli.output import WIDTH
from failmode.cli.root import main
from failmode.simulator.errors import ConfigError, ConfigProblemsError
from failmode.terms import FailmodeError


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Find every command below a group, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))


_ALL = dict(_commands(main))
_LEAVES = {path: one for path, one in _ALL.items() if not isinstance(one, click.Group)}


@pytest.mark.parametrize("path", _ALL, ids=" ".join)
def test_help_fits_eighty_columns(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "-h"], terminal_width=WIDTH)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= WIDTH


@pytest.mark.parametrize("path", _LEAVES, ids=" ".join)
def test_every_command_reports_errors_in_the_one_way(path: tuple[str, ...]) -> None:
    assert isinstance(_LEAVES[path], Command)


def test_an_error_is_one_line_after_the_path_of_the_command() -> None:
    @click.group("tool")
    def tool() -> None: ...

    @tool.command(cls=Command)
    def act() -> None:
        raise FailmodeError("a line\nbroken \x1b", remedy="Mend it.")

    result = CliRunner().invoke(tool, ["act"])
    assert result.exit_code == REFUSED
    assert result.stdout == ""
    assert result.stderr == "tool act: a line broken \N{REPLACEMENT CHARACTER}. Mend it.\n"


def test_an_error_that_holds_several_is_a_line_for_each() -> None:
    @click.command("act", cls=Command)
    def act() -> None:
        problems = [ConfigError("one", where="a.cfg:1"), ConfigError("two", "Mend it")]
        raise ConfigProblemsError(problems, where="a.cfg")

    result = CliRunner().invoke(act)
    assert result.exit_code == REFUSED
    assert result.stderr == "act: a.cfg:1: one\nact: two. Mend it\n"


def test_what_breaks_in_us_is_told_as_ours_and_is_no_finding() -> None:
    @click.command("act", cls=Command)
    def act() -> None:
        raise ZeroDivisionError("within")

    result = CliRunner().invoke(act)
    assert result.exit_code == INTERNAL
    assert result.stdout == ""
    assert "ZeroDivisionError: within" in result.stderr
    assert result.stderr.splitlines()[-1] == "act: FAILMODE ITSELF FAILED, please report it"


@pytest.mark.parametrize(
    ("error", "code"), [(click.UsageError("no"), 2), (click.exceptions.Exit(5), 5)]
)
def test_what_click_says_stays_as_it_is(error: Exception, code: int) -> None:
    @click.command("act", cls=Command)
    def act() -> None:
        raise error

    assert CliRunner().invoke(act).exit_code == code
