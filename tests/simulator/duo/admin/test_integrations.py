"""Integrations of every type: made, read, changed, deleted, and what they decide about logins."""

from __future__ import annotations

import json
from typing import Any

import pytest

from failmode.simulator.duo.api.signature import Version
from tests.simulator.duo.admin.administrator import ADMIN_IKEY, ADMIN_SKEY, Administrator
from tests.simulator.duo.cloud import IKEY, Cloud, failure

INTEGRATIONS = "/admin/v3/integrations"
V1 = "/admin/v1/integrations"
MISSING, INVALID, FORBIDDEN, NOT_FOUND = 40001, 40002, 40301, 40401
OF_PRODUCTS = ("authapi", "radius", "ldapproxy", "rdp", "unix", "okta", "1password")
VERSIONS = pytest.mark.parametrize("version", ["v1", "v2", "v3"])


def make(admin: Administrator, kind: str, **params: str) -> Any:
    return admin.response("POST", INTEGRATIONS, {"name": kind, "type": kind, **params})


def change(admin: Administrator, **params: str) -> Any:
    return admin.response("POST", f"{INTEGRATIONS}/{IKEY}", params)


def skey(admin: Administrator, ikey: str) -> str:
    found: str = admin.response("GET", f"{V1}/{ikey}/skey")["secret_key"]
    return found


def check(cloud: Cloud, made: Any, path: str = "/auth/v2/check") -> int:
    key = {"ikey": made["integration_key"], "skey": made["secret_key"]}
    return cloud.call("GET", path, version=Version.V2, **key).status_code


# Types


@VERSIONS
@pytest.mark.parametrize("kind", OF_PRODUCTS)
def test_an_integration_of_a_product_may_use_the_auth_api_and_no_other(
    admin: Administrator, version: str, kind: str
) -> None:
    path = f"/admin/{version}/integrations"

    made = admin.response("POST", path, {"name": "Mine", "type": kind})

    assert (made["name"], made["type"]) == ("Mine", kind)
    assert check(admin.cloud, made) == 200
    assert check(admin.cloud, made, "/admin/v1/users") == 403
    assert "adminapi_info" not in made


@pytest.mark.parametrize("kind", ["accountsapi", "adminapi", "websdk", "sso-generic"])
def test_an_integration_of_another_api_is_kept_out_of_the_auth_api(
    admin: Administrator, kind: str
) -> None:
    assert check(admin.cloud, make(admin, kind)) == 403


@pytest.mark.parametrize("kind", ["RDP", "rdp ", "two words", "-", "a" * 65, "azure-ca"])
def test_a_type_of_which_no_integration_can_be_made_is_refused(
    admin: Administrator, kind: str
) -> None:
    assert admin.refused("POST", INTEGRATIONS, {"name": "x", "type": kind}) == (INVALID, "type")


def test_single_sign_on_is_configured_by_a_later_version_and_told_as_it_was_given(
    admin: Administrator,
) -> None:
    sso = {"saml_config": {"entity_id": "e", "acs_urls": [{"url": "https://x/acs", "index": None}]}}
    wanted = {"name": "x", "type": "sso-generic", "sso": json.dumps(sso)}

    assert admin.refused("POST", V1, wanted) == (INVALID, "type")
    made = admin.response("POST", INTEGRATIONS, wanted)
    path = f"{INTEGRATIONS}/{made['integration_key']}"

    assert made["sso"] == sso
    assert admin.response("POST", path, {"name": "y"})["sso"] == sso
    for wrong in ("[]", "x", '{"a": NaN}', '{"a": "\\u0000"}', '{"a": 1, "a": 2}', "[" * 100_000):
        assert admin.refused("POST", path, {"sso": wrong}) == (INVALID, "sso")
    assert admin.refused("POST", INTEGRATIONS, {**wanted, "type": "rdp"}) == (INVALID, "sso")


# Reading


@VERSIONS
def test_integrations_are_the_same_in_every_version_but_for_the_secret_key(
    admin: Administrator, version: str
) -> None:
    make(admin, "unix", notes="a\nb", greeting="Hello")

    def without_secret(path: str) -> list[Any]:
        return [
            {name: value for name, value in one.items() if name != "secret_key"}
            for one in admin.response("GET", path)
        ]

    assert without_secret(INTEGRATIONS) == without_secret(f"/admin/{version}/integrations")
    assert {"Windows", "Admin", "unix"} <= {one["name"] for one in admin.response("GET", V1)}


def test_v3_tells_a_secret_key_to_whoever_makes_it_and_masks_it_afterwards(
    admin: Administrator,
) -> None:
    made = make(admin, "unix")
    path = f"{INTEGRATIONS}/{made['integration_key']}"
    masked = "*" * 36 + made["secret_key"][-4:]

    assert skey(admin, made["integration_key"]) == made["secret_key"]
    assert admin.response("GET", path)["secret_key"] == masked
    assert admin.response("POST", path, {"notes": "x"})["secret_key"] == masked
    assert masked in [one["secret_key"] for one in admin.response("GET", INTEGRATIONS)]
    v1 = admin.response("GET", f"{V1}/{made['integration_key']}")
    assert v1["secret_key"] == made["secret_key"]

    renewed = admin.response("POST", path, {"reset_secret_key": "1"})["secret_key"]
    assert renewed == skey(admin, made["integration_key"]) != made["secret_key"]
    assert check(admin.cloud, made) == 401
    assert check(admin.cloud, {**made, "secret_key": renewed}) == 200


