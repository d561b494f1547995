"""Many users made by one call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from failmode.simulator.duo.api.signature import Version
from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import failure

BULK = "/admin/v1/users/bulk_create"
MISSING, INVALID, DUPLICATE = 40001, 40002, 40003


def test_users_are_made_in_the_order_in_which_they_were_given(admin: Administrator) -> None:
    wanted = [
        {"username": "zoe", "realname": "Zoe Ö", "status": "bypass", "firstname": "Zoe"},
        {"username": "bob", "email": "bob@acme.example", "notes": None},
    ]

    made = admin.response("POST", BULK, {"users": json.dumps(wanted)})

    assert [one["username"] for one in made] == ["zoe", "bob"]
    assert made[0] == admin.response("GET", f"/admin/v1/users/{made[0]['user_id']}")
    assert (made[0]["realname"], made[0]["firstname"]) == ("Zoe Ö", "Zoe")
    assert admin.cloud.preauth(username="zoe")["result"] == "allow"
    log = admin.response("GET", "/admin/v1/logs/administrator")
    assert [(one["action"], one["object"]) for one in log] == [
        ("user_create", "zoe"),
        ("user_create", "bob"),
    ]


def test_a_json_body_may_hold_the_list_itself(admin: Administrator) -> None:
    users: Any = [{"username": "zoe"}]

    answer = admin.call("POST", BULK, {"users": users}, version=Version.V5)

    assert answer.status_code == 200, failure(answer)


@pytest.mark.parametrize(
    ("users", "wrong"),
    [
        ("", (MISSING, "users")),
        ("[]", (INVALID, "users")),
        ("{}", (INVALID, "users")),
        ('["bob"]', (INVALID, "users")),
        ("[", (INVALID, "users")),
        (json.dumps([{"username": f"u{n}"} for n in range(101)]), (INVALID, "users")),
        ('[{"username": "bob"}, {"email": "x"}]', (MISSING, "username")),
        ('[{"username": "bob"}, {"username": "BOB"}]', (DUPLICATE, "username")),
        ('[{"username": "bob"}, {"username": "ALICE"}]', (DUPLICATE, "username")),
        ('[{"username": "bob"}, {"username": "eve", "status": "x"}]', (INVALID, "status")),
        ('[{"username": "bob"}, {"username": {"a": 1}}]', (INVALID, "username")),
        ('[{"username": "bob"}, {"username": "a\\u0007"}]', (INVALID, "username")),
        ('[{"username": "bob"}, {"username": "a\\ud800"}]', (INVALID, "users")),
    ],
)
def test_one_wrong_user_leaves_all_of_them_unmade(
    admin: Administrator, users: str, wrong: tuple[int, str]
) -> None:
    assert admin.refused("POST", BULK, {"users": users}) == wrong

    assert [user.username for user in admin.cloud.duo.users.all()] == ["alice"]
    assert admin.response("GET", "/admin/v1/logs/administrator") == []


def test_as_many_users_are_made_as_one_call_may_make(admin: Administrator) -> None:
    wanted = [{"username": f"u{number}"} for number in range(100)]

    made = admin.response("POST", BULK, {"users": json.dumps(wanted)})

    assert len(made) == 100
    assert len(admin.cloud.duo.users.all()) == 101
