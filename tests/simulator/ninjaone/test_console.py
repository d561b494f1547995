"""The technician: creating a field step by step, and values under the technician permission."""

from __future__ import annotations

import json

import pytest

from failmode.simulator.ninjaone.console import Console, ConsoleError
from failmode.simulator.ninjaone.console_pages import UI_TYPES
from failmode.terms.fields import DefinitionScope
from tests.failopen_field import OPTIONS
from tests.simulator.ninjaone.tenant import Tenant, definition, plain_field

OLD_PLACE = "Administration > Devices > Global Custom Fields"
NEW_PLACE = "Administration > Devices > Device Custom Fields"
Step = tuple[str, str, str | None]

TO_OVERVIEW: list[Step] = [
    ("navigate", OLD_PLACE, None),
    ("click", "Add", None),
    ("click", "Field", None),
    ("set", "Custom Field Type", "Drop-down"),
    ("click", "Continue", None),
]
OVERVIEW: list[Step] = [
    ("set", "Label", "cPVAL DUO FAILOPEN"),
    ("set", "Name", "cpvalDuoFailopen"),
    ("set", "Definition Scope", "Organization"),
    ("set", "Custom field is required", "<Leave it unchecked>"),
    ("click", "Next", None),
]
PERMISSION: list[Step] = [
    ("set", "Technician", "Editable"),
    ("set", "Automation", "Read/Write"),
    ("set", "API", "Read/Write"),
    ("click", "Next", None),
]
DETAILS: list[Step] = [
    ("set", "Description", "What happens when Duo cannot be reached."),
    ("set", "Tooltip Text", "Select the platform"),
    ("set", "Footer Text", "DUO FAILOPEN"),
    ("click", "Next", None),
]
OPTION_STEPS: list[Step] = [("add option", option, None) for option in OPTIONS]
CREATE: list[Step] = [("click", "Create", None)]
ALL_STEPS = TO_OVERVIEW + OVERVIEW + PERMISSION + DETAILS + OPTION_STEPS + CREATE


def follow(tenant: Tenant, steps: list[Step]) -> Console:
    """Do the steps in a new session."""
    console = Console(tenant.ninjaone)
    for action, target, value in steps:
        console.perform(action, target, value)
    return console


def test_following_the_documented_steps_creates_the_field(tenant: Tenant) -> None:
    follow(tenant, ALL_STEPS)
    shown = tenant.ninjaone.field("cpvalDuoFailopen")
    assert shown["label"] == "cPVAL DUO FAILOPEN"
    assert shown["type"] == "DROPDOWN"
    assert shown["definitionScope"] == ["ORGANIZATION"]
    assert shown["technicianPermission"] == "EDITABLE"
    assert shown["scriptPermission"] == shown["apiPermission"] == "READ_WRITE"
    assert shown["description"] == "What happens when Duo cannot be reached."
    content = shown["content"]
    assert content["required"] is False
    assert content["tooltipText"] == "Select the platform"
    assert content["footerText"] == "DUO FAILOPEN"
    assert tuple(option["name"] for option in content["values"]) == OPTIONS


def test_steps_that_set_no_default_leave_the_field_without_one(tenant: Tenant) -> None:
    follow(tenant, ALL_STEPS)
    assert "defaultValue" not in tenant.ninjaone.field("cpvalDuoFailopen")


def test_the_default_is_chosen_among_the_options_added_so_far(tenant: Tenant) -> None:
    console = follow(tenant, ALL_STEPS[:-2])
    with pytest.raises(ConsoleError, match="Macintosh") as refusal:
        console.perform("set", "Default Value", "Disabled")
    assert "the options added so far are: All, Windows," in refusal.value.what
    console.perform("add option", "Disabled")
    console.perform("set", "Default Value", "Disabled")
    console.perform("click", "Create")
    shown = tenant.ninjaone.field("cpvalDuoFailopen")
    default = next(o for o in shown["content"]["values"] if o["id"] == shown["defaultValue"])
    assert default["name"] == "Disabled"


