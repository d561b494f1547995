"""The control client: every call does what it says; refusals and silence are clear errors."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from failmode.simulator.control.client import (
    ControlClient,
    ControlRefusedError,
    ControlUnreachableError,
)
from failmode.simulator.edge.faults.answers import Http429, Http503
from failmode.simulator.edge.faults.delivery import Reset, Trickle
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsSilent
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.runtime import Simulator
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS, with_time_enough
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def client(simulator: Simulator) -> Iterator[ControlClient]:
    with ControlClient(simulator.addresses.control.url) as client:
        yield client


def test_it_finds_addresses_and_credentials(client: ControlClient, simulator: Simulator) -> None:
    assert client.info() == simulator.server_info.to_json()
    assert client.description()["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    "rule",
    [
        Rule(vendor="duo", fault=Http503(), stage=Stage.AUTH, user="alice", times=2),
        Rule(vendor="ninjaone", fault=Trickle(interval_seconds=1), probability=0.5),
        Rule(vendor="duo", answer=CannedResponse(302, (("Location", "/"),), b"\xff")),
        Rule(vendor="duo", fault=Http429(retry_after="3"), delay_seconds=0.5, id="mine"),
        Rule(vendor="duo", fault=TlsSilent(), stage=Stage.AUTH, after=Stage.PING),
        Rule(vendor="duo", answer=CannedResponse(200, header_lines=("no colon",)), for_seconds=5),
        Rule(vendor="duo", fault=ConnectionRefused(), starts_in_seconds=60, for_seconds=1),
    ],
)
def test_every_rule_arrives_as_it_was_given(
    client: ControlClient, simulator: Simulator, rule: Rule
) -> None:
    fault_id = client.add_fault(rule)
    (arrived,) = simulator.rules.list()
    assert {**arrived.to_json(), "id": ""} == {**rule.to_json(), "id": ""}
    assert client.faults()[0]["id"] == fault_id
    client.delete_fault(fault_id)
    assert client.faults() == []


def test_it_steers_state_and_clock(client: ControlClient, simulator: Simulator) -> None:
    snapshot = client.snapshot()
    client.delete_user("alice")
    client.restore(snapshot)
    assert client.user("alice")["answer"] == "approve"
    assert client.freeze_clock(1000)["now"] == 1000
    assert client.advance_clock(5)["now"] == 1005
    assert client.set_clock_offset(7)["offset_seconds"] == 7
    assert client.resume_clock() == {**client.clock(), "now": pytest.approx(simulator.clock.now())}
    client.seed(5)
    assert client.info()["seed"] == 5
    client.seed(1)
    client.add_fault(Rule(vendor="duo", fault=Reset()))
    client.reset()
    assert client.faults() == []


def test_it_steers_people_and_pushes(client: ControlClient, simulator: Simulator) -> None:
    duo = DuoCaller(simulator)
    client.create_user("a/b c", answer="ignore", phone="+17345550199")
    assert client.update_user("a/b c", answer_after_seconds=1)["answer_after_seconds"] == 1
    assert "a/b c" in {user["username"] for user in client.users()}
    decisions = (
        (client.approve, "allow"),
        (client.deny, "deny"),
        (client.report_fraud, "deny"),
    )
    for decide, result in decisions:
        txid = duo.push("a/b c")
        assert [push["username"] for push in client.pushes()] == ["a/b c"]
        decide(txid)
        assert duo.final_status(txid)["result"] == result


def test_it_decides_for_one_device(client: ControlClient) -> None:
    client.create_user("a/b c", phone="+17345550199")
    device = client.user("a/b c")["devices"][0]["device"]
    changed = client.update_device("a/b c", device, answer="deny", answer_after_seconds=2)
    assert (changed["answer"], changed["answer_after_seconds"]) == ("deny", 2)
    assert client.user("a/b c")["answer"] == "approve"


def test_it_switches_profiles(client: ControlClient, simulator: Simulator) -> None:
    assert not any(profile["on"] for profile in client.profiles())
    assert client.switch_profile_on("outage")["on"]
    assert [rule.fault for rule in simulator.rules.list()] == [ConnectionRefused()]
    assert [one["profile"] for one in client.faults()] == ["outage"]
    client.switch_profile_off("outage")
    assert client.faults() == []
    with pytest.raises(ControlRefusedError, match="no profile 'storm'") as refused:
        client.switch_profile_on("storm")
    assert refused.value.status == 404


def test_it_asks_why_and_for_an_archive(client: ControlClient, simulator: Simulator) -> None:
    duo = DuoCaller(simulator)
    client.add_fault(Rule(vendor="duo", fault=Reset(), user="bob"))
    duo.preauth("alice")
    duo.ping()
    number = client.journal(operation="preauth")["exchanges"][0]["number"]
    why = client.explain(number)
    assert [one["reason"] for one in why["rules"]] == ["no-match"]
    entries = client.journal_archive(user="alice")["log"]["entries"]
    assert [entry["_number"] for entry in entries] == [number]
    assert client.journal(newest=1)["exchanges"][0]["operation"] == "ping"
    with pytest.raises(ControlRefusedError, match="exclude one another"):
        client.journal(newest=1, limit=1)
    client.clear_journal()
    with pytest.raises(ControlRefusedError, match="does not keep exchange") as refused:
        client.explain(number)
    assert refused.value.status == 404


def test_it_follows_the_journal(client: ControlClient, simulator: Simulator) -> None:
    duo = DuoCaller(simulator)
    duo.ping()
    before = client.journal(newest=1)["exchanges"][0]["number"] - 1
    with closing(client.journal_events(since=before, vendor="duo")) as events:
        kind, exchange = next(events)
        assert (kind, exchange["operation"]) == ("exchange", "ping")
        duo.preauth("alice")
        kind, exchange = next(events)
        assert (kind, exchange["operation"], exchange["user"]) == ("exchange", "preauth", "alice")


def test_it_cannot_follow_what_is_refused(client: ControlClient) -> None:
    with pytest.raises(ControlRefusedError) as refused:
        next(client.journal_events(since=-1))
    assert refused.value.status == 400


def test_it_is_told_what_a_mistaken_request_to_ninjaone_may_have_meant(
    client: ControlClient, simulator: Simulator
) -> None:
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    httpx.get(
        f"{simulator.addresses.ninjaone.url}/v2/organisations",
        verify=trust,
        timeout=PATIENT_SECONDS,
    )

    why = client.explain(client.journal(vendor="ninjaone")["last"])

    assert why["routed"] is False
    assert {"method": "GET", "path": "/v2/organizations"}.items() <= why["nearest"][0].items()


def test_it_reads_and_clears_the_journal(client: ControlClient, simulator: Simulator) -> None:
    duo = DuoCaller(simulator)
    duo.ping()
    duo.preauth("alice")
    page = client.journal(vendor="duo", operation="preauth", user="alice", since=0, limit=1)
    assert [exchange["user"] for exchange in page["exchanges"]] == ["alice"]
    client.clear_journal()
    assert client.journal()["exchanges"] == []


def test_it_works_in_the_tenant(client: ControlClient, simulator: Simulator) -> None:
    organization = client.organizations()[0]
    assert client.devices()[0]["organization_id"] == organization["id"]
    session = client.open_console()
    page = client.perform(session, "navigate", "Administration > Devices > Global Custom Fields")
    assert page["page"] == "Administration > Devices > Global Custom Fields"
    simulator.ninjaone.create_field(
        {
            "label": "Note",
            "fieldName": "note",
            "type": "TEXT",
            "definitionScope": ["ORGANIZATION", "LOCATION"],
            "technicianPermission": "EDITABLE",
        }
    )
    client.set_console_value("ORGANIZATION", organization["id"], "note", "hello")
    assert client.console_value("ORGANIZATION", organization["id"], "note") == "hello"
    location = organization["locations"][0]["id"]
    assert client.console_value("LOCATION", location, "note") is None
    assert client.console_value("LOCATION", location, "note", inherited=True) == "hello"
    client.set_console_value("ORGANIZATION", organization["id"], "note", None)
    assert client.console_value("ORGANIZATION", organization["id"], "note") is None
    assert client.set_switches(ninjaone={"dropdown_get": "label"}) == client.switches()


def test_an_organization_is_added_to_the_tenant(client: ControlClient) -> None:
    added = client.create_organization("Another Ltd", ["Head Office", "Warehouse"])
    assert [one["name"] for one in added["locations"]] == ["Head Office", "Warehouse"]
    assert client.organizations()[-1] == added
    assert client.create_organization("Without a place")["locations"] == []


def test_a_login_is_waited_for_until_its_deadline(simulator: Simulator) -> None:
    def attempt(seconds: float) -> object:
        with ControlClient(simulator.addresses.control.url, timeout_seconds=seconds) as client:
            try:
                hung = client.attempt_login(
                    "windows-server",
                    "carol",
                    deadline_seconds=2 * seconds,
                    failmode="closed",
                    timeout_seconds=PATIENT_SECONDS,
                )
            except ControlUnreachableError:
                return "not waited for"
        return hung["verdict"]

    told = with_time_enough(attempt, lambda one: one != "not waited for", seconds=0.5)

    assert told == "hung"


def test_a_refusal_carries_the_apis_own_words(client: ControlClient) -> None:
    with pytest.raises(ControlRefusedError, match="no user 'nobody'") as refused:
        client.user("nobody")
    assert (refused.value.status, refused.value.code) == (404, "not-found")
    assert refused.value.remedy


def test_nobody_there_is_said_with_the_address() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{holder.getsockname()[1]}"
        with ControlClient(url) as client, pytest.raises(ControlUnreachableError, match=url):
            client.clock()


def test_somebody_who_is_silent_there_is_not_told_to_be_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with (
            ControlClient(url, timeout_seconds=0.2) as client,
            pytest.raises(ControlUnreachableError, match=r"silent for 0\.2 s") as told,
        ):
            client.clock()
    assert "busy" in told.value.remedy


def test_somebody_else_there_is_said_so(simulator: Simulator) -> None:
    url = simulator.addresses.control.url + "/elsewhere"
    with ControlClient(url) as client, pytest.raises(ControlRefusedError, match="no path"):
        client.clock()
    with (
        ControlClient(simulator.addresses.duo.url.replace("https", "http")) as client,
        pytest.raises(ControlUnreachableError),
    ):
        client.clock()
