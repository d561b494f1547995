"""A whole simulator starts everything or nothing, is reached as by real clients, and stops."""

from __future__ import annotations

import socket
import sqlite3
import ssl
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Code
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.errors import ConfigError, SimulatorError
from failmode.simulator.network import Unreachable, UnreachableKind
from failmode.simulator.ninjaone import entities
from failmode.simulator.ninjaone.agent import AgentClient, AgentRefusedError
from failmode.simulator.ninjaone.records import Organization
from failmode.simulator.ninjaone.tenant import NinjaOneTenant
from failmode.simulator.runtime import Address, Ports, ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.runtime.simulator import NINJAONE_HOST
from failmode.simulator.seed.seeding import seeded
from failmode.simulator.state.store import Store
from failmode.terms.stages import Stage
from tests.certificates import common_name
from tests.patience import PATIENT_SECONDS, Stopwatch, quickest, wait_until
from tests.simulator.duo.caller import DuoCaller
from tests.simulator.ninjaone.tenant import plain_field

WITH_PROXY = SimulatorConfig(proxy=ProxySettings(enabled=True))


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return WITH_PROXY


def _tcp(simulator: Simulator) -> tuple[Address, ...]:
    addresses = simulator.addresses
    return addresses.ninjaone, addresses.duo, addresses.control


def _can_bind(kind: socket.SocketKind, port: int) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


# Starting


def test_every_port_accepts_connections_once_started(simulator: Simulator) -> None:
    for address in _tcp(simulator):
        with socket.create_connection((address.host, address.port), timeout=PATIENT_SECONDS):
            pass


def test_vendors_are_reached_over_tls_that_the_ca_file_vouches_for(simulator: Simulator) -> None:
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    keys = simulator.credentials.keys
    with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as http:
        for host in ("localhost", "127.0.0.1"):
            ping = http.get(f"https://{host}:{simulator.addresses.duo.port}/auth/v2/ping")
            assert ping.json()["stat"] == "OK"
        grant = http.post(
            f"{simulator.addresses.ninjaone.url}/ws/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": keys.client_id,
                "client_secret": keys.client_secret,
                "scope": "monitoring management control",
            },
        ).json()
        fields = http.get(
            f"{simulator.addresses.ninjaone.url}/v2/custom-fields",
            headers={"Authorization": f"Bearer {grant['access_token']}"},
        ).json()
    assert fields["results"] == []


def test_nobody_else_vouches_for_the_vendors(simulator: Simulator) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(
            f"{simulator.addresses.duo.url}/auth/v2/ping", trust_env=False, timeout=PATIENT_SECONDS
        )


def test_simulated_machines_reach_the_vendors_by_name(simulator: Simulator) -> None:
    keys = simulator.credentials.keys
    assert simulator.network.resolve(keys.api_host)[0][1] == simulator.addresses.duo.port
    assert simulator.network.resolve(NINJAONE_HOST)[0][1] == simulator.addresses.ninjaone.port
    assert DuoCaller(simulator).auth("alice")["result"] == "allow"


def test_faults_affect_the_vendors_by_stage(simulator: Simulator) -> None:
    duo = DuoCaller(simulator)
    simulator.rules.add(Rule(vendor="duo", fault=Reset(), stage=Stage.AUTH))
    assert duo.preauth("alice")["result"] == "auth"
    with pytest.raises(Unreachable) as unreachable:
        duo.auth("alice")
    assert unreachable.value.kind is UnreachableKind.RESET


def test_every_agent_is_known_to_the_tenant(simulator: Simulator) -> None:
    agent = simulator.credentials.agents[0]
    url = simulator.addresses.ninjaone.url
    with (
        AgentClient(url, agent.token, trust=simulator.ca_file) as client,
        pytest.raises(AgentRefusedError, match="Unable to find the specified field"),
    ):
        client.get("nothing")


