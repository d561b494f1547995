"""Rules: what they match, what is refused, how often they act."""

from __future__ import annotations

import contextlib
import random
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import Http500, Http502, Http503, StatusFault
from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.simulator.edge.faults.conditions import ClockSkew
from failmode.simulator.edge.faults.decision import Reason
from failmode.simulator.edge.faults.delivery import Reset, Trickle
from failmode.simulator.edge.faults.fault import Fault, SocketFault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.http.canned_responses import CannedResponse, status_page
from failmode.simulator.edge.identify import Identified
from failmode.simulator.state.clock import Clock
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS

CONNECTION_FAULTS = [kind for kind in fault_catalogue() if kind.level.is_before_requests]
PREAUTH = Identified("login/preauth", Stage.PREAUTH, "alice")


def acting_fault(book: RuleBook, identified: Identified = PREAUTH) -> Fault | None:
    rule = book.decide("acme", identified).rule
    return None if rule is None else rule.fault


@pytest.mark.parametrize(
    ("rule", "identified", "matches"),
    [
        (Rule("acme", Reset()), PREAUTH, True),
        (Rule("other", Reset()), PREAUTH, False),
        (Rule("acme", Reset(), stage=Stage.PREAUTH), PREAUTH, True),
        (Rule("acme", Reset(), stage=Stage.AUTH), PREAUTH, False),
        (Rule("acme", Reset(), user="alice"), PREAUTH, True),
        (Rule("acme", Reset(), user="bob"), PREAUTH, False),
        (Rule("acme", Reset(), user="bob"), Identified("login/ping", Stage.PING), False),
        (Rule("acme", Reset(), operation="login/preauth"), PREAUTH, True),
        (Rule("acme", Reset(), operation="login/auth"), PREAUTH, False),
        (Rule("acme", Reset(), operation="login/preauth", user="bob"), PREAUTH, False),
    ],
)
def test_a_rule_acts_only_where_every_matcher_agrees(
    rule: Rule, identified: Identified, matches: bool
) -> None:
    book = RuleBook()
    book.add(rule)
    assert (book.decide("acme", identified).rule is not None) is matches


def test_the_first_matching_rule_wins() -> None:
    book = RuleBook()
    book.add(Rule("acme", Http503(), user="bob"))
    book.add(Rule("acme", Http500()))
    book.add(Rule("acme", Http502()))
    assert acting_fault(book) == Http500()
    assert acting_fault(book, Identified("login/auth", Stage.AUTH, "bob")) == Http503()


def test_a_rule_acts_so_many_times_and_then_the_next_one_or_nothing_does() -> None:
    book = RuleBook()
    book.add(Rule("acme", Http500(), times=2))
    book.add(Rule("acme", Http502(), times=1))
    assert [acting_fault(book) for _ in range(5)] == [
        Http500(),
        Http500(),
        Http502(),
        None,
        None,
    ]
    assert [state.hits for state in book.states()] == [2, 1]
    assert all(state.exhausted for state in book.states())


def test_probability_repeats_with_its_seed_and_keeps_its_share() -> None:
    def draws(seed: int) -> list[bool]:
        book = RuleBook(seed)
        book.add(Rule("acme", Reset(), probability=0.3))
        return [acting_fault(book) is not None for _ in range(1000)]

    assert draws(1) == draws(1)
    assert draws(1) != draws(2)
    assert 230 < sum(draws(1)) < 370


def test_one_rules_draws_do_not_depend_on_another_rules_traffic() -> None:
    def draws(noise: int) -> list[bool]:
        book = RuleBook(5)
        book.add(Rule("acme", Reset(), user="bob", probability=0.5))
        book.add(Rule("acme", Reset(), user="alice", probability=0.5))
        for _ in range(noise):
            acting_fault(book, Identified("x", None, "bob"))
        return [acting_fault(book) is not None for _ in range(50)]

    assert draws(0) == draws(13)


def test_clear_starts_the_probabilities_anew() -> None:
    book = RuleBook(3)

    def draws() -> list[bool]:
        book.add(Rule("acme", Reset(), probability=0.5))
        seen = [acting_fault(book) is not None for _ in range(30)]
        book.clear()
        return seen

    first = draws()
    assert draws() == first
    book.clear(seed=4)
    assert draws() != first


def test_the_global_random_generator_is_left_alone() -> None:
    random.seed(7)
    expected = random.random()
    random.seed(7)
    book = RuleBook(1)
    book.add(Rule("acme", Reset(), probability=0.5))
    acting_fault(book)
    assert random.random() == expected


