"""Duo's own Python client, unchanged, against the simulated Admin API over TLS."""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable
from typing import Any

import pyotp
import pytest

from failmode.simulator.duo.admin.call_limits import CallLimits
from failmode.simulator.duo.admin.words import CallKind
from failmode.simulator.runtime import Simulator

pytestmark = [
    pytest.mark.real,
    # The client's own choice of a TLS version, which Python no longer likes.
    pytest.mark.filterwarnings("ignore:ssl.PROTOCOL_TLS:DeprecationWarning"),
]
duo_client = pytest.importorskip("duo_client", reason="duo_client is missing")

SECRET = "3132333435363738393031323334353637383930"
BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.fixture
def admin(simulator: Simulator) -> Any:
    return _admin(simulator)


@pytest.fixture
def auth(simulator: Simulator) -> Any:
    keys = simulator.credentials.keys
    return duo_client.Auth(ikey=keys.ikey, skey=keys.skey, **_where(simulator))


def _admin(simulator: Simulator, **changed: Any) -> Any:
    keys = simulator.credentials.keys
    settings = {"ikey": keys.admin_ikey, "skey": keys.admin_skey, **changed}
    return duo_client.Admin(**_where(simulator), **settings)


def _where(simulator: Simulator) -> dict[str, Any]:
    return {
        "host": "localhost",
        "port": simulator.addresses.duo.port,
        "ca_certs": str(simulator.ca_file),
    }


def _user(admin: Any, username: str) -> dict[str, Any]:
    (found,) = admin.get_users_by_name(username)
    return dict(found)


def _log(admin: Any, **filters: str) -> dict[str, Any]:
    now = int(time.time() * 1000)
    times = {"mintime": now - 600_000, "maxtime": now + 600_000}
    return dict(admin.get_authentication_log(api_version=2, **{**times, **filters}))


def _refused(call: Callable[..., Any], *args: Any, **params: Any) -> tuple[int, str | None]:
    with pytest.raises(RuntimeError) as told:
        call(*args, **params)
    data = vars(told.value)["data"]
    return data["code"], data.get("message_detail")


@pytest.mark.parametrize("sig_version", [2, 4, 5])
def test_users_are_read_and_written_with_every_signature_version(
    simulator: Simulator, sig_version: int
) -> None:
    admin = _admin(simulator, sig_version=sig_version)

    made = admin.add_user("ivy", realname="Ivy Ö", email="ivy@harbour.example", notes="new")

    assert admin.get_user_by_id(made["user_id"])["realname"] == "Ivy Ö"
    assert [one["username"] for one in admin.get_user_by_email("ivy@harbour.example")] == ["ivy"]
    assert admin.update_user(made["user_id"], username="ivy.o")["username"] == "ivy.o"
    assert admin.delete_user(made["user_id"]) == ""
    assert admin.get_users_by_name("ivy.o") == []


def test_users_come_page_by_page(simulator: Simulator, admin: Any) -> None:
    names = sorted(one.username for one in simulator.duo.users.all())

    assert [one["username"] for one in _admin(simulator, paging_limit=5).get_users()] == names
    assert [one["username"] for one in admin.get_users(limit=5, offset=10)] == names[10:15]
    assert {one["username"] for one in admin.get_users_by_names(["alice", "bob", "nobody"])} == {
        "alice",
        "bob",
    }
    ids = [_user(admin, "alice")["user_id"], "DUNOBODY"]
    assert [one["username"] for one in admin.get_users_by_ids(ids)] == ["alice"]


@pytest.mark.parametrize(
    ("status", "result"), [("bypass", "allow"), ("disabled", "deny"), ("active", "auth")]
)
def test_a_status_that_is_set_decides_the_next_preauth(
    admin: Any, auth: Any, status: str, result: str
) -> None:
    user_id = _user(admin, "alice")["user_id"]

    assert admin.update_user(user_id, status=status)["status"] == status

    assert auth.preauth(username="alice")["result"] == result


