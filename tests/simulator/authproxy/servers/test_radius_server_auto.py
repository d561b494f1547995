"""Logins over RADIUS, through the proxy, to a primary server and to Duo behind its edge."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from failmode.simulator.authproxy.assumptions import UNREADABLE_USERNAME
from failmode.simulator.authproxy.cfg.sections.base import LoginServerSection
from failmode.simulator.authproxy.core import messages
from failmode.simulator.authproxy.proxy import AuthProxy
from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Attributes, Code, Reply
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer
from failmode.simulator.authproxy.registry import SIMULATED_SECTIONS
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.edge.faults.answers import (
    Http401,
    Http403,
    Http429,
    Http500,
    Http502,
    Http503,
    Http504,
    MalformedResponse,
    NotJson,
    Redirect,
)
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.delivery import (
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
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.faults.tls import TlsAlert, TlsSilent, TlsUntrusted, TlsWrongHost
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.state.clock import Clock
from failmode.terms.logins import Answer
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, Stopwatch, quickest, wait_until, with_time_enough
from tests.simulator.authproxy.scripted_primary import scripted_primary
from tests.simulator.authproxy.stack import (
    API_HOST,
    IKEY,
    PASSWORD,
    PRIMARY_REJECT_MESSAGE,
    PRIMARY_SECRET,
    Stack,
    authenticate,
    code_and_message,
    log_in,
)

ACCEPT, REJECT, CHALLENGE = "ACCESS_ACCEPT", "ACCESS_REJECT", "ACCESS_CHALLENGE"
APPROVED = (ACCEPT, "Success. Logging you in...")
OPEN = (ACCEPT, messages.FAIL_OPEN)
PREAUTH_DENIED = (REJECT, messages.PREAUTH_FAILED)
AUTH_DENIED = (REJECT, messages.AUTH_FAILED)
AUTH_TIMEOUT = (REJECT, messages.AUTH_TIMED_OUT)
HUNG = ("no answer", "")


def test_a_user_who_approves_the_push_is_let_in_with_duos_own_words(stack: Stack) -> None:
    with stack.proxy() as proxy:
        assert log_in(proxy) == APPROVED
    assert stack.stages() == ["preauth", "auth"]


def test_a_user_who_denies_the_push_is_refused_with_duos_own_words(stack: Stack) -> None:
    with stack.proxy() as proxy:
        assert log_in(proxy, "bob") == (REJECT, "Login request denied.")


def test_a_wrong_password_is_final_and_duo_is_never_asked(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with stack.proxy({"failmode": "safe"}) as proxy:
        assert log_in(proxy, password="wrong") == (
            REJECT,
            PRIMARY_REJECT_MESSAGE,
        )
    stack.rules.clear()
    with stack.proxy({"failmode": "safe"}) as proxy:
        assert log_in(proxy, password="wrong") == (
            REJECT,
            PRIMARY_REJECT_MESSAGE,
        )
    assert stack.stages() == []


def test_a_primary_reject_without_a_message_gets_the_products_words(stack: Stack) -> None:
    primary = UserListRadiusServer({}, PRIMARY_SECRET)
    primary.start()
    try:
        with stack.proxy(client_options={"port": str(primary.port)}) as proxy:
            assert log_in(proxy) == (REJECT, messages.PRIMARY_SAID_NOTHING)
    finally:
        primary.stop()


HOSTILE_NAMES = [b"\xff", b"jos\xe9", b"ali\0ce", b"\xed\xa0\x80"]


@pytest.mark.parametrize("client", ["radius_client", "duo_only_client"])
@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_is_no_text_is_rejected_at_once_and_duo_is_never_asked(
    stack: Stack, client: str, name: bytes
) -> None:
    with stack.proxy({"client": client}) as proxy:

        def attempt() -> float:
            with Stopwatch() as watch:
                answer = log_in(proxy, name.decode("utf-8", "surrogateescape"))
            assert answer == (REJECT, UNREADABLE_USERNAME)
            return watch.seconds

        # All repetitions to a primary server that says nothing take four.
        assert quickest(attempt, bound=2.0) <= 2.0
    assert stack.stages() == []


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_the_primary_server_knows_nobody_whose_name_is_no_text(stack: Stack, name: bytes) -> None:
    client = RadiusClient(
        hosts=(stack.primary.address,),
        secret=PRIMARY_SECRET.encode(),
        retries=0,
        retry_wait=PATIENT_SECONDS,
    )
    reply = client.authenticate(name.decode("utf-8", "surrogateescape"), PASSWORD.encode())
    assert code_and_message(reply) == (REJECT, PRIMARY_REJECT_MESSAGE)


def test_no_client_can_forge_a_line_of_the_log(stack: Stack, tmp_path: Path) -> None:
    forged = "eve\nINFO: (alice): Returning response code 2: AccessAccept\x1b[2J"
    text = stack.text({}, {}, "radius_client") + f"[main]\nlog_dir={tmp_path}\n"
    settings = SIMULATED_SECTIONS.parse(text, "authproxy.cfg")
    with AuthProxy(settings, stack.network, stack.clock, ca_file=stack.ca_file) as proxy:
        log_in(proxy, forged)
    lines = (tmp_path / "authproxy.log").read_text().splitlines()
    assert any("eve" in line for line in lines)
    assert not any(line.startswith("INFO") or "\x1b" in line for line in lines)


WAITING = (ConnectTimeout(), TlsSilent(), NoAnswer(), Trickle())
"""Faults that only a timeout ends."""

FAULTS = [
    # fault, stage, safe, secure
    (DnsFailure(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (ConnectionRefused(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (ConnectTimeout(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (TlsSilent(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (TlsUntrusted(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (TlsWrongHost(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (TlsAlert(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (NoAnswer(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (ClosedEarly(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Reset(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (ResetMidBody(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (TruncatedBody(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (Trickle(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (NotHttp(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Http500(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Http502(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Http503(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Http504(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (Http429(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (Http401(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (Http403(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (Redirect(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (NotJson(), Stage.PREAUTH, PREAUTH_DENIED, PREAUTH_DENIED),
    (MalformedResponse(), Stage.PREAUTH, OPEN, PREAUTH_DENIED),
    (ClockSkew(), Stage.PREAUTH, APPROVED, APPROVED),
    (DnsFailure(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (ConnectionRefused(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (ConnectTimeout(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (TlsSilent(), Stage.AUTH, AUTH_TIMEOUT, AUTH_TIMEOUT),
    (TlsUntrusted(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (TlsWrongHost(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (TlsAlert(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (NoAnswer(), Stage.AUTH, AUTH_TIMEOUT, AUTH_TIMEOUT),
    (ClosedEarly(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Reset(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (ResetMidBody(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (TruncatedBody(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Trickle(), Stage.AUTH, AUTH_TIMEOUT, AUTH_TIMEOUT),
    (NotHttp(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Http500(), Stage.AUTH, OPEN, AUTH_DENIED),
    (Http502(), Stage.AUTH, OPEN, AUTH_DENIED),
    (Http503(), Stage.AUTH, OPEN, AUTH_DENIED),
    (Http504(), Stage.AUTH, OPEN, AUTH_DENIED),
    (Http429(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Http401(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Http403(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (Redirect(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (NotJson(), Stage.AUTH, AUTH_DENIED, AUTH_DENIED),
    (MalformedResponse(), Stage.AUTH, OPEN, AUTH_DENIED),
    (ClockSkew(), Stage.AUTH, APPROVED, APPROVED),
]


@pytest.mark.parametrize(
    ("fault", "stage_of_fault", "safe", "secure"),
    FAULTS,
    ids=[f"{fault}-at-{stage}" for fault, stage, *_ in FAULTS],
)
def test_every_fault_leads_where_the_decision_table_says(
    stack: Stack,
    fault: Fault,
    stage_of_fault: Stage,
    safe: tuple[str, str],
    secure: tuple[str, str],
) -> None:
    for failmode, expected in (("Safe", safe), ("SECURE", secure)):

        def attempt(seconds: float, failmode: str = failmode) -> tuple[str, str]:
            # A connection fault at auth, once armed, would affect the next preauth as well.
            stack.rules.clear()
            stack.rules.add(Rule("duo", fault, stage=stage_of_fault))
            api_timeout = seconds if fault in WAITING else None
            with stack.proxy({"failmode": failmode}, api_timeout_seconds=api_timeout) as proxy:
                return log_in(proxy, wait=2 * PATIENT_SECONDS)

        assert with_time_enough(attempt, stack.fault_struck, seconds=0.15) == expected


def test_failmode_is_safe_unless_it_is_set(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with stack.proxy() as proxy:
        assert log_in(proxy) == OPEN


@pytest.mark.parametrize("stage_of_fault", [Stage.PREAUTH, Stage.AUTH])
@pytest.mark.parametrize("fault", [TlsSilent(), NoAnswer(), Trickle()])
def test_a_silent_duo_hangs_the_login_without_api_timeout_and_blocks_nobody_else(
    stack: Stack, fault: Fault, stage_of_fault: Stage
) -> None:
    rule = stack.rules.add(Rule("duo", fault, stage=stage_of_fault))
    with stack.proxy() as proxy:
        assert log_in(proxy, wait=0.25) == HUNG
        wait_until(lambda: stack.fault_struck(None), "Duo is not asked")
        stack.rules.remove(rule.id)
        assert log_in(proxy, "bob") == (REJECT, "Login request denied.")


def test_without_api_timeout_a_connection_that_never_comes_about_ends_after_its_own_limit(
    stack: Stack,
) -> None:
    stack.rules.add(Rule("duo", ConnectTimeout()))
    with stack.proxy(connect_timeout_seconds=0.2) as proxy:
        assert log_in(proxy) == OPEN


ODD_ANSWERS = [
    ("another stat", 200, b'{"stat": "MAYBE", "response": {}}', HUNG),
    ("JSON that is no object", 200, b"[]", HUNG),
    ("empty body", 200, b"", PREAUTH_DENIED),
    ("no stat", 200, b"{}", PREAUTH_DENIED),
    ("FAIL in a 200", 200, b'{"stat": "FAIL", "code": 40002, "message": "no"}', PREAUTH_DENIED),
    ("a 3xx without Location", 302, b"", PREAUTH_DENIED),
    ("empty response", 200, b'{"stat": "OK", "response": ""}', OPEN),
    ("unknown result", 200, b'{"stat": "OK", "response": {"result": "perhaps"}}', OPEN),
    ("no factors", 200, b'{"stat": "OK", "response": {"result": "auth", "prompt": ""}}', OPEN),
]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [row[1:] for row in ODD_ANSWERS],
    ids=[r[0] for r in ODD_ANSWERS],
)
def test_odd_answers_at_preauth_in_safe_mode(
    stack: Stack, status: int, body: bytes, expected: tuple[str, str]
) -> None:
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=CannedResponse(status, (), body)))
    with stack.proxy() as proxy:
        assert log_in(proxy, wait=0.25 if expected == HUNG else PATIENT_SECONDS) == expected


def test_redirects_are_followed_with_the_same_body(stack: Stack) -> None:
    location = f"https://{API_HOST}/rest/v1/preauth"
    answer = CannedResponse(302, (("Location", location),), b"")
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer, times=2))
    with stack.proxy() as proxy:
        assert log_in(proxy) == APPROVED
    assert stack.stages() == ["preauth", "preauth", "preauth", "auth"]


def test_endless_redirects_are_refused_whatever_the_failmode(stack: Stack) -> None:
    answer = CannedResponse(301, (("Location", "/rest/v1/preauth"),), b"")
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    with stack.proxy() as proxy:
        assert log_in(proxy) == PREAUTH_DENIED
    assert len(stack.stages()) == 20


@contextmanager
def web_page() -> Iterator[tuple[str, list[tuple[str, str | None, bytes]]]]:
    """Serve a page over plain HTTP; give its URL, and path, Authorization and body of each POST."""
    posts: list[tuple[str, str | None, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.append((self.path, self.headers["Authorization"], body))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Please log in</html>")

        def log_message(self, *_args: object) -> None:
            """Write nothing to the test's output."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/portal", posts
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("stage", "expected", "asked"),
    [
        (Stage.PREAUTH, PREAUTH_DENIED, b"failmode=safe&ipaddr=0.0.0.0&user=alice"),
        (Stage.AUTH, AUTH_DENIED, b"auto=push1&factor=auto&ipaddr=0.0.0.0&user=alice"),
    ],
)
def test_a_redirect_to_plain_http_takes_body_and_authorization_along_and_is_denied(
    stack: Stack, stage: Stage, expected: tuple[str, str], asked: bytes
) -> None:
    with web_page() as (url, posts), stack.proxy({"failmode": "safe"}) as proxy:
        answer = CannedResponse(302, (("Location", url),), b"")
        stack.rules.add(Rule("duo", stage=stage, answer=answer))
        assert log_in(proxy) == expected
    ((path, authorization, body),) = posts
    assert (path, body) == ("/portal", asked)
    assert authorization is not None
    assert b64decode(authorization.removeprefix("Basic ")).startswith(f"{IKEY}:".encode())


