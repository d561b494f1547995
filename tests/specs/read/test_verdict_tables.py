"""Verdict tables are read: what each fault leads to, by stage and client timeout."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs.facts.verdict_tables import Outcome, VerdictTable
from failmode.specs.kinds import document_kinds
from failmode.specs.model import Document
from failmode.specs.specification import read_text
from failmode.terms.logins import Evidence
from tests.specs.read.reading import rules_and_lines

VERDICTS = """---
title: Verdicts
---

## Duo Authentication Proxy

| Evidence | Fault | Stage | Client timeout | Outcome | Reply-Message when safe | Remark |
|---|---|---|---|---|---|---|
| measured | reset | preauth | any | failmode decides | `Let in` | x |
| by reading | http-500, http-502 | `auth` | set | denied | none | |
| unknown | trickle | ping | | unknown | unknown | |
"""

FAULTS = (
    *("dns-failure", "connection-refused", "no-answer", "reset", "trickle"),
    *("http-500", "http-502", "http-503"),
)


def read(text: str) -> Document:
    return read_text(Path("doc.md"), text, document_kinds(FAULTS))


def test_verdicts_are_read_by_the_names_of_their_columns() -> None:
    document = read(VERDICTS)
    assert document.kind == "verdicts"
    assert document.findings == ()
    (table,) = document.every(VerdictTable)
    assert (table.product.value, table.product.line) == ("Authentication Proxy", 5)
    assert table.product.text == "Duo Authentication Proxy"
    first, second, third, fourth = table.rows
    assert (first.fault, first.stage, first.timeout, first.line) == ("reset", "preauth", "any", 9)
    assert (first.outcome, first.evidence) == (Outcome.FAILMODE, Evidence.MEASURED)
    assert first.reply == (("safe", "Let in"),)
    assert [(row.fault, row.stage, row.timeout) for row in (second, third)] == [
        ("http-500", "auth", "set"),
        ("http-502", "auth", "set"),
    ]
    assert second.reply == (("safe", ""),)
    assert (fourth.timeout, fourth.outcome, fourth.reply) == ("any", Outcome.UNKNOWN, ())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("reset", "resett", "dns-failure, connection-refused"),
        ("preauth", "post", "ping, preauth, auth, auth-status"),
        ("measured", "guessed", "measured, by reading, documented, reported, unknown"),
        (
            "failmode decides",
            "maybe",
            "failmode decides, fails open, allowed, denied, hung, unknown",
        ),
        ("| any |", "| some |", "set, unset, any"),
        ("failmode decides", "", "failmode decides, fails open, allowed, denied, hung, unknown"),
    ],
)
def test_an_unknown_word_in_a_verdict_is_an_error_with_the_known_ones(
    old: str, new: str, expected: str
) -> None:
    document = read(VERDICTS.replace(old, new, 1))
    (finding,) = document.findings
    assert (finding.rule, finding.severity, finding.line) == ("value-unknown", "error", 9)
    assert expected in finding.message


def test_a_verdict_table_without_a_column_is_an_error_and_has_no_rows() -> None:
    document = read(VERDICTS.replace("Outcome", "Result"))
    assert rules_and_lines(document) == [("column-missing", 7), ("column-unknown", 7)]
    assert document.every(VerdictTable)[0].rows == ()


@pytest.mark.parametrize(
    ("heading", "product"),
    [
        ("Authentication Proxy", "Authentication Proxy"),
        ("Duo Authentication Proxy", "Authentication Proxy"),
        ("Duo Authentication for Windows Logon and RDP", "Windows Logon"),
        ("Duo Unix 2.2.3", "Duo Unix"),
        ("AD FS", "AD FS"),
        ("Oracle Access Manager 2.1.0", "Oracle Access Manager 2.1.0"),
        ("Jamf for macOS", "Jamf for macOS"),
    ],
)
def test_a_heading_names_a_product_of_any_name(heading: str, product: str) -> None:
    document = read(VERDICTS.replace("Duo Authentication Proxy", heading))
    assert [table.product.value for table in document.every(VerdictTable)] == [product]
