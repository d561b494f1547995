"""The verdict table of the Authentication Proxy holds for each kind of server that it runs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from failmode.specs.documents import NamedDocument
from failmode.specs.facts.proxy_servers import PrimaryServer, ProxyServerRow, ServerProtocol
from failmode.specs.facts.verdict_tables import Outcome
from failmode.specs.scenarios import Feature
from failmode.specs.specification import derive_documents
from failmode.terms.logins import Evidence
from tests.specs.specification import (
    PROXY_DOCUMENT,
    Specification,
    cells,
    has,
    named,
    row,
    scenarios,
    table,
    texts,
)

SAFE, SECURE, AUTH = "let in", "denied on preauth", "denied on auth"
OPEN = (("safe", SAFE), ("secure", SECURE))
TABLE = table(
    "Authentication Proxy",
    row("reset", line=31, reply=OPEN),
    row("http-401", line=32, outcome=Outcome.DENIED, reply=(("safe", SECURE), ("secure", SECURE))),
    row("no-answer", line=33, timeout="unset", outcome=Outcome.HUNG),
    row("http-500", "auth", line=34, reply=(("safe", SAFE), ("secure", AUTH))),
    row("reset", "auth", line=35, outcome=Outcome.DENIED, reply=(("safe", AUTH), ("secure", AUTH))),
    row("trickle", line=36, evidence=Evidence.UNKNOWN),
)


def server(
    section: str,
    protocol: ServerProtocol = ServerProtocol.RADIUS,
    primary: PrimaryServer = PrimaryServer.ASKED,
    text: str = "",
    evidence: Evidence = Evidence.BY_READING,
) -> ProxyServerRow:
    """Make a row of the table of servers."""
    return ProxyServerRow(section, protocol, primary, text, evidence, 70)


def features(*servers: ProxyServerRow) -> tuple[Feature, ...]:
    """Derive the features of the proxy with these kinds of servers."""

    def with_servers(one: NamedDocument) -> NamedDocument:
        if one.name != PROXY_DOCUMENT:
            return one
        document = replace(one.document, facts=(*one.document.facts, *servers))
        return replace(one, document=document)

    documents = Specification(fields=(), tables=(TABLE,)).documents()
    return derive_documents(tuple(map(with_servers, documents))).features


def further(*servers: ProxyServerRow) -> Feature:
    """Derive the features, and give that of the one further kind of server."""
    first, second = (one for one in features(*servers) if "proxy" in one.tags)
    assert str(first.path) == "duo/authentication-proxy.feature"
    return second


def test_a_kind_of_server_has_a_feature_of_its_own_and_its_steps_name_its_section() -> None:
    feature = further(server("radius_server_auto"), server("radius_server_concat"))
    assert str(feature.path) == "duo/authentication-proxy-radius_server_concat.feature"
    assert feature.tags == ("proxy", "radius_server_concat")
    for scenario in scenarios([feature]):
        assert texts(scenario.steps)[0].startswith(
            "an Authentication Proxy with [radius_server_concat], failmode"
        )


def test_the_first_kind_of_server_keeps_the_wording_without_a_section() -> None:
    (feature,) = (one for one in features(server("radius_server_auto")) if "proxy" in one.tags)
    assert not any("[" in text for one in scenarios([feature]) for text in texts(one.steps))


def test_no_row_is_surer_than_the_table_of_servers_says() -> None:
    feature = further(server("radius_server_concat"))
    found = {e["evidence"] for one in scenarios([feature]) for e in cells(one) if "evidence" in e}
    assert found == {"by reading", "unknown"}
    sure = further(server("radius_server_concat", evidence=Evidence.MEASURED))
    found = {e["evidence"] for one in scenarios([sure]) for e in cells(one) if "evidence" in e}
    assert found == {"measured", "unknown"}


def test_every_row_and_the_configured_modes_are_tried_but_not_the_default_again() -> None:
    feature = further(server("radius_server_concat"))
    faults = [e for one in scenarios([feature]) for e in cells(one) if "fault" in e]
    assert {e["failmode"] for e in faults} == {"safe", "secure"}
    assert {e["source"] for e in faults} == {f"docs/duo/verdicts.md:{n}" for n in range(31, 37)}


def test_rows_that_wait_are_slow_there() -> None:
    feature = further(server("radius_server_concat"))
    slow = {
        examples.name
        for one in scenarios([feature])
        for examples in one.examples
        if "slow" in examples.tags
    }
    assert slow == {"no-answer at preauth"}


def test_the_text_where_auth_failed_stands_for_what_denies_after_preauth() -> None:
    feature = further(server("radius_server_challenge", text="another text"))
    replies = {
        (e["fault"], e["stage"], e["failmode"]): e["reply"]
        for one in scenarios([feature])
        for e in cells(one)
        if "reply" in e and "stage" in e
    }
    assert replies == {
        ("reset", "preauth", "safe"): SAFE,
        ("reset", "preauth", "secure"): SECURE,
        ("http-401", "preauth", "safe"): SECURE,
        ("http-401", "preauth", "secure"): SECURE,
        ("http-500", "auth", "safe"): SAFE,
        ("http-500", "auth", "secure"): "another text",
        ("reset", "auth", "safe"): "another text",
        ("reset", "auth", "secure"): "another text",
    }


@pytest.mark.parametrize(
    ("primary", "tried"), [(PrimaryServer.ASKED, True), (PrimaryServer.NONE, False)]
)
def test_a_wrong_password_is_tried_where_there_is_a_primary_server(
    primary: PrimaryServer, tried: bool
) -> None:
    feature = further(server("radius_server_duo_only", primary=primary))
    assert has([feature], "the primary server rejects") is tried


def test_a_wrong_secret_key_is_tried_through_the_section() -> None:
    scenario = named([further(server("radius_server_concat"))], "a wrong secret key")
    assert "[radius_server_concat]" in texts(scenario.steps)[0]
    assert [e["verdict"] for e in cells(scenario)] == ["denied", "denied"]


def test_an_ldap_client_is_told_nothing_when_it_is_let_in() -> None:
    feature = further(server("ldap_server_auto", ServerProtocol.LDAP))
    scenario = named([feature], "the failmode decides, from the first request on")
    steps = texts(scenario.steps)
    assert "the user logs in over LDAP with the right password" in steps
    assert 'the LDAP result is "<answer>"' in steps
    assert [(e["answer"], e["reply"]) for e in cells(scenario)] == [
        ("success", ""),
        ("invalidCredentials", SECURE),
    ]
    rejected = named([feature], "the primary server rejects while Duo is reachable")
    assert 'the LDAP result is "invalidCredentials"' in texts(rejected.steps)


def test_an_eap_client_is_told_nothing_whatever_becomes_of_the_login() -> None:
    eap = server("radius_server_eap", ServerProtocol.EAP, text="a text that is not told")
    feature = further(eap)
    scenario = named([feature], "the failmode decides, from the first request on")
    assert "the user logs in over RADIUS with the right password" in texts(scenario.steps)
    assert [(e["answer"], e["reply"]) for e in cells(scenario)] == [
        ("Access-Accept", ""),
        ("Access-Reject", ""),
    ]
    assert {e["reply"] for one in scenarios([feature]) for e in cells(one) if "reply" in e} == {""}
