"""A rule that no request can match is refused, and what may match one day is told."""

from __future__ import annotations

import pytest

from failmode.simulator.edge.errors import RuleError
from failmode.simulator.edge.faults.answers import Http500, Http503
from failmode.simulator.edge.faults.delivery import Reset
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.resolver import DnsFailure
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.rule_book import RuleBook
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsSilent, TlsUntrusted
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.request_names import RequestNames
from failmode.terms.stages import Stage


def _operation_at(method: str, path: str) -> str | None:
    return "auth" if (method, path) == ("POST", "/login/auth") else None


ACME = RequestNames(
    "Acme",
    {"ping": Stage.PING, "auth": Stage.AUTH, "GET /users/{id}": None, "list": None},
    _operation_at,
    name_users=True,
    nameless=("ping",),
)
STORE = RequestNames("The Store", {"buy": None}, _operation_at)


@pytest.fixture
def book() -> RuleBook:
    """Make a book for two vendors whose requests are known."""
    return RuleBook(vendors={"acme": ACME, "store": STORE})


@pytest.mark.parametrize(
    ("rule", "key", "told"),
    [
        (Rule("store", Reset(), stage=Stage.AUTH), "stage", "belong to no stage of a login"),
        (Rule("acme", Reset(), stage=Stage.PREAUTH), "stage", "Known: ping, auth"),
        (Rule("acme", TlsSilent(), stage=Stage.AUTH_STATUS), "stage", "Known: ping, auth"),
        (Rule("acme", Reset(), operation="lst"), "operation", "Did you mean list?"),
        (Rule("acme", Reset(), operation="lst"), "operation", "Known: ping, auth, list, or a"),
        (Rule("acme", Reset(), operation="POST /login/auth"), "operation", "is called 'auth'"),
        (
            Rule("acme", Reset(), operation="auth", stage=Stage.PING),
            "operation",
            "belongs to auth, and the rule wants ping",
        ),
        (
            Rule("acme", Reset(), operation="list", stage=Stage.PING),
            "operation",
            "belongs to no stage",
        ),
        (Rule("store", Reset(), user="alice"), "user", "named by no request to The Store"),
        (Rule("acme", Reset(), user="alice", stage=Stage.PING), "user", "not named by a ping"),
        (Rule("acme", Reset(), user="alice", operation="ping"), "user", "not named by a ping"),
    ],
)
def test_a_rule_for_a_request_that_there_cannot_be_is_refused(
    book: RuleBook, rule: Rule, key: str, told: str
) -> None:
    with pytest.raises(RuleError) as refused:
        book.add(rule)
    assert refused.value.key == key
    assert told in f"{refused.value.what}. {refused.value.remedy}"
    assert book.list() == ()


@pytest.mark.parametrize(
    "rule",
    [
        Rule("acme", Reset(), stage=Stage.AUTH, user="alice"),
        Rule("acme", Reset(), operation="auth", stage=Stage.AUTH),
        Rule("acme", Reset(), operation="GET /users/{id}"),
        Rule("acme", Reset(), user="alice"),
        Rule("store", Reset(), operation="buy"),
    ],
)
def test_a_rule_for_a_request_that_there_can_be_is_taken_without_a_word(
    book: RuleBook, rule: Rule
) -> None:
    book.add(rule)
    assert book.states()[0].notes == ()


def test_a_path_that_no_operation_answers_is_told(book: RuleBook) -> None:
    book.add(Rule("acme", Reset(), operation="GET /nowhere"))
    book.add(Rule("acme", operation="GET /portal", answer=CannedResponse(200)))
    told, answered = (state.notes for state in book.states())
    assert told == ("Acme has nothing at GET /nowhere; it acts on who asks for that all the same.",)
    assert answered == ()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (DnsFailure(), "simulated machines only"),
        (ConnectionRefused(), "every client that connects, but the kernel"),
        (TlsUntrusted(), "every client that checks certificates"),
    ],
)
def test_a_fault_that_cannot_strike_or_count_everybody_says_so(
    book: RuleBook, fault: Fault, told: str
) -> None:
    book.add(Rule("acme", fault))
    (note,) = book.states()[0].notes
    assert told in note


@pytest.mark.parametrize(
    ("earlier", "later", "hidden"),
    [
        (Rule("acme", Http503()), Rule("acme", Http500(), stage=Stage.AUTH), True),
        (Rule("acme", Http503(), stage=Stage.AUTH), Rule("acme", Http500()), False),
        (Rule("acme", Http503(), times=1), Rule("acme", Http500()), False),
        (Rule("acme", Http503(), probability=0.5), Rule("acme", Http500()), False),
        (Rule("acme", Http503(), for_seconds=5), Rule("acme", Http500()), False),
        (Rule("store", Http503()), Rule("acme", Http500()), False),
        (Rule("acme", TlsUntrusted()), Rule("acme", Http500()), False),
        (Rule("acme", ConnectionRefused()), Rule("acme", Http500()), True),
        (Rule("acme", ConnectionRefused(), stage=Stage.AUTH), Rule("acme", Http500()), False),
        (Rule("acme", ConnectionRefused()), Rule("acme", TlsSilent()), True),
        (Rule("acme", ConnectionRefused()), Rule("acme", DnsFailure()), False),
    ],
)
def test_a_rule_that_an_earlier_one_never_lets_act_is_told(
    earlier: Rule, later: Rule, hidden: bool
) -> None:
    book = RuleBook()
    book.add_all((earlier, later))
    notes = book.states()[1].notes
    assert any("never acts while rule-1 is in force" in note for note in notes) is hidden


def test_a_refused_connection_hides_requests_from_rules_that_stand_before_it() -> None:
    book = RuleBook()
    book.add_all((Rule("acme", Http500()), Rule("acme", ConnectionRefused())))
    assert "while rule-2 is in force" in book.states()[0].notes[0]
