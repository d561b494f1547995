"""Why an exchange went as it did: told from what was recorded, whatever the rules are by then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from failmode.simulator.edge.faults.answers import Http500, Http503
from failmode.simulator.edge.faults.delivery import Reset, TruncatedBody
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.edge.faults.tls import TlsUntrusted
from failmode.simulator.edge.http.canned_responses import CannedResponse
from failmode.simulator.edge.identify import Identified
from failmode.simulator.edge.journal.explain import Explanation, explain
from failmode.simulator.edge.journal.journal import Exchange, Journal
from failmode.simulator.edge.journal.near_routes import Routes
from failmode.simulator.http_api.operation import Operation
from failmode.simulator.http_api.router import Router
from failmode.simulator.network import Unreachable
from failmode.terms.stages import Stage
from tests.simulator.edge.stack import VENDOR, EdgeStack, create_app, edge_stack, send_get


@pytest.fixture(scope="module")
def running() -> Iterator[EdgeStack]:
    with edge_stack() as edge:
        yield edge


@pytest.fixture
def edge(running: EdgeStack) -> EdgeStack:
    running.rules.clear()
    running.journal.clear()
    running.clock.freeze(1_000_000)
    return running


def last(edge: EdgeStack) -> Exchange:
    return edge.journal.query()[-1]


def told(edge: EdgeStack) -> Explanation:
    """Give the explanation of the last exchange, after all rules have gone."""
    edge.rules.clear()
    app = create_app(edge.clock, edge.gate)
    return explain(last(edge), Routes({VENDOR: app}))


def reasons(why: Explanation) -> list[tuple[str, str]]:
    return [(one.reason.value, "; ".join(one.details)) for one in why.rules]


def test_each_matcher_that_does_not_fit_is_named(edge: EdgeStack) -> None:
    edge.rules.add(Rule("other", Reset()))
    edge.rules.add(Rule(VENDOR, Reset(), stage=Stage.AUTH, user="bob"))
    edge.rules.add(Rule(VENDOR, Reset(), operation="login/auth"))
    edge.login("preauth", "alice")
    why = told(edge)
    assert reasons(why) == [
        ("no-match", "vendor: the rule wants other, the request has acme"),
        (
            "no-match",
            (
                "stage: the rule wants auth, the request has preauth; "
                "user: the rule wants bob, the request has alice"
            ),
        ),
        ("no-match", "operation: the rule wants login/auth, the request has login/preauth"),
    ]
    assert why.summary == "No rule acted on it; acme answered by itself"
    assert (why.routed, why.nearest) == (True, ())


def test_each_parameter_that_does_not_fit_is_named(edge: EdgeStack) -> None:
    wanted = (("username", "alice"), ("factor", "push"))
    edge.rules.add(Rule(VENDOR, Reset(), parameters=wanted))
    edge.rules.add(Rule(VENDOR, Reset(), parameters=(("username", "bob"),)))
    edge.login("preauth", "alice")
    assert reasons(told(edge)) == [
        ("no-match", "factor: the rule wants push, the request has none"),
        ("no-match", "username: the rule wants bob, the request has alice"),
    ]


def test_numbers_windows_and_stages_are_told(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, Reset(), times=1))
    with pytest.raises(Unreachable):
        edge.login("preauth", "alice")
    edge.rules.add(Rule(VENDOR, Reset(), starts_in_seconds=60))
    edge.rules.add(Rule(VENDOR, Reset(), probability=1e-9))
    edge.rules.add(Rule(VENDOR, ConnectionRefused(), stage=Stage.AUTH_STATUS, user="bob"))
    edge.rules.add(Rule(VENDOR, Http503(), id="mine"))
    edge.rules.add(Rule(VENDOR, Http500()))
    edge.login("preauth", "alice")
    why = told(edge)
    assert reasons(why) == [
        ("times-used-up", "it had matched 1 time, as often as it may"),
        ("outside-window", "its time began later, at 1970-01-12T13:47:40.000+00:00"),
        ("not-drawn", "the draw spared the request; its probability is 1e-09"),
        (
            "connection-level",
            (
                "connection-refused affects connections, not requests; this request came through; "
                "it begins once auth has gone well for bob"
            ),
        ),
        ("matched", "it acted with http-503"),
        ("shadowed", "an earlier rule, mine, acted on it"),
    ]
    assert why.summary == "The rule mine acted on it"
    assert why.routed is None


def test_a_window_that_is_over_is_told(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, Reset(), for_seconds=1))
    edge.clock.advance(5)
    edge.login("preauth", "alice")
    assert reasons(told(edge)) == [
        ("outside-window", "its time was over, since 1970-01-12T13:46:41.000+00:00")
    ]


@pytest.mark.parametrize(
    ("rule", "routed"),
    [
        (Rule(VENDOR, answer=CannedResponse(404)), None),
        (Rule(VENDOR, delay_seconds=0.01), False),
        (Rule(VENDOR, TruncatedBody()), False),
    ],
)
def test_a_route_is_looked_for_only_where_the_request_got_to_the_vendor(
    edge: EdgeStack, rule: Rule, routed: bool | None
) -> None:
    edge.rules.add(rule)
    edge.call("/nowhere")
    assert told(edge).routed is routed


def test_a_connection_that_a_fault_ended_names_its_rule(edge: EdgeStack) -> None:
    edge.rules.add(Rule(VENDOR, TlsUntrusted(), id="bad-tls"))
    with pytest.raises(Unreachable):
        edge.call()
    why = told(edge)
    assert why.summary == "The rule bad-tls acted on the connection before there was a request"
    assert (why.routed, why.rules) == (None, ())


def test_what_is_no_request_is_told(edge: EdgeStack) -> None:
    before = edge.journal.last_number
    with edge.connect() as sock:
        send_get(sock, "no path here")
        assert edge.journal.wait(before, 20)
    assert "no acceptable HTTP request" in told(edge).summary


@pytest.mark.parametrize(
    ("method", "path", "nearest"),
    [
        ("DELETE", "/echo", ("GET", "/echo", "the method is GET, not DELETE")),
        ("GET", "/ech", ("GET", "/echo", "the path is not /ech")),
        ("GET", "/Poll", ("GET", "/poll", "the path is not /Poll")),
        ("GET", "/logon/preauth", ("GET", "/login/{stage}", "the path is not /logon/preauth")),
        (
            "PUT",
            "/login/preauth?a=b",
            ("GET", "/login/{stage}", "the method is GET, not PUT"),
        ),
        ("POST", "/poll/", ("GET", "/poll", "the method is GET, not POST; the path is not /poll/")),
    ],
)
def test_the_nearest_route_is_found(
    edge: EdgeStack, method: str, path: str, nearest: tuple[str, str, str]
) -> None:
    edge.call(path, method=method)
    why = told(edge)
    assert why.routed is False
    near = why.nearest[0]
    assert (near.method, near.path, near.difference) == nearest
    assert why.summary.startswith("There were no rules, and acme has no route for")


def test_nothing_is_near_to_what_is_like_no_route(edge: EdgeStack) -> None:
    edge.call("/0123456789/0123456789")
    assert told(edge).nearest == ()


def test_a_404_of_a_route_that_exists_is_no_missing_route() -> None:
    routes = Routes({"acme": Router([Operation("GET", "/users/{name}", "user", None)])})
    journal = Journal(1)
    journal.record(
        time=0,
        vendor="acme",
        identified=Identified("user"),
        method="GET",
        target="/users/nobody",
        status=404,
    )
    (exchange,) = journal.query()
    assert explain(exchange, routes).routed is True
