"""Runs `failmode serve` as a process of its own, for tests."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.patience import PATIENT_SECONDS

SCRIPTS = Path(sysconfig.get_path("scripts"))
"""Where the console scripts of this installation are."""

ANY_PORTS = (
    "--ninjaone-port=0",
    "--duo-port=0",
    "--control-port=0",
    "--radius-port=0",
    "--ldap-port=0",
)
"""Options that take free ports."""


@dataclass(frozen=True, slots=True)
class Served:
    """A `failmode serve --json` that accepts connections: its process and what it printed."""

    process: subprocess.Popen[str]
    facts: dict[str, Any]

    def port(self, name: str) -> int:
        """Give the port of `ninjaone`, `duo`, `control`, `radius` or `ldap`."""
        port: int = self.facts["addresses"][name]["port"]
        return port


@contextmanager
def started(*options: str, before: str = "") -> Iterator[subprocess.Popen[str]]:
    """Start the process; it is told to end afterwards, so that it leaves no files, or killed.

    Args:
        options: of `failmode serve`.
        before: what a shell does before it becomes the process, such as `ulimit -Sn 256`.
    """
    process = subprocess.Popen(
        ["sh", "-ec", f'{before or ":"}; exec "$0" "$@"', SCRIPTS / "failmode", "serve", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENT_SECONDS)
            process.kill()


@contextmanager
def serving(*options: str, before: str = "") -> Iterator[Served]:
    """`failmode serve --json` on free ports, once it has printed its line; see `started`."""
    with started("--json", *ANY_PORTS, *options, before=before) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        yield Served(process, json.loads(line))