def test_a_redirect_to_plain_http_that_nobody_serves_counts_as_a_failed_connection(
    stack: Stack,
) -> None:
    answer = CannedResponse(302, (("Location", f"http://{API_HOST}/"),), b"")
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    with stack.proxy() as proxy:
        assert log_in(proxy) == OPEN


def test_wrong_keys_are_refused_in_safe_mode(stack: Stack) -> None:
    with stack.proxy({"skey": "x" * 40, "failmode": "safe"}) as proxy:
        assert log_in(proxy) == PREAUTH_DENIED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (UserStatus.BYPASS, ACCEPT),
        (UserStatus.DISABLED, REJECT),
        (UserStatus.LOCKED_OUT, REJECT),
    ],
)
def test_the_users_status_at_duo_decides_at_preauth(
    stack: Stack, status: UserStatus, expected: str
) -> None:
    stack.duo.users.add("dave", status=status)
    try:
        stack.duo.devices.add_phone("dave", "+17345550101")
        with stack.proxy() as proxy:
            code, message = log_in(proxy, "dave")
        assert code == expected
        assert message
        assert stack.stages() == ["preauth"]
    finally:
        stack.duo.users.remove("dave")


def test_a_user_whom_duo_does_not_know_is_refused_with_duos_words(stack: Stack) -> None:
    with stack.proxy() as proxy:
        code, message = log_in(proxy, "frank")
        assert code == REJECT
        assert message
        assert proxy.events[-1].msg == messages.NOT_ENROLLED


