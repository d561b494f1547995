"""`failmode serve`: one line of facts, prompt ends, and one clear line when it cannot start."""

from __future__ import annotations

import json
import logging
import re
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding

from failmode.cli.ports import choose_ports
from failmode.cli.root import main
from failmode.cli.server_facts import FACTS_FILE
from failmode.simulator.control.client import ControlClient
from failmode.simulator.runtime.config import Ports
from tests.certificates import certificate_shown, common_name
from tests.cli.serving import ANY_PORTS, serving, started
from tests.own_certificates import write_certificate
from tests.patience import PATIENT_SECONDS, Stopwatch, quickest
from tests.simulator.authproxy.listening_proxy import write_listening_proxy

DEADLINE_SECONDS = 1.0
"""How soon a stopped simulator has to be gone."""


def _bind(kind: socket.SocketKind, port: int) -> None:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_over_tls_and_a_signal_ends_it_within_a_second(number: signal.Signals) -> None:
    def attempt() -> float:
        with serving() as served:
            trust = ssl.create_default_context(cafile=served.facts["ca_file"])
            url = f"{served.facts['addresses']['duo']['url']}/auth/v2/ping"
            with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as http:
                assert http.get(url).json()["stat"] == "OK"
                with Stopwatch() as watch:
                    served.process.send_signal(number)
                    out, err = served.process.communicate(timeout=PATIENT_SECONDS)
            assert served.process.returncode == 0
            assert out == ""
            assert "Traceback" not in err
            for name in ("ninjaone", "duo", "control", "ldap"):
                _bind(socket.SOCK_STREAM, served.port(name))
            _bind(socket.SOCK_DGRAM, served.port("radius"))
            assert not Path(served.facts["ca_file"]).exists()
        return watch.seconds

    assert quickest(attempt, bound=DEADLINE_SECONDS) <= DEADLINE_SECONDS


def test_two_run_side_by_side_and_their_facts_are_what_the_control_api_says() -> None:
    with serving() as one, serving("--seed=2") as other:
        for served in (one, other):
            with ControlClient(served.facts["addresses"]["control"]["url"]) as control:
                assert control.info() == served.facts
        assert one.facts["credentials"]["duo"] != other.facts["credentials"]["duo"]


def printed(process: subprocess.Popen[str]) -> list[str]:
    """Give the lines that a started simulator prints for people."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if line.startswith("Ctrl-C"):
            break
    return lines


def test_what_people_get_fits_a_screen_and_names_every_address(tmp_path: Path) -> None:
    with started(*ANY_PORTS, f"--state-dir={tmp_path}") as process:
        lines = printed(process)
        facts = json.loads((tmp_path / FACTS_FILE).read_text())
        mode = (tmp_path / FACTS_FILE).stat().st_mode
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines if str(tmp_path) not in line)
    text = "\n".join(lines)
    for name in ("ninjaone", "duo", "control"):
        assert facts["addresses"][name]["url"] in text
    for shown in (
        f"{facts['addresses']['radius']['port']} (UDP)",
        f"{facts['addresses']['ldap']['port']} (TCP)",
        f"{tmp_path}/ca.pem",
        f"{tmp_path}/{FACTS_FILE}",
        "failmode examples",
        f"export FAILMODE_CONTROL={facts['addresses']['control']['url']}",
    ):
        assert shown in text
    assert mode & 0o077 == 0
    assert not (tmp_path / FACTS_FILE).exists(), "what does not run leaves no facts"


def test_without_a_directory_the_credentials_are_at_the_control_api() -> None:
    with started(*ANY_PORTS) as process:
        (line,) = (line for line in printed(process) if "Credentials" in line)
        facts = httpx.get(line.split()[-1], trust_env=False, timeout=PATIENT_SECONDS).json()
    assert facts["credentials"]["duo"]["skey"]


def test_a_line_is_logged_for_each_request() -> None:
    with serving("--log-requests") as served:
        url = f"{served.facts['addresses']['duo']['url']}/auth/v2/ping"
        trust = ssl.create_default_context(cafile=served.facts["ca_file"])
        with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as http:
            http.get(url)
        assert served.process.stderr is not None
        line = next(line for line in served.process.stderr if " duo " in line)
    assert re.fullmatch(r"\d\d:\d\d:\d\d +1 duo +ping +- +200 +\d+ ms", line.strip())


def test_one_option_moves_all_ports_and_each_has_its_own() -> None:
    moved = choose_ports(9000, {"duo": 9999, "radius": None})
    assert moved == Ports(control=9000, ninjaone=9003, duo=9999, radius=9012, ldap=9009)
    usual = choose_ports(None, {})
    assert usual == Ports(control=8440, ninjaone=8443, duo=8444, radius=1812, ldap=1389)


def test_the_offsets_from_the_base_are_documented() -> None:
    shown = " ".join(CliRunner().invoke(main, ["serve", "-h"]).stdout.split())
    assert "control N, ninjaone N+3, duo N+4, radius N+12, ldap N+9" in shown


def test_an_exposed_address_is_warned_about() -> None:
    with serving("--host=0.0.0.0") as served:
        assert served.facts["addresses"]["duo"]["host"] == "localhost"
        served.process.terminate()
        err = served.process.communicate(timeout=PATIENT_SECONDS)[1]
    assert "0.0.0.0 is not loopback" in err


@pytest.fixture
def quiet_logging() -> Iterator[None]:
    """Undo what the command does to the logging of this process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


