"""POST /_sim/logins: a real login through a simulated client, with a verdict and its steps."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.delivery import NoAnswer
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.logins.clients import client_default_failmodes
from failmode.simulator.logins.driver import MAX_CONCURRENT
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.simulator.seed.data import generate_seed_data
from failmode.terms.logins import Failmode
from failmode.terms.stages import Stage
from tests.patience import (
    A_MOMENT_SECONDS,
    PATIENT_SECONDS,
    Stopwatch,
    wait_until,
    with_time_enough,
)
from tests.simulator.control.api import DescribedApi

COMPUTERS = ("windows-workstation", "windows-server", "macos")


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    """Configure the module's simulator."""
    return SimulatorConfig(proxy=ProxySettings(enabled=True))


@pytest.fixture
def api(simulator: Simulator) -> Iterator[DescribedApi]:
    api = DescribedApi(simulator)
    yield api
    api.close()


def attempt(api: DescribedApi, client: str, username: str = "alice", **more: object) -> Any:
    """Log in; the report."""
    return api.ok("POST", "/_sim/logins", json={"client": client, "username": username, **more})


@pytest.mark.parametrize("client", [*COMPUTERS, "radius", "ldap"])
@pytest.mark.parametrize(
    ("username", "verdict", "second_factor"),
    [("alice", "allowed", True), ("bob", "denied", False), ("dave", "allowed", False)],
)
def test_the_person_decides_while_duo_can_be_reached(
    api: DescribedApi, client: str, username: str, verdict: str, second_factor: bool
) -> None:
    report = attempt(api, client, username)
    assert (report["verdict"], report["second_factor"]) == (verdict, second_factor)


@pytest.mark.parametrize("client", COMPUTERS)
@pytest.mark.parametrize(("failmode", "verdict"), [("open", "failed-open"), ("closed", "denied")])
def test_the_failmode_decides_while_duo_cannot_be_reached(
    simulator: Simulator, api: DescribedApi, client: str, failmode: str, verdict: str
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=ConnectionRefused()))
    report = attempt(api, client, failmode=failmode)
    assert report["verdict"] == verdict
    assert report["steps"][-1]["result"] == verdict
    assert "judge the failure" in [step["what"] for step in report["steps"]]


@pytest.mark.parametrize(
    ("fault", "name"),
    [
        (ConnectionRefused(), None),
        (Http503(), "what Duo for Windows Logon does on http-5xx at preauth"),
    ],
)
@pytest.mark.parametrize("failmode", ["open", "closed"])
def test_a_verdict_that_no_source_settles_is_told_to_be_assumed(
    simulator: Simulator, api: DescribedApi, fault: Fault, name: str | None, failmode: str
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=fault))
    assumed = attempt(api, "windows-server", failmode=failmode)["assumed"]
    if name is None:
        assert assumed is None
    else:
        assert (assumed["name"], assumed["evidence"]) == (name, "unknown")
        assert assumed["reason"].startswith("assumed")


@pytest.mark.parametrize("client", [*COMPUTERS, "radius", "ldap"])
@pytest.mark.parametrize("username", ["alice", "bob"])
def test_who_is_let_in_by_a_scripted_answer_has_not_earned_it(
    simulator: Simulator, api: DescribedApi, client: str, username: str
) -> None:
    said = {"result": "allow", "status": "Welcome", "status_msg": "Welcome"}
    body = json.dumps({"stat": "OK", "response": said}).encode()
    answer = CannedResponse(200, (("Content-Type", "application/json"),), body)
    simulator.rules.add(Rule("duo", stage=Stage.PREAUTH, answer=answer))
    report = attempt(api, client, username)
    assert (report["verdict"], report["second_factor"]) == ("failed-open", False)
    assert "Duo's cloud never let the user in" in report["steps"][-1]["exchange"]


def test_nothing_is_assumed_of_a_login_that_duo_decides_or_of_the_proxy(
    simulator: Simulator, api: DescribedApi
) -> None:
    assert attempt(api, "macos")["assumed"] is None
    simulator.rules.add(Rule(vendor="duo", fault=Http503()))
    assert attempt(api, "radius")["assumed"] is None


