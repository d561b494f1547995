"""The connectivity report says what is there, what is not, and what nobody can tell."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from pyrad.packet import AuthPacket

from failmode.simulator.authproxy.cfg.parser import ProxyConfig
from failmode.simulator.authproxy.cfg.sections.base import DuoApi, LoginServerSection
from failmode.simulator.authproxy.cfg.writer import write_authproxy_cfg
from failmode.simulator.authproxy.connectivity.primary import try_primary
from failmode.simulator.authproxy.connectivity.report import check_connectivity
from failmode.simulator.authproxy.connectivity.results import (
    ConnectivityResult,
    Outcome,
    Subject,
)
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import DirectoryEntry
from failmode.simulator.authproxy.radius.status import Alive, NoAnswer, Unusable, ask_status
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.edge.faults.answers import NotJson
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from tests.patience import PATIENT_SECONDS
from tests.ports import free_port
from tests.simulator.authproxy.stack import API_HOST, IKEY, SKEY, Stack, running

FREE_RADIUS_STATUS = 12
SECRET = b"dummy-primary-secret"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Start Duo once for this module."""
    with running(tmp_path_factory.mktemp("ca")) as stack:
        yield stack


@pytest.fixture(autouse=True)
def without_faults(stack: Stack) -> Iterator[None]:
    """Leave no fault to the next test."""
    yield
    stack.reset()


@contextmanager
def radius_server(*, answers: bool) -> Iterator[tuple[str, int]]:
    """Run what answers Status-Server, or nothing, at a port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(PATIENT_SECONDS)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    datagram, source = sock.recvfrom(4096)
                    packet = AuthPacket(packet=datagram, secret=SECRET)
                    assert packet.code == FREE_RADIUS_STATUS
                    assert packet.verify_message_authenticator()
                    if answers:
                        reply = packet.CreateReply()
                        reply.code = 2
                        sock.sendto(reply.ReplyPacket(), source)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield sock.getsockname()


def config(stack: Stack, client: str = "duo_only_client", **options: str) -> ProxyConfig:
    """Read a configuration with one server section."""
    port = str(free_port())
    return SIMULATED_SECTIONS.parse(stack.text({"port": port, **options}, {}, client), "a.cfg")


def report(
    stack: Stack, config: ProxyConfig, seconds_ahead: float = 0.0
) -> dict[Subject, ConnectivityResult]:
    """Test a configuration with the clock so many seconds ahead of Duo's."""

    def client_of(api: DuoApi) -> DuoClient:
        return DuoClient(api, stack.network, "agent", ca_file=stack.ca_file)

    results = check_connectivity(
        config,
        lambda: time.time() + seconds_ahead,
        client_of=client_of,
        interface="127.0.0.1",
    )
    return {result.subject: result for result in results}


def test_what_works_is_fine(stack: Stack) -> None:
    results = report(stack, config(stack))
    assert {subject: result.outcome for subject, result in results.items()} == {
        Subject.PORT: Outcome.FINE,
        Subject.PING: Outcome.FINE,
        Subject.CLOCK: Outcome.FINE,
        Subject.KEYS: Outcome.FINE,
    }
    assert not any(result.remedy for result in results.values())


@pytest.mark.parametrize(
    ("options", "code", "remedy"),
    [
        ({"ikey": "DI9999999999999999ZZ"}, "40102", "Give the ikey"),
        ({"skey": "x" * 40}, "40103", "Give the skey"),
    ],
)
def test_keys_that_duo_does_not_take_are_a_problem(
    stack: Stack, options: dict[str, str], code: str, remedy: str
) -> None:
    result = report(stack, config(stack, **options))[Subject.KEYS]
    assert result.outcome is Outcome.PROBLEM
    assert code in result.what
    assert result.remedy.startswith(remedy)
    assert SKEY not in str(result)
    assert "x" * 40 not in str(result)


