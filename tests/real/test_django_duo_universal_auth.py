"""The PyPI package django-duo-universal-auth, unchanged, in a site that asks the simulator."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from importlib.util import find_spec

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.fault import Fault
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.edge.faults.sockets import ConnectionRefused
from failmode.simulator.runtime import Simulator
from failmode.terms.stages import Stage
from tests.conftest import REPOSITORY
from tests.real.line_program import Ask, line_program
from tests.real.prompt import answer_prompt, approve_push, choose_push

pytestmark = pytest.mark.real


def _site(simulator: Simulator, fail_action: str = "CLOSED") -> AbstractContextManager[Ask]:
    for package, name in (
        ("django", "Django"),
        ("duo_universal_auth", "django-duo-universal-auth"),
    ):
        if find_spec(package) is None:
            pytest.skip(f"the PyPI package {name} is missing")
    keys, address = simulator.keys, simulator.addresses.duo
    duo = {
        "CLIENT_ID": keys.universal_client_id,
        "CLIENT_SECRET": keys.universal_client_secret,
        "DUO_HOST": f"{address.host}:{address.port}",
        "DUO_CERTS": str(simulator.ca_file),
        "FAIL_ACTION": fail_action,
    }
    return line_program(
        [sys.executable, "-W", "ignore", "-m", "tests.real.django_site", json.dumps(duo)],
        folder=REPOSITORY,
    )


def test_an_approved_push_logs_in(simulator: Simulator) -> None:
    with _site(simulator) as ask:
        sent = ask(username="alice")
        assert sent["status"] == 302
        back = approve_push(simulator, httpx.URL(sent["location"]), "alice")
        returned = ask(url=f"/duo/callback/?{httpx.QueryParams(back)}")
        assert (returned["status"], returned["location"]) == (302, "/")
        assert ask(url="/")["user"] == "alice"


def test_a_passcode_logs_in(simulator: Simulator) -> None:
    (code,) = simulator.duo.passcodes.issue("alice")
    with _site(simulator) as ask:
        sent = httpx.URL(ask(username="alice")["location"])
        back = answer_prompt(simulator, sent, {"choice": "passcode", "passcode": code})
        assert ask(url=f"/duo/callback/?{httpx.QueryParams(back)}")["status"] == 302
        assert ask(url="/")["user"] == "alice"


def test_who_denies_the_push_is_not_logged_in(simulator: Simulator) -> None:
    with _site(simulator) as ask:
        sent = httpx.URL(ask(username="bob")["location"])
        denied = choose_push(simulator, "bob")
        back = answer_prompt(simulator, sent, denied, {"choice": "cancel"})
        assert back["error"] == "access_denied"
        assert ask(url=f"/duo/callback/?{httpx.QueryParams(back)}")["location"] != "/"
        assert ask(url="/")["user"] == ""


def test_somebody_who_leaves_the_prompt_is_not_logged_in(simulator: Simulator) -> None:
    with _site(simulator) as ask:
        assert "/oauth/v1/authorize" in ask(username="alice")["location"]
        assert ask(url="/")["user"] == ""


def test_a_code_that_duo_did_not_give_is_refused(simulator: Simulator) -> None:
    with _site(simulator) as ask:
        sent = httpx.URL(ask(username="alice")["location"])
        back = {**approve_push(simulator, sent, "alice"), "duo_code": "forged"}
        assert ask(url=f"/duo/callback/?{httpx.QueryParams(back)}")["status"] == 500


@pytest.mark.parametrize("fault", [ConnectionRefused(), Http503()])
@pytest.mark.parametrize(("fail_action", "user"), [("OPEN", "alice"), ("CLOSED", "")])
def test_its_fail_action_decides_when_duo_cannot_be_reached(
    simulator: Simulator, fault: Fault, fail_action: str, user: str
) -> None:
    simulator.rules.add(Rule("duo", fault, stage=Stage.PING))
    with _site(simulator, fail_action) as ask:
        assert ask(username="alice")["user"] == user
