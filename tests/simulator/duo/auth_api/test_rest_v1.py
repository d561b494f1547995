"""The older API in its three encodings: what BSON says is what JSON says."""

from __future__ import annotations

import json
from typing import Any

import bson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.api.envelope import Encoding, failure, success
from failmode.simulator.duo.api.signature import Digest, Version
from failmode.simulator.duo.directory.records import UserStatus
from failmode.simulator.duo.errors import (
    DuoError,
    InvalidRequestParametersError,
    TooManyRequestsError,
)
from failmode.terms.logins import Answer
from tests.simulator.duo.cloud import HOST, IKEY, SKEY, Cloud

LONG = 2**63
KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.dictionaries(KEYS, st.text(st.characters(codec="utf-8")) | st.integers(-LONG, LONG - 1)))
def test_an_answer_in_bson_is_the_answer_in_json(response: dict[str, Any]) -> None:
    decoded = bson.decode(success(response, Encoding.BSON))

    assert decoded == json.loads(success(response)) == {"stat": "OK", "response": response}


@given(st.text(st.characters(codec="utf-8")))
def test_a_word_in_bson_is_the_word_in_json(word: str) -> None:
    assert bson.decode(success(word, Encoding.BSON)) == json.loads(success(word))


@pytest.mark.parametrize(
    "error", [InvalidRequestParametersError("user"), TooManyRequestsError(3), DuoError]
)
def test_an_error_in_bson_is_the_error_in_json(error: DuoError | type[DuoError]) -> None:
    errors = [one() for one in error.__subclasses__()] if isinstance(error, type) else [error]

    for one in errors:
        assert bson.decode(failure(one, Encoding.BSON)) == json.loads(failure(one))


def told(cloud: Cloud, method: str, name: str, suffix: str, **params: str) -> Any:
    """Return the decoded envelope of a `/rest/v1` call as Duo Unix 1.x signs it."""
    answer = cloud.call(method, f"/rest/v1/{name}{suffix}", params, version=Version.V1)
    if suffix == ".bson":
        assert answer.content_type == "application/bson"
        return bson.decode(answer.data)
    assert answer.content_type == "application/json"
    return json.loads(answer.data)


@pytest.mark.parametrize(
    ("method", "name", "params"),
    [
        ("GET", "ping", {}),
        ("GET", "check", {}),
        ("POST", "preauth", {"user": "alice"}),
        ("POST", "preauth", {"user": "bob"}),
        ("POST", "preauth", {"user": "erin"}),
        ("POST", "preauth", {}),
        ("POST", "auth", {"user": "alice", "factor": "auto", "auto": "push1"}),
        ("POST", "auth", {"user": "alice", "factor": "passcode", "code": "000"}),
        ("POST", "auth", {"user": "alice", "factor": "carrier-pigeon"}),
        ("GET", "status", {"txid": "no-such"}),
        ("GET", "nothing", {}),
        ("POST", "ping", {}),
    ],
)
def test_every_call_answers_the_same_in_every_encoding(
    cloud: Cloud, method: str, name: str, params: dict[str, str]
) -> None:
    cloud.duo.users.add("bob", status=UserStatus.BYPASS)
    cloud.duo.users.add("erin", status=UserStatus.DISABLED)

    plain, in_json, in_bson = (
        told(cloud, method, name, suffix, **params) for suffix in ("", ".json", ".bson")
    )

    assert plain == in_json == in_bson


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_a_users_name_is_the_same_in_both_encodings(cloud: Cloud, username: str) -> None:
    cloud.store.clear()
    cloud.duo.integrations.add(IKEY, SKEY, HOST)
    cloud.duo.users.add(username)
    cloud.duo.devices.add_phone(username, "+12025550100")

    in_json, in_bson = (
        told(cloud, "POST", "preauth", suffix, user=username) for suffix in (".json", ".bson")
    )

    assert in_json == in_bson
    assert username in in_bson["response"]["prompt"]


@pytest.mark.parametrize("suffix", ["", ".json", ".bson"])
def test_status_leaves_the_result_out_until_the_end(cloud: Cloud, suffix: str) -> None:
    cloud.duo.users.set_answer("alice", Answer.IGNORE)
    begun = told(
        cloud, "POST", "auth", suffix, user="alice", factor="push", phone="auto", **{"async": "1"}
    )
    txid = begun["response"]["txid"]
    for _ in range(2):
        waiting = told(cloud, "GET", "status", suffix, txid=txid)
        assert waiting["response"] == {"status": "Pushed a login request to your device..."}

    cloud.duo.transactions.report_fraud(txid)

    assert told(cloud, "GET", "status", suffix, txid=txid)["response"] == {
        "result": "deny",
        "status": "Login request reported as fraudulent.",
    }


@pytest.mark.parametrize(
    ("suffix", "version", "digest"),
    [
        (".bson", Version.V1, Digest.SHA1),
        (".json", Version.V1, Digest.SHA1),
        (".json", Version.V1, Digest.SHA512),
        (".json", Version.V2, Digest.SHA512),
    ],
    ids=["1.11", "1.12", "2.0.1", "2.0.4"],
)
def test_every_duo_unix_of_the_older_api_logs_in(
    cloud: Cloud, suffix: str, version: Version, digest: Digest
) -> None:
    def call(method: str, name: str, **params: str) -> Any:
        answer = cloud.call(
            method,
            f"/rest/v1/{name}{suffix}",
            params,
            version=version,
            digest=digest,
            date_header="X-Duo-Date",
        )
        decoded = bson.decode(answer.data) if suffix == ".bson" else json.loads(answer.data)
        return decoded["response"]

    factor = call("POST", "preauth", user="alice", failmode="open")["factors"]["default"]
    begun = call("POST", "auth", user="alice", factor="auto", auto=factor, **{"async": "1"})
    said = [call("GET", "status", txid=begun["txid"]) for _ in range(2)]

    assert [one.get("result") for one in said] == [None, "allow"]
