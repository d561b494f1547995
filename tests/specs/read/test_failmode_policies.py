"""Failmode documents are read: modes, the default, and the texts of answers."""

from __future__ import annotations

import pytest

from failmode.specs.facts.failmode_policies import FailmodePolicy
from failmode.terms.logins import Failmode
from tests.specs.read.reading import read, rules_and_lines

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
    assert rules_and_lines(document) == [("failmode-contradiction", 6)]


def test_a_mode_that_does_not_say_what_it_does_is_an_error() -> None:
    document = read(MODES.replace("secure | The user is denied.", "odd | Things happen."))
    assert rules_and_lines(document) == [("failmode-unclear", 6)]


def test_a_table_of_modes_without_their_meaning_is_an_error() -> None:
    document = read("| Mode | Default |\n|---|---|\n| safe | yes |\n")
    assert rules_and_lines(document) == [("column-missing", 1)]


def test_answers_without_modes_are_reported() -> None:
    text = "| Situation | Answer | Reply-Message |\n|---|---|---|\n| It failed | R | `No` |\n"
    assert rules_and_lines(read(text)) == [("replies-alone", 3)]
