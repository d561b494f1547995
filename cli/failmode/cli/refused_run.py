"""What pytest says on stderr: passed on as it comes, but for its refusal of what it was told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import click

from failmode.terms import FailmodeError

_REFUSAL = re.compile(rb"ERROR: |Exit: failmode: ")
"""How pytest begins a usage error, and our plugin within it what it refuses; both then end."""

_INTERRUPTED, _USAGE_ERROR = 2, 4
"""Exit codes of pytest after these."""

_ARGPARSE = re.compile(r"^usage: .*?: error: (?P<what>.*?)( inifile: .*)?$")
_TRACEBACK = re.compile(rb"Traceback \(most recent call last\):")
_EXPRESSIONS = "Names are joined by `and`, `or` and `not`, with parentheses around parts"
_ARGUMENTS = "What follows `--` is pytest's own; see `python -m pytest --help`"


class Stderr:
    """The lines of a run's stderr: passed on at once, but those from a refusal on."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def pass_on(self, lines: Iterable[bytes]) -> None:
        """Pass on the lines as they come, until there are no more."""
        for line in lines:
            if self._held or _REFUSAL.match(line):
                self._held.append(line)
            else:
                click.echo(line, err=True, nl=False)

    def refusal(self, exit_code: int) -> FailmodeError | None:
        """Return what was refused, once the run is over; otherwise pass on what was held back.

        Args:
            exit_code: of pytest.
        """
        held, self._held = self._held, []
        if held and exit_code == _USAGE_ERROR and held[0].startswith(b"ERROR: "):
            return _usage_error(held)
        if held and exit_code == _INTERRUPTED and held[0].startswith(b"Exit: "):
            return FailmodeError(_text(held).removeprefix("Exit: failmode: "))
        click.echo(b"".join(held), err=True, nl=False)
        return None


def _usage_error(lines: Sequence[bytes]) -> FailmodeError:
    text = _text(line.removeprefix(b"ERROR: ") for line in _without_traceback(lines))
    found = _ARGPARSE.match(text)
    what = (found["what"] if found else text).rstrip(".")
    remedy = _EXPRESSIONS if "expression" in what.lower() else _ARGUMENTS
    return FailmodeError(what, where="pytest", remedy=remedy)


def _without_traceback(lines: Sequence[bytes]) -> Sequence[bytes]:
    """Leave of a traceback within the lines its last one, which says what was wrong."""
    said = [line for line in lines if line.strip()]
    for number, line in enumerate(said):
        if _TRACEBACK.search(line):
            return [*said[:number], said[-1]]
    return said


def _text(lines: Iterable[bytes]) -> str:
    return " ".join(b" ".join(lines).decode(errors="replace").split())