def test_a_bypass_code_lets_in_once(admin: Any, auth: Any) -> None:
    user_id = _user(admin, "alice")["user_id"]
    (code,) = admin.add_user_bypass_codes(user_id, count=1, valid_secs=3600)
    (listed,) = admin.get_user_bypass_codes(user_id)

    assert listed["reuse_count"] == 1
    assert listed["expiration"] - listed["created"] == 3600
    assert [one["bypass_code_id"] for one in admin.get_bypass_codes()] == [listed["bypass_code_id"]]
    assert auth.auth("passcode", username="alice", passcode=code)["result"] == "allow"
    assert auth.auth("passcode", username="alice", passcode=code)["result"] == "deny"
    assert admin.get_user_bypass_codes(user_id) == []
    entries = _log(admin, sort="ts:asc")["authlogs"]
    assert [(one["factor"], one["reason"]) for one in entries] == [
        ("bypass_code", "valid_passcode"),
        ("passcode", "invalid_passcode"),
    ]


def test_given_bypass_codes_replace_the_old_ones_unless_they_are_to_stay(admin: Any) -> None:
    user_id = _user(admin, "alice")["user_id"]

    assert admin.add_user_bypass_codes(user_id, codes=[1234567, 7654321]) == ["1234567", "7654321"]
    admin.add_user_bypass_codes(user_id, codes=[1111111], preserve_existing=True)
    assert len(admin.get_user_bypass_codes(user_id)) == 3
    admin.add_user_bypass_codes(user_id, count=2, remaining_uses=0)
    (first, _) = admin.get_user_bypass_codes(user_id)
    assert first["reuse_count"] == 0
    admin.delete_bypass_code_by_id(first["bypass_code_id"])
    assert len(admin.get_user_bypass_codes(user_id, limit=10)) == 1


def test_a_new_user_with_a_new_phone_can_be_called(admin: Any, auth: Any) -> None:
    user_id = admin.add_user("ivy")["user_id"]
    phone = admin.add_phone(number="+12025550199", type="mobile", platform="google android")

    assert auth.preauth(username="ivy")["result"] == "enroll"
    admin.add_user_phone(user_id, phone["phone_id"])

    assert auth.preauth(username="ivy")["result"] == "auth"
    assert auth.auth("phone", username="ivy", device="auto")["result"] == "allow"
    (shown,) = admin.get_user_phones(user_id)
    assert (shown["type"], shown["platform"], shown["activated"]) == (
        "Mobile",
        "Google Android",
        False,
    )
    assert [one["username"] for one in shown["users"]] == ["ivy"]


def test_phones_are_changed_taken_away_and_deleted(admin: Any) -> None:
    (phone,) = _user(admin, "alice")["phones"]
    phone_id = phone["phone_id"]

    assert admin.update_phone(phone_id, name="Work", extension="12")["name"] == "Work"
    (found,) = admin.get_phones_by_number(phone["number"], extension="12")
    assert found["phone_id"] == phone_id
    user_id = found["users"][0]["user_id"]
    admin.delete_user_phone(user_id, phone_id)
    assert admin.get_phone_by_id(phone_id)["users"] == []
    assert not _user(admin, "alice")["is_enrolled"]
    admin.delete_phone(phone_id)
    assert phone_id not in {one["phone_id"] for one in admin.get_phones()}


def test_a_hardware_token_that_is_assigned_logs_in(admin: Any, auth: Any) -> None:
    user_id = _user(admin, "alice")["user_id"]
    token = admin.add_hotp6_token("0001", SECRET, counter=7)
    assert admin.get_tokens_by_serial("h6", "0001") == [token]

    admin.add_user_token(user_id, token["token_id"])

    code = pyotp.HOTP(BASE32).at(7)
    assert auth.auth("passcode", username="alice", passcode=code)["result"] == "allow"
    (entry,) = _log(admin)["authlogs"]
    assert (entry["factor"], entry["reason"]) == ("hardware_token", "valid_passcode")
    assert [one["serial"] for one in admin.get_user_tokens(user_id)] == ["0001"]
    admin.delete_user_token(user_id, token["token_id"])
    assert admin.get_token_by_id(token["token_id"])["users"] == []
    admin.delete_token(token["token_id"])
    assert admin.get_tokens() == []


