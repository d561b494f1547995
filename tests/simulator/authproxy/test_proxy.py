"""Starting and stopping the proxy: ports, files, primary servers in turn."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.core.primary import (
    Credentials,
)
from failmode.simulator.authproxy.proxy import LOGGER_NAME, AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Attributes, Code
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Network
from failmode.simulator.state.clock import Clock
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.stack import API_HOST, log_in, running

TEXT = """\
[radius_client]
host=127.0.0.1
secret=dummy-primary-secret
[radius_server_auto]
ikey=DIXXXXXXXXXXXXXXXXXX
skey=dummyskeydummyskeydummyskeydummyskey0000
api_host=api-1234abcd.duosecurity.test
radius_ip_1=127.0.0.0/8
radius_secret_1=dummy-secret
port={port}
exempt_username_1=alice
"""
NOWHERE = Network({})
ALICE = Credentials("alice", "dummy-password", None)


def settings(port: int = 0, primary: int = 1812, main: str = "") -> ProxyConfig:
    """Read a configuration whose primary server has that port."""
    text = main + TEXT.format(port=port).replace("host=127", f"port={primary}\nhost=127", 1)
    return SIMULATED_SECTIONS.parse(text, "authproxy.cfg")


@pytest.fixture
def primary() -> Iterator[UserListRadiusServer]:
    """Run a primary server that knows alice."""
    server = UserListRadiusServer({"alice": "dummy-password"}, "dummy-primary-secret")
    server.start()
    yield server
    server.stop()


def authenticate(proxy: AuthProxy, username: str = "alice") -> int:
    """Return the packet code of the proxy's answer; 0 for none."""
    client = RadiusClient(
        (proxy.addresses[0],), b"dummy-secret", retries=0, retry_wait=PATIENT_SECONDS
    )
    reply = client.authenticate(username, b"dummy-password")
    return 0 if reply is None else reply.code


def test_a_port_in_use_is_an_error_at_once_and_nothing_stays_open() -> None:
    with AuthProxy(settings(), NOWHERE, Clock()) as proxy:
        port = proxy.addresses[0][1]
        second = AuthProxy(settings(port), NOWHERE, Clock())
        with pytest.raises(ConfigError, match=rf"radius_server_auto.*127.0.0.1:{port}"):
            second.start()
        assert second.addresses == ()
    with AuthProxy(settings(port), NOWHERE, Clock()) as again:
        assert again.addresses == (("127.0.0.1", port),)


def test_starting_and_stopping_twice_does_no_harm() -> None:
    proxy = AuthProxy(settings(), NOWHERE, Clock())
    proxy.start()
    address = proxy.addresses
    proxy.start()
    assert proxy.addresses == address
    proxy.stop()
    proxy.stop()
    assert proxy.addresses == ()


def test_an_interface_that_this_machine_has_not_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1"):
        AuthProxy(settings(), NOWHERE, Clock(), interface="192.0.2.1").start()


def test_the_address_that_a_section_listens_on_is_told_as_people_write_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, LOGGER_NAME)
    main = "[main]\ninterface=::1\n"
    with AuthProxy(settings(main=main), NOWHERE, Clock()) as proxy:
        port = proxy.addresses[0][1]
        assert f"[radius_server_auto] listens on UDP [::1]:{port}" in caplog.messages
        with (
            pytest.raises(ConfigError) as caught,
            AuthProxy(settings(port, main=main), NOWHERE, Clock()),
        ):
            pass
    assert f"UDP [::1]:{port} cannot be used" in str(caught.value)


def test_a_ca_file_without_a_certificate_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"ca\.pem"):
        AuthProxy(settings(), NOWHERE, Clock(), ca_file=tmp_path / "ca.pem").start()