def test_preauth_tells_duo_the_failmode_and_the_users_machine(stack: Stack) -> None:
    with stack.proxy({"failmode": "SECURE"}) as proxy:
        authenticate(proxy, attributes={31: (b"192.0.2.7",)})
        authenticate(proxy)
    preauths = [one for one in stack.journal.query(vendor="duo") if one.stage == Stage.PREAUTH]
    assert [one.request_body for one in preauths] == [
        "failmode=secure&ipaddr=192.0.2.7&user=alice",
        "failmode=secure&ipaddr=0.0.0.0&user=alice",
    ]


def test_the_requests_to_duo_are_those_of_the_product(stack: Stack) -> None:
    with stack.proxy() as proxy:
        authenticate(proxy, "alice", attributes={31: (b"AA-BB-CC",)})
    preauth, auth = stack.journal.query(vendor="duo")
    assert (preauth.method, preauth.path) == ("POST", "/rest/v1/preauth")
    assert preauth.request_body == "failmode=safe&ipaddr=AA-BB-CC&user=alice"
    assert (auth.method, auth.path) == ("POST", "/rest/v1/auth")
    # The address is checked before auth, though not before preauth.
    assert "ipaddr=0.0.0.0&user=alice" in auth.request_body
    headers = {name.lower(): value for name, value in auth.request_headers}
    assert headers["user-agent"].startswith("duoauthproxy/5.0.0 (")
    assert headers["user-agent"].endswith("; duo_only_client,radius_client,radius_server_auto)")
    assert headers["connection"] == "close"
    assert "date" not in headers


