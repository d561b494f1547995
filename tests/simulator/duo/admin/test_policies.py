"""Policies: made, read, changed, copied, applied to applications and summed up."""

from __future__ import annotations

from typing import Any

import pytest

from failmode.simulator.duo.api.signature import Version
from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import IKEY, OTHER_IKEY, failure

POLICIES = "/admin/v2/policies"
INTEGRATION = f"/admin/v3/integrations/{IKEY}"
MISSING, INVALID, DUPLICATE, NOT_FOUND = 40001, 40002, 40003, 40401
BROWSERS = {"browsers": {"blocked_browsers_list": ["ie"]}}


def send(admin: Administrator, method: str, path: str, **params: Any) -> Any:
    """Make a call with a JSON body, as clients of v2 do."""
    answer = admin.call(method, path, params, version=Version.V5)
    assert answer.json is not None
    if answer.status_code == 200:
        return answer.json["response"]
    _, code, _, detail = failure(answer)
    return code, detail


def make(admin: Administrator, name: str = "Strict", **params: Any) -> Any:
    return send(admin, "POST", POLICIES, policy_name=name, **params)


def listed(admin: Administrator) -> list[Any]:
    found: list[Any] = admin.response("GET", POLICIES)
    return found


def applied(admin: Administrator, policy_key: str) -> list[str]:
    summary = admin.response("GET", f"{POLICIES}/summary")
    (one,) = [one for one in summary["policies"] if one["policy_key"] == policy_key]
    return [target["app_integration_key"] for target in one["policy_applies_to"]]


def test_a_new_account_has_the_global_policy_and_no_other(admin: Administrator) -> None:
    (policy,) = listed(admin)

    assert (policy["is_global_policy"], policy["sections"]) == (True, {})
    assert admin.response("GET", f"{POLICIES}/global") == policy
    assert admin.response("GET", f"{POLICIES}/{policy['policy_key']}") == policy
    assert admin.response("GET", f"{POLICIES}/summary") == {
        "policies": [
            {
                "policy_applies_to": [],
                "policy_key": policy["policy_key"],
                "policy_name": policy["policy_name"],
            }
        ],
        "policy_count": 1,
        "response_is_truncated": False,
    }


def test_a_policy_is_told_as_it_was_given(admin: Administrator) -> None:
    made = make(admin, sections=BROWSERS)
    path = f"{POLICIES}/{made['policy_key']}"

    assert (made["is_global_policy"], made["policy_name"]) == (False, "Strict")
    assert made["sections"] == BROWSERS
    assert made["policy_key"].startswith("PO")
    assert admin.response("GET", path) == made
    changed = send(
        admin, "PUT", path, policy_name="Strictest", sections={"new_user": {"x": [1.5, None]}}
    )
    assert changed["policy_name"] == "Strictest"
    assert changed["sections"] == {**BROWSERS, "new_user": {"x": [1.5, None]}}
    changed = send(admin, "PUT", path, sections_to_delete=["new_user", "not there"])
    assert changed["sections"] == BROWSERS
    assert admin.response("DELETE", path) == ""
    assert admin.refused("GET", path) == (NOT_FOUND, None)
    log = admin.response("GET", "/admin/v1/logs/administrator")
    assert [one["action"] for one in log] == [
        "policy_create",
        "policy_update",
        "policy_update",
        "policy_delete",
    ]


def test_policies_come_page_by_page_the_global_one_first(admin: Administrator) -> None:
    for name in ("c", "B", "a"):
        make(admin, name)

    body = admin.ok("GET", POLICIES, {"limit": "2", "offset": "1"})

    assert listed(admin)[0]["is_global_policy"]
    assert [one["policy_name"] for one in body["response"]] == ["a", "B"]
    assert body["metadata"] == {"next_offset": 3, "prev_offset": 0, "total_objects": 4}


def test_an_application_has_one_policy_at_most(admin: Administrator) -> None:
    first = make(admin, "First", apply_to_apps=[IKEY, OTHER_IKEY])["policy_key"]
    second = make(admin, "Second")["policy_key"]
    assert applied(admin, first) == sorted([IKEY, OTHER_IKEY])

    send(admin, "PUT", f"{POLICIES}/{second}", apply_to_apps=[IKEY])

    assert (applied(admin, first), applied(admin, second)) == ([OTHER_IKEY], [IKEY])
    assert admin.response("GET", INTEGRATION)["policy_key"] == second
    assert admin.response("POST", INTEGRATION, {"policy_key": first})["policy_key"] == first
    # A change of the policy leaves it applied.
    send(admin, "PUT", f"{POLICIES}/{first}", sections=BROWSERS)
    assert applied(admin, first) == sorted([IKEY, OTHER_IKEY])
    admin.response("DELETE", f"{POLICIES}/{first}")
    assert "policy_key" not in admin.response("GET", INTEGRATION)


def test_what_counts_for_a_user_is_the_applications_policy_before_the_global_one(
    admin: Administrator,
) -> None:
    send(admin, "PUT", f"{POLICIES}/global", sections={"a": {"x": 1}, "b": {"x": 1}})
    own = make(admin, sections={"b": {"y": 2}}, apply_to_apps=[IKEY])
    user = {"user_id": admin.user_id("alice")}

    def calculated(ikey: str) -> Any:
        return admin.response("GET", f"{POLICIES}/calculate", {**user, "integration_key": ikey})

    assert calculated(IKEY)["sections"] == {"a": {"x": 1}, "b": {"y": 2}}
    assert calculated(IKEY)["policy_elements"][0]["policy_key"] == own["policy_key"]
    assert calculated(OTHER_IKEY)["sections"] == {"a": {"x": 1}, "b": {"x": 1}}
    for wrong in ({"integration_key": "DIX"}, {"integration_key": IKEY, "user_id": "DUX"}):
        detail = "user_id" if "user_id" in wrong else "integration_key"
        refused = admin.refused("GET", f"{POLICIES}/calculate", {**user, **wrong})
        assert refused == (INVALID, detail)


