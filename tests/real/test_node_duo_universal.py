"""The npm package @duosecurity/duo_universal, unchanged, against the simulator over TLS."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.runtime import Simulator, SimulatorConfig
from failmode.terms.stages import Stage
from tests.real.line_program import Ask
from tests.real.node_program import node_program
from tests.real.prompt import answer_prompt, choose_push

pytestmark = pytest.mark.real

HOST = "api-12345678.duosecurity.com"
STATE = "a-state-of-more-than-22-characters"


@pytest.fixture(scope="module")
def simulator_config() -> SimulatorConfig:
    return SimulatorConfig(api_host=HOST)


@pytest.fixture
def client(simulator: Simulator) -> Iterator[Ask]:
    with _client(simulator, simulator.keys.universal_client_secret) as ask:
        yield ask


def _client(simulator: Simulator, secret: str) -> AbstractContextManager[Ask]:
    return node_program(
        "duo_universal.cjs",
        {
            "CLIENT_ID": simulator.keys.universal_client_id,
            "CLIENT_SECRET": secret,
            "API_HOST": HOST,
            "REDIRECT_URL": "https://app.example/duo-callback",
            "SIMULATOR_HOST": "127.0.0.1",
            "SIMULATOR_PORT": str(simulator.addresses.duo.port),
            "SIMULATOR_CA": str(simulator.ca_file),
        },
    )


def _back(
    simulator: Simulator, client: Ask, username: str, *forms: dict[str, str]
) -> dict[str, str]:
    """Let the user answer the prompt in a browser; give the parameters of the way back.

    Args:
        simulator: whose prompt it is.
        client: gives its address.
        username: who logs in.
        forms: what the user sends there; left out: a push.
    """
    url = httpx.URL(client(method="createAuthUrl", args=[username, STATE])["result"])
    return answer_prompt(
        simulator,
        url.copy_with(port=simulator.addresses.duo.port),
        *(forms or (choose_push(simulator, username),)),
    )


def test_the_health_check_succeeds(client: Ask) -> None:
    answer = client(method="healthCheck", args=[])["result"]
    assert answer["stat"] == "OK"
    assert abs(answer["response"]["timestamp"] - time.time()) < 60


def test_a_wrong_secret_fails_the_health_check(simulator: Simulator) -> None:
    with _client(simulator, "x" * 40) as ask:
        assert "invalid_client" in ask(method="healthCheck", args=[])["error"]


def test_an_approved_push_gives_a_token_that_the_client_accepts(
    simulator: Simulator, client: Ask
) -> None:
    back = _back(simulator, client, "alice")
    assert back["state"] == STATE
    exchange = {"method": "exchangeAuthorizationCodeFor2FAResult"}
    token = client(**exchange, args=[back["duo_code"], "alice"])["result"]
    assert (token["sub"], token["auth_result"]["result"]) == ("alice", "allow")
    assert "invalid_grant" in client(**exchange, args=[back["duo_code"], "alice"])["error"]


def test_a_passcode_gives_a_token_and_a_wrong_one_does_not_end_the_prompt(
    simulator: Simulator, client: Ask
) -> None:
    (code,) = simulator.duo.passcodes.issue("alice")
    typed = [{"choice": "passcode", "passcode": one} for one in ("0000000", code)]
    back = _back(simulator, client, "alice", *typed)
    answer = client(
        method="exchangeAuthorizationCodeFor2FAResult", args=[back["duo_code"], "alice"]
    )
    assert answer["result"]["auth_context"]["factor"] == "passcode"
    assert answer["result"]["auth_result"]["result"] == "allow"


def test_a_denied_push_gives_no_code_to_exchange(simulator: Simulator, client: Ask) -> None:
    back = _back(simulator, client, "bob", choose_push(simulator, "bob"), {"choice": "cancel"})
    assert (back["error"], back["state"]) == ("access_denied", STATE)
    assert "duo_code" not in back


def test_a_token_of_somebody_else_is_refused_by_the_client(
    simulator: Simulator, client: Ask
) -> None:
    back = _back(simulator, client, "alice")
    answer = client(method="exchangeAuthorizationCodeFor2FAResult", args=[back["duo_code"], "bob"])
    assert "username" in answer["error"]


def test_a_fault_fails_the_health_check_and_the_exchange(simulator: Simulator, client: Ask) -> None:
    back = _back(simulator, client, "alice")
    for stage, call in (
        (Stage.PING, {"method": "healthCheck", "args": []}),
        (
            Stage.AUTH,
            {
                "method": "exchangeAuthorizationCodeFor2FAResult",
                "args": [back["duo_code"], "alice"],
            },
        ),
    ):
        simulator.rules.clear()
        simulator.rules.add(Rule("duo", Http503(), stage=stage))
        assert "error" in client(**call)
