"""The built-in primary server: what it takes of MS-CHAPv2."""

from __future__ import annotations

import pytest

from failmode.simulator.authproxy.radius.client import RadiusClient
from failmode.simulator.authproxy.radius.packets import Attributes, Code
from failmode.simulator.authproxy.radius.user_list_server import UserListRadiusServer

CHANGE: Attributes = {(311, 27): (b"\x07\x01" + bytes(66),)}


@pytest.mark.parametrize(("username", "takes"), [("alice", True), ("mallory", False)])
def test_a_change_of_the_password_is_taken_of_known_users_where_that_is_chosen(
    username: str, takes: bool
) -> None:
    changed: list[str] = []
    server = UserListRadiusServer({"alice": "dummy"}, "secret", changed=changed.append)
    server.start()
    try:
        reply = RadiusClient((server.address,), b"secret").authenticate(username, None, CHANGE)
    finally:
        server.stop()
    assert reply is not None
    assert reply.code == (Code.ACCESS_ACCEPT if takes else Code.ACCESS_REJECT)
    assert changed == (["alice"] if takes else [])


def test_else_ms_chap_v2_is_rejected() -> None:
    server = UserListRadiusServer({"alice": "dummy"}, "secret")
    server.start()
    try:
        reply = RadiusClient((server.address,), b"secret").authenticate("alice", None, CHANGE)
    finally:
        server.stop()
    assert reply is not None
    assert reply.code == Code.ACCESS_REJECT