def test_a_policy_is_copied_under_several_names_or_under_none(admin: Administrator) -> None:
    key = make(admin, sections=BROWSERS, apply_to_apps=[IKEY])["policy_key"]
    copy = f"{POLICIES}/copy"

    answer = send(admin, "POST", copy, policy_key=key, new_policy_names_list=["One", "Two"])

    assert [one["policy_name"] for one in answer["policies"]] == ["One", "Two"]
    assert all(one["sections"] == BROWSERS for one in answer["policies"])
    assert applied(admin, key) == [IKEY]
    before = listed(admin)
    refused: list[tuple[dict[str, Any], tuple[int, str]]] = [
        ({"new_policy_names_list": ["Three", "ONE"]}, (DUPLICATE, "new_policy_names_list")),
        ({"new_policy_names_list": ["Three", "Three"]}, (INVALID, "new_policy_names_list")),
        ({"new_policy_names_list": []}, (INVALID, "new_policy_names_list")),
        ({"new_policy_names_list": [3]}, (INVALID, "new_policy_names_list")),
        ({}, (MISSING, "new_policy_names_list")),
        ({"new_policy_names_list": ["Three"], "policy_key": "POX"}, (INVALID, "policy_key")),
    ]
    for params, wrong in refused:
        assert send(admin, "POST", copy, **{"policy_key": key, **params}) == wrong
    assert listed(admin) == before


def test_sections_of_several_policies_are_changed_at_once(admin: Administrator) -> None:
    keys = [make(admin, name, sections=BROWSERS)["policy_key"] for name in ("a", "b", "c")]

    changed = send(
        admin,
        "PUT",
        f"{POLICIES}/update",
        policies_to_update={"edit_all_policies": False, "edit_list": keys[:2]},
        policy_changes={"sections": "", "sections_to_delete": ["browsers"]},
    )

    assert [one["policy_key"] for one in changed] == keys[:2]
    assert [one["sections"] for one in listed(admin)] == [{}, {}, {}, BROWSERS]
    send(
        admin,
        "PUT",
        f"{POLICIES}/update",
        policies_to_update={"edit_all_policies": True, "edit_list": []},
        policy_changes={"sections": {"new": {"x": 1}}, "sections_to_delete": []},
    )
    assert all("new" in one["sections"] for one in listed(admin))


@pytest.mark.parametrize(
    ("which", "changes", "wrong"),
    [
        (None, {}, (MISSING, "policies_to_update")),
        ({}, None, (MISSING, "policy_changes")),
        ([], {}, (INVALID, "policies_to_update")),
        ({"edit_all_policies": False}, {}, (INVALID, "policies_to_update")),
        (
            {"edit_all_policies": False, "edit_list": ["POX"]},
            {},
            (INVALID, "policies_to_update"),
        ),
        ({}, {"sections": []}, (INVALID, "policy_changes")),
        ({}, {"sections_to_delete": ["x"]}, (INVALID, "policy_changes")),
    ],
)
def test_a_change_of_several_policies_that_cannot_be_changes_none(
    admin: Administrator, which: Any, changes: Any, wrong: tuple[int, str]
) -> None:
    make(admin, sections=BROWSERS)
    before = listed(admin)
    given = {"policies_to_update": which, "policy_changes": changes}

    assert send(admin, "PUT", f"{POLICIES}/update", **given) == wrong

    assert listed(admin) == before


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"policy_name": ""}, (MISSING, "policy_name")),
        ({"policy_name": "a\x07"}, (INVALID, "policy_name")),
        ({"policy_name": "STRICT"}, (DUPLICATE, "policy_name")),
        ({"policy_name": "global policy"}, (DUPLICATE, "policy_name")),
        ({"sections": ["browsers"]}, (INVALID, "sections")),
        ({"sections": {"browsers": 1}}, (INVALID, "sections")),
        ({"apply_to_apps": ["DIX"]}, (INVALID, "apply_to_apps")),
        ({"apply_to_apps": IKEY}, (INVALID, "apply_to_apps")),
        (
            {"apply_to_groups_in_apps": {"apply_group_policies_list": [{}]}},
            (INVALID, "apply_to_groups_in_apps"),
        ),
    ],
)
def test_a_policy_that_cannot_be_is_refused(
    admin: Administrator, params: dict[str, Any], wrong: tuple[int, str]
) -> None:
    make(admin)
    before = listed(admin)

    assert send(admin, "POST", POLICIES, **{"policy_name": "New", **params}) == wrong

    assert listed(admin) == before


def test_the_global_policy_keeps_its_name_its_sections_and_its_place(admin: Administrator) -> None:
    path = f"{POLICIES}/global"
    send(admin, "PUT", path, sections=BROWSERS)

    for params, wrong in (
        ({"policy_name": "x"}, "policy_name"),
        ({"sections_to_delete": ["browsers"]}, "sections_to_delete"),
        ({"apply_to_apps": [IKEY]}, "apply_to_apps"),
    ):
        assert send(admin, "PUT", path, **params) == (INVALID, wrong)
    assert admin.refused("DELETE", path) == (INVALID, "policy_key")
    assert admin.refused("POST", INTEGRATION, {"policy_key": "global"}) == (INVALID, "policy_key")
    assert admin.response("GET", path)["sections"] == BROWSERS
    assert admin.refused("GET", f"{POLICIES}/POX") == (NOT_FOUND, None)
