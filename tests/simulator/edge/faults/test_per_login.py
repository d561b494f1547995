"""A rule that counts login by login strikes each of them, and lets its later tries through."""

from __future__ import annotations

from typing import Any

import pytest

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import Http500
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.explain import explain
from failmode.simulator.runtime import Simulator
from failmode.terms import Stage
from tests.simulator.duo.caller import DuoCaller

ACME = "acme"


def request(stage: Stage, user: str | None = "alice") -> Identified:
    return Identified(f"login/{stage}", stage, user)


def struck(book: RuleBook, stage: Stage, user: str | None = "alice") -> bool:
    return book.decide(ACME, request(stage, user)).rule is not None


@pytest.fixture
def book() -> RuleBook:
    book = RuleBook()
    book.add(Rule(ACME, Reset(), stage=Stage.AUTH, times=2, per_login=True))
    return book


def test_each_login_is_struck_so_often_and_then_let_through(book: RuleBook) -> None:
    for _ in range(3):
        book.gone_well(ACME, request(Stage.PREAUTH))
        assert [struck(book, Stage.AUTH) for _ in range(4)] == [True, True, False, False]
    (state,) = book.states()
    assert (state.hits, state.exhausted) == (6, False)


def test_what_is_not_the_beginning_of_a_users_login_counts_on(book: RuleBook) -> None:
    assert struck(book, Stage.AUTH)
    assert struck(book, Stage.AUTH)
    book.gone_well(ACME, request(Stage.PREAUTH, "bob"))
    book.gone_well("other", request(Stage.PREAUTH))
    book.gone_well(ACME, request(Stage.AUTH))
    book.gone_well(ACME, request(Stage.PING, None))
    assert not struck(book, Stage.AUTH)
    assert struck(book, Stage.AUTH, "bob")


def test_without_the_option_all_logins_count_together() -> None:
    book = RuleBook()
    book.add(Rule(ACME, Reset(), stage=Stage.AUTH, times=1))
    assert struck(book, Stage.AUTH)
    book.gone_well(ACME, request(Stage.PREAUTH))
    assert not struck(book, Stage.AUTH)
    assert book.states()[0].exhausted


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"fault": "reset", "stage": "auth"}, "given without times"),
        ({"fault": "reset", "stage": "preauth", "times": 1}, "cannot be kept at preauth"),
        ({"fault": "reset", "stage": "ping", "times": 1}, "cannot be kept at ping"),
        ({"fault": "reset", "times": 1}, "cannot be kept at every stage"),
        ({"fault": "tls-silent", "stage": "auth", "times": 1}, "cannot be known when tls-silent"),
        ({"fault": "reset", "stage": "auth", "times": 1, "per_login": 1}, "is 1"),
    ],
)
def test_a_login_that_could_not_be_told_from_the_next_is_refused(
    given: dict[str, Any], told: str
) -> None:
    with pytest.raises(RuleError, match=told) as refusal:
        Rule.from_json({"vendor": ACME, "per_login": True, **given})
    assert refusal.value.key == "per_login"
    assert refusal.value.remedy


def test_a_rule_says_so_wherever_it_is_written_down() -> None:
    rule = Rule(ACME, fault_catalogue().make("reset"), Stage.AUTH, times=1, per_login=True)
    assert rule.to_json()["per_login"] is True
    assert Rule.from_json(rule.to_json()) == rule


def test_a_client_that_tries_again_gets_through_in_every_login(simulator: Simulator) -> None:
    simulator.rules.add(Rule("duo", Http500(), stage=Stage.AUTH, times=1, per_login=True))
    duo = DuoCaller(simulator)
    for user in ("alice", "alice", "bob"):
        duo.preauth(user)
        with pytest.raises(AssertionError, match="500 Internal Server Error"):
            duo.auth(user)
        assert duo.auth(user)["result"] in ("allow", "deny")

    last = simulator.journal.query()[-1]
    (reason,) = explain(last, simulator.control.routes).rules
    assert reason.details == ("it had matched 1 time in this login, as often as it may",)