def test_a_hardware_token_that_ran_ahead_logs_in_after_it_was_resynchronized(
    admin: Any, auth: Any
) -> None:
    hotp = pyotp.HOTP(BASE32)
    token_id = admin.add_hotp6_token("0001", SECRET)["token_id"]
    admin.add_user_token(_user(admin, "alice")["user_id"], token_id)

    def login(counter: int) -> str:
        answer = auth.auth("passcode", username="alice", passcode=hotp.at(counter))
        return str(answer["result"])

    assert login(503) == "deny"
    wrong = [hotp.at(500), hotp.at(501), hotp.at(503)]
    assert _refused(admin.resync_hotp_token, token_id, *wrong) == (40002, "code1")
    assert login(503) == "deny"
    assert admin.resync_hotp_token(token_id, *(hotp.at(n) for n in (500, 501, 502))) == ""
    assert [login(502), login(503)] == ["deny", "allow"]
    assert _refused(admin.resync_hotp_token, token_id, "1", "2", None) == (40001, "code3")
    assert _refused(admin.resync_hotp_token, "DHX", "1", "2", "3") == (40401, None)


def test_the_step_of_a_totp_token_is_changed(admin: Any) -> None:
    token_id = admin.add_totp6_token("1", SECRET)["token_id"]
    other = admin.add_hotp6_token("1", SECRET)["token_id"]

    assert admin.update_token(token_id, totp_step=60)["totp_step"] == 60

    assert admin.get_token_by_id(token_id)["totp_step"] == 60
    assert _refused(admin.update_token, token_id, totp_step=0) == (40002, "totp_step")
    assert _refused(admin.update_token, other, totp_step=60) == (40002, "totp_step")


def test_totp_tokens_show_their_step(admin: Any) -> None:
    assert admin.add_totp6_token("1", SECRET)["totp_step"] == 30
    assert admin.add_totp8_token("1", SECRET, totp_step=60)["totp_step"] == 60
    assert admin.add_hotp8_token("1", SECRET)["totp_step"] is None
    assert sorted(one["type"] for one in admin.get_tokens()) == ["h8", "t6", "t8"]


def test_an_integration_that_is_made_can_be_used_until_it_is_deleted(
    simulator: Simulator, admin: Any
) -> None:
    made = admin.create_integration("vpn", "authapi", username_normalization_policy="simple")
    ikey = made["integration_key"]

    def check() -> Any:
        skey = admin.get_secret_key(ikey)["secret_key"]
        return duo_client.Auth(ikey=ikey, skey=skey, **_where(simulator)).check()

    assert check()["time"] > 0
    assert admin.update_integration(ikey, name="VPN", reset_secret_key=1)["name"] == "VPN"
    assert admin.get_integration(ikey)["secret_key"] != made["secret_key"]
    assert check()["time"] > 0
    assert ikey in {one["integration_key"] for one in admin.get_integrations()}
    admin.delete_integration(ikey)
    assert _refused(admin.get_integration, ikey) == (40401, None)


@pytest.mark.parametrize(
    "kind", ["authapi", "radius", "ldapproxy", "rdp", "unix", "okta", "sso-generic", "accountsapi"]
)
def test_integrations_of_every_type_are_made_changed_and_deleted(admin: Any, kind: str) -> None:
    sso = {"saml_config": {"entity_id": "e", "acs_urls": [{"url": "https://x", "index": None}]}}
    config = {"sso": sso} if kind == "sso-generic" else {}

    made = admin.create_integration("mine", kind, notes="n", trusted_device_days=3, **config)
    ikey = made["integration_key"]

    assert (made["type"], made["notes"], made["trusted_device_days"]) == (kind, "n", 3)
    assert made.get("sso") == config.get("sso")
    assert admin.get_secret_key(ikey)["secret_key"] == made["secret_key"]
    changed = admin.update_integration(ikey, name="yours", greeting="Hi", self_service_allowed=True)
    assert (changed["name"], changed["greeting"], changed["self_service_allowed"]) == (
        "yours",
        "Hi",
        1,
    )
    admin.delete_integration(ikey)
    assert _refused(admin.delete_integration, ikey) == (40401, None)


