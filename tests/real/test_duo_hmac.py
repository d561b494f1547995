"""Requests signed by the PyPI package duo_hmac, unchanged, sent by httpx to the simulator."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from failmode.simulator.edge.faults.answers import Http503
from failmode.simulator.edge.faults.rule import Rule
from failmode.simulator.runtime import Simulator
from failmode.terms.stages import Stage
from tests.patience import PATIENT_SECONDS

pytestmark = pytest.mark.real
duo_hmac = pytest.importorskip("duo_hmac.duo_hmac", reason="duo_hmac is missing")


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    trust = ssl.create_default_context(cafile=simulator.ca_file)
    with httpx.Client(verify=trust, trust_env=False, timeout=PATIENT_SECONDS) as client:
        yield client


def _call(
    simulator: Simulator,
    http: httpx.Client,
    method: str,
    path: str,
    parameters: dict[str, Any] | None = None,
    *,
    headers: dict[str, str] | None = None,
    skey: str | None = None,
) -> dict[str, Any]:
    """Sign with the keys that the path wants, send, and give Duo's answer."""
    keys, address = simulator.keys, simulator.addresses.duo
    ikey, right = (
        (keys.admin_ikey, keys.admin_skey) if path.startswith("/admin") else (keys.ikey, keys.skey)
    )
    signer = duo_hmac.DuoHmac(ikey, skey or right, address.host)
    uri, body, signed = signer.get_authentication_components(method, path, parameters, headers)
    # The host is signed without a port.
    url = f"{address.url}{uri.removeprefix(address.host)}"
    answer = http.request(method, url, content=body, headers=signed)
    return dict(answer.json())


def _log_in(simulator: Simulator, http: httpx.Client, **parameters: str) -> str:
    answer = _call(simulator, http, "POST", "/auth/v2/auth", parameters)
    return str(answer["response"]["result"])


def test_a_signed_call_is_accepted_and_a_wrong_key_is_not(
    simulator: Simulator, http: httpx.Client
) -> None:
    assert _call(simulator, http, "GET", "/auth/v2/check")["stat"] == "OK"
    refused = _call(simulator, http, "GET", "/auth/v2/check", skey="x" * 40)
    assert (refused["stat"], refused["code"]) == ("FAIL", 40103)


def test_a_header_of_duos_is_signed_too(simulator: Simulator, http: httpx.Client) -> None:
    answer = _call(simulator, http, "GET", "/auth/v2/check", headers={"X-Duo-Trace": "harbour 7"})
    assert answer["stat"] == "OK"


def test_push_and_passcode_allow_and_deny(simulator: Simulator, http: httpx.Client) -> None:
    assert _log_in(simulator, http, username="alice", factor="push", device="auto") == "allow"
    assert _log_in(simulator, http, username="bob", factor="push", device="auto") == "deny"
    (passcode,) = simulator.duo.passcodes.issue("alice")
    given = {"username": "alice", "factor": "passcode", "passcode": passcode}
    assert _log_in(simulator, http, **given) == "allow"
    assert _log_in(simulator, http, **given) == "deny"


def test_users_are_read_page_by_page(simulator: Simulator, http: httpx.Client) -> None:
    names: list[str] = []
    offset: int | None = 0
    while offset is not None:
        parameters = {"limit": "5", "offset": str(offset)}
        page = _call(simulator, http, "GET", "/admin/v1/users", parameters)
        names += [user["username"] for user in page["response"]]
        offset = page["metadata"].get("next_offset")
    assert sorted(names) == sorted(user.username for user in simulator.duo.users.all())


def test_a_fault_strikes_the_stage_that_it_is_armed_for(
    simulator: Simulator, http: httpx.Client
) -> None:
    simulator.rules.add(Rule("duo", Http503(), stage=Stage.PREAUTH))
    assert _call(simulator, http, "GET", "/auth/v2/check")["stat"] == "OK"
    with pytest.raises(ValueError, match=r"Expecting value"):
        _call(simulator, http, "POST", "/auth/v2/preauth", {"username": "alice"})
