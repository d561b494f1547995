"""Each lint rule finds what it is for, with its line and values, and is silent otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.model import Finding
from failmode.specs.specification import lint_documents, lint_rules, read_document, read_text

CLEAN = """---
id: 'one'
title: 'cPVAL DUO FAILOPEN'
description: 'Who gets in.'
---

## Details

| Label | Field Name | Definition Scope | Type | Options | Default Value | Required | \
Technician Permission | Automation Permission | API Permission | Description | Tool Tip | \
Footer Text |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
| cPVAL DUO FAILOPEN | cpvalDuoFailopen | Organization | Drop-down | `All`, `Windows Servers`, \
`Disabled` | `Disabled` | False | Editable | Read/Write | Read Only | Opens it. | Choose | Foot |

## Custom Field Creation

### Step 1

**Custom Field Type:** `Drop-down`
**Label:** `cPVAL DUO FAILOPEN`
**Name:** `cpvalDuoFailopen`
**Definition Scope:** `Organization`
**Custom field is required:** `<Leave it unchecked>`
**Technician:** `Editable`
**Automation:** `Read/Write`
**API:** `Read Only`
**Description:** `Opens it.`
**Tooltip Text:** `Choose`
**Footer Text:** `Foot`

### Step 2

Add the following options:

- All
- Windows Servers
- Disabled

**Default Value:** `Disabled`

Click the `Create` button.
"""

PROXY = """# Duo Authentication Proxy failmode

| Mode | When Duo cannot be reached | Default |
|---|---|---|
| safe | The user is allowed in. | no |
| secure | The user is denied. | yes |

| Situation | Answer | Reply-Message |
|---|---|---|
| It failed | Access-Reject | `Denied` |
"""

VERDICTS = """# Verdicts

## Authentication Proxy

| Fault | Stage | Client timeout | Outcome | Evidence | Reply-Message when safe |
|---|---|---|---|---|---|
| reset | preauth | set | denied | measured | `Denied` |
| reset | preauth | unset | hung | by reading | none |
| trickle | preauth | any | unknown | unknown | |
"""

UNIX = """# Duo Unix

## Duo Unix 1.11.3

| Fault | Stage | Client timeout | Mode | Outcome | Takes | Evidence |
|---|---|---|---|---|---|---|
| no-answer | auth | set | synchronous | hung | | measured |
| no-answer | auth | set | asynchronous | denied | 3 s | measured |

## Programs

| Program | Mode | Run for | Evidence |
|---|---|---|---|
| login_duo | synchronous | every row | measured |
| sshd with pam_duo | synchronous | each verdict | measured |

## People

| User at Duo | Push | Outcome | Evidence |
|---|---|---|---|
| active | approve | allowed | measured |
| bypass | none | allowed | by reading |

## Courses

| Course of the login | Fault | Status asked | Program | Outcome | Versions | Evidence |
|---|---|---|---|---|---|---|
| push never decided | | 20 | pam_duo | fails open | 1.11.3, 2.2 | measured |
| push never decided | | 20 | login_duo on a terminal | fails open | 1.11.3 | measured |

## Mistakes

| Mistake | File says | Program | Outcome | Log | Versions | Evidence |
|---|---|---|---|---|---|---|
| file missing | any | any | fails open | `Couldn't open` | 1.11.3, 2.2.3 | measured |
| keys missing | secure | login_duo | denied | | 1.11.3 | measured |
"""

PRODUCTS = """# Products

| Product | Setting | Where | Open | Closed | Default | Unreachable | Evidence | Source |
|---|---|---|---|---|---|---|---|---|
| Authentication Proxy | failmode | | | | | | documented | Duo |
| Fax | `line` | panel | yes | no | closed | no line | by reading | its source |
| Telex | none | | | | | | measured | here |
| Pigeon | unknown | | | | unknown | | unknown | |
"""

RULE_TABLES = """---
kind: rules
---

# Rules

| Platform | Tag | Product |
|---|---|---|
| Windows workstation | `workstation` | Windows Logon |
| Windows server | `server` | Windows Logon |
| macOS | `macos` | macOS |