@pytest.mark.parametrize(
    ("username", "password", "code"),
    [
        ("alice", None, Code.ACCESS_ACCEPT),
        ("alice", "wrong", Code.ACCESS_REJECT),
        ("bob", None, Code.ACCESS_REJECT),
        ("dave", None, Code.ACCESS_ACCEPT),
        ("erin", None, Code.ACCESS_REJECT),
        ("frank", None, Code.ACCESS_REJECT),
        ("grace", None, Code.ACCESS_REJECT),
        ("nobody", "anything", Code.ACCESS_REJECT),
    ],
)
def test_the_cast_logs_in_over_radius(
    simulator: Simulator, username: str, password: str | None, code: Code
) -> None:
    assert _radius(simulator, username, password) == code


def test_without_a_proxy_there_is_no_radius_address() -> None:
    with Simulator() as simulator:
        assert simulator.addresses.radius is None
        assert simulator.proxy is None


def test_a_given_authproxy_cfg_is_run(tmp_path: Path) -> None:
    keys = Simulator().keys
    file = tmp_path / "authproxy.cfg"
    file.write_text(
        f"[duo_only_client]\n[radius_server_auto]\nikey={keys.ikey}\nskey={keys.skey}\n"
        f"api_host={keys.api_host}\nclient=duo_only_client\nport=0\n"
        "radius_ip_1=127.0.0.1\nradius_secret_1=other\n"
    )
    config = SimulatorConfig(proxy=ProxySettings(enabled=True, file=file))
    with Simulator(config) as simulator:
        radius = simulator.addresses.radius
        assert radius is not None
        client = RadiusClient(
            hosts=((radius.host, radius.port),), secret=b"other", retries=0, retry_wait=20
        )
        answer = client.authenticate("alice", b"anything")
    assert answer is not None
    assert answer.code == Code.ACCESS_ACCEPT


REAL = """\
[duo_only_client]
[radius_server_auto]
ikey=DIREALREALREALREALXX
skey=realkeyrealkeyrealkeyrealkeyrealkeyreal0
api_host=API-12345678.duosecurity.com
radius_ip_1=127.0.0.1
radius_secret_1=other
port=0
"""
"""The configuration of a real proxy, so to speak."""


def _given(tmp_path: Path, text: str, **options: Any) -> SimulatorConfig:
    file = tmp_path / "authproxy.cfg"
    file.write_text(text)
    return SimulatorConfig(proxy=ProxySettings(enabled=True, file=file), **options)


def _log_in(proxy: AuthProxy, username: str) -> tuple[int | None, tuple[str, ...]]:
    client = RadiusClient(hosts=proxy.addresses[:1], secret=b"other", retries=0, retry_wait=20)
    answer = client.authenticate(username, b"anything")
    return (None, ()) if answer is None else (answer.code, answer.messages)


def test_the_duo_of_a_given_file_is_simulated_with_its_name_and_its_keys(tmp_path: Path) -> None:
    with Simulator(_given(tmp_path, REAL)) as simulator:
        assert simulator.proxy is not None
        assert simulator.keys.api_host == "api-12345678.duosecurity.com"
        for _ in range(2):
            assert _log_in(simulator.proxy, "alice")[0] == Code.ACCESS_ACCEPT
            assert _log_in(simulator.proxy, "bob")[0] == Code.ACCESS_REJECT
            assert {one.stage for one in simulator.journal.query(vendor="duo")} == {
                "preauth",
                "auth",
            }
            simulator.reset()
        simulator.faults.switch_on("outage")
        assert _log_in(simulator.proxy, "bob") == (
            Code.ACCESS_ACCEPT,
            ("Failmode Safe - Allowed Duo login on preauth failure",),
        )


def test_no_secret_of_a_given_file_is_told(tmp_path: Path) -> None:
    with Simulator(_given(tmp_path, REAL)) as simulator:
        told = f"{simulator.server_info} {simulator.server_info.to_json()} {simulator.keys}"
    assert "realkey" not in told


def test_a_ca_bundle_of_a_given_file_does_not_stand_between_it_and_the_simulated_duo(
    tmp_path: Path,
) -> None:
    Authority(tmp_path)
    text = f"[main]\nhttp_ca_certs_file={tmp_path / 'ca.pem'}\n{REAL}"
    with Simulator(_given(tmp_path, text)) as simulator:
        assert simulator.proxy is not None
        assert _log_in(simulator.proxy, "alice")[1] == ("Success. Logging you in...",)


