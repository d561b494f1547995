"""Users, phones, tokens, bypass codes and integrations through the Admin API."""

from __future__ import annotations

import json
from typing import Any

import pytest

from failmode.simulator.duo.admin.operations import OPERATIONS
from failmode.simulator.duo.api.signature import Version
from failmode.simulator.duo.directory.records import UserStatus
from failmode.terms.logins import Answer
from tests.simulator.duo.admin.administrator import Administrator
from tests.simulator.duo.cloud import Cloud, failure

USERS = "/admin/v1/users"
PHONES = "/admin/v1/phones"
TOKENS = "/admin/v1/tokens"
INTEGRATIONS = "/admin/v3/integrations"
SECRET = "3132333435363738393031323334353637383930"
MISSING, INVALID, DUPLICATE, FORBIDDEN, NOT_FOUND = 40001, 40002, 40003, 40301, 40401


# Permission and signature


@pytest.mark.parametrize("call", OPERATIONS, ids=lambda call: str(call.name))
def test_every_call_is_for_integrations_of_the_admin_api_only(cloud: Cloud, call: Any) -> None:
    path = call.path.replace("{", "").replace("}", "")

    answer = cloud.call(call.method, path)

    assert failure(answer) == (403, FORBIDDEN, "Access forbidden", None)


@pytest.mark.parametrize("call", OPERATIONS, ids=lambda call: str(call.name))
def test_every_call_needs_its_permission(admin: Administrator, call: Any) -> None:
    made = admin.response("POST", INTEGRATIONS, {"name": "nothing", "type": "adminapi"})
    path = call.path.replace("{", "").replace("}", "")

    nobody = Administrator(admin.cloud, made["integration_key"], made["secret_key"])

    assert nobody.refused(call.method, path) == (FORBIDDEN, None)


def test_the_admin_api_is_not_signed_without_a_date(admin: Administrator) -> None:
    answer = admin.call("GET", USERS, version=Version.V1)

    assert answer.status_code == 401


def test_an_integration_of_the_admin_api_may_not_log_people_in(admin: Administrator) -> None:
    assert admin.refused("POST", "/auth/v2/preauth", {"username": "alice"}) == (FORBIDDEN, None)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/admin/v1/nothing"),
        ("GET", "/admin/v1/users/DUNOBODY"),
        ("POST", "/admin/v1/users/DUNOBODY"),
        ("GET", "/admin/v1/users/DUNOBODY/phones"),
        ("POST", "/admin/v1/users/DUNOBODY/bypass_codes"),
        ("GET", "/admin/v1/phones/DPNOTHING"),
        ("POST", "/admin/v1/phones/DPNOTHING"),
        ("GET", "/admin/v1/tokens/DHNOTHING"),
        ("GET", "/admin/v1/bypass_codes/DBNOTHING"),
        ("GET", "/admin/v3/integrations/DINOTHING"),
        ("DELETE", "/admin/v3/integrations/DINOTHING"),
        ("GET", "/admin/v1/integrations/DINOTHING/skey"),
    ],
)
def test_what_is_not_there_is_not_found(admin: Administrator, method: str, path: str) -> None:
    assert admin.refused(method, path) == (NOT_FOUND, None)


@pytest.mark.parametrize("thing", ["users", "phones", "tokens", "bypass_codes"])
def test_deleting_what_is_gone_already_does_nothing(admin: Administrator, thing: str) -> None:
    assert admin.response("DELETE", f"/admin/v1/{thing}/DXNOTHING") == ""
    assert admin.response("GET", "/admin/v1/logs/administrator") == []


# Pages


@pytest.mark.parametrize(
    ("limit", "offset", "names", "metadata"),
    [
        (None, None, ["alice", "u1", "u2", "u3", "u4"], {}),
        ("2", None, ["alice", "u1"], {"next_offset": 2}),
        ("2", "2", ["u2", "u3"], {"next_offset": 4, "prev_offset": 0}),
        ("2", "4", ["u4"], {"prev_offset": 2}),
        ("2", "3", ["u3", "u4"], {"prev_offset": 1}),
        ("5", "0", ["alice", "u1", "u2", "u3", "u4"], {}),
        ("4", "0", ["alice", "u1", "u2", "u3"], {"next_offset": 4}),
        ("300", "5", [], {"prev_offset": 0}),
    ],
)
def test_a_list_comes_in_pages(
    admin: Administrator,
    limit: str | None,
    offset: str | None,
    names: list[str],
    metadata: dict[str, int],
) -> None:
    for number in range(1, 5):
        admin.cloud.duo.users.add(f"u{number}")
    asked = {"limit": limit, "offset": offset}

    body = admin.ok("GET", USERS, {key: value for key, value in asked.items() if value})

    assert [one["username"] for one in body["response"]] == names
    assert body["metadata"] == {"total_objects": 5, **metadata}


