"""Logins over LDAP, through the proxy, to a directory and to Duo behind its edge."""

from __future__ import annotations

import errno
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sansldap import (
    BindRequest,
    BindResponse,
    DereferencingPolicy,
    ExtendedRequest,
    ExtendedResponse,
    FilterPresent,
    LDAPResult,
    LDAPResultCode,
    SaslCredential,
    SearchRequest,
    SearchResultDone,
    SearchScope,
    SimpleCredential,
)

from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.core.duo_client import DuoClient
from failmode.simulator.authproxy.ldap.ber import Operation, read_pdu
from failmode.simulator.authproxy.ldap.client import DirectoryAddress, LdapClient
from failmode.simulator.authproxy.ldap.codec import UNBIND, decode, encode
from failmode.simulator.authproxy.ldap.directory_server import DirectoryServer
from failmode.simulator.authproxy.ldap.entries import person
from failmode.simulator.authproxy.ldap.errors import ConnectError, LdapError, SearchError
from failmode.simulator.authproxy.ldap.names import read_dn
from failmode.simulator.authproxy.ldap.transport import Transport
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.authproxy.servers.ldap_server import LdapServerKind
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.net.connection_limits import ConnectionLimits
from failmode.simulator.errors import ConfigError
from failmode.simulator.internal_failures import InternalFailures
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, wait_until, with_time_enough
from tests.simulator.authproxy.ldap_stack import (
    BASE,
    ENTRIES,
    PEOPLE,
    SERVICE,
    SERVICE_PASSWORD,
    LdapStack,
    RawClient,
    bind,
    connection,
    dn,
    log_in,
)
from tests.simulator.authproxy.servers.test_radius_server_auto import (
    APPROVED,
    AUTH_DENIED,
    AUTH_TIMEOUT,
    FAULTS,
    OPEN,
    PREAUTH_DENIED,
    WAITING,
)
from tests.simulator.authproxy.stack import PASSWORD, running

OK = ("0", "")
LDAP_ANSWERS = {
    OPEN: OK,
    APPROVED: OK,
    PREAUTH_DENIED: ("49", messages.PREAUTH_FAILED),
    AUTH_DENIED: ("49", messages.AUTH_FAILED),
    AUTH_TIMEOUT: ("49", messages.AUTH_TIMED_OUT),
}
"""What LDAP clients are told where RADIUS clients are told this."""

WRONG = ("49", "")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LdapStack]:
    with running(tmp_path_factory.mktemp("ca")) as duo:
        directory = DirectoryServer(lambda: ENTRIES)
        directory.start()
        yield LdapStack(duo, directory)
        directory.stop()


@pytest.fixture
def stack(started: LdapStack) -> Iterator[LdapStack]:
    started.duo.reset()
    for name in ("alice", "bob"):
        # Duo locks out whoever is denied too often.
        started.duo.duo.users.set_status(name, UserStatus.ACTIVE)
    yield started
    started.duo.reset()


def fail(stack: LdapStack, fault: Fault, stage: Stage = Stage.PREAUTH) -> None:
    stack.duo.rules.add(Rule("duo", fault, stage=stage))


def events(proxy: AuthProxy) -> list[dict[str, str]]:
    return [json.loads(one.to_json()) for one in proxy.events]


HUNG = "carol"
"""Who logs in where a request may reach Duo long after its test."""


def asked(stack: LdapStack) -> list[str | None]:
    """Return the stages that reached Duo in this test."""
    exchanges = stack.duo.journal.query(vendor="duo")
    return [one.stage for one in exchanges if one.user != HUNG]


# The verdict table.


@pytest.mark.parametrize(
    ("fault", "stage_of_fault", "safe", "secure"),
    FAULTS,
    ids=[f"{fault}-at-{stage}" for fault, stage, *_ in FAULTS],
)
def test_every_fault_leads_where_it_leads_over_radius(
    stack: LdapStack,
    fault: Fault,
    stage_of_fault: Stage,
    safe: tuple[str, str],
    secure: tuple[str, str],
) -> None:
    for failmode, expected in (("safe", safe), ("secure", secure)):

        def attempt(seconds: float, failmode: str = failmode) -> tuple[str, str]:
            stack.duo.rules.clear()
            fail(stack, fault, stage_of_fault)
            api_timeout = seconds if fault in WAITING else None
            with stack.proxy({"failmode": failmode}, api_timeout_seconds=api_timeout) as proxy:
                return log_in(proxy, wait=2 * PATIENT_SECONDS)

        answer = with_time_enough(attempt, stack.duo.fault_struck, seconds=0.15)
        assert answer == LDAP_ANSWERS[expected]


@pytest.mark.parametrize("stage_of_fault", [Stage.PREAUTH, Stage.AUTH])
def test_a_silent_duo_hangs_the_login_without_api_timeout_and_blocks_nobody_else(
    stack: LdapStack, stage_of_fault: Stage
) -> None:
    fail(stack, NoAnswer(), stage_of_fault)
    with stack.proxy() as proxy:
        assert log_in(proxy, HUNG, wait=0.3) == ("no answer", "")
        stack.duo.rules.clear()
        assert log_in(proxy, "bob") == ("49", "Login request denied.")


def test_a_stat_that_nobody_knows_leaves_the_client_without_an_answer(stack: LdapStack) -> None:
    answer = CannedResponse(200, (), b'{"stat": "MAYBE"}')
    stack.duo.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    with stack.proxy() as proxy:
        assert log_in(proxy, HUNG, wait=0.3) == ("no answer", "")


def test_duo_decides_about_users(stack: LdapStack) -> None:
    with stack.proxy() as proxy:
        assert log_in(proxy) == OK
        assert log_in(proxy, "bob") == ("49", "Login request denied.")
        assert log_in(proxy, "frank")[0] == "49"


def test_a_user_without_a_usable_factor_is_told_so(stack: LdapStack) -> None:
    with stack.proxy({"factors": "passcode"}) as proxy:
        assert log_in(proxy) == ("49", messages.NO_USABLE_FACTOR)


