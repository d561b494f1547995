"""Failmode documents, verdict tables, rules and Gherkin blocks are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from failmode.specs.facts.failmode import FailmodePolicy
from failmode.specs.facts.rules import RuleHeading
from failmode.specs.facts.verdicts import Outcome, VerdictTable
from failmode.specs.kinds import document_kinds
from failmode.specs.model import Document
from failmode.specs.specification import read_text
from failmode.terms.logins import Evidence, Failmode

LOOSE = """Duo Authentication Proxy failmode

The configuration file is named authproxy.cfg, in the conf folder.

C:\\Program Files (x86)\\Proxy\\conf

It knows these:

  \u2022 Safe: If the proxy cannot reach Duo, you will be allowed in. This is the default.

  \u2022 Secure: If the proxy cannot reach Duo, you will not be allowed to log in.

Keep safe!
"""

MODES = """# Duo Authentication Proxy failmode

| Mode | When Duo cannot be reached | Default |
|---|---|---|
| `safe` | The user is allowed in. | yes |
| secure | The user is denied. | no |

The configuration file is `authproxy.cfg`:

- Linux: `/opt/duoauthproxy/conf`

| Situation | Answer | Reply-Message |
|---|---|---|
| It failed | Access-Reject | `Denied (really)` |
"""

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


def rules(document: Document) -> list[tuple[str, int]]:
    return [(finding.rule, finding.line) for finding in document.findings]


def test_modes_are_read_from_loose_bullets() -> None:
    document = read(LOOSE)
    assert document.kind == "failmode"
    assert document.findings == ()
    policy = document.one(FailmodePolicy)
    assert policy is not None
    assert (policy.product.value, policy.product.line) == ("Authentication Proxy", 1)
    assert [(m.name, m.failmode, m.is_default, m.line) for m in policy.modes] == [
        ("safe", Failmode.OPEN, True, 9),
        ("secure", Failmode.CLOSED, False, 11),
    ]
    assert policy.config_file is not None
    assert (policy.config_file.value, policy.config_file.line) == ("authproxy.cfg", 3)
    assert [(d.value, d.line) for d in policy.config_directories] == [
        ("C:\\Program Files (x86)\\Proxy\\conf", 5)
    ]


def test_the_product_is_named_by_the_first_line_that_names_one() -> None:
    policy = read(LOOSE.replace("Duo Authentication Proxy failmode", "How it fails")).one(
        FailmodePolicy
    )
    assert policy is not None
    assert (policy.product.value, policy.product.line) == ("How it fails", 1)
    text = LOOSE.replace("Duo Authentication Proxy failmode", "How it fails")
    policy = read(text.replace("It knows these:", "The Authentication Proxy knows:")).one(
        FailmodePolicy
    )
    assert policy is not None
    assert (policy.product.value, policy.product.line) == ("Authentication Proxy", 7)


def test_a_document_that_calls_itself_a_failmode_document_may_be_loose() -> None:
    document = read(f"---\nkind: failmode\n---\n\n{LOOSE}")
    (policy,) = document.every(FailmodePolicy)
    assert len(policy.modes) == 2
    assert read(f"---\nkind: rules\n---\n\n{LOOSE}").one(FailmodePolicy) is None


def test_bullets_in_one_paragraph_and_in_a_markdown_list_are_read_too() -> None:
    joined = LOOSE.replace("default.\n\n", "default.\n")
    listed = LOOSE.replace("  \u2022 ", "- ").replace("Safe:", "**Safe:**")
    for text, lines in ((joined, [9, 10]), (listed, [9, 11])):
        policy = read(text).one(FailmodePolicy)
        assert policy is not None
        assert [(m.name, m.line) for m in policy.modes] == list(
            zip(["safe", "secure"], lines, strict=True)
        )


def test_modes_and_answers_are_read_from_tables() -> None:
    document = read(MODES)
    assert document.findings == ()
    policy = document.one(FailmodePolicy)
    assert policy is not None
    assert [(m.name, m.failmode, m.is_default, m.line) for m in policy.modes] == [
        ("safe", Failmode.OPEN, True, 5),
        ("secure", Failmode.CLOSED, False, 6),
    ]
    assert [(r.situation, r.answer, r.text, r.line) for r in policy.replies] == [
        ("It failed", "Access-Reject", "Denied (really)", 14)
    ]
    assert [d.value for d in policy.config_directories] == ["/opt/duoauthproxy/conf"]


@pytest.mark.parametrize(
    ("text", "failmode"),
    [
        ("users are let in on the password alone", Failmode.OPEN),
        ("the login is permitted", Failmode.OPEN),
        ("Duo cannot be asked, so the user is allowed", Failmode.OPEN),
        ("it fails closed, although allowed before", Failmode.CLOSED),
        ("access is never granted", Failmode.CLOSED),
        ("the user is locked out", Failmode.CLOSED),
        ("everyone is rejected", Failmode.CLOSED),
    ],
)
def test_what_a_mode_does_is_read_from_its_sentence(text: str, failmode: Failmode) -> None:
    policy = read(MODES.replace("| `safe` | The user is allowed in.", f"| other | {text}")).one(
        FailmodePolicy
    )
    assert policy is not None
    assert policy.modes[0].failmode is failmode


def test_a_mode_that_does_the_opposite_of_its_name_is_an_error() -> None:
    document = read(MODES.replace("is denied", "is allowed"))
    assert rules(document) == [("failmode-contradiction", 6)]


def test_a_mode_that_does_not_say_what_it_does_is_an_error() -> None:
    document = read(MODES.replace("secure | The user is denied.", "odd | Things happen."))
    assert rules(document) == [("failmode-unclear", 6)]


def test_a_table_of_modes_without_their_meaning_is_an_error() -> None:
    document = read("| Mode | Default |\n|---|---|\n| safe | yes |\n")
    assert rules(document) == [("column-missing", 1)]


def test_answers_without_modes_are_reported() -> None:
    text = "| Situation | Answer | Reply-Message |\n|---|---|---|\n| It failed | R | `No` |\n"
    assert rules(read(text)) == [("replies-alone", 3)]


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
        ("measured", "guessed", "measured, by reading, documented, unknown"),
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
    assert rules(document) == [("column-missing", 7), ("column-unknown", 7)]
    assert document.every(VerdictTable)[0].rows == ()


def test_rules_are_the_second_level_headings_of_a_rules_document() -> None:
    document = read("---\nkind: rules\n---\n\n# R\n\n## One\n\n| a |\n|---|\n| b |\n\n## Two\n")
    assert document.kind == "rules"
    assert [(rule.title, rule.line) for rule in document.every(RuleHeading)] == [
        ("One", 7),
        ("Two", 13),
    ]
    assert rules(document) == [("table-ignored", 9)]


def test_scenarios_keep_their_lines_in_the_document() -> None:
    text = (
        "# X\n\n```gherkin\n@slow\nScenario: One\n  Given a\n\nScenario Outline: Two <a>\n"
        "  Given <a>\n\n  Examples:\n    | a |\n    | 1 |\n```\n\n"
        "```gherkin\nFeature: F\n  Rule: R\n    Scenario: Three\n      Given a\n```\n\n"
        "```python\nScenario: none\n```\n"
    )
    document = read(text)
    assert [block.line for block in document.gherkin] == [4, 17]
    names = [(n.value, n.line) for block in document.gherkin for n in block.scenarios]
    assert names == [("One", 5), ("Two <a>", 8), ("Three", 19)]
    assert document.findings == ()


def test_a_block_that_is_not_gherkin_is_an_error_with_its_line() -> None:
    document = read("# X\n\n```gherkin\nScenario: One\n  Given a\n  Whatever\n```\n")
    assert rules(document) == [("gherkin-syntax", 6)]
