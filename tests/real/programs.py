"""Runs programs of this machine, for tests."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

import pytest

from tests.patience import LONGEST_RUN_SECONDS


def program(name: str, package: str = "freeradius-utils") -> str:
    """Return the program's path, or skip with the Debian package that has it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian: {package})")
    return found


def run(
    command: list[str], given: str = "", *, environment: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Run a program for 30 seconds at most.

    Args:
        command: the program and its arguments.
        given: what it reads from its standard input.
        environment: its environment; None for this process's.

    Returns:
        exit code and everything that the program prints.
    """
    done = subprocess.run(
        command,
        input=given,
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
        check=False,
        env=environment,
    )
    return done.returncode, done.stdout + done.stderr