def test_a_database_of_another_run_learns_the_keys_of_a_given_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    name = "api-12345678.duosecurity.com"
    with Simulator(SimulatorConfig(state_url=url, api_host=name)):
        pass
    for skey in ("realkey", "another"):
        text = REAL.replace("realkey", skey)
        with Simulator(_given(tmp_path, text, state_url=url)) as simulator:
            assert simulator.proxy is not None
            assert _log_in(simulator.proxy, "alice")[0] == Code.ACCESS_ACCEPT


def test_a_given_file_with_several_api_hosts_is_refused(tmp_path: Path) -> None:
    second = REAL.partition("\n")[2].replace("auto]", "auto2]").replace("12345678", "99999999")
    with pytest.raises(ConfigError, match="2 API hosts: api-12345678"):
        Simulator(_given(tmp_path, REAL + second))


def test_another_proxy_runs_beside_with_the_simulated_duo_whatever_it_names(
    tmp_path: Path,
) -> None:
    file = tmp_path / "authproxy.cfg"
    file.write_text(f"{REAL}failmode=secure\n")
    with Simulator() as simulator:
        with simulator.run_proxy(REAL) as safe, simulator.run_proxy(file) as secure:
            assert _log_in(safe, "alice")[0] == _log_in(secure, "alice")[0] == Code.ACCESS_ACCEPT
            simulator.faults.switch_on("outage")
            assert _log_in(safe, "alice")[0] == Code.ACCESS_ACCEPT
            assert _log_in(secure, "alice")[0] == Code.ACCESS_REJECT
        with pytest.raises(ConfigError, match="failmode"), simulator.run_proxy(f"{REAL}failmode=x"):
            pass
        for path in (str(file), "no-such.cfg"):
            with pytest.raises(ConfigError, match=r"as a pathlib\.Path"), simulator.run_proxy(path):
                pass


@pytest.mark.parametrize("host", ["localhost", "0.0.0.0", "127.0.0.2", "::1", "::"])
def test_it_is_reached_at_its_own_addresses_whatever_it_is_bound_to(host: str) -> None:
    if ":" in host and not _has_ipv6():
        pytest.skip("this machine has no IPv6")
    config = SimulatorConfig(host=host, proxy=ProxySettings(enabled=True))
    with Simulator(config) as simulator:
        trust = ssl.create_default_context(cafile=simulator.ca_file)
        with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as http:
            for url in (
                f"{simulator.addresses.duo.url}/auth/v2/ping",
                f"{simulator.addresses.control.url}/_sim/health",
            ):
                headers = {"Authorization": f"Bearer {simulator.control_token}"}
                assert http.get(url, headers=headers).status_code == 200
        assert DuoCaller(simulator).ping().status == 200
        assert _radius(simulator, "alice") == Code.ACCESS_ACCEPT


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _radius(simulator: Simulator, username: str, password: str | None = None) -> int | None:
    """Give the code of the answer to an Access-Request; None without an answer."""
    radius, credentials = simulator.addresses.radius, simulator.credentials
    assert radius is not None
    client = RadiusClient(
        hosts=((radius.host, radius.port),),
        secret=credentials.keys.radius_secret.encode(),
        retries=0,
        retry_wait=20,
    )
    given = password or credentials.user(username).password
    answer = client.authenticate(username, given.encode())
    return answer.code if answer else None


def test_two_simulators_run_side_by_side(simulator: Simulator) -> None:
    with Simulator() as other:
        ports = {address.port for address in (*_tcp(simulator), *_tcp(other))}
        assert len(ports) == 6
        other.duo.users.remove("alice")
        assert simulator.duo.users.get("alice").devices


# Starting everything or nothing


@pytest.mark.parametrize("taken", ["ninjaone", "duo", "control"])
def test_a_taken_port_is_an_error_at_once_and_leaves_nothing_running(taken: str) -> None:
    before = set(threading.enumerate())
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        simulator = Simulator(SimulatorConfig(ports=Ports(**{taken: port})))
        with pytest.raises(ConfigError, match=str(port)):
            simulator.start()
    _join_the_rest(before)
    simulator.start()
    simulator.stop()


def test_a_taken_radius_port_is_an_error_at_once() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as holder:
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
        config = SimulatorConfig(ports=Ports(radius=port), proxy=ProxySettings(enabled=True))
        with pytest.raises(ConfigError, match=str(port)):
            Simulator(config).start()


