"""Administrators: made, read page by page, changed, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import NOW

ADMINS = "/admin/v1/admins"
MISSING, INVALID, DUPLICATE, FORBIDDEN, NOT_FOUND = 40001, 40002, 40003, 40301, 40401


def make(admin: Administrator, **params: str) -> Any:
    wanted = {"name": "Ada", "email": "ada@acme.example", "role": "Help Desk", **params}
    return admin.response("POST", ADMINS, wanted)


def test_an_administrator_has_the_documented_properties(admin: Administrator) -> None:
    made = make(admin, phone="+1 202 555 0100", password_change_required="1")

    assert made == {
        "admin_id": made["admin_id"],
        "admin_units": [],
        "created": int(NOW),
        "email": "ada@acme.example",
        "hardtoken": None,
        "last_login": None,
        "name": "Ada",
        "password_change_required": True,
        "phone": "+1 202 555 0100",
        "restricted_by_admin_units": False,
        "role": "Help Desk",
        "status": "Pending Activation",
    }
    assert made["admin_id"].startswith("DE")
    assert admin.response("GET", f"{ADMINS}/{made['admin_id']}") == made
    assert admin.response("GET", ADMINS) == [made]
    assert admin.response("GET", "/admin/v1/info/summary")["admin_count"] == 1


def test_what_is_left_out_of_a_change_stays(admin: Administrator) -> None:
    path = f"{ADMINS}/{make(admin)['admin_id']}"

    admin.response("POST", path, {"status": "Active", "role": "Billing"})
    changed = admin.response("POST", path, {"phone": "1", "name": "Ida"})

    assert (changed["name"], changed["phone"]) == ("Ida", "1")
    assert (changed["status"], changed["role"]) == ("Active", "Billing")
    assert admin.response("POST", f"{path}/reset") == ""
    assert admin.response("GET", path) == changed


def test_an_administrator_who_is_deleted_is_gone(admin: Administrator) -> None:
    path = f"{ADMINS}/{make(admin)['admin_id']}"

    assert [admin.response("DELETE", path) for _ in range(2)] == ["", ""]

    for method, where in (("GET", path), ("POST", path), ("POST", f"{path}/reset")):
        assert admin.refused(method, where) == (NOT_FOUND, None)
    log = admin.response("GET", "/admin/v1/logs/administrator")
    assert [(one["action"], one["object"]) for one in log] == [
        ("admin_create", "Ada"),
        ("admin_delete", "Ada"),
    ]


def test_administrators_come_page_by_page(admin: Administrator) -> None:
    for number in range(3):
        make(admin, email=f"a{number}@acme.example")

    body = admin.ok("GET", ADMINS, {"limit": "2", "offset": "1"})

    assert [one["email"] for one in body["response"]] == ["a1@acme.example", "a2@acme.example"]
    assert body["metadata"] == {"prev_offset": 0, "total_objects": 3}


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"name": ""}, (MISSING, "name")),
        ({"email": ""}, (MISSING, "email")),
        ({"email": "nobody"}, (INVALID, "email")),
        ({"email": "a b@acme.example"}, (INVALID, "email")),
        ({"email": "ADA@acme.example"}, (DUPLICATE, "email")),
        ({"role": "owner"}, (INVALID, "role")),
        ({"name": "a\x07"}, (INVALID, "name")),
        ({"phone": "a\x07"}, (INVALID, "phone")),
        ({"password_change_required": "x"}, (INVALID, "password_change_required")),
    ],
)
def test_an_administrator_who_cannot_be_is_refused(
    admin: Administrator, params: dict[str, str], wrong: tuple[int, str]
) -> None:
    before = make(admin)

    wanted = {"name": "Bo", "email": "bo@acme.example", **params}
    assert admin.refused("POST", ADMINS, wanted) == wrong

    assert admin.response("GET", ADMINS) == [before]


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"status": "active"}, "status"),
        ({"status": "Pending Activation"}, "status"),
        ({"status": "Expired"}, "status"),
        ({"status": "Disabled", "role": "Owner"}, "status"),
        ({"role": "x"}, "role"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    before = make(admin)
    path = f"{ADMINS}/{before['admin_id']}"

    assert admin.refused("POST", path, params) == (INVALID, wrong)

    assert admin.response("GET", path) == before


def test_an_owner_stays_able_to_log_in(admin: Administrator) -> None:
    path = f"{ADMINS}/{make(admin)['admin_id']}"
    admin.response("POST", path, {"status": "Disabled"})

    assert admin.refused("POST", path, {"role": "Owner"}) == (INVALID, "role")
    assert admin.response("POST", path, {"role": "Owner", "status": "Active"})["role"] == "Owner"
    assert admin.refused("POST", path, {"status": "Disabled"}) == (INVALID, "status")


@pytest.mark.parametrize("permission", ["adminapi_admins", "adminapi_admins_read"])
def test_reading_needs_one_of_two_permissions_and_writing_one(
    admin: Administrator, permission: str
) -> None:
    wanted = {"name": "x", "type": "adminapi", permission: "1"}
    made = admin.response("POST", "/admin/v3/integrations", wanted)
    program = Administrator(admin.cloud, made["integration_key"], made["secret_key"])
    account = make(admin)

    assert program.response("GET", ADMINS) == [account]
    assert program.response("GET", f"{ADMINS}/{account['admin_id']}") == account
    if permission == "adminapi_admins_read":
        refused = program.refused("DELETE", f"{ADMINS}/{account['admin_id']}")
        assert refused == (FORBIDDEN, None)
    else:
        assert make(program, email="b@acme.example")["name"] == "Ada"
