"""A login at an endpoint, against scripted answers of Duo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.api.signature import (
    BodyKind,
    SignedRequest,
    Version,
    credentials,
    verify,
)
from failmode.simulator.endpoints.accounts import (
    Account,
    Accounts,
    FactorChoice,
    LoginInput,
    Session,
)
from failmode.simulator.endpoints.assumptions import SignatureVersion, WireAssumptions
from failmode.simulator.endpoints.failures import Consequence, FailureKind, FailureTable
from failmode.simulator.endpoints.login import EndpointLoginResult, login
from failmode.simulator.endpoints.macos.product import MACOS
from failmode.simulator.endpoints.macos.settings import MacSettings
from failmode.simulator.endpoints.product import EndpointSettings, Product
from failmode.simulator.endpoints.windows_logon.product import WINDOWS_LOGON
from failmode.simulator.endpoints.windows_logon.settings import UsernameFormat, WindowsSettings
from failmode.simulator.errors import ConfigError
from failmode.simulator.network import Network, Response, Timeouts, Unreachable, UnreachableKind
from failmode.simulator.state.clock import Clock
from failmode.terms.logins import Admission, Evidence
from failmode.terms.stages import Stage
from tests.simulator.endpoints.installed import product_of

IKEY, SKEY = "DIXXXXXXXXXXXXXXXXXX", "dummy-secret-key-of-forty-characters-000"
HOST = "api-1234abcd.duosecurity.test"
PASSWORD, PASSCODE, OFFLINE = "dummy-password", "73519042", "90817263"
ALICE = Account("alice", PASSWORD, domain="HARBOUR", dns_domain="harbour.test")
WINDOWS = WindowsSettings(IKEY, SKEY, HOST, fail_open=False)
MAC = MacSettings(IKEY, SKEY, HOST, auto_push=True)
SETTINGS: tuple[EndpointSettings, ...] = (WINDOWS, MAC)
RIGHT = LoginInput("alice", PASSWORD)
TIMEOUTS = Timeouts(connect=1.0, read=1.0, total=5.0)
NOW = 1_800_000_000.0
NETWORK = Network({})


def ok(**response: object) -> Response:
    """Make an answer in Duo's envelope."""
    return Response(200, (), json.dumps({"stat": "OK", "response": response}).encode())


def fail(status: int, code: int, message: str) -> Response:
    """Make an error in Duo's envelope."""
    body = {"stat": "FAIL", "code": code, "message": message}
    return Response(status, (), json.dumps(body).encode())


GOES_WELL: dict[str, Response | Unreachable] = {
    "/auth/v2/ping": ok(time=1),
    "/auth/v2/preauth": ok(result="auth", status_msg="Account is active", devices=[]),
    "/auth/v2/auth": ok(txid="45f7c92b-f45f-4862-8545-e0f58e78075a"),
    "/auth/v2/auth_status": ok(result="allow", status="allow", status_msg="Success."),
}


class Duo:
    """Answers each path as scripted and keeps what was asked."""

    def __init__(self, **changed: Response | Unreachable) -> None:
        self._answers = GOES_WELL | {f"/auth/v2/{path}": one for path, one in changed.items()}
        self.asked: list[tuple[str, str, dict[str, str], Mapping[str, str], bytes]] = []

    @property
    def operations(self) -> list[str]:
        """The last parts of the paths asked, in order."""
        return [path.rpartition("/")[2] for _, path, *_ in self.asked]

    def params(self, operation: str) -> dict[str, str]:
        """Parameters of the last request for an operation."""
        return next(one[2] for one in reversed(self.asked) if one[1].endswith(f"/{operation}"))

    def __call__(
        self,
        network: Network,
        method: str,
        host: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        timeouts: Timeouts,
        ca_file: Path | None,
    ) -> Response:
        """Answer as `failmode.simulator.network.call` does."""
        assert (network, host, timeouts, ca_file) == (NETWORK, HOST, TIMEOUTS, Path("ca.pem"))
        parts = urlsplit(path)
        if headers.get("Content-Type") == "application/json":
            params = json.loads(body)
        else:
            params = {k: v[0] for k, v in parse_qs(f"{parts.query}&{body.decode()}").items()}
        self.asked.append((method, parts.path, params, headers, body))
        answer = self._answers[parts.path]
        if isinstance(answer, Unreachable):
            raise answer
        return answer