def _join_the_rest(before: set[threading.Thread]) -> None:
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=PATIENT_SECONDS)
        assert not thread.is_alive(), thread


def test_a_failed_start_removes_its_private_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        ports = Ports(control=holder.getsockname()[1])
        with pytest.raises(ConfigError):
            Simulator(SimulatorConfig(ports=ports)).start()
    assert list(tmp_path.iterdir()) == []


def test_a_directory_that_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(ConfigError, match="cannot keep the certificates"):
        Simulator(SimulatorConfig(state_directory=file / "below")).start()


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("nonsense", "cannot be used"),
        ("sqlite:////no/such/directory/state.sqlite", "cannot be had: No such file or directory"),
    ],
)
def test_a_database_that_cannot_be_opened_is_an_error(url: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        Simulator(SimulatorConfig(state_url=url)).start()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file::memory:?uri=true",
        "sqlite:///file:state?mode=memory&uri=true",
    ],
)
@pytest.mark.parametrize("workers", [0, 2])
def test_a_database_in_memory_which_nobody_can_share_is_refused(url: str, workers: int) -> None:
    with pytest.raises(ConfigError, match=r"in memory.*Name a file"):
        Simulator(SimulatorConfig(state_url=url, workers=workers)).start()


def test_a_database_that_may_only_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    Store(f"sqlite:///{path}").close()
    with pytest.raises(ConfigError, match="readonly"):
        Simulator(SimulatorConfig(state_url=f"sqlite:///file:{path}?mode=ro&uri=true")).start()


def test_a_database_of_another_layout_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE duo_users (name TEXT)")
    connection.close()
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="table duo_users"):
        Simulator(SimulatorConfig(state_url=f"sqlite:///{path}")).start()


def test_a_missing_authproxy_cfg_is_an_error(tmp_path: Path) -> None:
    proxy = ProxySettings(enabled=True, file=tmp_path / "none.cfg")
    with pytest.raises(ConfigError, match="cannot be read"):
        Simulator(SimulatorConfig(proxy=proxy)).start()


def test_an_address_that_this_machine_does_not_have_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1"):
        Simulator(SimulatorConfig(host="192.0.2.1")).start()


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_port_that_does_not_exist_is_an_error(port: int) -> None:
    with pytest.raises(ConfigError, match="duo port"):
        Ports(duo=port)


def test_the_same_port_twice_is_an_error() -> None:
    with pytest.raises(ConfigError, match="not all different"):
        Ports(ninjaone=8443, duo=8443)


@pytest.mark.parametrize(
    "options",
    [
        {"host": ""},
        {"journal_capacity": 0},
        {"api_host": ""},
        {"api_host": "https://api-1.duosecurity.com"},
        {"api_host": "api-1.duosecurity.com:443"},
    ],
)
def test_a_setting_that_cannot_be_is_an_error(options: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        SimulatorConfig(**options)  # type: ignore[arg-type]  # wrong values on purpose


def test_it_is_duo_under_the_api_host_that_it_is_given() -> None:
    proxy = ProxySettings(enabled=True)
    host = "API-12345678.duosecurity.com"
    with Simulator(SimulatorConfig(api_host=host, proxy=proxy)) as simulator:
        assert simulator.keys.api_host == host.lower()
        assert DuoCaller(simulator).auth("alice")["result"] == "allow"
        assert _radius(simulator, "alice") == Code.ACCESS_ACCEPT
        assert {one.api_host for one in simulator.duo.integrations.all()} == {host.lower()}
        simulator.reset()
        assert {one.api_host for one in simulator.duo.integrations.all()} == {host.lower()}
        assert _common_name(simulator, host) == host.lower()


def test_its_certificates_are_good_for_the_names_that_it_is_given() -> None:
    config = SimulatorConfig(tls_names=("app.ninjarmm.com", "*.rmm.example", "192.0.2.7"))
    with Simulator(config) as simulator:
        assert _common_name(simulator, "app.ninjarmm.com") == "app.ninjarmm.com"
        assert _common_name(simulator, "eu.rmm.example") == "eu.rmm.example"
        assert _common_name(simulator, "192.0.2.7") == "localhost"
        with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
            _common_name(simulator, "us.ninjarmm.com")


def test_a_name_that_no_certificate_can_carry_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"'a b' is not a host name"):
        Simulator(SimulatorConfig(tls_names=("a b",))).start()