def test_log_files_are_written_where_log_dir_says_and_hold_no_secret(
    tmp_path: Path, primary: UserListRadiusServer
) -> None:
    main = f"[main]\nlog_dir={tmp_path}\nlog_auth_events=true\ndebug=true\n"
    with AuthProxy(settings(primary=primary.port, main=main), NOWHERE, Clock()) as proxy:
        assert authenticate(proxy) == Code.ACCESS_ACCEPT
    lines = (tmp_path / "authevents.log").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["status"] for line in lines] == ["Allow", "Allow"]
    log = (tmp_path / "authproxy.log").read_text(encoding="utf-8")
    assert "Returning response code 2: AccessAccept" in log
    assert "alice" in log
    assert "dummy-" not in log + "".join(lines)


def test_without_log_auth_events_there_is_no_such_file(tmp_path: Path) -> None:
    main = f"[main]\nlog_dir={tmp_path}\n"
    with AuthProxy(settings(main=main), NOWHERE, Clock()):
        assert [path.name for path in tmp_path.iterdir()] == ["authproxy.log"]


def test_log_file_keeps_the_log_out_of_log_dir_and_not_the_events(tmp_path: Path) -> None:
    main = f"[main]\nlog_dir={tmp_path}\nlog_file=false\nlog_auth_events=true\n"
    with AuthProxy(settings(main=main), NOWHERE, Clock()):
        assert [path.name for path in tmp_path.iterdir()] == ["authevents.log"]


def test_connectivity_is_tested_before_the_proxy_serves_where_main_says_so(
    tmp_path: Path, primary: UserListRadiusServer
) -> None:
    main = f"[main]\nlog_dir={tmp_path}\ntest_connectivity_on_startup=true\n"
    with AuthProxy(settings(primary=primary.port, main=main), NOWHERE, Clock()) as proxy:
        assert authenticate(proxy) == Code.ACCESS_ACCEPT
    log = (tmp_path / "authproxy.log").read_text(encoding="utf-8")
    tested, _, served = log.partition("listens on UDP")
    assert "connectivity: fine: [radius_server_auto] UDP 127.0.0.1:0 can be" in tested
    assert "#error] connectivity: problem: [radius_server_auto] Duo at api-1234abcd" in tested
    assert "connectivity" not in served
    quiet = f"[main]\nlog_dir={tmp_path}\n"
    (tmp_path / "authproxy.log").unlink()
    with AuthProxy(settings(primary=primary.port, main=quiet), NOWHERE, Clock()):
        assert "connectivity" not in (tmp_path / "authproxy.log").read_text(encoding="utf-8")


def test_what_main_asks_for_in_vain_is_refused_or_warned_about() -> None:
    for option in ("log_stdout=true", "log_syslog=1", "syslog_facility=LOG_USER"):
        (warning,) = settings(main=f"[main]\n{option}\n").warnings
        assert f"authproxy.cfg:2: [main] {option.partition('=')[0]} is not simulated" in warning
    assert settings(main="[main]\nlog_stdout=false\nlog_syslog=0\nfips_mode=0\n").warnings == ()
    with pytest.raises(ConfigError, match=r"\[main\] fips_mode .* FIPS .*fips_mode=false"):
        settings(main="[main]\nfips_mode=true\n")


def test_a_log_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "authproxy.log").mkdir()
    main = f"[main]\nlog_dir={tmp_path}\n"
    proxy = AuthProxy(settings(main=main), NOWHERE, Clock())
    with pytest.raises(ConfigError, match="log_dir"):
        proxy.start()
    assert proxy.addresses == ()


def test_a_time_to_connect_of_nothing_is_refused() -> None:
    with pytest.raises(ConfigError, match="connect_timeout_seconds"):
        AuthProxy(settings(), NOWHERE, Clock(), connect_timeout_seconds=0)


def test_a_proxy_runs_from_a_file(tmp_path: Path, primary: UserListRadiusServer) -> None:
    path = tmp_path / "authproxy.cfg"
    text = TEXT.format(port=0).replace("host=127", f"port={primary.port}\nhost=127", 1)
    path.write_text(text, encoding="utf-8")
    with AuthProxy(SIMULATED_SECTIONS.load(path), NOWHERE, Clock()) as proxy:
        assert authenticate(proxy) == Code.ACCESS_ACCEPT