def test_names_are_compared_without_regard_to_case_and_markup(tenant: Tenant) -> None:
    steps = [
        (action.upper(), f" {target.lower()} " if action != "add option" else target, value)
        for action, target, value in ALL_STEPS
    ]
    follow(tenant, steps)
    assert tenant.ninjaone.field_names() == ["cpvalDuoFailopen"]


def test_a_name_that_is_not_given_is_derived_from_the_label(tenant: Tenant) -> None:
    steps = [step for step in ALL_STEPS if step[1] != "Name"]
    follow(tenant, steps)
    assert tenant.ninjaone.field_names() == ["cpvalDuoFailopen"]


@pytest.mark.parametrize("left_out", range(len(ALL_STEPS)))
def test_a_missing_step_is_noticed_or_shows_in_the_field(tenant: Tenant, left_out: int) -> None:
    follow(tenant, ALL_STEPS)
    complete = tenant.ninjaone.field("cpvalDuoFailopen")
    tenant.ninjaone.delete_field("cpvalDuoFailopen")
    steps = ALL_STEPS[:left_out] + ALL_STEPS[left_out + 1 :]
    try:
        follow(tenant, steps)
    except ConsoleError:
        assert tenant.ninjaone.field_names() == []
        return
    implied = ("Name", "Custom field is required")
    if ALL_STEPS[left_out] in CREATE:
        assert tenant.ninjaone.field_names() == []
    elif ALL_STEPS[left_out][1] not in implied:
        assert without_ids(tenant.ninjaone.field("cpvalDuoFailopen")) != without_ids(complete)


def without_ids(shown: dict[str, object]) -> str:
    """Leave out of a definition what differs each time."""
    content = shown["content"]
    assert isinstance(content, dict)
    names = [option["name"] for option in content.get("values", [])]
    rest = {key: value for key, value in content.items() if key != "values"}
    kept = {key: value for key, value in shown.items() if not key.endswith("Time")}
    return json.dumps(kept | {"content": rest, "options": names})


def test_an_action_that_the_page_does_not_offer_names_the_page_and_what_it_offers(
    tenant: Tenant,
) -> None:
    console = follow(tenant, TO_OVERVIEW)
    with pytest.raises(ConsoleError) as refusal:
        console.perform("click", "Create")
    message = str(refusal.value)
    assert refusal.value.where == "on Overview"
    assert refusal.value.what.startswith("click 'Create': ")
    assert "click Next" in message
    assert "set Definition Scope" in message
    with pytest.raises(ConsoleError, match="no such setting"):
        console.perform("set", "Technician", "Editable")
    with pytest.raises(ConsoleError, match="options cannot be added here"):
        console.perform("add option", "All")
    with pytest.raises(ConsoleError, match="a dialog is open"):
        console.perform("navigate", OLD_PLACE)


@pytest.mark.parametrize(
    ("action", "target", "problem"),
    [
        ("click", "Add", "no such button"),
        ("set", "Label", "no such setting"),
        ("add option", "All", "options cannot be added"),
        ("navigate", "Administration > Apps", "no such menu entry"),
        ("press", "Add", "no such action"),
    ],
)
def test_the_first_page_offers_the_menu_only(
    tenant: Tenant, action: str, target: str, problem: str
) -> None:
    console = Console(tenant.ninjaone)
    with pytest.raises(ConsoleError, match=problem) as refusal:
        console.perform(action, target, "x")
    assert OLD_PLACE in str(refusal.value)


@pytest.mark.parametrize(
    ("setting", "value", "offered"),
    [
        ("Technician", "Read/Write", "None, Read only, Editable"),
        ("Automation", "Editable", "None, Read Only, Write Only, Read/Write"),
        ("API", "", "None, Read Only, Write Only, Read/Write"),
    ],
)
def test_a_setting_names_the_values_it_offers(
    tenant: Tenant, setting: str, value: str, offered: str
) -> None:
    console = follow(tenant, TO_OVERVIEW + OVERVIEW)
    with pytest.raises(ConsoleError) as refusal:
        console.perform("set", setting, value)
    assert offered in refusal.value.what


