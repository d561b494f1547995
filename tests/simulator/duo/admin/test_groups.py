"""Groups of users in the Admin API, and what their status does to a login."""

from __future__ import annotations

import pytest

from failmode.simulator.duo.directory.records import UserStatus
from tests.simulator.duo.admin.administrator import Administrator

GROUPS = "/admin/v1/groups"
INVALID, MISSING, DUPLICATE, NOT_FOUND = 40002, 40001, 40003, 40401


def create(admin: Administrator, name: str = "Staff", **params: str) -> str:
    """Create a group with alice in it; returns its id."""
    made: str = admin.response("POST", GROUPS, {"name": name, **params})["group_id"]
    admin.response("POST", of_alice(admin), {"group_id": made})
    return made


def of_alice(admin: Administrator) -> str:
    return f"/admin/v1/users/{admin.user_id('alice')}/groups"


def test_a_group_is_told_with_what_is_known_of_it(admin: Administrator) -> None:
    made = admin.response(
        "POST", GROUPS, {"name": "Staff", "desc": "All", "status": "active", "push_enabled": "1"}
    )
    assert made == {
        "desc": "All",
        "group_id": made["group_id"],
        "mobile_otp_enabled": True,
        "name": "Staff",
        "push_enabled": True,
        "sms_enabled": True,
        "status": "active",
        "voice_enabled": True,
    }
    assert made["group_id"].startswith("DG")
    assert admin.response("GET", f"/admin/v2/groups/{made['group_id']}") == made
    assert admin.response("GET", f"{GROUPS}/{made['group_id']}") == {**made, "users": []}


def test_members_are_told_from_both_sides(admin: Administrator) -> None:
    group_id = create(admin)
    (of_user,) = admin.response("GET", of_alice(admin))
    assert of_user["group_id"] == group_id
    (user,) = admin.response("GET", "/admin/v1/users")
    assert user["groups"] == [of_user]
    (member,) = admin.response("GET", f"/admin/v2/groups/{group_id}/users")
    assert member["username"] == "alice"
    assert admin.response("GET", f"{GROUPS}/{group_id}")["users"] == [
        {"user_id": admin.user_id("alice"), "username": "alice"}
    ]

    admin.response("POST", of_alice(admin), {"group_id": group_id})
    admin.response("DELETE", f"{of_alice(admin)}/{group_id}")

    assert admin.response("GET", of_alice(admin)) == []


def test_groups_are_paged_and_found_by_id(admin: Administrator) -> None:
    ids = [create(admin, f"G{number}") for number in range(3)]
    body = admin.ok("GET", GROUPS, {"limit": "2"})
    assert [one["name"] for one in body["response"]] == ["G0", "G1"]
    assert body["metadata"] == {"next_offset": 2, "total_objects": 3}
    found = admin.response("GET", GROUPS, {"group_id_list": f'["{ids[1]}"]'})
    assert [one["name"] for one in found] == ["G1"]
    body = admin.ok("GET", of_alice(admin), {"limit": "1", "offset": "1"})
    assert body["metadata"] == {"next_offset": 2, "prev_offset": 0, "total_objects": 3}


def test_a_group_is_changed_and_deleted(admin: Administrator) -> None:
    group_id = create(admin)
    changed = admin.response("POST", f"{GROUPS}/{group_id}", {"name": "Board", "desc": "Few"})
    assert (changed["name"], changed["desc"], changed["status"]) == ("Board", "Few", "active")
    for _ in range(2):
        admin.response("DELETE", f"{GROUPS}/{group_id}")
    assert admin.response("GET", of_alice(admin)) == []
    actions = [one["action"] for one in admin.response("GET", "/admin/v1/logs/administrator")]
    assert actions == ["group_create", "user_update", "group_update", "group_delete"]


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({}, (MISSING, "name")),
        ({"name": "STAFF"}, (DUPLICATE, "name")),
        ({"name": "a\x07"}, (INVALID, "name")),
        ({"name": "b", "status": "locked out"}, (INVALID, "status")),
        ({"name": "b", "push_enabled": "0"}, (INVALID, "push_enabled")),
    ],
)
def test_a_group_that_cannot_be_is_refused(
    admin: Administrator, params: dict[str, str], refusal: tuple[int, str]
) -> None:
    create(admin)
    assert admin.refused("POST", GROUPS, params) == refusal


def test_what_is_not_there_is_not_found(admin: Administrator) -> None:
    group_id = create(admin)
    for method, path in (
        ("GET", f"{GROUPS}/DGNONE"),
        ("GET", "/admin/v2/groups/DGNONE"),
        ("GET", "/admin/v2/groups/DGNONE/users"),
        ("POST", f"{GROUPS}/DGNONE"),
        ("DELETE", f"{of_alice(admin)}/DGNONE"),
        ("GET", "/admin/v1/users/DUNONE/groups"),
        ("DELETE", f"/admin/v1/users/DUNONE/groups/{group_id}"),
    ):
        assert admin.refused(method, path) == (NOT_FOUND, None)
    assert admin.refused("POST", of_alice(admin), {"group_id": "DGNONE"}) == (INVALID, "group_id")


@pytest.mark.parametrize(("status", "result"), [("bypass", "allow"), ("disabled", "deny")])
def test_the_status_of_a_group_decides_about_its_members(
    admin: Administrator, status: str, result: str
) -> None:
    group_id = create(admin)
    assert admin.cloud.preauth(username="alice")["result"] == "auth"

    admin.response("POST", f"{GROUPS}/{group_id}", {"status": status})

    assert admin.cloud.preauth(username="alice")["result"] == result
    assert admin.cloud.auth(factor="push", device="auto")["result"] == result
    admin.response("DELETE", f"{of_alice(admin)}/{group_id}")
    assert admin.cloud.preauth(username="alice")["result"] == "auth"


def test_a_disabled_group_counts_before_one_with_bypass(admin: Administrator) -> None:
    create(admin, "A", status="bypass")
    create(admin, "B", status="disabled")
    assert admin.cloud.preauth(username="alice")["result"] == "deny"


def test_the_account_counts_before_its_groups(admin: Administrator) -> None:
    create(admin, status="bypass")
    for status in (UserStatus.DISABLED, UserStatus.LOCKED_OUT):
        admin.cloud.duo.users.set_status("alice", status)
        assert admin.cloud.preauth(username="alice")["result"] == "deny"


def test_the_log_tells_and_is_filtered_by_groups(admin: Administrator) -> None:
    group_id = create(admin)
    admin.cloud.auth(factor="push", device="auto")
    (entry,) = admin.log(groups=group_id)["authlogs"]
    assert entry["user"]["groups"] == ["Staff"]
    assert admin.log(groups="DGNONE")["authlogs"] == []


def test_a_snapshot_holds_groups_and_members(admin: Administrator) -> None:
    create(admin, status="bypass")
    snapshot = admin.cloud.store.snapshot()
    admin.cloud.store.clear()
    admin.cloud.store.restore(snapshot)
    assert admin.cloud.preauth(username="alice")["result"] == "allow"