def test_a_wrong_password_gets_the_directorys_answer_and_duo_is_not_asked(
    stack: LdapStack,
) -> None:
    fail(stack, ConnectionRefused())
    with stack.proxy() as proxy:
        assert log_in(proxy, password="wrong") == WRONG
        assert log_in(proxy, "nobody") == WRONG
    assert asked(stack) == []


def test_an_entry_without_a_user_name_is_not_let_in(stack: LdapStack) -> None:
    fail(stack, ConnectionRefused())
    with stack.proxy() as proxy:
        answer = log_in(proxy, f"cn=nameless,{BASE}")
    assert answer == ("49", messages.CANNOT_FIND_USERNAME)
    assert asked(stack) == []


@pytest.mark.parametrize(
    "client_options",
    [
        {"ldap_filter": "(uid=bob)"},
        {"security_group_dn": BASE},
        {"service_account_username": "nobody"},
        {"auth_type": "plain", "bind_dn": dn("nobody")},
    ],
)
def test_a_user_beyond_filter_and_group_or_whom_nobody_can_look_up_is_not_let_in(
    stack: LdapStack, client_options: dict[str, object]
) -> None:
    with (
        stack.proxy({"exempt_primary_bind": "false"}, client_options) as proxy,
        connection(proxy) as client,
    ):
        assert bind(client) == ("49", messages.CANNOT_FIND_USERNAME)
    assert asked(stack) == []


