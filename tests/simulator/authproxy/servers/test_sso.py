"""[sso]: passwords for Duo Single Sign-On over the proxy's own connection to Duo."""

from __future__ import annotations

import logging
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx
import pytest
from cryptography.fernet import Fernet

from failmode.simulator import Simulator, SimulatorConfig
from failmode.simulator.authproxy.drpc.link import Reconnecting
from failmode.simulator.authproxy.drpc.status import LinkState
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import (
    USER_LIST_BASE,
    USER_LIST_SERVICE,
    USER_LIST_SERVICE_NAME,
    person,
    user_list_entries,
)
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.outgoing_kinds import SsoKind
from failmode.simulator.authproxy.servers.server import SsoEnrollment
from failmode.simulator.duo.api.drpc import CallError
from failmode.simulator.duo.directory.authentication_proxies import (
    AuthenticationSource,
    DomainController,
    SsoProxy,
)
from failmode.simulator.duo.proxies.connections import ProxyService
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from tests.patience import PATIENT_SECONDS
from tests.simulator.authproxy.nameless_directory import nameless_directory

PASSWORD = "dummy-password-of-alice"
SERVICE = "dummy-service-password"
RIKEY = "RIXXXXXXXXXXXXXXXXXX"
SECTION = (
    f"[sso]\nrikey={RIKEY}\n"
    f"service_account_username={USER_LIST_SERVICE}\nservice_account_password={SERVICE}\n"
)
SOON = PATIENT_SECONDS


@pytest.fixture(scope="module")
def directory() -> Iterator[DirectoryServer]:
    server = DirectoryServer(user_list_entries({"alice": PASSWORD, "carol": "other"}, SERVICE))
    server.start()
    yield server
    server.stop()


def set_up(simulator: Simulator, *addresses: tuple[str, int], auth_type: str = "plain") -> None:
    simulator.set_up_single_sign_on(
        AuthenticationSource(
            rikey=RIKEY,
            servers=tuple(DomainController(*one) for one in addresses),
            base_dns=(USER_LIST_BASE,),
            username_attributes=("uid", "mail"),
            auth_type=auth_type,
            timeout=int(PATIENT_SECONDS),
        )
    )


@contextmanager
def proxy_of(
    simulator: Simulator, text: str = SECTION, keys: SsoProxy | None = None
) -> Iterator[AuthProxy]:
    """Run a proxy that is connected to the simulated Duo, by keys of its own where it has some."""
    registry = SIMULATED_SECTIONS.with_server(SsoKind(Reconnecting(0.05, at_once_after_loss=True)))
    own = keys or simulator.keys.sso_proxy
    proxy = AuthProxy(
        registry.parse(text, "authproxy.cfg"),
        simulator.network,
        simulator.clock,
        ca_file=simulator.ca_file,
        registry=registry,
        failures=simulator.journal.failures,
        sso_enrollment=SsoEnrollment(
            api_host=simulator.keys.api_host,
            proxy_key=own.proxy_key,
            signing_skey=own.signing_skey,
            encryption_skey=own.encryption_skey,
        ),
    )
    with proxy:
        yield proxy


def connected(simulator: Simulator, number: int = 1) -> bool:
    """Wait until so many proxies are connected at Duo's side too."""
    proxies = simulator.duo.proxies
    return proxies.wait_for(ProxyService.SINGLE_SIGN_ON, SOON, lambda count: count == number)


def browser(simulator: Simulator) -> httpx.Client:
    trust = ssl.create_default_context(cafile=str(simulator.ca_file))
    return httpx.Client(verify=trust, base_url=simulator.addresses.duo.url, timeout=PATIENT_SECONDS)


def log_in(simulator: Simulator, password: str, username: str = "alice") -> httpx.Response:
    with browser(simulator) as client:
        fields = {"username": username, "password": password}
        return client.post("/sso/login", data=fields, timeout=PATIENT_SECONDS)


