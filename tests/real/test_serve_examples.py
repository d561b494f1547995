"""The lines that `failmode serve` prints really work, with the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.failmode.serving import ANY_PORTS, SCRIPTS, started

pytestmark = pytest.mark.real

FIELD = "NinjaOne: a token, then a new custom field"
AGENT = "NinjaOne: that field's options, on HARBOUR-WS01"
PING = "Duo: ping"
DUO_CLIENT = "Duo: preauth and a push, with duo_client"
RADCLIENT = "Authentication Proxy: a login over RADIUS"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the printed shell lines by their titles, while the simulator runs."""
    directory = tmp_path_factory.mktemp("state with a space")
    with started(*ANY_PORTS, f"--state-dir={directory}") as process:
        assert process.stdout is not None
        printed = []
        for line in process.stdout:
            printed.append(line)
            if line.startswith("Ctrl-C"):
                break
        blocks = "".join(printed).split("\n\n")
        yield dict(
            block.removeprefix("# ").split("\n", 1) for block in blocks if block.startswith("# ")
        )


def _run(lines: dict[str, str], title: str) -> str:
    search = os.pathsep.join((str(SCRIPTS), os.environ["PATH"]))
    done = subprocess.run(
        ["sh", "-e", "-c", lines[title]],
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout


def _needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is missing")


def test_curl_gets_a_token_and_creates_a_field_that_the_agent_sees(lines: dict[str, str]) -> None:
    _needs("curl")
    assert '"name":"example"' in _run(lines, FIELD)
    options = [line.partition("=")[2] for line in _run(lines, AGENT).splitlines()]
    assert options == ["All", "Disabled"]


def test_curl_pings_duo(lines: dict[str, str]) -> None:
    _needs("curl")
    assert '"stat": "OK"' in _run(lines, PING)


def test_duo_client_is_let_in_by_alice(lines: dict[str, str]) -> None:
    pytest.importorskip("duo_client", reason="duo_client is missing")
    preauth, auth = _run(lines, DUO_CLIENT).splitlines()
    assert "'result': 'auth'" in preauth
    assert "'result': 'allow'" in auth


def test_radclient_is_let_in(lines: dict[str, str]) -> None:
    _needs("radclient")
    assert "Received Access-Accept" in _run(lines, RADCLIENT)


def test_nothing_is_printed_that_is_not_tried_here(lines: dict[str, str]) -> None:
    assert set(lines) == {FIELD, AGENT, PING, DUO_CLIENT, RADCLIENT}
