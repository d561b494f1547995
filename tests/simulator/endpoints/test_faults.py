"""Logins at endpoints over real TLS, with real faults between them and Duo's cloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from failmode.simulator.duo.application import create_app, identifier
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.vendor import duo as duo_vendor
from failmode.simulator.edge.apps.wsgi import WsgiApplication
from failmode.simulator.edge.faults.answers import (
    BadStat,
    Http401,
    Http403,
    Http429,
    Http500,
    Http502,
    Http503,
    Http504,
    HttpStatus,
    MalformedResponse,
    NoCode,
    NoResponse,
    NotJson,
    Redirect,
)
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.conditions import ClockSkew, WrongKeys
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
from failmode.simulator.edge.faults.resolver import DnsFailure, NoRoute, OneBadAddress
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused, ConnectTimeout
from failmode.simulator.edge.faults.tls import (
    TlsAlert,
    TlsOldVersion,
    TlsSilent,
    TlsUntrusted,
    TlsWrongHost,
)
from failmode.simulator.edge.journal.journal import Journal
from failmode.simulator.edge.names import NameService
from failmode.simulator.edge.net.loop import EdgeLoop
from failmode.simulator.edge.net.tls import Authority
from failmode.simulator.edge.server import EdgeServer
from failmode.simulator.endpoints.accounts import Account, Accounts, FactorChoice, LoginInput
from failmode.simulator.endpoints.assumptions import SignatureVersion, WireAssumptions
from failmode.simulator.endpoints.client import HttpsCall
from failmode.simulator.endpoints.failures import Consequence, FailureKind
from failmode.simulator.endpoints.login import EndpointLoginResult, login
from failmode.simulator.endpoints.macos.settings import MacSettings
from failmode.simulator.endpoints.product import EndpointSettings
from failmode.simulator.endpoints.windows_logon.product import WINDOWS_LOGON
from failmode.simulator.endpoints.windows_logon.settings import WindowsSettings
from failmode.simulator.network import Network, Timeouts
from failmode.simulator.network import Response as HttpAnswer
from failmode.simulator.network import call as network_call
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Admission, Answer
from failmode.terms.stages import Stage
from tests.patience import with_time_enough
from tests.simulator.endpoints.installed import product_of

IKEY, SKEY = "DIXXXXXXXXXXXXXXXXXX", "dummy-secret-key-of-forty-characters-000"
HOST = "api-1234abcd.duosecurity.test"
WINDOWS = WindowsSettings(IKEY, SKEY, HOST, fail_open=True)
MAC = MacSettings(IKEY, SKEY, HOST, auto_push=False, fail_open=True)
SETTINGS: tuple[EndpointSettings, ...] = (WINDOWS, MAC)
ACCOUNTS = Accounts(Account(name, f"{name}-dummy") for name in ("alice", "frank"))
PATIENT = Timeouts(connect=10.0, read=20.0, total=30.0)

FAILURE_KINDS = {
    DnsFailure(): FailureKind.DNS_FAILURE,
    NoRoute(): FailureKind.NO_ROUTE,
    ConnectionRefused(): FailureKind.CONNECTION_REFUSED,
    ConnectTimeout(): FailureKind.CONNECT_TIMEOUT,
    TlsSilent(): FailureKind.TLS_TIMEOUT,
    TlsUntrusted(): FailureKind.CERTIFICATE_UNTRUSTED,
    TlsWrongHost(): FailureKind.CERTIFICATE_WRONG_HOST,
    TlsOldVersion(): FailureKind.TLS_FAILURE,
    TlsAlert(): FailureKind.TLS_FAILURE,
    NoAnswer(): FailureKind.NO_ANSWER,
    ClosedEarly(): FailureKind.CLOSED_EARLY,
    Reset(): FailureKind.RESET,
    ResetMidBody(): FailureKind.CUT_OFF,
    TruncatedBody(): FailureKind.CUT_OFF,
    Trickle(): FailureKind.NO_ANSWER,
    NotHttp(): FailureKind.NOT_HTTP,
    Http500(): FailureKind.HTTP_5XX,
    Http502(): FailureKind.HTTP_5XX,
    Http503(): FailureKind.HTTP_5XX,
    Http504(): FailureKind.HTTP_5XX,
    Http429(): FailureKind.HTTP_429,
    Http401(): FailureKind.HTTP_401,
    Http403(): FailureKind.HTTP_403,
    HttpStatus(): FailureKind.HTTP_OTHER,
    Redirect(): FailureKind.HTTP_OTHER,
    NotJson(): FailureKind.NOT_JSON,
    MalformedResponse(): FailureKind.MALFORMED_RESPONSE,
    NoResponse(): FailureKind.MALFORMED_RESPONSE,
    BadStat(): FailureKind.NOT_JSON,
    NoCode(): FailureKind.HTTP_OTHER,
    ClockSkew(): FailureKind.HTTP_401,
    WrongKeys(): FailureKind.HTTP_401,
}
SLOW: dict[Fault, Callable[[float], Timeouts]] = {
    ConnectTimeout(): lambda seconds: Timeouts(connect=seconds),
    TlsSilent(): lambda seconds: Timeouts(connect=seconds),
    NoAnswer(): lambda seconds: Timeouts(read=seconds),
    Trickle(): lambda seconds: Timeouts(total=3 * seconds),
}
"""Time-outs by which a client gives up, for faults that make it wait."""

TIMED_OUT = (FailureKind.CONNECT_TIMEOUT, FailureKind.TLS_TIMEOUT, FailureKind.NO_ANSWER)
"""What a client gives up waiting for, in order."""
PATHS = {
    Stage.PREAUTH: "/auth/v2/preauth",
    Stage.AUTH: "/auth/v2/auth",
    Stage.AUTH_STATUS: "/auth/v2/auth_status",
}


def with_short_timeouts(stage: Stage, short: Timeouts) -> HttpsCall:
    """Make calls that wait no longer than `short` at one stage, and long at the others.

    Short waits everywhere would let a busy machine fail the stages before.
    """

    def call(
        network: Network,
        method: str,
        host: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: bytes = b"",
        timeouts: Timeouts,
        ca_file: Path | None,
    ) -> HttpAnswer:
        here = short if path.partition("?")[0] == PATHS[stage] else timeouts
        return network_call(
            network,
            method,
            host,
            path,
            headers=headers,
            body=body,
            timeouts=here,
            ca_file=ca_file,
        )

    return call


@dataclass(frozen=True, slots=True)
class Cloud:
    """Duo's cloud behind its edge, and the way to it."""

    duo: DuoCloud
    rules: RuleBook
    network: Network
    ca_file: Path
    clock: Clock

    def login(
        self,
        settings: EndpointSettings,
        credentials: LoginInput | None = None,
        wire: WireAssumptions | None = None,
        call: HttpsCall = network_call,
    ) -> EndpointLoginResult:
        """Log alice in, unless somebody else is given."""
        return login(
            product_of(settings),
            settings,
            credentials or LoginInput("alice", "alice-dummy"),
            network=self.network,
            accounts=ACCOUNTS,
            clock=self.clock,
            timeouts=PATIENT,
            ca_file=self.ca_file,
            wire=wire,
            call=call,
        )


