"""Integrations of Duo side by side: types, policies, rate limits, isolation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from werkzeug.test import Client

from failmode.simulator.duo.api.signature import Digest, Version
from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.directory.integration_types import IntegrationType
from failmode.simulator.duo.directory.records import Policy, RateLimit, UsernameNormalization
from failmode.simulator.duo.errors import BadEntryError, NotFoundError
from failmode.terms.logins import Answer
from tests.simulator.duo.cloud import (
    HOST,
    IKEY,
    INVALID_PARAMETERS,
    NOW,
    OTHER_IKEY,
    OTHER_SKEY,
    SKEY,
    Cloud,
    failure,
)

FORBIDDEN = (403, 40301, "Access forbidden", None)
TOO_MANY = (429, 42901, "Too Many Requests", None)


@pytest.mark.parametrize("type_", [IntegrationType.ADMINAPI, IntegrationType.WEBSDK])
@pytest.mark.parametrize(
    ("method", "path", "params"),
    [
        ("GET", "/auth/v2/check", {}),
        ("GET", "/auth/v2/logo", {}),
        ("POST", "/auth/v2/preauth", {"username": "alice"}),
        ("POST", "/rest/v1/preauth", {"user": "alice"}),
    ],
)
def test_an_integration_of_another_type_is_kept_out_of_the_auth_api(
    cloud: Cloud, type_: IntegrationType, method: str, path: str, params: dict[str, str]
) -> None:
    cloud.duo.integrations.add("DIADMIN", "secret", HOST, type=type_)

    answer = cloud.call(method, path, params, ikey="DIADMIN", skey="secret")

    assert failure(answer) == FORBIDDEN


def test_only_a_right_signature_learns_that_access_is_forbidden(cloud: Cloud) -> None:
    cloud.duo.integrations.add("DIADMIN", "secret", HOST, type=IntegrationType.ADMINAPI)

    answer = cloud.call("GET", "/auth/v2/check", ikey="DIADMIN", skey="wrong")

    assert failure(answer)[1] == 40103


@pytest.mark.parametrize("digest", list(Digest))
@pytest.mark.parametrize("date_header", ["Date", "X-Duo-Date"])
@pytest.mark.parametrize("path", ["/rest/v1/preauth", "/rest/v1/preauth.json"])
def test_rest_v1_takes_dated_signatures_of_both_digests(
    cloud: Cloud, digest: Digest, date_header: str, path: str
) -> None:
    answer = cloud.call(
        "POST",
        path,
        {"user": "alice"},
        version=Version.V2,
        digest=digest,
        date_header=date_header,
    )

    assert answer.status_code == 200


@pytest.mark.parametrize("suffix", ["", ".json", ".bson"])
@pytest.mark.parametrize("digest", list(Digest))
def test_rest_v1_takes_undated_signatures_of_both_digests(
    cloud: Cloud, digest: Digest, suffix: str
) -> None:
    answer = cloud.call(
        "POST",
        f"/rest/v1/preauth{suffix}",
        {"user": "alice"},
        version=Version.V1,
        digest=digest,
    )

    assert answer.status_code == 200


def test_a_dated_signature_of_rest_v1_is_held_against_the_clock(cloud: Cloud) -> None:
    answer = cloud.call("POST", "/rest/v1/preauth", {"user": "alice"}, at=NOW - 301)

    assert failure(answer)[1] == 40105


@pytest.mark.parametrize("digest", list(Digest))
def test_auth_v2_takes_version_2_of_both_digests(cloud: Cloud, digest: Digest) -> None:
    assert cloud.call("GET", "/auth/v2/check", digest=digest).status_code == 200


def test_a_replay_inside_the_window_is_answered_again(cloud: Cloud) -> None:
    answers = [cloud.call("GET", "/auth/v2/check", at=NOW - 299) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_replay_outside_of_the_window_is_a_bad_timestamp(cloud: Cloud) -> None:
    assert cloud.call("GET", "/auth/v2/check").status_code == 200
    cloud.clock.advance(301)

    assert failure(cloud.call("GET", "/auth/v2/check"))[:2] == (401, 40105)


def test_a_transaction_lives_in_its_own_integration(cloud: Cloud) -> None:
    txid = cloud.auth(factor="push", device="auto", **{"async": "1"})["txid"]

    foreign = cloud.call("GET", "/rest/v1/status", {"txid": txid}, ikey=OTHER_IKEY, skey=OTHER_SKEY)

    assert failure(foreign) == (*INVALID_PARAMETERS, "txid")
    assert cloud.status(txid)["status"] == "pushed"


# Rate limits


def limited(cloud: Cloud, **limit: bool) -> None:
    """Allow two requests in ten seconds, and let none of these pass."""
    if not cloud.clock.frozen:
        cloud.clock.freeze()
    cloud.duo.integrations.set_policy(IKEY, Policy(rate_limit=RateLimit(2, 10.0, **limit)))


def test_requests_above_the_limit_are_refused_until_the_next_window(cloud: Cloud) -> None:
    cloud.clock.freeze(NOW - NOW % 10 + 4)
    limited(cloud)

    answers = [cloud.call("GET", "/auth/v2/check", at=cloud.clock.now()) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert failure(answers[2]) == TOO_MANY
    assert answers[2].headers["Retry-After"] == "6"
    cloud.clock.advance(6)
    assert cloud.call("GET", "/auth/v2/check", at=cloud.clock.now()).status_code == 200


def test_a_request_that_is_refused_for_another_reason_counts_as_well(cloud: Cloud) -> None:
    limited(cloud)

    answers = [cloud.call("POST", "/auth/v2/preauth", {"user_id": "DUNOSUCH"}) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [400, 400, 429]


def test_the_limit_may_keep_silent_about_when_to_come_back(cloud: Cloud) -> None:
    limited(cloud, tells_retry_after=False)

    answers = [cloud.call("GET", "/auth/v2/check") for _ in range(3)]

    assert answers[2].status_code == 429
    assert "Retry-After" not in answers[2].headers


def test_a_limit_of_one_integration_is_none_of_another(cloud: Cloud) -> None:
    limited(cloud)
    for _ in range(3):
        cloud.call("GET", "/auth/v2/check")

    other = cloud.call("GET", "/auth/v2/check", ikey=OTHER_IKEY, skey=OTHER_SKEY)

    assert other.status_code == 200


def test_requests_without_a_right_signature_use_up_no_limit(cloud: Cloud) -> None:
    limited(cloud)
    for _ in range(5):
        cloud.call("GET", "/auth/v2/check", skey="wrong")
        cloud.client.get("/auth/v2/ping")

    assert cloud.call("GET", "/auth/v2/check").status_code == 200


def test_parallel_requests_are_counted_one_by_one(cloud: Cloud) -> None:
    cloud.clock.freeze()  # or another window of time may begin meanwhile
    cloud.duo.integrations.set_policy(IKEY, Policy(rate_limit=RateLimit(5, 10.0)))
    app = create_app(cloud.duo)

    def checked(_: int) -> int:
        own = Cloud(cloud.duo, cloud.store, cloud.clock, Client(app))
        return own.call("GET", "/auth/v2/check").status_code

    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(checked, range(12)))

    assert sorted(statuses) == [200] * 5 + [429] * 7


def test_an_integration_that_is_added_again_starts_to_count_anew(cloud: Cloud) -> None:
    limited(cloud)
    for _ in range(3):
        cloud.call("GET", "/auth/v2/check")
    cloud.duo.integrations.remove(IKEY)

    cloud.duo.integrations.add(IKEY, SKEY, HOST, policy=Policy(rate_limit=RateLimit(2, 10.0)))

    assert cloud.call("GET", "/auth/v2/check").status_code == 200


def test_a_lifted_limit_counts_no_longer(cloud: Cloud) -> None:
    limited(cloud)
    for _ in range(3):
        cloud.call("GET", "/auth/v2/check")

    cloud.duo.integrations.set_policy(IKEY, Policy())

    assert cloud.call("GET", "/auth/v2/check").status_code == 200


def test_bson_clients_are_refused_in_bson(cloud: Cloud) -> None:
    limited(cloud)
    for _ in range(2):
        cloud.call("GET", "/auth/v2/check")

    answer = cloud.call("POST", "/rest/v1/preauth.bson", {"user": "alice"}, version=Version.V1)

    assert (answer.status_code, answer.content_type) == (429, "application/bson")
    assert "Retry-After" in answer.headers


# Settings


@pytest.mark.parametrize(
    "policy",
    [
        Policy(verified_push_digits=2),
        Policy(verified_push_digits=7),
        Policy(remembered_devices_seconds=-1),
        Policy(remembered_devices_seconds=float("inf")),
        Policy(rate_limit=RateLimit(-1, 1)),
        Policy(rate_limit=RateLimit(1, 0)),
        Policy(rate_limit=RateLimit(1, float("nan"))),
    ],
)
def test_a_policy_that_cannot_be_changes_nothing(cloud: Cloud, policy: Policy) -> None:
    with pytest.raises(BadEntryError, match="Give"):
        cloud.duo.integrations.set_policy(IKEY, policy)
    with pytest.raises(BadEntryError, match="Give"):
        cloud.duo.integrations.add("DINEW", "secret", HOST, policy=policy)

    integration = cloud.duo.integrations.find(IKEY)
    assert integration is not None
    assert integration.policy == Policy()
    assert cloud.duo.integrations.find("DINEW") is None


def test_settings_of_an_integration_change_one_by_one(cloud: Cloud) -> None:
    policy = Policy(4, 60.0, RateLimit(5, 1.0, tells_retry_after=False))
    cloud.duo.integrations.set_policy(IKEY, policy)
    cloud.duo.integrations.rename(IKEY, "macOS")
    cloud.duo.integrations.set_username_normalization(IKEY, UsernameNormalization.NONE)

    integration = cloud.duo.integrations.find(IKEY)

    assert integration is not None
    assert (integration.name, integration.skey, integration.policy) == ("macOS", SKEY, policy)
    assert integration.username_normalization is UsernameNormalization.NONE
    assert integration in cloud.duo.integrations.all()
    with pytest.raises(NotFoundError, match="DINOSUCH"):
        cloud.duo.integrations.set_policy("DINOSUCH", policy)


# What is remembered of users


def test_a_preauth_of_a_known_user_asks_the_database_nothing(cloud: Cloud) -> None:
    asked: list[str] = []
    cloud.preauth(username="alice")

    @event.listens_for(cloud.store.engine, "before_cursor_execute")
    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    try:
        cloud.preauth(username="alice")
    finally:
        event.remove(cloud.store.engine, "before_cursor_execute", note)

    assert asked == []


def test_a_change_of_a_user_counts_at_the_next_request(cloud: Cloud) -> None:
    assert cloud.auth(factor="push", device="auto")["result"] == "allow"
    cloud.duo.users.set_answer("alice", Answer.DENY)
    assert cloud.auth(factor="push", device="auto")["result"] == "deny"

    phone = cloud.duo.users.get("alice").devices[0]
    cloud.duo.devices.remove(phone.device)

    assert cloud.preauth(username="alice")["result"] == "enroll"
    cloud.duo.users.remove("alice")
    assert cloud.duo.users.find_by_name("alice") is None
