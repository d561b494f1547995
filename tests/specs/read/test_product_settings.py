"""Tables of the settings of products are read: from the installer's property to what is kept."""

from __future__ import annotations

import pytest

from failmode.specs.facts.product_settings import ProductSetting
from failmode.terms.logins import Evidence
from tests.specs.read.reading import read, rules_and_lines

HEADER = """# S

| Setting | Product | Installer property | Given as | Written as | Values | Installer default \
| Versions | Evidence |
|---|---|---|---|---|---|---|---|---|
"""
ROW = "| `A` | P | `A` | `#0`, `#1` | `a` | `0`, `1` | `1` | from 2 on | documented |\n"


def test_a_row_says_what_is_given_and_what_is_kept() -> None:
    document = read(HEADER + ROW)
    assert document.kind == "settings"
    assert document.every(ProductSetting) == (
        ProductSetting(
            *("A", "P", "A", ("#0", "#1"), "a", ("0", "1"), "1", "from 2 on"),
            *(Evidence.DOCUMENTED, 5),
        ),
    )
    assert document.findings == ()


def test_an_installer_that_must_be_told_has_no_default() -> None:
    (setting,) = read(HEADER + ROW.replace("`1` | from", "none | from")).every(ProductSetting)
    assert setting.installer_default == ""


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("`#0`, `#1`", "`#1`", "setting-values"),
        ("`1` | from", "`2` | from", "value-unknown"),
        ("documented", "rumoured", "value-unknown"),
        ("| P |", "| |", "value-unknown"),
    ],
)
def test_a_row_that_does_not_fit_together_is_reported(old: str, new: str, rule: str) -> None:
    document = read(HEADER + ROW.replace(old, new))
    assert rules_and_lines(document) == [(rule, 5)]
    assert document.every(ProductSetting) == ()