@pytest.mark.parametrize(
    ("seconds_ahead", "outcome", "words"),
    [
        (0, Outcome.FINE, "less than 60 s"),
        (50, Outcome.FINE, "less than 60 s"),
        (90, Outcome.WARNING, "ahead of"),
        (-90, Outcome.WARNING, "behind"),
        (7200, Outcome.WARNING, "ahead of"),
    ],
)
def test_a_wrong_clock_is_a_warning_from_a_minute_on_and_no_wrong_key(
    stack: Stack, seconds_ahead: float, outcome: Outcome, words: str
) -> None:
    results = report(stack, config(stack), seconds_ahead)
    assert results[Subject.CLOCK].outcome is outcome
    assert words in results[Subject.CLOCK].what
    assert results[Subject.KEYS].outcome is Outcome.FINE


def test_without_duo_neither_clock_nor_keys_are_judged(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    results = report(stack, config(stack))
    assert results[Subject.PING].outcome is Outcome.PROBLEM
    assert "refused" in results[Subject.PING].what
    assert results[Subject.KEYS].outcome is Outcome.UNTESTED
    assert Subject.CLOCK not in results


def test_what_answers_in_duos_place_is_not_duo(stack: Stack) -> None:
    stack.rules.add(Rule("duo", NotJson()))
    result = report(stack, config(stack))[Subject.PING]
    assert result.outcome is Outcome.PROBLEM
    assert "not Duo's answer" in result.what


def test_a_port_that_is_taken_is_a_problem_and_a_free_one_is_free_afterwards(stack: Stack) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken_config = config(stack, port=str(taken.getsockname()[1]))
        result = report(stack, taken_config)[Subject.PORT]
    assert result.outcome is Outcome.PROBLEM
    assert "Stop what uses the port" in result.remedy
    again = report(stack, taken_config)[Subject.PORT]
    assert again.outcome is Outcome.FINE
    assert report(stack, taken_config)[Subject.PORT] == again


def test_an_address_that_this_machine_lacks_is_a_problem(stack: Stack) -> None:
    result = report(stack, config(stack, interface="192.0.2.1"))[Subject.PORT]
    assert result.outcome is Outcome.PROBLEM
    assert "192.0.2.1" in result.what
    assert "this machine has" in result.remedy


def test_a_radius_server_with_our_secret_is_alive() -> None:
    with radius_server(answers=True) as address:
        assert ask_status(address, SECRET, None) == Alive()


def test_a_radius_server_that_is_silent_or_has_another_secret_is_not_known() -> None:
    with radius_server(answers=False) as address:
        assert ask_status(address, SECRET, None, wait_seconds=0.05) == NoAnswer(
            pytest.approx(0.15)  # type: ignore[arg-type]
        )


def test_an_answer_with_another_secret_is_none() -> None:
    with (
        radius_server(answers=True) as address,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as relay,
    ):
        # Answers come back for a request that was made with another secret.
        relay.bind(("127.0.0.1", 0))
        relay.settimeout(PATIENT_SECONDS)

        def forge() -> None:
            with suppress(OSError):
                while True:
                    datagram, source = relay.recvfrom(4096)
                    packet = AuthPacket(packet=datagram, secret=b"other")
                    reply = packet.CreateReply()
                    reply.code = 2
                    relay.sendto(reply.ReplyPacket(), source)
                    relay.sendto(b"\0" * 30, source)

        Thread(target=forge, daemon=True).start()
        forged = ask_status(relay.getsockname(), SECRET, None, wait_seconds=0.05)
        assert isinstance(forged, NoAnswer)
        assert ask_status(address, SECRET, None) == Alive()


def test_a_port_where_nobody_listens_cannot_be_used() -> None:
    refused = ask_status(("127.0.0.1", free_port()), SECRET, None)
    assert refused == Unusable("Connection refused")


def test_the_primary_server_of_a_section_is_asked(stack: Stack) -> None:
    with radius_server(answers=True) as (_, port):
        text = stack.text({"port": str(free_port())}, {"port": str(port)}, "radius_client")
        result = report(stack, SIMULATED_SECTIONS.parse(text, "a.cfg"))[Subject.PRIMARY]
    assert (result.section, result.outcome) == ("radius_client", Outcome.FINE)
    text = stack.text({"port": str(free_port())}, {"port": str(free_port())}, "radius_client")
    result = report(stack, SIMULATED_SECTIONS.parse(text, "a.cfg"))[Subject.PRIMARY]
    assert result.outcome is Outcome.PROBLEM


BASE = "dc=example,dc=test"
SERVICE = f"cn=service,{BASE}"
ENTRIES = (
    DirectoryEntry(BASE, {"objectClass": (b"organization",)}),
    DirectoryEntry(SERVICE, {"objectClass": (b"organizationalRole",)}, "dummy-password"),
)


@pytest.fixture(scope="module")
def directory() -> Iterator[int]:
    """Run a directory with a service account and a search base."""
    server = DirectoryServer(lambda: ENTRIES)
    server.start()
    yield server.address[1]
    server.stop()


@pytest.mark.parametrize(
    ("options", "outcome", "words"),
    [
        ({}, Outcome.FINE, "takes the service account"),
        ({"service_account_password": "hush"}, Outcome.PROBLEM, "service_account_password"),
        ({"search_dn": "dc=other"}, Outcome.PROBLEM, "Look at search_dn"),
        ({"port": "closed"}, Outcome.PROBLEM, "whether the directory runs"),
        ({"host": "no-such-host.invalid"}, Outcome.PROBLEM, "name server"),
    ],
)
def test_each_directory_is_bound_to_and_has_the_search_base(
    directory: int, options: dict[str, str], outcome: Outcome, words: str
) -> None:
    values = {
        "host": "127.0.0.1",
        "port": str(directory),
        "service_account_username": SERVICE,
        "service_account_password": "dummy-password",
        "search_dn": BASE,
        "auth_type": "plain",
        "bind_dn": SERVICE,
        **options,
    }
    if values["port"] == "closed":
        values["port"] = str(free_port())
    server = {
        "ikey": IKEY, "skey": SKEY, "api_host": "h", "radius_ip_1": "::1", "radius_secret_1": "x",
    }  # fmt: skip
    text = write_authproxy_cfg({"ad_client": values, "radius_server_auto": server})
    (login,) = SIMULATED_SECTIONS.parse(text, "a.cfg").servers
    assert isinstance(login, LoginServerSection)
    (result,) = try_primary(login.client)
    assert result.outcome is outcome
    assert words in str(result)
    assert "hush" not in str(result)


def test_without_a_network_of_ours_the_configuration_says_whom_to_trust(
    stack: Stack, tmp_path: Path
) -> None:
    options = {"api_host": "127.0.0.1", "api_port": str(stack.edge_port), "ikey": IKEY}
    text = stack.text({"port": str(free_port()), **options}, {}, "duo_only_client")
    trusting = SIMULATED_SECTIONS.parse(
        f"[main]\nhttp_ca_certs_file={stack.ca_file}\n{text}", "a.cfg", tmp_path
    )
    for parsed, words in (
        (SIMULATED_SECTIONS.parse(text, "a.cfg"), "certificate-untrusted"),
        (trusting, "answers the ping"),
    ):
        (ping,) = [
            result
            for result in check_connectivity(parsed, time.time, interface="127.0.0.1")
            if result.subject is Subject.PING
        ]
        assert words in ping.what


def test_what_the_file_does_not_hold_of_a_section_that_duo_calls_is_not_tested(
    stack: Stack,
) -> None:
    text = f"[cloud]\nikey={IKEY}\nskey={SKEY}\napi_host={API_HOST}\n[sso]\nrikey=RI\n"

    def client_of(api: DuoApi) -> DuoClient:
        return DuoClient(api, stack.network, "agent", ca_file=stack.ca_file)

    config = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    results = check_connectivity(config, time.time, client_of=client_of)
    found = [(one.section, one.subject, one.outcome) for one in results]
    assert found == [
        ("cloud", Subject.PING, Outcome.FINE),
        ("cloud", Subject.CLOCK, Outcome.FINE),
        ("cloud", Subject.KEYS, Outcome.FINE),
        ("cloud", Subject.PRIMARY, Outcome.UNTESTED),
        ("sso", Subject.PING, Outcome.UNTESTED),
        ("sso", Subject.PRIMARY, Outcome.UNTESTED),
    ]