def attempt(
    duo: Duo,
    settings: EndpointSettings = WINDOWS,
    given_credentials: LoginInput = RIGHT,
    account: Account = ALICE,
    product: Product | None = None,
    **options: Any,
) -> EndpointLoginResult:
    """Log in once against scripted answers."""
    clock = Clock(lambda: NOW)
    return login(
        product or product_of(settings),
        settings,
        given_credentials,
        network=NETWORK,
        accounts=Accounts([account]),
        clock=clock,
        timeouts=TIMEOUTS,
        ca_file=Path("ca.pem"),
        call=duo,
        **options,
    )


def with_fail_open(settings: EndpointSettings, fail_open: bool) -> EndpointSettings:
    """Give the same settings another failmode."""
    assert isinstance(settings, (WindowsSettings, MacSettings))
    return replace(settings, fail_open=fail_open)


REFUSED = Unreachable(UnreachableKind.REFUSED, "refused")

# The primary password


@pytest.mark.parametrize("fail_open", [False, True])
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize(
    "wrong", [LoginInput("alice", "wrong"), LoginInput("nobody", PASSWORD), LoginInput("", "")]
)
def test_a_wrong_password_asks_nobody_and_is_denied(
    wrong: LoginInput, settings: EndpointSettings, fail_open: bool
) -> None:
    duo = Duo(preauth=REFUSED)
    result = attempt(duo, with_fail_open(settings, fail_open), wrong)
    assert (result.admission, result.second_factor) == (Admission.REFUSED, False)
    assert duo.asked == []


@pytest.mark.parametrize("typed", ["alice", "ALICE", r"harbour\Alice", "Alice@Harbour.Test"])
def test_an_account_is_found_by_each_form_of_its_name(typed: str) -> None:
    assert attempt(Duo(), WINDOWS, LoginInput(typed, PASSWORD)).admission is Admission.BY_DUO


@pytest.mark.parametrize("typed", [r"OTHER\alice", "alice@other.test", "alice ", "\\alice"])
def test_an_account_is_not_found_by_another_domain(typed: str) -> None:
    assert attempt(Duo(), WINDOWS, LoginInput(typed, PASSWORD)).admission is Admission.REFUSED


# Duo reachable


@pytest.mark.parametrize("fail_open", [False, True])
@pytest.mark.parametrize("settings", SETTINGS)
def test_with_duo_reachable_the_second_factor_lets_in(
    settings: EndpointSettings, fail_open: bool
) -> None:
    duo = Duo()
    result = attempt(duo, with_fail_open(settings, fail_open))
    assert (result.admission, result.second_factor) == (Admission.BY_DUO, True)
    assert duo.operations == ["preauth", "auth", "auth_status"]


@pytest.mark.parametrize("fail_open", [False, True])
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize(
    "changed",
    [
        {"auth_status": ok(result="deny", status="deny", status_msg="Login request denied.")},
        {"auth_status": ok(result="deny", status="timeout", status_msg="Login timed out.")},
        {"preauth": ok(result="deny", status_msg="Your account is disabled")},
        {"preauth": ok(result="enroll", status_msg="Enroll", enroll_portal_url="https://e.test")},
    ],
)
def test_what_duo_answers_is_never_overruled_by_the_failmode(
    changed: dict[str, Response], settings: EndpointSettings, fail_open: bool
) -> None:
    result = attempt(Duo(**changed), with_fail_open(settings, fail_open))
    assert (result.admission, result.second_factor) == (Admission.REFUSED, False)


def test_a_bypass_user_gets_in_without_a_second_factor() -> None:
    duo = Duo(preauth=ok(result="allow", status_msg="Bypassed"))
    result = attempt(duo)
    assert (result.admission, result.second_factor) == (Admission.BY_DUO, False)
    assert duo.operations == ["preauth"]


def test_an_unenrolled_user_on_windows_reads_the_documented_text() -> None:
    enroll = ok(result="enroll", status_msg="Enroll an authentication device")
    assert attempt(Duo(preauth=enroll)).message == WINDOWS_LOGON.not_enrolled_message
    assert attempt(Duo(preauth=enroll), MAC).message == "Enroll an authentication device"


