"""Runs `failmode login`, for tests of it."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from failmode.cli.root import main


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["login", *arguments])


def outcome(*arguments: str) -> dict[str, Any]:
    """Run the command, which has to work, and read its JSON."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value
