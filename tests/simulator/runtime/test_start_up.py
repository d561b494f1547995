"""What a simulator loads before its first answer: nobody waits for what may never be asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from failmode.cli.commands import serve
from failmode.simulator.runtime import Simulator

with Simulator():
    print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_a_simulator_starts_without_its_pages_and_without_a_client_to_steer_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True
    )

    loaded = set(done.stdout.split())
    assert "werkzeug" in loaded
    # httpx itself is there as a promise; what it needs is not.
    assert loaded.isdisjoint({"flask", "jinja2", "httpcore", "pytest"})