def test_a_login_that_waits_for_ever_is_given_up() -> None:
    duo = Duo(auth_status=ok(result="waiting", status="pushed"))
    result = attempt(duo, wire=WireAssumptions(polls=3))
    assert result.admission is Admission.REFUSED
    assert duo.operations.count("auth_status") == 3
    assert result.assumed is not None
    assert result.assumed.name == "how often Duo for Windows Logon polls auth_status"


@pytest.mark.parametrize(
    ("word", "admission"), [("allow", Admission.BY_DUO), ("deny", Admission.REFUSED)]
)
def test_a_synchronous_login_is_decided_by_auth_itself(word: str, admission: Admission) -> None:
    duo = Duo(auth=ok(result=word, status=word, status_msg="."))
    assert attempt(duo, wire=WireAssumptions(asynchronous=False)).admission is admission
    assert duo.operations == ["preauth", "auth"]
    assert duo.params("auth")["async"] == "0"


def test_a_ping_comes_first_when_assumed() -> None:
    duo = Duo()
    assert attempt(duo, wire=WireAssumptions(ping_first=True)).admission is Admission.BY_DUO
    assert duo.operations[0] == "ping"
    lying = Duo(ping=ok())
    opened = attempt(lying, with_fail_open(WINDOWS, True), wire=WireAssumptions(ping_first=True))
    assert opened.admission is Admission.BY_FAILMODE


# What is sent


@pytest.mark.parametrize(
    ("username_format", "name"),
    [
        (UsernameFormat.SAM_ACCOUNT_NAME, "alice"),
        (UsernameFormat.DOMAIN_USER, r"HARBOUR\alice"),
        (UsernameFormat.USER_PRINCIPAL_NAME, "alice@harbour.test"),
    ],
)
def test_duo_hears_of_the_user_by_the_configured_format(
    username_format: UsernameFormat, name: str
) -> None:
    duo = Duo()
    attempt(duo, replace(WINDOWS, username_format=username_format))
    assert duo.params("preauth") == {"username": name}
    assert duo.params("auth")["username"] == name
    mac = Duo()
    attempt(mac, MAC)
    assert mac.params("preauth") == {"username": "alice"}


@pytest.mark.parametrize(
    ("auto_push", "factor", "expected"),
    [
        (True, FactorChoice.AUTO, {"factor": "auto", "device": "auto"}),
        (False, FactorChoice.AUTO, {"factor": "push", "device": "auto"}),
        (True, FactorChoice.PHONE, {"factor": "phone", "device": "auto"}),
        (True, FactorChoice.PASSCODE, {"factor": "passcode", "passcode": PASSCODE}),
    ],
)
def test_the_factor_is_the_persons_or_automatic(
    auto_push: bool, factor: FactorChoice, expected: dict[str, str]
) -> None:
    duo = Duo()
    chosen = LoginInput("alice", PASSWORD, factor=factor, passcode=PASSCODE)
    attempt(duo, replace(WINDOWS, auto_push=auto_push), chosen)
    params = duo.params("auth")
    assert {k: v for k, v in params.items() if k not in ("username", "async")} == expected


def test_a_passcode_login_needs_a_passcode() -> None:
    with pytest.raises(ConfigError, match="passcode"):
        LoginInput("alice", PASSWORD, factor=FactorChoice.PASSCODE)


@pytest.mark.parametrize(
    ("signature", "version"),
    [(SignatureVersion.V2_SHA512, Version.V2), (SignatureVersion.V5, Version.V5)],
)
def test_every_request_is_signed(signature: SignatureVersion, version: Version) -> None:
    duo = Duo()
    account = replace(ALICE, username="zoë b+c")
    attempt(
        duo,
        WINDOWS,
        LoginInput("zoë b+c", PASSWORD),
        account,
        wire=WireAssumptions(ping_first=True, signature=signature),
    )
    assert duo.operations == ["ping", "preauth", "auth", "auth_status"]
    for method, path, params, headers, body in duo.asked:
        given_by = credentials(headers["Authorization"])
        assert given_by.ikey == IKEY
        as_json = bool(body) and version is Version.V5
        kind = BodyKind.JSON if as_json else BodyKind.FORM if body else BodyKind.NONE
        pairs = tuple(parse_qsl(body.decode())) if kind is BodyKind.FORM else ()
        if method == "GET":
            pairs = tuple(params.items())
        request = SignedRequest(
            method=method,
            host=HOST,
            path=path,
            pairs=pairs,
            body=body,
            body_kind=kind,
            date=headers["Date"],
        )
        found = verify(request, given_by.signature, SKEY, now=NOW, window=1.0)
        assert found is version