@pytest.fixture(scope="module")
def running_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """Run one cloud for all tests of this module."""
    authority = Authority(tmp_path_factory.mktemp("authority"))
    clock, store, rules = Clock(), Store(), RuleBook(vendors={"duo": None})
    duo = create_cloud(store, clock)
    duo.integrations.add(IKEY, SKEY, HOST)
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+17345550100")
    duo.users.add("frank")
    with EdgeLoop() as loop:
        edge = EdgeServer(
            loop=loop,
            vendor=duo_vendor(HOST, WsgiApplication(create_app(duo), identifier(duo), clock)),
            rules=rules,
            journal=Journal(100),
            clock=clock,
            certificates=authority.certificates(HOST),
        ).start()
        network = Network(
            {HOST: ("127.0.0.1", edge.port)},
            NameService(rules),
            {HOST: "duo"},
            loop=loop.clients,
        )
        yield Cloud(duo, rules, network, authority.ca_file, Clock())
        edge.stop()
    duo.close()
    store.close()


@pytest.fixture
def cloud(running_cloud: Cloud) -> Cloud:
    """Give the cloud with nothing wrong and an approving person."""
    running_cloud.rules.clear()
    running_cloud.duo.users.set_answer("alice", Answer.APPROVE)
    running_cloud.duo.users.set_status("alice", UserStatus.ACTIVE)
    return running_cloud


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize(
    "wire",
    [
        WireAssumptions(),
        WireAssumptions(ping_first=True, asynchronous=False),
        WireAssumptions(signature=SignatureVersion.V5),
    ],
)
def test_an_approved_push_lets_in(
    cloud: Cloud, settings: EndpointSettings, wire: WireAssumptions
) -> None:
    result = cloud.login(settings, wire=wire)
    assert (result.admission, result.second_factor) == (Admission.BY_DUO, True), result.trace


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_denied_push_denies(cloud: Cloud, settings: EndpointSettings) -> None:
    cloud.duo.users.set_answer("alice", Answer.DENY)
    result = cloud.login(settings)
    assert (result.admission, result.message) == (Admission.REFUSED, "Login request denied.")


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_push_that_nobody_answers_in_the_clients_time_denies(
    cloud: Cloud, settings: EndpointSettings
) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    call = with_short_timeouts(Stage.AUTH_STATUS, Timeouts(read=0.2))
    assert cloud.login(settings, call=call).admission is Admission.REFUSED


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize(
    ("status", "admission"),
    [
        (UserStatus.BYPASS, Admission.BY_DUO),
        (UserStatus.DISABLED, Admission.REFUSED),
        (UserStatus.LOCKED_OUT, Admission.REFUSED),
    ],
)
def test_duos_word_on_a_user_is_obeyed(
    cloud: Cloud, settings: EndpointSettings, status: UserStatus, admission: Admission
) -> None:
    cloud.duo.users.set_status("alice", status)
    result = cloud.login(settings)
    assert (result.admission, result.second_factor) == (admission, False)


