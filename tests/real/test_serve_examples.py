"""The lines that `failmode serve` prints really work, with the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.failmode.serving import ANY_PORTS, SCRIPTS, started

pytestmark = pytest.mark.real


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
    command = next(text for name, text in lines.items() if name.startswith(title))
    search = os.pathsep.join((str(SCRIPTS), os.environ["PATH"]))
    done = subprocess.run(
        ["sh", "-e", "-c", command],
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
    assert '"name":"example"' in _run(lines, "NinjaOne: a token")
    options = [line.partition("=")[2] for line in _run(lines, "NinjaOne: that field").splitlines()]
    assert options == ["All", "Disabled"]


def test_curl_pings_duo(lines: dict[str, str]) -> None:
    _needs("curl")
    assert '"stat": "OK"' in _run(lines, "Duo: ping")


def test_duo_client_is_let_in_by_alice(lines: dict[str, str]) -> None:
    pytest.importorskip("duo_client", reason="duo_client is missing")
    preauth, auth = _run(lines, "Duo: preauth").splitlines()
    assert "'result': 'auth'" in preauth
    assert "'result': 'allow'" in auth


def test_radclient_is_let_in(lines: dict[str, str]) -> None:
    _needs("radclient")
    assert "Received Access-Accept" in _run(lines, "Authentication Proxy")


def test_every_printed_block_is_tried(lines: dict[str, str]) -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert len(lines) == 5
    assert all(any(title.startswith(start) for start in _tried(here)) for title in lines)


def _tried(source: str) -> list[str]:
    return [part.split('"')[0] for part in source.split('_run(lines, "')[1:]]
