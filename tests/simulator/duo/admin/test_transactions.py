"""Changes through the Admin API are made as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest
from werkzeug.test import Client

from failmode.simulator.state.store import Store
from tests.simulator.duo.admin.administrator import Administrator, administrator
from tests.simulator.duo.cloud import open_cloud
from tests.simulator.duo.failing_store import counted_writes


@dataclass(frozen=True, slots=True)
class Change:
    """A request that changes several rows.

    Attributes:
        method: HTTP method.
        path: makes its path.
        params: its parameters.
    """

    method: str
    path: Callable[[Administrator], str]
    params: Mapping[str, str]

    def send(self, admin: Administrator) -> int:
        """Send it; returns the status."""
        return admin.call(self.method, self.path(admin), self.params).status_code


def _alice(admin: Administrator) -> str:
    return f"/admin/v1/users/{admin.user_id('alice')}"


def _integration(admin: Administrator) -> str:
    return f"/admin/v3/integrations/{admin.ikey}"


CHANGES = {
    "user": Change(
        "POST",
        _alice,
        {
            "username": "alicia",
            "status": "disabled",
            "realname": "Alicia Narroway",
            "email": "alicia@harbour.example",
            "notes": "left",
            "firstname": "Alicia",
            "lastname": "Narroway",
        },
    ),
    "new-user": Change(
        "POST",
        lambda _: "/admin/v1/users",
        {"username": "dora", "realname": "Dora", "firstname": "Dora", "lastname": "Finch"},
    ),
    "removed-user": Change("DELETE", _alice, {}),
    "new-phone": Change(
        "POST", lambda _: "/admin/v1/phones", {"number": "+12025550177", "type": "mobile"}
    ),
    "new-token": Change(
        "POST",
        lambda _: "/admin/v1/tokens",
        {"type": "h6", "serial": "4711", "secret": "ab" * 20, "counter": "3"},
    ),
    "bypass-codes": Change("POST", lambda admin: f"{_alice(admin)}/bypass_codes", {"count": "3"}),
    "new-integration": Change(
        "POST",
        lambda _: "/admin/v3/integrations",
        {"name": "Reports", "type": "adminapi", "adminapi_read_log": "1", "notes": "for reports"},
    ),
    "integration": Change(
        "POST",
        _integration,
        {
            "name": "Administration",
            "username_normalization_policy": "None",
            "adminapi_info": "0",
            "notes": "of the head office",
            "reset_secret_key": "1",
        },
    ),
}


def _fail(change: Change, admin: Administrator) -> None:
    """Send a change that the database does not take: a failure of ours, and no answer of Duo's."""
    with pytest.raises(OSError, match="the disk is full"):
        change.send(admin)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_that_fails_in_the_middle_leaves_everything_as_it_was(
    admin: Administrator, change: Change
) -> None:
    store = admin.cloud.store
    before = store.snapshot()
    with counted_writes(store) as writes:
        assert change.send(admin) == 200
    store.restore(before)
    assert writes.seen > 1

    for number in range(1, writes.seen + 1):
        with counted_writes(store, failing=number):
            _fail(change, admin)
        assert store.snapshot() == before, f"write {number} of {writes.seen}"
    assert change.send(admin) == 200


def test_a_user_is_asked_as_before_after_a_change_of_her_has_failed(admin: Administrator) -> None:
    change = CHANGES["user"]
    assert admin.cloud.auth(factor="push", device="auto")["result"] == "allow"

    with counted_writes(admin.cloud.store, failing=3):
        _fail(change, admin)

    assert admin.cloud.auth(factor="push", device="auto")["result"] == "allow"
    found = admin.response("GET", _alice(admin))
    assert (found["username"], found["status"], found["email"]) == ("alice", "active", "")


def test_a_change_sees_what_it_has_changed(admin: Administrator) -> None:
    admin.cloud.preauth(username="alice")

    changed = admin.response("POST", _alice(admin), CHANGES["user"].params)

    assert (changed["username"], changed["status"]) == ("alicia", "disabled")
    assert changed["firstname"] == "Alicia"


@pytest.fixture
def shared_admin(state_url: str) -> Iterator[Administrator]:
    """Return an administrator of a cloud on each kind of database."""
    store = Store(state_url)
    yield administrator(open_cloud(store))
    store.close()


def test_all_changes_of_one_user_at_once_are_made_one_after_the_other(
    shared_admin: Administrator,
) -> None:
    path = _alice(shared_admin)

    def change(number: int) -> int:
        client = Client(shared_admin.cloud.client.application)
        own = replace(shared_admin, cloud=replace(shared_admin.cloud, client=client))
        name = f"alice-{number}"
        return own.call("POST", path, {"username": name, "firstname": name}).status_code

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(change, range(40)))

    assert answers == [200] * 40
    changed = shared_admin.response("GET", path)
    assert changed["username"] == changed["firstname"]