def test_integrations_come_page_by_page(admin: Administrator) -> None:
    for number in range(5):
        make(admin, "unix", name=f"u{number}")
    total = len(admin.response("GET", INTEGRATIONS))

    first = admin.ok("GET", INTEGRATIONS, {"limit": "4"})
    rest = admin.ok("GET", INTEGRATIONS, {"limit": "1000", "offset": "4"})

    assert first["metadata"] == {"next_offset": 4, "total_objects": total}
    keys = [one["integration_key"] for one in first["response"] + rest["response"]]
    assert len(set(keys)) == total


def test_what_is_told_of_an_integration_depends_on_its_type(admin: Administrator) -> None:
    assert make(admin, "accountsapi")["networks_for_api_access"] == ""
    assert make(admin, "websdk")["prompt_v4_enabled"] == 1
    made = make(admin, "rdp", username_normalization_policy="Simple")
    assert set(made) == {
        *("enroll_policy", "greeting", "groups_allowed", "integration_key", "name", "notes"),
        *("secret_key", "self_service_allowed", "trusted_device_days", "type", "user_access"),
        "username_normalization_policy",
    }
    assert made["username_normalization_policy"] == "Simple"


def test_an_integration_that_is_deleted_is_gone(admin: Administrator) -> None:
    made = make(admin, "unix", groups_allowed=_group(admin))
    path = f"{INTEGRATIONS}/{made['integration_key']}"

    admin.response("DELETE", path)

    assert admin.refused("GET", path) == (NOT_FOUND, None)
    assert admin.refused("DELETE", path) == (NOT_FOUND, None)
    assert check(admin.cloud, made) == 401


# Wrong parameters


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"enroll_policy": "perhaps"}, (INVALID, "enroll_policy")),
        ({"adminapi_info": "1"}, (INVALID, "adminapi_info")),
        ({"type": "adminapi", "adminapi_info": "2"}, (INVALID, "adminapi_info")),
        (
            {"username_normalization_policy": "all"},
            (INVALID, "username_normalization_policy"),
        ),
        ({"trusted_device_days": "61"}, (INVALID, "trusted_device_days")),
        ({"trusted_device_days": "-1"}, (INVALID, "trusted_device_days")),
        ({"groups_allowed": "DGNOTHING"}, (INVALID, "groups_allowed")),
        ({"user_access": "PERMITTED_GROUPS"}, (INVALID, "groups_allowed")),
        ({"user_access": "some"}, (INVALID, "user_access")),
        ({"ip_whitelist": "192.0.2.0/24"}, (INVALID, "ip_whitelist")),
        ({"ip_whitelist_enroll_policy": "allow"}, (INVALID, "ip_whitelist_enroll_policy")),
        ({"networks_for_api_access": "192.0.2.1"}, (INVALID, "networks_for_api_access")),
        ({"self_service_allowed": "2"}, (INVALID, "self_service_allowed")),
        ({"greeting": "a\x07"}, (INVALID, "greeting")),
        ({"name": "a\x07"}, (INVALID, "name")),
        ({"name": ""}, (MISSING, "name")),
        ({"type": ""}, (MISSING, "type")),
    ],
)
def test_an_integration_that_cannot_be_is_refused(
    admin: Administrator, params: dict[str, str], wrong: tuple[int, str]
) -> None:
    before = admin.response("GET", INTEGRATIONS)

    wanted = {"name": "x", "type": "authapi", **params}
    assert admin.refused("POST", INTEGRATIONS, wanted) == wrong

    changed = {name: value for name, value in params.items() if name != "type"}
    if changed and "type" not in params:
        refused = admin.refused("POST", f"{INTEGRATIONS}/{IKEY}", changed)
        assert refused == (INVALID, wrong[1])
    assert admin.response("GET", INTEGRATIONS) == before


# Permissions


def test_deciding_permissions_changes_only_those_that_are_named(admin: Administrator) -> None:
    made = make(admin, "adminapi", adminapi_info="1")
    path = f"{INTEGRATIONS}/{made['integration_key']}"

    changed = admin.response("POST", path, {"adminapi_read_log": "1", "adminapi_info": "0"})

    assert (made["adminapi_info"], made["adminapi_read_log"]) == (1, 0)
    assert (changed["adminapi_info"], changed["adminapi_read_log"]) == (0, 1)