@pytest.mark.parametrize(
    ("path", "most"),
    [(USERS, 300), (PHONES, 500), (TOKENS, 500), ("/admin/v1/bypass_codes", 500)],
)
def test_a_page_has_one_object_at_least(admin: Administrator, path: str, most: int) -> None:
    assert admin.ok("GET", path, {"limit": str(most)})["metadata"]["total_objects"] >= 0
    for limit in ("0", "-1", "ten", "1.5", "9" * 30, "٣"):
        assert admin.refused("GET", path, {"limit": limit}) == (INVALID, "limit")
    assert admin.refused("GET", path, {"offset": "-1"}) == (INVALID, "offset")


@pytest.mark.parametrize("limit", ["301", "1000", "999999999"])
def test_a_limit_above_the_most_gives_a_page_of_the_most(admin: Administrator, limit: str) -> None:
    for number in range(301):
        admin.cloud.duo.users.add(f"u{number}")

    first = admin.ok("GET", USERS, {"limit": limit})
    rest = admin.ok("GET", USERS, {"limit": limit, "offset": "300"})

    assert len(first["response"]) == 300
    assert first["metadata"] == {"next_offset": 300, "total_objects": 302}
    assert len(rest["response"]) == 2


@pytest.mark.parametrize(
    ("path", "params", "missing"),
    [
        (USERS, {}, "username"),
        (USERS, {"username": ""}, "username"),
        (TOKENS, {"serial": "1", "secret": SECRET}, "type"),
        (TOKENS, {"type": "h6", "secret": SECRET}, "serial"),
        (TOKENS, {"type": "h6", "serial": "1"}, "secret"),
        (INTEGRATIONS, {"type": "authapi"}, "name"),
        (INTEGRATIONS, {"name": "x"}, "type"),
    ],
)
def test_nothing_is_made_without_a_parameter_that_it_needs(
    admin: Administrator, path: str, params: dict[str, str], missing: str
) -> None:
    before = admin.response("GET", path)

    assert admin.refused("POST", path, params) == (MISSING, missing)
    assert admin.response("GET", path) == before


# Users


def test_a_user_has_the_documented_properties(admin: Administrator) -> None:
    user = admin.response("GET", f"{USERS}/{admin.user_id('alice')}")

    assert set(user) == {
        *("alias1", "alias2", "alias3", "alias4", "aliases", "created", "email", "firstname"),
        *("groups", "is_enrolled", "last_directory_sync", "last_login", "lastname", "notes"),
        *("phones", "realname", "status", "tokens", "u2ftokens", "user_id", "username"),
        "webauthncredentials",
    }
    assert user["created"] == int(admin.cloud.clock.now())
    assert (user["status"], user["is_enrolled"], user["last_login"]) == ("active", True, None)


def test_what_is_left_out_of_a_change_stays(admin: Administrator) -> None:
    made = admin.response(
        "POST",
        USERS,
        {"username": "ivy", "firstname": "Ivy", "email": "i@example.org", "notes": "a\nb"},
    )
    path = f"{USERS}/{made['user_id']}"

    admin.response("POST", path, {"lastname": "O", "status": "disabled"})
    user = admin.response("POST", path, {"email": ""})

    assert (user["firstname"], user["lastname"], user["email"]) == ("Ivy", "O", "")
    assert (user["notes"], user["status"]) == ("a\nb", "disabled")


@pytest.mark.parametrize("status", ["locked out", "pending deletion", "Active", "x"])
def test_an_administrator_gives_documented_statuses_only(admin: Administrator, status: str) -> None:
    path = f"{USERS}/{admin.user_id('alice')}"

    assert admin.refused("POST", path, {"status": status}) == (INVALID, "status")
    assert admin.cloud.duo.users.get("alice").status is UserStatus.ACTIVE


