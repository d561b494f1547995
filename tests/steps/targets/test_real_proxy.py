"""An Authentication Proxy that runs elsewhere as the target, with our Duo behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from failmode.simulator.authproxy.cfg.writer import radius_sections, write_authproxy_cfg
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.runtime import Simulator
from failmode.simulator.runtime.config import Ports, SimulatorConfig
from failmode.simulator.state.clock import Clock
from failmode.steps.errors import TargetError
from failmode.steps.targets.real_proxy import RealProxyTarget
from failmode.steps.targets.settings import LoginDeadline, TargetSettings
from tests.harness import Run, run_feature
from tests.ports import free_port

SECRET, PASSWORD = "dummy-radius-secret", "dummy-password"
ENVIRONMENT = {"PROXY_SECRET": SECRET, "PROXY_PASSWORD": PASSWORD}
TABLE = """\
[targets.proxy]
kind = "authentication-proxy"
address = "127.0.0.1:{radius}"
secret_env = "PROXY_SECRET"
username = "carla"
password_env = "PROXY_PASSWORD"
failmode = "{failmode}"
server = "{server}"
duo = "127.0.0.1:{duo}"
api_host = "localhost"
state_dir = "state"
"""


@contextmanager
def proxy_elsewhere(state: Path, server: str, failmode: str) -> Iterator[dict[str, object]]:
    """Run a proxy that resolves names itself; give what the target's table says of it."""
    duo = free_port()
    state.mkdir()
    config = SimulatorConfig(api_host="localhost", ports=Ports(duo=duo), state_directory=state)
    with Simulator(config) as simulator:
        keys, ca_file = simulator.credentials.keys, simulator.ca_file
    with ExitStack() as stack:
        primary = UserListRadiusServer({"carla": PASSWORD}, SECRET)
        primary.start()
        stack.callback(primary.stop)
        sections = radius_sections(
            ikey=keys.ikey,
            skey=keys.skey,
            api_host="localhost",
            primary=primary.address,
            primary_secret=SECRET,
            peers={"127.0.0.1": SECRET},
            options={"failmode": failmode, "api_port": duo, "port": 0},
            server=server,
        )
        settings = SIMULATED_SECTIONS.parse(write_authproxy_cfg(sections), "authproxy.cfg")
        proxy = stack.enter_context(AuthProxy(settings, None, Clock(), ca_file=ca_file))
        radius = proxy.addresses[0][1]
        yield {"radius": radius, "duo": duo, "server": server, "failmode": failmode}


def run(folder: Path, server: str, failmode: str, feature: str, among: str) -> Run:
    """Run some scenarios of a feature against a proxy that runs elsewhere."""
    with proxy_elsewhere(folder / "state", server, failmode) as values:
        return run_feature(
            f"duo/{feature}.feature",
            folder,
            "proxy",
            TABLE.format(**values),
            "-rs",
            "-k",
            among,
            environment=ENVIRONMENT,
        )


def test_rows_are_run_through_a_proxy_elsewhere_and_what_it_has_not_is_skipped_by_name(
    tmp_path: Path,
) -> None:
    done = run(
        tmp_path, "radius_server_auto", "safe", "authentication-proxy", "http_500 or http-500"
    )
    assert done.code == 0, done.output
    assert "passed" in done.output
    assert "cannot run with failmode secure (it has safe)" in done.output


def test_a_proxy_elsewhere_is_asked_by_one_process_however_many_workers_there_may_be(
    tmp_path: Path,
) -> None:
    with proxy_elsewhere(tmp_path / "state", "radius_server_auto", "safe") as values:
        done = run_feature(
            "duo/authentication-proxy.feature",
            tmp_path,
            "proxy",
            TABLE.format(**values),
            "-n2",
            "-k",
            "http_500 or http-500",
            environment=ENVIRONMENT,
        )
    assert done.code == 0, done.output
    assert "passed" in done.output


def test_another_kind_of_server_is_run_by_its_own_feature(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "radius_server_challenge",
        "secure",
        "authentication-proxy-radius_server_challenge",
        "http-500 or http_500 or dns",
    )
    assert done.code == 0, done.output
    assert "passed" in done.output
    assert "make the proxy suffer dns-failure" in done.output


def test_a_proxy_elsewhere_that_wants_eap_is_skipped_by_name(tmp_path: Path) -> None:
    with proxy_elsewhere(tmp_path / "state", "radius_server_auto", "safe") as values:
        done = run_feature(
            "duo/authentication-proxy-radius_server_eap.feature",
            tmp_path,
            "proxy",
            TABLE.format(**{**values, "server": "radius_server_eap"}),
            "-rs",
            "-k",
            "http-500",
            environment=ENVIRONMENT,
        )
    assert done.code == 0, done.output
    assert "log in by EAP at [radius_server_eap]" in done.output
    assert "passed" not in done.output


def assert_refused(
    options: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(TargetError) as caught:
        RealProxyTarget(TargetSettings("proxy", options, tmp_path, LoginDeadline(2.0)))
    assert message in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"address": "proxy.example.com:1812"}, "address is 'proxy.example.com:1812'"),
        ({"address": "192.0.2.1"}, "address is"),
        ({"user_dn": "uid={username},dc=test"}, "unknown option 'user_dn'"),
        ({"duo": "192.0.2.1:99999"}, "duo is"),
        ({"secret_env": "NOBODY_SETS_THIS"}, "NOBODY_SETS_THIS is empty or missing"),
        ({"password": "x"}, "unknown option 'password'"),
    ],
)
def test_a_wrong_table_is_refused_by_name(
    change: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options: dict[str, object] = {
        "address": "127.0.0.1:1812",
        "secret_env": "PROXY_SECRET",
        "username": "carla",
        "password_env": "PROXY_PASSWORD",
        "failmode": "safe",
        "duo": "127.0.0.1:8443",
        "api_host": "localhost",
        **change,
    }
    assert_refused(options, message, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"address": "ldap://"}, "address is 'ldap://'"),
        ({"address": "ldap://proxy.example.com:99999"}, "address is"),
        ({"address": "ldap://proxy.example.com/dc=test"}, "address is"),
        ({"address": "ldaps://192.0.2.1", "start_tls": True}, "start_tls is true, but address is"),
        ({"start_tls": "yes"}, "start_tls is 'yes'"),
        ({"user_dn": "uid=alice,dc=test"}, "user_dn is 'uid=alice,dc=test'"),
        ({"user_dn": "{username}"}, "user_dn is"),
        ({"user_dn": "uid={name},dc=test"}, "user_dn is"),
        ({"service_password_env": "NOBODY_SETS_THIS"}, "NOBODY_SETS_THIS is empty or missing"),
        ({"ca_file": "no-such.pem"}, "which is not a file"),
        ({"secret_env": "PROXY_SECRET"}, "unknown option 'secret_env'"),
        ({"allow_unlimited_binds": True}, "needs exempt_primary_bind = false"),
    ],
)
def test_a_wrong_table_of_a_proxy_over_ldap_is_refused_by_name(
    change: dict[str, object], message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    options: dict[str, object] = {
        "address": "ldap://proxy.example.com",
        "user_dn": "uid={username},ou=people,dc=example,dc=test",
        "service_dn": "cn=service,dc=example,dc=test",
        "service_password_env": "PROXY_SECRET",
        "username": "carla",
        "password_env": "PROXY_PASSWORD",
        "failmode": "safe",
        "duo": "127.0.0.1:8443",
        "api_host": "localhost",
        **change,
    }
    assert_refused(options, message, monkeypatch, tmp_path)