def test_what_the_product_ignores_in_silence_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    config = SIMULATED_SECTIONS.parse(
        TEXT.format(port=0) + "exempt_username_7=bob\n", "authproxy.cfg"
    )
    with AuthProxy(config, NOWHERE, Clock()):
        assert "exempt_username_7" in caplog.text


def test_the_lines_of_a_login_have_the_products_words_form_and_order(tmp_path: Path) -> None:
    main = f"[main]\nlog_dir={tmp_path}\ndebug=true\n"
    with running(tmp_path) as stack:
        text = main + stack.text({}, {}, "radius_client", "radius_server_auto")
        config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
        with AuthProxy(config, stack.network, stack.clock, ca_file=stack.ca_file) as proxy:
            station: Attributes = {31: (b"192.0.2.7:1194",)}
            assert log_in(proxy, attributes=station)[0] == "ACCESS_ACCEPT"
    written = (tmp_path / "authproxy.log").read_text(encoding="utf-8")
    form = re.compile(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d{4} \[duoauthproxy\.lib\.log#\w+\] (.*)"
    )
    lines = [match[1] for line in written.splitlines() if (match := form.fullmatch(line))]
    assert len(lines) == len(written.splitlines())
    who = r"\(\('127\.0\.0\.1', \d+\), alice, \d+\): "
    url = re.escape(f"http POST to https://{API_HOST}:443")
    station_sent = "ipaddr=192.0.2.7%3A1194&user=alice"
    expected = (
        r"Sending request from 127\.0\.0\.1 to radius_server_auto",
        r"Received new request id \d+ from \('127\.0\.0\.1', \d+\)",
        who + "login attempt for username 'alice'",
        r"Sending request for user 'alice' to \('127\.0\.0\.1', \d+\) with id \d+",
        r"Got response for id \d+ from \('127\.0\.0\.1', \d+\); code 2",
        url + re.escape(f"/rest/v1/preauth: failmode=safe&{station_sent}"),
        who + "Got preauth result for: 'auth'",
        r"Invalid single ip: 192\.0\.2\.7:1194\.",
        r"The user's address is not given; Duo is told 0\.0\.0\.0",
        url + re.escape("/rest/v1/auth: auto=xxxxxxxx&factor=auto&ipaddr=0.0.0.0&user=alice"),
        who + r"Duo authentication returned 'allow': 'Success\. Logging you in\.\.\.'",
        who + "Returning response code 2: AccessAccept",
        "Sending response",
    )
    found = iter(lines)
    for pattern in expected:
        assert any(re.fullmatch(pattern, line) for line in found), (pattern, lines)


def test_what_is_sent_to_duo_is_logged_with_debug_alone(tmp_path: Path) -> None:
    with running(tmp_path) as stack:
        text = stack.text({}, {}, "radius_client", "radius_server_auto")
        config = SIMULATED_SECTIONS.parse(f"[main]\nlog_dir={tmp_path}\n{text}", "authproxy.cfg")
        with AuthProxy(config, stack.network, stack.clock, ca_file=stack.ca_file) as proxy:
            log_in(proxy)
    written = (tmp_path / "authproxy.log").read_text(encoding="utf-8")
    assert f"http POST to https://{API_HOST}:443/rest/v1/preauth\n" in written
    assert "failmode=" not in written


def test_lines_of_a_log_that_nobody_keeps_are_not_made(
    primary: UserListRadiusServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    original = logging.getLogRecordFactory()

    def make(*args: object, **kwargs: object) -> logging.LogRecord:
        record = original(*args, **kwargs)
        if record.name == LOGGER_NAME:
            made.append(record.getMessage())
        return record

    logging.setLogRecordFactory(make)
    try:
        with AuthProxy(settings(primary=primary.port), NOWHERE, Clock()) as proxy:
            assert authenticate(proxy) == Code.ACCESS_ACCEPT
            assert "Sending response" in made
            # As in a program that has set up no logging; a handler of pytest's is above it.
            monkeypatch.setattr(logging.getLogger(LOGGER_NAME), "propagate", False)
            made.clear()
            assert authenticate(proxy) == Code.ACCESS_ACCEPT
            assert made == []
    finally:
        logging.setLogRecordFactory(original)