@pytest.mark.parametrize("spelling", ["Read/Write", "Read-Write", "read write", "Read_Write"])
def test_read_write_is_understood_in_every_published_spelling(
    tenant: Tenant, spelling: str
) -> None:
    steps = [(a, t, spelling if t in ("Automation", "API") else v) for a, t, v in ALL_STEPS]
    follow(tenant, steps)
    assert tenant.ninjaone.field("cpvalDuoFailopen")["apiPermission"] == "READ_WRITE"


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([*TO_OVERVIEW[:3], TO_OVERVIEW[4]], "Custom Field Type"),
        ([*TO_OVERVIEW, *OVERVIEW[1:]], "Label is empty"),
        ([*TO_OVERVIEW, *OVERVIEW[:2], OVERVIEW[4]], "Definition Scope is empty"),
    ],
)
def test_a_page_is_left_only_when_it_is_complete(
    tenant: Tenant, steps: list[Step], problem: str
) -> None:
    with pytest.raises(ConsoleError, match=problem):
        follow(tenant, steps)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("Custom Field Type", "Text"),
        ("Definition Scope", "Planet"),
        ("Custom field is required", "perhaps"),
    ],
)
def test_overview_refuses_what_it_does_not_offer(tenant: Tenant, setting: str, value: str) -> None:
    console = follow(tenant, TO_OVERVIEW)
    with pytest.raises(ConsoleError, match=setting):
        console.perform("set", setting, value)


@pytest.mark.parametrize("spelled", UI_TYPES)
def test_every_type_of_the_console_can_be_created(tenant: Tenant, spelled: str) -> None:
    console = Console(tenant.ninjaone)
    steps = [(a, t, spelled if t == "Custom Field Type" else v) for a, t, v in TO_OVERVIEW]
    for action, target, value in [*steps, *OVERVIEW, *PERMISSION, *DETAILS[:-1]]:
        console.perform(action, target, value)
    if "click Create" not in console.view()["offers"]:
        console.perform("click", "Next")
        console.perform("add option", "one")
    console.perform("click", "Create")
    assert tenant.ninjaone.field("cpvalDuoFailopen")["type"] == UI_TYPES[spelled]


def test_several_scopes_are_given_in_one_setting(tenant: Tenant) -> None:
    steps = [
        (a, t, "`Device`,`Location`" if t == "Definition Scope" else v) for a, t, v in ALL_STEPS
    ]
    follow(tenant, steps)
    assert tenant.ninjaone.field("cpvalDuoFailopen")["definitionScope"] == ["NODE", "LOCATION"]


def test_the_newer_menu_entries_ask_for_further_scopes_on_a_page_of_their_own(
    tenant: Tenant,
) -> None:
    console = Console(tenant.ninjaone)
    steps: list[Step] = [
        ("navigate", NEW_PLACE, None),
        ("click", "Add Custom Field", None),
        ("click", "Field", None),
        ("set", "Custom Field Type", "Text"),
        ("click", "Continue", None),
        ("set", "Label", "cPVAL_BP_AccountUID"),
        ("set", "Custom Field Type", "Text"),
        ("click", "Next", None),
        ("set", "Device", "Already checked"),
        ("set", "End User", "Uncheck"),
        ("set", "Location", "check"),
        ("set", "Organization", "check"),
        ("click", "Next", None),
        *PERMISSION,
        ("set", "Tooltip Text", "<Leave it Blank>"),
        ("click", "Submit", None),
    ]
    for action, target, value in steps:
        if target == "Label":
            with pytest.raises(ConsoleError, match="no such setting"):
                console.perform("set", "Definition Scope", "Organization")
        if target == "Device":
            with pytest.raises(ConsoleError, match="stays checked"):
                console.perform("set", "Device", "uncheck")
        console.perform(action, target, value)
    shown = tenant.ninjaone.field("cpvalbpaccountuid")
    assert shown["definitionScope"] == ["NODE", "LOCATION", "ORGANIZATION"]
    assert "tooltipText" not in shown["content"]


