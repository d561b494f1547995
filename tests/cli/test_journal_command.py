"""`failmode journal`: what went over the wire, why, and as an archive."""

from __future__ import annotations

import json
import ssl
from pathlib import Path

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from tests.cli.steered import Steered, words
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def duo(steered: Steered) -> DuoCaller:
    return DuoCaller(steered.simulator)


def numbers(steered: Steered, *filters: str) -> list[int]:
    return [one["number"] for one in steered.read("journal", *filters)["exchanges"]]


def test_exchanges_are_listed_with_the_rule_that_acted_on_them(
    steered: Steered, duo: DuoCaller
) -> None:
    steered.simulator.rules.add(Rule("duo", Http503(), user="alice", id="mine"))
    duo.preauth_answer("alice")
    listed = words(steered.ok("journal"))
    assert "duo preauth alice 503 http-503 (mine)" in listed
    assert "1 exchange. The journal keeps" in listed
    assert "0 dropped." in listed


def test_every_filter_narrows(steered: Steered, duo: DuoCaller) -> None:
    steered.simulator.rules.add(Rule("duo", Http503(), user="alice"))
    clock = steered.simulator.clock
    clock.freeze(1_777_888_000)
    duo.ping()
    duo.preauth("bob")
    clock.advance(60)
    duo.preauth_answer("alice")
    everything = numbers(steered)
    assert len(everything) == 3
    for filters, wanted in (
        (["--vendor", "duo"], everything),
        (["--vendor", "ninjaone"], []),
        (["--operation", "preauth"], everything[1:]),
        (["--user", "bob"], everything[1:2]),
        (["--status", "503"], everything[2:]),
        (["--fault", "http-503"], everything[2:]),
        (["--since", str(everything[0])], everything[1:]),
        (["--since-time", "1777888060"], everything[2:]),
        (["--until-time", "2026-05-04T09:46:40"], everything[:2]),
        (["--until-time", "2026-05-04T11:46:40+02:00"], everything[:2]),
        (["--newest", "1"], everything[2:]),
        (["--newest", "0"], everything),
    ):
        assert numbers(steered, *filters) == wanted, filters
        assert numbers(steered, "list", *filters) == wanted, filters


def test_the_table_shows_the_newest_and_says_so(steered: Steered, duo: DuoCaller) -> None:
    for _ in range(27):
        duo.ping()
    assert "25 exchanges, the newest (--newest 0: all)" in words(steered.ok("journal"))
    assert "27 exchanges. " in words(steered.ok("journal", "--newest", "0"))


def test_why_tells_each_rule_and_the_nearest_route(steered: Steered, duo: DuoCaller) -> None:
    steered.simulator.rules.add(Rule("duo", Reset(), user="bob", id="mine"))
    duo.preauth("alice")
    url = f"{steered.simulator.addresses.duo.url}/auth/v2/preath"
    httpx.post(url, verify=_trust(steered), trust_env=False)
    matched, unrouted = numbers(steered)
    told = words(steered.ok("journal", "why", str(matched)))
    assert f"Exchange {matched}: POST /auth/v2/preauth at duo by alice: HTTP 200" in told
    assert "no-match: user: the rule wants bob, the request has alice" in told
    told = words(steered.ok("journal", "why", str(unrouted)))
    assert "duo has no route for POST /auth/v2/preath." in told
    assert "POST /auth/v2/preauth the path is not /auth/v2/preath" in told
    why = steered.read("journal", "why", str(unrouted))
    assert (why["routed"], why["nearest"][0]["path"]) == (False, "/auth/v2/preauth")


def test_the_archive_is_written_whole(steered: Steered, duo: DuoCaller, tmp_path: Path) -> None:
    duo.preauth("alice")
    duo.preauth("bob")
    file = tmp_path / "journal.har"
    file.write_text("something else")
    assert "2 exchanges" in words(steered.ok("journal", "--har", str(file)))
    entries = json.loads(file.read_text())["log"]["entries"]
    assert [entry["_user"] for entry in entries] == ["alice", "bob"]
    assert [one.name for one in tmp_path.iterdir()] == ["journal.har"]
    only = json.loads(steered.run("journal", "--user", "bob", "--har", "-").stdout)
    assert [entry["_user"] for entry in only["log"]["entries"]] == ["bob"]


def test_clear_forgets_the_exchanges(steered: Steered, duo: DuoCaller) -> None:
    duo.ping()
    steered.ok("journal", "clear")
    assert numbers(steered) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["why", "99999"], "has no exchange 99999"),
        (["why", "0"], "not in the range"),
        (["why"], "NUMBER"),
        (["--since-time", "yesterday"], "ISO 8601"),
        (["--until-time", "nan"], "is no time"),
        (["--fault", "storm"], "http-503"),
        (["--vendor", "dou"], "'duo', 'ninjaone'"),
        (["--har", "/no/such/folder/x.har"], "No such file"),
        (["--har", "/"], "Is a directory"),
        (["--har", "x.har", "--json"], "one of them"),
        (["whine"], "No such command"),
    ],
)
def test_what_is_wrong_is_said(steered: Steered, arguments: list[str], told: str) -> None:
    assert told in words(steered.refused("journal", *arguments))


def _trust(steered: Steered) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=steered.simulator.ca_file)
