"""What a simulator loads before its first answer: nobody waits for what may never be asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from failmode.cli.commands import serve
from failmode.simulator.runtime import Simulator

with Simulator():
    print(*sys.modules)
"""


@pytest.fixture(scope="module")
def modules() -> list[str]:
    """Start a simulator, and name what it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.split()


def test_a_simulator_starts_without_its_pages_and_without_a_client_to_steer_it(
    modules: list[str],
) -> None:
    loaded = {name.partition(".")[0] for name in modules}
    assert "werkzeug" in loaded
    # httpx itself is there as a promise; what it needs is not.
    assert loaded.isdisjoint({"flask", "jinja2", "httpcore", "pytest"})


def test_a_simulator_starts_without_the_connectivity_report_of_its_proxy(
    modules: list[str],
) -> None:
    assert "failmode.simulator.authproxy.proxy" in modules
    assert "failmode.simulator.authproxy.connectivity.report" not in modules


def test_a_simulator_starts_without_ntlm(modules: list[str]) -> None:
    assert "failmode.simulator.authproxy.ldap.ntlm" in modules
    assert "spnego" not in modules
