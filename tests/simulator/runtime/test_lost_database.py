"""A PostgreSQL that is stopped and started again under a running simulator."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import pytest

from failmode.simulator.internal_failures import InternalFailureError
from failmode.simulator.runtime import ProxySettings, Simulator, SimulatorConfig
from failmode.terms import Failmode
from tests.patience import PATIENT_SECONDS, wait_until
from tests.real.postgres import PostgresServer, postgres_server
from tests.simulator.authproxy.sender import RadiusSender
from tests.simulator.duo.caller import DuoCaller

pytestmark = pytest.mark.real
SECONDS = PATIENT_SECONDS


@dataclass(frozen=True, slots=True)
class Stage:
    """A simulator, its database, and clients of it.

    Attributes:
        simulator: fails open over RADIUS.
        database: can be stopped and started.
        duo: a client of Duo that has its keys.
        radius: a RADIUS client that knows the passwords.
        control: a client of the control API.
    """

    simulator: Simulator
    database: PostgresServer
    duo: DuoCaller
    radius: RadiusSender
    control: httpx.Client


@pytest.fixture
def stage() -> Iterator[Stage]:
    with postgres_server() as database:
        config = SimulatorConfig(
            state_url=database.url, proxy=ProxySettings(enabled=True, failmode=Failmode.OPEN)
        )
        with (
            Simulator(config) as simulator,
            httpx.Client(base_url=simulator.addresses.control.url, timeout=SECONDS) as control,
        ):
            yield Stage(simulator, database, DuoCaller(simulator), RadiusSender(simulator), control)


def test_while_the_database_is_down_nobody_is_let_in_and_everybody_is_told(stage: Stage) -> None:
    stage.database.stop()

    with pytest.raises(InternalFailureError):
        stage.duo.preauth("bob")
    assert stage.radius.send("alice", 2.0) is None
    refused = stage.control.get("/_sim/users")
    assert (refused.status_code, refused.json()["error"]["code"]) == (500, "internal-error")
    assert "state database" in refused.json()["error"]["hint"]
    told = stage.control.get("/_sim/health").json()
    assert told["status"] == "failing"
    assert told["problems"][0]["where"] == "the state database"
    assert told["internal_failures"]["count"] > 0


def test_the_first_call_after_the_database_has_come_back_succeeds(stage: Stage) -> None:
    assert stage.duo.preauth("alice")["result"] == "auth"
    assert stage.control.get("/_sim/users").status_code == 200
    stage.database.stop()
    stage.database.start()

    assert stage.duo.preauth("alice")["result"] == "auth"
    assert stage.control.get("/_sim/users").status_code == 200
    assert stage.radius.send("alice", SECONDS) == "Access-Accept"
    assert stage.radius.send("bob", SECONDS) == "Access-Reject"
    assert stage.control.get("/_sim/health").json()["status"] == "ok"


def test_nobody_is_let_in_because_the_database_went_down_under_a_login(stage: Stage) -> None:
    with ThreadPoolExecutor(1) as pool:
        login = pool.submit(stage.radius.send, "carol", 4.0)
        pushes = stage.simulator.duo.transactions
        wait_until(lambda: bool(pushes.all("carol")), "no push was sent")
        stage.database.stop()
        assert login.result(SECONDS) is None