def test_keys_that_could_not_all_be_made_known_are_made_known_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise ConfigError("the disk is full", "Make room")

    first = SimulatorConfig(state_url=f"sqlite:///{tmp_path / 'state.sqlite'}", seed=1)
    second = replace(first, seed=2, api_host="api-1.duosecurity.com")
    with Simulator(replace(first, api_host="api-1.duosecurity.com")):
        pass
    with monkeypatch.context() as broken:
        broken.setattr(NinjaOneTenant, "add_application", fail)
        with pytest.raises(ConfigError, match="the disk is full"):
            Simulator(second).start()

    with Simulator(second) as simulator:
        keys = simulator.keys
        known = {one.ikey for one in simulator.duo.integrations.all()}
        assert known >= {keys.ikey, keys.admin_ikey, keys.universal_client_id}
        assert _ninjaone_knows(simulator)


def _ninjaone_knows(simulator: Simulator) -> bool:
    """Whether the application's credentials are good for a token."""
    form = {
        "grant_type": "client_credentials",
        "client_id": simulator.keys.client_id,
        "client_secret": simulator.keys.client_secret,
    }
    url = f"{simulator.addresses.ninjaone.url}/ws/oauth/token"
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    return (
        httpx.post(
            url, data=form, verify=trust, trust_env=False, timeout=PATIENT_SECONDS
        ).status_code
        == 200
    )


