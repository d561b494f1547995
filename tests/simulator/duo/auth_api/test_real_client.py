"""Duo's own Python client against the simulated cloud, over HTTP on a real socket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from failmode.simulator.duo.application import create_app
from failmode.simulator.duo.cloud import DuoCloud, create_cloud
from failmode.simulator.duo.directory.records import Policy, RateLimit, UserStatus
from failmode.simulator.duo.directory.settings import DuoSettings
from failmode.simulator.state.clock import Clock
from failmode.simulator.state.store import Store
from failmode.terms.logins import Answer

pytestmark = pytest.mark.real
duo_client = pytest.importorskip("duo_client", reason="duo_client is missing")

IKEY = "DIXYZV6YM8IFYVWBINCA"
SKEY = "yWHSMhWucAcp7qvuH3HWTaSaKABs8Gaddiv1NIRo"

Connect = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    """Writes no access log."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Drop the line."""


@pytest.fixture(scope="module")
def duo() -> Iterator[DuoCloud]:
    store = Store()
    duo = create_cloud(
        store, Clock(), DuoSettings(push_timeout_seconds=0.1, long_poll_seconds=0.05)
    )
    duo.integrations.add(IKEY, SKEY, "localhost")
    duo.users.add("alice")
    duo.devices.add_phone("alice", "+12025550100", name="Pixel")
    duo.users.add("dan", answer=Answer.DENY)
    duo.devices.add_phone("dan", "+12025550101")
    duo.users.add("ivy", answer=Answer.IGNORE)
    duo.devices.add_phone("ivy", "+12025550102")
    duo.users.add("bea", status=UserStatus.BYPASS)
    duo.users.add("Zoë & Søn=100%")
    duo.devices.add_phone("Zoë & Søn=100%", "+12025550103")
    yield duo
    store.close()


