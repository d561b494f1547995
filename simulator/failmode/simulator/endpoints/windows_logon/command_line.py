"""Properties of the Duo for Windows Logon installer and its silent command line.

The command line is the one Duo's customers use: an InstallShield wrapper with the MSI's own
arguments inside `/V"..."`, numbers in the MSI's DWORD syntax (`FAILOPEN="#1"`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from failmode.simulator.errors import ConfigError
from failmode.terms import MASK

INSTALLER = "duo-win-login.exe"
"""Name that the rendered command line starts with; the real file carries a version too."""

SECRET_PROPERTY = "SKEY"  # noqa: S105 - the property's name
"""The property whose value must never be shown."""

_PAIR = re.compile(r'(?P<name>[^\s="/]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]*))(?=\s|$)')
_WRAPPER = re.compile(r'(?:^|\s)/V"', re.IGNORECASE)
_SWITCH = re.compile(r"/[A-Za-z]\S*(?=\s|$)")
_PROGRAM = re.compile(r'\s*(?:"[^"]*\.(?:exe|msi)"|[^\s"/=]*\.(?:exe|msi))(?=\s|$)', re.IGNORECASE)
_DWORD = re.compile(r"#(\d{1,10})", re.ASCII)


def dword(number: int) -> str:
    """Write a number in the MSI's DWORD syntax: 1 is `#1`."""
    return f"#{int(number)}"


def read_dword(name: str, text: str, allowed: tuple[int, ...]) -> int:
    """Read the number that a property carries.

    Args:
        name: the property, for messages.
        text: its value as given, such as `#1`.
        allowed: the numbers it may have.

    Raises:
        ConfigError: when the syntax or the number is wrong.
    """
    choices = ", ".join(dword(number) for number in allowed)
    match = _DWORD.fullmatch(text)
    if match is None:
        raise ConfigError(
            f"installer property {name} is {text!r}, expected one of {choices}",
            "Write the number with a leading #, otherwise the MSI stores a string",
        )
    number = int(match[1])
    if number not in allowed:
        raise ConfigError(
            f"installer property {name} is {text!r}, expected one of {choices}",
            "Choose one of these values",
        )
    return number


def render_command_line(properties: Mapping[str, str], *, masked: bool) -> str:
    """Write the silent install command line.

    Args:
        properties: property name to value, in the order to write them.
        masked: write `***` in place of the secret key, for logs and traces.

    Raises:
        ConfigError: when a name or value cannot be written on a command line.
    """
    pairs = []
    for name, value in properties.items():
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", name):
            raise ConfigError(
                f"{name!r} cannot be the name of an installer property",
                "Public properties of an MSI are upper-case letters, digits and underscores",
            )
        if '"' in value or not value.isprintable():
            raise ConfigError(
                f"the value of installer property {name} has a quotation mark or a control "
                "character in it",
                "Duo's keys, host names and numbers have none: check where the value comes from",
            )
        shown = MASK if masked and name == SECRET_PROPERTY else value
        pairs.append(f'{name}="{shown}"')
    return f'{INSTALLER} /S /V" /qn {" ".join(pairs)}"'


def parse_command_line(text: str) -> dict[str, str]:
    """Read the properties on an install command line, in order.

    Args:
        text: the whole line, or only what follows the program; with or without `/V"..."`.

    Returns:
        Property name to value as written (`#1` stays `#1`). Switches such as `/qn` are passed over.

    Raises:
        ConfigError: when something is neither a switch nor `NAME=value`, or a name comes twice.
    """
    outside, inside = _unwrapped(text)
    properties: dict[str, str] = {}
    for part, may_hold_properties in ((outside, False), (inside, True)):
        program = _PROGRAM.match(part)
        position = program.end() if program else 0
        while position < len(part):
            if part[position].isspace():
                position += 1
                continue
            match = _SWITCH.match(part, position)
            if match is None and may_hold_properties:
                match = _PAIR.match(part, position)
                if match is not None:
                    _keep(properties, match)
            if match is None:
                raise ConfigError(
                    f"character {position + 1} of the install command line's "
                    f"{'properties' if may_hold_properties else 'wrapper'} starts neither a "
                    "switch nor a property",
                    'Write /S /V" /qn NAME="value" ..." with a blank between the properties',
                )
            position = match.end()
    return properties


def _keep(properties: dict[str, str], match: re.Match[str]) -> None:
    name = match["name"]
    if name in properties:
        raise ConfigError(
            f"installer property {name} is given twice on the command line", "Give it once"
        )
    quoted: str | None = match["quoted"]
    properties[name] = match["bare"] if quoted is None else quoted


def _unwrapped(text: str) -> tuple[str, str]:
    """Return what stands before `/V"..."` at the end of a command line, and what is in it.

    Without it, everything is inside.
    """
    wrapper = _WRAPPER.search(text)
    end = len(text.rstrip()) - 1
    if wrapper is None or end < wrapper.end() or text[end] != '"':
        return "", text
    return text[: wrapper.start()], text[wrapper.end() : end]