# Failures

UNREACHABLE_FAILURES = {
    UnreachableKind.DNS: FailureKind.DNS_FAILURE,
    UnreachableKind.REFUSED: FailureKind.CONNECTION_REFUSED,
    UnreachableKind.NO_ROUTE: FailureKind.NO_ROUTE,
    UnreachableKind.CONNECT_TIMEOUT: FailureKind.CONNECT_TIMEOUT,
    UnreachableKind.TLS_TIMEOUT: FailureKind.TLS_TIMEOUT,
    UnreachableKind.TLS_FAILED: FailureKind.TLS_FAILURE,
    UnreachableKind.CERTIFICATE_UNTRUSTED: FailureKind.CERTIFICATE_UNTRUSTED,
    UnreachableKind.CERTIFICATE_WRONG_HOST: FailureKind.CERTIFICATE_WRONG_HOST,
    UnreachableKind.READ_TIMEOUT: FailureKind.NO_ANSWER,
    UnreachableKind.CLOSED: FailureKind.CLOSED_EARLY,
    UnreachableKind.RESET: FailureKind.RESET,
    UnreachableKind.PROTOCOL_ERROR: FailureKind.NOT_HTTP,
}
ANSWER_FAILURES: list[tuple[Response, FailureKind]] = [
    (Response(200, (), b'{"stat": "O', complete=False), FailureKind.CUT_OFF),
    (Response(500, (), b"<html>"), FailureKind.HTTP_5XX),
    (Response(503, (), b""), FailureKind.HTTP_5XX),
    (Response(599, (), b""), FailureKind.HTTP_5XX),
    (fail(429, 42901, "Too Many Requests"), FailureKind.HTTP_429),
    (fail(401, 40103, "Invalid signature in request credentials"), FailureKind.HTTP_401),
    (Response(403, (), b"<html>"), FailureKind.HTTP_403),
    (fail(400, 40002, "Invalid request parameters"), FailureKind.HTTP_OTHER),
    (Response(302, (("Location", "https://portal.test/"),), b""), FailureKind.HTTP_OTHER),
    (Response(204, (), b""), FailureKind.HTTP_OTHER),
    (Response(200, (), b"<html>"), FailureKind.NOT_JSON),
    (Response(200, (), b""), FailureKind.NOT_JSON),
    (Response(200, (), b"\xff\xfe"), FailureKind.NOT_JSON),
    (Response(200, (), b"[" * 100_000), FailureKind.NOT_JSON),
    (Response(200, (), b"[]"), FailureKind.NOT_JSON),
    (Response(200, (), b'{"response": {}}'), FailureKind.NOT_JSON),
    (Response(200, (), b'{"stat": "MAYBE"}'), FailureKind.NOT_JSON),
    (Response(200, (), b'{"stat": []}'), FailureKind.NOT_JSON),
    (fail(200, 40002, "Invalid request parameters"), FailureKind.STAT_FAIL),
    (Response(200, (), b'{"stat": "OK"}'), FailureKind.MALFORMED_RESPONSE),
    (Response(200, (), b'{"stat": "OK", "response": "x"}'), FailureKind.MALFORMED_RESPONSE),
    (ok(), FailureKind.MALFORMED_RESPONSE),
    (ok(result="maybe", txid=""), FailureKind.MALFORMED_RESPONSE),
    (ok(result=["allow"], txid=7), FailureKind.MALFORMED_RESPONSE),
]
STAGES = {Stage.PREAUTH: "preauth", Stage.AUTH: "auth", Stage.AUTH_STATUS: "auth_status"}
FAILURES: list[tuple[Response | Unreachable, FailureKind]] = [
    *((Unreachable(unreachable, "x"), kind) for unreachable, kind in UNREACHABLE_FAILURES.items()),
    *ANSWER_FAILURES,
]


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("failure", "kind"), FAILURES)
def test_a_failure_leads_where_the_table_says(
    failure: Response | Unreachable, kind: FailureKind, stage: Stage, settings: EndpointSettings
) -> None:
    entry = product_of(settings).failures.lookup(kind, stage)
    for fail_open in (False, True):
        result = attempt(Duo(**{STAGES[stage]: failure}), with_fail_open(settings, fail_open))
        applied = fail_open and entry.consequence is Consequence.FAILMODE
        assert result.admission is (Admission.BY_FAILMODE if applied else Admission.REFUSED)
        judged = next(step for step in result.trace if step.what == "judge the failure")
        assert judged.exchange == f"{kind}, at {stage}"
        assert entry.reason in judged.result
        assert (result.assumed is not None) is (entry.evidence is Evidence.UNKNOWN)
        if result.assumed is not None:
            assert result.assumed == product_of(settings).failures.assumption(kind, stage)
            assert result.assumed.name.endswith(f"does on {kind.slug} at {stage}")
            assert (result.assumed.reason, result.assumed.evidence) == (
                entry.reason,
                entry.evidence,
            )