def test_integrations_come_page_by_page(simulator: Simulator, admin: Any) -> None:
    keys = [one.ikey for one in simulator.duo.integrations.all()]

    paged = _admin(simulator, paging_limit=2).get_integrations()

    assert [one["integration_key"] for one in paged] == keys
    assert [one["integration_key"] for one in admin.get_integrations(limit=1, offset=1)] == [
        keys[1]
    ]


def test_an_application_lets_in_only_those_whom_it_permits(
    simulator: Simulator, admin: Any
) -> None:
    group = admin.create_group("staff")["group_id"]
    made = admin.create_integration("door", "authapi", groups_allowed=group)
    keys = {"ikey": made["integration_key"], "skey": made["secret_key"]}
    door = duo_client.Auth(**keys, **_where(simulator))

    assert door.preauth(username="alice")["result"] == "deny"
    admin.add_user_group(_user(admin, "alice")["user_id"], group)
    assert door.preauth(username="alice")["result"] == "auth"
    assert door.auth("push", username="alice", device="auto")["result"] == "allow"
    assert _refused(admin.update_integration, made["integration_key"], groups_allowed="DGX") == (
        40002,
        "groups_allowed",
    )
    assert _refused(admin.create_integration, "x", "RDP!") == (40002, "type")
    assert _refused(admin.create_integration, None, "rdp") == (40001, "name")


def test_users_are_made_together(admin: Any) -> None:
    path = "/admin/v1/users/bulk_create"
    users = [{"username": "ivy", "realname": "Ivy"}, {"username": "jim"}]

    for wanted in (json.dumps(users), users):
        made = admin.json_api_call("POST", path, {"users": wanted})
        assert [one["username"] for one in made] == ["ivy", "jim"]
        assert _refused(admin.json_api_call, "POST", path, {"users": wanted}) == (
            40003,
            "username",
        )
        for one in made:
            admin.delete_user(one["user_id"])


def test_the_log_tells_the_alias_by_which_a_login_was_asked_for(admin: Any, auth: Any) -> None:
    admin.update_user(_user(admin, "alice")["user_id"], alias1="al")

    for name in ("al", "alice"):
        auth.auth("push", username=name, device="auto")

    entries = _log(admin, sort="ts:asc")["authlogs"]
    assert [(one["user"]["name"], one["alias"]) for one in entries] == [
        ("alice", "al"),
        ("alice", ""),
    ]


def test_an_integration_may_do_what_it_was_granted_and_no_more(
    simulator: Simulator, admin: Any
) -> None:
    made = admin.create_integration("reader", "adminapi", adminapi_read_resource=True)
    reader = _admin(simulator, ikey=made["integration_key"], skey=made["secret_key"])

    assert len(reader.get_users()) == len(simulator.duo.users.all())
    for call, *args in (
        (reader.add_user, "ivy"),
        (reader.get_integrations,),
        (reader.get_administrator_log,),
        (reader.get_info_summary,),
        (reader.delete_phone, "DPX"),
    ):
        assert _refused(call, *args) == (40301, None)
    admin.update_integration(made["integration_key"], adminapi_read_log=True)
    assert reader.get_administrator_log()


def test_an_application_of_the_auth_api_may_not_administrate(simulator: Simulator) -> None:
    keys = simulator.credentials.keys

    assert _refused(_admin(simulator, ikey=keys.ikey, skey=keys.skey).get_users) == (40301, None)