def _refused(*options: str) -> str:
    """Give the one line of a `failmode serve` that cannot start."""
    (line,) = _refusals(*options)
    return line


def _refusals(*options: str) -> list[str]:
    """Give the lines of a `failmode serve` that cannot start."""
    result: Result = CliRunner().invoke(main, ["serve", "--json", *ANY_PORTS, *options])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert all(line.startswith("failmode serve: ") for line in lines), lines
    return lines


@pytest.mark.usefixtures("quiet_logging")
@pytest.mark.parametrize("name", ["ninjaone", "duo", "control", "radius", "ldap"])
def test_a_port_in_use_is_one_line_and_exit_2(name: str) -> None:
    kind = socket.SOCK_DGRAM if name == "radius" else socket.SOCK_STREAM
    with socket.socket(socket.AF_INET, kind) as holder:
        holder.bind(("127.0.0.1", 0))
        if kind is socket.SOCK_STREAM:
            holder.listen()
        port = holder.getsockname()[1]
        refusal = _refused(f"--{name}-port={port}")
        assert str(port) in refusal
        assert f"Choose another port with --{name}-port" in refusal
        assert re.search(r"--port-base \d+", refusal)


@pytest.mark.usefixtures("quiet_logging")
def test_an_unusable_directory_is_one_line_and_exit_2(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert str(file / "below") in _refused(f"--state-dir={file / 'below'}")


@pytest.mark.usefixtures("quiet_logging")
@pytest.mark.parametrize("url", ["nonsense", "sqlite:////no/such/place/state.sqlite", "x://y"])
def test_an_unusable_database_is_one_line_and_exit_2(url: str) -> None:
    assert re.search("state (database|URL)", _refused(f"--state-url={url}"))


@pytest.mark.usefixtures("quiet_logging")
def test_a_missing_configuration_is_one_line_and_exit_2(tmp_path: Path) -> None:
    missing = tmp_path / "authproxy.cfg"
    assert str(missing) in _refused(f"--authproxy={missing}")


@pytest.mark.usefixtures("quiet_logging")
def test_each_mistake_of_a_configuration_is_one_line_with_its_place_and_exit_2(
    tmp_path: Path,
) -> None:
    file = tmp_path / "authproxy.cfg"
    file.write_text("[duo_only_client]\n[radius_server_auto]\nfailmode=perhaps\n")
    lines = _refusals(f"--authproxy={file}")
    assert len(lines) > 1
    assert all(f"{file}:" in line for line in lines)


GIVEN = """\
[duo_only_client]
[radius_server_auto]
ikey=DIREALREALREALREALXX
skey=realkeyrealkeyrealkeyrealkeyrealkeyreal0
api_host=api-12345678.duosecurity.com
radius_ip_1=127.0.0.1
radius_secret_1=real-secret
port=0
"""


def test_a_given_configuration_is_told_section_by_section_and_none_of_its_secrets(
    tmp_path: Path,
) -> None:
    file = tmp_path / "authproxy.cfg"
    others = "".join(
        GIVEN.partition("\n")[2].replace("auto]", f"auto{number}]") for number in range(2, 8)
    )
    file.write_text(f"{GIVEN}{others}failmode=secure\n")
    with started(*ANY_PORTS, f"--authproxy={file}", f"--state-dir={tmp_path}") as process:
        lines = printed(process)
        facts = json.loads((tmp_path / FACTS_FILE).read_text())
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines if str(tmp_path) not in line)
    text = "\n".join(lines)
    sections = facts["authproxy"]["sections"]
    assert [one["failmode"] for one in sections] == ["safe"] * 6 + ["secure"]
    first = sections[0]["ports"][0]
    assert f"127.0.0.1:{first['port']} (UDP), failmode safe, [radius_server_auto]" in text
    assert "and 3 more" in text
    assert "as api-12345678.duosecurity.com" in text
    assert str(file) in text
    for secret in ("realkey", "real-secret"):
        assert secret not in text
        assert secret not in json.dumps(facts)


