"""The lines that `failmode examples` prints really work, with the real programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from failmode.cli.client_examples import CLIENTS
from failmode.cli.root import main
from tests.cli.serving import SCRIPTS, serving
from tests.patience import LONGEST_RUN_SECONDS

pytestmark = pytest.mark.real

FIELD = "NinjaOne: a token, then a new custom field"
AGENT = "NinjaOne: that field's options, on HARBOUR-WS01"
PING = "Duo: ping"
DUO_CLIENT = "Duo: preauth and a push, with duo_client"
DUO_ADMIN = "Duo: the users, with duo_client's Admin API"
DUO_UNIVERSAL = "Duo: a Universal Prompt to open, with duo_universal"
LOGIN_DUO = "Duo Unix: login_duo (as root)"
PAM_DUO = "Duo Unix: pam_duo, as whoever you are"
RADCLIENT = "Authentication Proxy: a login over RADIUS"
LDAPWHOAMI = "Authentication Proxy: a first bind over LDAP, let in without Duo"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the printed shell lines by their titles, while the simulator runs."""
    directory = tmp_path_factory.mktemp("state with a space")
    with serving(f"--state-dir={directory}"):
        printed = [_printed(client, directory) for client in CLIENTS]
        blocks = [block for text in printed for block in text.removesuffix("\n").split("\n\n")]
        yield dict(block.removeprefix("# ").split("\n", 1) for block in blocks)


def _printed(client: str, directory: Path) -> str:
    result = CliRunner().invoke(main, ["examples", client, f"--state-dir={directory}"])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def in_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory where the lines may write."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(lines: dict[str, str], title: str) -> str:
    search = os.pathsep.join((str(SCRIPTS), os.environ["PATH"]))
    done = subprocess.run(
        ["sh", "-e", "-c", lines[title]],
        env={**os.environ, "PATH": search},
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN_SECONDS,
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


def test_duo_client_lists_the_users_for_the_administrator(lines: dict[str, str]) -> None:
    pytest.importorskip("duo_client", reason="duo_client is missing")
    assert "alice active" in _run(lines, DUO_ADMIN).splitlines()


def test_duo_universal_finds_duo_well_and_names_a_prompt(lines: dict[str, str]) -> None:
    pytest.importorskip("duo_universal", reason="duo_universal is missing")
    health, url = _run(lines, DUO_UNIVERSAL).splitlines()
    assert health == "OK"
    assert "/oauth/v1/authorize?" in url


def test_login_duo_lets_alice_in(lines: dict[str, str], in_directory: Path) -> None:
    _needs("login_duo")
    if os.geteuid() != 0:
        pytest.skip("login_duo lets only root name a configuration file and a user")
    assert "let in\n" in _run(lines, LOGIN_DUO)
    assert (in_directory / "login_duo.conf").stat().st_mode & 0o077 == 0


def test_pam_duo_lets_whoever_runs_it_in(lines: dict[str, str], in_directory: Path) -> None:
    _needs("pamtester")
    assert "successfully authenticated" in _run(lines, PAM_DUO)
    assert (in_directory / "pam.d" / "example").exists()


def test_radclient_is_let_in(lines: dict[str, str]) -> None:
    _needs("radclient")
    assert "Received Access-Accept" in _run(lines, RADCLIENT)


def test_ldapwhoami_is_let_in_without_duo(lines: dict[str, str]) -> None:
    _needs("ldapwhoami")
    assert _run(lines, LDAPWHOAMI).startswith("dn:uid=alice,")


def test_nothing_is_printed_that_is_not_tried_here(lines: dict[str, str]) -> None:
    assert set(lines) == {
        FIELD,
        AGENT,
        PING,
        DUO_CLIENT,
        DUO_ADMIN,
        DUO_UNIVERSAL,
        LOGIN_DUO,
        PAM_DUO,
        RADCLIENT,
        LDAPWHOAMI,
    }
