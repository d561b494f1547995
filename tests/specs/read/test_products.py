"""Tables of products are read: setting, default by version, evidence."""

from __future__ import annotations

import pytest

from failmode.specs.facts.products import Direction, ProductDefault, ProductRow, VersionDefault
from failmode.terms.logins import Evidence, Failmode
from tests.specs.read.reading import read, rules, rules_and_lines

HEADER = (
    "# Products\n\n"
    "| Product | Setting | Where | Open | Closed | Default | Unreachable | Evidence | Source "
    "| Remark |\n|---|---|---|---|---|---|---|---|---|---|\n"
)
FAX = (
    "| Fax | `line` | the panel | `1` | `0` | closed | nobody answers | reported "
    "| <https://fax.example> | old |\n"
)


def row(default: str) -> ProductRow:
    """Read one row with this default."""
    document = read(HEADER + FAX.replace("| closed |", f"| {default} |"))
    assert rules(document) == []
    (found,) = document.every(ProductRow)
    return found


def test_a_row_is_read_by_the_names_of_its_columns() -> None:
    document = read(HEADER + FAX)
    assert document.kind == "products"
    assert document.findings == ()
    (found,) = document.every(ProductRow)
    assert (found.product.value, found.line) == ("Fax", 5)
    assert (found.setting, found.where, found.open, found.closed) == ("line", "the panel", "1", "0")
    assert (found.unreachable, found.evidence) == ("nobody answers", Evidence.REPORTED)
    assert (found.source, found.remark) == ("https://fax.example", "old")


@pytest.mark.parametrize(
    ("text", "direction", "failmode"),
    [
        ("open", Direction.OPENS, Failmode.OPEN),
        ("Closed", Direction.CLOSES, Failmode.CLOSED),
        ("unknown", Direction.UNKNOWN, None),
        ("open up to 4.2.2, closed from 4.3.0 on", Direction.BY_VERSION, None),
        ("open up to 4.2.2, open from 5 on", Direction.OPENS, Failmode.OPEN),
    ],
)
def test_a_default_has_a_direction(
    text: str, direction: Direction, failmode: Failmode | None
) -> None:
    default = row(text).default
    assert default is not None
    assert (default.text, default.direction, default.failmode) == (text, direction, failmode)


def test_a_default_by_version_names_the_versions() -> None:
    assert row("open up to 4.2.2, closed from 4.3.0 on").default == ProductDefault(
        "open up to 4.2.2, closed from 4.3.0 on",
        (
            VersionDefault(Failmode.OPEN, "up to 4.2.2"),
            VersionDefault(Failmode.CLOSED, "from 4.3.0 on"),
        ),
    )


def test_a_default_may_be_that_of_another_product_or_be_left_to_another_document() -> None:
    default = row("as Authentication Proxy").default
    assert default is not None
    assert default.product == "Authentication Proxy"
    assert row("").default is None


@pytest.mark.parametrize(
    "text", ["perhaps", "open, closed", "open up to now", "open, closed from 2"]
)
def test_a_default_that_is_not_understood_is_an_error(text: str) -> None:
    document = read(HEADER + FAX.replace("| closed |", f"| {text} |"))
    assert rules_and_lines(document) == [("default-unclear", 5)]


def test_a_setting_none_is_no_failmode() -> None:
    document = read(HEADER + FAX.replace("`line`", "None"))
    assert document.every(ProductRow)[0].has_no_failmode
    assert not row("open").has_no_failmode


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("| Fax |", "| |", "value-unknown"),
        ("| reported |", "| |", "value-unknown"),
        ("| reported |", "| rumour |", "value-unknown"),
        ("| Default |", "| Standard |", "column-missing"),
        ("| Evidence |", "| Proof |", "column-missing"),
    ],
)
def test_a_row_without_name_evidence_or_default_is_an_error(old: str, new: str, rule: str) -> None:
    document = read((HEADER + FAX).replace(old, new))
    assert rule in rules(document)
    assert document.every(ProductRow) == ()
