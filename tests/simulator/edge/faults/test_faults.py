"""Faults of a request: what each is on the wire, and what clients make of it."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime

import httpx
import pytest

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import (
    BadStat,
    FlawedAnswer,
    GatewayPage,
    Http429,
    Http500,
    Http503,
    HttpStatus,
    MalformedResponse,
    NoCode,
    NoResponse,
    NotJson,
    Redirect,
    StatusFault,
)
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.delivery import (
    BANNER,
    ClosedEarly,
    NoAnswer,
    NotHttp,
    Reset,
    ResetMidBody,
    Trickle,
    TruncatedBody,
)
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.tls import TlsSilent
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.network import Timeouts, Unreachable, UnreachableKind
from failmode.terms.stages import Stage
from tests.patience import A_MOMENT_SECONDS, PATIENT_SECONDS, wait_until, with_time_enough
from tests.simulator.edge.stack import (
    HOST,
    MALFORMED,
    NO_ANSWER,
    PATIENT,
    VENDOR,
    EdgeStack,
    edge_stack,
    ending,
    send_get,
)


@pytest.fixture(scope="module", params=[True, False], ids=["tls", "plain"])
def shared(request: pytest.FixtureRequest) -> Iterator[EdgeStack]:
    with edge_stack(tls=request.param) as stack:
        yield stack


@pytest.fixture
def edge(shared: EdgeStack) -> Iterator[EdgeStack]:
    yield shared
    shared.rules.clear()


@pytest.fixture(scope="module")
def shared_tls() -> Iterator[EdgeStack]:
    with edge_stack() as stack:
        yield stack


@pytest.fixture
def secure(shared_tls: EdgeStack) -> Iterator[EdgeStack]:
    yield shared_tls
    shared_tls.rules.clear()


def add(edge: EdgeStack, fault: Fault) -> Rule:
    return edge.rules.add(Rule(VENDOR, fault))


def received_text(sock: socket.socket) -> bytes:
    """Give what arrives, decrypted, until the connection ends in whatever way."""
    received = b""
    try:
        while data := sock.recv(65_536):
            received += data
    except ConnectionResetError:
        pass
    return received


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (ClosedEarly(), "FIN"),
        (TruncatedBody(), "FIN"),
        (Reset(), "RST"),
        (ResetMidBody(), "RST"),
    ],
)
def test_a_connection_ends_with_the_packet_that_the_fault_says(
    edge: EdgeStack, fault: Fault, end: str
) -> None:
    add(edge, fault)
    sock = edge.connect()
    send_get(sock)
    received, how = ending(sock)
    assert how == end
    assert bool(received) is fault.name.endswith("body")


@pytest.mark.parametrize("fault", [ClosedEarly(), TruncatedBody()])
def test_an_early_end_has_no_tls_close(secure: EdgeStack, fault: Fault) -> None:
    add(secure, fault)
    with secure.connect(strict=True) as sock:
        send_get(sock)
        with pytest.raises(ssl.SSLEOFError):
            received_text(sock)


@pytest.mark.parametrize("fault", [ResetMidBody(), TruncatedBody()])
def test_a_cut_body_has_its_head_in_full_and_half_of_what_the_head_announces(
    edge: EdgeStack, fault: Fault
) -> None:
    add(edge, fault)
    body = bytes(range(256)) * 40
    with edge.connect() as sock:
        head = f"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n\r\n"
        sock.sendall(head.encode() + body)
        received_head, _, received = received_text(sock).partition(b"\r\n\r\n")
    assert received_head.startswith(b"HTTP/1.1 200")
    assert f"Content-Length: {len(body)}".encode() in received_head
    assert received == body[: len(body) // 2]


def test_an_answer_without_a_body_is_cut_in_its_head(edge: EdgeStack) -> None:
    add(edge, TruncatedBody())
    sock = edge.connect()
    sock.sendall(b"HEAD /login/ping HTTP/1.1\r\nHost: x\r\n\r\n")
    with sock:
        received = received_text(sock)
    assert received.startswith(b"HTTP/1.1 200")
    assert b"\r\n\r\n" not in received


@pytest.mark.parametrize("kind", [one for one in fault_catalogue() if issubclass(one, StatusFault)])
def test_http_faults_answer_with_their_status_on_a_connection_that_stays(
    edge: EdgeStack, kind: type[StatusFault]
) -> None:
    edge.rules.add(Rule(VENDOR, kind(retry_after="17"), times=1))
    client = edge.client()
    client.request("GET", "/login/preauth")
    response = client.getresponse()
    assert response.status == int(kind.name.removeprefix("http-"))
    assert response.headers["Retry-After"] == "17"
    assert response.headers["Content-Type"].startswith("text/html")
    response.read()
    client.request("GET", "/login/preauth")
    assert client.getresponse().status == 200
    client.close()


def test_not_json_is_a_page_that_claims_success(edge: EdgeStack) -> None:
    add(edge, NotJson())
    client = edge.client()
    client.request("GET", "/login/preauth")
    response = client.getresponse()
    assert response.status == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert response.read().startswith(b"<!doctype html>")
    client.close()


def test_not_http_is_another_protocol_that_ends(edge: EdgeStack) -> None:
    add(edge, NotHttp())
    with edge.connect() as sock:
        send_get(sock)
        assert received_text(sock) == BANNER
    assert edge.journal.query()[-1].status is None


def test_what_is_no_http_is_told_from_a_connection_that_only_ends(secure: EdgeStack) -> None:
    kinds = {NotHttp(): UnreachableKind.PROTOCOL_ERROR, ClosedEarly(): UnreachableKind.CLOSED}
    for fault, kind in kinds.items():
        rule = add(secure, fault)
        with pytest.raises(Unreachable) as caught:
            secure.call()
        assert caught.value.kind is kind
        secure.rules.remove(rule.id)


@pytest.mark.parametrize("stage", [None, Stage.PREAUTH])
def test_a_redirect_leads_to_a_page_of_the_same_host(
    secure: EdgeStack, stage: Stage | None
) -> None:
    secure.rules.add(Rule(VENDOR, Redirect(), stage=stage))
    verify = ssl.create_default_context(cafile=secure.ca_file)
    with httpx.Client(
        verify=verify, base_url=secure.server.url, trust_env=False, timeout=PATIENT_SECONDS
    ) as client:
        told = client.get("/login/preauth?user=alice")
        assert (told.status_code, told.next_request is not None) == (302, True)
        page = client.get("/login/preauth?user=alice", follow_redirects=True)
    assert (page.status_code, page.url.host) == (200, told.url.host)
    assert page.headers["Content-Type"].startswith("text/html")


def test_a_malformed_response_is_what_the_vendor_makes_up(secure: EdgeStack) -> None:
    add(secure, MalformedResponse())
    answer = secure.call()
    assert (answer.status, answer.body) == (MALFORMED.status, MALFORMED.body)


@pytest.mark.parametrize("fault", [NoResponse(), BadStat(), NoCode()], ids=str)
def test_a_flawed_answer_is_what_the_vendor_makes_up(
    secure: EdgeStack, fault: FlawedAnswer
) -> None:
    add(secure, fault)
    assert secure.call().body == fault.flaw.encode()


@pytest.mark.parametrize("status", [200, 404, 418, 426, 511, 599])
def test_any_status_can_be_answered(edge: EdgeStack, status: int) -> None:
    edge.rules.add(Rule(VENDOR, HttpStatus(status=status, retry_after="17"), times=1))
    client = edge.client()
    for expected, told in ((status, "17"), (200, None)):
        client.request("GET", "/login/preauth")
        response = client.getresponse()
        response.read()
        assert (response.status, response.headers["Retry-After"]) == (expected, told)
    client.close()


@pytest.mark.parametrize("fault", [Http429(retry_after="+90"), HttpStatus(retry_after="+90")])
def test_a_retry_after_may_be_the_date_so_long_after_each_request(
    edge: EdgeStack, fault: GatewayPage
) -> None:
    edge.rules.add(Rule(VENDOR, fault))
    for now in (1_000_000_000.0, 1_000_000_500.0):
        edge.clock.freeze(now)
        client = edge.client()
        client.request("GET", "/login/preauth")
        told = client.getresponse().headers["Retry-After"]
        client.close()
        assert parsedate_to_datetime(told).timestamp() == now + 90
    edge.clock.resume()


def test_a_retry_after_that_is_no_time_after_the_request_is_refused() -> None:
    with pytest.raises(RuleError, match="Give whole seconds"):
        Http429(retry_after="+soon")


def test_a_rule_acts_on_requests_whose_parameters_are_these(secure: EdgeStack) -> None:
    wanted = (("factor", "push"), ("username", "bob"))
    secure.rules.add(Rule(VENDOR, Http503(), stage=Stage.AUTH, parameters=wanted))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = {
        "username=bob&factor=push": 503,
        "factor=push&device=auto&username=bob": 503,
        "username=bob&factor=phone": 200,
        "username=alice&factor=push": 200,
        "username=bob": 200,
        "": 200,
    }
    client = secure.client()
    for body, status in sent.items():
        client.request("POST", "/login/auth", body, form)
        response = client.getresponse()
        response.read()
        assert response.status == status, body
    client.request("GET", "/login/auth?username=bob&factor=push")
    assert client.getresponse().status == 503
    client.close()


def test_a_trickle_is_one_byte_at_a_time_and_right_in_the_end(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, Trickle(interval_seconds=0.001)))
    with edge.connect() as sock:
        send_get(sock, extra="Connection: close\r\n")
        pieces = list(iter(lambda: sock.recv(65_536), b""))
    if edge.tls:  # a TLS record is never merged with the next one
        assert {len(piece) for piece in pieces} == {1}
    assert b"".join(pieces).endswith(b'{"stage":"preauth","username":null}\n')


def test_an_answer_is_whole_once_all_of_its_trickle_was_sent(edge: EdgeStack) -> None:
    def attempt(seconds: float) -> tuple[bool, bool]:
        edge.rules.clear()
        edge.rules.add(Rule(VENDOR, Trickle(interval_seconds=seconds)))
        before = edge.journal.last_number
        with edge.connect() as sock:
            send_get(sock, extra="Connection: close\r\n")
            assert sock.recv(1) == b"H"
            # Somebody who looks while it trickles must not keep what follows from being seen.
            (early,) = edge.journal.query(since=before)
            assert list(iter(lambda: sock.recv(65_536), b""))
        (late,) = edge.journal.query(since=before)
        return early.answered_whole, late.answered_whole

    # On a busy machine all may have trickled before anybody looks.
    came_to = with_time_enough(attempt, lambda whole: not whole[0], seconds=0.001)
    assert came_to == (False, True)


def test_a_trickle_that_is_broken_off_leaves_no_whole_answer(edge: EdgeStack) -> None:
    before = edge.journal.last_number
    rule = edge.rules.add(Rule(VENDOR, Trickle(interval_seconds=60.0)))
    with edge.connect() as sock:
        send_get(sock)
        assert sock.recv(1) == b"H"
        edge.rules.remove(rule.id)
        assert sock.recv(1) == b""
    (entry,) = edge.journal.query(since=before)
    assert not entry.answered_whole


def test_a_trickle_outlives_every_read_timeout_but_not_the_total(secure: EdgeStack) -> None:
    def attempt(seconds: float) -> tuple[UnreachableKind, bool]:
        secure.rules.clear()
        secure.rules.add(Rule(VENDOR, Trickle(interval_seconds=seconds / 10)))
        timeouts = Timeouts(connect=PATIENT_SECONDS, read=2 * seconds, total=3 * seconds)
        began = time.monotonic()
        with pytest.raises(Unreachable) as caught:
            secure.call(timeouts=timeouts)
        took = time.monotonic() - began
        return caught.value.kind, took >= 3 * seconds - A_MOMENT_SECONDS

    def is_read(came_to: tuple[UnreachableKind, bool]) -> bool:
        struck = all(state.hits for state in secure.rules.states())
        # A byte may have come too late, as well.
        return struck and came_to[1]

    came_to = with_time_enough(attempt, is_read, seconds=0.2)
    assert came_to == (UnreachableKind.READ_TIMEOUT, True)


def test_no_answer_is_silence_until_the_rule_is_removed(edge: EdgeStack) -> None:
    rule = add(edge, NoAnswer())
    last = edge.journal.last_number
    sock = edge.connect()
    send_get(sock)
    assert edge.journal.wait(last, PATIENT_SECONDS)
    sock.settimeout(0.2)
    with pytest.raises(TimeoutError):
        sock.recv(1)
    sock.settimeout(PATIENT_SECONDS)
    edge.rules.remove(rule.id)
    assert ending(sock) == (b"", "FIN")


@pytest.mark.parametrize("fault", [NoAnswer(), TlsSilent(), Trickle(interval_seconds=60.0)])
def test_clearing_the_rules_frees_clients_that_wait_for_ever(
    secure: EdgeStack, fault: Fault
) -> None:
    secure.rules.add(Rule(VENDOR, fault))
    began = secure.journal.last_number
    with ThreadPoolExecutor() as pool:
        waiting = [pool.submit(secure.call, timeouts=Timeouts()) for _ in range(3)]
        for count in range(3):
            assert secure.journal.wait(began + count, PATIENT_SECONDS)
        secure.rules.clear()
        for future in waiting:
            assert isinstance(future.exception(PATIENT_SECONDS), Unreachable)
    assert secure.call().status == 200


def test_a_client_that_gives_up_frees_what_was_held_for_it(edge: EdgeStack) -> None:
    add(edge, NoAnswer())
    last = edge.journal.last_number
    with edge.connect() as sock:
        send_get(sock)
        assert edge.journal.wait(last, PATIENT_SECONDS)
    assert edge.server.wait_idle(PATIENT_SECONDS)


def test_clock_skew_moves_the_application_clock_and_nothing_else(edge: EdgeStack) -> None:
    def told() -> float:
        client = edge.client()
        client.request("GET", "/clock")
        body = client.getresponse().read()
        client.close()
        return float(body.decode().split(":")[1].rstrip("}\n"))

    edge.rules.add(Rule(VENDOR, ClockSkew(skew_seconds=-900), times=1))
    assert abs(told() + 900 - time.time()) < 60
    assert abs(told() - time.time()) < 60
    assert edge.clock.offset == 0


def test_a_delay_comes_before_the_answer(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, delay_seconds=0.15))
    client = edge.client()
    began = time.monotonic()
    client.request("GET", "/login/preauth")
    assert client.getresponse().status == 200
    assert time.monotonic() - began >= 0.15 - A_MOMENT_SECONDS
    client.close()


def test_a_delay_may_precede_a_fault(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, Reset(), delay_seconds=0.1))
    sock = edge.connect()
    began = time.monotonic()
    send_get(sock)
    assert ending(sock) == (b"", "RST")
    assert time.monotonic() - began >= 0.1 - A_MOMENT_SECONDS


def test_removing_a_delay_lets_the_delayed_request_through(edge: EdgeStack) -> None:
    rule = edge.rules.add(Rule(VENDOR, delay_seconds=600))
    sock = edge.connect()
    send_get(sock, "/login/preauth", "Connection: close\r\n")
    wait_until(lambda: edge.rules.states()[0].hits > 0, "the request comes")
    edge.rules.remove(rule.id)
    with sock:
        assert sock.recv(65_536).startswith(b"HTTP/1.1 200")


def test_a_canned_answer_is_sent_as_it_stands(edge: EdgeStack) -> None:
    answer = CannedResponse(418, (("X-Odd", "1"), ("x-odd", "2")), b"\x00\xff")
    edge.rules.add(Rule(VENDOR, answer=answer))
    client = edge.client()
    client.request("GET", "/login/preauth")
    response = client.getresponse()
    assert response.status == 418
    assert response.headers.get_all("x-odd") == ["1", "2"]
    assert response.read() == b"\x00\xff"
    client.request("GET", "/login/preauth")
    assert client.getresponse().status == 418
    client.close()


def test_a_canned_answer_may_lie_about_its_length(edge: EdgeStack) -> None:
    answer = CannedResponse(200, (("Content-Length", "100"),), b"short")
    edge.rules.add(Rule(VENDOR, answer=answer))
    client = edge.client()
    client.request("GET", "/login/preauth")
    with pytest.raises(http.client.IncompleteRead):
        client.getresponse().read()
    client.close()


def test_a_rule_acts_on_its_stage_and_user_only(secure: EdgeStack) -> None:
    secure.rules.add(Rule(VENDOR, Http503(), stage=Stage.AUTH, user="alice"))
    assert secure.login("preauth", "alice").status == 200
    assert secure.login("auth", "bob").status == 200
    assert secure.login("auth", "alice").status == 503


def test_a_fault_acts_so_many_times_and_then_the_vendor_is_well(secure: EdgeStack) -> None:
    secure.rules.add(Rule(VENDOR, Reset(), times=2))
    for _ in range(2):
        with pytest.raises(Unreachable, match="reset"):
            secure.call()
    assert secure.call().status == 200


def test_probable_faults_repeat_with_their_seed(secure: EdgeStack) -> None:
    def statuses() -> list[int]:
        secure.rules.clear(seed=11)
        secure.rules.add(Rule(VENDOR, Http500(), probability=0.5))
        return [secure.call().status for _ in range(20)]

    first = statuses()
    assert set(first) == {200, 500}
    assert statuses() == first


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (NoAnswer(), UnreachableKind.READ_TIMEOUT),
        (ClosedEarly(), UnreachableKind.CLOSED),
        (Reset(), UnreachableKind.RESET),
    ],
)
def test_a_simulated_client_names_how_it_failed(
    secure: EdgeStack, fault: Fault, kind: UnreachableKind
) -> None:
    add(secure, fault)
    with pytest.raises(Unreachable) as caught:
        secure.call(timeouts=NO_ANSWER if fault == NoAnswer() else PATIENT)
    assert caught.value.kind is kind
    assert HOST in caught.value.detail


@pytest.mark.parametrize(
    ("fault", "cut"),
    [
        (ResetMidBody(), UnreachableKind.RESET),
        (TruncatedBody(), UnreachableKind.CLOSED),
    ],
)
def test_a_simulated_client_gets_what_came_of_a_cut_body(
    secure: EdgeStack, fault: Fault, cut: UnreachableKind
) -> None:
    whole = secure.call().body
    add(secure, fault)
    answer = secure.call()
    assert (answer.status, answer.complete, answer.cut) == (200, False, cut)
    assert answer.body == whole[: len(whole) // 2]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (NoAnswer(), httpx.ReadTimeout),
        (ClosedEarly(), httpx.RemoteProtocolError),
        (Reset(), httpx.ReadError),
        (ResetMidBody(), httpx.ReadError),
        (TruncatedBody(), httpx.RemoteProtocolError),
    ],
)
def test_httpx_sees_the_same_as_from_a_broken_server(
    edge: EdgeStack, fault: Fault, error: type[Exception]
) -> None:
    add(edge, fault)
    verify = ssl.create_default_context(cafile=edge.ca_file)
    if edge.tls and error is httpx.ReadError:
        # Python 3.11's ssl reports a reset as an end of file.
        error = httpx.TransportError
    read = 0.3 if fault == NoAnswer() else PATIENT_SECONDS
    timeout = httpx.Timeout(PATIENT_SECONDS, read=read)
    with httpx.Client(verify=verify, timeout=timeout) as client, pytest.raises(error):
        client.get(f"{edge.server.url}/login/preauth")


@pytest.mark.parametrize(
    "fault", [kind() for kind in fault_catalogue() if kind is not DnsFailure], ids=str
)
def test_every_fault_ends_with_its_rule(secure: EdgeStack, fault: Fault) -> None:
    secure.rules.add(Rule(VENDOR, fault))
    secure.rules.clear()
    answer = secure.call()
    assert (answer.status, answer.complete) == (200, True)
    assert answer.body == b'{"stage":"preauth","username":null}\n'


def test_faults_are_journalled_by_name(secure: EdgeStack) -> None:
    secure.rules.add(Rule(VENDOR, Reset(), times=1))
    secure.rules.add(Rule(VENDOR, TruncatedBody(), times=1))
    last = secure.journal.last_number
    with pytest.raises(Unreachable):
        secure.login("auth", "alice")
    secure.login("auth", "alice")
    secure.login("auth", "alice")
    seen = secure.journal.query(since=last)
    assert [(entry.fault, entry.status) for entry in seen] == [
        ("reset", None),
        ("truncated-body", 200),
        (None, 200),
    ]
    assert {(entry.stage, entry.user) for entry in seen} == {("auth", "alice")}


def test_the_application_is_not_called_for_faults_that_keep_the_request_from_it() -> None:
    with edge_stack() as edge:
        for fault in (NoAnswer(), Reset(), Http503(), NotJson()):
            edge.rules.clear()
            edge.rules.add(Rule(VENDOR, fault))
            try:
                edge.call("/poll", timeouts=NO_ANSWER)
            except Unreachable:
                continue
        assert not edge.gate.entered.acquire(blocking=False)