@pytest.mark.parametrize(
    "fault", [kind() for kind in fault_catalogue() if issubclass(kind, SocketFault)], ids=str
)
@pytest.mark.parametrize("count", [{"times": 2}, {"probability": 0.5}])
def test_what_the_kernel_does_cannot_be_counted(fault: Fault, count: dict[str, float]) -> None:
    with pytest.raises(RuleError, match=r"cannot be kept .* nobody can count") as caught:
        Rule.from_json({"vendor": "acme", "fault": fault.name, **count})
    assert caught.value.key in count


@pytest.mark.parametrize("fault", [kind() for kind in CONNECTION_FAULTS], ids=str)
@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("user", {"user": "alice"}),
        ("user", {"user": "alice", "stage": "ping"}),
        ("user", {"user": "alice", "stage": "preauth"}),
        ("user", {"user": "alice", "stage": "preauth", "after": "ping"}),
        ("operation", {"operation": "login/auth"}),
        ("delay_seconds", {"delay_seconds": 1}),
        ("after", {"after": "ping"}),
        ("after", {"after": "auth", "stage": "preauth"}),
        ("after", {"after": "auth", "stage": "auth"}),
    ],
)
def test_what_nobody_knows_before_a_request_is_refused(
    fault: Fault, key: str, more: dict[str, object]
) -> None:
    with pytest.raises(RuleError) as caught:
        Rule.from_json({"vendor": "acme", "fault": fault.name, **more})
    assert caught.value.key == key


@pytest.mark.parametrize("fault", [kind() for kind in CONNECTION_FAULTS], ids=str)
@pytest.mark.parametrize(
    ("stage", "before"), [(Stage.AUTH, Stage.PREAUTH), (Stage.AUTH_STATUS, Stage.AUTH)]
)
def test_a_connection_fault_of_a_later_stage_waits_for_the_stage_and_user_before(
    fault: Fault, stage: Stage, before: Stage
) -> None:
    book = RuleBook()
    book.add(Rule("acme", fault, stage=stage, user="alice"))
    assert [state.armed for state in book.states()] == [False]
    book.gone_well("acme", Identified("x", before, "bob"))
    book.gone_well("acme", Identified("x", stage, "alice"))
    book.gone_well("other", Identified("x", before, "alice"))
    assert [state.armed for state in book.states()] == [False]
    book.gone_well("acme", Identified("x", before, "alice"))
    assert [state.armed for state in book.states()] == [True]