def test_every_port_of_a_section_is_told_by_its_option(tmp_path: Path) -> None:
    file = write_listening_proxy(tmp_path)
    # A section fewer, so that all of them are shown.
    file.write_text(file.read_text().partition("[http_proxy]")[0])
    with started(*ANY_PORTS, f"--authproxy={file}", f"--state-dir={tmp_path}") as process:
        lines = printed(process)
        facts = json.loads((tmp_path / FACTS_FILE).read_text())
    assert len(lines) <= 24
    assert all(len(line) <= 80 for line in lines if str(tmp_path) not in line)
    sections = facts["authproxy"]["sections"]
    radius, clear, tls, second = (port["port"] for one in sections for port in one["ports"])
    begin = next(at for at, line in enumerate(lines) if "Auth Proxy" in line)
    assert [line.strip() for line in lines[begin + 1 : begin + 5]] == [
        f"127.0.0.1:{radius} (UDP), failmode safe, [radius_server_auto]",
        f"127.0.0.1:{clear} (TCP), failmode secure, [ldap_server_auto]",
        f"127.0.0.1:{tls} (TCP), ssl_port of [ldap_server_auto]",
        f"127.0.0.1:{second} (TCP), failmode safe, [ldap_server_auto2]",
    ]
    _bind(socket.SOCK_STREAM, tls)


def test_the_http_proxy_of_a_given_configuration_is_told(tmp_path: Path) -> None:
    file = tmp_path / "authproxy.cfg"
    file.write_text(f"{GIVEN}http_proxy_host=127.0.0.1\nhttp_proxy_port=3128\n")
    with started(*ANY_PORTS, f"--authproxy={file}", f"--state-dir={tmp_path}") as process:
        text = "\n".join(printed(process))
        facts = json.loads((tmp_path / FACTS_FILE).read_text())
    assert "HTTP proxy   127.0.0.1:3128 (http_proxy_host)" in text
    assert facts["authproxy"]["sections"][0]["http_proxy"] == "127.0.0.1:3128"


@pytest.mark.parametrize("setting", ["safe", "secure"])
def test_the_generated_proxy_has_the_failmode_that_is_asked_for(setting: str) -> None:
    with serving(f"--failmode={setting}") as served:
        sections = served.facts["authproxy"]["sections"]
        assert {one["failmode"] for one in sections} == {setting}
        with ControlClient(served.facts["addresses"]["control"]["url"]) as client:
            client.switch_profile_on("outage")
            login = client.attempt_login("radius", "alice")
        assert login["verdict"] == ("failed-open" if setting == "safe" else "denied")


