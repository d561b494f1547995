"""No value of an option or an argument makes a command break, whatever the command is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from failmode.cli.root import main
from tests.cli.controlled import ControlledSimulator

RUN_ELSEWHERE = {"serve", "verify"}
"""Commands that go on with what they take; their own tests refuse values to them."""

TEXTS = {
    "nothing": "",
    "control-characters": "\x01\x1b[31m\n",
    "no-utf-8": "\udcff",
    "huge": "9" * 400,
    "negative": "-1",
    "no-number": "nan",
    "open-bracket": "([{",
    "broken-url": "http://[::1",
    "missing-file": "no/such/file",
    "directory": ".",
    "bytes": "bytes",
}
"""What users, programs and wrong quoting hand over, by what it is."""


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Find the commands below a group, as the words that call them."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        elif name not in RUN_ELSEWHERE:
            yield (*path, name)


def command_at(path: tuple[str, ...]) -> click.Command:
    """Find the command that words call."""
    command: click.Command | None = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), name)
    assert command is not None
    return command


def needed(parameter: click.Parameter) -> str:
    """Give a value for a parameter that must be there."""
    if isinstance(parameter.type, click.Choice):
        return str(parameter.type.choices[0])
    return {"platform": "macos"}.get(str(parameter.name), "bytes")


def call(command: click.Command, hostile: click.Parameter, text: str) -> list[str]:
    """Write the arguments of a call with one hostile value, and what else must be there."""
    options, arguments = [], []
    for parameter in command.params:
        if parameter.name != hostile.name and not parameter.required:
            continue
        value = text if parameter.name == hostile.name else needed(parameter)
        if isinstance(parameter, click.Argument):
            arguments.append(value)
        else:
            name = parameter.opts[0]
            options += [f"{name}={value}"] if name.startswith("--") else [name, value]
    return [*options, "--", *arguments]


def takes_a_value(parameter: click.Parameter) -> bool:
    """Tell whether a parameter is more than a flag."""
    return not (isinstance(parameter, click.Option) and parameter.is_flag)


PARAMETERS = [
    pytest.param(path, parameter, id=" ".join([*path, parameter.opts[0]]))
    for path in leaves(main)
    for parameter in command_at(path).params
    if takes_a_value(parameter)
]


@pytest.mark.parametrize(("path", "parameter"), PARAMETERS)
def test_no_value_breaks_a_command(
    controlled: ControlledSimulator,
    path: tuple[str, ...],
    parameter: click.Parameter,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bytes").write_bytes(bytes(range(256)))
    command = command_at(path)
    for kind, text in TEXTS.items():
        result = controlled.run(*path, *call(command, parameter, text))
        about = f"{kind}: {result.output}"
        assert result.exit_code in {0, 1, 2}, about
        assert isinstance(result.exception, SystemExit | None), about
        assert "Traceback" not in result.output, about
        assert "\x1b" not in result.stderr, about


def test_a_text_that_is_no_utf_8_is_named_with_its_parameter(
    controlled: ControlledSimulator,
) -> None:
    said = controlled.refused("fields", "show", "cpval\udcff")
    assert "'NAME': it is no UTF-8 at character 6." in said
    said = controlled.refused("devices", "list", "--control-token", "\udcff")
    assert "'--control-token'" in said


def test_a_token_that_no_simulator_has_is_said_so(controlled: ControlledSimulator) -> None:
    said = controlled.refused("devices", "list", "--control-token", "sch\u00f6n")
    assert "the control token has a space, or a character beyond ASCII" in said


def test_an_empty_name_is_no_file() -> None:
    result = CliRunner().invoke(main, ["verify", "--targets", ""])
    assert result.exit_code == 2
    result = CliRunner().invoke(main, ["audit", "--output", ""])
    assert (result.exit_code, "'--output': it is empty; expected a file." in result.stderr) == (
        2,
        True,
    )


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_of_dots_is_a_name_and_no_step_in_the_api(
    controlled: ControlledSimulator, name: str
) -> None:
    controlled.ok("faults", "add", "http-503")
    for command in ("faults remove", "fields show", "fields remove", "pushes approve"):
        assert repr(name) in controlled.refused(*command.split(), name)
    assert len(controlled.read("faults", "list")["faults"]) == 1


def test_documents_here_are_linted_as_those_of_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("# A\n")
    monkeypatch.chdir(tmp_path / "docs")
    for folder in (".", "..", str(tmp_path)):
        assert CliRunner().invoke(main, ["lint", folder]).exit_code in {0, 1}