def test_an_unreachable_directory_is_unavailable_and_what_follows_is_never_answered(
    stack: LdapStack,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = closed.getsockname()[:2]
    with stack.proxy(directory=address) as proxy, connection(proxy, 0.3) as client:
        with pytest.raises(SearchError) as caught:
            list(client.search(BASE, FilterPresent("uid")))
        assert (caught.value.code, caught.value.diagnostic) == (52, "Connection error")
        assert bind(client) == ("52", "Connection error")
        with pytest.raises(LdapError, match="did not answer"):
            list(client.search(BASE, FilterPresent("uid")))
        assert bind(client) == ("52", "Connection error")
    assert [one["msg"] for one in events(proxy)] == [messages.LDAP_PRIMARY_ERROR] * 2
    assert {one["status"] for one in events(proxy)} == {"Error"}


@pytest.mark.parametrize(
    ("failmode", "answer"), [("safe", OK), ("secure", ("49", messages.PREAUTH_FAILED))]
)
def test_in_primary_only_mode_the_failmode_decides_and_duo_is_not_asked(
    stack: LdapStack, failmode: str, answer: tuple[str, str]
) -> None:
    with stack.proxy({"failmode": failmode}, primary_only_minutes=60) as proxy:
        assert log_in(proxy) == answer
        assert log_in(proxy, password="wrong") == WRONG
    assert asked(stack) == []


# The rules of a connection.


def test_a_client_that_binds_as_the_user_straight_away_is_let_in_without_any_call_to_duo(
    stack: LdapStack,
) -> None:
    fail(stack, ConnectionRefused())
    with stack.proxy({"failmode": "secure"}) as proxy, connection(proxy) as client:
        assert bind(client) == OK
    assert asked(stack) == []
    assert events(proxy)[-1]["msg"] == "Primary bind exempted from 2FA"


def test_a_failed_bind_does_not_use_up_the_exemption(stack: LdapStack) -> None:
    with stack.proxy() as proxy, connection(proxy) as client:
        assert bind(client, password="wrong") == WRONG
        assert bind(client) == OK
    assert asked(stack) == []


def test_an_anonymous_bind_uses_up_the_exemption(stack: LdapStack) -> None:
    with stack.proxy() as proxy, connection(proxy) as client:
        assert bind(client, "", "") == OK
        assert bind(client, "bob") == ("49", "Login request denied.")


def test_without_the_exemption_every_bind_with_a_password_goes_to_duo(stack: LdapStack) -> None:
    with stack.proxy({"exempt_primary_bind": "false"}) as proxy, connection(proxy) as client:
        assert bind(client, "", "") == OK
        assert bind(client, "bob") == ("49", "Login request denied.")
    assert asked(stack) == ["preauth", "auth"]
    assert events(proxy)[1]["msg"] == messages.ANONYMOUS_BIND


@pytest.mark.parametrize("name", ["alice", "service"])
def test_no_password_is_nobodys(stack: LdapStack, name: str) -> None:
    """A factor behind an empty password must not make a bind that asks for no password."""
    with stack.proxy({"exempt_primary_bind": "false"}) as proxy, connection(proxy) as client:
        assert bind(client, name, ",push") == WRONG
    assert asked(stack) == []


def test_no_password_before_a_factor_is_nobodys_at_a_directory_that_grants_binds_without_one(
    stack: LdapStack,
) -> None:
    """Active Directory grants a bind with a name and no password to anybody (RFC 4513, 5.1.2)."""

    def grant_without_password(peer: socket.socket) -> None:
        while data := peer.recv(65536):
            pdu = read_pdu(data)
            if pdu.tag != Operation.BIND_REQUEST:
                return
            credential = decode(pdu, BindRequest).authentication
            assert isinstance(credential, SimpleCredential)
            code = 49 if credential.password else 0
            body = bytes([10, 1, code, 4, 0, 4, 0])
            message = bytes([2, 1, pdu.message_id, 0x61, len(body)]) + body
            peer.sendall(bytes([0x30, len(message)]) + message)

    with (
        one_peer(grant_without_password) as address,
        stack.proxy({"exempt_primary_bind": "false"}, directory=address) as proxy,
        connection(proxy) as client,
    ):
        assert bind(client, dn("alice"), ",push") == WRONG
    assert asked(stack) == []


def test_a_second_bind_after_one_that_went_through_duo_closes_the_connection(
    stack: LdapStack,
) -> None:
    with stack.proxy() as proxy, connection(proxy) as client:
        assert bind(client, SERVICE, SERVICE_PASSWORD) == OK
        assert bind(client) == OK
        assert bind(client, SERVICE, SERVICE_PASSWORD)[0] == "closed"


def test_unlimited_binds_each_go_through_duo(stack: LdapStack) -> None:
    options = {"allow_unlimited_binds": "true", "exempt_primary_bind": "false"}
    with stack.proxy(options) as proxy, connection(proxy) as client:
        for _ in range(3):
            assert bind(client) == OK
    assert asked(stack) == ["preauth", "auth"] * 3


def home_phones(client: LdapClient) -> list[str | None]:
    found = client.search(PEOPLE, FilterPresent("uid"), attributes=["homePhone"])
    return [one.text("homePhone") for one in found if one.text("homePhone")]


def test_after_a_denied_second_factor_searches_are_answered_with_the_users_rights(
    stack: LdapStack,
) -> None:
    with stack.proxy() as proxy, connection(proxy) as client:
        assert bind(client, SERVICE, SERVICE_PASSWORD) == OK
        assert home_phones(client) == []
        assert bind(client, "bob") == ("49", "Login request denied.")
        assert home_phones(client) == ["555-bob"]


@pytest.mark.parametrize(("name", "answer"), [("alice", "0"), ("bob", "49")])
def test_without_searches_after_the_bind_the_connection_ends_with_its_answer(
    stack: LdapStack, name: str, answer: str
) -> None:
    with (
        stack.proxy({"allow_searches_after_bind": "false"}) as proxy,
        connection(proxy) as client,
    ):
        assert bind(client, SERVICE, SERVICE_PASSWORD) == OK
        assert home_phones(client) == []
        assert bind(client, name)[0] == answer
        with pytest.raises(ConnectError):
            home_phones(client)


def test_a_search_before_any_bind_is_the_directorys_to_answer(stack: LdapStack) -> None:
    with (
        stack.proxy() as proxy,
        connection(proxy) as client,
        pytest.raises(SearchError) as caught,
    ):
        home_phones(client)
    assert caught.value.code == 50


def test_pages_of_a_search_survive(stack: LdapStack) -> None:
    with stack.proxy() as proxy, connection(proxy) as client:
        bind(client, SERVICE, SERVICE_PASSWORD)
        found = list(client.search(PEOPLE, FilterPresent("uid"), page_size=1))
    assert len(found) == len(ENTRIES) - 4


@pytest.mark.parametrize(
    ("ou", "name", "exempt"),
    [
        (PEOPLE.upper(), "alice", True),
        (f"ou=other,{BASE}", "alice", False),
        (dn("alice"), "alice", True),
        (f"ple,{BASE}".replace("ple", "ou=people-of-ours"), "alice", False),
    ],
)
def test_whoever_is_below_an_exempt_ou_is_not_sent_to_duo(
    stack: LdapStack, ou: str, name: str, exempt: bool
) -> None:
    options = {"exempt_primary_bind": "false", "exempt_ou_1": ou}
    with stack.proxy(options) as proxy, connection(proxy) as client:
        assert bind(client, name) == OK
    assert asked(stack) == ([] if exempt else ["preauth", "auth"])
    if exempt:
        assert events(proxy)[-1]["msg"] == f"Exempt OU: {dn(name)}"


@pytest.mark.parametrize(
    ("password", "told"),
    [
        (f"{PASSWORD},push", "push"),
        (f"{PASSWORD},phone", "phone"),
        (PASSWORD, "push1"),
    ],
)
def test_a_factor_behind_the_password_is_told_duo(
    stack: LdapStack, password: str, told: str
) -> None:
    with stack.proxy() as proxy:
        log_in(proxy, password=password)
    bodies = [one.request_body for one in stack.duo.journal.query(vendor="duo")]
    assert [f"auto={told}&" in body for body in bodies] == [False, True]


def test_a_passcode_behind_the_password_is_judged_by_duo(stack: LdapStack) -> None:
    with stack.proxy() as proxy:
        assert log_in(proxy, password=f"{PASSWORD},123456")[0] == "49"
    assert asked(stack) == ["preauth", "auth"]


def test_duo_is_told_no_address_and_the_user_name_of_the_directory(stack: LdapStack) -> None:
    with stack.proxy() as proxy:
        log_in(proxy, f"UID=Alice,{PEOPLE}")
    body = stack.duo.journal.query(vendor="duo")[0].request_body
    assert "ipaddr=0.0.0.0" in body
    assert body.endswith("user=alice")
    assert "failmode=safe" in body


# Events.


def test_events_name_the_dn_and_only_those_of_the_second_factor_the_user(
    stack: LdapStack,
) -> None:
    with stack.proxy() as proxy:
        log_in(proxy)
    primary, allowed = events(proxy)[-2:]
    assert {"username", "client_ip", "factor"} & primary.keys() == set()
    assert (primary["msg"], primary["status"]) == ("Primary authentication successful", "Allow")
    assert "client_ip" not in allowed
    assert (allowed["dn"], allowed["username"], allowed["factor"]) == (
        dn("alice"),
        "alice",
        "push1",
    )
    assert allowed["msg"] == "Duo authentication succeeded - Success. Logging you in..."


@pytest.mark.parametrize(
    ("fault", "stage_of_fault", "status", "text"),
    [
        (ConnectionRefused(), Stage.PREAUTH, "Error", messages.PREAUTH_FAILED),
        (ConnectionRefused(), Stage.AUTH, "Error", messages.AUTH_FAILED),
    ],
)
def test_what_may_not_fail_open_is_an_error_in_the_events(
    stack: LdapStack, fault: Fault, stage_of_fault: Stage, status: str, text: str
) -> None:
    fail(stack, fault, stage_of_fault)
    with stack.proxy({"failmode": "secure"}) as proxy:
        log_in(proxy)
    last = events(proxy)[-1]
    assert (last["auth_stage"], last["status"], last["msg"]) == (
        "Secondary authentication",
        status,
        text,
    )


def test_a_login_that_fails_open_is_allowed_in_the_events_and_the_client_is_told_nothing(
    stack: LdapStack,
) -> None:
    fail(stack, ConnectionRefused())
    with stack.proxy() as proxy:
        assert log_in(proxy) == OK
    last = events(proxy)[-1]
    assert (last["status"], last["msg"]) == ("Allow", messages.FAIL_OPEN)


@pytest.mark.parametrize(
    ("name", "msg"),
    [
        ("bob", "Duo authentication was rejected - Login request denied."),
        ("frank", "User is not enrolled. Enrollment link sent."),
    ],
)
def test_the_event_of_a_denial_has_the_products_words(
    stack: LdapStack, name: str, msg: str
) -> None:
    with stack.proxy() as proxy:
        log_in(proxy, name)
    last = events(proxy)[-1]
    assert (last["msg"], last["status"], last["username"]) == (msg, "Reject", name)
    assert {"client_ip", "factor"} & last.keys() == ({"factor"} if name == "bob" else set())


# StartTLS, LDAPS, SASL.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(folder / "cert.pem"), append=True)
    return {
        "ca": folder / "ca.pem",
        "ssl_key_path": folder / "key.pem",
        "ssl_cert_path": folder / "cert.pem",
    }


def tls_options(certificate: dict[str, Path]) -> dict[str, object]:
    return {"ssl_port": 0, **{key: path for key, path in certificate.items() if key != "ca"}}


def tls_address(proxy: AuthProxy) -> tuple[str, int]:
    return proxy.address_of(proxy.config.servers[0], "ssl_port")


@pytest.mark.parametrize("transport", [Transport.LDAPS, Transport.STARTTLS])
def test_a_login_over_tls_is_like_any_other(
    stack: LdapStack, certificate: dict[str, Path], transport: Transport
) -> None:
    with stack.proxy(tls_options(certificate)) as proxy:
        [clear], tls = proxy.addresses, tls_address(proxy)
        address = DirectoryAddress(
            host="localhost",
            port=(tls if transport is Transport.LDAPS else clear)[1],
            transport=transport,
            ca_file=certificate["ca"],
        )
        with LdapClient(address) as client:
            assert bind(client, SERVICE, SERVICE_PASSWORD) == OK
            assert bind(client, "bob") == ("49", "Login request denied.")


def test_clients_that_begin_tls_at_once_are_never_cut_off(
    stack: LdapStack, certificate: dict[str, Path]
) -> None:
    """What comes before the server is ready for TLS is for TLS all the same."""
    context = ssl.create_default_context(cafile=certificate["ca"])
    with stack.proxy(tls_options(certificate)) as proxy:
        for _ in range(150):
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            tls = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
            with pytest.raises(ssl.SSLWantReadError):
                tls.do_handshake()
            with socket.create_connection(tls_address(proxy), timeout=PATIENT_SECONDS) as client:
                client.sendall(outgoing.read())
                assert client.recv(1) == b"\x16"


START_TLS = encode(ExtendedRequest(1, [], "1.3.6.1.4.1.1466.20037", None))


def test_starttls_without_a_certificate_is_a_protocol_error_that_names_both_options(
    stack: LdapStack,
) -> None:
    with stack.proxy() as proxy, RawClient(proxy) as client:
        client.send(START_TLS)
        pdu = client.receive()
    assert pdu is not None
    result = decode(pdu, ExtendedResponse).result
    assert int(result.result_code) == 2
    assert "ssl_key_path" in result.diagnostics_message
    assert "ssl_cert_path" in result.diagnostics_message


def test_what_is_sent_behind_starttls_without_tls_is_never_taken(
    stack: LdapStack, certificate: dict[str, Path]
) -> None:
    smuggled = encode(BindRequest(2, [], 3, dn("alice"), SimpleCredential(PASSWORD)))
    with stack.proxy(tls_options(certificate)) as proxy, RawClient(proxy) as client:
        client.send(START_TLS, smuggled)
        client.receive()
        assert client.receive() is None
    assert events(proxy) == []


def test_an_old_version_of_tls_is_refused(stack: LdapStack, certificate: dict[str, Path]) -> None:
    context = ssl.create_default_context(cafile=certificate["ca"])
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    options = {**tls_options(certificate), "cipher_list": "ECDHE-RSA-AES256-GCM-SHA384"}
    with stack.proxy(options) as proxy:
        context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")
        with (
            socket.create_connection(tls_address(proxy), timeout=PATIENT_SECONDS) as plain,
            pytest.raises(OSError, match=r"ALERT|EOF|reset"),
        ):
            context.wrap_socket(plain, server_hostname="localhost")


def sasl(stack: LdapStack, mechanism: str, credentials: bytes) -> tuple[int, str]:
    request = BindRequest(1, [], 3, "", SaslCredential(mechanism, credentials))
    with stack.proxy({"exempt_primary_bind": "false"}) as proxy, RawClient(proxy) as client:
        client.send(encode(request))
        pdu = client.receive()
    assert pdu is not None
    result = decode(pdu, BindResponse).result
    return int(result.result_code), result.diagnostics_message


@pytest.mark.parametrize("mechanism", ["PLAIN", "EXTERNAL", "GSSAPI", "DIGEST-MD5"])
def test_other_mechanisms_than_gss_spnego_are_refused(stack: LdapStack, mechanism: str) -> None:
    assert sasl(stack, mechanism, b"") == (53, messages.UNSUPPORTED_SASL_MECHANISM)


def test_ntlm_that_would_sign_and_seal_is_refused(stack: LdapStack) -> None:
    negotiate = b"NTLMSSP\0" + (1).to_bytes(4, "little") + (0x30).to_bytes(4, "little")
    assert sasl(stack, "GSS-SPNEGO", b"\x60\x20" + negotiate) == (7, messages.SIGN_AND_SEAL)


def test_a_mechanism_that_the_directory_refuses_gets_its_answer(stack: LdapStack) -> None:
    assert sasl(stack, "GSS-SPNEGO", b"\x60\x03abc") == (49, "NTLM alone is taken here")


def directory_that_answers(code: int) -> Callable[[socket.socket], None]:
    def behave(peer: socket.socket) -> None:
        while data := peer.recv(65536):
            pdu = read_pdu(data)
            body = bytes([10, 1, code, 4, 0, 4, 0])
            message = bytes([2, 1, pdu.message_id, 0x61, len(body)]) + body
            peer.sendall(bytes([0x30, len(message)]) + message)

    return behave


@pytest.mark.parametrize(
    ("code", "status", "stage"),
    [(0, "Allow", "Unknown"), (14, "Challenge", "Primary authentication")],
)
def test_kerberos_is_let_through_without_duo_and_told_in_the_events(
    stack: LdapStack, code: int, status: str, stage: str
) -> None:
    request = BindRequest(1, [], 3, "", SaslCredential("GSS-SPNEGO", b"\x60\x03abc"))
    with (
        one_peer(directory_that_answers(code)) as address,
        stack.proxy({"exempt_primary_bind": "false"}, directory=address) as proxy,
        RawClient(proxy) as client,
    ):
        client.send(encode(request))
        pdu = client.receive()
        assert pdu is not None
        assert int(decode(pdu, BindResponse).result.result_code) == code
        last = events(proxy)[-1]
    assert (last["status"], last["auth_stage"]) == (status, stage)
    assert asked(stack) == []


def authenticate_message(user: str) -> bytes:
    name = user.encode("utf-16-le")
    fields = bytearray(64)
    fields[:12] = b"NTLMSSP\0" + (3).to_bytes(4, "little")
    fields[36:44] = len(name).to_bytes(2, "little") * 2 + (64).to_bytes(4, "little")
    fields[60:64] = (1).to_bytes(4, "little")
    return bytes(fields) + name


def test_the_user_of_an_ntlm_bind_goes_to_duo_as_typed(stack: LdapStack) -> None:
    credential = SaslCredential("GSS-SPNEGO", authenticate_message("bob"))
    with (
        one_peer(directory_that_answers(0)) as address,
        stack.proxy({"exempt_primary_bind": "false"}, directory=address) as proxy,
        RawClient(proxy) as client,
    ):
        client.send(encode(BindRequest(1, [], 3, "", credential)))
        pdu = client.receive()
    assert pdu is not None
    result = decode(pdu, BindResponse).result
    assert (int(result.result_code), result.diagnostics_message) == (49, "Login request denied.")


@pytest.mark.parametrize("transport", ["ldaps", "starttls"])
@pytest.mark.parametrize(
    ("name", "is_trusted", "code"),
    [("localhost", True, "0"), ("other.example", True, "52"), ("localhost", False, "52")],
)
def test_a_directory_that_is_another_than_the_file_says_is_told_no_password(  # noqa: PLR0917
    stack: LdapStack, tmp_path: Path, transport: str, name: str, is_trusted: bool, code: str
) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    ca_file = tmp_path / "ca.pem"
    (authority if is_trusted else trustme.CA()).cert_pem.write_to_path(str(ca_file))
    heard: list[bytes] = []

    def over_tls(peer: socket.socket) -> None:
        if transport == "starttls":
            granted = LDAPResult(LDAPResultCode.SUCCESS, "", "")
            number = read_pdu(peer.recv(65536)).message_id
            peer.sendall(encode(ExtendedResponse(number, [], granted, None, None)))
        with suppress(OSError), context.wrap_socket(peer, server_side=True) as secured:
            while data := secured.recv(65536):
                heard.append(data)
                with socket.create_connection(stack.directory.address) as directory:
                    directory.sendall(data)
                    secured.sendall(directory.recv(65536))

    with one_peer(over_tls) as (_, port):
        options = {"transport": transport, "ssl_ca_certs_file": ca_file}
        with (
            stack.proxy({}, options, directory=("localhost", port)) as proxy,
            connection(proxy) as client,
        ):
            assert bind(client)[0] == code
    assert bool(heard) is (code == "0")


@pytest.mark.parametrize("whole", [True, False])
def test_what_comes_before_tls_in_the_directorys_place_never_reaches_the_client(
    stack: LdapStack, whole: bool
) -> None:
    """Whoever stands between proxy and directory must not speak for it (RFC 4511, 4.14.1)."""
    forged = encode(SearchResultDone(7, [], LDAPResult(LDAPResultCode.SUCCESS, "", "")))

    def speak_before_tls(peer: socket.socket) -> None:
        while data := peer.recv(65536):
            granted = LDAPResult(LDAPResultCode.SUCCESS, "", "")
            answer = ExtendedResponse(read_pdu(data).message_id, [], granted, None, None)
            peer.sendall(encode(answer) + (forged if whole else forged[:-1]))

    search = replace(SEARCH, message_id=7, filter=FilterPresent("uid"))
    options = {"transport": "starttls", "ssl_verify_hostname": "false"}
    with (
        one_peer(speak_before_tls) as address,
        stack.proxy({}, options, directory=address) as proxy,
        RawClient(proxy) as client,
    ):
        client.send(encode(search))
        pdu = client.receive()
    assert pdu is not None
    result = decode(pdu, SearchResultDone).result
    assert (int(result.result_code), result.diagnostics_message) == (52, "Connection error")


def directory_that_takes_any_name(upstream: tuple[str, int]) -> Callable[[socket.socket], None]:
    """Grant binds by NTLM and by what is no DN, as Active Directory knows names; relay the rest."""

    def behave(peer: socket.socket) -> None:
        def relay_answers() -> None:
            with suppress(OSError):
                while data := directory.recv(65536):
                    peer.sendall(data)

        with socket.create_connection(upstream) as directory:
            threading.Thread(target=relay_answers, daemon=True).start()
            while data := peer.recv(65536):
                pdu = read_pdu(data)
                if pdu.tag == Operation.BIND_REQUEST:
                    request = decode(pdu, BindRequest)
                    if not isinstance(request.authentication, SimpleCredential) or not read_dn(
                        request.name
                    ):
                        answer = LDAPResult(LDAPResultCode.SUCCESS, "", "")
                        peer.sendall(encode(BindResponse(pdu.message_id, [], answer)))
                        continue
                directory.sendall(data)

    return behave


@pytest.mark.parametrize(
    ("ou", "name", "exempt"),
    [
        (PEOPLE, "ew@example.test", True),
        (PEOPLE, r"EXAMPLE\w0815", True),
        (PEOPLE, "NTLM w0815", True),
        (PEOPLE, "erin", True),
        (f"ou=other,{BASE}", "ew@example.test", False),
        (f"ou=other,{BASE}", r"EXAMPLE\w0815", False),
        (f"ou=other,{BASE}", "NTLM w0815", False),
        # By none of her other names.
        (PEOPLE, "erin@example.test", False),
        (PEOPLE, r"EXAMPLE\erin", False),
        (PEOPLE, "NTLM erin", False),
        # Two entries have this name, and it is not known whose password was right.
        (PEOPLE, "twin@example.test", False),
        (PEOPLE, r"EXAMPLE\twin", False),
        (PEOPLE, "NTLM twin", False),
        (PEOPLE, "twin", False),
    ],
)
def test_a_bind_by_another_name_is_exempt_by_the_one_entry_that_the_service_account_finds(
    stack: LdapStack, ou: str, name: str, exempt: bool
) -> None:
    erin = {"mail": ["ew@example.test"], "sAMAccountName": ["w0815"]}
    twin = {"mail": ["twin@example.test"], "sAMAccountName": ["twin"]}
    further = [
        person("erin", PASSWORD, PEOPLE, erin),
        person("twin", PASSWORD, PEOPLE, twin),
        person("twin", PASSWORD, f"ou=guests,{BASE}", twin),
    ]
    server = DirectoryServer(lambda: [*ENTRIES, *further])
    server.start()
    options = {"exempt_primary_bind": "false", "exempt_ou_1": ou}
    credential: SimpleCredential | SaslCredential = SimpleCredential("whatever")
    if name.startswith("NTLM "):
        message = authenticate_message(name.removeprefix("NTLM "))
        name, credential = "", SaslCredential("GSS-SPNEGO", message)
    try:
        with (
            one_peer(directory_that_takes_any_name(server.address)) as address,
            stack.proxy(options, {"auth_type": "plain"}, directory=address) as proxy,
            RawClient(proxy) as client,
        ):
            client.send(encode(BindRequest(1, [], 3, name, credential)))
            assert client.receive() is not None
            last = events(proxy)[-1]
    finally:
        server.stop()
    assert (asked(stack) == []) is exempt
    if exempt:
        assert last["msg"] == f"Exempt OU: {dn('erin')}"


def one_peer(behave: Callable[[socket.socket], None]) -> _Peer:
    return _Peer(behave)


class _Peer:
    """Takes connections in place of a directory, and lets each behave in some way."""

    def __init__(self, behave: Callable[[socket.socket], None]) -> None:
        self._behave = behave
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._peers: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> tuple[str, int]:
        self._thread.start()
        address: tuple[str, int] = self._listener.getsockname()[:2]
        return address

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        # Only then has it put the last one among those that are to be closed.
        self._thread.join(PATIENT_SECONDS)
        self._listener.close()
        for peer in self._peers:
            peer.close()

    def _serve(self) -> None:
        try:
            while True:
                peer, _ = self._listener.accept()
                self._peers.append(peer)
                threading.Thread(target=self._one, args=(peer,), daemon=True).start()
        except OSError:
            return

    def _one(self, peer: socket.socket) -> None:
        try:
            self._behave(peer)
        except OSError:
            return


# What goes wrong on the way.


SEARCH = SearchRequest(
    3,
    [],
    base_object=BASE,
    scope=SearchScope.BASE,
    deref_aliases=DereferencingPolicy.NEVER,
    size_limit=0,
    time_limit=0,
    types_only=False,
    filter=FilterPresent("objectClass"),
    attributes=[],
)


def test_requests_while_a_bind_is_decided_are_dropped_and_abandon_always(
    stack: LdapStack,
) -> None:
    stack.duo.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=600))
    abandon = bytes([0x30, 6, 2, 1, 9, 0x50, 1, 1])
    with stack.proxy({"exempt_primary_bind": "false"}) as proxy, RawClient(proxy) as client:
        user = BindRequest(2, [], 3, dn("alice"), SimpleCredential(PASSWORD))
        client.send(abandon, encode(user), encode(SEARCH), abandon)
        wait_until(lambda: stack.duo.fault_struck(None), "Duo is not asked")
        # All runs on one loop: what came before this bind has been taken.
        with connection(proxy) as other:
            assert bind(other, password="wrong") == WRONG
        stack.duo.rules.clear()
        pdu = client.receive()
        assert pdu is not None
        assert (pdu.tag, pdu.message_id) == (Operation.BIND_RESPONSE, 2)
        client.send(encode(replace(SEARCH, message_id=4)))
        found = [client.receive(), client.receive()]
    assert [one and one.message_id for one in found] == [4, 4]
    assert found[1] is not None
    assert decode(found[1], SearchResultDone).message_id == 4


