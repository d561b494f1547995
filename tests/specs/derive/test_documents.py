"""Nothing in the project's own documents is lost on the way to the scenarios."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from pytest_bdd.feature import get_features

from failmode.simulator.edge.faults.catalogue import fault_catalogue
from failmode.specs.derive.citations import RuleTitle
from failmode.specs.derive.derivation import Derivation
from failmode.specs.derive.table_lookup import verdict_tables
from failmode.specs.documents import NamedDocument, name_documents
from failmode.specs.facts.custom_fields import CustomField
from failmode.specs.facts.proxy_servers import ProxyServerRow
from failmode.specs.facts.rules_document import RuleHeading
from failmode.specs.facts.verdict_tables import Outcome, VerdictRow
from failmode.specs.model import Document, Severity
from failmode.specs.specification import derive_documents, plan_features, read_documents
from failmode.terms.duo_unix import Mistake, Program
from failmode.terms.logins import Evidence
from tests.specs.specification import cells, named, scenarios, texts

REPOSITORY = Path(__file__).resolve().parents[3]
DOCS = REPOSITORY / "docs"
FEATURES = REPOSITORY / "features"

FAULTS = frozenset(fault_catalogue().names) - {
    *("wrong-keys", "http-status", "no-response", "bad-stat", "no-code")
}
"""The faults with rows; what wrong keys lead to is what the rows of `http-401` say.

Of some nobody has measured what they lead to.
"""

AT_FIRST = {
    *("clock-skew", "no-route"),
    *("first-address-refused", "first-address-silent", "first-address-untrusted"),
}
"""The faults that have rows at a client's first stage only."""

STAGES = {
    "Duo Unix 2.2": {"ping", "preauth", "auth", "auth-status"},
    "Duo Unix 2.1": {"ping", "preauth", "auth", "auth-status"},
    "Duo Unix 2.0.4": {"preauth", "auth", "auth-status"},
    "Duo Unix 1.12 to 2.0.3": {"preauth", "auth", "auth-status"},
    "Duo Unix 1.10.4 to 1.11": {"preauth", "auth", "auth-status"},
    "Authentication Proxy": {"preauth", "auth"},
    "Universal Prompt": {"ping", "auth"},
    "Windows Logon": {"preauth", "auth"},
    "macOS": {"preauth", "auth"},
}
ATTRIBUTES = (
    *("label", "name", "type", "scopes", "options", "default", "required"),
    *("technician", "automation", "api", "description", "tooltip", "footer"),
)
MODES = {
    "Authentication Proxy": 3,
    "Duo Unix 2.2": 2,
    "Duo Unix 2.1": 2,
    "Duo Unix 2.0.4": 2,
    "Duo Unix 1.12 to 2.0.3": 2,
    "Duo Unix 1.10.4 to 1.11": 2,
    "Universal Prompt": 2,
    "Confluence and Jira 2.0.4": 3,
    "Confluence and Jira 1.4.3": 3,
    "Shibboleth v3": 3,
    "Oracle Access Manager 2.1.0": 3,
    "WordPress": 3,
    "OpenVPN plugin 3.1": 1,
    "OpenVPN Access Server": 1,
}
"""How many failmodes each product is run in; the default is one more, and none is one."""

VERSIONS = {name.partition("Duo Unix ")[2] for name in STAGES if name.startswith("Duo Unix ")}

ON_A_FURTHER_SERVER = re.compile(r"Authentication Proxy \[([a-z_]+)\]:")
"""The names of the scenarios of a kind of server that the verdict table is not about."""

PROGRAMS = 2
OPTIONS_AND_UNSET = 7
PENDING_OPTIONS = 2
PLATFORMS = {"Windows Logon": 2, "macOS": 1}


@pytest.fixture(scope="module")
def documents() -> tuple[NamedDocument, ...]:
    """Read the project's documents."""
    return name_documents(read_documents([DOCS]), DOCS)


@pytest.fixture(scope="module")
def derivation(documents: tuple[NamedDocument, ...]) -> Derivation:
    """Derive what follows from them."""
    return derive_documents(documents)


def verdict_rows(documents: tuple[NamedDocument, ...]) -> list[tuple[str, VerdictRow, str]]:
    """List each row that holds for a product, with its place."""
    return [
        (name, row, str(document.at(row.line)))
        for name, (document, each) in verdict_tables(documents).items()
        for row in each.rows
    ]