@pytest.mark.parametrize("client", COMPUTERS)
def test_a_failmode_that_is_left_out_is_the_documented_default_of_the_product(
    simulator: Simulator, api: DescribedApi, client: str
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=DnsFailure()))
    assert client_default_failmodes()[client] is Failmode.CLOSED
    for failmode in ({}, {"failmode": None}, {"failmode": "closed"}):
        report = attempt(api, client, **failmode)
        assert report["verdict"] == "denied"
        assert report["settings"].items() & {("FailOpen", "0"), ("fail_open", "false")}


def test_the_proxys_own_failmode_decides_over_radius(
    simulator: Simulator, api: DescribedApi
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), stage=Stage.PREAUTH))
    report = attempt(api, "radius", failmode="open")
    assert report["verdict"] == "failed-open"
    assert report["settings"]["failmode"] == "safe"
    assert [step["what"] for step in report["steps"]] == ["preauth", "RADIUS", "verdict"]
    refusal = api.refused(
        "POST",
        "/_sim/logins",
        json={"client": "radius", "username": "alice", "failmode": "closed"},
    )
    assert (refusal["status"], refusal["code"]) == ("400", "invalid-request")
    assert "failmode=safe" in refusal["message"]


@pytest.mark.parametrize("client", ["ldap", "ldap-direct"])
def test_the_proxys_own_failmode_decides_over_ldap(
    simulator: Simulator, api: DescribedApi, client: str
) -> None:
    simulator.rules.add(Rule(vendor="duo", fault=Http503(), stage=Stage.PREAUTH))
    report = attempt(api, client, failmode="open")
    assert report["settings"]["failmode"] == "safe"
    asks_duo = client == "ldap"
    assert report["verdict"] == ("failed-open" if asks_duo else "allowed")
    assert ("preauth" in [step["what"] for step in report["steps"]]) == asks_duo
    body = {"client": client, "username": "alice", "failmode": "closed"}
    refusal = api.refused("POST", "/_sim/logins", json=body)
    assert (refusal["status"], refusal["code"]) == ("400", "invalid-request")
    assert "failmode=safe" in refusal["message"]


def test_the_verdict_table_of_a_denied_login_over_ldap_says_that_the_connection_stays_bound(
    api: DescribedApi,
) -> None:
    report = attempt(api, "ldap", "bob")
    assert (report["verdict"], report["message"]) == ("denied", "Login request denied.")
    assert "stays bound at the directory" in report["steps"][-1]["exchange"]


def test_a_user_whom_the_directory_does_not_have_is_refused_over_ldap(api: DescribedApi) -> None:
    body = {"client": "ldap", "username": "nobody", "password": "dummy-password"}
    refusal = api.refused("POST", "/_sim/logins", json=body)
    assert (refusal["status"], refusal["code"]) == ("400", "invalid-request")
    assert "the directory has 0 users called 'nobody'" in refusal["message"]


@pytest.mark.parametrize("client", [*COMPUTERS, "radius", "ldap", "ldap-direct"])
def test_a_wrong_password_never_reaches_duo(
    simulator: Simulator, api: DescribedApi, client: str
) -> None:
    assert attempt(api, client, password="wrong")["verdict"] == "denied"
    assert simulator.journal.query() == ()


@pytest.mark.parametrize("client", [*COMPUTERS, "radius", "ldap"])
def test_a_login_that_outlasts_its_deadline_is_hung_and_tells_how_far_it_came(
    api: DescribedApi, client: str
) -> None:
    def outlasted(seconds: float) -> tuple[Any, bool]:
        with Stopwatch() as watch:
            report = attempt(api, client, "carol", deadline_seconds=seconds)
        took = report["duration_seconds"] + A_MOMENT_SECONDS
        # Nobody answers carol's push, which a client waits for a minute and longer.
        return report, seconds <= took and watch.seconds < seconds + 25

    def has_asked_duo(came_to: tuple[Any, bool]) -> bool:
        return "preauth" in [step["what"] for step in came_to[0]["steps"]]

    report, is_in_time = came_to = with_time_enough(outlasted, has_asked_duo, seconds=0.3)
    assert has_asked_duo(came_to)
    assert report["verdict"] == "hung"
    assert report["second_factor"] is False
    assert report["steps"][-1]["result"] == "hung"
    assert is_in_time