def test_the_log_tells_what_each_login_came_to(admin: Any, auth: Any) -> None:
    for username in ("alice", "bob"):
        auth.auth("push", username=username, device="auto", ipaddr="192.0.2.7")
    for username in ("dave", "erin", "grace", "frank", "nobody"):
        auth.preauth(username=username)

    answer = _log(admin, sort="ts:asc")

    assert [
        (one["user"]["name"], one["result"], one["reason"], one["factor"])
        for one in answer["authlogs"]
    ] == [
        ("alice", "success", "user_approved", "duo_push"),
        ("bob", "denied", "user_mistake", "duo_push"),
        ("dave", "success", "bypass_user", "not_available"),
        ("erin", "denied", "user_disabled", "not_available"),
        ("grace", "denied", "locked_out", "not_available"),
    ]
    last = answer["authlogs"][-1]
    assert answer["metadata"]["total_objects"] == 5
    assert answer["metadata"]["next_offset"][1] == last["txid"]
    first = answer["authlogs"][0]
    assert first["access_device"]["ip"] == "192.0.2.7"
    assert first["application"]["name"] == "failmode authapi"
    assert first["user"]["key"] == _user(admin, "alice")["user_id"]
    assert abs(first["timestamp"] - time.time()) < 600
    assert _user(admin, "alice")["last_login"] == first["timestamp"]
    assert _user(admin, "bob")["last_login"] is None


def test_the_log_is_read_page_by_page_without_gaps_or_repeats(
    simulator: Simulator, admin: Any, auth: Any
) -> None:
    for code in simulator.duo.passcodes.issue("alice", 7):
        auth.auth("passcode", username="alice", passcode=code)
    whole = [one["txid"] for one in _log(admin)["authlogs"]]
    assert len(set(whole)) == 7

    for sort, expected in (("ts:desc", whole), ("ts:asc", whole[::-1])):
        pages: list[list[str]] = []
        more: dict[str, Any] = {}
        while True:
            answer = _log(admin, limit="3", sort=sort, **more)
            assert answer["metadata"]["total_objects"] == 7
            pages.append([one["txid"] for one in answer["authlogs"]])
            if answer["metadata"]["next_offset"] is None:
                break
            more = {"next_offset": answer["metadata"]["next_offset"]}
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert [txid for page in pages for txid in page] == expected


def test_the_log_is_filtered_by_lists(admin: Any, auth: Any) -> None:
    for username in ("alice", "bob"):
        auth.auth("push", username=username, device="auto")
    alice, bob = (_user(admin, name)["user_id"] for name in ("alice", "bob"))

    def names(**filters: Any) -> list[str]:
        return sorted(one["user"]["name"] for one in _log(admin, **filters)["authlogs"])

    assert names(users=[alice]) == ["alice"]
    assert names(users=[alice, bob]) == ["alice", "bob"]
    assert names(results=["denied", "fraud"]) == ["bob"]
    assert names(reasons="user_approved,valid_passcode") == ["alice"]
    assert names(factors=["phone_call"]) == []
    assert names(event_types=["enrollment"]) == []
    assert names(applications=["DIXXXXXXXXXXXXXXXXXX"]) == []


def test_the_older_log_and_the_reports_count_in_seconds(admin: Any, auth: Any) -> None:
    begun = int(time.time())
    for username in ("alice", "alice", "bob"):
        auth.auth("push", username=username, device="auto")

    with warnings.catch_warnings(action="ignore"):
        entries = admin.get_authentication_log(mintime=begun)
        later = admin.get_authentication_log(mintime=begun + 3600)

    assert [(one["username"], one["result"]) for one in entries] == [
        ("alice", "SUCCESS"),
        ("alice", "SUCCESS"),
        ("bob", "FAILURE"),
    ]
    assert later == []
    expected = {"ERROR": 0, "FAILURE": 1, "FRAUD": 0, "SUCCESS": 2}
    assert admin.get_authentication_attempts() == expected
    assert admin.get_user_authentication_attempts() == {**expected, "SUCCESS": 1}


def test_the_administrator_log_tells_what_was_done(admin: Any) -> None:
    user_id = admin.add_user("ivy")["user_id"]
    admin.add_user_bypass_codes(user_id, codes=[424242])
    admin.delete_user(user_id)

    entries = admin.get_administrator_log()

    assert [(one["action"], one["object"]) for one in entries] == [
        ("user_create", "ivy"),
        ("bypass_create", "ivy"),
        ("user_delete", "ivy"),
    ]
    assert {one["username"] for one in entries} == {"API"}
    assert "424242" not in str(entries)