def test_the_documents_are_derived_without_an_error(derivation: Derivation) -> None:
    assert [f for f in derivation.findings if f.severity is not Severity.INFO] == []


def test_every_fault_has_a_row_at_every_stage_of_every_product_that_a_target_logs_in_through(
    documents: tuple[NamedDocument, ...],
) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for product, row, _ in verdict_rows(documents):
        assert row.fault in FAULTS
        if product not in STAGES:
            assert product in MODES
            continue
        found.setdefault((product, row.stage), set()).add(row.fault)
    assert set(found) == {(product, stage) for product in STAGES for stage in STAGES[product]}
    first = dict.fromkeys(("Duo Unix 2.2", "Duo Unix 2.1", "Universal Prompt"), "ping")
    for (product, stage), faults in found.items():
        at_first = stage == first.get(product, "preauth")
        assert faults == set(FAULTS) - (set() if at_first else AT_FIRST), (product, stage)


def test_every_verdict_row_leads_to_as_many_logins_as_it_speaks_of(
    documents: tuple[NamedDocument, ...], derivation: Derivation
) -> None:
    logins = Counter(
        each["source"]
        for scenario in scenarios(derivation.features)
        if not any(
            part in scenario.name for part in ("rejects while", "secret key", "each verdict")
        )
        and not ON_A_FURTHER_SERVER.search(scenario.name)
        for each in cells(scenario)
        if "source" in each and "verdict" in each
    )
    rows = verdict_rows(documents)
    wanted: Counter[str] = Counter()
    for product, row, source in rows:
        unknown = Evidence.UNKNOWN in (row.evidence, row.outcome)
        if product in MODES:
            programs = len(row.auth_modes) or PROGRAMS if product.startswith("Duo Unix") else 1
            expected = MODES[product] * programs
        else:
            expected = PLATFORMS[product] * (PENDING_OPTIONS if unknown else OPTIONS_AND_UNSET)
        wanted[source] += expected
    assert {source: logins[source] for source in wanted} == wanted


def test_every_row_of_the_proxy_is_tried_through_every_further_kind_of_server(
    documents: tuple[NamedDocument, ...], derivation: Derivation
) -> None:
    declared = {row.section for named in documents for row in named.document.every(ProxyServerRow)}
    rows = {
        source
        for product, _, source in verdict_rows(documents)
        if product == "Authentication Proxy"
    }
    found: dict[str, set[str]] = {}
    for scenario in scenarios(derivation.features):
        server = ON_A_FURTHER_SERVER.search(scenario.name)
        if server and "suffers" in texts(scenario.steps)[1]:
            found.setdefault(server[1], set()).update(each["source"] for each in cells(scenario))
    assert set(found) == declared - {"radius_server_auto"}
    assert all(sources == rows for sources in found.values())


def test_a_wrong_secret_key_is_tried_in_every_mode_without_a_fault(
    derivation: Derivation,
) -> None:
    scenario = named(derivation.features, "Authentication Proxy: a wrong secret key")
    assert [each["failmode"] for each in cells(scenario)] == ["safe", "secure", "(unset)"]
    assert {each["answer"] for each in cells(scenario)} == {"Access-Reject"}
    assert not any("suffers" in step.text for step in scenario.steps)


def test_every_version_of_duo_unix_is_run_with_a_wrong_key_each_verdict_and_mistakes(
    derivation: Derivation,
) -> None:
    [feature] = [f for f in derivation.features if str(f.path) == "duo/duo-unix.feature"]
    for scenario in scenarios([feature]):
        versions = {
            each["version"]
            for each in cells(scenario)
            if not {"mistake", "log", "asked", "fault"} & set(each) or "stage" in each
        }
        assert versions in (set(), VERSIONS), scenario.name
    mistakes = [e for s in scenarios([feature]) for e in cells(s) if "mistake" in e]
    assert {each["mistake"] for each in mistakes} == set(Mistake)
    behind = [each for s in scenarios([feature]) if "each verdict" in s.name for each in cells(s)]
    answered = {(each["program"], each["version"], each["verdict"]) for each in behind}
    assert answered == {
        (program, version, verdict)
        for program in set(Program) - {Program.LOGIN_DUO, Program.PAM_DUO}
        for version in VERSIONS
        for verdict in ("allowed", "denied", "failed-open")
    }