def test_the_right_password_leads_on_to_the_second_factor_and_no_other_does(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    with proxy_of(simulator) as proxy:
        assert connected(simulator)
        assert proxy.addresses == ()
        right = log_in(simulator, PASSWORD)
        assert (right.status_code, right.headers["location"].partition("?")[0]) == (303, "/prompt")
        for username, password in (
            ("alice", "wrong"),
            ("alice", ""),
            ("alice", "other"),
            ("nobody", PASSWORD),
            ("*", PASSWORD),
            ("", PASSWORD),
            ("alice)(uid=*", PASSWORD),
        ):
            assert log_in(simulator, password, username).status_code == 401, username


def test_no_password_is_nobodys_at_a_directory_that_grants_binds_without_one(
    simulator: Simulator,
) -> None:
    server = DirectoryServer(
        user_list_entries({"alice": PASSWORD}, SERVICE), grants_without_password=True
    )
    server.start()
    try:
        set_up(simulator, server.address)
        with proxy_of(simulator):
            assert connected(simulator)
            assert log_in(simulator, PASSWORD).status_code == 303
            assert log_in(simulator, "").status_code == 401
    finally:
        server.stop()


def test_an_entry_without_a_name_is_nobody(simulator: Simulator) -> None:
    # A bind by that name would be an anonymous one, which succeeds.
    with nameless_directory(SERVICE) as address, proxy_of(simulator) as proxy:
        set_up(simulator, address)
        assert connected(simulator)
        for password in (SERVICE, "wrong"):
            assert log_in(simulator, password).status_code != 303
        assert {one.keys["reason"] for one in proxy.sso_events if "reason" in one.keys} == {
            "LDAP search failed"
        }


@pytest.mark.parametrize("others", [PASSWORD, "other"])
def test_a_name_that_two_have_lets_neither_in(simulator: Simulator, others: str) -> None:
    known = user_list_entries({"alice": PASSWORD}, SERVICE)
    second = person("second", others, USER_LIST_BASE, {"mail": ["alice"]})
    server = DirectoryServer(lambda: [*known(), second])
    server.start()
    try:
        set_up(simulator, server.address)
        with proxy_of(simulator):
            assert connected(simulator)
            assert log_in(simulator, PASSWORD, "second").status_code == (
                303 if others == PASSWORD else 401
            )
            for password in {PASSWORD, others}:
                assert log_in(simulator, password).status_code not in (200, 303)
    finally:
        server.stop()


@pytest.mark.parametrize("auth_type", ["ntlm1", "ntlm2"])
def test_by_ntlm_the_right_password_alone_leads_on_and_nobody_without_a_name_in_the_domain(
    simulator: Simulator, auth_type: str
) -> None:
    nameless = person("nameless", PASSWORD, USER_LIST_BASE)
    odd = person("odd", PASSWORD, USER_LIST_BASE, {"msDS-PrincipalName": ["S-1-5-21"]})
    known = user_list_entries({"alice": PASSWORD}, SERVICE)
    server = DirectoryServer(lambda: [*known(), nameless, odd])
    server.start()
    set_up(simulator, server.address, auth_type=auth_type)
    by_name = SECTION.replace(USER_LIST_SERVICE, USER_LIST_SERVICE_NAME)
    try:
        with proxy_of(simulator, by_name):
            assert connected(simulator)
            assert log_in(simulator, PASSWORD).status_code == 303
            for username, password in (("alice", "wrong"), ("alice", ""), ("odd", "wrong")):
                answer = log_in(simulator, password, username)
                assert answer.status_code in (401, 403, 503)
            [connection] = simulator.duo.proxies.of(ProxyService.SINGLE_SIGN_ON)
            source = simulator.duo.authentication_proxies.source
            assert source is not None
            for username, error in (
                ("nameless", "Required attribute is missing"),
                ("odd", "Invalid attribute value"),
            ):
                asked = {
                    **source.arguments(),
                    "username": username,
                    "password": encrypted(simulator, PASSWORD),
                }
                done = simulator.duo.proxies.call(connection, "ldap_authentication", asked, SOON)
                assert done["success"] is False
                [told] = done["exceptions"].values()
                assert told["error"] == error
    finally:
        server.stop()


def test_a_login_is_over_only_with_the_second_factor_and_its_code_works_once(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    with proxy_of(simulator), browser(simulator) as client:
        assert connected(simulator)
        begun = client.post("/sso/login", data={"username": "alice", "password": PASSWORD})
        page = client.get(begun.headers["location"])
        session = begun.headers["location"].partition("=")[2]
        assert "Send a Duo Push" in page.text
        assert client.get("/prompt/return", params={"prompt_session": session}).status_code == 400
        assert client.get("/sso/return", params={"code": "0" * 32}).status_code == 403
        [device] = simulator.duo.users.get("alice").devices
        client.post("/prompt", data={"prompt_session": session, "choice": f"push {device.device}"})
        client.get("/prompt/status", params={"prompt_session": session}, timeout=PATIENT_SECONDS)
        back = client.get("/prompt/return", params={"prompt_session": session})
        done = client.get(back.headers["location"])
        assert (done.status_code, "logged in as alice" in done.text) == (200, True)
        assert client.get(back.headers["location"]).status_code == 403


def test_nobody_logs_in_without_a_source_a_proxy_or_a_directory(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    before = simulator.journal.failures.count
    assert log_in(simulator, PASSWORD).status_code == 503
    set_up(simulator, directory.address)
    assert log_in(simulator, PASSWORD).status_code == 503
    set_up(simulator, ("127.0.0.1", 9))
    with proxy_of(simulator):
        assert connected(simulator)
        answer = log_in(simulator, PASSWORD)
        assert (answer.status_code, "Unable to service request" in answer.text) == (503, True)
        # The next directory is asked where one is away.
        set_up(simulator, ("127.0.0.1", 9), directory.address)
        assert log_in(simulator, PASSWORD).status_code == 303
    assert simulator.duo.proxies.wait_for(
        ProxyService.SINGLE_SIGN_ON, SOON, lambda count: not count
    )
    assert log_in(simulator, PASSWORD).status_code == 503
    assert simulator.journal.failures.count == before


def test_a_lost_connection_is_made_anew_and_serves_again(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    with proxy_of(simulator) as proxy:
        assert connected(simulator)
        [link] = proxy.links
        rule = simulator.rules.add(Rule("duo", ConnectionRefused()))
        assert link.wait_until(connected=False, seconds=SOON)
        assert connected(simulator, 0)
        simulator.rules.remove(rule.id)
        assert connected(simulator)
        assert log_in(simulator, PASSWORD).status_code == 303
        said = [one.keys["msg"] for one in proxy.sso_events]
        assert said[:3] == [
            "sso connection established",
            "sso connection disconnected",
            "sso connection established",
        ]


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ({"proxy_key": "DPUNKNOWN"}, "Auth Proxy not found"),
        ({"signing_skey": "another"}, "problem with the Duo API credentials"),
    ],
)
def test_a_proxy_that_duo_does_not_take_stops_trying(
    simulator: Simulator, caplog: pytest.LogCaptureFixture, keys: dict[str, str], line: str
) -> None:
    caplog.set_level(logging.INFO)
    with proxy_of(simulator, keys=replace(simulator.keys.sso_proxy, **keys)) as proxy:
        [link] = proxy.links
        assert link.wait_ended(SOON)
        assert proxy.connections["sso"].state is LinkState.STOPPED
        assert proxy.connections["sso"].reason
    assert line in caplog.text


def test_a_proxy_with_another_key_for_passwords_lets_nobody_in(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    other = Fernet.generate_key().decode()
    with proxy_of(simulator, keys=replace(simulator.keys.sso_proxy, encryption_skey=other)):
        assert connected(simulator)
        answer = log_in(simulator, PASSWORD)
        assert (answer.status_code, "Unable to decrypt" in answer.text) == (503, True)


def test_a_second_proxy_takes_over_from_one_that_has_gone(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    other = SsoProxy("DPSECOND", Fernet.generate_key().decode(), Fernet.generate_key().decode())
    simulator.duo.authentication_proxies.connect(other)
    with proxy_of(simulator) as first:
        assert connected(simulator)
        with proxy_of(simulator, keys=other):
            assert connected(simulator, 2)
            first.stop()
            assert log_in(simulator, PASSWORD).status_code == 303


def test_a_proxy_without_the_section_of_the_source_is_not_asked(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    with proxy_of(simulator, SECTION.replace(RIKEY, "RIOTHER")):
        assert connected(simulator)
        assert log_in(simulator, PASSWORD).status_code == 503


def test_a_failure_of_ours_lets_nobody_in_and_is_told_as_ours(
    simulator: Simulator, directory: DirectoryServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from failmode.simulator.authproxy.clients import sso_directory  # noqa: PLC0415

    def broken(*_: object) -> None:
        raise RuntimeError("broken in the simulator")

    monkeypatch.setattr(sso_directory, "_find", broken)
    set_up(simulator, directory.address)
    before = simulator.journal.failures.count
    with proxy_of(simulator):
        assert connected(simulator)
        assert log_in(simulator, PASSWORD).status_code == 503
    assert simulator.journal.failures.count == before + 1
    last = simulator.journal.failures.last
    assert last is not None
    assert "[sso]" in last.where


def test_no_password_stands_in_log_journal_or_events(
    simulator: Simulator, directory: DirectoryServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    set_up(simulator, directory.address)
    with proxy_of(simulator, f"[main]\ndebug=true\n{SECTION}") as proxy:
        assert connected(simulator)
        log_in(simulator, PASSWORD)
        log_in(simulator, f"wrong {PASSWORD}")
        told = [
            caplog.text,
            *(one.to_json() for one in proxy.sso_events),
            *(f"{one.request_body}{one.response_body}" for one in simulator.journal.query()),
        ]
    assert not [one for one in told if PASSWORD in one or SERVICE in one]


def test_what_duo_calls_wrongly_is_answered_by_name_and_the_connection_stays(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    proxies = simulator.duo.proxies
    source = simulator.duo.authentication_proxies.source
    assert source is not None
    with proxy_of(simulator):
        assert connected(simulator)
        [connection] = proxies.of(ProxyService.SINGLE_SIGN_ON)

        def error_of(name: str, args: dict[str, object]) -> tuple[str, object]:
            with pytest.raises(CallError) as caught:
                proxies.call(connection, name, args, SOON)
            return caught.value.error, caught.value.error_args.get("args")

        whole = {**source.arguments(), "username": "alice", "password": "x"}
        assert error_of("no_such_call", {}) == ("unknown call", None)
        assert error_of("ldap_authentication", {}) == (
            "missing arg",
            ["servers", "username", "password", "rikey"],
        )
        for name, value in (
            ("servers", []),
            ("servers", [{"hostname": 1}]),
            ("auth_type", "other"),
            ("transport_type", "other"),
            ("username", 7),
            ("timeout", -1),
        ):
            wrong = {**whole, "password": encrypted(simulator, "x"), name: value}
            assert error_of("ldap_authentication", wrong) == ("bad arg", [name])
        assert error_of("ldap_authentication", {**whole, "rikey": "other"})[0] == (
            "Unable to find RIKEY in config"
        )
        assert error_of("ldap_authentication", {**whole, "auth_type": "sspi"})[0] == (
            "LDAP configuration failed"
        )
        assert proxies.call(connection, "ping", {}, SOON)["version"] == "5.0.0"
        assert proxies.call(connection, "get_proxy_counter", {}, SOON) == {"counter": "1"}
        health = {**source.arguments(), "host": directory.address[0], "port": directory.address[1]}
        assert proxies.call(connection, "ldap_health_check", health, SOON) == {"healthy": True}
        assert error_of("ldap_health_check", {**health, "base_dns": ["dc=not,dc=there"]})[0] == (
            "Unable to find base DN"
        )
        asked = {
            **source.arguments(),
            "user_dn": f"uid=alice,ou=people,{USER_LIST_BASE}",
            "desired_attributes": ["uid", "userPassword"],
        }
        fetched = proxies.call(connection, "fetch_ldap_attributes", asked, SOON)
        assert fetched["attributes"] == {"uid": ["YWxpY2U="]}


def encrypted(simulator: Simulator, password: str) -> str:
    return Fernet(simulator.keys.sso_proxy.encryption_skey).encrypt(password.encode()).decode()


def test_many_logins_at_once_are_all_answered(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    answers: list[int] = []
    with proxy_of(simulator):
        assert connected(simulator)
        threads = [
            threading.Thread(
                target=lambda password: answers.append(log_in(simulator, password).status_code),
                args=(PASSWORD if number % 2 else "wrong",),
            )
            for number in range(20)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(answers) == [303] * 10 + [401] * 10


def test_duo_is_reached_through_an_http_proxy_and_not_without_it(
    simulator: Simulator, directory: DirectoryServer
) -> None:
    set_up(simulator, directory.address)
    relay = AuthProxy(
        SIMULATED_SECTIONS.parse(
            f"[http_proxy]\napi_host={simulator.keys.api_host}\nport=0\n", "relay.cfg"
        ),
        simulator.network,
        simulator.clock,
    )
    with relay:
        host, port = relay.addresses[0]
        text = f"[main]\nhttp_proxy_host={host}\nhttp_proxy_port={port}\n{SECTION}"
        with proxy_of(simulator, text):
            assert connected(simulator)
            assert log_in(simulator, PASSWORD).status_code == 303
            relay.stop()
            assert connected(simulator, 0)
            assert log_in(simulator, PASSWORD).status_code == 503


def test_logins_work_where_other_processes_answer_for_duo(directory: DirectoryServer) -> None:
    pytest.importorskip("granian")
    with Simulator(SimulatorConfig(workers=1)) as simulator:
        set_up(simulator, directory.address)
        with proxy_of(simulator), browser(simulator) as client:
            assert connected(simulator)
            fields = {"username": "alice", "password": PASSWORD}
            begun = client.post("/sso/login", data=fields, timeout=PATIENT_SECONDS)
            assert begun.status_code == 303
            assert "Send a Duo Push" in client.get(begun.headers["location"]).text
