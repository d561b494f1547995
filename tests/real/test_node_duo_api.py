"""The npm package @duosecurity/duo_api, unchanged, against the simulator over TLS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest

from failmode.simulator.edge.faults.answers import Http429
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.terms.stages import Stage
from tests.real.line_program import Ask
from tests.real.node_program import node_program

pytestmark = pytest.mark.real

HOST = "api-12345678.duosecurity.com"
SIGNATURES = [2, 5]


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    return SimulatorConfig(api_host=HOST)


@pytest.fixture
def auth(simulator: Simulator) -> Iterator[Ask]:
    keys = simulator.keys
    with _client(simulator, keys.ikey, keys.skey) as ask:
        yield ask


@pytest.fixture
def admin(simulator: Simulator) -> Iterator[Ask]:
    keys = simulator.keys
    with _client(simulator, keys.admin_ikey, keys.admin_skey) as ask:
        yield ask


def _client(simulator: Simulator, ikey: str, skey: str) -> AbstractContextManager[Ask]:
    return node_program(
        "duo_api.cjs",
        {
            "IKEY": ikey,
            "SKEY": skey,
            "API_HOST": HOST,
            "SIMULATOR_HOST": "127.0.0.1",
            "SIMULATOR_PORT": str(simulator.addresses.duo.port),
            "SIMULATOR_CA": str(simulator.ca_file),
        },
    )


def _log_in(auth: Ask, version: int, username: str, factor: str, **more: str) -> tuple[str, str]:
    params = {"username": username, "factor": factor, **more}
    answer = auth(method="POST", path="/auth/v2/auth", params=params, version=version)
    return answer["stat"], answer["response"]["result"]


@pytest.mark.parametrize("version", SIGNATURES)
def test_ping_check_and_preauth_are_answered(auth: Ask, version: int) -> None:
    for path in ("ping", "check"):
        answer = auth(method="GET", path=f"/auth/v2/{path}", params={}, version=version)
        assert (answer["stat"], list(answer["response"])) == ("OK", ["time"])
    results = {
        name: auth(
            method="POST", path="/auth/v2/preauth", params={"username": name}, version=version
        )["response"]["result"]
        for name in ("alice", "dave", "erin", "frank")
    }
    assert results == {"alice": "auth", "dave": "allow", "erin": "deny", "frank": "enroll"}


@pytest.mark.parametrize("version", SIGNATURES)
def test_a_push_is_approved_and_denied(auth: Ask, version: int) -> None:
    assert _log_in(auth, version, "alice", "push", device="auto") == ("OK", "allow")
    assert _log_in(auth, version, "bob", "push", device="auto") == ("OK", "deny")


@pytest.mark.parametrize("version", SIGNATURES)
def test_a_passcode_logs_in_once(simulator: Simulator, auth: Ask, version: int) -> None:
    (passcode,) = simulator.duo.passcodes.issue("alice")
    assert _log_in(auth, version, "alice", "passcode", passcode=passcode) == ("OK", "allow")
    assert _log_in(auth, version, "alice", "passcode", passcode=passcode) == ("OK", "deny")


@pytest.mark.parametrize("version", SIGNATURES)
def test_users_are_read_page_by_page(simulator: Simulator, admin: Ask, version: int) -> None:
    names: list[str] = []
    offset: str | None = "0"
    while offset is not None:
        params = {"limit": "4", "offset": offset}
        page = admin(method="GET", path="/admin/v1/users", params=params, version=version)
        assert page["stat"] == "OK"
        assert 1 <= len(page["response"]) <= 4
        names += [user["username"] for user in page["response"]]
        following = page["metadata"].get("next_offset")
        offset = None if following is None else str(following)
    assert sorted(names) == sorted(user.username for user in simulator.duo.users.all())


@pytest.mark.parametrize("version", SIGNATURES)
def test_a_name_with_every_kind_of_character_is_written_and_found(admin: Ask, version: int) -> None:
    name = "Zoë +&= 日本/?"
    made = admin(
        method="POST",
        path="/admin/v1/users",
        params={"username": "zoe", "realname": name},
        version=version,
    )
    assert made["stat"] == "OK"
    found = admin(method="GET", path="/admin/v1/users", params={"username": "zoe"}, version=version)
    assert [user["realname"] for user in found["response"]] == [name]


def test_a_wrong_secret_key_is_refused_in_duos_words(simulator: Simulator) -> None:
    with _client(simulator, simulator.keys.ikey, "x" * 40) as ask:
        answer = ask(method="GET", path="/auth/v2/check", params={}, version=2)
    assert (answer["code"], answer["stat"]) == (40103, "FAIL")


def test_a_refused_connection_is_an_error_and_no_answer(simulator: Simulator, auth: Ask) -> None:
    request = {"method": "POST", "path": "/auth/v2/preauth", "params": {"username": "alice"}}
    simulator.rules.add(Rule("duo", ConnectionRefused(), stage=Stage.PREAUTH))
    assert auth(**request, version=2)["stat"] == "ERROR"


def test_it_asks_again_after_429(simulator: Simulator, auth: Ask) -> None:
    simulator.rules.add(Rule("duo", Http429(), stage=Stage.PING, times=1))
    answer = auth(method="GET", path="/auth/v2/ping", params={}, version=2)
    assert answer["stat"] == "OK"
    pings = [one.status for one in simulator.journal.query(vendor="duo", operation="ping")]
    assert pings == [429, 200]