@pytest.fixture(scope="module")
def connect(duo: DuoCloud) -> Iterator[Connect]:
    server = make_server("127.0.0.1", 0, create_app(duo), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def auth(**options: Any) -> Any:
        settings = {"skey": SKEY, "sig_version": 5, **options}
        return duo_client.Auth(
            ikey=IKEY, host="127.0.0.1", port=server.port, ca_certs="HTTP", **settings
        )

    yield auth
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("sig_version", [2, 4, 5])
def test_duo_client_logs_in_with_every_signature_version(
    connect: Connect, sig_version: int
) -> None:
    client = connect(sig_version=sig_version)

    assert client.ping()["time"] > 0
    assert client.check()["time"] > 0
    assert client.preauth(username="alice")["result"] == "auth"
    assert client.auth("push", username="alice", device="auto")["result"] == "allow"


def test_duo_client_understands_every_verdict(connect: Connect) -> None:
    client = connect()

    assert client.preauth(username="bea")["result"] == "allow"
    assert client.preauth(username="nobody")["result"] == "enroll"
    assert client.auth("push", username="dan", device="auto")["result"] == "deny"
    assert client.auth("phone", username="ivy", device="auto")["status"] == "timeout"
    assert client.auth("sms", username="alice", device="auto")["status"] == "sent"


def test_duo_client_follows_an_asynchronous_push(connect: Connect) -> None:
    client = connect()
    txid = client.auth("push", username="alice", device="auto", async_txn=True)["txid"]

    pushed, allowed = client.auth_status(txid), client.auth_status(txid)

    assert (pushed["waiting"], pushed["status"]) == (True, "pushed")
    assert (allowed["waiting"], allowed["success"]) == (False, True)


@pytest.mark.parametrize("sig_version", [2, 5])
def test_duo_client_signs_names_and_texts_of_any_kind(
    connect: Connect, duo: DuoCloud, sig_version: int
) -> None:
    client = connect(sig_version=sig_version)

    answer = client.auth(
        "push",
        username="Zoë & Søn=100%",
        device="auto",
        pushinfo="from=login%20portal&domain=example.com ✓",
    )

    assert answer["result"] == "allow"
    (transaction, *_) = duo.transactions.all("Zoë & Søn=100%")
    assert transaction.pushinfo == "from=login%20portal&domain=example.com ✓"


def test_duo_client_is_told_of_a_wrong_secret_key(connect: Connect) -> None:
    with pytest.raises(RuntimeError, match="401 Invalid signature in request credentials") as told:
        connect(skey="wrong").check()

    assert vars(told.value)["data"]["code"] == 40103


def test_duo_client_is_told_which_parameter_is_wrong(connect: Connect) -> None:
    with pytest.raises(RuntimeError, match=r"400 Invalid request parameters \(factor\)"):
        connect().auth("carrier-pigeon", username="alice")


@pytest.mark.parametrize("sig_version", [2, 5])
def test_duo_client_enrols_somebody_who_then_logs_in(
    connect: Connect, duo: DuoCloud, sig_version: int
) -> None:
    client = connect(sig_version=sig_version)
    invited = client.enroll(valid_secs=600, bypass_codes=2)
    user_id, code = invited["user_id"], invited["activation_code"]
    assert client.enroll_status(user_id, code) == "waiting"

    duo.enrollments.activate(code)

    assert client.enroll_status(user_id, code) == "success"
    assert client.enroll_status(user_id, "duo://no-such") == "invalid"
    assert client.auth("push", user_id=user_id, device="auto")["result"] == "allow"
    for passcode in invited["bypass_codes"]:
        answer = client.auth("passcode", user_id=user_id, passcode=passcode)
        assert answer["result"] == "allow"


def test_duo_client_gets_the_logo(connect: Connect) -> None:
    assert connect().logo().startswith(b"\x89PNG")


@pytest.fixture
def strict(duo: DuoCloud) -> Iterator[None]:
    """Want verified pushes and remember devices."""
    duo.integrations.set_policy(IKEY, Policy(verified_push_digits=6, remembered_devices_seconds=60))
    yield
    duo.integrations.set_policy(IKEY, Policy())


@pytest.mark.usefixtures("strict")
def test_duo_client_verifies_a_push_and_is_remembered(connect: Connect) -> None:
    client = connect()
    begun = client.preauth(username="alice", client_supports_verified_push="1")
    assert len(begun["verification_code"]) == 6

    done = client.auth("push", username="alice", device="auto", txid=begun["txid"])

    token = done["trusted_device_token"]
    assert client.preauth(username="alice", trusted_device_token=token)["result"] == "allow"


@pytest.mark.usefixtures("strict")
def test_duo_client_gets_the_token_of_an_asynchronous_login(connect: Connect) -> None:
    client = connect()
    begun = client.preauth(username="alice", client_supports_verified_push="1")
    txid = client.auth("push", username="alice", device="auto", txid=begun["txid"], async_txn=True)[
        "txid"
    ]

    pushed, allowed = client.auth_status(txid), client.auth_status(txid)

    assert begun["verification_code"] in pushed["status_msg"]
    assert allowed["success"]
    assert allowed["trusted_device_token"]


def test_duo_client_backs_off_while_it_is_rate_limited(
    connect: Connect, duo: DuoCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = connect()
    slept: list[float] = []
    monkeypatch.setattr(duo_client.client, "sleep", slept.append)
    duo.integrations.set_policy(IKEY, Policy(rate_limit=RateLimit(0, 3600.0)))
    try:
        with pytest.raises(RuntimeError, match="429 Too Many Requests"):
            client.check()
    finally:
        duo.integrations.set_policy(IKEY, Policy())

    assert [int(seconds) for seconds in slept] == [1, 2, 4, 8, 16, 32]


@pytest.mark.parametrize("sig_version", [1, 2])
def test_duo_clients_older_api_logs_in(connect: Connect, duo: DuoCloud, sig_version: int) -> None:
    auth_v1 = pytest.importorskip("duo_client.auth_v1", reason="duo_client is missing")
    client = auth_v1.AuthV1(
        ikey=IKEY,
        skey=SKEY,
        host="127.0.0.1",
        port=connect().port,
        ca_certs="HTTP",
        sig_version=sig_version,
    )
    (code,) = duo.passcodes.issue("alice")

    assert client.ping()
    assert client.check()
    assert client.preauth("alice")["factors"]["default"] == "push1"
    assert client.auth("alice", factor="auto", auto="push1")
    assert client.auth("alice", factor="passcode", passcode=code)
    txid = client.auth("alice", factor="push", async_txn=True)
    assert client.status(txid) == (False, False, "Pushed a login request to your device...")
    assert client.status(txid) == (True, True, "Success. Logging you in...")
