"""Every row of a product's verdict table becomes a login in each of its modes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from failmode.specs.documents import name_documents
from failmode.specs.facts.failmode_policies import FailmodeMode, FailmodePolicy
from failmode.specs.facts.products import ProductDefault, ProductRow, VersionDefault
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow
from failmode.specs.model import Document, Severity, Sourced
from failmode.specs.scenarios import Feature
from failmode.specs.specification import derive_documents
from failmode.terms.logins import Evidence, Failmode
from tests.specs.specification import (
    REFUSED,
    Specification,
    cells,
    has,
    named,
    row,
    scenarios,
    table,
    texts,
)

SAFE, SECURE = "let in on preauth failure", "denied on preauth failure"
REPLIES = (("safe", SAFE), ("secure", SECURE))


def features(*rows: VerdictRow, product: str = "Authentication Proxy") -> tuple[Feature, ...]:
    """Derive the features of one product with these rows."""
    specification = Specification(
        fields=(), tables=(table(product, row("dns-failure", line=29), *rows),)
    )
    return specification.derive().features


def test_each_mode_and_none_configured_is_tried_with_each_row() -> None:
    scenario = named(features(row("reset", line=33)), "failmode decides, from the first")
    assert [(e["fault"], e["failmode"], e["verdict"]) for e in cells(scenario)] == [
        (fault, mode, verdict)
        for fault in ("dns-failure", "reset")
        for mode, verdict in (
            ("safe", "failed-open"),
            ("secure", "denied"),
            ("(unset)", "failed-open"),
        )
    ]


def test_each_login_says_how_sure_the_row_of_its_verdict_is() -> None:
    read, guessed = Evidence.BY_READING, Outcome.UNKNOWN
    rows = (row("reset", evidence=read, line=33), row("trickle", outcome=guessed, line=34))
    found = {
        (example["fault"], example["evidence"])
        for scenario in scenarios(features(*rows))
        if "verdict" in cells(scenario)[0] and "fault" in cells(scenario)[0]
        for example in cells(scenario)
    }
    assert found == {
        ("dns-failure", "measured"),
        ("reset", "by reading"),
        ("trickle", "unknown"),
    }


def test_what_a_third_party_reports_is_evidence_and_is_run() -> None:
    reported = row("http-401", evidence=Evidence.REPORTED, line=33)
    found = features(reported)
    scenario = named(found, "failmode decides, from the first")
    assert "pending" not in scenario.tags
    assert ("http-401", "reported") in {(e["fault"], e["evidence"]) for e in cells(scenario)}
    assert not has(found, ": not known")


def test_no_mode_configured_follows_the_mode_that_the_document_calls_default() -> None:
    specification = Specification(
        fields=(),
        tables=(table("Authentication Proxy", REFUSED),),
        modes=(
            FailmodeMode("safe", Failmode.OPEN, "", 5, is_default=False),
            FailmodeMode("secure", Failmode.CLOSED, "", 6, is_default=True),
        ),
    )
    scenario = named(specification.derive().features, "the failmode decides")
    assert [e["verdict"] for e in cells(scenario) if e["failmode"] == "(unset)"] == ["denied"]


@pytest.mark.parametrize(
    ("outcome", "verdict", "answer"),
    [
        (Outcome.DENIED, "denied", "Access-Reject"),
        (Outcome.ALLOWED, "allowed", "Access-Accept"),
        (Outcome.HUNG, "hung", "no answer"),
    ],
)
def test_another_outcome_is_the_same_in_every_mode(
    outcome: Outcome, verdict: str, answer: str
) -> None:
    found = [
        each
        for scenario in scenarios(features(row("http-403", outcome=outcome, line=33)))
        for each in cells(scenario)
        if each.get("source") == "docs/duo/verdicts.md:33" and "verdict" in each
    ]
    assert {each["failmode"] for each in found} == {"safe", "secure", "(unset)"}
    assert {(each["verdict"], each["answer"]) for each in found} == {(verdict, answer)}


def test_a_known_text_is_expected_exactly_in_its_mode() -> None:
    scenario = named(features(row("reset", line=33, reply=REPLIES)), "on, with a text")
    assert not [each for each in cells(scenario) if each["fault"] == "reset"]
    exact = next(
        s
        for s in scenarios(features(row("reset", line=33, reply=REPLIES)))
        if 'the Reply-Message is "<reply>"' in texts(s.steps)
    )
    assert {each["failmode"]: each["reply"] for each in cells(exact)} == {
        "safe": SAFE,
        "secure": SECURE,
        "(unset)": SAFE,
    }


def test_a_text_known_in_one_mode_only_is_expected_in_that_mode_only() -> None:
    half = row("http-500", "auth", line=33, reply=(("safe", SAFE),))
    found = features(half)
    known = named(found, "failmode decides, after a first request went well")
    assert {e["failmode"] for e in cells(known)} == {"safe", "(unset)"}
    unknown = named(found, "went well, with a text that is not known")
    assert {e["failmode"] for e in cells(unknown)} == {"secure"}
    assert 'the Reply-Message is "<reply>"' not in texts(unknown.steps)


def test_a_login_that_hangs_is_not_expected_to_say_anything() -> None:
    none = row("no-answer", outcome=Outcome.HUNG, line=33, reply=(("safe", ""), ("secure", "")))
    scenario = named(features(none), "no verdict before the deadline")
    assert 'the Reply-Message is "<reply>"' not in texts(scenario.steps)
    assert 'the RADIUS answer is "<answer>"' in texts(scenario.steps)


def test_after_a_first_request_the_proxy_must_have_asked_duo() -> None:
    scenario = named(
        features(row("reset", "auth", Outcome.DENIED, line=33)), "after a first request went well"
    )
    assert scenario.steps[-1].text == 'Duo was asked for "preauth"'


@pytest.mark.parametrize(("timeout", "run"), [("set", "set"), ("unset", "unset"), ("any", "unset")])
def test_the_client_timeout_of_a_row_is_configured(timeout: str, run: str) -> None:
    found = [
        each["api_timeout"]
        for scenario in scenarios(features(row("trickle", timeout=timeout, line=33)))
        for each in cells(scenario)
        if each.get("fault") == "trickle" and "api_timeout" in each
    ]
    assert found == [run] * 3


def test_clock_skew_holds_for_the_whole_login() -> None:
    scenario = named(
        features(row("clock-skew", outcome=Outcome.ALLOWED, line=33)), "throughout the login"
    )
    assert 'Duo suffers "<fault>"' in texts(scenario.steps)


def test_the_primary_servers_rejection_is_tried_with_duo_reachable_and_unwell() -> None:
    found = features(row("http-403", outcome=Outcome.DENIED, line=33))
    for part in ("rejects while Duo is reachable", "rejects while Duo is unwell"):
        scenario = named(found, part)
        assert {each["failmode"] for each in cells(scenario)} == {"safe", "secure", "(unset)"}
        assert texts(scenario.steps)[-2:] == [
            'the RADIUS answer is "Access-Reject"',
            "Duo was not asked",
        ]
    unwell = cells(named(found, "rejects while Duo is unwell"))
    assert {each["fault"] for each in unwell} == {"dns-failure", "http-403"}


def test_a_product_without_a_failmode_document_is_run_in_duos_two_modes() -> None:
    found = features(product="Universal Prompt")
    scenario = named(found, "the failmode decides")
    step = 'a Universal Prompt application with failmode "<failmode>"'
    assert step in texts(scenario.steps)
    assert [(each["failmode"], each["verdict"]) for each in cells(scenario)] == [
        ("safe", "failed-open"),
        ("secure", "denied"),
    ]
    assert not has(found, "primary server")


def test_unknown_rows_of_a_product_are_pending() -> None:
    unknown = row("trickle", outcome=Outcome.UNKNOWN, evidence=Evidence.UNKNOWN, line=33)
    scenario = named(features(unknown, product="Universal Prompt"), "not known")
    assert scenario.tags == ("pending",)
    assert {each["verdict"] for each in cells(scenario)} == {"unknown"}


def test_a_heading_that_is_nearly_a_known_product_is_an_error_at_the_heading() -> None:
    misspelt = table("Authentication Prox", REFUSED, line=44)
    findings = Specification(tables=(misspelt,)).derive().findings
    assert ("verdicts-product", 44, Severity.ERROR) in {
        (f.rule, f.line, f.severity) for f in findings
    }


BY_VERSION = (
    VersionDefault(Failmode.OPEN, "up to 1"),
    VersionDefault(Failmode.CLOSED, "from 2 on"),
)
AD_FS = ProductRow(
    product=Sourced("AD FS", 70, "AD FS"),
    setting="FailOpen",
    where="",
    open="1",
    closed="0",
    default=ProductDefault("closed", (VersionDefault(Failmode.CLOSED),)),
    unreachable="",
    evidence=Evidence.DOCUMENTED,
    source="Duo",
    remark="",
    line=70,
)


def of_other_product(
    *rows: VerdictRow, declared: tuple[object, ...] = (AD_FS,), heading: str = "AD FS"
) -> tuple[Feature, ...]:
    """Derive the features of a product without steps of its own."""
    documents = Specification(fields=(), tables=(table(heading, *rows),)).documents()
    own = Document(Path("docs/duo/own.md"), "products", None, declared)
    derivation = derive_documents((*documents, *name_documents([own], Path("docs"))))
    assert [f for f in derivation.findings if f.severity is Severity.ERROR] == []
    return derivation.features


def test_any_heading_declares_a_product_whose_logins_have_the_steps_of_every_product() -> None:
    (feature,) = of_other_product(row("reset", "preauth", line=33))
    assert (str(feature.path), feature.tags) == ("duo/ad-fs.feature", ("product", "ad-fs"))
    (scenario,) = scenarios([feature])
    assert texts(scenario.steps) == [
        'the product "AD FS" with failmode "<failmode>"',
        'Duo suffers "<fault>" at <stage>',
        'the user answers the push with "approve"',
        'the user logs in through the product "AD FS"',
        'the login is "<verdict>"',
    ]


def test_another_product_is_run_open_and_closed_and_with_its_default() -> None:
    (scenario,) = scenarios(of_other_product(row("reset", line=33)))
    assert [(each["failmode"], each["verdict"]) for each in cells(scenario)] == [
        ("open", "failed-open"),
        ("closed", "denied"),
        ("(unset)", "denied"),
    ]


@pytest.mark.parametrize(
    "declared",
    [
        (),
        (replace(AD_FS, default=None),),
        (replace(AD_FS, default=ProductDefault("unknown")),),
        (replace(AD_FS, default=ProductDefault("by version", BY_VERSION)),),
    ],
    ids=("no row", "blank", "unknown", "by version"),
)
def test_where_no_single_default_is_known_none_is_tried(declared: tuple[object, ...]) -> None:
    (scenario,) = scenarios(of_other_product(row("reset", line=33), declared=declared))
    assert [each["failmode"] for each in cells(scenario)] == ["open", "closed"]


def test_a_product_without_failmode_is_run_as_it_is() -> None:
    denied = row("reset", outcome=Outcome.DENIED, line=33)
    found = of_other_product(denied, declared=(replace(AD_FS, setting="none", default=None),))
    (scenario,) = scenarios(found)
    assert texts(scenario.steps)[0] == 'the product "AD FS"'
    (login,) = cells(scenario)
    assert login["verdict"] == "denied"
    assert "failmode" not in login
    assert found[0].description[0].endswith("which has no failmode.")


def test_another_product_with_a_failmode_document_is_run_in_its_modes() -> None:
    modes = (
        FailmodeMode("accept", Failmode.OPEN, "lets in", 5, is_default=False),
        FailmodeMode("reject", Failmode.CLOSED, "denies", 6, is_default=True),
    )
    policy = FailmodePolicy(Sourced("AD FS", 2, ""), modes)
    (scenario,) = scenarios(of_other_product(row("reset", line=33), declared=(policy,)))
    assert [(each["failmode"], each["verdict"]) for each in cells(scenario)] == [
        ("accept", "failed-open"),
        ("reject", "denied"),
        ("(unset)", "denied"),
    ]


def test_the_timeout_of_another_product_is_configured_where_its_rows_differ_by_it() -> None:
    rows = (
        row("no-answer", timeout="set", line=33),
        row("no-answer", outcome=Outcome.HUNG, timeout="unset", line=34),
    )
    found = of_other_product(*rows)
    decided = named(found, "the failmode decides")
    assert texts(decided.steps)[0] == (
        'the product "AD FS" with failmode "<failmode>" and its timeout <client_timeout>'
    )
    assert {each["client_timeout"] for each in cells(decided)} == {"set"}
    assert {each["client_timeout"] for each in cells(named(found, "deadline"))} == {"unset"}


def test_a_login_of_another_product_that_takes_long_is_given_its_time() -> None:
    (scenario,) = scenarios(of_other_product(row("no-answer", takes=30.0, line=33)))
    assert texts(scenario.steps)[-2:] == [
        'the user logs in through the product "AD FS", which takes about <takes> seconds',
        'the login is "<verdict>"',
    ]
    assert "slow" in scenario.examples[0].tags


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        ("Jamf for macOS", "duo/jamf-for-macos.feature"),
        ("Cisco ASA (SAML)", "duo/cisco-asa-saml.feature"),
        ('The "old" filter 1.4.3', "duo/the-old-filter-1.4.3.feature"),
    ],
)
def test_the_name_of_a_product_may_be_any(heading: str, path: str) -> None:
    (feature,) = of_other_product(row("reset", line=33), heading=heading)
    assert str(feature.path) == path


def test_two_tables_of_one_product_are_an_error_at_the_second() -> None:
    name = "Universal Prompt"
    twice = (table(name, REFUSED, line=44), table(name, REFUSED, line=55))
    findings = Specification(fields=(), tables=twice).derive().findings
    assert [(f.rule, f.line) for f in findings if f.severity is Severity.ERROR] == [
        ("verdicts-repeated", 55)
    ]


def test_a_platform_table_that_no_field_uses_is_a_warning() -> None:
    findings = (
        Specification(fields=(), tables=(table("macOS", REFUSED, line=44),)).derive().findings
    )
    assert [(f.rule, f.line, f.severity) for f in findings] == [
        ("verdicts-unused", 44, Severity.WARNING)
    ]


def test_a_rule_that_is_not_written_down_is_an_error_at_the_rules_document() -> None:
    complete = Specification()
    missing = "All covers every platform"
    rules = tuple(title for title in complete.rules if title != missing)
    findings = replace(complete, rules=rules).derive().findings
    assert [(f.path, f.rule, f.values) for f in findings if f.severity is Severity.ERROR] == [
        ("docs/rules.md", "rule-missing", (missing,))
    ]


def test_the_order_of_the_documents_does_not_matter() -> None:
    documents = Specification().documents()
    assert derive_documents(documents) == derive_documents(documents[::-1])