@pytest.mark.parametrize(
    ("value", "key", "told"),
    [
        ({"vendor": "acme", "fault": "connection-lost"}, "fault", "connection-refused"),
        ({"vendor": "acme", "fault": "reset", "stage": "login"}, "stage", "preauth"),
        ({"vendor": "acme", "fault": ["reset"]}, "fault", "reset"),
        ({"vendor": "acme", "fault": "reset", "stages": "auth"}, "stages", "stage"),
        ({"fault": "reset"}, "vendor", "Name the vendor"),
        ({"vendor": "", "fault": "reset"}, "vendor", "empty"),
        ({"vendor": "duo", "fault": "reset", "operation": ""}, "operation", "empty"),
        ({"vendor": "duo", "fault": "reset", "user": ""}, "user", "empty"),
        ({"vendor": 5, "fault": "reset"}, "vendor", "text"),
        ({"vendor": "acme"}, "fault", "Give an answer, a delay or one of"),
        ({"vendor": "acme", "fault": "reset", "times": 0}, "times", "1 or more"),
        ({"vendor": "acme", "fault": "reset", "times": True}, "times", "whole number"),
        ({"vendor": "acme", "fault": "reset", "times": 1.5}, "times", "whole number"),
        ({"vendor": "acme", "fault": "reset", "probability": 0}, "probability", "more than 0"),
        ({"vendor": "acme", "fault": "reset", "probability": 1.1}, "probability", "up to 1"),
        ({"vendor": "acme", "fault": "reset", "probability": "0.5"}, "probability", "number"),
        ({"vendor": "acme", "delay_seconds": -1}, "delay_seconds", "0 or more"),
        ({"vendor": "acme", "delay_seconds": float("nan")}, "delay_seconds", "0 or more"),
        ({"vendor": "acme", "fault": "reset", "for_seconds": 0}, "for_seconds", "more than 0"),
        ({"vendor": "acme", "fault": "reset", "for_seconds": "1"}, "for_seconds", "number"),
        (
            {"vendor": "acme", "fault": "reset", "for_seconds": float("inf")},
            "for_seconds",
            "more than 0",
        ),
        (
            {"vendor": "acme", "fault": "reset", "starts_in_seconds": -1},
            "starts_in_seconds",
            "0 or more",
        ),
        (
            {"vendor": "acme", "answer": {"status": 200, "header_lines": ["a\r\nb"]}},
            "answer.header_lines",
            "line ends",
        ),
        (
            {"vendor": "acme", "answer": {"status": 200, "header_lines": "a"}},
            "answer.header_lines",
            "list of texts",
        ),
        ({"vendor": "acme", "fault": "reset", "after": "ping"}, "after", "connection-level"),
        ({"vendor": "acme", "fault": "reset", "retry_after": "2"}, "retry_after", "http-429"),
        (
            {"vendor": "acme", "fault": "http-429", "retry_after": "2\r\nX: y"},
            "retry_after",
            "sent",
        ),
        ({"vendor": "acme", "fault": "reset", "skew_seconds": 5}, "skew_seconds", "clock-skew"),
        (
            {"vendor": "acme", "fault": "reset", "interval_seconds": 5},
            "interval_seconds",
            "trickle",
        ),
        ({"vendor": "acme", "fault": "reset", "answer": {"status": 200}}, "answer", "one of them"),
        ({"vendor": "acme", "answer": {"status": 99}}, "answer.status", "200 to 599"),
        ({"vendor": "acme", "answer": {"status": "200"}}, "answer.status", "200 to 599"),
        (
            {"vendor": "acme", "answer": {"code": 200}},
            "answer.code",
            "status, headers, header_lines, body",
        ),
        ({"vendor": "acme", "answer": {"status": 200, "body": 1}}, "answer.body", "text"),
        (
            {"vendor": "acme", "answer": {"status": 200, "body_base64": "%"}},
            "answer.body_base64",
            "base64",
        ),
        (
            {"vendor": "acme", "answer": {"status": 200, "headers": {"X": "a\nb"}}},
            "answer.headers",
            "line ends",
        ),
        ({"vendor": "acme", "answer": {"status": 200, "headers": [1]}}, "answer.headers", "name"),
        ([], "rule", "JSON object"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_key_and_what_is_known(
    value: object, key: str, told: str
) -> None:
    with pytest.raises(RuleError, match=told) as caught:
        Rule.from_json(value)
    assert caught.value.key == key


canned = st.builds(
    CannedResponse,
    status=st.integers(200, 599),
    headers=st.lists(
        st.tuples(
            st.from_regex(r"[A-Za-z-]{1,10}", fullmatch=True), st.text("abc 123", max_size=9)
        ),
        max_size=3,
    ).map(tuple),
    body=st.binary(max_size=30),
    header_lines=st.lists(st.text("abc: 123\u00ff", min_size=1, max_size=9), max_size=2).map(tuple),
)
seconds = st.floats(0.01, 100)
rules = st.one_of(
    st.builds(
        Rule,
        vendor=st.text(min_size=1, max_size=5),
        fault=st.sampled_from(
            [kind() for kind in fault_catalogue() if kind not in CONNECTION_FAULTS]
        ),
        stage=st.none() | st.sampled_from(Stage),
        operation=st.none() | st.text(min_size=1),
        user=st.none() | st.text(min_size=1),
        probability=st.floats(0.01, 1),
        times=st.none() | st.integers(1, 9),
        delay_seconds=seconds,
        starts_in_seconds=st.just(0.0) | seconds,
        for_seconds=st.none() | seconds,
        id=st.text(max_size=5),
    ),
    st.builds(Rule, vendor=st.just("acme"), answer=canned),
    st.builds(Rule, vendor=st.just("acme"), fault=st.builds(ClockSkew, skew_seconds=seconds)),
    st.builds(Rule, vendor=st.just("acme"), fault=st.builds(Trickle, interval_seconds=seconds)),
    st.builds(
        Rule,
        vendor=st.just("acme"),
        fault=st.sampled_from([kind() for kind in CONNECTION_FAULTS]),
        stage=st.just(Stage.AUTH),
        user=st.none() | st.text(min_size=1),
        after=st.none() | st.just(Stage.PREAUTH),
    ),
)


@given(rules)
def test_a_rule_survives_json(rule: Rule) -> None:
    assert Rule.from_json(rule.to_json()) == rule


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3))
def test_any_value_of_a_key_is_read_or_refused_and_never_breaks(value: object) -> None:
    for key in ("fault", "stage", "times", "probability", "answer", "user", "delay_seconds"):
        with contextlib.suppress(RuleError):
            Rule.from_json({"vendor": "acme", "fault": "reset", key: value})


def test_ids_are_given_kept_and_unique() -> None:
    book = RuleBook()
    given_id = book.add(Rule("acme", Reset(), id="rule-2")).id
    first = book.add(Rule("acme", Reset())).id
    assert given_id == "rule-2"
    assert first not in ("", "rule-2")
    with pytest.raises(RuleError, match="is taken"):
        book.add(Rule("acme", Reset(), id=first))
    book.remove(first)
    with pytest.raises(RuleError, match="there is no rule"):
        book.remove(first)
    assert [rule.id for rule in book.list()] == ["rule-2"]


def test_an_unknown_vendor_is_refused_where_the_vendors_are_known() -> None:
    book = RuleBook(vendors={"duo": None, "ninjaone": None})
    with pytest.raises(RuleError, match="Known: duo, ninjaone"):
        book.add(Rule("dou", Reset()))
    assert book.list() == ()


@pytest.mark.parametrize("kind", [one for one in fault_catalogue() if issubclass(one, StatusFault)])
def test_the_http_faults_are_plain_pages_of_their_status(kind: type[StatusFault]) -> None:
    answer = status_page(kind.status, "7")
    assert answer.status == int(kind.name.removeprefix("http-"))
    assert ("Retry-After", "7") in answer.headers
    assert answer.body.startswith(b"<!doctype html>")
    assert b"duo" not in answer.body.lower()


# Time windows


@pytest.fixture
def clock() -> Clock:
    """Give a clock that only the test moves."""
    clock = Clock()
    clock.freeze(1000)
    return clock


def test_a_rule_acts_within_its_time_window_only(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    book.add(Rule("acme", Reset(), starts_in_seconds=10, for_seconds=5))
    seen = []
    for _ in range(17):
        seen.append(acting_fault(book) is not None)
        clock.advance(1)
    assert seen == [False] * 10 + [True] * 5 + [False] * 2


def test_the_window_counts_from_when_the_rule_is_added(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    clock.advance(500)
    book.add(Rule("acme", Reset(), for_seconds=5))
    (state,) = book.states()
    assert (state.active.begins, state.active.ends, state.open) == (None, 1505, True)
    clock.advance(5)
    assert [state.open for state in book.states()] == [False]
    assert [state.to_json()["open"] for state in book.states()] == [False]


def test_a_rule_that_begins_at_once_acts_also_when_the_clock_is_set_back(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    book.add(Rule("acme", Reset()))
    book.add(Rule("acme", Http500(), starts_in_seconds=5))
    clock.freeze(10)
    assert acting_fault(book) == Reset()
    assert [state.open for state in book.states()] == [True, False]


def test_outside_its_window_a_rule_uses_up_neither_times_nor_draws(clock: Clock) -> None:
    def draws(before: int) -> list[bool]:
        book = RuleBook(1, clock=clock)
        book.add(Rule("acme", Reset(), probability=0.5, times=9, starts_in_seconds=10))
        for _ in range(before):
            assert acting_fault(book) is None
        clock.advance(10)
        return [acting_fault(book) is not None for _ in range(30)]

    assert draws(0) == draws(20)


@pytest.mark.parametrize(
    "fault", [kind() for kind in fault_catalogue() if issubclass(kind, SocketFault)], ids=str
)
def test_a_kernel_fault_begins_and_ends_with_its_window_and_tells_the_edges(
    clock: Clock, fault: Fault
) -> None:
    book = RuleBook(clock=clock)
    seen: list[Rule | None] = []
    book.subscribe(lambda: seen.append(book.for_listener("acme")))
    rule = book.add(Rule("acme", fault, starts_in_seconds=10, for_seconds=5))
    clock.advance(10)
    clock.advance(5)
    assert seen == [None, rule, None]
    assert not book.in_force(rule.id)


def test_a_stage_arms_a_rule_also_before_its_window(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    book.add(Rule("acme", ConnectionRefused(), stage=Stage.AUTH, starts_in_seconds=5))
    book.gone_well("acme", PREAUTH)
    assert book.for_listener("acme") is None
    clock.advance(5)
    assert book.for_listener("acme") is not None


@pytest.mark.parametrize(
    ("rule", "opens"),
    [
        (Rule("acme", ConnectionRefused(), starts_in_seconds=0.05), True),
        (Rule("acme", ConnectionRefused(), for_seconds=0.05), False),
    ],
    ids=["opens", "closes"],
)
def test_a_window_opens_and_closes_by_itself_in_real_time(
    clock: Clock, rule: Rule, *, opens: bool
) -> None:
    clock.freeze(time.time())
    book = RuleBook(clock=clock)
    told, seen = threading.Condition(), []

    def look() -> None:
        with told:
            seen.append(book.for_listener("acme") is not None)
            told.notify_all()

    book.subscribe(look)
    book.add(rule)
    assert seen == [not opens]
    clock.resume()
    with told:
        assert told.wait_for(lambda: seen[-1] is opens, PATIENT_SECONDS)
    book.close()


def test_a_closed_book_watches_no_time(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    book.add(Rule("acme", ConnectionRefused(), starts_in_seconds=5))
    seen: list[bool] = []
    book.subscribe(lambda: seen.append(True))
    book.close()
    clock.advance(9)
    assert seen == []


# Decisions


def test_a_decision_names_a_reason_for_every_rule_there_was(clock: Clock) -> None:
    book = RuleBook(clock=clock)
    book.add(Rule("acme", Reset(), user="bob"))
    book.add(Rule("acme", ConnectionRefused(), stage=Stage.AUTH))
    book.add(Rule("acme", Reset(), times=1))
    book.add(Rule("acme", Reset(), starts_in_seconds=9))
    book.add(Rule("acme", Reset(), probability=1e-9))
    book.add(Rule("acme", Http500()))
    book.add(Rule("acme", Http503()))
    first, second = book.decide("acme", PREAUTH), book.decide("acme", PREAUTH)
    reasons = [Reason.NO_MATCH, Reason.CONNECTION_LEVEL, Reason.MATCHED, *[Reason.SHADOWED] * 4]
    assert list(first.reasons) == reasons
    assert list(second.reasons) == [
        Reason.NO_MATCH,
        Reason.CONNECTION_LEVEL,
        Reason.TIMES_USED_UP,
        Reason.OUTSIDE_WINDOW,
        Reason.NOT_DRAWN,
        Reason.MATCHED,
        Reason.SHADOWED,
    ]
    assert second.rule is not None
    assert second.rule.fault == Http500()
    assert second.active_rules is first.active_rules


def test_a_decision_keeps_the_rules_of_its_moment() -> None:
    book = RuleBook()
    book.add(Rule("acme", Reset(), user="bob"))
    decision = book.decide("acme", PREAUTH)
    book.clear()
    assert [standing.rule.user for standing in decision.active_rules] == ["bob"]
    assert book.decide("acme", PREAUTH).active_rules == ()


def test_only_a_rule_that_could_act_may_have_struck_what_nobody_counted() -> None:
    clock = Clock()
    clock.freeze(0)
    book = RuleBook(clock=clock)
    book.add(Rule("acme", ConnectionRefused(), starts_in_seconds=60))
    book.add(Rule("acme", ConnectionRefused(), stage=Stage.AUTH))
    assert [(one.known_hits, one.hits_complete) for one in book.states()] == [(0, True)] * 2
    clock.advance(60)
    book.gone_well("acme", PREAUTH)
    assert [(one.known_hits, one.hits_complete) for one in book.states()] == [(None, False)] * 2
    book.connection_failed("acme")
    assert [one.known_hits for one in book.states()] == [1, None]


# Sets of rules


def test_a_set_of_rules_is_added_as_a_whole_or_not_at_all() -> None:
    book = RuleBook(vendors={"acme": None})
    book.add(Rule("acme", Reset(), id="mine"))
    for wrong in (Rule("other", Reset()), Rule("acme", Reset(), id="mine")):
        with pytest.raises(RuleError):
            book.add_all((Rule("acme", Http500()), wrong), "storm")
    assert [rule.id for rule in book.list()] == ["mine"]
    book.add_all((Rule("acme", Http500()), Rule("acme", Http502())), "storm")
    assert [state.active.profile for state in book.states()] == [None, "storm", "storm"]
    assert book.remove_profile("storm")
    assert not book.remove_profile("storm")
    assert [rule.id for rule in book.list()] == ["mine"]