def test_the_summary_counts(simulator: Simulator, admin: Any) -> None:
    summary = admin.get_info_summary()

    assert summary["user_count"] == len(simulator.duo.users.all())
    assert summary["integration_count"] == len(simulator.duo.integrations.all())


def test_administrators_are_made_changed_and_deleted(simulator: Simulator, admin: Any) -> None:
    made = admin.add_admin("Ada", "ada@acme.example", "+12025550100", None, role="Help Desk")
    admin_id = made["admin_id"]

    assert admin.get_admin(admin_id) == made
    assert admin.update_admin(admin_id, status="Active", phone="1")["status"] == "Active"
    assert admin.reset_admin(admin_id) == ""
    admin.add_admin("Bo", "bo@acme.example", None, None)
    paged = _admin(simulator, paging_limit=1).get_admins()
    assert [one["name"] for one in paged] == ["Ada", "Bo"]
    assert _refused(admin.update_admin, admin_id, status="Gone") == (40002, "status")
    assert _refused(admin.add_admin, "Ada", None, None, None) == (40001, "email")
    admin.delete_admin(admin_id)
    assert _refused(admin.get_admin, admin_id) == (40401, None)


def test_policies_go_the_way_of_duos_own_example(simulator: Simulator, admin: Any) -> None:
    browsers = {"browsers": {"blocked_browsers_list": ["ie"]}}
    empty = admin.create_policy_v2({"policy_name": "a"})["policy_key"]
    health = {"device_health_app": {"enforce_encryption": ["windows"]}}
    assert admin.update_policy_v2(empty, {"sections": health})["sections"] == health
    admin.delete_policy_v2(admin.create_policy_v2({"policy_name": "c"})["policy_key"])
    source = admin.create_policy_v2({"policy_name": "d", "sections": browsers})["policy_key"]

    copies = admin.copy_policy_v2(source, ["e", "f"])["policies"]
    keys = [one["policy_key"] for one in copies]
    admin.update_policies_v2("", ["browsers"], keys)

    assert [admin.get_policy_v2(key)["sections"] for key in keys] == [{}, {}]
    assert admin.get_policy_v2(source)["sections"] == browsers
    assert admin.get_policy_v2("global")["is_global_policy"]
    paged = _admin(simulator, paging_limit=2).get_policies_v2_iterator()
    assert [one["policy_name"] for one in paged] == ["Global Policy", "a", "d", "e", "f"]
    assert [one["policy_name"] for one in admin.get_policies_v2(limit=1, offset=1)] == ["a"]
    assert admin.get_policy_summary_v2()["policy_count"] == 5
    ikey = simulator.credentials.keys.ikey
    admin.update_policy_v2(source, {"apply_to_apps": [ikey]})
    user_id = _user(admin, "alice")["user_id"]
    assert admin.calculate_policy(ikey, user_id)["sections"] == browsers
    assert _refused(admin.create_policy_v2, {"sections": {}}) == (40001, "policy_name")
    assert _refused(admin.delete_policy_v2, "POX") == (40401, None)


@pytest.mark.parametrize(
    "name", ["administrative_units", "desktoptokens", "endpoints", "registered_devices"]
)
def test_lists_of_what_the_account_has_none_of_are_empty(admin: Any, name: str) -> None:
    assert getattr(admin, f"get_{name}")() == []


def test_no_secret_shows_in_the_journal(simulator: Simulator, admin: Any) -> None:
    user_id = _user(admin, "alice")["user_id"]
    made = admin.create_integration("vpn", "authapi")
    codes = admin.add_user_bypass_codes(user_id, count=2)
    admin.add_user_bypass_codes(user_id, codes=[31337420])
    admin.add_hotp6_token("0001", SECRET)
    admin.get_integrations()

    journal = str([one.to_json() for one in simulator.journal.query(vendor="duo")])

    for secret in (*codes, "31337420", SECRET, made["secret_key"]):
        assert secret not in journal
    assert "POST /admin/v1/users/{user_id}/bypass_codes" in journal
    assert {one.user for one in simulator.journal.query(user="alice")} == {"alice"}


