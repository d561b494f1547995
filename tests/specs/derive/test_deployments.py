"""What is deployed for a field follows from its option, its setting and the product's row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from failmode.specs.facts.custom_fields import FieldSetting
from failmode.specs.model import Severity, Sourced
from failmode.terms.logins import Evidence
from tests.specs.specification import (
    FIELD_LINE,
    FIELD_SETTINGS,
    Specification,
    cells,
    failopen_field,
    has,
    named,
    options,
    product_setting,
    texts,
)

KEPT = "what the deployment writes"
GIVEN = "what the installer is given"
WINDOWS = FIELD_SETTINGS[:2]


def of_field(name: str, *settings: FieldSetting, **changes: object) -> Specification:
    """Make a specification with one field that feeds these settings."""
    field = replace(failopen_field(), name=Sourced(name, FIELD_LINE, ""), **changes)  # type: ignore[arg-type]  # any attribute
    fed = tuple(replace(one, field=name) for one in settings)
    rows = tuple(product_setting(setting, "1") for setting in {one.setting for one in fed})
    return Specification(fields=(field,), field_settings=fed, product_settings=rows)


AUTOPUSH = of_field("duoAutopush", *(replace(one, setting="AUTOPUSH") for one in WINDOWS))
MODE = of_field(
    "duoMode",
    *(replace(one, setting="MODE", on="", off="") for one in WINDOWS),
    options=options("0", "1"),
    default=Sourced("1", 13, "1"),
)


def test_the_installer_is_given_the_property_with_its_own_words() -> None:
    scenario = named(AUTOPUSH.derive().features, GIVEN)
    found = {(each["platform"], each["option"]): each["given"] for each in cells(scenario)}
    assert found["Windows server", "Windows Servers"] == "#1"
    assert found["Windows workstation", "Windows Servers"] == "#0"
    assert found["Windows server", "Disabled"] == "#0"
    assert {each["property"] for each in cells(scenario)} == {"AUTOPUSH"}
    assert {each["source"] for each in cells(scenario)} == {"docs/settings.md:95"}
    assert {each["evidence"] for each in cells(scenario)} == {Evidence.DOCUMENTED}


def test_the_failmode_is_handed_over_like_any_other_setting() -> None:
    scenario = named(Specification().derive().features, GIVEN)
    assert {each["property"] for each in cells(scenario)} == {"FAILOPEN"}
    assert {each["platform"] for each in cells(scenario)} == {
        "Windows workstation",
        "Windows server",
    }


def test_a_field_that_feeds_another_setting_has_a_deployment_and_no_login() -> None:
    features = AUTOPUSH.derive().features
    (feature,) = [each for each in features if "deployment" in each.tags]
    assert str(feature.path) == "ninjaone/duo-failopen-deployment.feature"
    assert not any("login" in each.tags for each in features)
    step = 'Duo is deployed to the <platform> with AUTOPUSH from "duoAutopush"'
    assert step in texts(named(features, KEPT).steps)


def test_where_on_and_off_are_blank_the_option_is_the_value() -> None:
    features = MODE.derive().features
    kept = {
        (each["option"], each["value"], each["source"]) for each in cells(named(features, KEPT))
    }
    field = f"docs/ninjaone/duo-failopen.md:{FIELD_LINE}"
    assert kept == {
        ("0", "0", field),
        ("1", "1", field),
        ("(unset)", "1", "docs/ninjaone/duo-failopen.md:13"),
    }
    given = {each["option"]: each["given"] for each in cells(named(features, GIVEN))}
    assert given == {"0": "#0", "1": "#1", "(unset)": "#1"}


def test_a_product_without_a_row_for_the_setting_is_asked_what_it_keeps_only() -> None:
    features = replace(AUTOPUSH, product_settings=()).derive().features
    assert has(features, KEPT)
    assert not has(features, GIVEN)


@pytest.mark.parametrize(
    "settings",
    [
        (replace(AUTOPUSH.field_settings[1], written_as="Push"),),
        (replace(AUTOPUSH.field_settings[1], on="yes"),),
    ],
    ids=["another name", "another value"],
)
def test_a_field_that_writes_a_setting_otherwise_than_the_product_is_an_error(
    settings: tuple[FieldSetting, ...],
) -> None:
    findings = replace(AUTOPUSH, field_settings=settings).derive().findings
    assert [(f.rule, f.line) for f in findings if f.severity is Severity.ERROR] == [
        ("setting-disagrees", settings[0].line)
    ]
