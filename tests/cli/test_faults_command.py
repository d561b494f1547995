"""`failmode faults`: every rule that the control API takes can be given in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from failmode.simulator.edge.faults.answers import (
    BadStat,
    Http429,
    Http503,
    HttpStatus,
    NoCode,
    NoResponse,
)
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.delivery import Reset, Trickle
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsOldVersion, TlsSilent
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.terms.stages import Stage
from tests.cli.controlled import ControlledSimulator, words
from tests.simulator.duo.caller import DuoCaller


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["http-503"], Rule("duo", Http503())),
        (
            ["http-503", "--stage", "preauth", "--user", "alice", "--times", "2"],
            Rule("duo", Http503(), stage=Stage.PREAUTH, user="alice", times=2),
        ),
        (
            ["reset", "--vendor", "ninjaone", "--operation", "oauth-token", "--probability", "0.3"],
            Rule("ninjaone", Reset(), operation="oauth-token", probability=0.3),
        ),
        (
            ["connection-refused", "--starts-in", "10", "--for", "30"],
            Rule("duo", ConnectionRefused(), starts_in_seconds=10, for_seconds=30),
        ),
        (
            ["tls-silent", "--stage", "auth", "--after", "ping", "--id", "mine"],
            Rule("duo", TlsSilent(), stage=Stage.AUTH, after=Stage.PING, id="mine"),
        ),
        (
            ["http-429", "--retry-after", "3", "--delay", "0.5"],
            Rule("duo", Http429(retry_after="3"), delay_seconds=0.5),
        ),
        (
            ["http-status", "--status", "418", "--retry-after", "+60"],
            Rule("duo", HttpStatus(status=418, retry_after="+60")),
        ),
        (["no-response", "--stage", "auth"], Rule("duo", NoResponse(), stage=Stage.AUTH)),
        (["bad-stat"], Rule("duo", BadStat())),
        (["no-code"], Rule("duo", NoCode())),
        (["tls-old-version"], Rule("duo", TlsOldVersion())),
        (
            ["reset", "--parameter", "factor=push", "--parameter", "username=b=b"],
            Rule("duo", Reset(), parameters=(("factor", "push"), ("username", "b=b"))),
        ),
        (["--delay", "2"], Rule("duo", delay_seconds=2)),
        (["clock-skew", "--skew", "-60"], Rule("duo", ClockSkew(skew_seconds=-60))),
        (["trickle", "--interval", "1"], Rule("duo", Trickle(interval_seconds=1))),
        (
            [
                *("--answer-status", "418", "--answer-header", "X: y"),
                *("--answer-header", "X:z:z", "--answer-header-line", "odd line"),
                *("--answer-body", "text"),
            ],
            Rule(
                "duo",
                answer=CannedResponse(418, (("X", "y"), ("X", "z:z")), b"text", ("odd line",)),
            ),
        ),
    ],
)
def test_every_rule_can_be_given(
    controlled: ControlledSimulator, arguments: list[str], rule: Rule
) -> None:
    controlled.ok("faults", "add", *arguments)
    (added,) = controlled.simulator.rules.list()
    assert {**added.to_json(), "id": ""} == {**rule.to_json(), "id": ""}
    assert rule.id in ("", added.id)


def test_an_answers_body_may_be_a_files_bytes(
    controlled: ControlledSimulator, tmp_path: Path
) -> None:
    file = tmp_path / "body"
    file.write_bytes(b"\x00\xff\r\n")
    controlled.ok("faults", "add", "--answer-status", "200", "--answer-body", f"@{file}")
    controlled.ok("faults", "add", "--answer-status", "200", "--answer-body", "@-", stdin=b"\xfe")
    answers = [rule.answer for rule in controlled.simulator.rules.list()]
    assert [answer and answer.body for answer in answers] == [b"\x00\xff\r\n", b"\xfe"]


def test_a_body_that_is_too_large_is_told_as_such(
    controlled: ControlledSimulator, tmp_path: Path
) -> None:
    file = tmp_path / "body"
    file.write_bytes(b"x" * 2_000_000)
    told = controlled.refused(
        "faults", "add", "--answer-status", "200", "--answer-body", f"@{file}"
    )
    assert "the body is larger than this path takes" in told
    assert controlled.simulator.rules.list() == ()


def test_the_list_says_what_has_become_of_a_rule(controlled: ControlledSimulator) -> None:
    controlled.ok("faults", "add", "http-503", "--stage", "preauth", "--times", "1")
    controlled.ok("faults", "add", "connection-refused", "--stage", "auth", "--user", "bob")
    duo = DuoCaller(controlled.simulator)
    assert [duo.preauth_answer("alice").status for _ in range(2)] == [503, 200]
    listed = words(controlled.ok("faults"))
    assert "http-503, 1 times; duo at preauth 1 used up" in listed
    assert "connection-refused; duo at auth for bob 0 waits for its stage" in listed
    controlled.ok("faults", "add", "connect-timeout", "--id", "late")
    assert "connect-timeout; duo unknown in force" in words(controlled.ok("faults"))
    controlled.simulator.rules.count("late")
    assert "connect-timeout; duo 1 or more in force" in words(controlled.ok("faults"))
    controlled.ok("faults", "remove", "late")
    assert [one["hits"] for one in controlled.read("faults", "list")["faults"]] == [1, 0]


def test_what_to_know_of_a_rule_is_told_when_it_is_added(controlled: ControlledSimulator) -> None:
    told = controlled.ok("faults", "add", "dns-failure", "--user", "zed", "--stage", "auth")
    assert "Note: It strikes simulated machines only" in words(told)
    assert "Note: Duo knows nobody called 'zed'" in words(told)
    assert max(map(len, told.splitlines())) <= 80
    added = controlled.read("faults", "add", "http-503")
    assert added["notes"] == []


def test_the_list_tells_time_windows_by_the_clock(controlled: ControlledSimulator) -> None:
    controlled.simulator.clock.freeze(0)
    controlled.ok("faults", "add", "reset", "--starts-in", "60", "--for", "60")
    told = []
    for _ in range(3):
        told.append(words(controlled.ok("faults")))
        controlled.simulator.clock.advance(60)
    for text, state in zip(
        told, ("begins 00:01:00", "in force until 00:02:00", "over since 00:02:00"), strict=True
    ):
        assert state in text


def test_a_rule_is_removed_by_its_id_and_all_are_cleared(controlled: ControlledSimulator) -> None:
    for name in ("one", "two", "three"):
        controlled.ok("faults", "add", "reset", "--id", name)
    controlled.ok("faults", "remove", "one", "three")
    assert [rule.id for rule in controlled.simulator.rules.list()] == ["two"]
    controlled.ok("faults", "clear")
    assert controlled.ok("faults") == "No faults.\n"


def test_a_profile_goes_on_and_off(controlled: ControlledSimulator) -> None:
    assert "captive-portal is on" in controlled.ok("faults", "profile", "captive-portal")
    assert DuoCaller(controlled.simulator).ping().status == 302
    assert "[captive-portal]" in words(controlled.ok("faults"))
    states = {one["name"]: one["on"] for one in controlled.read("faults", "profile")["profiles"]}
    assert states == {name: name == "captive-portal" for name in states}
    assert controlled.read("faults", "profile", "captive-portal", "--off")["on"] is False
    assert controlled.simulator.rules.list() == ()


def test_the_profiles_are_listed_with_what_they_are_made_of(
    controlled: ControlledSimulator,
) -> None:
    listed = words(controlled.ok("faults", "profile"))
    assert "outage off Every connection is refused. - connection-refused; duo" in listed
    assert "- http-502, delay 2 s, probability 0.2; duo" in listed


def test_an_id_of_any_length_keeps_the_table_within_80_columns(
    controlled: ControlledSimulator,
) -> None:
    controlled.ok("faults", "add", "tls-silent", "--id", "x" * 200)
    controlled.ok("faults", "add", "http-503", "--user", "y" * 200)
    assert "x" * 20 in controlled.ok("faults")


def test_an_id_cannot_reach_into_the_terminal(controlled: ControlledSimulator) -> None:
    controlled.ok("faults", "add", "reset", "--id", "red\x1b[31m")
    assert "\x1b" not in controlled.ok("faults")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add"], "FAULT is missing"),
        (["add", "htp-503"], "http-503"),
        (["add", "reset", "--times", "0"], "--times is 0"),
        (["add", "reset", "--for", "0"], "--for is 0.0"),
        (["add", "reset", "--delay", "nan"], "not a finite number"),
        (["add", "reset", "--answer-status", "200"], "--answer-status is given beside the fault"),
        (["add", "--answer-status", "99"], "200 to 599"),
        (["add", "--answer-body", "x"], "needs --answer-status"),
        (["add", "--answer-status", "200", "--answer-header", "x"], "no colon"),
        (["add", "--answer-status", "200", "--answer-header", "x y: z"], "--answer-header 'x y'"),
        (["add", "--answer-status", "200", "--answer-body", "@/no/such"], "No such file"),
        (["add", "connection-refused", "--times", "2"], "nobody can count"),
        (["add", "reset", "--probability", "0"], "--probability is 0"),
        (["add", "reset", "--for", "-1"], "--for is -1"),
        (["add", "reset", "--vendor", "ninjaone", "--stage", "auth"], "--stage auth is none of"),
        (["add", "reset", "--operation", "preath"], "--operation 'preath' is none of Duo's. Did"),
        (["add", "reset", "--vendor", "ninjaone", "--user", "alice"], "--user is named by no"),
        (["add", "tls-silent", "--vendor", "ninjaone", "--stage", "auth"], "--stage auth is none"),
        (["add", "reset", "--vendor", "dou"], "ninjaone"),
        (["add", "http-status", "--status", "99"], "--status is 99. Give a whole number, 200"),
        (["add", "http-429", "--retry-after", "+soon"], "--retry-after is '+soon'"),
        (["add", "reset", "--status", "418"], "--status does nothing with reset. Use http-status"),
        (["add", "reset", "--parameter", "factor"], "--parameter 'factor' is no NAME=VALUE"),
        (["add", "tls-silent", "--parameter", "factor=push"], "--parameter cannot be known when"),
        (["remove", "nobody"], "there is no rule 'nobody'"),
        (["remove"], "ID"),
        (["profile", "storm"], "Known: outage"),
        (["profile", "--off"], "NAME"),
        (["strike"], "No such command"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_the_command_line(
    controlled: ControlledSimulator, arguments: list[str], told: str
) -> None:
    assert told in words(controlled.refused("faults", *arguments))
    assert controlled.simulator.rules.list() == ()


def test_an_id_that_is_taken_is_refused(controlled: ControlledSimulator) -> None:
    controlled.ok("faults", "add", "reset", "--id", "mine")
    assert "'mine' is taken" in controlled.refused("faults", "add", "reset", "--id", "mine")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "foo", "http://[", "http://x:99999"])
@pytest.mark.parametrize("command", [["faults"], ["journal"], ["users"], ["pushes"], ["clock"]])
def test_nobody_at_the_control_address_is_one_clear_line(
    controlled: ControlledSimulator, command: list[str], address: str
) -> None:
    group: dict[str, Any] = {"faults": "list", "clock": "show"}
    arguments = [*command, group.get(command[0], "list"), "--control", address]
    told = controlled.refused(*arguments)
    assert "no simulator answers at" in told
    assert "failmode serve" in told
    assert len(told.splitlines()) == 1