def test_a_failmode_beside_a_given_file_is_a_usage_error(tmp_path: Path) -> None:
    file = tmp_path / "authproxy.cfg"
    file.write_text(GIVEN)
    result = CliRunner().invoke(main, ["serve", f"--authproxy={file}", "--failmode=secure"])
    assert (result.exit_code, f"into {file}" in result.stderr) == (2, True)


@pytest.mark.usefixtures("quiet_logging")
def test_the_same_port_twice_is_one_line_and_exit_2() -> None:
    assert "not all different" in _refused("--duo-port=18443", "--ninjaone-port=18443")


def test_it_serves_under_the_names_that_clients_insist_on() -> None:
    with serving("--api-host=api-12345678.duosecurity.com", "--tls-name=*.ninjarmm.com") as served:
        assert served.facts["credentials"]["duo"]["api_host"] == "api-12345678.duosecurity.com"
        for name, vendor in (
            ("api-12345678.duosecurity.com", "duo"),
            ("eu.ninjarmm.com", "ninjaone"),
        ):
            ca_file = served.facts["ca_file"]
            assert common_name(served.port(vendor), name, ca_file=ca_file) == name


@pytest.mark.usefixtures("quiet_logging")
def test_a_name_that_cannot_be_is_one_line_and_exit_2() -> None:
    assert "is not a host name" in _refused("--api-host=https://duo")
    assert "is not a host name" in _refused("--tls-name=a b")


def test_it_serves_with_a_certificate_of_the_users_own_which_our_own_clients_trust(
    tmp_path: Path,
) -> None:
    host = "api-12345678.duosecurity.com"
    chain, key = write_certificate(tmp_path, host)
    options = (f"--api-host={host}", f"--certificate={chain}", f"--certificate-key={key}")
    with serving(*options) as served:
        port, facts = served.port("duo"), served.facts
        certificate = certificate_shown(port, host, ca_file=chain)
        assert certificate.public_bytes(Encoding.PEM) == chain.read_bytes()
        # Nobody asked for a name on it.
        assert common_name(port, "localhost", ca_file=facts["ca_file"]) == "localhost"
        with ControlClient(facts["addresses"]["control"]["url"]) as client:
            for program in ("windows-server", "macos", "radius", "ldap"):
                assert client.attempt_login(program, "alice")["verdict"] == "allowed"


@pytest.mark.usefixtures("quiet_logging")
def test_a_certificate_that_cannot_be_used_is_one_line_and_exit_2(tmp_path: Path) -> None:
    chain, key = write_certificate(tmp_path, "duo.example.com")
    assert "no private key" in _refused(f"--certificate={chain}")
    assert "cannot be read" in _refused(
        f"--certificate={tmp_path}/none", f"--certificate-key={key}"
    )
    key.chmod(0o644)
    assert "chmod go=" in _refused(f"--certificate={chain}", f"--certificate-key={key}")


def test_a_key_without_its_certificate_is_a_usage_error(tmp_path: Path) -> None:
    _, key = write_certificate(tmp_path, "duo.example.com")
    result = CliRunner().invoke(main, ["serve", f"--certificate-key={key}"])
    assert (result.exit_code, "needs the --certificate" in result.stderr) == (2, True)


def test_a_port_that_does_not_exist_is_a_usage_error() -> None:
    result = CliRunner().invoke(main, ["serve", "--duo-port=65536"])
    assert result.exit_code == 2
    assert "--duo-port" in result.stderr


ANONYMOUS_BIND = bytes.fromhex("300c020101600702010304008000")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is simulated there")
def test_a_low_soft_limit_of_open_files_keeps_nobody_out() -> None:
    clients = 128  # a limit of 256 is enough for 96
    with (
        serving(before="ulimit -Sn 256") as served,
        ExitStack() as stack,
    ):
        for _ in range(clients):
            client = socket.create_connection(("127.0.0.1", served.port("ldap")), timeout=30)
            stack.enter_context(client)
        client.sendall(ANONYMOUS_BIND)
        assert client.recv(100)[:1] == b"0", "the last connection was refused"
