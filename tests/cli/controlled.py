"""Runs the control commands against a simulator in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner, Result

from failmode.cli.output import WIDTH
from failmode.cli.root import main
from failmode.simulator.runtime import Simulator


@dataclass(frozen=True, slots=True)
class ControlledSimulator:
    """A running simulator, and the command line that controls it."""

    simulator: Simulator

    def run(self, *arguments: str, stdin: bytes | None = None) -> Result:
        """Run a command; its control address comes from the environment."""
        address = {"FAILMODE_CONTROL": self.simulator.addresses.control.url}
        return CliRunner().invoke(main, arguments, input=stdin, env=address)

    def ok(self, *arguments: str, stdin: bytes | None = None) -> str:
        """Run a command that must work; returns what it prints, where tables fit 80 columns."""
        result = self.run(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.output
        assert result.stderr == ""
        if "\N{BOX DRAWINGS LIGHT HORIZONTAL}" in result.stdout:
            assert max(map(len, result.stdout.splitlines())) <= WIDTH
        return result.stdout

    def read(self, *arguments: str, stdin: bytes | None = None) -> Any:
        """Run a command that must work with `--json`; returns the decoded JSON."""
        return json.loads(self.ok(*arguments, "--json", stdin=stdin))

    def refused(self, *arguments: str) -> str:
        """Run a command that must be refused; returns what it says about it."""
        result = self.run(*arguments)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        return result.stderr


def words(text: str) -> str:
    """Write each run of blanks in a printed text as one."""
    return " ".join(text.split())
