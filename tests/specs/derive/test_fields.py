"""Scenarios of a custom field say what its document says, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from failmode.specs.derive.fields import near_misses
from failmode.specs.model import Severity, Sourced
from failmode.terms.fields import AccessPermission, DefinitionScope, FieldType, TechnicianPermission
from tests.failopen_field import OPTIONS
from tests.specs.specification import (
    FIELD_LINE,
    Specification,
    cells,
    failopen_field,
    has,
    named,
    options,
    scenarios,
    texts,
)

LABELS = st.text(st.characters(categories=("L", "N", "Zs")), min_size=1).filter(
    lambda text: text == text.strip()
)


def test_creation_steps_become_one_table_in_reading_order() -> None:
    features = Specification().derive().features
    scenario = named(features, "attributes of the field created")
    assert scenario.steps[0].text == "an empty tenant"
    assert scenario.steps[1].table == (
        ("step", "action", "target", "value"),
        ("1", "click", "Add", ""),
        ("1", "set", "Label", "DUO FailOpen"),
        ("2", "add option", "All", ""),
    )


def test_a_field_without_creation_steps_has_no_creation_feature() -> None:
    features = Specification().with_field(steps=()).derive().features
    assert not has(features, "created by the documented steps")


def test_each_documented_attribute_is_compared_by_its_api_name() -> None:
    features = Specification().derive().features
    shown = {
        each["attribute"]: each["value"]
        for each in cells(named(features, "attributes of the field in a tenant"))
    }
    assert shown == {
        "Label": "DUO FailOpen",
        "Field Name": "duoFailopen",
        "Definition Scope": "ORGANIZATION",
        "Type": "DROPDOWN",
        "Default Value": "Disabled",
        "Required": "false",
        "Technician Permission": "EDITABLE",
        "Automation Permission": "READ_WRITE",
        "API Permission": "READ_WRITE",
        "Description": "Who gets in.",
    }


def test_options_are_compared_in_the_documented_order() -> None:
    features = Specification().with_field(options=options("Macintosh", "All")).derive().features
    table = named(features, "options of the field in a tenant").steps[-1].table
    assert table == (("option",), ("Macintosh",), ("All",))


def test_the_background_gives_one_row_for_each_scope_and_option() -> None:
    scopes = (
        Sourced(DefinitionScope.ORGANIZATION, FIELD_LINE, ""),
        Sourced(DefinitionScope.LOCATION, FIELD_LINE, ""),
    )
    feature = Specification().with_field(scopes=scopes).derive().features[1]
    rows = feature.background[0].table
    assert [value for name, value in rows if name == "Definition Scope"] == [
        "ORGANIZATION",
        "LOCATION",
    ]
    assert tuple(value for name, value in rows if name == "Option Value") == OPTIONS


def test_every_channel_that_may_set_the_value_is_tried_with_every_option() -> None:
    scenario = named(Specification().derive().features, "each documented option is accepted")
    found = {(each["channel"], each["option"]) for each in cells(scenario)}
    assert found == {(c, o) for c in ("technician", "automation", "API") for o in OPTIONS}


def test_a_channel_that_may_only_read_is_not_expected_to_set_an_option() -> None:
    read_only = Sourced(TechnicianPermission.READ_ONLY, FIELD_LINE, "")
    features = Specification().with_field(technician=read_only).derive().features
    for part in ("each documented option", "another spelling", "a space after", "read by every"):
        channels = {each["channel"] for each in cells(named(features, part))}
        assert "technician" not in channels, part
        assert "API" in channels, part


def test_a_space_after_an_option_stands_in_the_step_because_cells_are_trimmed() -> None:
    scenario = named(Specification().derive().features, "a space after an option")
    assert 'the <channel> sets "duoFailopen" to "<option> "' in texts(scenario.steps)


def test_near_misses_are_case_singular_and_an_unknown_word() -> None:
    found = [spelling for spelling, _ in near_misses(options("Windows Servers", "macintosh"))]
    assert found == ["windows servers", "Windows Server", "MACINTOSH", "Enabled"]


@given(st.lists(LABELS, min_size=1, max_size=8, unique=True))
def test_no_near_miss_is_an_option(labels: list[str]) -> None:
    found = [spelling for spelling, _ in near_misses(options(*labels))]
    assert not set(found) & set(labels)
    assert len(found) == len(set(found))
    assert found


@pytest.mark.parametrize(
    ("channel", "permission", "reading", "setting"),
    [
        ("technician", "READ_ONLY", "accepted", "refused"),
        ("technician", "NONE", "refused", "refused"),
        ("automation", "READ_ONLY", "accepted", "refused"),
        ("automation", "WRITE_ONLY", "refused", "accepted"),
        ("automation", "NONE", "refused", "refused"),
        ("API", "READ_ONLY", "accepted", "refused"),
        ("API", "WRITE_ONLY", "refused", "accepted"),
        ("API", "NONE", "refused", "refused"),
    ],
)
def test_a_changed_permission_decides_reading_and_setting(
    channel: str, permission: str, reading: str, setting: str
) -> None:
    features = Specification().derive().features

    def answers(*parts: str) -> list[str]:
        return [
            each["answer"]
            for part in parts
            for each in cells(named(features, part))
            if (each["channel"], each["permission"]) == (channel, permission)
        ]

    changed = "after a change of its permission"
    assert answers(f"reading by channel, {changed}") == [reading]
    assert answers(
        f"setting by channel, {changed}", f"setting by channel without a witness, {changed}"
    ) == [setting]


def test_every_permission_of_every_channel_is_tried() -> None:
    features = Specification().derive().features
    tried = {
        (each["channel"], each["permission"])
        for part in ("reading by channel, as documented", "reading by channel, after")
        for each in cells(named(features, part))
    }
    assert tried == {("technician", p) for p in TechnicianPermission} | {
        (c, p) for c in ("automation", "API") for p in AccessPermission
    }


def test_a_refused_setting_is_witnessed_by_a_channel_that_can_read() -> None:
    scenario = named(Specification().derive().features, "setting by channel, after a change")
    refused = [each for each in cells(scenario) if each["answer"] == "refused"]
    assert {each["value"] for each in refused} == {"All"}
    for each in refused:
        assert (each["witness"] == each["channel"]) == (each["permission"] == "READ_ONLY")


def test_taking_one_permission_away_is_tried_against_every_other_channel() -> None:
    scenario = named(Specification().derive().features, "leaves the others theirs")
    pairs = {(each["channel"], each["other"]) for each in cells(scenario)}
    channels = ("technician", "automation", "API")
    assert pairs == {(one, other) for one in channels for other in channels if one != other}


def test_an_undocumented_permission_is_not_taken_for_a_permission() -> None:
    features = Specification().with_field(api=None).derive().features
    assert "API" not in {
        each["channel"] for each in cells(named(features, "each documented option"))
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"type": Sourced(FieldType.TEXT, FIELD_LINE, "Text"), "options": ()},
        {"scopes": (Sourced(DefinitionScope.NODE, FIELD_LINE, "Device"),)},
        {"options": options("All")},
    ],
    ids=["text", "device", "one option"],
)
def test_a_field_whose_values_are_not_derived_is_named(changes: dict[str, object]) -> None:
    derivation = Specification().with_field(**changes).derive()
    assert not has(derivation.features, "option is accepted")
    assert has(derivation.features, "attributes of the field in a tenant")
    found = [f for f in derivation.findings if f.rule == "values-not-derived"]
    assert [(f.severity, f.line) for f in found] == [(Severity.INFO, FIELD_LINE)]


def test_a_field_without_a_name_is_an_error() -> None:
    findings = Specification(fields=(replace(failopen_field(), name=None),)).derive().findings
    assert [(f.severity, f.line) for f in findings if f.rule == "identity-missing"] == [
        (Severity.ERROR, FIELD_LINE)
    ]


def test_a_channel_that_can_only_set_is_tried_with_every_option_too() -> None:
    write_only = Sourced(AccessPermission.WRITE_ONLY, FIELD_LINE, "")
    features = Specification().with_field(api=write_only).derive().features
    scenario = named(features, "accepted from a channel that cannot read it")
    assert {(each["channel"], each["option"]) for each in cells(scenario)} == {
        ("API", option) for option in OPTIONS
    }
    assert not [step for step in texts(scenario.steps) if "for the <channel>" in step]


@given(
    st.sampled_from(TechnicianPermission),
    st.sampled_from(AccessPermission),
    st.sampled_from(AccessPermission),
)
def test_no_outline_is_left_without_a_row_whatever_the_permissions(
    technician: TechnicianPermission, automation: AccessPermission, api: AccessPermission
) -> None:
    specification = Specification().with_field(
        technician=Sourced(technician, FIELD_LINE, ""),
        automation=Sourced(automation, FIELD_LINE, ""),
        api=Sourced(api, FIELD_LINE, ""),
    )
    for scenario in scenarios(specification.derive().features):
        assert all(examples.rows for examples in scenario.examples), scenario.name
        outline = any("<" in step.text for step in scenario.steps)
        assert outline == bool(scenario.examples), scenario.name


def test_rows_of_one_line_do_not_repeat_it_and_rows_of_several_lines_name_theirs() -> None:
    features = Specification().derive().features
    assert "source" not in cells(named(features, "each documented option"))[0]
    apart = (*options("All", line=40), *options("Disabled", line=41))
    features = Specification().with_field(options=apart).derive().features
    sources = {e["option"]: e["source"] for e in cells(named(features, "each documented option"))}
    assert sources == {
        "All": "docs/ninjaone/duo-failopen.md:40",
        "Disabled": "docs/ninjaone/duo-failopen.md:41",
    }
