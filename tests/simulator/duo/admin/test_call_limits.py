"""How often an integration may make each kind of call of the Admin API."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from failmode.simulator.duo.admin.call_limits import CALL_LIMITS, CallLimits
from failmode.simulator.duo.admin.words import CallKind
from failmode.simulator.duo.directory.integration_types import IntegrationType
from tests.simulator.duo.admin.administrator import LOG, Administrator
from tests.simulator.duo.cloud import HOST, NOW, Cloud, failure

TOO_MANY = (429, 42901, "Too Many Requests", None)
TIMES = {"mintime": str(int(NOW - 60) * 1000), "maxtime": str(int(NOW) * 1000)}


def limit(cloud: Cloud, limits: Mapping[CallKind, int]) -> None:
    CallLimits(cloud.store).replace(limits)


def test_nothing_is_limited_until_somebody_says_so(admin: Administrator) -> None:
    for _ in range(5):
        admin.ok("GET", LOG, TIMES)


def test_every_kind_has_a_limit_with_its_evidence() -> None:
    assert {one.kind for one in CALL_LIMITS} == set(CallKind)
    assert all("https://github.com/" in one.evidence for one in CALL_LIMITS)


CALLS = {
    CallKind.AUTHENTICATION_LOG: ("GET", LOG, TIMES),
    CallKind.ADMINISTRATOR_LOG: ("GET", "/admin/v1/logs/administrator", {}),
    CallKind.PAGE: ("GET", "/admin/v1/users", {"limit": "10"}),
    CallKind.UNPAGED: ("GET", "/admin/v1/phones", {}),
    CallKind.OBJECT: ("GET", "/admin/v1/info/summary", {}),
    CallKind.CHANGE: ("POST", "/admin/v1/users", {}),
}


@pytest.mark.parametrize("kind", CALLS)
def test_a_call_counts_against_the_limit_of_its_kind_alone(
    cloud: Cloud, admin: Administrator, kind: CallKind
) -> None:
    limit(cloud, {kind: 1})
    method, path, params = CALLS[kind]

    answers = [admin.call(method, path, params) for _ in range(2)]

    assert answers[0].status_code != 429
    assert failure(answers[1]) == TOO_MANY
    for other in set(CALLS) - {kind}:
        for _ in range(2):
            assert admin.call(*CALLS[other]).status_code != 429


def test_a_refusal_tells_no_time_to_come_back(cloud: Cloud, admin: Administrator) -> None:
    limit(cloud, {CallKind.AUTHENTICATION_LOG: 0})
    assert "Retry-After" not in admin.call("GET", LOG, TIMES).headers


def test_the_calls_of_the_last_minute_count(cloud: Cloud, admin: Administrator) -> None:
    limit(cloud, {CallKind.AUTHENTICATION_LOG: 2})
    admin.ok("GET", LOG, TIMES)
    cloud.clock.advance(40)
    admin.ok("GET", LOG, TIMES)
    cloud.clock.advance(20)
    admin.ok("GET", LOG, TIMES)
    cloud.clock.advance(39)
    assert admin.call("GET", LOG, TIMES).status_code == 429


def test_a_client_that_never_waits_a_minute_is_refused_every_time(
    cloud: Cloud, admin: Administrator
) -> None:
    limit(cloud, {CallKind.AUTHENTICATION_LOG: 2})
    for _ in range(2):
        admin.ok("GET", LOG, TIMES)
    # As `duo_client` backs off.
    for seconds in (1, 2, 4, 8, 16, 32):
        assert admin.call("GET", LOG, TIMES).status_code == 429
        cloud.clock.advance(seconds)
    assert admin.call("GET", LOG, TIMES).status_code == 429


def test_each_integration_has_limits_of_its_own(cloud: Cloud, admin: Administrator) -> None:
    limit(cloud, {CallKind.AUTHENTICATION_LOG: 1})
    admin.ok("GET", LOG, TIMES)
    cloud.duo.integrations.add("DISECOND", "skey", HOST, type=IntegrationType.ADMINAPI)
    assert Administrator(cloud, "DISECOND", "skey").call("GET", LOG, TIMES).status_code == 200


def test_a_snapshot_holds_limits_and_counts(cloud: Cloud, admin: Administrator) -> None:
    limit(cloud, {CallKind.AUTHENTICATION_LOG: 1})
    admin.ok("GET", LOG, TIMES)
    snapshot = cloud.store.snapshot()
    limit(cloud, {})
    admin.ok("GET", LOG, TIMES)

    cloud.store.restore(snapshot)

    assert admin.call("GET", LOG, TIMES).status_code == 429


def test_an_integration_whose_calls_count_can_be_removed(
    cloud: Cloud, admin: Administrator
) -> None:
    limit(cloud, {CallKind.CHANGE: 10})
    admin.call("POST", "/admin/v1/users", {})
    cloud.duo.integrations.remove(admin.ikey)
    assert cloud.store.snapshot()["tables"]["duo_limited_calls"] == []