def test_groups_and_aliases_are_kept(admin: Any, auth: Any) -> None:
    alice = _user(admin, "alice")["user_id"]
    group = admin.create_group("Staff", desc="All", status="active", push_enabled=True)
    admin.add_user_group(alice, group["group_id"])
    assert [one["name"] for one in admin.get_user_groups(alice)] == ["Staff"]
    assert [one["username"] for one in admin.get_group_users(group["group_id"])] == ["alice"]
    assert admin.get_groups_by_group_ids([group["group_id"]]) == admin.get_groups()
    admin.modify_group(group["group_id"], status="bypass")
    assert admin.get_group(group["group_id"], api_version=2)["status"] == "bypass"
    assert auth.preauth(username="alice")["result"] == "allow"
    admin.delete_user_group(alice, group["group_id"])
    admin.delete_group(group["group_id"])
    assert admin.get_groups() == []

    admin.update_user(alice, alias1="al", alias4="lice")
    assert auth.preauth(username="lice")["result"] == "auth"
    admin.update_user(alice, aliases="alias1=ali")
    assert admin.get_user_by_id(alice)["aliases"] == {"alias1": "ali"}


def test_phones_are_activated_and_people_invited(admin: Any, auth: Any) -> None:
    (phone,) = admin.get_user_phones(_user(admin, "alice")["user_id"])
    answer = admin.create_activation_url(phone["phone_id"], valid_secs=60)
    assert answer["valid_secs"] == 60
    sent = admin.send_sms_activation_to_phone(phone["phone_id"])
    assert "activation_msg" in sent
    admin.enroll_user("newcomer", "newcomer@example.com", valid_secs=0)
    assert auth.preauth(username="newcomer")["result"] == "enroll"


def test_the_further_logs_and_lists_are_read(admin: Any, auth: Any) -> None:
    auth.auth(username="alice", factor="phone", device="auto")
    assert [one["type"] for one in admin.get_telephony_log()] == ["phone"]
    # The client's own end of the time is 120 ms ago.
    later = int(time.time() * 1000) + 60_000
    found = admin.get_telephony_log(api_version=2, maxtime=later)
    assert [one["type"] for one in found["items"]] == ["phone"]
    assert admin.get_info_telephony_credits_used() == {"telephony_credits_used": 1}
    admin.add_user("bob2")
    items = admin.get_activity_logs(maxtime=later)["items"]
    assert [one["action"] for one in items] == ["user_create"]
    assert admin.get_offline_log() == []
    times = (later - 120_000, later)
    assert list(admin.get_trust_monitor_events_iterator(*times)) == []
    assert admin.get_admins() == []
    alice = _user(admin, "alice")["user_id"]
    assert admin.get_user_u2ftokens(alice) == admin.get_u2ftokens() == []
    assert admin.get_user_webauthncredentials(alice) == admin.get_webauthncredentials() == []


def test_settings_are_read_and_changed(admin: Any, auth: Any) -> None:
    assert admin.get_settings()["lockout_threshold"] == 10
    admin.update_settings(lockout_threshold=1, lockout_expire_duration=0)
    auth.auth(username="alice", factor="passcode", passcode="0000000")
    assert _user(admin, "alice")["status"] == "locked out"
    assert auth.preauth(username="alice")["result"] == "deny"
    admin.update_user(_user(admin, "alice")["user_id"], status="active")
    assert auth.preauth(username="alice")["result"] == "auth"


def test_a_limit_is_met_with_patience(simulator: Simulator, admin: Any, monkeypatch: Any) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        simulator.clock.set_offset(simulator.clock.offset + 60)

    CallLimits(simulator.duo.store).replace({CallKind.ADMINISTRATOR_LOG: 1})
    monkeypatch.setattr(duo_client.client, "sleep", wait)
    admin.get_administrator_log()
    assert admin.get_administrator_log() == []
    assert len(waits) == 1