`Windows Servers` covers Windows servers, `Windows Workstations` covers Windows workstations, \
`Windows` covers both, and `Macintosh` covers macOS.

| Option | Covers |
|---|---|
| `Windows` | Windows workstation, Windows server |
| `Windows Workstations` | Windows workstation |
| `Windows Servers` | Windows server |
| `Macintosh` | macOS |
| `All` | every platform |
| `Disabled` | no platform |

## All covers every platform

`Disabled` is a choice: every platform is closed.

| Value | Counts as |
|---|---|
| `(unset)` | the documented default |

| Answer | Verdict |
|---|---|
| approve | allowed |
"""

SETTINGS = """# Settings

| Field Name | Setting | Platform | Product | Written as | On | Off |
|---|---|---|---|---|---|---|
| cpvalDuoFailopen | `FAILOPEN` | Windows server | Windows Logon | `FailOpen` | `1` | `0` |

| Setting | Product | Installer property | Given as | Written as | Values | Installer default \
| Evidence |
|---|---|---|---|---|---|---|---|
| `FAILOPEN` | Windows Logon | `FAILOPEN` | `#0`, `#1` | `FailOpen` | `0`, `1` | `0` | measured |
"""

GHERKIN = "# X\n\n```gherkin\nScenario: One\n  Given a\n```\n"

CLEAN_DOCUMENTS = {
    "cpval-duo-failopen.md": CLEAN,
    "proxy.md": PROXY,
    "verdicts.md": VERDICTS,
    "extra.md": GHERKIN,
    "unix.md": UNIX,
    "products.md": PRODUCTS,
    "rules.md": RULE_TABLES,
    "settings.md": SETTINGS,
}


def findings(**texts: str) -> tuple[Finding, ...]:
    return lint_documents([read_text(Path(name), text) for name, text in texts.items()])


def changed(name: str, old: str, new: str) -> tuple[Finding, ...]:
    assert old in CLEAN_DOCUMENTS[name]
    return findings(**{**CLEAN_DOCUMENTS, name: CLEAN_DOCUMENTS[name].replace(old, new)})


def rules(found: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in found]


def test_clean_documents_have_no_finding() -> None:
    assert findings(**CLEAN_DOCUMENTS) == ()


RULES = {rule.name: rule for rule in lint_rules()}

(
    FIELD,
    PROXY_FILE,
    VERDICT_FILE,
    EXTRA,
    UNIX_FILE,
    PRODUCTS_FILE,
    RULES_FILE,
    SETTINGS_FILE,
) = CLEAN_DOCUMENTS

CASES: list[tuple[str, str, str, str, int]] = [
    # rule, document, what is replaced, by what, the line of the finding
    ("front-matter", FIELD, "title: '", "title: ''", 3),
    ("kind-unknown", FIELD, "id: 'one'", "kind: recipe", 2),
    ("nothing-understood", EXTRA, GHERKIN, "# X\n", 1),
    ("table-broken", EXTRA, "# X\n", "| a | b |\n|---|\n| 1 | 2 |\n", 1),
    ("table-broken", FIELD, "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n", "", 9),
    ("table-html", EXTRA, "# X\n", "<table><th>Label</th><th>Type</th></table>\n", 1),
    ("table-as-code", EXTRA, "# X\n", "```\n| Label | Type |\n```\n", 2),
    ("table-unknown", EXTRA, "# X\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", 1),
    ("platform-unknown", RULES_FILE, "`Macintosh` | macOS", "`Macintosh` | Macs", 20),
    ("platform-unknown", SETTINGS_FILE, "Windows server", "Windows phone", 5),
    ("platform-repeated", RULES_FILE, "| macOS | `macos` |", "| macOS | `server` |", 11),
    ("platform-repeated", RULES_FILE, "| macOS | `macos` |", "| Windows server | `macos` |", 11),
    ("platform-product", SETTINGS_FILE, "server | Windows Logon", "server | Duo Unix", 5),
    ("option-word-repeated", RULES_FILE, "| `Windows Servers` |", "| `windows` |", 19),
    ("rule-row-repeated", RULES_FILE, "| approve |", "| approve | denied |\n| approve |", 35),
    ("prose-coverage", RULES_FILE, "`Macintosh` | macOS", "`Macintosh` | no platform", 13),
    ("prose-coverage", RULES_FILE, "`Macintosh` covers macOS", "`Macintosh` covers nothing", 13),
    ("prose-coverage", RULES_FILE, "`Windows` | Windows workstation, ", "`Windows` | ", 13),
    ("prose-coverage", RULES_FILE, "`Disabled` | no platform", "`Disabled` | every platform", 26),
    ("prose-coverage", RULES_FILE, "`Disabled` is", "`Disabled` opens every platform. It is", 26),
    ("prose-coverage", RULES_FILE, "`All` | every platform", "`All` | macOS", 24),
    ("setting-values", SETTINGS_FILE, "`#0`, `#1`", "`#1`", 9),
    ("column-missing", FIELD, "| Type |", "| Tipe |", 9),
    ("column-unknown", FIELD, "| Tool Tip |", "| Colour |", 9),
    ("column-repeated", FIELD, "| Tool Tip |", "| Description |", 9),
    ("cells-extra", FIELD, "| Foot |", "| Foot | more |", 11),
    ("cells-missing", FIELD, "| Choose | Foot |", "| Choose |", 11),
    ("details-empty", EXTRA, "# X\n", "| Label | Field Name | Type |\n|---|---|---|\n", 1),
    ("value-unknown", FIELD, "| Editable |", "| Changeable |", 11),
    ("required-unclear", FIELD, "| False |", "| Partially |", 11),
    ("identity-missing", FIELD, "| cpvalDuoFailopen |", "| |", 11),
    ("scope-missing", FIELD, "| Organization |", "| |", 11),
    ("permission-missing", FIELD, "| Read Only |", "| |", 11),
    ("required-missing", FIELD, "| False |", "| |", 11),
    ("field-name", FIELD, "cpvalDuoFailopen", "cpvalDuoFailOpen", 11),
    ("options-missing", FIELD, "`All`, `Windows Servers`, `Disabled` |", "|", 11),
    ("options-unexpected", FIELD, "| Drop-down |", "| Text |", 11),
    ("option-repeated", FIELD, "`All`,", "`Disabled`, `All`,", 11),
    ("option-platform", FIELD, "`All`,", "`All`, `Linux Desktops`,", 11),
    ("default-not-an-option", FIELD, "| `Disabled` |", "| `Off` |", 11),
    (
        "default-lists-several",
        FIELD,
        "`All`, `Windows Servers`, `Disabled` | `Disabled` |",
        "| `All`, `Disabled` |",
        11,
    ),
    ("default-missing", FIELD, "| `Disabled` |", "| |", 11),
    ("default-not-set-by-steps", FIELD, "**Default Value:** `Disabled`\n", "", 11),
    ("prose-default", FIELD, "Who gets in.", "The default is All.", 4),
    ("prose-option", FIELD, "Who gets in.", "Select `Everything`.", 4),
    ("prose-required", FIELD, "Who gets in.", "This field is required.", 4),
    ("two-spellings", FIELD, "| Drop-down |", "| drop-down |", 11),
    ("steps-disagree", FIELD, "**Name:** `cpvalDuoFailopen`", "**Name:** `other`", 19),
    ("steps-leave-out", FIELD, "**Footer Text:** `Foot`\n", "", 11),
    ("steps-add", FIELD, "| Foot |", "| |", 27),
    ("step-numbers", FIELD, "### Step 2", "### Step 3", 29),
    ("steps-unfinished", FIELD, "Click the `Create` button.", "", 29),
    ("setting-unknown", FIELD, "**API:**", "**Colour:** `red`\n**API:**", 24),
    ("setting-misspelt", FIELD, "**Footer Text:**", "**Foter Text:**", 27),
    ("failmode-unclear", PROXY_FILE, "secure | The user is denied.", "odd | Hm.", 6),
    ("failmode-contradiction", PROXY_FILE, "The user is denied.", "The user is allowed.", 6),
    ("failmode-default", PROXY_FILE, "| yes |", "| no |", 5),
    ("failmode-default", PROXY_FILE, "| no |", "| yes |", 6),
    ("failmode-one-way", PROXY_FILE, "| secure | The user is denied. | yes |\n", "", 5),
    ("mode-repeated", PROXY_FILE, "| secure |", "| safe |", 6),
    ("failmode-disagrees", EXTRA, "# X\n", PROXY.replace("yes", "x").replace("no |", "yes |"), 5),
    ("replies-alone", EXTRA, "# X\n", PROXY[PROXY.index("| Situation") :], 3),
    ("defaults-opposed", FIELD, "| `Disabled` |", "| `All` |", 11),
    ("verdict-repeated", VERDICT_FILE, "| unset |", "| any |", 8),
    ("verdict-invented", VERDICT_FILE, "| unknown | unknown |", "| denied | unknown |", 9),
    ("verdict-pending", VERDICT_FILE, "| unknown | unknown |", "| unknown | measured |", 9),
    ("verdict-repeated", UNIX_FILE, "| asynchronous | denied |", "| any | denied |", 8),
    ("value-unknown", UNIX_FILE, "| asynchronous | denied |", "| lazy | denied |", 8),
    ("value-unknown", UNIX_FILE, "| login_duo | synchronous |", "| sudo | synchronous |", 14),
    ("value-unknown", UNIX_FILE, "| every row |", "| some rows |", 14),
    ("value-unknown", UNIX_FILE, "| bypass |", "| banned |", 22),
    ("value-unknown", UNIX_FILE, "| none | allowed |", "| none | hung |", 22),
    ("value-unknown", UNIX_FILE, "| approve |", "| shrug |", 21),
    ("value-unknown", UNIX_FILE, "| file missing |", "| file eaten |", 35),
    ("value-unknown", UNIX_FILE, "| secure |", "| shut |", 36),
    ("value-unknown", UNIX_FILE, "| pam_duo | fails open |", "| pam_duo | failed |", 28),
    ("value-unknown", UNIX_FILE, "| any | fails open |", "| any | failed |", 35),
    ("value-unknown", UNIX_FILE, "| push never decided | | 20 | pam", "| never | | 20 | pam", 28),
    ("column-missing", UNIX_FILE, "| File says |", "| Text |", 33),
    ("column-missing", UNIX_FILE, "| Push |", "| Pushed |", 19),
    ("seconds-unclear", UNIX_FILE, "| 3 s |", "| three |", 8),
    ("seconds-unclear", UNIX_FILE, "| 3 s |", "| 0 s |", 8),
    ("version-unclear", UNIX_FILE, "| 1.11.3, 2.2.3 |", "| 1.11.3, newer |", 35),
    ("version-unclear", UNIX_FILE, "| fails open | 1.11.3 |", "| fails open | |", 29),
    ("version-unclear", UNIX_FILE, "| denied | | 1.11.3 |", "| denied | | |", 36),
    ("takes-without-end", UNIX_FILE, "| hung | |", "| hung | 90 s |", 7),
    ("program-repeated", UNIX_FILE, "| sshd with pam_duo |", "| login_duo |", 15),
    ("value-unknown", UNIX_FILE, "| synchronous | every row |", "| | every row |", 14),
    ("person-repeated", UNIX_FILE, "| bypass | none |", "| active | approve |", 22),
    ("course-repeated", UNIX_FILE, "| login_duo on a terminal |", "| pam_duo |", 29),
    ("mistake-repeated", UNIX_FILE, "| keys missing |", "| file missing |", 36),
    ("verdict-invented", UNIX_FILE, "| allowed | by reading", "| allowed | unknown", 22),
    ("verdict-pending", UNIX_FILE, "| any | fails open |", "| any | unknown |", 35),
    ("reply-unlisted", VERDICT_FILE, "`Denied`", "`Dennied`", 7),
    ("gherkin-syntax", EXTRA, "Given a", "Given a\n  Whatever", 6),
    ("default-unclear", PRODUCTS_FILE, "| closed |", "| perhaps |", 6),
    ("product-repeated", PRODUCTS_FILE, "| Telex |", "| fax |", 7),
    ("product-invented", PRODUCTS_FILE, "| Pigeon | unknown |", "| Pigeon | flies |", 8),
    ("product-default-unknown", PRODUCTS_FILE, "| closed |", "| unknown |", 6),
    ("product-source", PRODUCTS_FILE, "| its source |", "| |", 6),
    (
        "product-contradiction",
        PRODUCTS_FILE,
        "| failmode | | | | |",
        "| failmode | | | | open |",
        5,
    ),
    ("value-unknown", PRODUCTS_FILE, "| by reading |", "| |", 6),
    ("scenario-repeated", EXTRA, "```\n", "Scenario: One\n  Given b\n```\n", 6),
    ("field-name-reused", EXTRA, "# X\n", CLEAN.replace("'one'", "'two'"), 11),
    (
        "fields-opposed",
        EXTRA,
        "# X\n",
        CLEAN.replace("'one'", "'two'").replace("| `Disabled` |", "| `All` |"),
        11,
    ),
    ("document-id-reused", EXTRA, "# X\n", "---\nid: 'one'\n---\n", 2),
    ("title-differs", FIELD, "title: 'cPVAL DUO", "title: 'PVAL DUO", 3),
]


@pytest.mark.parametrize(("rule", "name", "old", "new", "line"), CASES)
def test_a_rule_finds_what_it_is_for(rule: str, name: str, old: str, new: str, line: int) -> None:
    found = [finding for finding in changed(name, old, new) if finding.rule == rule]
    assert (found[0].path, found[0].line) == (name, line)
    assert found[0].severity is RULES[rule].severity
    assert found[0].message


def test_an_unreadable_document_is_a_finding_of_lint_too(tmp_path: Path) -> None:
    assert rules(lint_documents([read_document(tmp_path / "none.md")])) == ["unreadable"]


def test_a_file_name_that_is_nearly_the_label_is_probably_misspelt() -> None:
    (finding,) = findings(**{"cpval-duo-failoppen.md": CLEAN})
    assert (finding.rule, finding.values) == (
        "file-name-misspelt",
        ("cpval-duo-failoppen.md", "cPVAL DUO FAILOPEN"),
    )
    assert findings(**{"000_seed.txt": CLEAN}) == ()


def test_steps_that_do_other_things_than_the_table_says_are_named_one_by_one() -> None:
    text = (
        CLEAN.replace("**Label:** `cPVAL DUO FAILOPEN`", "**Label:** `DUO`")
        .replace("**Definition Scope:** `Organization`", "**Definition Scope:** `Device`")
        .replace("**Custom field is required:** `<Leave it unchecked>`", "**Required:** `Yes`")
        .replace("**Technician:** `Editable`", "**Technician:** `None`")
        .replace("**Description:** `Opens it.`", "**Description:** `Opens it`")
        .replace("- All\n- Windows Servers\n", "- Windows Servers\n- All\n")
        .replace("**Default Value:** `Disabled`", "**Default Value:** `All`")
    )
    found = findings(**{FIELD: text})
    assert set(rules(found)) == {"steps-disagree"}
    assert [finding.values for finding in found] == [
        ("cPVAL DUO FAILOPEN", "DUO"),
        ("Organization", "Device"),
        ("False", "Yes"),
        ("Editable", "None"),
        ("Opens it.", "Opens it"),
        ("All, Windows Servers, Disabled", "Windows Servers, All, Disabled"),
        ("Disabled", "All"),
    ]
    assert "another order" in found[5].message


def test_two_values_for_one_setting_contradict_each_other() -> None:
    text = CLEAN.replace("**Label:**", "**Custom Field Type:** `Text`\n**Label:**")
    found = [f for f in findings(**{FIELD: text}) if "keep one" in f.message]
    assert [(f.rule, f.line, f.values) for f in found] == [
        ("steps-disagree", 18, ("Drop-down", "Text"))
    ]


def test_an_option_case_of_letters_is_no_difference_between_options() -> None:
    found = changed(FIELD, "`All`,", "`disabled`, `All`,")
    assert ("Disabled", "disabled") in {tuple(sorted(f.values)) for f in found}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The default value is blank, which is odd.", "blank"),
        ("Default is `All`", "All"),
        ("It is enabled by default.", "enabled"),
        ("The default is to fail open.", "fail open"),
    ],
)
def test_a_sentence_with_another_default_than_the_table_is_found(sentence: str, claim: str) -> None:
    found = changed(FIELD, "| Choose |", f"| {sentence} |")
    assert [f.values for f in found if f.rule == "prose-default"] == [(claim, "Disabled")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The default is Disabled.",
        "It is disabled by default.",
        "The default is to fail closed.",
        "The default value is inherited from above.",
        "By default, the name is used.",
    ],
)
def test_a_sentence_that_agrees_or_is_not_understood_is_left_alone(sentence: str) -> None:
    found = changed(FIELD, "Who gets in.", sentence)
    assert "prose-default" not in rules(found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("If enabled, the user gets in.", ["enabled"]),
        ("When it is `enabled`, the user gets in.", ["enabled"]),
        ("If disabled, the user is denied.", []),
        ("Choose \u201cAll,\u201d to open everything.", []),
        ("The `Disabled` option closes it.", []),
        ("The `Nowhere` option closes it.", ["nowhere"]),
        ("Set it to 'Never' now.", ["never"]),
        ("Select the platform.", []),
    ],
)
def test_a_sentence_that_names_an_option_must_name_one_that_exists(
    sentence: str, names: list[str]
) -> None:
    found = changed(FIELD, "Who gets in.", sentence.replace("'", "''"))
    assert [f.values[0] for f in found if f.rule == "prose-option"] == names


def test_a_claim_that_stands_in_several_places_is_reported_once() -> None:
    text = CLEAN.replace("Opens it.", "If enabled, open.").replace(
        "Who gets in.", "If enabled, in."
    )
    found = [f for f in findings(**{FIELD: text}) if f.rule == "prose-option"]
    assert [(f.line, f.message.endswith("(also on line 4)")) for f in found] == [(11, True)]


def test_opposite_defaults_are_named_with_both_values_and_lines() -> None:
    proxy = (
        PROXY.replace("| no |", "| x |").replace("| yes |", "| no |").replace("| x |", "| yes |")
    )
    (finding,) = findings(**{FIELD: CLEAN, PROXY_FILE: proxy, RULES_FILE: RULE_TABLES})
    assert (finding.rule, finding.severity, finding.line) == ("defaults-opposed", "info", 11)
    assert finding.values == (
        "cPVAL DUO FAILOPEN: Disabled (fail closed), cpval-duo-failopen.md:11",
        "Authentication Proxy: safe (fail open), proxy.md:5",
    )


def test_findings_come_in_the_order_of_the_documents_and_then_of_the_lines() -> None:
    broken = CLEAN.replace("Step 2", "Step 4").replace("| Tool Tip |", "| Colour |")
    found = findings(**{"z.md": broken, "a.md": broken})
    places = [(["z.md", "a.md"].index(f.path), f.line) for f in found]
    assert places == sorted(places)


@given(st.lists(st.sampled_from(CLEAN.split("\n")), max_size=30))
def test_lint_never_fails_on_lines_in_any_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = findings(**{"doc.md": text})
    assert all(1 <= finding.line <= len(lines) + 1 for finding in found)
    assert {finding.rule for finding in found} <= set(RULES)


@pytest.mark.parametrize(
    ("kind", "label", "reported"),
    [
        ("Text", "User Secret", True),
        ("Multi-line", "Admin Password", True),
        ("Secure", "User Secret", False),
        ("Text", "Secretary", False),
    ],
)
def test_a_secret_belongs_in_a_secure_field(kind: str, label: str, reported: bool) -> None:
    text = f"| Label | Field Name | Type |\n|---|---|---|\n| {label} | x | {kind} |\n"
    assert ("secret-in-text" in rules(findings(**{"x.md": text}))) is reported