@pytest.mark.parametrize("table", [WINDOWS_LOGON.failures, MACOS.failures])
def test_nothing_after_preauth_is_left_to_the_failmode(table: FailureTable) -> None:
    later = [entry for entry in table if entry.stage in (Stage.AUTH, Stage.AUTH_STATUS)]
    assert {entry.consequence for entry in later} == {Consequence.DENIED}


def documented(table: FailureTable) -> Iterator[tuple[FailureKind, Stage]]:
    """List the cases of a table that rest on a document."""
    for entry in table:
        if entry.evidence is Evidence.DOCUMENTED:
            yield entry.kind, entry.stage


def test_only_what_is_documented_is_marked_so() -> None:
    first = (Stage.PING, Stage.PREAUTH)
    dns = {(FailureKind.DNS_FAILURE, stage) for stage in first}
    refused = {(FailureKind.CONNECTION_REFUSED, stage) for stage in first}
    assert set(documented(WINDOWS_LOGON.failures)) == dns | refused
    assert set(documented(MACOS.failures)) == dns


def test_a_table_with_a_gap_or_two_opinions_is_refused() -> None:
    entries = list(WINDOWS_LOGON.failures)
    with pytest.raises(ConfigError, match="no entry for DNS_FAILURE at ping"):
        FailureTable(WINDOWS_LOGON.name, entries[1:])
    with pytest.raises(ConfigError, match="two entries for DNS_FAILURE at ping"):
        FailureTable(WINDOWS_LOGON.name, [*entries, entries[0]])


def test_another_table_makes_another_product() -> None:
    wrong = replace(
        WINDOWS_LOGON.failures.lookup(FailureKind.HTTP_403, Stage.PREAUTH),
        consequence=Consequence.FAILMODE,
    )
    duo = Duo(preauth=Response(403, (), b""))
    settings = with_fail_open(WINDOWS, True)
    assert attempt(duo, settings).admission is Admission.REFUSED
    other = replace(WINDOWS_LOGON, failures=WINDOWS_LOGON.failures.replace(wrong))
    assert attempt(duo, settings, product=other).admission is Admission.BY_FAILMODE


# Sessions and offline access


def test_a_console_logon_under_rdponly_does_not_need_duo() -> None:
    settings = replace(WINDOWS, rdp_only=True)
    duo = Duo(preauth=REFUSED)
    result = attempt(duo, settings)
    assert (result.admission, result.second_factor, duo.asked) == (Admission.WITHOUT_DUO, False, [])
    over_rdp = LoginInput("alice", PASSWORD, session=Session.RDP)
    assert attempt(duo, settings, over_rdp).admission is Admission.REFUSED