def test_a_name_is_given_once_whatever_its_case(admin: Administrator) -> None:
    bob = admin.cloud.duo.users.add("bob").user_id

    assert admin.refused("POST", USERS, {"username": "ALICE"}) == (DUPLICATE, "username")
    assert admin.refused("POST", f"{USERS}/{bob}", {"username": "Alice"}) == (
        DUPLICATE,
        "username",
    )
    assert admin.response("POST", f"{USERS}/{bob}", {"username": "Bob"})["username"] == "Bob"


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"username": "a\x07"}, "username"),
        ({"username": "i", "realname": "a\nb"}, "realname"),
        ({"username": "i", "notes": "a\x07"}, "notes"),
        ({"username": "i", "email": "\0"}, "email"),
    ],
)
def test_a_user_that_cannot_be_is_refused_by_the_name_of_the_parameter(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    assert admin.refused("POST", USERS, params) == (INVALID, wrong)
    assert [user.username for user in admin.cloud.duo.users.all()] == ["alice"]


@pytest.mark.parametrize("names", ["alice", "[1]", '{"a": 1}', "[" * 5000])
def test_lists_of_names_are_json_arrays_of_texts(admin: Administrator, names: str) -> None:
    assert admin.refused("GET", USERS, {"username_list": names}) == (INVALID, "username_list")


def test_users_are_found_by_list_and_paged(admin: Administrator) -> None:
    for number in range(1, 5):
        admin.cloud.duo.users.add(f"u{number}")

    body = admin.ok("GET", USERS, {"username_list": json.dumps(["u4", "u1", "u2"]), "limit": "2"})

    assert [one["username"] for one in body["response"]] == ["u1", "u2"]
    assert body["metadata"] == {"next_offset": 2, "total_objects": 3}


def test_a_deleted_users_phone_can_be_given_to_another(admin: Administrator) -> None:
    (phone,) = admin.cloud.duo.users.get("alice").devices
    admin.cloud.duo.users.add("bob")

    admin.response("DELETE", f"{USERS}/{admin.user_id('alice')}")
    path = f"{USERS}/{admin.user_id('bob')}/phones"
    admin.response("POST", path, {"phone_id": phone.device})

    assert admin.cloud.preauth(username="alice")["result"] == "enroll"
    assert admin.cloud.auth(username="bob", factor="push", device="auto")["result"] == "allow"


def test_a_phone_has_one_owner_at_most(admin: Administrator) -> None:
    (phone,) = admin.cloud.duo.users.get("alice").devices
    bob = admin.cloud.duo.users.add("bob").user_id
    mine, his = f"{USERS}/{admin.user_id('alice')}/phones", f"{USERS}/{bob}/phones"

    assert admin.refused("POST", his, {"phone_id": phone.device}) == (INVALID, "phone_id")
    assert admin.response("POST", mine, {"phone_id": phone.device}) == ""
    assert admin.refused("POST", his, {"phone_id": "DPNOTHING"}) == (INVALID, "phone_id")
    assert admin.refused("POST", his) == (MISSING, "phone_id")
    assert admin.refused("DELETE", f"{his}/{phone.device}") == (NOT_FOUND, None)


# Phones


def test_a_phone_without_duo_mobile_takes_no_push(admin: Administrator) -> None:
    phone = admin.response("POST", PHONES, {"number": "+12025550111", "type": "landline"})
    nameless = admin.response("POST", PHONES, {})

    assert (phone["type"], phone["activated"]) == ("Landline", False)
    assert phone["capabilities"] == ["auto", "phone"]
    assert nameless["capabilities"] == []


def test_changing_an_activated_phone_leaves_it_activated(admin: Administrator) -> None:
    (phone,) = admin.cloud.duo.users.get("alice").devices

    shown = admin.response("POST", f"{PHONES}/{phone.device}", {"platform": "apple ios"})

    assert (shown["activated"], shown["platform"]) == (True, "Apple iOS")
    assert admin.cloud.auth(factor="push", device="auto")["result"] == "allow"


def test_a_number_with_its_extension_is_given_once(admin: Administrator) -> None:
    first = {"number": "+12025550111"}
    made = admin.response("POST", PHONES, first)

    assert admin.refused("POST", PHONES, first) == (DUPLICATE, "number")
    assert admin.response("POST", PHONES, {**first, "extension": "7"})["extension"] == "7"
    assert admin.response("POST", f"{PHONES}/{made['phone_id']}", {"name": "x"})["name"] == "x"


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"type": "tablet"}, "type"),
        ({"platform": "TempleOS"}, "platform"),
        ({"predelay": "soon"}, "predelay"),
        ({"postdelay": "-1"}, "postdelay"),
        ({"name": "a\x07"}, "name"),
    ],
)
def test_a_phone_that_cannot_be_is_refused_by_the_name_of_the_parameter(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    (phone,) = admin.cloud.duo.users.get("alice").devices

    assert admin.refused("POST", PHONES, params) == (INVALID, wrong)
    assert admin.refused("POST", f"{PHONES}/{phone.device}", params) == (INVALID, wrong)


# Tokens


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"type": "yk", "serial": "1", "secret": SECRET}, "type"),
        ({"type": "h6", "serial": "1", "secret": "not hexadecimal"}, "secret"),
        ({"type": "h6", "serial": "1", "secret": "00ff"}, "secret"),
        ({"type": "h6", "serial": "1", "secret": SECRET, "counter": "x"}, "counter"),
        ({"type": "h6", "serial": "1", "secret": SECRET, "counter": "9" * 12}, "counter"),
        ({"type": "t6", "serial": "1", "secret": SECRET, "totp_step": "0"}, "totp_step"),
    ],
)
def test_a_token_that_cannot_be_is_refused_by_the_name_of_the_parameter(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    assert admin.refused("POST", TOKENS, params) == (INVALID, wrong)
    assert admin.response("GET", TOKENS) == []


def test_a_serial_number_is_given_once_for_each_type(admin: Administrator) -> None:
    token = {"type": "h6", "serial": "1", "secret": SECRET}
    admin.response("POST", TOKENS, token)

    assert admin.refused("POST", TOKENS, token) == (DUPLICATE, "serial")
    assert admin.response("POST", TOKENS, {**token, "type": "h8"})["type"] == "h8"
    assert admin.refused("GET", TOKENS, {"type": "h6"}) == (INVALID, "serial")


# Bypass codes


def test_a_bypass_code_ends_with_its_time(admin: Administrator) -> None:
    path = f"{USERS}/{admin.user_id('alice')}/bypass_codes"
    (code,) = admin.response("POST", path, {"count": "1", "valid_secs": "60"})

    admin.cloud.clock.advance(60)

    assert admin.response("GET", path) == []
    assert admin.cloud.duo.bypass_codes.of("alice") == ()
    assert code.isdigit()


def test_reading_bypass_codes_never_tells_them(admin: Administrator) -> None:
    path = f"{USERS}/{admin.user_id('alice')}/bypass_codes"
    admin.response("POST", path, {"codes": "4242424242", "reuse_count": "3"})

    (listed,) = admin.response("GET", "/admin/v1/bypass_codes")
    one = admin.response("GET", f"/admin/v1/bypass_codes/{listed['bypass_code_id']}")

    assert one == listed
    assert (listed["reuse_count"], listed["expiration"]) == (3, None)
    assert listed["user"]["username"] == "alice"
    assert "4242424242" not in str(listed)


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"count": "0"}, "count"),
        ({"count": "11"}, "count"),
        ({"count": "1", "codes": "123456"}, "count"),
        ({"codes": "123456,123456"}, "codes"),
        ({"codes": "abc"}, "codes"),
        ({"codes": ","}, "codes"),
        ({"reuse_count": "-1"}, "reuse_count"),
        ({"reuse_count": str(2**31)}, "reuse_count"),
        ({"valid_secs": "soon"}, "valid_secs"),
        ({"preserve_existing": "perhaps"}, "preserve_existing"),
    ],
)
def test_bypass_codes_that_cannot_be_are_refused(
    admin: Administrator, params: dict[str, str], wrong: str
) -> None:
    path = f"{USERS}/{admin.user_id('alice')}/bypass_codes"

    assert admin.refused("POST", path, params) == (INVALID, wrong)


# The control port


def test_a_user_of_the_control_port_is_the_same_user(admin: Administrator) -> None:
    admin.response("POST", USERS, {"username": "ivy"})

    admin.cloud.duo.users.set_answer("ivy", Answer.DENY)
    admin.cloud.duo.users.set_details("ivy", realname="Ivy")

    (ivy,) = admin.response("GET", USERS, {"username": "IVY"})
    assert ivy["realname"] == "Ivy"
