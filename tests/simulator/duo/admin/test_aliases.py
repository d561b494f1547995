"""Aliases: given by the Admin API, taken at a login as the user's name."""

from __future__ import annotations

import pytest

from failmode.simulator.duo.directory.records import UsernameNormalization
from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import IKEY

USERS = "/admin/v1/users"
INVALID, DUPLICATE = 40002, 40003


def path_of(admin: Administrator) -> str:
    return f"{USERS}/{admin.user_id('alice')}"


def aliases(admin: Administrator) -> dict[str, str]:
    found: dict[str, str] = admin.response("GET", path_of(admin))["aliases"]
    return found


def test_a_new_user_has_the_aliases_that_were_given(admin: Administrator) -> None:
    made = admin.response(
        "POST", USERS, {"username": "bob", "alias1": "robert", "alias4": "bob@acme.example"}
    )
    assert made["aliases"] == {"alias1": "robert", "alias4": "bob@acme.example"}
    assert [made[f"alias{n}"] for n in range(1, 5)] == ["robert", None, None, "bob@acme.example"]


def test_aliases_are_changed_one_by_one_or_together(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al", "alias2": "ali"})
    admin.response("POST", path_of(admin), {"alias1": ""})
    assert aliases(admin) == {"alias2": "ali"}
    admin.response("POST", path_of(admin), {"aliases": "alias1=a%40b.example&alias8=lice"})
    assert aliases(admin) == {"alias1": "a@b.example", "alias8": "lice"}
    admin.response("POST", path_of(admin), {"realname": "Alice"})
    assert aliases(admin) == {"alias1": "a@b.example", "alias8": "lice"}
    admin.response("POST", path_of(admin), {"aliases": ""})
    assert aliases(admin) == {}


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"alias1": "a\x07"}, (INVALID, "alias1")),
        ({"aliases": "alias9=a"}, (INVALID, "aliases")),
        ({"aliases": "nick=a"}, (INVALID, "aliases")),
        ({"aliases": "alias1=a&alias1=b"}, (INVALID, "aliases")),
        ({"aliases": "alias1=%07"}, (INVALID, "aliases")),
        ({"aliases": "alias1=a", "alias2": "b"}, (INVALID, "aliases")),
        ({"alias1": "BOB"}, (DUPLICATE, "alias")),
        ({"alias1": "Robert"}, (DUPLICATE, "alias")),
        ({"alias1": "a", "alias2": "A"}, (DUPLICATE, "alias")),
        ({"username": "robert"}, (DUPLICATE, "username")),
    ],
)
def test_an_alias_that_cannot_be_is_refused_and_nothing_changes(
    admin: Administrator, params: dict[str, str], refusal: tuple[int, str]
) -> None:
    admin.response("POST", USERS, {"username": "bob", "alias1": "robert"})
    assert admin.refused("POST", path_of(admin), params) == refusal
    assert aliases(admin) == {}


def test_nobody_gets_a_name_that_is_an_alias(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al"})
    assert admin.refused("POST", USERS, {"username": "AL"}) == (DUPLICATE, "username")
    assert admin.cloud.call("POST", "/auth/v2/enroll", {"username": "al"}).status_code == 400


def test_a_user_logs_in_by_an_alias(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al"})
    assert admin.cloud.preauth(username="AL")["result"] == "auth"
    assert admin.cloud.auth(username="al", factor="push", device="auto")["result"] == "allow"
    (entry,) = admin.log()["authlogs"]
    assert entry["user"]["name"] == "alice"

    admin.response("POST", path_of(admin), {"alias1": ""})

    assert admin.cloud.preauth(username="al")["result"] == "enroll"


def test_an_alias_is_compared_as_the_integration_compares_names(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al"})
    assert admin.cloud.preauth(username="ACME\\al")["result"] == "auth"
    admin.cloud.duo.integrations.set_username_normalization(IKEY, UsernameNormalization.NONE)
    assert admin.cloud.preauth(username="ACME\\al")["result"] == "enroll"
    assert admin.cloud.preauth(username="al")["result"] == "auth"


def test_a_name_counts_before_an_alias(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "bob@acme.example"})
    bob = admin.response("POST", USERS, {"username": "bob", "status": "bypass"})
    assert admin.cloud.preauth(username="bob")["result"] == "allow"
    admin.response("DELETE", f"{USERS}/{bob['user_id']}")
    assert admin.cloud.preauth(username="bob")["result"] == "auth"


def test_a_snapshot_holds_aliases(admin: Administrator) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al"})
    snapshot = admin.cloud.store.snapshot()
    admin.cloud.store.clear()
    admin.cloud.store.restore(snapshot)
    assert admin.cloud.preauth(username="al")["result"] == "auth"


@pytest.mark.parametrize(
    ("sent", "normalization", "logged"),
    [
        ("al", "none", "al"),
        ("AL", "none", "al"),
        ("ACME\\al", "simple", "al"),
        ("al@acme.example", "simple", "al"),
        ("alice", "none", ""),
        ("ALICE@acme.example", "simple", ""),
    ],
)
def test_the_log_tells_by_which_alias_a_login_named_its_user(
    admin: Administrator, sent: str, normalization: str, logged: str
) -> None:
    admin.response("POST", path_of(admin), {"alias1": "al"})
    policy = {"username_normalization_policy": normalization}
    admin.response("POST", f"/admin/v3/integrations/{IKEY}", policy)

    admin.cloud.auth(username=sent, factor="push", device="auto")
    admin.response("POST", path_of(admin), {"status": "bypass"})
    admin.cloud.preauth(username=sent)
    admin.response("POST", path_of(admin), {"alias1": ""})

    entries = admin.log()["authlogs"]
    assert [(one["user"]["name"], one["alias"]) for one in entries] == [("alice", logged)] * 2