def test_steps_and_settings_hold_no_secret(simulator: Simulator, api: DescribedApi) -> None:
    secrets = [one.password for one in generate_seed_data().people]
    secrets += [simulator.keys.skey, simulator.keys.radius_secret, "my,secret"]
    secrets.append(simulator.keys.ldap_service_password)
    for client in (*COMPUTERS, "radius", "ldap", "ldap-direct"):
        for report in (attempt(api, client), attempt(api, client, password="my,secret")):
            assert not [secret for secret in secrets if secret in str(report)]


def test_a_push_can_be_approved_while_the_login_waits(
    simulator: Simulator, api: DescribedApi
) -> None:
    with ThreadPoolExecutor() as pool:
        login = pool.submit(attempt, api, "macos", "carol", deadline_seconds=30)
        assert simulator.journal.wait(1, timeout=PATIENT_SECONDS)
        asked = threading.Event()
        while not asked.is_set():
            for push in api.ok("GET", "/_sim/pushes")["pushes"]:
                api.ok("POST", f"/_sim/pushes/{push['txid']}/approve")
                asked.set()
        assert login.result()["verdict"] == "allowed"


def test_only_so_many_logins_run_at_once_and_places_come_back() -> None:
    another = {"client": "macos", "username": "alice", "failmode": "open"}

    def hung(simulator: Simulator, api: DescribedApi, seconds: float) -> int:
        """Let as many logins hang on past their deadline as may be; returns how many do."""
        simulator.rules.add(Rule(vendor="duo", fault=NoAnswer(), stage=Stage.PREAUTH))
        with ThreadPoolExecutor(MAX_CONCURRENT) as pool:
            logins = [
                pool.submit(attempt, api, "macos", "alice", deadline_seconds=seconds)
                for _ in range(MAX_CONCURRENT)
            ]
            assert {login.result()["verdict"] for login in logins} == {"hung"}
        # A login whose time was up before it had asked Duo has ended.
        return simulator.rules.states()[0].hits

    def come_to(seconds: float) -> int:
        with Simulator() as simulator:
            api = DescribedApi(simulator)
            waiting = hung(simulator, api, seconds)
            if waiting == MAX_CONCURRENT:
                refusal = api.refused("POST", "/_sim/logins", json=another)
                assert (refusal["status"], refusal["code"]) == ("503", "busy")
                simulator.rules.clear()
                wait_until(lambda: is_let_in(api), "no place came back")
            api.close()
        return waiting

    def is_let_in(api: DescribedApi) -> bool:
        answer = api.call("POST", "/_sim/logins", json=another)
        if answer.status_code != 200:
            return False
        assert answer.json()["verdict"] == "allowed"
        return True

    came_to = with_time_enough(come_to, lambda waiting: waiting == MAX_CONCURRENT, seconds=2.0)
    assert came_to == MAX_CONCURRENT


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"client": "macos", "username": "", "failmode": "open"}, "username is empty"),
        ({"client": "linux", "username": "alice", "failmode": "open"}, "client is 'linux'"),
        ({"client": "macos", "username": "alice", "failmode": "safe"}, "failmode is 'safe'"),
        ({"client": "radius", "username": "a" * 300}, "too long"),
        ({"client": "macos", "username": "\ud800", "failmode": "open"}, "surrogate"),
        (
            {"client": "macos", "username": "a", "failmode": "open", "deadline_seconds": 0},
            "deadline_seconds",
        ),
    ],
)
def test_an_order_that_nobody_can_carry_out_is_refused(
    api: DescribedApi, body: dict[str, object], complaint: str
) -> None:
    # json.dumps escapes half a surrogate pair, which a client's own encoder may refuse to send.
    headers = {"Content-Type": "application/json"}
    refusal = api.refused("POST", "/_sim/logins", content=json.dumps(body), headers=headers)
    assert refusal["status"] == "400"
    assert complaint in refusal["message"]


@pytest.mark.parametrize(
    ("client", "protocol"), [("radius", "RADIUS"), ("ldap", "LDAP"), ("ldap-direct", "LDAP")]
)
def test_without_a_proxy_logins_at_one_are_refused(client: str, protocol: str) -> None:
    with Simulator() as simulator:
        api = DescribedApi(simulator)
        refusal = api.refused("POST", "/_sim/logins", json={"client": client, "username": "alice"})
        api.close()
    assert (refusal["status"], refusal["code"]) == ("409", "conflict")
    assert f"no Authentication Proxy runs that takes logins over {protocol}" in refusal["message"]