def swallow(peer: socket.socket) -> None:
    while peer.recv(65536):
        pass


def test_a_directory_that_never_answers_ends_both_connections(stack: LdapStack) -> None:
    with (
        one_peer(swallow) as address,
        stack.proxy(directory=address, network_timeout=0.2) as proxy,
        connection(proxy) as client,
    ):
        assert bind(client) == ("closed", "")


def test_a_connection_without_traffic_ends(stack: LdapStack) -> None:
    with stack.proxy(idle_timeout=0.2) as proxy, RawClient(proxy) as client:
        assert client.receive() is None


def test_a_directory_that_dies_under_a_bind_lets_nobody_in(stack: LdapStack) -> None:
    def die(peer: socket.socket) -> None:
        peer.recv(65536)
        peer.close()

    with (
        one_peer(die) as address,
        stack.proxy(directory=address) as proxy,
        connection(proxy) as client,
    ):
        assert bind(client) == ("closed", "")


def test_a_directory_that_dies_while_duo_is_asked_lets_nobody_in(stack: LdapStack) -> None:
    stack.duo.rules.add(Rule("duo", stage=Stage.AUTH, delay_seconds=600))
    directory = DirectoryServer(lambda: ENTRIES)
    directory.start()
    with (
        stack.proxy({"exempt_primary_bind": "false"}, directory=directory.address) as proxy,
        connection(proxy) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        bound = pool.submit(bind, client, HUNG)
        wait_until(lambda: stack.duo.fault_struck(None), "Duo is not asked")
        directory.stop()
        assert bound.result(PATIENT_SECONDS) == ("closed", "")


def test_a_bind_response_that_nobody_asked_for_never_reaches_the_client(
    stack: LdapStack,
) -> None:
    def forge(peer: socket.socket) -> None:
        peer.recv(65536)
        peer.sendall(bytes([0x30, 12, 2, 1, 99, 0x61, 7, 10, 1, 0, 4, 0, 4, 0]))
        peer.sendall(bytes([0x30, 12, 2, 1, 1, 0x65, 7, 10, 1, 0, 4, 0, 4, 0]))
        peer.recv(1)

    with (
        one_peer(forge) as address,
        stack.proxy(directory=address) as proxy,
        RawClient(proxy) as client,
    ):
        client.send(encode(replace(SEARCH, message_id=1)))
        first = client.receive()
    assert first is not None
    assert (first.message_id, first.tag) == (1, Operation.SEARCH_DONE)


def test_a_stopped_proxy_leaves_binds_without_an_answer(stack: LdapStack) -> None:
    stack.duo.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=600))
    with (
        stack.proxy({"exempt_primary_bind": "false"}) as proxy,
        connection(proxy) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        bound = pool.submit(bind, client, HUNG)
        wait_until(lambda: stack.duo.fault_struck(None), "Duo is not asked")
        proxy.stop()
        assert bound.result(PATIENT_SECONDS) == ("closed", "")


def test_what_breaks_in_the_simulator_is_no_answer_of_the_proxy(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(DuoClient, "preauth", broken)
    failures = InternalFailures()
    with stack.proxy(failures=failures) as proxy:
        assert log_in(proxy) == ("closed", "")
    assert failures.count == 1
    last = failures.last
    assert last is not None
    assert "[ldap_server_auto]" in last.where
    assert last.user == "alice"


def test_a_failure_of_the_simulator_while_duo_answers_well_is_no_success(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = InternalFailures()
    genuine = DuoClient.auth

    def auth(self: DuoClient, username: str, factor: str, client_ip: str | None) -> object:
        failures.record(ZeroDivisionError("x"), "duo", vendor="duo", user=username)
        return genuine(self, username, factor, client_ip)

    monkeypatch.setattr(DuoClient, "auth", auth)
    with stack.proxy(failures=failures) as proxy:
        assert log_in(proxy) == ("closed", "")


# Bad input and load.


@pytest.mark.parametrize(
    "octets",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x30\x84\x7f\xff\xff\xff",
        b"\x30\x80",
        b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x85\x00",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ],
)
def test_what_cannot_be_read_ends_the_connection_and_is_logged_once(
    stack: LdapStack, octets: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    with stack.proxy() as proxy, RawClient(proxy) as client:
        caplog.clear()
        client.send(octets)
        assert client.receive() is None
        # A login that hung in a test before may be told of meanwhile.
        assert len([one for one in caplog.messages if HUNG not in one]) == 1
        assert log_in(proxy) == OK


def test_a_ber_bomb_in_a_bind_ends_the_connection(stack: LdapStack) -> None:
    controls = b""
    for _ in range(300):
        length = len(controls)
        controls = b"\xa0\x84" + length.to_bytes(4, "big") + controls
    simple = b"\x02\x01\x03\x04\x00\x80\x00"
    body = b"\x02\x01\x01\x60" + bytes([len(simple)]) + simple + controls
    with stack.proxy() as proxy, RawClient(proxy) as client:
        client.send(b"\x30\x84" + len(body).to_bytes(4, "big") + body)
        assert client.receive() is None
        assert log_in(proxy) == OK


def test_a_message_that_is_not_finished_in_time_ends_the_connection(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "failmode.simulator.authproxy.servers.ldap_connection.UNFINISHED_PDU_SECONDS"
    monkeypatch.setattr(module, 0.2)
    with stack.proxy() as proxy, RawClient(proxy) as client:
        client.send(b"\x30\x20\x02")
        assert client.receive() is None


def test_connections_are_limited_and_a_refusal_is_told_as_the_simulators_own(
    stack: LdapStack,
) -> None:
    registry = SIMULATED_SECTIONS.with_server(LdapServerKind(ConnectionLimits(20, 10)))
    failures = InternalFailures()
    with stack.proxy(registry=registry, failures=failures) as proxy:
        clients = [RawClient(proxy) for _ in range(10)]
        refused = 0
        for _ in range(20):
            try:
                with RawClient(proxy) as one:
                    refused += one.receive() is None
            except ConnectionError:  # before it could connect
                refused += 1
        assert refused == 20
        assert failures.count == 20
        for one in clients:
            one.socket.close()
        wait_until(lambda: _has_a_place(proxy), "nobody gets in any more")


def deciding() -> set[threading.Thread]:
    """Return the threads that decide binds, or wait for the next one."""
    return {one for one in threading.enumerate() if one.name.startswith("LDAP bind")}


def test_a_thread_that_has_decided_a_bind_takes_the_next_one_until_the_proxy_stops(
    stack: LdapStack,
) -> None:
    before = deciding()  # binds of earlier tests may go on

    def is_idle() -> bool:
        return [one.name for one in deciding() - before] == ["LDAP bind: idle"]

    with stack.proxy() as proxy:
        for _ in range(5):
            with connection(proxy) as client:
                assert bind(client) == OK
            wait_until(is_idle, "one thread that waits for the next bind")
    wait_until(lambda: not deciding() - before, "a thread is left")


def test_a_bind_more_than_may_be_decided_at_once_is_told_as_the_simulators_own(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{LdapServerKind.__module__}.CONCURRENT_BINDS", 1)
    stack.duo.rules.add(Rule("duo", stage=Stage.PREAUTH, delay_seconds=600))
    failures = InternalFailures()
    with (
        stack.proxy({"exempt_primary_bind": "false"}, failures=failures) as proxy,
        connection(proxy) as first,
        connection(proxy) as second,
        ThreadPoolExecutor(1) as pool,
    ):
        bound = pool.submit(bind, first, HUNG)
        wait_until(lambda: stack.duo.fault_struck(None), "Duo is not asked")
        assert bind(second) == ("closed", "")
        assert failures.last is not None
        assert "binds are being decided already" in failures.last.reason
        proxy.stop()
        assert bound.result(PATIENT_SECONDS) == ("closed", "")


def test_a_bind_for_which_no_thread_can_be_had_is_our_failure_and_the_next_one_is_answered(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = threading.Thread.start

    def none_left(thread: threading.Thread) -> None:
        if thread.name.startswith("LDAP bind"):
            raise RuntimeError("can't start new thread")
        genuine(thread)

    failures = InternalFailures()
    with stack.proxy(failures=failures) as proxy:
        with monkeypatch.context() as patch, connection(proxy) as client:
            patch.setattr(threading.Thread, "start", none_left)
            assert bind(client) == ("closed", "")
        assert failures.count == 1
        assert log_in(proxy) == OK
    assert failures.count == 1


def test_what_cannot_be_loaded_for_the_first_client_is_our_failure_and_the_next_one_is_answered(
    stack: LdapStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_more_files(*_: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    failures = InternalFailures()
    with stack.proxy(failures=failures) as proxy:
        with monkeypatch.context() as patch:
            patch.setattr("failmode.simulator.authproxy.clients.ad.AdDirectory", no_more_files)
            # The connection may have ended before its client looks.
            with suppress(ConnectionError), RawClient(proxy) as client:
                assert client.receive() is None
            wait_until(lambda: failures.count == 1, "a record of the failure")
        assert log_in(proxy) == OK
    assert failures.count == 1


@pytest.mark.parametrize("transport", [Transport.LDAPS, Transport.STARTTLS])
def test_handshakes_that_nobody_goes_on_with_are_limited_and_end(
    stack: LdapStack,
    certificate: dict[str, Path],
    transport: Transport,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = "failmode.simulator.authproxy.servers.ldap_connection.UNFINISHED_PDU_SECONDS"
    registry = SIMULATED_SECTIONS.with_server(LdapServerKind(ConnectionLimits(20, 10)))
    options = tls_options(certificate)

    def connect(address: tuple[str, int], source: str = "127.0.0.1") -> socket.socket:
        return socket.create_connection(address, PATIENT_SECONDS, source_address=(source, 0))

    def attempt(seconds: float) -> tuple[bool, bool, int]:
        monkeypatch.setattr(module, seconds)
        failures = InternalFailures()
        with (
            stack.proxy(options, registry=registry, failures=failures) as proxy,
            ExitStack() as open_ones,
        ):
            ldaps = transport is Transport.LDAPS
            address = tls_address(proxy) if ldaps else proxy.addresses[0]
            began = time.monotonic()
            held = [open_ones.enter_context(connect(address)) for _ in range(10)]
            for one in held:
                if not ldaps:
                    one.sendall(START_TLS)
                    assert one.recv(100)
            try:
                is_refused = _is_ended(open_ones.enter_context(connect(address)))
            except ConnectionError:
                is_refused = True
            # A client at another address is let in meanwhile.
            other = open_ones.enter_context(connect(proxy.addresses[0], "127.0.0.2"))
            other.sendall(encode(BindRequest(1, [], 3, "", SimpleCredential(""))))
            assert other.recv(100)
            is_in_time = time.monotonic() - began < seconds
            assert all(map(_is_ended, held)), "a handshake takes as long as it may"
            open_ones.close()
            refused = failures.count
            wait_until(lambda: _has_a_place(proxy), "nobody gets in any more")
        return is_in_time, is_refused, refused

    assert with_time_enough(attempt, lambda came_to: came_to[0], seconds=1.0) == (True, True, 1)


def _has_a_place(proxy: AuthProxy) -> bool:
    """Log in, unless the connection is refused: a client sees one end before its place is free."""
    try:
        with connection(proxy) as client:
            answer = bind(client, SERVICE, SERVICE_PASSWORD)
            if answer[0] == "closed":
                return False
            assert (answer, bind(client)) == (OK, OK)
    except ConnectError:
        return False
    return True


def _is_ended(client: socket.socket) -> bool:
    try:
        return client.recv(1) == b""
    except ConnectionError:
        return True


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_no_octets_let_anybody_in(stack: LdapStack, data: st.DataObject) -> None:
    """Whatever a client sends after a wrong bind, it is never told that it has bound."""
    good = encode(BindRequest(2, [], 3, dn("dave"), SimpleCredential("wrong")))
    octets = bytearray(data.draw(st.sampled_from((good, good * 2, START_TLS + good))))
    for _ in range(data.draw(st.integers(min_value=0, max_value=3))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    with (
        stack.proxy({"exempt_primary_bind": "false"}) as proxy,
        RawClient(proxy, 0.1) as client,
    ):
        client.send(bytes(octets), UNBIND)
        try:
            while (pdu := client.receive()) is not None:
                if pdu.tag == Operation.BIND_RESPONSE:
                    assert int(decode(pdu, BindResponse).result.result_code) != 0
        except TimeoutError:
            pass
    # Requests of tests before this one, which were cut off, may still arrive.
    assert not [one for one in stack.duo.journal.query(vendor="duo") if one.user == "dave"]


# Configuration.


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"allow_unlimited_binds": "true"}, "exempt_primary_bind=false"),
        ({"exempt_ou_1": "people"}, "exempt_ou_1"),
        ({"minimum_tls_version": "ssl2"}, "minimum_tls_version"),
        ({"ssl_key_path": __file__}, "ssl_cert_path"),
        ({"ssl_key_path": __file__, "ssl_cert_path": __file__}, "cannot be used"),
        ({"idle_timeout": "0"}, "idle_timeout"),
        ({"radius_ip_1": "::1"}, "not an option"),
        ({"client": "duo_only_client"}, "no such section"),
    ],
)
def test_options_that_cannot_be_used_are_refused(
    stack: LdapStack, options: dict[str, object], said: str
) -> None:
    with pytest.raises(ConfigError, match=said), stack.proxy(options):
        pass


def test_a_port_in_use_is_told_with_its_section(stack: LdapStack) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match="ldap_server_auto"), stack.proxy({"port": port}):
            pass
