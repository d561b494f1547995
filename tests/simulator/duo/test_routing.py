"""Which requests lead to an operation, whatever was asked before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from werkzeug.test import Client

from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.cloud import create_cloud
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store

PING = "/auth/v2/ping"


@pytest.fixture
def client() -> Iterator[Client]:
    """Return a client of a cloud that has already answered a ping."""
    store = Store()
    duo = create_cloud(store, Clock())
    client = Client(create_app(duo))
    assert client.get(PING).status_code == 200
    yield client
    duo.close()
    store.close()


def test_another_method_of_a_path_that_was_answered_is_refused(client: Client) -> None:
    assert client.post(PING).status_code == 405
    assert client.get(PING).status_code == 200


def test_another_spelling_of_a_path_that_was_answered_is_refused(client: Client) -> None:
    assert client.get(PING + "/").status_code == 404
    assert client.get(PING.upper()).status_code == 404


def test_a_query_and_an_upgrade_change_nothing_for_later_requests(client: Client) -> None:
    assert client.get(PING + "?a=b").status_code == 200
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket"}
    assert client.get(PING, headers=upgrade).status_code == 200
    assert client.get(PING).status_code == 200
