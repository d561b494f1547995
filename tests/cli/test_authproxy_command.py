"""`failmode authproxy check`: all problems, who gets in, what is reachable, and no secret."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from failmode.cli.root import main
from tests.ports import free_port
from tests.simulator.authproxy.listening_proxy import write_listening_proxy

SECRETS = ("hush-radius", "hushkey", "hush-primary")
SERVER = """\
[radius_server_auto]
ikey=DIXXXXXXXXXXXXXXXXXX
skey=hushkeyhushkeyhushkeyhushkeyhushkeyhushk
api_host=127.0.0.1
api_port={duo}
client=radius_client
radius_ip_1=10.0.0.0/8
radius_secret_1=hush-radius
port={port}
interface=127.0.0.1
"""
CLIENT = """\
[radius_client]
host=127.0.0.1
port={primary}
secret=hush-primary
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a configuration without a mistake, of servers that are not there."""
    path = tmp_path / "authproxy.cfg"
    text = (CLIENT + SERVER).format(duo=free_port(), port=free_port(), primary=free_port())
    path.write_text(text, encoding="utf-8")
    return path


def check(*arguments: str) -> Result:
    """Run the command; whatever it says, no secret is in it."""
    result = CliRunner().invoke(main, ["authproxy", "check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    for secret in SECRETS:
        assert secret not in result.output
    return result


def test_a_file_without_a_mistake_is_fine_and_who_gets_in_is_told(file: Path) -> None:
    result = check("--no-connect", str(file))
    assert result.exit_code == 0
    first, *others = result.stdout.splitlines()
    assert first == "Read as Authentication Proxy 5.0.0 reads it: no problem"
    assert any("failmode safe (not set: the default)" in line for line in others)
    assert "Connectivity" not in result.stdout


def test_what_people_get_fits_a_screen(file: Path) -> None:
    lines = check(str(file)).stdout.splitlines()
    assert all(len(line) <= 80 for line in lines if str(file.parent) not in line)
    assert len(check("--no-connect", str(file)).stdout.splitlines()) <= 24


def test_every_mistake_has_its_line_and_what_has_none_is_explained(file: Path) -> None:
    second = SERVER.format(duo=1, port=free_port(), primary=1).replace("auto]", "auto2]")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}failmode=open\nexempt_user_1=a\n{second}", encoding="utf-8")
    result = check("--no-connect", str(file))
    assert result.exit_code == 1
    shown = " ".join(result.stdout.split())
    assert "reads it: 2 problems" in shown
    assert f"{file}:15: [radius_server_auto] failmode is 'open'. Expected safe or secure" in shown
    assert f"{file}:16: [radius_server_auto] exempt_user_1 is not an option" in shown
    assert "[radius_server_auto2] UDP 127.0.0.1:" in shown
    assert "Not looked at further for the problems above: [radius_server_auto]" in shown


def test_what_cannot_be_reached_is_a_problem(file: Path) -> None:
    result = check(str(file))
    assert result.exit_code == 1
    shown = " ".join(result.stdout.split())
    assert "Connectivity: 2 problems, 1 fine, 1 not tested" in shown
    assert "problem [radius_client] the RADIUS server 127.0.0.1:" in shown
    assert "does not answer the ping: refused" in shown


def test_a_port_that_is_taken_is_a_problem(file: Path) -> None:
    port = file.read_text(encoding="utf-8").partition("hush-radius\nport=")[2].split()[0]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", int(port)))
        shown = " ".join(check(str(file)).stdout.split())
    assert f"problem [radius_server_auto] UDP 127.0.0.1:{port} cannot be listened on" in shown


def test_a_second_port_goes_by_the_name_of_its_option(tmp_path: Path) -> None:
    shown = " ".join(check(str(write_listening_proxy(tmp_path))).stdout.split())
    assert "[ldap_server_auto] TCP 0 and TCP 0 (ssl_port), failmode secure" in shown
    assert "fine [ldap_server_auto] TCP 0.0.0.0:0 (ssl_port) can be listened on" in shown


def test_json_has_all_of_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}[cluod]\n", encoding="utf-8")
    result = check("--json", str(file))
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    (problem,) = told["problems"]
    assert problem["where"] == f"{file}:15"
    assert "Did you mean cloud" in problem["remedy"]
    (section,) = told["sections"]
    assert section["name"] == "radius_server_auto"
    assert section["meaning"]
    outcomes = [(one["section"], one["subject"], one["outcome"]) for one in told["connectivity"]]
    assert ("radius_client", "primary", "problem") in outcomes
    assert json.loads(check("--json", "--no-connect", str(file)).stdout)["connectivity"] is None


@pytest.mark.parametrize("arguments", [(), ("no-such-file",), ("--no-such-option", "x"), (".",)])
def test_wrong_usage_and_a_file_that_is_not_there_are_no_findings(
    arguments: tuple[str, ...],
) -> None:
    result = check(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