def test_a_database_of_another_api_host_is_an_error(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    with Simulator(SimulatorConfig(state_url=url, api_host="api-1.duosecurity.com")):
        pass
    with pytest.raises(ConfigError, match=r"for the API host api-1\.duosecurity\.com, not api-2"):
        Simulator(SimulatorConfig(state_url=url, api_host="api-2.duosecurity.com")).start()


def _common_name(simulator: Simulator, host: str) -> str:
    """Give the common name that NinjaOne's port shows to a client which connects to `host`."""
    port = simulator.addresses.ninjaone.port
    return common_name(port, host, ca_file=simulator.ca_file)


def test_starting_twice_is_an_error(simulator: Simulator) -> None:
    with pytest.raises(SimulatorError, match="runs already"):
        simulator.start()


# Stopping


def test_ports_are_free_at_once_after_stopping() -> None:
    simulator = Simulator(WITH_PROXY).start()
    addresses, radius = _tcp(simulator), simulator.addresses.radius
    assert radius is not None
    DuoCaller(simulator).ping()
    simulator.stop()
    assert all(_can_bind(socket.SOCK_STREAM, address.port) for address in addresses)
    assert _can_bind(socket.SOCK_DGRAM, radius.port)


def test_stopping_does_not_wait_for_a_person_who_ignores_a_push() -> None:
    def attempt() -> float:
        simulator = Simulator().start()
        outcome: list[BaseException] = []

        def log_in() -> None:
            try:
                DuoCaller(simulator).auth("carol")
            except (Unreachable, AssertionError) as error:
                outcome.append(error)

        waiting = threading.Thread(target=log_in)
        waiting.start()
        wait_until(lambda: simulator.duo.transactions.all("carol"), "nobody is asked")
        with Stopwatch() as watch:
            simulator.stop()
        waiting.join(timeout=PATIENT_SECONDS)
        assert outcome
        return watch.seconds

    assert quickest(attempt, bound=1.0) <= 1.0


def test_stopping_removes_private_files() -> None:
    simulator = Simulator().start()
    ca_file = simulator.ca_file
    assert ca_file.exists()
    simulator.stop()
    assert not ca_file.parent.exists()


def test_stopping_twice_and_before_starting_does_nothing() -> None:
    simulator = Simulator()
    simulator.stop()
    simulator.start()
    simulator.stop()
    simulator.stop()


def test_a_stopped_simulator_can_be_started_again() -> None:
    simulator = Simulator()
    for _ in range(2):
        with simulator:
            assert DuoCaller(simulator).ping().status == 200


def test_what_needs_a_running_simulator_says_so() -> None:
    with pytest.raises(SimulatorError, match="does not run"):
        _ = Simulator().addresses


# State


def test_the_same_seed_gives_the_same_state() -> None:
    def state() -> dict[str, list[dict[str, object]]]:
        seeded.cache_clear()
        with Simulator() as simulator:
            tables: dict[str, list[dict[str, object]]] = simulator.control.snapshot()["tables"]
        times = {"created", "last_contact"}
        return {
            table: [{k: v for k, v in row.items() if k not in times} for row in rows]
            for table, rows in tables.items()
        }

    assert state() == state()


def test_a_named_database_outlives_the_simulator_and_reset_brings_back_the_seed(
    tmp_path: Path,
) -> None:
    config = SimulatorConfig(state_url=f"sqlite:///{tmp_path / 'state.sqlite'}")
    with Simulator(config) as first:
        seeded = first.control.snapshot()
        first.duo.users.remove("alice")
        changed = first.control.snapshot()
    with Simulator(config) as second:
        assert second.control.snapshot() == changed
        second.reset()
        assert second.control.snapshot() == seeded


def test_a_database_of_another_seed_learns_the_new_keys(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'state.sqlite'}"
    with Simulator(SimulatorConfig(state_url=url)):
        pass
    with Simulator(SimulatorConfig(state_url=url, seed=2)) as other:
        assert DuoCaller(other).preauth("alice")["result"] == "auth"


def test_a_kept_directory_keeps_the_authority(tmp_path: Path) -> None:
    config = SimulatorConfig(state_directory=tmp_path)
    with Simulator(config) as first:
        assert first.ca_file.parent == tmp_path
        before = first.ca_file.read_bytes()
    with Simulator(config) as second:
        assert second.ca_file.read_bytes() == before


@pytest.mark.parametrize("act", ["reset", "seed", "restore"])
def test_a_login_that_waits_for_a_person_is_refused_when_the_data_are_replaced(
    simulator: Simulator, act: str
) -> None:
    snapshot = simulator.control.snapshot()
    replaced: dict[str, Callable[[], None]] = {
        "reset": simulator.reset,
        "seed": lambda: simulator.control.reseed(simulator.control.seed),
        "restore": lambda: simulator.control.restore(snapshot),
    }
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(DuoCaller(simulator).auth, "carol")
        wait_until(lambda: bool(simulator.duo.transactions.all("carol")), "no push was sent")
        replaced[act]()
        answer = login.result(timeout=PATIENT_SECONDS)

    assert (answer["result"], answer["status"]) == ("deny", "timeout")


def test_facts_name_every_address_and_credential(simulator: Simulator) -> None:
    facts = simulator.server_info.to_json()
    assert facts["addresses"]["duo"]["port"] == simulator.addresses.duo.port
    assert facts["credentials"]["duo"]["ikey"] == simulator.credentials.keys.ikey
    assert {user["username"] for user in facts["credentials"]["users"]} == set(simulator.primary)
    assert len(facts["credentials"]["ninjaone"]["agents"]) == len(simulator.credentials.agents)
    assert Path(facts["ca_file"]).read_text().startswith("-----BEGIN CERTIFICATE-----")


def test_the_value_of_a_secure_field_is_nowhere_in_the_journal(simulator: Simulator) -> None:
    simulator.ninjaone.create_field(plain_field("vaultCombination", "TEXT_ENCRYPTED"))
    organization = simulator.ninjaone.read(lambda tx: entities.page(tx, Organization)[0].id)
    keys, url = simulator.keys, simulator.addresses.ninjaone.url
    values = f"{url}/v2/organization/{organization}/custom-fields"
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as http:
        token = http.post(
            f"{url}/ws/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": keys.client_id,
                "client_secret": keys.client_secret,
                "scope": "monitoring management",
            },
        ).json()["access_token"]
        signed = {"Authorization": f"Bearer {token}"}
        written = http.patch(values, json={"vaultCombination": "12-34-56"}, headers=signed)
        http.get(values, headers=signed)

    assert written.is_success
    shown = str(simulator.journal.query())
    assert "vaultCombination" in shown
    assert "12-34-56" not in shown
