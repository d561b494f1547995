"""Duo's people, devices, passcodes and policies, steered from another process."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from failmode.simulator.control.client import ControlClient, ControlRefusedError
from failmode.simulator.duo.auth.requests import AuthRequest, UserRef
from failmode.simulator.duo.auth.statuses import FINAL, Outcome
from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.runtime import Simulator
from tests.patience import PATIENT_SECONDS
from tests.simulator.duo.caller import DuoCaller
from tests.simulator.duo.failing_store import counted_writes


@pytest.fixture
def client(simulator: Simulator) -> Iterator[ControlClient]:
    with ControlClient(simulator.addresses.control.url) as client:
        yield client


@pytest.fixture
def duo(simulator: Simulator) -> DuoCaller:
    return DuoCaller(simulator)


def passcode_works(simulator: Simulator, code: str) -> bool:
    """Whether alice gets in with a passcode."""
    integration = simulator.duo.integrations.find(simulator.keys.ikey)
    assert integration is not None
    request = AuthRequest(UserRef("alice"), Factor.PASSCODE, passcode=code)
    return simulator.duo.authentication.auth(integration, request) == FINAL[Outcome.APPROVED]


def test_a_push_is_reported_as_fraud(client: ControlClient, duo: DuoCaller) -> None:
    txid = duo.push("carol")

    client.report_fraud(txid)

    assert duo.final_status(txid)["status"] == "fraud"


def test_a_person_who_reports_fraud_is_made(client: ControlClient, duo: DuoCaller) -> None:
    client.update_user("alice", answer="fraud")

    assert duo.auth("alice")["status"] == "fraud"


def test_a_device_answers_for_itself_until_it_is_told_not_to(
    client: ControlClient, duo: DuoCaller
) -> None:
    (phone,) = client.user("alice")["devices"]
    changed = client.update_device("alice", phone["device"], answer="deny", answer_after_seconds=0)
    assert (changed["answer"], changed["answer_after_seconds"]) == ("deny", 0)
    assert duo.auth("alice")["result"] == "deny"

    client.update_device("alice", phone["device"], answer=None)

    assert client.user("alice")["devices"][0]["answer"] is None
    assert duo.auth("alice")["result"] == "allow"


def test_phones_come_and_go(client: ControlClient, duo: DuoCaller) -> None:
    phone = client.add_phone("frank", number="+17345550198", capabilities=["push"])
    assert duo.preauth("frank")["devices"][0]["capabilities"] == ["push"]

    client.delete_device("frank", phone["device"])

    assert duo.preauth("frank")["result"] == "enroll"


def test_a_token_shows_passcodes_that_work(simulator: Simulator, client: ControlClient) -> None:
    token = client.add_token("alice", "1234", kind="totp", digits=8)
    code = client.press("alice", token["device"])

    assert len(code) == 8
    assert passcode_works(simulator, code)
    assert not passcode_works(simulator, code)


def test_a_token_whose_secret_is_refused_is_not_left_half_made(client: ControlClient) -> None:
    with pytest.raises(ControlRefusedError, match="no base32") as refused:
        client.add_token("alice", "1234", kind="hotp", secret="not a secret")

    assert refused.value.status == 400
    assert "not a secret" not in str(refused.value)
    assert len(client.user("alice")["devices"]) == 1


def test_passcodes_and_bypass_codes_are_given_and_taken(
    simulator: Simulator, client: ControlClient
) -> None:
    client.add_passcodes("alice", codes=["111222"])
    (generated,) = client.add_passcodes("alice", count=1)
    assert client.passcodes("alice") == ["111222", generated]
    assert passcode_works(simulator, generated)
    assert client.passcodes("alice") == ["111222"]

    first, second = client.add_bypass_codes("alice", count=2, reuse_count=0, valid_secs=60)
    assert (first["uses_left"], first["username"]) == (None, "alice")
    client.delete_bypass_code(first["bypass_code_id"])
    assert client.bypass_codes("alice") == [second]


def test_a_person_is_invited_and_activates(client: ControlClient, duo: DuoCaller) -> None:
    invitation = client.create_enrollment("frank", valid_secs=60)
    assert client.enrollments() == [invitation]

    phone = client.activate(invitation["activation_code"], platform="Apple iOS")

    assert duo.preauth("frank")["devices"][0]["device"] == phone["device"]
    assert client.enrollments()[0]["activated"] is not None
    with pytest.raises(ControlRefusedError) as refused:
        client.activate(invitation["activation_code"])
    assert refused.value.status == 409


def test_an_applications_policy_is_changed_bit_by_bit(
    simulator: Simulator, client: ControlClient, duo: DuoCaller
) -> None:
    ikey = simulator.keys.ikey
    limit = {"requests": 1, "window_seconds": 3600, "tells_retry_after": False}
    client.update_integration(ikey, rate_limit=limit)
    changed = client.update_integration(ikey, name="Windows", verified_push_digits=4)
    assert (changed["name"], changed["verified_push_digits"]) == ("Windows", 4)
    assert changed["rate_limit"] == limit
    simulator.clock.freeze(simulator.clock.now() // 3600 * 3600)

    statuses = [duo.preauth_answer("alice").status for _ in range(2)]

    assert statuses == [200, 429]
    assert client.update_integration(ikey, rate_limit=None)["rate_limit"] is None
    assert duo.preauth_answer("alice").status == 200


def test_applications_come_and_go(client: ControlClient) -> None:
    made = client.create_integration(name="second", type="adminapi", remembered_devices_seconds=60)
    assert made in client.integrations()
    assert (made["type"], made["remembered_devices_seconds"]) == ("adminapi", 60)

    client.delete_integration(made["ikey"])

    assert made["ikey"] not in {one["ikey"] for one in client.integrations()}


@pytest.mark.parametrize("verified", [2, 7, -1, 3.5])
def test_a_policy_that_cannot_be_is_refused(
    simulator: Simulator, client: ControlClient, verified: float
) -> None:
    with pytest.raises(ControlRefusedError) as refused:
        client.update_integration(
            simulator.keys.ikey,
            name="x",
            verified_push_digits=verified,  # type: ignore[arg-type] # it is to be refused
        )

    assert refused.value.status == 400
    assert "x" not in {one["name"] for one in client.integrations()}


def test_what_does_not_exist_is_said_so(client: ControlClient) -> None:
    device = client.user("alice")["devices"][0]["device"]
    for call in (
        lambda: client.add_phone("nobody"),
        lambda: client.add_token("nobody", "1"),
        lambda: client.press("bob", device),
        lambda: client.delete_device("alice", "DPNOSUCH"),
        lambda: client.passcodes("nobody"),
        lambda: client.add_bypass_codes("nobody"),
        lambda: client.delete_bypass_code("DBNOSUCH"),
        lambda: client.activate("duo://no-such"),
        lambda: client.create_enrollment("nobody"),
        lambda: client.update_integration("DINOSUCH", name="x"),
        lambda: client.report_fraud("no-such"),
    ):
        with pytest.raises(ControlRefusedError) as refused:
            call()
        assert refused.value.status == 404


def test_the_windows_and_batches_of_passcodes_are_switches(
    simulator: Simulator, client: ControlClient
) -> None:
    client.set_switches(duo={"hotp_window": 1, "sms_batch_size": 2})
    token = client.add_token("alice", "1234", kind="hotp")["device"]
    first, second = client.press("alice", token), client.press("alice", token)
    assert not passcode_works(simulator, second)
    assert passcode_works(simulator, first)

    simulator.duo.passcodes.send_sms("alice", client.user("alice")["devices"][0]["device"])

    assert len(client.passcodes("alice")) == 2
    client.reset()
    assert client.switches()["duo"]["hotp_window"] == 20


def test_a_snapshot_brings_policies_tokens_and_codes_back(
    simulator: Simulator, client: ControlClient
) -> None:
    ikey = simulator.keys.ikey
    client.update_integration(ikey, verified_push_digits=5)
    token = client.add_token("alice", "1234", kind="hotp")
    client.press("alice", token["device"])
    codes = client.add_bypass_codes("alice", count=1)
    snapshot = client.snapshot()
    client.reset()
    assert client.bypass_codes("alice") == []

    client.restore(snapshot)

    assert client.bypass_codes("alice") == codes
    assert passcode_works(simulator, client.press("alice", token["device"]))
    found = {one["ikey"]: one for one in client.integrations()}
    assert found[ikey]["verified_push_digits"] == 5


def test_a_user_who_cannot_be_made_whole_is_not_made_at_all(
    simulator: Simulator, client: ControlClient
) -> None:
    store = simulator.duo.store
    before = store.snapshot()
    with counted_writes(store) as writes:
        client.create_user("dora", phone="+12025550177", password="secret")
    store.restore(before)

    for number in range(1, writes.seen + 1):
        with counted_writes(store, failing=number), pytest.raises(ControlRefusedError):
            client.create_user("dora", phone="+12025550177", password="secret")
        assert store.snapshot() == before, f"write {number} of {writes.seen}"


def test_a_user_with_a_password_that_cannot_be_stored_is_not_made_at_all(
    simulator: Simulator,
) -> None:
    before = simulator.duo.store.snapshot()
    url = f"{simulator.addresses.control.url}/_sim/users"
    headers = {"Content-Type": "application/json"}

    answer = httpx.post(
        url,
        content=b'{"username": "dora", "password": "\\ud800"}',
        headers=headers,
        timeout=PATIENT_SECONDS,
    )

    assert answer.status_code >= 400
    assert simulator.duo.store.snapshot() == before


def test_a_change_of_a_user_that_fails_in_the_middle_changes_nothing(
    simulator: Simulator, client: ControlClient
) -> None:
    before = client.user("alice")

    with counted_writes(simulator.duo.store, failing=3), pytest.raises(ControlRefusedError):
        client.update_user("alice", status="disabled", answer="deny", password="new")

    assert client.user("alice") == before
    assert simulator.primary["alice"] != "new"


def test_calls_of_the_admin_api_are_limited_as_reported_or_one_by_one(
    client: ControlClient,
) -> None:
    def in_force() -> dict[str, int | None]:
        return {one["kind"]: one["requests"] for one in client.call_limits()}

    assert set(in_force().values()) == {None}
    client.set_call_limits(as_reported=True)
    assert (in_force()["authentication_log"], in_force()["page"]) == (2, 200)
    client.set_call_limits(page=None, authentication_log=5)
    assert (in_force()["authentication_log"], in_force()["page"]) == (5, None)
    assert in_force()["object"] == 300
    client.set_call_limits(as_reported=False)
    assert set(in_force().values()) == {None}
    with pytest.raises(ControlRefusedError):
        client.set_call_limits(page=-1)


def test_a_group_decides_about_its_members(client: ControlClient, duo: DuoCaller) -> None:
    made = client.create_group("Staff", status="disabled", members=["alice"])
    assert (client.groups(), client.user("alice")["groups"]) == ([made], ["Staff"])
    assert duo.preauth("alice")["result"] == "deny"

    changed = client.update_group("staff", status="bypass", members=["bob"])

    assert (changed["status"], changed["members"]) == ("bypass", ["bob"])
    assert duo.preauth("alice")["result"] == "auth"
    assert duo.preauth("bob")["result"] == "allow"
    client.delete_group("Staff")
    assert duo.preauth("bob")["result"] == "auth"
    with pytest.raises(ControlRefusedError):
        client.create_group("Board", members=["nobody"])
    assert client.groups() == []


def test_a_user_is_known_by_aliases(client: ControlClient, duo: DuoCaller) -> None:
    assert client.update_user("alice", aliases=["al", "lice"])["aliases"] == ["al", "lice"]
    assert duo.auth("lice")["result"] == "allow"
    with pytest.raises(ControlRefusedError):
        client.update_user("bob", aliases=["AL"])
    client.update_user("alice", aliases=[])
    assert duo.preauth("lice")["result"] == "enroll"
