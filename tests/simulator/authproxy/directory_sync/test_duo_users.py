"""The changes of a plan reach Duo, and whoever waits is told how many users are done."""

from __future__ import annotations

from failmode.simulator import Simulator
from failmode.simulator.authproxy.directory_sync.duo_users import DuoUsers
from failmode.simulator.authproxy.directory_sync.plan import Change, SyncAction, SyncPlan
from failmode.simulator.duo.admin.client import AdminApi
from failmode.simulator.duo.own_calls import OwnCalls

STAFF = 'staff (from directory sync "AD")'
PAGE = 100
"""Most groups that Duo gives at once."""


def api_of(simulator: Simulator) -> AdminApi:
    keys = simulator.keys
    return AdminApi(OwnCalls(simulator.duo, keys.api_host, keys.admin_ikey, keys.admin_skey))


def new(name: str, *joins: str) -> Change:
    return Change(SyncAction.CREATE, name, None, {"username": name}, joins=joins)


def test_each_user_that_is_done_is_counted(simulator: Simulator) -> None:
    told: list[int] = []
    users = DuoUsers(api_of(simulator), told.append)
    users.apply(SyncPlan((new("yan"), new("zoe")), 0))
    assert (told, users.problems) == ([1, 2], [])


def test_a_group_beyond_the_first_page_is_joined_and_left_and_not_made_again(
    simulator: Simulator,
) -> None:
    groups = simulator.duo.groups
    for number in range(PAGE):
        groups.add(f"other {number}")
    group = groups.add(STAFF)
    users = DuoUsers(api_of(simulator))
    users.apply(SyncPlan((new("yan", STAFF),), 0))
    assert users.problems == []
    user_id = simulator.duo.users.get("yan").user_id
    assert groups.members(group.group_id) == {user_id}
    leaving = Change(SyncAction.UPDATE, "yan", user_id, {}, leaves=(STAFF,))
    users = DuoUsers(api_of(simulator))
    users.apply(SyncPlan((leaving,), 0))
    assert (users.problems, groups.members(group.group_id)) == ([], frozenset())
