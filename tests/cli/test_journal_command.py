"""`failmode journal`: what went over the wire, why, and as an archive."""

from __future__ import annotations

import json
import os
import re
import signal
import ssl
import subprocess
from pathlib import Path

import httpx
import pytest

from failmode.cli.output import WIDTH
from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from tests.cli.controlled import ControlledSimulator, words
from tests.cli.serving import SCRIPTS
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller


@pytest.fixture
def duo(controlled: ControlledSimulator) -> DuoCaller:
    return DuoCaller(controlled.simulator)


def numbers(controlled: ControlledSimulator, *filters: str) -> list[int]:
    return [one["number"] for one in controlled.read("journal", *filters)["exchanges"]]


def test_exchanges_are_listed_with_the_rule_that_acted_on_them(
    controlled: ControlledSimulator, duo: DuoCaller
) -> None:
    controlled.simulator.rules.add(Rule("duo", Http503(), user="alice", id="mine"))
    duo.preauth_answer("alice")
    listed = words(controlled.ok("journal"))
    assert "duo preauth alice 503 http-503 (mine)" in listed
    assert "1 exchange. The journal keeps" in listed
    assert "0 dropped." in listed


def test_every_filter_narrows(controlled: ControlledSimulator, duo: DuoCaller) -> None:
    controlled.simulator.rules.add(Rule("duo", Http503(), user="alice"))
    clock = controlled.simulator.clock
    clock.freeze(1_777_888_000)
    duo.ping()
    duo.preauth("bob")
    clock.advance(60)
    duo.preauth_answer("alice")
    everything = numbers(controlled)
    assert len(everything) == 3
    for filters, expected in (
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
        assert numbers(controlled, *filters) == expected, filters
        assert numbers(controlled, "list", *filters) == expected, filters


def test_the_table_shows_the_newest_and_says_so(
    controlled: ControlledSimulator, duo: DuoCaller
) -> None:
    for _ in range(27):
        duo.ping()
    assert "25 exchanges, the newest (--newest 0: all)" in words(controlled.ok("journal"))
    assert "27 exchanges. " in words(controlled.ok("journal", "--newest", "0"))


def test_why_tells_each_rule_and_the_nearest_route(
    controlled: ControlledSimulator, duo: DuoCaller
) -> None:
    controlled.simulator.rules.add(Rule("duo", Reset(), user="bob", id="mine"))
    duo.preauth("alice")
    url = f"{controlled.simulator.addresses.duo.url}/auth/v2/preath"
    httpx.post(url, verify=_trust(controlled), trust_env=False, timeout=PATIENT_SECONDS)
    matched, unrouted = numbers(controlled)
    told = words(controlled.ok("journal", "why", str(matched)))
    assert f"Exchange {matched}: POST /auth/v2/preauth at duo by alice: HTTP 200" in told
    assert "no-match: user: the rule wants bob, the request has alice" in told
    told = words(controlled.ok("journal", "why", str(unrouted)))
    assert "duo has no route for POST /auth/v2/preath." in told
    assert "POST /auth/v2/preauth the path is not /auth/v2/preath" in told
    why = controlled.read("journal", "why", str(unrouted))
    assert (why["routed"], why["nearest"][0]["path"]) == (False, "/auth/v2/preauth")


def test_the_archive_is_written_whole(
    controlled: ControlledSimulator, duo: DuoCaller, tmp_path: Path
) -> None:
    duo.preauth("alice")
    duo.preauth("bob")
    file = tmp_path / "journal.har"
    file.write_text("something else")
    assert "2 exchanges" in words(controlled.ok("journal", "--har", str(file)))
    entries = json.loads(file.read_text())["log"]["entries"]
    assert [entry["_user"] for entry in entries] == ["alice", "bob"]
    assert [one.name for one in tmp_path.iterdir()] == ["journal.har"]
    only = json.loads(controlled.run("journal", "--user", "bob", "--har", "-").stdout)
    assert [entry["_user"] for entry in only["log"]["entries"]] == ["bob"]


def test_clear_forgets_the_exchanges(controlled: ControlledSimulator, duo: DuoCaller) -> None:
    duo.ping()
    controlled.ok("journal", "clear")
    assert numbers(controlled) == []


def test_follow_prints_a_line_for_what_arrives_until_it_is_interrupted(
    controlled: ControlledSimulator, duo: DuoCaller
) -> None:
    controlled.simulator.rules.add(Rule("duo", Http503(), user="alice", id="mine"))
    before = controlled.simulator.journal.last_number
    duo.preauth("bob")
    with subprocess.Popen(
        [SCRIPTS / "failmode", "journal", "--follow", "--user=alice", f"--since={before}"],
        env={**os.environ, "FAILMODE_CONTROL": controlled.simulator.addresses.control.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        duo.preauth_answer("alice")
        first = process.stdout.readline()
        duo.preauth_answer("alice")
        second = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENT_SECONDS)
    for line in (first, second):
        assert re.search(r"duo +preauth +alice +503 +\d+ ms http-503 \(mine\)$", line)
        assert len(line.rstrip()) <= WIDTH
    assert (process.returncode, errors) == (0, "")


def test_follow_prints_an_object_a_line_for_programs(
    controlled: ControlledSimulator, duo: DuoCaller
) -> None:
    before = controlled.simulator.journal.last_number
    duo.ping()
    with subprocess.Popen(
        [SCRIPTS / "failmode", "journal", "-f", "--json", f"--since={before}"],
        env={**os.environ, "FAILMODE_CONTROL": controlled.simulator.addresses.control.url},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        exchange = json.loads(process.stdout.readline())
        process.terminate()
    assert (exchange["event"], exchange["operation"]) == ("exchange", "ping")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--follow", "--newest", "3"], "--follow does not go with --newest"),
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
def test_what_is_wrong_is_said(
    controlled: ControlledSimulator, arguments: list[str], told: str
) -> None:
    assert told in words(controlled.refused("journal", *arguments))


def _trust(controlled: ControlledSimulator) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=controlled.simulator.ca_file)