@pytest.mark.parametrize(
    ("fail_open", "available", "typed", "admission"),
    [
        (False, True, OFFLINE, Admission.WITHOUT_DUO),
        (False, True, "00000000", Admission.REFUSED),
        (False, True, None, Admission.REFUSED),
        (False, False, OFFLINE, Admission.REFUSED),
        (True, True, OFFLINE, Admission.BY_FAILMODE),
    ],
)
def test_fail_open_beats_offline_access(
    fail_open: bool, available: bool, typed: str | None, admission: Admission
) -> None:
    settings = replace(WINDOWS, fail_open=fail_open, offline_available=available)
    account = replace(ALICE, offline_passcode=OFFLINE)
    given_credentials = LoginInput("alice", PASSWORD, offline_passcode=typed)
    result = attempt(Duo(preauth=REFUSED), settings, given_credentials, account)
    assert result.admission is admission
    assert result.second_factor is (admission is Admission.WITHOUT_DUO)
    offered = any(step.what == "offline access" for step in result.trace)
    assert offered is (available and not fail_open)


def test_offline_access_is_not_offered_to_whoever_is_not_enrolled() -> None:
    given_credentials = LoginInput("alice", PASSWORD, offline_passcode=OFFLINE)
    result = attempt(Duo(preauth=REFUSED), WINDOWS, given_credentials)
    assert result.admission is Admission.REFUSED


def test_offline_access_does_not_help_when_duo_answered() -> None:
    account = replace(ALICE, offline_passcode=OFFLINE)
    given_credentials = LoginInput("alice", PASSWORD, offline_passcode=OFFLINE)
    duo = Duo(preauth=ok(result="deny", status_msg="no"))
    assert attempt(duo, WINDOWS, given_credentials, account).admission is Admission.REFUSED


# The trace


def test_the_trace_tells_the_login_step_by_step() -> None:
    result = attempt(Duo(preauth=REFUSED), with_fail_open(WINDOWS, True))
    steps = result.trace
    assert [step.what for step in steps] == [
        "primary password",
        "preauth",
        "judge the failure",
    ]
    assert steps[1].peer == f"Duo at {HOST}"
    assert steps[1].exchange == r"POST /auth/v2/preauth username=HARBOUR\alice"
    assert str(steps[1]).endswith("-> the connection is refused (refused)")
    assert result.reason == "fail open is set, the password suffices"


_secrets = st.text(st.characters(exclude_categories=["C"]), min_size=12).filter(
    lambda text: text not in "primary password accepted rejected"
)


@settings(max_examples=50, deadline=None)
@given(
    password=_secrets,
    passcode=_secrets,
    skey=st.from_regex(r"[A-Za-z0-9]{40}", fullmatch=True),
    failing=st.sampled_from(["none", "preauth", "auth", "auth_status"]),
    unreachable=st.booleans(),
)
def test_no_secret_gets_into_a_trace_even_when_duo_echoes_it(
    password: str, passcode: str, skey: str, failing: str, unreachable: bool
) -> None:
    echo = f"echo {password} {passcode} {skey}"
    answers: dict[str, Response | Unreachable] = {
        "preauth": ok(result="auth", status_msg=echo),
        "auth_status": ok(result="allow", status_msg=echo),
    }
    if failing != "none":
        answers[failing] = (
            Unreachable(UnreachableKind.RESET, echo) if unreachable else fail(401, 40103, echo)
        )
    account = replace(ALICE, password=password, offline_passcode=passcode)
    result = attempt(
        Duo(**answers),
        replace(WINDOWS, skey=skey),
        LoginInput(
            "alice",
            password,
            factor=FactorChoice.PASSCODE,
            passcode=passcode,
            offline_passcode=passcode,
        ),
        account,
    )
    said = "\n".join(map(str, result.trace)) + result.message + repr(account)
    for secret in (password, passcode, skey):
        assert secret not in said


@settings(max_examples=50, deadline=None)
@given(body=st.binary(max_size=2000), status=st.integers(200, 599))
def test_any_answer_has_a_consequence_and_steps_of_one_line_each(body: bytes, status: int) -> None:
    result = attempt(Duo(preauth=Response(status, (), body)), with_fail_open(WINDOWS, True))
    assert result.admission in (Admission.REFUSED, Admission.BY_FAILMODE)
    for step in result.trace:
        assert len(str(step)) < 600
        assert str(step).isprintable()