@pytest.mark.parametrize("settings", SETTINGS)
def test_a_user_without_a_device_is_denied_although_fail_open(
    cloud: Cloud, settings: EndpointSettings
) -> None:
    result = cloud.login(settings, LoginInput("frank", "frank-dummy"))
    assert result.admission is Admission.REFUSED
    assert [step.what for step in result.trace][-1] == "preauth"


def test_a_wrong_passcode_denies(cloud: Cloud) -> None:
    wrong = LoginInput("alice", "alice-dummy", factor=FactorChoice.PASSCODE, passcode="0000000")
    assert cloud.login(WINDOWS, wrong).admission is Admission.REFUSED


def test_a_wrong_secret_key_is_judged_as_http_401(cloud: Cloud) -> None:
    result = cloud.login(replace(WINDOWS, skey="another-dummy-key"))
    expected = WINDOWS_LOGON.failures.lookup(FailureKind.HTTP_401, Stage.PREAUTH).consequence
    assert expected is Consequence.DENIED
    assert result.admission is Admission.REFUSED
    assert "40103" in result.trace[1].result


@pytest.mark.parametrize("fault", [Http401(), ClockSkew()])
def test_a_denial_that_third_parties_report_of_windows_is_not_assumed(
    cloud: Cloud, fault: Fault
) -> None:
    begin_fault(cloud, fault, Stage.PREAUTH)
    on_windows, on_mac = cloud.login(WINDOWS), cloud.login(MAC)
    assert (on_windows.admission, on_windows.assumed) == (Admission.REFUSED, None)
    assert on_mac.assumed is not None


def test_every_fault_is_a_kind_of_failure() -> None:
    # Behind one bad address there is a good one.
    assert {str(fault) for fault in FAILURE_KINDS} == {
        kind.name for kind in fault_catalogue() if not issubclass(kind, OneBadAddress)
    }


def begin_fault(cloud: Cloud, fault: Fault, stage: Stage) -> None:
    """Let the fault affect alice's login from that stage on."""
    cloud.rules.add(Rule(vendor="duo", fault=fault, stage=stage))


def cases() -> Iterator[tuple[Fault, Stage, EndpointSettings]]:
    """Every fault at every stage; those that make one wait on one product for each stage."""
    for fault in FAILURE_KINDS:
        for stage in (Stage.PREAUTH, Stage.AUTH, Stage.AUTH_STATUS):
            waits = fault in SLOW
            one_is_enough = (WINDOWS if stage is Stage.PREAUTH else MAC,)
            for settings in one_is_enough if waits else SETTINGS:
                yield fault, stage, settings


@pytest.mark.parametrize(("fault", "stage", "settings"), list(cases()))
def test_a_fault_on_the_wire_is_seen_for_what_it_is(
    cloud: Cloud, fault: Fault, stage: Stage, settings: EndpointSettings
) -> None:
    kind = FAILURE_KINDS[fault]

    def attempt(seconds: float) -> EndpointLoginResult:
        cloud.rules.clear()
        begin_fault(cloud, fault, stage)
        slow = SLOW.get(fault)
        call = network_call if slow is None else with_short_timeouts(stage, slow(seconds))
        return cloud.login(settings, call=call)

    def judged(result: EndpointLoginResult) -> list[str]:
        return [step.exchange for step in result.trace if step.what == "judge the failure"]

    def reached(result: EndpointLoginResult) -> bool:
        """Tell whether the time did not run out before the client came to the fault."""
        earlier = TIMED_OUT[: TIMED_OUT.index(kind)] if fault in SLOW else ()
        return judged(result) not in [[f"{one}, at {stage}"] for one in earlier]

    result = with_time_enough(attempt, reached, seconds=0.2)
    assert judged(result) == [f"{kind}, at {stage}"]
    entry = product_of(settings).failures.lookup(kind, stage)
    opened = entry.consequence is Consequence.FAILMODE
    assert result.admission is (Admission.BY_FAILMODE if opened else Admission.REFUSED)


@pytest.mark.parametrize("fault", [DnsFailure(), ConnectionRefused(), Http503()])
def test_fail_closed_denies_when_duo_is_unreachable(cloud: Cloud, fault: Fault) -> None:
    begin_fault(cloud, fault, Stage.PREAUTH)
    assert cloud.login(replace(WINDOWS, fail_open=False)).admission is Admission.REFUSED
    assert cloud.login(WINDOWS).admission is Admission.BY_FAILMODE


@pytest.mark.parametrize("fault", [DnsFailure(), ConnectionRefused(), Http500()])
def test_a_wrong_password_is_denied_although_fail_open(cloud: Cloud, fault: Fault) -> None:
    begin_fault(cloud, fault, Stage.PREAUTH)
    result = cloud.login(WINDOWS, LoginInput("alice", "wrong"))
    assert result.admission is Admission.REFUSED
    assert [step.what for step in result.trace] == ["primary password"]