def test_permissions_are_given_only_by_who_may_give_them(admin: Administrator) -> None:
    own = f"{INTEGRATIONS}/{ADMIN_IKEY}"
    admin.response("POST", own, {"adminapi_allow_to_set_permissions": "0"})

    wanted = {"name": "x", "type": "adminapi", "adminapi_info": "1"}
    assert admin.refused("POST", INTEGRATIONS, wanted) == (FORBIDDEN, None)
    assert admin.refused("POST", own, {"adminapi_allow_to_set_permissions": "1"}) == (
        FORBIDDEN,
        None,
    )
    made = admin.response("POST", INTEGRATIONS, {"name": "x", "type": "adminapi"})
    assert made["adminapi_info"] == 0
    assert skey(admin, ADMIN_IKEY) == ADMIN_SKEY


# What they decide about logins


def _group(admin: Administrator, *usernames: str) -> str:
    made = admin.response("POST", "/admin/v1/groups", {"name": "staff"})
    for username in usernames:
        path = f"/admin/v1/users/{admin.user_id(username)}/groups"
        admin.response("POST", path, {"group_id": made["group_id"]})
    group_id: str = made["group_id"]
    return group_id


def _came_to(admin: Administrator, username: str) -> tuple[str, str]:
    asked = {"username": username, "factor": "push", "device": "auto"}
    preauth = admin.cloud.preauth(username=username)["result"]
    return preauth, admin.cloud.auth(**asked)["result"]


@pytest.mark.parametrize("status", ["active", "bypass"])
def test_only_members_of_the_permitted_groups_log_in(admin: Administrator, status: str) -> None:
    bob = admin.cloud.duo.users.add("bob")
    admin.cloud.duo.devices.add_phone("bob", "+12025550199")
    admin.response("POST", f"/admin/v1/users/{bob.user_id}", {"status": status})
    staff = _group(admin, "alice")

    changed = change(admin, groups_allowed=staff)

    assert (changed["user_access"], changed["groups_allowed"]) == ("PERMITTED_GROUPS", [staff])
    assert _came_to(admin, "alice") == ("auth", "allow")
    assert _came_to(admin, "bob") == ("deny", "deny")
    assert admin.cloud.preauth(username="nobody")["result"] == "deny"
    reasons = {(one["user"]["name"], one["reason"]) for one in admin.log()["authlogs"]}
    assert reasons == {("alice", "user_approved"), ("bob", "denied_by_policy")}
    # A group that is deleted permits nobody any more.
    admin.response("DELETE", f"/admin/v1/groups/{staff}")
    assert _came_to(admin, "alice") == ("deny", "deny")
    assert change(admin, user_access="ALL_USERS")["groups_allowed"] == []
    assert _came_to(admin, "alice") == ("auth", "allow")


def test_nobody_logs_in_where_nobody_may(admin: Administrator) -> None:
    assert change(admin, user_access="NO_USERS")["user_access"] == "NO_USERS"

    assert _came_to(admin, "alice") == ("deny", "deny")


@pytest.mark.parametrize(
    ("policy", "result", "reason"),
    [
        ("allow", "allow", "allow_unenrolled_user"),
        ("deny", "deny", "deny_unenrolled_user"),
        ("enroll", "enroll", None),
    ],
)
def test_the_enroll_policy_decides_about_users_without_a_device(
    admin: Administrator, policy: str, result: str, reason: str | None
) -> None:
    admin.cloud.duo.users.add("ivy")

    assert change(admin, enroll_policy=policy)["enroll_policy"] == policy

    assert admin.cloud.preauth(username="ivy")["result"] == result
    assert admin.cloud.preauth(username="nobody")["result"] == result
    assert [one["reason"] for one in admin.log()["authlogs"]] == ([reason] if reason else [])
    assert _came_to(admin, "alice") == ("auth", "allow")


def test_a_disabled_user_without_a_device_is_denied_whatever_the_enroll_policy(
    admin: Administrator,
) -> None:
    ivy = admin.response("POST", "/admin/v1/users", {"username": "ivy", "status": "disabled"})
    change(admin, enroll_policy="allow")

    assert admin.cloud.preauth(user_id=ivy["user_id"])["result"] == "deny"


def test_trusted_device_days_say_how_long_a_device_is_remembered(admin: Administrator) -> None:
    assert change(admin, trusted_device_days="2")["trusted_device_days"] == 2

    token = admin.cloud.auth(factor="push", device="auto")["trusted_device_token"]
    again = {"username": "alice", "trusted_device_token": token}
    for seconds, result in ((2 * 86_400 - 1, "allow"), (1, "auth")):
        admin.cloud.clock.advance(seconds)
        at = admin.cloud.clock.now()
        answer = admin.cloud.call("POST", "/auth/v2/preauth", again, at=at).json
        assert answer is not None
        assert answer["response"]["result"] == result


def test_a_call_without_its_permission_is_forbidden(admin: Administrator) -> None:
    made = make(admin, "adminapi", adminapi_read_log="1")
    reader = Administrator(admin.cloud, made["integration_key"], made["secret_key"])

    assert failure(reader.call("GET", INTEGRATIONS))[1] == FORBIDDEN
    assert reader.refused("POST", INTEGRATIONS, {"name": "x", "type": "rdp"}) == (FORBIDDEN, None)