def test_an_option_can_be_pasted_and_added_with_the_button(tenant: Tenant) -> None:
    console = follow(tenant, TO_OVERVIEW + OVERVIEW + PERMISSION + DETAILS)
    console.perform("set", "Option", "All")
    console.perform("click", "Add")
    assert console.perform("click", "Add")["options"] == ["All"]
    with pytest.raises(ConsoleError, match="added before"):
        console.perform("add option", "All")


def test_a_taken_name_is_refused_and_the_dialog_stays_open(tenant: Tenant) -> None:
    follow(tenant, ALL_STEPS)
    console = follow(tenant, ALL_STEPS[:-1])
    with pytest.raises(ConsoleError, match="is taken"):
        console.perform("click", "Create")
    assert console.view()["page"] == "Advanced Settings"


def test_what_the_technician_sees_is_ready_for_json(tenant: Tenant) -> None:
    console = follow(tenant, ALL_STEPS)
    view = console.view()
    assert view["page"] == OLD_PLACE
    assert json.loads(json.dumps(view)) == view


@pytest.mark.parametrize(
    ("permission", "reads", "writes"),
    [("NONE", False, False), ("READ_ONLY", True, False), ("EDITABLE", True, True)],
)
def test_a_technician_can_do_exactly_what_the_permission_says(
    tenant: Tenant, permission: str, reads: bool, writes: bool
) -> None:
    tenant.ninjaone.create_field(definition(technicianPermission=permission))
    tenant.send("PATCH", tenant.organization_values, {"cpvalDuoFailopen": "All"})
    console = Console(tenant.ninjaone)
    where = (DefinitionScope.ORGANIZATION, tenant.organization)
    if writes:
        console.set_value(*where, "cpvalDuoFailopen", "Disabled")
    else:
        with pytest.raises(ConsoleError, match="technician permission"):
            console.set_value(*where, "cpvalDuoFailopen", "Disabled")
    if reads:
        expected = "Disabled" if writes else "All"
        assert console.value(*where, "cpvalDuoFailopen") == expected
        assert console.fields(*where) == {"cpvalDuoFailopen": expected}
    else:
        with pytest.raises(ConsoleError, match="technician permission"):
            console.value(*where, "cpvalDuoFailopen")
        assert console.fields(*where) == {}


def test_a_technician_sees_inherited_values_on_request(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(definition())
    console = Console(tenant.ninjaone)
    console.set_value(DefinitionScope.LOCATION, tenant.location, "cpvalDuoFailopen", "Windows")
    device = (DefinitionScope.NODE, tenant.device)
    assert console.value(*device, "cpvalDuoFailopen") is None
    assert console.value(*device, "cpvalDuoFailopen", inherited=True) == "Windows"


def test_a_technician_cannot_empty_a_required_field_whatever_the_api_may(tenant: Tenant) -> None:
    tenant.ninjaone.switches = tenant.ninjaone.switches.from_json({"required_null": 204})
    tenant.ninjaone.create_field(plain_field("key", "TEXT", content={"required": True}))
    where = (DefinitionScope.ORGANIZATION, tenant.organization)
    console = Console(tenant.ninjaone)
    console.set_value(*where, "key", "x")
    for empty in (None, ""):
        with pytest.raises(ConsoleError, match="required"):
            console.set_value(*where, "key", empty)
    assert console.value(*where, "key") == "x"


def test_a_refused_value_names_the_entity_and_the_options(tenant: Tenant) -> None:
    tenant.ninjaone.create_field(definition())
    console = Console(tenant.ninjaone)
    with pytest.raises(ConsoleError, match="options are: All, Windows") as refusal:
        console.set_value(
            DefinitionScope.ORGANIZATION, tenant.organization, "cpvalDuoFailopen", "Enabled"
        )
    assert refusal.value.where == "on the page of organization 1"
    with pytest.raises(ConsoleError, match="no device 99"):
        console.value(DefinitionScope.NODE, 99, "cpvalDuoFailopen")
    with pytest.raises(ConsoleError, match="no custom field 'nope'"):
        console.value(DefinitionScope.NODE, tenant.device, "nope")