def test_exempt_users_skip_duo_but_not_the_primary_server(stack: Stack) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with stack.proxy({"exempt_username_1": "alice", "failmode": "secure"}) as proxy:
        assert log_in(proxy) == (ACCEPT, messages.EXEMPT)
        assert log_in(proxy, password="wrong") == (
            REJECT,
            PRIMARY_REJECT_MESSAGE,
        )
        assert log_in(proxy, "bob") == PREAUTH_DENIED


def test_duo_only_client_takes_any_password_and_fails_open_with_nothing_checked(
    stack: Stack,
) -> None:
    with stack.proxy(client="duo_only_client") as proxy:
        assert log_in(proxy, password="anything") == APPROVED
        stack.rules.add(Rule("duo", ConnectionRefused()))
        assert log_in(proxy, password="anything") == OPEN


def test_a_factor_or_passcode_may_follow_the_password(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("carol")
    with stack.proxy() as proxy:
        assert log_in(proxy, "carol", f"{PASSWORD},{passcode}") == APPROVED
        assert log_in(proxy, "alice", f"{PASSWORD},push") == APPROVED
        code, _ = log_in(proxy, "carol", f"{PASSWORD},00000000")
        assert code == REJECT


def test_a_password_with_a_delimiter_in_it_is_tried_whole_as_well(stack: Stack) -> None:
    primary = UserListRadiusServer({"alice": "a,b"}, PRIMARY_SECRET)
    primary.start()
    try:
        with stack.proxy(client_options={"port": str(primary.port)}) as proxy:
            assert log_in(proxy, password="a,b") == APPROVED
            assert [event.status for event in proxy.events] == ["Reject", "Allow", "Allow"]
    finally:
        primary.stop()


def test_without_allow_concat_the_password_is_never_taken_apart(stack: Stack) -> None:
    with stack.proxy({"allow_concat": "false"}) as proxy:
        assert log_in(proxy, password=f"{PASSWORD},push") == (
            REJECT,
            PRIMARY_REJECT_MESSAGE,
        )


def test_the_passcode_factor_asks_with_a_challenge(stack: Stack) -> None:
    (passcode,) = stack.duo.passcodes.issue("alice")
    with stack.proxy({"factors": "passcode"}) as proxy:
        reply = authenticate(proxy)
        assert code_and_message(reply) == (CHALLENGE, messages.ENTER_PASSCODE)
        assert reply is not None
        state: Attributes = {24: reply.attributes[24]}
        assert log_in(proxy, "bob", passcode, attributes=state) == (
            REJECT,
            messages.UNKNOWN_CHALLENGE,
        )
        answer = authenticate(proxy, "alice", passcode, attributes=state)
        assert code_and_message(answer) == APPROVED
        assert log_in(proxy, "alice", passcode, attributes=state) == (
            REJECT,
            messages.UNKNOWN_CHALLENGE,
        )


@pytest.mark.parametrize("failmode", ["safe", "secure"])
def test_no_password_is_refused_before_anybody_is_asked(stack: Stack, failmode: str) -> None:
    """A primary server may take no password for a request about anybody."""
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with (
        scripted_primary(lambda _: Reply(Code.ACCESS_ACCEPT, "yes")) as primary,
        stack.proxy({"failmode": failmode}, primary.options) as proxy,
    ):
        assert log_in(proxy, password="") == (REJECT, messages.NO_PASSWORD)
    assert primary.requests == []


def test_no_passcode_is_refused_before_duo_is_asked(stack: Stack) -> None:
    with stack.proxy({"factors": "passcode"}) as proxy:
        reply = authenticate(proxy)
        assert reply is not None
        state: Attributes = {24: reply.attributes[24]}
        assert log_in(proxy, password="", attributes=state) == (REJECT, messages.NO_PASSWORD)
    assert stack.stages() == ["preauth"]


def test_a_challenge_expires_after_five_minutes(stack: Stack) -> None:
    clock = Clock()
    with stack.proxy({"factors": "passcode"}, clock=clock) as proxy:
        reply = authenticate(proxy)
        assert reply is not None
        clock.advance(301)
        code, message = code_and_message(
            authenticate(proxy, "alice", "123456", attributes={24: reply.attributes[24]})
        )
        assert (code, message) == (REJECT, messages.UNKNOWN_CHALLENGE)


def test_a_factor_that_the_user_has_not_is_refused(stack: Stack) -> None:
    body = {
        "stat": "OK",
        "response": {
            "result": "auth",
            "prompt": "",
            "factors": {"default": "phone1", "1": "phone1"},
        },
    }
    answer = CannedResponse(200, (), json.dumps(body).encode())
    stack.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    with stack.proxy({"factors": "push"}) as proxy:
        assert log_in(proxy) == (REJECT, messages.NO_USABLE_FACTOR)


@pytest.mark.parametrize(
    ("client_options", "expected"),
    [
        ({}, {}),
        ({"pass_through_attr_names": "Class"}, {25: (b"staff",)}),
        ({"pass_through_all": "true"}, {25: (b"staff",), 11: (b"vpn",)}),
    ],
)
def test_attributes_of_the_primary_server_are_kept_as_configured(
    stack: Stack, client_options: dict[str, str], expected: dict[int, tuple[bytes, ...]]
) -> None:
    stack.rules.add(Rule("duo", ConnectionRefused()))
    with stack.proxy(client_options=client_options) as proxy:
        reply = authenticate(proxy)
    assert code_and_message(reply) == OPEN
    assert reply is not None
    kept = {key: values for key, values in reply.attributes.items() if key not in (18, 80)}
    assert kept == expected


def test_nobody_is_rejected_because_the_simulator_s_own_primary_server_broke(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    class Unreadable(dict[str, str]):
        def get(self, *_: object) -> str:
            raise ArithmeticError

    primary = UserListRadiusServer(Unreadable(), PRIMARY_SECRET, failures=stack.network.failures)
    primary.start()
    try:
        # Repeated, as on a busy machine its failure may come after the time of one request.
        options = {"port": str(primary.port), "retries": "5"}
        with stack.proxy(client_options=options) as proxy:
            assert log_in(proxy, wait=2.0) == HUNG
            told = "no reply: the simulator itself failed, the built-in primary server"
            wait_until(lambda: told in caplog.text, "the log does not tell it")
    finally:
        primary.stop()


def test_proxy_state_of_the_request_comes_back_once_and_in_order(stack: Stack) -> None:
    with stack.proxy({"pass_through_all": "true"}, {"pass_through_all": "true"}) as proxy:
        reply = authenticate(proxy, attributes={33: (b"first", b"second")})
    assert reply is not None
    assert reply.attributes[33] == (b"first", b"second")


def test_the_message_authenticator_is_the_first_attribute_of_a_reply(stack: Stack) -> None:
    with stack.proxy(client_options={"pass_through_all": "true"}) as proxy:
        reply = authenticate(proxy)
    assert reply is not None
    assert next(iter(reply.attributes)) == 80


def test_a_client_without_a_secret_is_ignored(stack: Stack) -> None:
    with stack.proxy({"radius_ip_1": "192.0.2.0/24"}) as proxy:
        assert log_in(proxy, wait=0.25) == HUNG
    assert stack.stages() == []


def test_the_smallest_network_decides_about_the_secret(stack: Stack) -> None:
    options = {"radius_ip_1": "0.0.0.0/0", "radius_ip_2": "127.0.0.1", "radius_secret_2": "other"}
    with stack.proxy(options) as proxy:
        assert log_in(proxy, secret="other") == APPROVED


@pytest.mark.parametrize("wrong", ["dummy-other-secret"])
def test_a_request_with_another_secret_is_dropped(stack: Stack, wrong: str) -> None:
    with stack.proxy() as proxy:
        assert log_in(proxy, secret=wrong, wait=0.25) == HUNG
    assert stack.stages() == []


def test_a_primary_server_that_does_not_answer_is_a_reject_that_says_so(stack: Stack) -> None:
    primary = UserListRadiusServer({}, "a secret that the proxy does not share")
    primary.start()
    options = {"port": str(primary.port), "retries": "1"}
    try:
        with stack.proxy(client_options=options) as proxy:
            expected = messages.PRIMARY_ERROR.format(reason=messages.PRIMARY_TIMED_OUT)
            assert log_in(proxy) == (REJECT, expected)
            assert [event.status for event in proxy.events] == ["Error"]
    finally:
        primary.stop()
    assert stack.stages() == []


def test_the_events_name_stage_status_and_section_and_hold_no_secret(stack: Stack) -> None:
    with stack.proxy() as proxy:
        authenticate(proxy, attributes={31: (b"192.0.2.7",)})
        stack.rules.add(Rule("duo", Reset(), stage=Stage.AUTH))
        authenticate(proxy)
        events = proxy.events
    assert [(one.auth_stage, one.status) for one in events] == [
        ("Primary authentication", "Allow"),
        ("Secondary authentication", "Allow"),
        ("Primary authentication", "Allow"),
        ("Secondary authentication", "Error"),
    ]
    first = json.loads(events[0].to_json())
    assert sorted(first) == sorted(
        [
            "timestamp",
            "msg_type",
            "msg",
            "username",
            "auth_stage",
            "status",
            "client_ip",
            "server_section",
            "server_section_ikey",
            "factor",
            "hostname",
        ]
    )
    assert first["server_section"] == "radius_server_auto"
    assert first["server_section_ikey"] == IKEY
    assert first["client_ip"] == "192.0.2.7"
    assert first["timestamp"].endswith("Z")
    lines = "\n".join(event.to_json() for event in events)
    assert PASSWORD not in lines


def test_stopping_does_not_wait_for_hung_logins_and_frees_the_port(stack: Stack) -> None:
    stack.duo.users.set_answer("carol", Answer.IGNORE)
    with ExitStack() as cleanup:
        proxy = cleanup.enter_context(stack.proxy())
        port = proxy.addresses[0][1]
        assert log_in(proxy, "carol", wait=0.25) == HUNG
        proxy.stop()
        assert proxy.addresses == ()
        text = stack.text({"port": str(port)}, {}, "radius_client")
        again = AuthProxy(
            SIMULATED_SECTIONS.parse(text, "authproxy.cfg"), stack.network, stack.clock
        )
        with again:
            assert again.addresses[0][1] == port


def test_two_sections_share_a_port_by_whose_packets_they_get(stack: Stack) -> None:
    with stack.proxy() as free:
        port = free.addresses[0][1]
    text = stack.text({"port": str(port)}, {}, "radius_client").replace(
        "[radius_server_auto]", "[RADIUS_Server_Auto2]"
    )
    other = (
        text[text.index("[RADIUS") :].replace("Auto2", "auto3").replace("127.0.0.1", "192.0.2.1")
    )
    settings = SIMULATED_SECTIONS.parse(text + other, "authproxy.cfg")
    proxy = AuthProxy(settings, stack.network, stack.clock, ca_file=stack.ca_file)
    with proxy:
        assert proxy.addresses == (("127.0.0.1", port), ("127.0.0.1", port))
        assert log_in(proxy) == APPROVED
        assert proxy.events[-1].server_section == "RADIUS_Server_Auto2"


def test_without_a_network_the_proxy_uses_its_own_resolver_and_api_port(stack: Stack) -> None:
    text = stack.text(
        {"api_host": "localhost", "api_port": str(stack.edge_port)}, {}, "radius_client"
    )
    stack.duo.integrations.add("DILOCALHOSTLOCALHOST", "y" * 40, "localhost")
    try:
        settings = SIMULATED_SECTIONS.parse(
            text.replace(IKEY, "DILOCALHOSTLOCALHOST"), "authproxy.cfg"
        )
        server = settings.servers[0]
        assert isinstance(server, LoginServerSection)
        server = replace(server, api=replace(server.api, skey="y" * 40))
        settings = replace(settings, servers=(server,))
        with AuthProxy(settings, None, stack.clock, ca_file=stack.ca_file) as proxy:
            assert log_in(proxy) == APPROVED
    finally:
        stack.duo.integrations.remove("DILOCALHOSTLOCALHOST")
