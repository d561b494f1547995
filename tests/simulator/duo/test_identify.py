"""What a request to Duo's cloud is about: operation, stage and user, for fault rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from failmode.simulator.duo.api.params import FORM_TYPE, JSON_TYPE
from failmode.simulator.duo.api.signature import Version, sign
from failmode.simulator.duo.application import identifier
from failmode.simulator.duo.auth.requests import AuthRequest, UserRef
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import Factor
from failmode.simulator.edge.identify import Identified
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.stages import Stage
from tests.simulator.environs import environ

IKEY = "DIXYZV6YM8IFYVWBINCA"
SIGNED = {
    "authorization": sign(
        Version.V1, method="GET", host="h", path="/", ikey=IKEY, skey="irrelevant"
    )["Authorization"]
}
Identify = Callable[[str, str, str, Mapping[str, str], bytes], Identified]


@pytest.fixture
def duo() -> Iterator[DuoCloud]:
    store = Store()
    duo = create_cloud(store, Clock())
    duo.integrations.add(IKEY, "skey", "api.duosecurity.test")
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+12025550100")
    yield duo
    store.close()


@pytest.fixture
def identify(duo: DuoCloud) -> Identify:
    identified = identifier(duo)
    return lambda *request: identified(environ(*request))


@pytest.mark.parametrize(
    ("method", "path", "operation", "stage"),
    [
        ("GET", "/auth/v2/ping", "ping", Stage.PING),
        ("GET", "/auth/v2/check", "check", None),
        ("POST", "/auth/v2/preauth", "preauth", Stage.PREAUTH),
        ("POST", "/auth/v2/auth", "auth", Stage.AUTH),
        ("GET", "/auth/v2/auth_status", "auth-status", Stage.AUTH_STATUS),
        ("GET", "/auth/v2/logo", "logo", None),
        ("POST", "/auth/v2/enroll", "enroll", None),
        ("POST", "/auth/v2/enroll_status", "enroll-status", None),
        ("GET", "/rest/v1/logo.bson", "logo", None),
        ("GET", "/rest/v1/ping", "ping", Stage.PING),
        ("POST", "/rest/v1/preauth", "preauth", Stage.PREAUTH),
        ("POST", "/rest/v1/preauth.bson", "preauth", Stage.PREAUTH),
        ("POST", "/rest/v1/auth.json", "auth", Stage.AUTH),
        ("GET", "/rest/v1/status", "auth-status", Stage.AUTH_STATUS),
        ("GET", "/nope", "GET /nope", None),
        ("GET", "/activate/S3CRET", "activate", None),
    ],
)
def test_every_call_has_its_operation_and_stage(
    identify: Identify, method: str, path: str, operation: str, stage: Stage | None
) -> None:
    assert identify(method, path, "", {}, b"") == Identified(operation, stage, None)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (FORM_TYPE, b"failmode=open&username=alice"),
        (FORM_TYPE + "; charset=utf-8", b"username=alice"),
        (JSON_TYPE, b'{"username":"alice"}'),
        (FORM_TYPE, b"user=alice"),
        ("", b"user=alice"),
    ],
)
def test_the_user_is_read_from_form_and_json_bodies(
    identify: Identify, content_type: str, body: bytes
) -> None:
    found = identify("POST", "/auth/v2/preauth", "", {"content-type": content_type}, body)

    assert found.user == "alice"


def test_the_user_is_named_as_the_directory_names_her(identify: Identify) -> None:
    headers = {"content-type": FORM_TYPE, **SIGNED}

    found = identify("POST", "/auth/v2/preauth", "", headers, b"username=HARBOUR%5CAlice")

    assert found.user == "alice"


def test_a_user_who_is_added_later_is_known_at_once(duo: DuoCloud, identify: Identify) -> None:
    headers = {"content-type": FORM_TYPE, **SIGNED}
    before = identify("POST", "/auth/v2/preauth", "", headers, b"username=HARBOUR%5CBob")

    duo.users.add("bob")

    after = identify("POST", "/auth/v2/preauth", "", headers, b"username=HARBOUR%5CBob")
    assert (before.user, after.user) == ("HARBOUR\\Bob", "bob")


def test_a_user_id_and_a_transaction_lead_to_the_user(duo: DuoCloud, identify: Identify) -> None:
    integration = duo.integrations.find(IKEY)
    assert integration is not None
    txid = duo.authentication.auth(
        integration, AuthRequest(UserRef("alice"), Factor.PUSH, device="auto", asynchronous=True)
    )
    user_id = duo.users.get("alice").user_id

    by_txid = identify("GET", "/auth/v2/auth_status", f"txid={txid}", {}, b"")
    by_id = identify(
        "POST",
        "/auth/v2/preauth",
        "",
        {"content-type": FORM_TYPE},
        f"user_id={user_id}".encode(),
    )

    assert (by_txid.user, by_id.user) == ("alice", "alice")


@pytest.mark.parametrize("query", ["txid=no-such", "user_id=DUNOSUCH", "txid=%00", ""])
def test_nobody_is_named_when_nobody_is_known(identify: Identify, query: str) -> None:
    assert identify("GET", "/auth/v2/auth_status", query, {}, b"").user is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    route=st.sampled_from(
        [
            ("POST", "/auth/v2/preauth"),
            ("POST", "/rest/v1/auth"),
            ("GET", "/auth/v2/auth_status"),
        ]
    ),
    query=st.text(max_size=40),
    headers=st.fixed_dictionaries(
        {
            "content-type": st.sampled_from([JSON_TYPE, FORM_TYPE, "text/plain"]),
            "authorization": st.text(max_size=30),
        }
    ),
    body=st.binary(max_size=60),
)
def test_no_request_makes_it_fail(
    identify: Identify,
    route: tuple[str, str],
    query: str,
    headers: dict[str, str],
    body: bytes,
) -> None:
    assert identify(*route, query, headers, body).stage is not None