def test_no_row_of_unknown_evidence_is_run(
    documents: tuple[NamedDocument, ...], derivation: Derivation
) -> None:
    unknown = {
        source
        for _, row, source in verdict_rows(documents)
        if row.evidence is Evidence.UNKNOWN or row.outcome is Outcome.UNKNOWN
    }
    assert unknown
    for scenario in scenarios(derivation.features):
        sources = {each.get("source") for each in cells(scenario)}
        if "pending" in scenario.tags:
            assert sources <= unknown, scenario.name
        else:
            assert not sources & unknown, scenario.name


def test_every_rule_that_is_written_down_is_cited_and_every_cited_one_is_written_down(
    documents: tuple[NamedDocument, ...], derivation: Derivation
) -> None:
    written = {rule.title for named in documents for rule in named.document.every(RuleHeading)}
    assert written == set(RuleTitle)
    cited = {rule.title for s in scenarios(derivation.features) for rule in s.rules}
    assert cited == written


def test_every_source_is_a_line_that_exists(derivation: Derivation) -> None:
    lengths = {
        f"docs/{path.relative_to(DOCS).as_posix()}": len(path.read_text("utf-8").splitlines())
        for path in DOCS.rglob("*.md")
    }
    for scenario in scenarios(derivation.features):
        places = [str(source) for source in (scenario.source, *scenario.rules)]
        places += [each["source"] for each in cells(scenario) if "source" in each]
        for place in places:
            document, _, number = place.rpartition(":")
            assert 1 <= int(number) <= lengths[document], place


def test_a_source_names_a_line_that_says_what_the_row_is_about(derivation: Derivation) -> None:
    lines = {
        f"docs/{path.relative_to(DOCS).as_posix()}": path.read_text("utf-8").splitlines()
        for path in DOCS.rglob("*.md")
    }
    for scenario in scenarios(derivation.features):
        for each in cells(scenario):
            if {"source", "fault", "verdict"} <= set(each) and "default" not in each:
                document, _, number = each["source"].rpartition(":")
                assert each["fault"] in lines[document][int(number) - 1]


def test_the_features_of_the_repository_are_current(documents: tuple[NamedDocument, ...]) -> None:
    plan = plan_features(documents, FEATURES)
    assert [str(change.path) for change in plan.changes] == []


def test_the_runner_collects_every_scenario_and_every_row() -> None:
    for path in sorted(FEATURES.rglob("*.feature")):
        document: Any = Parser().parse(path.read_text("utf-8"))
        written = {
            scenario["name"]: sum(len(examples["tableBody"]) for examples in scenario["examples"])
            for child in document["feature"]["children"]
            for each in (child["rule"]["children"] if "rule" in child else [child])
            if (scenario := each.get("scenario"))
        }
        [read] = get_features([str(path)])
        collected = {
            name: sum(len(list(examples.as_contexts())) for examples in scenario.examples)
            for name, scenario in read.scenarios.items()
        }
        assert collected == written, path


def test_the_custom_field_says_what_the_seed_says(
    documents: tuple[NamedDocument, ...], seeds_dir: Path
) -> None:
    [seed] = [
        field
        for each in read_documents(sorted(seeds_dir.iterdir()))
        for field in each.every(CustomField)
    ]
    [ours] = [
        field
        for named in documents
        for field in named.document.every(CustomField)
        if field.name and field.name.value == "cpvalDuoFailopen"
    ]

    def texts(value: object) -> object:
        if isinstance(value, tuple):
            return [texts(each) for each in value]
        return getattr(value, "text", None)

    for name in ATTRIBUTES:
        assert texts(getattr(ours, name)) == texts(getattr(seed, name)), name


def test_our_creation_steps_set_the_default(documents: tuple[NamedDocument, ...]) -> None:
    fields = [field for named in documents for field in named.document.every(CustomField)]
    assert len(fields) > 1
    for field in fields:
        settings = {action.target: action.value for step in field.steps for action in step.actions}
        assert field.default is not None
        assert settings["Default Value"] == field.default.value


def test_every_document_is_understood(documents: tuple[NamedDocument, ...]) -> None:
    def errors(document: Document) -> list[str]:
        return [f.message for f in document.findings if f.severity is Severity.ERROR]

    assert {"docs/rules.md", "docs/ninjaone/cpval-duo-failopen.md"} <= {n.name for n in documents}
    assert [error for named in documents for error in errors(named.document)] == []
